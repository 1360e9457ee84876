//! Texts of spreadsheets and older tools, in whatever encoding they were saved.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::source::{Place, place_in};

/// Enough of a file to tell its encoding by.
const SEEN: usize = 1 << 20;

/// The text of bytes in any encoding; what is wrong with them, where they are no text.
///
/// # Errors
/// A NUL byte (the file is binary), or bytes that the likeliest encoding does not have.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, (Place, String)> {
    if let Some(at) = memchr::memchr(0, bytes) {
        let message = "a NUL byte: a binary file, or UTF-16 without a mark; save it as UTF-8";
        return Err((place_in(bytes, at), message.to_owned()));
    }
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.into()),
        Err(e) => e.valid_up_to(),
    };
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let start = bytes.iter().position(|b| !b.is_ascii()).unwrap_or(0);
    let seen = &bytes[start..bytes.len().min(start + SEEN)];
    detector.feed(seen, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let name = encoding.name();
        let message = format!("neither UTF-8 nor {name} from here on; save the file as UTF-8");
        return Err((place_in(bytes, at), message));
    }
    Ok(text)
}

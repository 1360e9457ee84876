//! Bytes to text: UTF-8 and UTF-16 as they say, other encodings by a guess that is told.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// A decoded text, and what had to be decided on the way.
pub(super) struct Decoded {
    pub(super) text: String,
    /// The name of a guessed encoding.
    pub(super) guessed: Option<&'static str>,
}

/// Decodes a whole text; a byte order mark is no part of it.
///
/// # Errors
/// Says why the bytes are no text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, String> {
    if u32::try_from(bytes.len()).is_err() {
        return Err("longer than 4 GiB; cut it into several documents".to_owned());
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        if encoding == UTF_8 {
            return utf8(bytes[mark..].to_vec()).map_err(|_| {
                "starts as UTF-8, but holds bytes that are not; convert it to UTF-8".to_owned()
            });
        }
        return with(encoding, &bytes[mark..], false);
    }
    let bytes = match utf8(bytes) {
        Ok(decoded) => {
            return if binary(decoded.text.as_bytes()) { Err(no_text()) } else { Ok(decoded) };
        }
        Err(bytes) => bytes,
    };
    if binary(&bytes) || bytes.contains(&0) {
        return Err(no_text());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), &bytes, true)
}

fn utf8(bytes: Vec<u8>) -> Result<Decoded, Vec<u8>> {
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text, guessed: None }),
        Err(error) => Err(error.into_bytes()),
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], guess: bool) -> Result<Decoded, String> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        return Err(format!("no valid {} either; convert it to UTF-8", encoding.name()));
    }
    if u32::try_from(text.len()).is_err() {
        return Err("longer than 4 GiB as UTF-8; cut it into several documents".to_owned());
    }
    Ok(Decoded { text: text.into_owned(), guessed: guess.then(|| encoding.name()) })
}

fn no_text() -> String {
    "not a text: it holds control bytes as a program or picture does".to_owned()
}

/// Whether more than one byte in twenty (of the first 64 KiB) is a control code that texts lack.
fn binary(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(1 << 16)];
    let is_control = |b: &u8| *b < 32 && !(9..=13).contains(b) && *b != 27;
    // nearly all texts have none: no branch in the loop, so that it reads many bytes at once
    if !head.chunks(1 << 10).any(|part| part.iter().fold(false, |any, b| any | is_control(b))) {
        return false;
    }
    let control = head.iter().filter(|b| is_control(b)).count();
    // a few stray ones are damage, not another format
    control > 3 && control * 20 > head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<String, String> {
        decode(bytes.to_vec()).map(|d| d.text)
    }

    #[test]
    fn utf8_is_kept_byte_for_byte() {
        assert_eq!(text("“Çà” \0 \r\n".as_bytes()).unwrap(), "“Çà” \0 \r\n");
    }

    #[test]
    fn byte_order_marks_are_followed_and_left_out() {
        assert_eq!(text(b"\xEF\xBB\xBFhi").unwrap(), "hi");
        assert_eq!(text(b"\xFF\xFEh\0i\0").unwrap(), "hi");
        assert_eq!(text(b"\xFE\xFF\0h\0i").unwrap(), "hi");
    }

    #[test]
    fn other_encodings_are_guessed_and_told() {
        let (cyrillic, ..) = encoding_rs::WINDOWS_1251.encode("Глава правительства сказал нам это");
        let decoded = decode(cyrillic.into_owned()).unwrap();
        assert_eq!(decoded.text, "Глава правительства сказал нам это");
        assert_eq!(decoded.guessed, Some("windows-1251"));
        assert_eq!(text(b"caf\xE9 \x93quote\x94").unwrap(), "café “quote”");
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(text(b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0").is_err());
        assert!(text(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0").is_err());
    }
}

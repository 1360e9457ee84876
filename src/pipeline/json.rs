//! JSON text, written at once: what serialising a value would give, without the value.

use std::io::{self, Write};

use serde::Serialize;

/// Where JSON is written: what is ready goes on in pieces.
pub(super) struct Json<'o> {
    ready: Vec<u8>,
    to: &'o mut dyn Write,
    /// What befell the first piece that could not be written.
    result: io::Result<()>,
}

/// What is ready is written from so many bytes on.
const PIECE: usize = 1 << 15;

impl<'o> Json<'o> {
    pub(super) fn new(to: &'o mut dyn Write) -> Self {
        Self { ready: Vec::with_capacity(PIECE), to, result: Ok(()) }
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// The first that a piece met.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.pass();
        self.result
    }

    fn pass(&mut self) {
        if self.result.is_ok() {
            self.result = self.to.write_all(&self.ready);
        }
        self.ready.clear();
    }

    /// Writes as it stands: brackets, commas, names of fields.
    pub(super) fn raw(&mut self, text: &str) {
        self.ready.extend_from_slice(text.as_bytes());
    }

    /// A string.
    pub(super) fn string(&mut self, text: &str) {
        self.ready.push(b'"');
        self.inside(text);
        self.ready.push(b'"');
    }

    /// A string, or null.
    pub(super) fn optional(&mut self, text: Option<&str>) {
        match text {
            Some(text) => self.string(text),
            None => self.raw("null"),
        }
    }

    /// What stands between the marks of a string.
    pub(super) fn inside(&mut self, text: &str) {
        let bytes = text.as_bytes();
        let mut plain = 0;
        while let Some(next) = escaped(&bytes[plain..]) {
            let at = plain + next;
            self.ready.extend_from_slice(&bytes[plain..at]);
            self.escape(bytes[at]);
            plain = at + 1;
        }
        self.ready.extend_from_slice(&bytes[plain..]);
    }

    fn escape(&mut self, byte: u8) {
        const HEX: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'"' | b'\\' => byte,
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            8 => b'b',
            12 => b'f',
            _ => {
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                self.ready.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
                return;
            }
        };
        self.ready.extend_from_slice(&[b'\\', short]);
    }

    /// A number.
    pub(super) fn number(&mut self, number: u32) {
        let mut digits = [0; 10];
        let mut first = digits.len();
        let mut rest = number;
        loop {
            first -= 1;
            digits[first] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.ready.extend_from_slice(&digits[first..]);
    }

    /// Whatever serialises.
    pub(super) fn value(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut self.ready, value).expect("memory takes all");
    }

    /// A list, with what writes each of its members.
    pub(super) fn list<T>(
        &mut self,
        members: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.ready.push(b'[');
        for (i, member) in members.into_iter().enumerate() {
            if i > 0 {
                self.ready.push(b',');
            }
            write(self, member);
            if self.ready.len() >= PIECE {
                self.pass();
            }
        }
        self.ready.push(b']');
    }
}

/// Where the first byte stands that a string cannot hold as it is.
fn escaped(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // the high bit of each byte that is 0, up to the first
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let is_special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    let mut at = 0;
    // no branch inside, so that many bytes are compared at once
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<32>())
        && !chunk.iter().fold(false, |any, &byte| any | is_special(byte))
    {
        at += chunk.len();
    }
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let word = u64::from_le_bytes(*chunk);
        let control = word.wrapping_sub(ONES * 0x20) & !word;
        let marks = zero(word ^ (ONES * 0x22)) | zero(word ^ (ONES * 0x5C));
        let found = (control | marks) & HIGH;
        if found != 0 {
            return Some(at + found.trailing_zeros() as usize / 8);
        }
        at += 8;
    }
    let tail = bytes[at..].iter().position(|&byte| is_special(byte))?;
    Some(at + tail)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(write: impl FnOnce(&mut Json<'_>)) -> String {
        let mut out = Vec::new();
        let mut json = Json::new(&mut out);
        write(&mut json);
        json.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn every_ascii_character_is_written_as_serde_writes_it() {
        for code in 0..128_u8 {
            for before in ["", "seven..", "a long beginning "] {
                let text = format!("{before}{}, and on", code as char);
                assert_eq!(
                    written(|json| json.string(&text)),
                    serde_json::to_string(&text).unwrap()
                );
            }
        }
    }

    proptest! {
        #[test]
        fn strings_and_numbers_are_those_of_serde(text in "[\\x00-\\x7f“é\u{1F600}]*", number: u32) {
            prop_assert_eq!(written(|json| json.string(&text)), serde_json::to_string(&text).unwrap());
            prop_assert_eq!(written(|json| json.number(number)), number.to_string());
        }
    }
}

//! JSON text, written at once: what serialising a value would give, without the value.

use serde::Serialize;

/// Where JSON is written.
pub(super) struct Json<'o> {
    pub(super) out: &'o mut Vec<u8>,
}

impl Json<'_> {
    /// Writes as it stands: brackets, commas, names of fields.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }

    /// A string.
    pub(super) fn string(&mut self, text: &str) {
        self.out.push(b'"');
        self.inside(text);
        self.out.push(b'"');
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
            self.out.extend_from_slice(&bytes[plain..at]);
            self.escape(bytes[at]);
            plain = at + 1;
        }
        self.out.extend_from_slice(&bytes[plain..]);
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
                self.out.extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
                return;
            }
        };
        self.out.extend_from_slice(&[b'\\', short]);
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
        self.out.extend_from_slice(&digits[first..]);
    }

    /// Whatever serialises.
    pub(super) fn value(&mut self, value: &impl Serialize) {
        serde_json::to_writer(&mut *self.out, value).expect("memory takes all");
    }

    /// A list, with what writes each of its members.
    pub(super) fn list<T>(
        &mut self,
        members: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Self, T),
    ) {
        self.out.push(b'[');
        for (i, member) in members.into_iter().enumerate() {
            if i > 0 {
                self.out.push(b',');
            }
            write(self, member);
        }
        self.out.push(b']');
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
        write(&mut Json { out: &mut out });
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

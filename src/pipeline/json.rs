//! JSON text, written at once: what serialising a value would give, without the value.

use std::io::{self, Write};

use wide::u8x16;

use crate::text::packed;

/// Where JSON is written: what is ready goes on in pieces.
pub(super) struct Json<'o> {
    ready: Vec<u8>,
    to: &'o mut dyn Write,
    /// What befell the first piece that could not be written.
    result: io::Result<()>,
}

/// What is ready is written from so many bytes on.
const PIECE: usize = 1 << 16;

impl<'o> Json<'o> {
    pub(super) fn new(to: &'o mut dyn Write) -> Self {
        // the last number or name of a member may stand behind the end of a piece
        Self { ready: Vec::with_capacity(PIECE + (1 << 12)), to, result: Ok(()) }
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
        let (high, low) = (number / 10_000, number % 10_000);
        if high > 0 {
            self.number(high);
            self.ready.extend_from_slice(&(four_digits(low) | ZEROS).to_le_bytes());
            return;
        }
        let digits = four_digits(low);
        // the last digit is written even where it is 0
        let leading = (digits | 1 << 24).trailing_zeros() / 8;
        let length = self.ready.len() + 4 - leading as usize;
        self.ready.extend_from_slice(&((digits | ZEROS) >> (8 * leading)).to_le_bytes());
        self.ready.truncate(length);
    }

    /// A number of thousandths from 0 to 1, as a fraction.
    pub(super) fn thousandths(&mut self, number: u16) {
        let (whole, part) = (number / 1000, u32::from(number % 1000));
        self.number(whole.into());
        let digits = (four_digits(part) >> 8) & 0x00FF_FFFF;
        // 0.9, not 0.900; but 1.0
        let kept = (32 - digits.leading_zeros()).div_ceil(8).max(1);
        let length = self.ready.len() + 1 + kept as usize;
        self.ready.extend_from_slice(&((digits | ZEROS) << 8 | u32::from(b'.')).to_le_bytes());
        self.ready.truncate(length);
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

/// The digit 0, four times.
const ZEROS: u32 = 0x3030_3030;

/// The four digits of a number below 10,000 as values, the first one lowest.
fn four_digits(number: u32) -> u32 {
    let pairs = (number / 100) | ((number % 100) << 16);
    // a tenth of each half, exact below 100
    let tens = ((pairs * 103) >> 10) & 0x000F_000F;
    tens | (pairs - tens * 10) << 8
}

/// Where the first byte stands that a string cannot hold as it is.
fn escaped(bytes: &[u8]) -> Option<usize> {
    let found = |at: usize, mask: u32| (mask != 0).then(|| at + mask.trailing_zeros() as usize);
    let Some(last) = bytes.last_chunk() else {
        // zeros behind them are special too
        let inside = (1 << bytes.len()) - 1;
        return found(0, special(packed(bytes).to_le_bytes()) & inside);
    };
    let (chunks, rest) = bytes.as_chunks();
    for (number, chunk) in chunks.iter().enumerate() {
        let first = found(number * chunk.len(), special(*chunk));
        if first.is_some() {
            return first;
        }
    }
    // the last sixteen once more
    if rest.is_empty() { None } else { found(bytes.len() - last.len(), special(*last)) }
}

/// A bit for each of sixteen bytes that a string cannot hold as it is, the first byte lowest.
#[inline]
fn special(bytes: [u8; 16]) -> u32 {
    let bytes = u8x16::new(bytes);
    let is = |byte: u8| bytes.simd_eq(u8x16::splat(byte));
    (bytes.simd_lt(u8x16::splat(0x20)) | is(b'"') | is(b'\\')).to_bitmask()
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

    #[test]
    fn thousandths_are_written_as_serde_writes_them() {
        for number in 0..=1000_u16 {
            let score = f64::from(number) / 1000.0;
            assert_eq!(
                written(|json| json.thousandths(number)),
                serde_json::to_string(&score).unwrap()
            );
        }
    }

    proptest! {
        #[test]
        fn strings_and_numbers_are_those_of_serde(text in "[\\x00-\\x7f“é\u{1F600}]*", number: u32) {
            prop_assert_eq!(written(|json| json.string(&text)), serde_json::to_string(&text).unwrap());
            for number in [number, number % 20_000, number % 100] {
                prop_assert_eq!(written(|json| json.number(number)), number.to_string());
            }
        }
    }
}

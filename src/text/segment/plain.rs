//! The short way to a word of ASCII letters: sixteen bytes at once.

use super::{Begins, Tokens, begins, span};
use crate::text::Span;

/// A word of ASCII letters alone, as nearly all English words are.
#[derive(Debug, Clone, Copy)]
pub struct Plain {
    /// Where it stands: at most [`Plain::LONGEST`] bytes.
    pub span: Span,
    /// Its letters in small form, the first one in the lowest byte; 0 behind them.
    pub small: u128,
    /// Whether it begins with a capital letter.
    pub capital: bool,
}

impl Plain {
    /// Longest in bytes.
    pub const LONGEST: usize = 15;
}

/// The bit that small letters have and capitals lack, in each byte.
const SMALL: u128 = u128::from_ne_bytes([0x20; 16]);

impl Tokens<'_> {
    /// The next token where that is soon seen to be a word of ASCII letters; where this gives none,
    /// [`Tokens::next`] tells which token is next.
    #[inline]
    pub fn plain(&mut self) -> Option<Plain> {
        if self.clitic > self.at {
            return None;
        }
        let bytes = self.text.as_bytes();
        let start = self.at + usize::from(*bytes.get(self.at)? == b' ');
        let around = bytes.get(start..start + 17)?.first_chunk::<17>()?;
        let first = u128::from_le_bytes(*around.first_chunk()?);
        let others = others(first);
        let length = others.trailing_zeros() as usize / 8;
        let end = start + length;
        if length == 0 || length > Plain::LONGEST || end > self.end {
            return None;
        }
        let (next, then) = (begins(around[length]), begins(around[length + 1]));
        let parts = matches!(next, Begins::Blank | Begins::Mark);
        let joins = next != Begins::Joint || matches!(then, Begins::Word | Begins::Wide);
        if !parts && joins {
            return None;
        }
        self.at = end;
        // the bits below the first byte that is no letter
        let before = ((others & others.wrapping_neg()) >> 7).wrapping_sub(1);
        let small = (first | SMALL) & before;
        Some(Plain { span: span(start, end), small, capital: first & 0x20 == 0 })
    }
}

/// The high bit of each of sixteen bytes that is no ASCII letter.
#[inline]
fn others(bytes: u128) -> u128 {
    const ONES: u128 = u128::from_ne_bytes([1; 16]);
    const HIGH: u128 = 0x80 * ONES;
    let small = (bytes | SMALL) & !HIGH;
    // the high bit of each byte: at least `a`, and not beyond `z`
    let from_a = small + (0x80 - 0x61) * ONES;
    let past_z = small + (0x80 - 0x7B) * ONES;
    (!from_a | past_z | bytes) & HIGH
}

/// How many ASCII letters stand at the start of the sixteen bytes at `at`; 0 where there are fewer.
#[inline]
pub(super) fn letters_at(bytes: &[u8], at: usize) -> usize {
    let chunk = bytes.get(at..).and_then(|rest| rest.first_chunk());
    chunk.map_or(0, |chunk| others(u128::from_le_bytes(*chunk)).trailing_zeros() as usize / 8)
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Sign, tokens},
        *,
    };

    #[test]
    fn plain_words_are_those_that_are_cut_anyway() {
        let text = "Ms. Quill's co-author, O'Neill, said: “U.S. law (of 1999) don't… x_1 ABC.d                     counterrevolutionaries naïve end\u{a0}of the line.Next one,two &c and so forth ";
        for start in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            let paragraph = Span::new(start, text.len());
            let mut cut = tokens(text, paragraph);
            for (span, sign) in tokens(text, paragraph) {
                let plain = cut.plain();
                let Some(Plain { span: found, small, capital }) = plain else {
                    assert_eq!(cut.next(), Some((span, sign)));
                    continue;
                };
                let word = &text[span.range()];
                assert_eq!((found, sign), (span, Sign::Word));
                assert_eq!(capital, word.starts_with(char::is_uppercase));
                let small = small.to_le_bytes();
                assert_eq!(&small[..word.len()], word.to_lowercase().as_bytes());
            }
        }
    }
}

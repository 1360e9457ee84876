//! The short way to a word of ASCII letters: sixteen bytes at once.

use wide::u8x16;

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
    /// Whether all its letters are capitals.
    pub upper: bool,
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
        let near: &[u8; 18] = self.text.as_bytes().get(self.at..)?.first_chunk()?;
        let blank = usize::from(near[0] == b' ');
        let start = self.at + blank;
        let bytes: &[u8; 16] = near[blank..].first_chunk()?;
        let length = (!letters(*bytes)).trailing_zeros() as usize;
        let end = start + length;
        if length == 0 || length > Plain::LONGEST || end > self.end || self.clitic > self.at {
            return None;
        }
        let next = begins(near[blank + length]);
        if !next.parts()
            && (next != Begins::Joint
                || matches!(begins(near[blank + length + 1]), Begins::Word | Begins::Wide))
        {
            return None;
        }
        self.at = end;
        let letters = u128::from_le_bytes(*bytes) & BEFORE[length];
        let small = SMALL & BEFORE[length];
        Some(Plain {
            span: span(start, end),
            small: letters | small,
            capital: letters & 0x20 == 0,
            upper: letters & small == 0,
        })
    }
}

/// The bits of the first bytes, by how many they are.
const BEFORE: [u128; 16] = {
    let mut masks = [0; 16];
    let mut length = 1;
    while length < 16 {
        masks[length] = masks[length - 1] << 8 | 0xFF;
        length += 1;
    }
    masks
};

/// A bit for each of sixteen bytes that is an ASCII letter, the first byte lowest.
#[inline]
fn letters(bytes: [u8; 16]) -> u32 {
    let small = u8x16::new(bytes) | u8x16::splat(0x20);
    let from_a = small - u8x16::splat(b'a');
    from_a.simd_lt(u8x16::splat(26)).to_bitmask()
}

/// How many ASCII letters stand at the start of the sixteen bytes at `at`; 0 where there are fewer.
#[inline]
pub(super) fn letters_at(bytes: &[u8], at: usize) -> usize {
    let chunk = bytes.get(at..).and_then(|rest| rest.first_chunk());
    chunk.map_or(0, |chunk| (!letters(*chunk)).trailing_zeros() as usize)
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
                let Some(Plain { span: found, small, capital, upper }) = plain else {
                    assert_eq!(cut.next(), Some((span, sign)));
                    continue;
                };
                let word = &text[span.range()];
                assert_eq!((found, sign), (span, Sign::Word));
                assert_eq!(capital, word.starts_with(char::is_uppercase));
                assert_eq!(upper, word.chars().all(char::is_uppercase));
                let small = small.to_le_bytes();
                assert_eq!(&small[..word.len()], word.to_lowercase().as_bytes());
            }
        }
    }
}

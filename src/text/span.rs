//! Positions: bytes inside, code points outside.

use serde::{Deserialize, Serialize};

/// A stretch of a text in bytes, end exclusive; always on character bounds of its document.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`, in bytes.
    ///
    /// # Panics
    /// Where `start > end`, or an end is past 4 GiB: a law broken by the caller, never by a text.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span starts before it ends");
        let fit = |n| u32::try_from(n).expect("documents are at most 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, to slice a `str` with.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `at` lies inside.
    pub fn holds(self, at: u32) -> bool {
        self.start <= at && at < self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start.max(other.start) < self.end.min(other.end)
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// From byte offsets to code-point offsets, in constant time.
#[derive(Debug, Clone)]
pub struct CharOffsets {
    /// For each 64 bytes; empty where the text is ASCII and both counts agree.
    blocks: Vec<Block>,
}

/// The code points of 64 bytes.
#[derive(Debug, Clone, Copy)]
struct Block {
    /// How many begin before it.
    before: u32,
    /// A bit for each byte that begins one, the first byte lowest; in two halves, so that a block
    /// takes twelve bytes.
    begins: [u32; 2],
}

/// Bytes of a block.
const STEP: usize = 64;

impl CharOffsets {
    /// Counts the code points of `text`.
    pub fn new(text: &str) -> Self {
        if text.is_ascii() {
            return Self { blocks: Vec::new() };
        }
        let mut blocks = Vec::with_capacity(text.len() / STEP + 1);
        let mut before = 0;
        let (chunks, rest) = text.as_bytes().as_chunks::<STEP>();
        for chunk in chunks {
            before = add(&mut blocks, before, chunk);
        }
        // what lies behind the text begins nothing
        let mut last = [0x80; STEP];
        last[..rest.len()].copy_from_slice(rest);
        add(&mut blocks, before, &last);
        Self { blocks }
    }

    /// The number of code points before byte `at`, which is on a character bound.
    pub fn chars(&self, at: u32) -> u32 {
        if self.blocks.is_empty() {
            return at;
        }
        let Block { before, begins: [low, high] } = self.blocks[at as usize / STEP];
        let begins = u64::from(low) | u64::from(high) << 32;
        before + (begins & !(u64::MAX << (at as usize % STEP))).count_ones()
    }
}

/// Adds a block, and gives the number of code points up to its end.
fn add(blocks: &mut Vec<Block>, before: u32, bytes: &[u8; STEP]) -> u32 {
    let begins = begins(bytes);
    blocks.push(Block { before, begins: [begins as u32, (begins >> 32) as u32] });
    before + begins.count_ones()
}

/// A bit for each byte that begins a code point, the first byte lowest.
fn begins(bytes: &[u8; STEP]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    /// Brings the lowest bit of each byte into the highest byte, in order.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().rev().fold(0, |bits, word| {
        let word = u64::from_le_bytes(*word);
        // all but those of the form 10xxxxxx
        let begin = (!(word >> 7) | (word >> 6)) & ONES;
        bits << 8 | begin.wrapping_mul(GATHER) >> 56
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_as_chars_does() {
        let text = "Привет “мир” 😀 and a long plain tail that passes the sixty-fourth byte, é";
        let offsets = CharOffsets::new(text);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.chars(at as u32) as usize, count);
        }
        assert_eq!(offsets.chars(text.len() as u32) as usize, text.chars().count());
    }

    #[test]
    fn a_multiple_of_the_step_ends_well() {
        let text = "é".repeat(STEP);
        assert_eq!(CharOffsets::new(&text).chars(text.len() as u32), 64);
    }
}

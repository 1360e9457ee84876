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
///
/// Counts are kept for every 64th byte; the rest is counted when asked.
#[derive(Debug, Clone)]
pub struct CharOffsets<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`; empty where the text is ASCII and both counts agree.
    marks: Vec<u32>,
}

const STEP: usize = 64;

impl<'t> CharOffsets<'t> {
    /// Counts the code points of `text`.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::new();
        if !text.is_ascii() {
            marks.reserve(text.len() / STEP + 1);
            let mut count = 0;
            for chunk in text.as_bytes().chunks(STEP) {
                marks.push(count);
                count += starts(chunk);
            }
            marks.push(count);
        }
        Self { text, marks }
    }

    /// The number of code points before byte `at`, which is on a character bound.
    pub fn chars(&self, at: u32) -> u32 {
        if self.marks.is_empty() {
            return at;
        }
        let (block, at) = (at as usize / STEP, at as usize);
        self.marks[block] + starts(&self.text.as_bytes()[block * STEP..at])
    }
}

/// How many code points start in these bytes.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|b| u32::from((b & 0xC0) != 0x80)).sum()
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

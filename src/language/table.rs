//! The table of listed words: short ones by their own letters, in one flat array without pointers.

use rustc_hash::FxHashMap;

use super::lexicon::Entry;
use crate::text::packed;

/// Longest word, in bytes, whose letters are its key.
pub(super) const SHORT: usize = 16;
/// A word of at most [`SHORT`] bytes as a number, its first letter lowest; 0 is no word.
pub(super) type Key = u128;

const ONES: Key = Key::from_ne_bytes([1; SHORT]);
/// Sets the bit that makes small letters of ASCII capitals, in each byte. Digits and the marks that
/// stand inside words have it anyway.
const SMALL: Key = Key::from_ne_bytes([0x20; SHORT]);
/// The bytes of a word of each length.
const MASKS: [Key; SHORT + 1] = {
    let mut masks = [0; SHORT + 1];
    let mut length = 1;
    while length <= SHORT {
        masks[length] = Key::MAX >> (8 * (SHORT - length));
        length += 1;
    }
    masks
};
/// The bit that ASCII lacks, in each byte.
const HIGH: Key = Key::from_ne_bytes([0x80; SHORT]);

/// The key of the word at `text[start..end]` in small letters; none where it is longer than
/// [`SHORT`] or not ASCII.
#[inline]
pub(super) fn key_at(text: &[u8], start: usize, end: usize) -> Option<Key> {
    let length = end - start;
    if length > SHORT || length == 0 {
        return None;
    }
    let letters = match text.get(start..start + SHORT).and_then(|part| part.first_chunk()) {
        Some(letters) => Key::from_le_bytes(*letters),
        None => packed(&text[start..end]),
    };
    let mask = MASKS[length];
    (letters & mask & HIGH == 0).then_some((letters | SMALL) & mask)
}

/// The key of a word that is in small letters already, of at most [`SHORT`] bytes.
pub(super) fn key_of(word: &[u8]) -> Key {
    if word.is_empty() {
        return 0;
    }
    let mask = Key::MAX >> (8 * (SHORT - word.len()));
    // as `key_at` reads ASCII; other letters as they are
    let small = if word.is_ascii() { SMALL & mask } else { 0 };
    packed(word) | small
}

/// An ending of at most [`SHORT`] bytes, to be compared with many words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ending {
    /// Its letters, the last one highest.
    letters: Key,
    /// The bytes that count.
    mask: Key,
    length: usize,
}

impl Ending {
    /// None for a longer one.
    pub(super) fn new(ending: &[u8]) -> Option<Self> {
        let length = ending.len();
        let free = SHORT.checked_sub(length).filter(|_| length > 0)?;
        let mask = Key::MAX << (8 * free);
        Some(Self { letters: key_of(ending) << (8 * free), mask, length })
    }

    /// Whether a word ends so and has at least three bytes more; `tail` is what [`tail_of`] gives.
    pub(super) fn fits(self, tail: Key, length: usize) -> bool {
        (tail ^ self.letters) & self.mask == 0 && length > self.length + 2
    }
}

/// The key of a word of `length` bytes, its last letter highest.
pub(super) fn tail_of(key: Key, length: usize) -> Key {
    key << (8 * (SHORT - length))
}

/// Whether a hyphen is among the letters of the key.
pub(super) fn has_hyphen(key: Key) -> bool {
    let other = key ^ (ONES * 0x2D);
    other.wrapping_sub(ONES) & !other & HIGH != 0
}

/// Words with their entries; open addressing, at most half full.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    /// As many as a power of two, none before the first word. For each place the number of its entry,
    /// from 1, in its lowest bits, and some of its word's hash in the others; 0 where it is free. Few
    /// bytes, that stay in the processor's cache: most words that are not listed end here.
    places: Vec<u32>,
    /// In the order in which they were added: frequent words stand together, as in the files. Entry 0
    /// is that of no word.
    entries: Vec<(Key, Entry)>,
    /// The words that are longer.
    long: FxHashMap<Box<[u8]>, Entry>,
}

impl Table {
    /// The entry of a word in small letters.
    pub(super) fn get(&self, word: &[u8]) -> Option<Entry> {
        if word.len() <= SHORT { self.short(key_of(word)) } else { self.long.get(word).copied() }
    }

    /// The entry of a short word by its key.
    #[inline]
    pub(super) fn short(&self, key: Key) -> Option<Entry> {
        let last = self.places.len().checked_sub(1)?;
        let (mut at, tag) = spread(key);
        loop {
            let place = self.places[at & last];
            if (place ^ tag) & !(last as u32) == 0 {
                let (word, entry) = &self.entries[place as usize & last];
                if *word == key {
                    return Some(*entry);
                }
            }
            if place == 0 {
                return None;
            }
            at += 1;
        }
    }

    /// The entry of a word in small letters, made where there is none.
    pub(super) fn entry(&mut self, word: &[u8]) -> &mut Entry {
        if word.len() > SHORT || word.is_empty() {
            return self.long.entry(word.into()).or_default();
        }
        if self.entries.len() * 2 >= self.places.len() {
            self.grow();
        }
        let key = key_of(word);
        let at = self.place(key);
        if self.places[at] == 0 {
            let number = self.entries.len();
            self.entries.push((key, Entry::default()));
            self.number(at, number);
        }
        let number = self.places[at] as usize & (self.places.len() - 1);
        &mut self.entries[number].1
    }

    /// Where the key is, or would be put.
    fn place(&self, key: Key) -> usize {
        let last = self.places.len() - 1;
        let (mut at, _) = spread(key);
        loop {
            at &= last;
            let number = self.places[at] as usize & last;
            if number == 0 || self.entries[number].0 == key {
                return at;
            }
            at += 1;
        }
    }

    /// Puts entry `number` into the place `at`.
    fn number(&mut self, at: usize, number: usize) {
        let (_, tag) = spread(self.entries[number].0);
        self.places[at] = tag & !(self.places.len() as u32 - 1) | number as u32;
    }

    fn grow(&mut self) {
        if self.entries.is_empty() {
            self.entries.push((0, Entry::default()));
        }
        self.places = vec![0; (self.places.len() * 2).max(1 << 14)];
        for number in 1..self.entries.len() {
            let at = self.place(self.entries[number].0);
            self.number(at, number);
        }
    }
}

/// A hash of the key: where its search begins; and its tag, of which the bits that no number of an entry
/// needs count, which are never all 0.
#[inline]
fn spread(key: Key) -> (usize, u32) {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    let hash = folded.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((hash >> 40) as usize, (hash >> 8) as u32 | 1 << 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_any_case_and_at_the_end_of_a_text() {
        let mut table = Table::default();
        let words = ["a", "said", "sixteen-letters-", "seventeen-letters", "ночь", "'s"];
        for (at, word) in words.iter().enumerate() {
            table.entry(word.as_bytes()).lemma = at as u16 + 1;
        }
        for (at, word) in words.iter().enumerate() {
            assert_eq!(table.get(word.as_bytes()).map(|e| e.lemma), Some(at as u16 + 1));
        }
        let text = b"He SAID a";
        let found = |start, end| table.short(key_at(text, start, end).unwrap_or(0));
        assert_eq!(found(3, 7).map(|e| e.lemma), Some(2));
        assert_eq!(found(8, 9).map(|e| e.lemma), Some(1));
        assert_eq!(found(0, 2), None);
        assert_eq!(table.get(b""), None);
    }

    #[test]
    fn a_full_table_grows() {
        let mut table = Table::default();
        let word = |n: u16| format!("w{n}");
        for n in 0..20_000 {
            table.entry(word(n).as_bytes()).lemma = n;
        }
        assert!((0..20_000).all(|n| table.get(word(n).as_bytes()).is_some_and(|e| e.lemma == n)));
    }
}

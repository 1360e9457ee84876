//! Who may be called by a word: a table from folded words to names, which holds no text.

use std::hash::Hasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHasher};

use crate::text::packed;

/// How many names under one word are looked at, so that time stays linear in long texts.
const NAMES: usize = 256;
/// No further link.
const END: u32 = u32::MAX;

/// By folded surname, given name, lone word and acronym: who may be called so. Words are told apart
/// by their hashes alone: whoever asks compares the names.
#[derive(Debug, Default)]
pub(super) struct Called {
    /// For each word its last link.
    words: FxHashMap<u64, u32>,
    /// A name, and the link before of the same word.
    links: Vec<(u32, u32)>,
}

impl Called {
    /// An empty table with room for so many names.
    pub(super) fn with_capacity(names: usize) -> Self {
        let words = FxHashMap::with_capacity_and_hasher(names, FxBuildHasher);
        Self { words, links: Vec::with_capacity(names) }
    }

    /// Adds a name under a word.
    pub(super) fn add(&mut self, key: u64, owner: usize) {
        let link = self.links.len() as u32;
        let before = self.words.insert(key, link).unwrap_or(END);
        self.links.push((owner as u32, before));
    }

    /// The names under a word, the last one first.
    pub(super) fn owners(&self, key: u64) -> impl Iterator<Item = usize> {
        let mut next = self.words.get(&key).copied().unwrap_or(END);
        let links = std::iter::from_fn(move || {
            let (owner, before) = *self.links.get(next as usize)?;
            next = before;
            Some(owner as usize)
        });
        links.take(NAMES)
    }
}

/// The hash of a word in small letters.
pub(super) fn key(word: &str) -> u64 {
    if !word.is_ascii() {
        return hash(word.to_lowercase().as_bytes());
    }
    hash(word.as_bytes())
}

/// The hash of the capitals that words begin with, in small letters.
pub(super) fn acronym(words: &[&str]) -> u64 {
    let initials = words.iter().filter_map(|word| word.chars().next());
    key(&initials.filter(|c| c.is_uppercase()).collect::<String>())
}

/// Eight bytes at once, each with the bit that makes small letters of ASCII capitals: what else it
/// confuses is told apart where names are compared.
fn hash(bytes: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let mut hasher = FxHasher::default();
    for chunk in bytes.chunks(8) {
        hasher.write_u64(packed(chunk) as u64 | SMALL);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back_whatever_the_case() {
        let mut called = Called::default();
        for (owner, word) in ["Quill", "Roe", "QUILL", "Émile"].iter().enumerate() {
            called.add(key(word), owner);
        }
        let owners = |word| called.owners(key(word)).collect::<Vec<_>>();
        assert_eq!(owners("quill"), [2, 0]);
        assert_eq!(owners("ÉMILE"), [3]);
        assert!(owners("Brandt").is_empty());
        assert_eq!(acronym(&["United", "Ferries", "of", "Tarn"]), key("UFT"));
    }
}

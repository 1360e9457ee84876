//! Words that are made of a language's syllables only.

use super::rule::begins;
use crate::text::fold;

/// What the syllables of a language begin with and end in, each by its first byte.
#[derive(Debug)]
pub(super) struct Syllables {
    initials: Vec<Vec<Vec<u8>>>,
    finals: Vec<Vec<Vec<u8>>>,
}

impl Syllables {
    pub(super) fn new(initials: &str, finals: &str) -> Option<Self> {
        let lists = |text: &str| {
            let mut lists = vec![Vec::new(); 256];
            for part in text.split_whitespace().map(|part| fold::fold(part).into_bytes()) {
                lists[usize::from(part[0])].push(part);
            }
            lists
        };
        (!finals.is_empty()).then(|| Self { initials: lists(initials), finals: lists(finals) })
    }

    /// Whether a folded word is made of them. Names are shorter than 64 bytes.
    pub(super) fn make(&self, word: &[u8]) -> bool {
        let Some(end) = 1_u64.checked_shl(word.len() as u32) else { return false };
        let mut reached = 1_u64;
        for at in 0..word.len() {
            if reached >> at & 1 == 0 {
                continue;
            }
            reached |= self.ends(word, at);
            for initial in &self.initials[usize::from(word[at])] {
                if begins(&word[at..], initial) {
                    reached |= self.ends(word, at + initial.len());
                }
            }
        }
        reached & end != 0
    }

    /// Where syllables end whose final begins at `at`, a bit each.
    fn ends(&self, word: &[u8], at: usize) -> u64 {
        let Some(first) = word.get(at) else { return 0 };
        let fitting = self.finals[usize::from(*first)].iter().filter(|f| begins(&word[at..], f));
        fitting.fold(0, |ends, f| ends | 1 << (at + f.len()))
    }
}

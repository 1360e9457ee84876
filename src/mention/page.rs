//! A document as the matcher sees it: its words with their capitals, and the lines in which
//! capitals mean nothing.

use super::{
    form::Form,
    lexicon::{Class, lexicon},
    table::{hash, hash_bytes},
    unspaced::Unspaced,
    word::{Gap, Word, words},
};
use crate::text::Script;

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// The script has none, or there are no letters.
    None,
    /// Small letters only.
    Small,
    /// Begins with one.
    First,
    /// All letters, and more than one.
    All,
}

/// The words of a document.
pub(crate) struct Page<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: Vec<Word>,
    pub(crate) capitals: Vec<Capitals>,
    /// Hash of the folded form.
    pub(crate) folded: Vec<u64>,
    /// The word stands in a line where most words have capitals.
    pub(crate) headline: Vec<bool>,
}

impl<'t> Page<'t> {
    /// Reads a text; `names` are those that may stand inside a run of letters.
    pub(crate) fn new(text: &'t str, names: &Unspaced) -> Self {
        let words = names.cut(text, words(text));
        let capitals: Vec<Capitals> = words.iter().map(|w| capitals(w.text(text))).collect();
        let mut buffer = Vec::new();
        let folded = words.iter().map(|w| folded_hash(w.text(text), &mut buffer)).collect();
        let headline = headlines(text, &words, &capitals);
        Self { text, words, capitals, folded, headline }
    }

    /// The word at `at` as it is written.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        self.words[at].text(self.text)
    }

    /// What the word at `at` is in the lists.
    pub(crate) fn class(&self, at: usize) -> Class {
        lexicon().class(self.folded[at])
    }

    /// Whether the script of the word at `at` has capitals.
    pub(crate) fn cased(&self, at: usize) -> bool {
        let word = self.word(at);
        match word.as_bytes().first() {
            Some(first) if first.is_ascii_alphabetic() => true,
            _ => word.chars().next().is_some_and(|c| Script::of(c).cased()),
        }
    }

    /// Whether the word at `at` has a capital, or its script has none.
    pub(crate) fn capital(&self, at: usize) -> bool {
        match self.capitals[at] {
            Capitals::First | Capitals::All => true,
            Capitals::Small => false,
            Capitals::None => self.word(at).chars().any(char::is_alphabetic),
        }
    }

    /// Whether a sentence begins at `at`, so that its capital means nothing.
    pub(crate) fn begins(&self, at: usize) -> bool {
        match self.words[at].gap {
            Gap::Break => true,
            Gap::Dot => !self.abbreviated(at - 1),
            _ => false,
        }
    }

    /// Whether the full stop behind the word at `at` is its own: an initial or an abbreviation.
    pub(crate) fn abbreviated(&self, at: usize) -> bool {
        let word = self.word(at);
        word.chars().nth(1).is_none() || word.len() <= 5 && self.class(at).is(Class::TITLE)
    }

    /// Whether the words `at - 1` and `at` may belong to one name.
    pub(crate) fn joined(&self, at: usize) -> bool {
        let before = &self.words[at - 1];
        if before.full_end != before.end {
            return false;
        }
        match self.words[at].gap {
            Gap::Space | Gap::Hyphen => true,
            Gap::None => true,
            Gap::Dot => self.abbreviated(at - 1),
            Gap::Comma | Gap::Break => false,
        }
    }

    /// Whether the words stand apart by a full stop without blank, as in an address.
    pub(crate) fn dotted(&self, at: usize) -> bool {
        self.words[at].gap == Gap::Dot && self.words[at].start == self.words[at - 1].full_end + 1
    }
}

fn capitals(word: &str) -> Capitals {
    if word.is_ascii() && word.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Capitals::Small;
    }
    let (mut upper, mut lower, mut first) = (0, 0, None);
    for c in word.chars() {
        let (u, l) = (c.is_uppercase(), c.is_lowercase());
        if u || l {
            first.get_or_insert(u);
        }
        upper += usize::from(u);
        lower += usize::from(l);
    }
    match (first, upper, lower) {
        (None, ..) => Capitals::None,
        (Some(false), ..) => Capitals::Small,
        (Some(true), 2.., 0) => Capitals::All,
        (Some(true), ..) => Capitals::First,
    }
}

/// The hash of a token's folded form, as the index has it.
pub(crate) fn folded_hash(word: &str, buffer: &mut Vec<u8>) -> u64 {
    if word.is_ascii() {
        buffer.clear();
        buffer.extend_from_slice(word.as_bytes());
        buffer.make_ascii_lowercase();
        if buffer.iter().any(|b| b"'`".contains(b)) {
            buffer.retain(|b| !b"'`".contains(b));
        }
        return hash_bytes(buffer);
    }
    hash(&Form::new(word).folded)
}

/// Lines (of at least four words) in which most longer words have capitals.
fn headlines(text: &str, words: &[Word], capitals: &[Capitals]) -> Vec<bool> {
    let mut flags = vec![false; words.len()];
    let mut start = 0;
    for at in 1..=words.len() {
        let between = |at: usize| words[at - 1].full_end as usize..words[at].start as usize;
        let ends = at == words.len() || text.as_bytes()[between(at)].contains(&b'\n');
        if ends {
            let line = start..at;
            let long = line.clone().filter(|w| words[*w].end - words[*w].start > 3);
            let (mut all, mut large, mut upper) = (0, 0, 0);
            for word in long {
                all += 1;
                large += usize::from(capitals[word] != Capitals::Small);
                upper += usize::from(capitals[word] == Capitals::All);
            }
            let mostly = all >= 4 && large * 10 >= all * 7 || all >= 2 && upper == all;
            if mostly {
                flags[line].fill(true);
            }
            start = at;
        }
    }
    flags
}

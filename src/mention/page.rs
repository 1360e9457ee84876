//! A document as the matcher sees it: its words with their capitals, and the lines in which
//! capitals mean nothing.

use super::{
    form::hash_folded,
    lexicon::{Class, lexicon},
    unspaced::Unspaced,
    word::{Capitals, Gap, Word, each_word},
};
use crate::text::Script;

/// The words of a document.
pub(crate) struct Page<'t> {
    pub(crate) text: &'t str,
    pub(crate) words: Vec<Word>,
    /// Hash of the folded form.
    pub(crate) folded: Vec<u64>,
    /// The word stands in a line where most words have capitals.
    pub(crate) headline: Vec<bool>,
}

impl<'t> Page<'t> {
    /// Reads a text; `names` are those that may stand inside a run of letters.
    pub(crate) fn new(text: &'t str, names: &Unspaced) -> Self {
        let room = text.len() / 5 + 1;
        let mut page = Self {
            text,
            words: Vec::with_capacity(room),
            folded: Vec::with_capacity(room),
            headline: Vec::with_capacity(room),
        };
        let (mut line, mut buffer) = (Line::default(), Vec::new());
        each_word(text, |word, hash| match hash {
            Some(hash) => page.push(&mut line, word, hash),
            None => names.cut(text, word, |part| {
                page.push(&mut line, part, hash_folded(part.text(text), &mut buffer));
            }),
        });
        page.end_line(&line);
        page
    }

    fn push(&mut self, line: &mut Line, word: Word, folded: u64) {
        if word.line {
            self.end_line(line);
            *line = Line::default();
        }
        line.add(word);
        self.words.push(word);
        self.folded.push(folded);
    }

    fn end_line(&mut self, line: &Line) {
        self.headline.resize(self.words.len(), line.is_headline());
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
        match self.words[at].capitals {
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

/// The longer words of a line by their capitals.
#[derive(Default)]
struct Line {
    all: u32,
    large: u32,
    upper: u32,
}

impl Line {
    fn add(&mut self, word: Word) {
        let long = u32::from(word.end - word.start > 3);
        self.all += long;
        self.large += long & u32::from(word.capitals != Capitals::Small);
        self.upper += long & u32::from(word.capitals == Capitals::All);
    }

    /// Whether most of them (of at least four, or all of two) have capitals.
    fn is_headline(&self) -> bool {
        let Self { all, large, upper } = *self;
        all >= 4 && large * 10 >= all * 7 || all >= 2 && upper == all
    }
}

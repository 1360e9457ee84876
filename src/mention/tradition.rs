//! Spelling traditions: the rules by which letters stand for sounds, read from data files.

mod file;
mod rule;
mod scratch;
mod syllables;

use std::{mem, sync::OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use indexmap::IndexMap;
use unicode_normalization::UnicodeNormalization;

pub(crate) use self::scratch::Scratch;
use self::{
    file::parse,
    rule::{Rules, first_of},
    syllables::Syllables,
};
use crate::text::{Script, fold};

/// Every data file with traditions.
const FILES: &[&str] = &[include_str!("data/latin.toml"), include_str!("data/scripts.toml")];

/// One way of writing sounds with letters.
#[derive(Debug)]
pub(crate) struct Tradition {
    pub(crate) name: String,
    pub(crate) script: Script,
    /// Vowels are mostly not written.
    pub(crate) abjad: bool,
    /// Sounds that the script does not tell apart are one.
    pub(crate) broad: bool,
    /// The rules read what a library romanised.
    romanised: bool,
    /// Every word falls into these; none where any letters may follow.
    syllables: Option<Syllables>,
    /// For comparison with other scripts only: how the name is spoken, not how it is spelt.
    pub(crate) spoken: bool,
    forbid: Vec<String>,
    needs: Vec<String>,
    rules: Rules,
}

/// All traditions, with the letters that tell which of them a spelling may follow.
pub(crate) struct Traditions {
    pub(crate) all: Vec<Tradition>,
    /// Letters that some tradition forbids or needs, found in one pass.
    marks: AhoCorasick,
    /// For each of them: which traditions forbid it, which need it, which read it otherwise than
    /// the first tradition of their script, a bit each.
    meanings: Vec<Meaning>,
    /// The first tradition of each script: where no letters tell that another one reads a word
    /// otherwise, that one need not be asked.
    first: [u64; 16],
    /// Traditions that need something.
    needy: u64,
    /// Traditions of each script.
    scripts: [u64; 16],
    abjad: u64,
    broad: u64,
}

/// What letters tell of traditions, a bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Meaning {
    forbid: u64,
    need: u64,
    otherwise: u64,
}

/// The traditions, in the order of the files.
pub(crate) fn traditions() -> &'static Traditions {
    static ALL: OnceLock<Traditions> = OnceLock::new();
    ALL.get_or_init(|| {
        let parsed = FILES.iter().map(|text| parse(text));
        let all =
            parsed.flat_map(|file| file.expect("the built-in data are well-formed")).collect();
        Traditions::new(all)
    })
}

impl Traditions {
    fn new(all: Vec<Tradition>) -> Self {
        assert!(all.len() < 64, "a bit for each tradition");
        let mut marks: IndexMap<&str, Meaning> = IndexMap::new();
        let (mut needy, mut scripts, mut abjad, mut broad) = (0, [0; 16], 0, 0);
        let mut first = [0; 16];
        for (i, tradition) in all.iter().enumerate() {
            let bit = 1_u64 << i;
            let script = tradition.script as usize;
            scripts[script] |= bit;
            first[script] = if first[script] == 0 { bit } else { first[script] };
            needy |= if tradition.needs.is_empty() { 0 } else { bit };
            abjad |= if tradition.abjad { bit } else { 0 };
            broad |= if tradition.broad { bit } else { 0 };
            tradition.forbid.iter().for_each(|m| marks.entry(m).or_default().forbid |= bit);
            tradition.needs.iter().for_each(|m| marks.entry(m).or_default().need |= bit);
            let model = all.iter().find(|t| t.script == tradition.script).unwrap_or(tradition);
            for letters in tradition.rules.differ(&model.rules) {
                marks.entry(letters).or_default().otherwise |= bit;
            }
        }
        let automaton = AhoCorasick::builder().kind(Some(AhoCorasickKind::DFA)).build(marks.keys());
        let meanings = marks.values().copied().collect();
        let marks = automaton.expect("a few short patterns");
        Self { all, marks, meanings, first, needy, scripts, abjad, broad }
    }

    /// The traditions that a spelling (lower case) may follow, by number; of those that read it
    /// alike the first.
    pub(crate) fn of(
        &self,
        script: Script,
        word: &str,
    ) -> impl Iterator<Item = (usize, &Tradition)> {
        let (mut open, otherwise) = self.open(script, word);
        let first = self.first[script as usize];
        if open & first != 0 && word.is_ascii() {
            open &= otherwise | first;
        }
        let allowed = self.all.iter().enumerate().filter(move |(i, _)| open >> i & 1 == 1);
        allowed.filter(|(_, t)| t.falls_into_syllables(word))
    }

    /// The traditions that a spelling may follow by its letters, and those that have rules of
    /// their own for some of them.
    fn open(&self, script: Script, word: &str) -> (u64, u64) {
        let mine = self.scripts[script as usize];
        let mut told = Meaning::default();
        if mine != 0 {
            for mark in self.marks.find_overlapping_iter(word) {
                let meaning = self.meanings[mark.pattern().as_usize()];
                told.forbid |= meaning.forbid;
                told.need |= meaning.need;
                told.otherwise |= meaning.otherwise;
            }
        }
        (mine & !told.forbid & (!self.needy | told.need), told.otherwise)
    }

    /// Whether a script's readings lack vowels.
    pub(crate) fn is_abjad(&self, script: Script) -> bool {
        self.scripts[script as usize] & self.abjad != 0
    }

    /// Whether a script does not tell all sounds apart: it has a mark for it, or no rules of ours.
    pub(crate) fn is_broad(&self, script: Script) -> bool {
        let mine = self.scripts[script as usize];
        mine == 0 || mine & self.broad != 0
    }
}

impl Tradition {
    /// The readings of a spelling (lower case, composed), not yet evened out.
    pub(crate) fn read<'s>(
        &self,
        word: &str,
        scratch: &'s mut Scratch,
    ) -> impl Iterator<Item = &'s [u8]> + use<'s> {
        scratch.begin();
        let mut spelling = mem::take(&mut scratch.spelling);
        let plain = self.spelling(word, &mut spelling);
        let (mut at, mut last) = (0, None);
        while let Some(c) = first_of(&plain[at..]) {
            let rule = self.rules.at(plain, at, c, last);
            match rule {
                Some(rule) => scratch.add(&rule.sounds),
                None if c.is_ascii_lowercase() => scratch.push(c as u8),
                None => {}
            }
            let length = rule.map_or(c.len_utf8(), |r| r.letters.len());
            last = plain[at..at + length].chars().next_back();
            at += length;
        }
        scratch.spelling = spelling;
        scratch.readings()
    }

    /// Whether the word is made of this tradition's syllables only.
    fn falls_into_syllables(&self, word: &str) -> bool {
        let Some(syllables) = &self.syllables else { return true };
        if word.is_ascii() {
            syllables.make(word.as_bytes())
        } else {
            syllables.make(fold::fold(word).as_bytes())
        }
    }

    /// Letters with diacritics that this tradition does not know are read without them.
    fn spelling<'s>(&self, word: &'s str, out: &'s mut String) -> &'s str {
        out.clear();
        if self.romanised {
            any_ascii::any_ascii(word).to_ascii_lowercase().clone_into(out);
            return out;
        }
        if self.script == Script::Hangul {
            out.extend(word.nfd());
            return out;
        }
        if word.is_ascii() {
            return word;
        }
        for c in word.chars() {
            if c.is_ascii() || self.rules.know(c) {
                out.push(c);
            } else {
                fold::fold_char(c, out);
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::reading::even;

    #[test]
    fn the_examples_of_the_data_hold() {
        for text in FILES {
            let traditions = parse(text).unwrap();
            let file: file::File = toml::from_str(text).unwrap();
            for (entry, tradition) in file.tradition.iter().zip(&traditions) {
                for (word, reading) in &entry.examples {
                    let all = super::traditions();
                    let same =
                        |a: &Tradition, b: &Tradition| (&a.name, a.script) == (&b.name, b.script);
                    let (open, _) = all.open(tradition.script, word);
                    let at = all.all.iter().position(|t| same(t, tradition)).unwrap();
                    let open = open >> at & 1 == 1 && tradition.falls_into_syllables(word);
                    assert!(open, "{} forbids {word}", tradition.name);
                    let mut scratch = Scratch::default();
                    let mut evened = Vec::new();
                    let found = tradition.read(word, &mut scratch).any(|r| {
                        even(r, &mut evened);
                        evened == reading.as_bytes()
                    });
                    assert!(found, "{}: {word} is not read {reading}", tradition.name);
                }
            }
        }
    }
}

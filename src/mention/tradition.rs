//! Spelling traditions: the rules by which letters stand for sounds, read from data files.

use std::{mem, sync::OnceLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use indexmap::IndexMap;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

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

/// What the syllables of a language begin with and end in, each by its first byte.
#[derive(Debug)]
struct Syllables {
    initials: Vec<Vec<Vec<u8>>>,
    finals: Vec<Vec<Vec<u8>>>,
}

impl Syllables {
    fn new(initials: &str, finals: &str) -> Option<Self> {
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
    fn make(&self, word: &[u8]) -> bool {
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

/// Rules by first letter, longest first.
#[derive(Debug, Clone)]
struct Rules {
    ascii: Vec<Vec<Rule>>,
    others: FxHashMap<char, Vec<Rule>>,
}

impl Rules {
    fn new() -> Self {
        Self { ascii: vec![Vec::new(); 128], others: FxHashMap::default() }
    }

    fn starting(&self, first: char) -> &[Rule] {
        match self.ascii.get(first as usize) {
            Some(rules) => rules,
            None => self.others.get(&first).map_or(&[], Vec::as_slice),
        }
    }

    /// The letters that only one of two sets has rules for, or the two have different ones.
    fn differ<'r>(&'r self, other: &'r Self) -> impl Iterator<Item = &'r str> {
        let these = |rules: &'r Self| rules.ascii.iter().flatten();
        let letters = these(self).chain(these(other)).map(|rule| rule.letters.as_str());
        let of = |rules: &'r Self, letters: &'r str| {
            rules
                .starting(char::from(letters.as_bytes()[0]))
                .iter()
                .filter(move |r| r.letters == letters)
        };
        letters.filter(move |letters| !of(self, letters).eq(of(other, letters)))
    }

    /// Later rules stand before earlier ones of the same length: what a tradition says of its own
    /// overrides what it takes over.
    fn add(&mut self, rule: Rule) {
        let Some(first) = rule.letters.chars().next() else { return };
        let list = match self.ascii.get_mut(first as usize) {
            Some(list) => list,
            None => self.others.entry(first).or_default(),
        };
        let at = list.partition_point(|r| r.letters.len() > rule.letters.len());
        list.insert(at, rule);
    }
}

/// A rule: these letters, here, stand for one of these sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    letters: String,
    start: bool,
    end: bool,
    before: Option<Set>,
    after: Option<Set>,
    sounds: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Set {
    not: bool,
    letters: Vec<char>,
}

impl Set {
    fn fits(&self, c: Option<char>) -> bool {
        c.is_some_and(|c| self.letters.contains(&c)) != self.not
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    letters: String,
    tradition: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default = "latin")]
    script: String,
    extends: Option<String>,
    #[serde(default)]
    abjad: bool,
    #[serde(default)]
    broad: bool,
    #[serde(default)]
    romanised: bool,
    #[serde(default)]
    initials: String,
    #[serde(default)]
    finals: String,
    #[serde(default)]
    spoken: bool,
    #[serde(default)]
    forbid: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    rules: String,
    #[serde(default)]
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    examples: Vec<(String, String)>,
}

fn latin() -> String {
    "Latin".to_owned()
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

fn parse(text: &str) -> Result<Vec<Tradition>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let mut done: Vec<Tradition> = Vec::new();
    for entry in file.tradition {
        let mut rules = match &entry.extends {
            None => Rules::new(),
            Some(name) => {
                let model = done.iter().find(|t| t.name == *name).ok_or("extends nothing")?;
                model.rules.clone()
            }
        };
        for source in [&file.letters, &entry.rules] {
            for rule in source.split_whitespace() {
                rules.add(parse_rule(rule)?);
            }
        }
        let script = script(&entry.script).ok_or_else(|| format!("script {}", entry.script))?;
        done.push(Tradition {
            script,
            rules,
            syllables: Syllables::new(&entry.initials, &entry.finals),
            name: entry.name,
            abjad: entry.abjad,
            broad: entry.broad,
            romanised: entry.romanised,
            spoken: entry.spoken,
            forbid: entry.forbid,
            needs: entry.needs,
        });
    }
    Ok(done)
}

fn script(name: &str) -> Option<Script> {
    Some(match name {
        "Latin" => Script::Latin,
        "Cyrillic" => Script::Cyrillic,
        "Greek" => Script::Greek,
        "Georgian" => Script::Georgian,
        "Armenian" => Script::Armenian,
        "Hebrew" => Script::Hebrew,
        "Arabic" => Script::Arabic,
        "Hangul" => Script::Hangul,
        "Han" => Script::Han,
        "Kana" => Script::Kana,
        _ => return None,
    })
}

fn parse_rule(source: &str) -> Result<Rule, String> {
    let (mut left, sounds) = source.split_once('=').ok_or_else(|| format!("no = in {source}"))?;
    let mut rule = Rule {
        letters: String::new(),
        start: false,
        end: false,
        before: None,
        after: None,
        sounds: sounds.split('/').map(str::to_owned).collect(),
    };
    if let Some(rest) = left.strip_prefix('^') {
        (rule.start, left) = (true, rest);
    }
    if let Some((set, rest)) = left.strip_prefix('<').and_then(|l| l.split_once('>')) {
        (rule.before, left) = (Some(parse_set(set)), rest);
    }
    if let Some(rest) = left.strip_suffix('$') {
        (rule.end, left) = (true, rest);
    }
    if let Some((rest, set)) = left.strip_suffix(')').and_then(|l| l.split_once('(')) {
        (rule.after, left) = (Some(parse_set(set)), rest);
    }
    left.clone_into(&mut rule.letters);
    if left.is_empty() { Err(format!("no letters in {source}")) } else { Ok(rule) }
}

fn parse_set(set: &str) -> Set {
    let not = set.starts_with('!');
    Set { not, letters: set.chars().filter(|c| *c != '!').collect() }
}

/// How many readings one spelling may have.
const MOST: usize = 16;

/// Room for the readings of one spelling after another.
#[derive(Default)]
pub(crate) struct Scratch {
    spelling: String,
    readings: Vec<Vec<u8>>,
    count: usize,
}

impl Scratch {
    fn begin(&mut self) {
        if self.readings.is_empty() {
            self.readings.push(Vec::with_capacity(32));
        }
        self.readings[0].clear();
        self.count = 1;
    }

    /// Every reading goes on with one of the alternatives, the usual ones first, as far as there
    /// is room.
    fn add(&mut self, sounds: &[String]) {
        let room = self.count * sounds.len() <= MOST;
        let sounds = if room { sounds } else { &sounds[..sounds.len().min(1)] };
        let Some((first, others)) = sounds.split_first() else { return };
        let before = self.count;
        for other in others {
            for i in 0..before {
                if self.readings.len() == self.count {
                    self.readings.push(Vec::with_capacity(32));
                }
                let (old, new) = self.readings.split_at_mut(self.count);
                new[0].clone_from(&old[i]);
                new[0].extend_from_slice(other.as_bytes());
                self.count += 1;
            }
        }
        self.readings[..before].iter_mut().for_each(|r| r.extend_from_slice(first.as_bytes()));
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
            let rule = self.rule_at(plain, at, c, last);
            match rule {
                Some(rule) => scratch.add(&rule.sounds),
                None if c.is_ascii_lowercase() => {
                    scratch.readings[..scratch.count].iter_mut().for_each(|r| r.push(c as u8));
                }
                None => {}
            }
            let length = rule.map_or(c.len_utf8(), |r| r.letters.len());
            last = plain[at..at + length].chars().next_back();
            at += length;
        }
        scratch.spelling = spelling;
        scratch.readings[..scratch.count].iter().map(Vec::as_slice)
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
            if c.is_ascii() || self.rules.others.contains_key(&c) {
                out.push(c);
            } else {
                fold::fold_char(c, out);
            }
        }
        out
    }

    fn rule_at(&self, word: &str, at: usize, first: char, last: Option<char>) -> Option<&Rule> {
        let rest = &word[at..];
        self.rules.starting(first).iter().find(|r| {
            begins(rest.as_bytes(), r.letters.as_bytes())
                && (!r.start || at == 0)
                && (!r.end || rest.len() == r.letters.len())
                && r.before.as_ref().is_none_or(|s| s.fits(last))
                && r.after.as_ref().is_none_or(|s| s.fits(first_of(&rest[r.letters.len()..])))
        })
    }
}

/// `starts_with` for a few bytes, without a call.
fn begins(word: &[u8], letters: &[u8]) -> bool {
    letters.len() <= word.len() && letters.iter().zip(word).all(|(a, b)| a == b)
}

fn first_of(text: &str) -> Option<char> {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.chars().next(),
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
            let file: File = toml::from_str(text).unwrap();
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

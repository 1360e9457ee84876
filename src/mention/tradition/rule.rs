//! A tradition's rules: which letters stand for which sounds.

use rustc_hash::FxHashMap;

use crate::mention::table::eight;

/// Rules by first letter.
#[derive(Debug, Clone)]
pub(super) struct Rules {
    ascii: Vec<Starting>,
    others: FxHashMap<char, Starting>,
}

/// The rules for a letter and what may follow it, longest first.
#[derive(Debug, Clone, Default)]
struct Starting {
    rules: Vec<Rule>,
    /// Where those for the letter alone begin.
    alone: usize,
    /// What the others go on with: a bit for each byte behind the letter, by its lower six.
    next: u64,
}

impl Starting {
    /// Later rules stand before earlier ones of the same length: what a tradition says of its own
    /// overrides what it takes over.
    fn add(&mut self, first: char, rule: Rule) {
        if let Some(next) = rule.letters.as_bytes().get(first.len_utf8()) {
            self.next |= 1 << (next & 63);
            self.alone += 1;
        }
        let at = self.rules.partition_point(|r| r.letters.len() > rule.letters.len());
        self.rules.insert(at, rule);
    }

    /// Those that may be for the letters from `first` on.
    fn of(&self, first: char, letters: &[u8]) -> &[Rule] {
        match letters.get(first.len_utf8()) {
            Some(next) if self.next >> (next & 63) & 1 == 1 => &self.rules,
            _ => &self.rules[self.alone..],
        }
    }
}

impl Rules {
    pub(super) fn new() -> Self {
        Self { ascii: vec![Starting::default(); 128], others: FxHashMap::default() }
    }

    fn starting(&self, first: char) -> Option<&Starting> {
        self.ascii.get(first as usize).or_else(|| self.others.get(&first))
    }

    /// The letters that only one of two sets has rules for, or the two have different ones.
    pub(super) fn differ<'r>(&'r self, other: &'r Self) -> impl Iterator<Item = &'r str> {
        let these = |rules: &'r Self| rules.ascii.iter().flat_map(|starting| &starting.rules);
        let letters = these(self).chain(these(other)).map(|rule| rule.letters.as_str());
        let of = |rules: &'r Self, letters: &'r str| {
            let starting = rules.starting(char::from(letters.as_bytes()[0])).into_iter();
            starting.flat_map(|starting| &starting.rules).filter(move |r| r.letters == letters)
        };
        letters.filter(move |letters| !of(self, letters).eq(of(other, letters)))
    }

    /// Whether a letter beyond ASCII has a rule.
    pub(super) fn know(&self, letter: char) -> bool {
        self.others.contains_key(&letter)
    }

    /// The rule for the letters at `at`, the first of which is `first`, behind `last`.
    pub(super) fn at(
        &self,
        word: &str,
        at: usize,
        first: char,
        last: Option<char>,
    ) -> Option<&Rule> {
        let rest = &word[at..];
        let head = eight(rest.as_bytes(), 0);
        self.starting(first)?.of(first, rest.as_bytes()).iter().find(|r| {
            head & r.mask == r.head
                && (r.letters.len() <= 8 || begins(rest.as_bytes(), r.letters.as_bytes()))
                && (!r.start || at == 0)
                && (!r.end || rest.len() == r.letters.len())
                && r.before.as_ref().is_none_or(|s| s.fits(last))
                && r.after.as_ref().is_none_or(|s| s.fits(first_of(&rest[r.letters.len()..])))
        })
    }

    pub(super) fn add(&mut self, rule: Rule) {
        let Some(first) = rule.letters.chars().next() else { return };
        let starting = match self.ascii.get_mut(first as usize) {
            Some(starting) => starting,
            None => self.others.entry(first).or_default(),
        };
        starting.add(first, rule);
    }
}

/// A rule: these letters, here, stand for one of these sounds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rule {
    pub(super) letters: String,
    /// The first eight bytes of the letters, and which of them there are.
    head: u64,
    mask: u64,
    start: bool,
    end: bool,
    before: Option<Set>,
    after: Option<Set>,
    pub(super) sounds: Vec<String>,
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

impl Rule {
    /// Reads a rule as the data files write it: `^<before>letters(after)$=sounds/others`.
    pub(super) fn parse(source: &str) -> Result<Self, String> {
        let (mut left, sounds) =
            source.split_once('=').ok_or_else(|| format!("no = in {source}"))?;
        let mut rule = Self {
            letters: String::new(),
            head: 0,
            mask: 0,
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
        rule.head = eight(left.as_bytes(), 0);
        rule.mask = u64::MAX >> (64 - 8 * left.len().clamp(1, 8));
        if left.is_empty() { Err(format!("no letters in {source}")) } else { Ok(rule) }
    }
}

fn parse_set(set: &str) -> Set {
    let not = set.starts_with('!');
    Set { not, letters: set.chars().filter(|c| *c != '!').collect() }
}

/// `starts_with` for a few bytes, without a call.
pub(super) fn begins(word: &[u8], letters: &[u8]) -> bool {
    letters.len() <= word.len() && letters.iter().zip(word).all(|(a, b)| a == b)
}

pub(super) fn first_of(text: &str) -> Option<char> {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
        _ => text.chars().next(),
    }
}

//! Spelling traditions: the rules by which letters stand for sounds, read from data files.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
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
    /// Syllables: what they begin with, what they end in; empty where any letters may follow.
    initials: Vec<String>,
    finals: Vec<String>,
    /// For comparison with other scripts only: how the name is spoken, not how it is spelt.
    pub(crate) spoken: bool,
    forbid: Vec<String>,
    needs: Vec<String>,
    rules: Rules,
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
#[derive(Debug, Clone)]
struct Rule {
    letters: String,
    start: bool,
    end: bool,
    before: Option<Set>,
    after: Option<Set>,
    sounds: Vec<String>,
}

#[derive(Debug, Clone)]
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
    /// For each of them: which traditions forbid it, which need it, a bit each.
    meanings: Vec<(u64, u64)>,
    /// Traditions that need something.
    needy: u64,
    /// Traditions of each script.
    scripts: [u64; 16],
    abjad: u64,
    broad: u64,
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
        let mut patterns: Vec<&str> = Vec::new();
        let mut meanings: Vec<(u64, u64)> = Vec::new();
        let (mut needy, mut scripts, mut abjad, mut broad) = (0, [0; 16], 0, 0);
        for (i, tradition) in all.iter().enumerate() {
            let bit = 1_u64 << i;
            scripts[tradition.script as usize] |= bit;
            needy |= if tradition.needs.is_empty() { 0 } else { bit };
            abjad |= if tradition.abjad { bit } else { 0 };
            broad |= if tradition.broad { bit } else { 0 };
            let forbid = tradition.forbid.iter().map(|mark| (mark, (bit, 0)));
            let needs = tradition.needs.iter().map(|mark| (mark, (0, bit)));
            for (mark, (forbids, needs)) in forbid.chain(needs) {
                let at = patterns.iter().position(|p| p == mark).unwrap_or(patterns.len());
                if at == patterns.len() {
                    patterns.push(mark);
                    meanings.push((0, 0));
                }
                meanings[at].0 |= forbids;
                meanings[at].1 |= needs;
            }
        }
        let marks = AhoCorasick::new(&patterns).expect("a few short patterns");
        Self { all, marks, meanings, needy, scripts, abjad, broad }
    }

    /// The traditions that a spelling (lower case) may follow, by number.
    pub(crate) fn of(
        &self,
        script: Script,
        word: &str,
    ) -> impl Iterator<Item = (usize, &Tradition)> {
        let (mut forbidden, mut needed) = (0, 0);
        let mine = self.scripts[script as usize];
        if mine != 0 {
            for mark in self.marks.find_overlapping_iter(word) {
                let (forbids, needs) = self.meanings[mark.pattern().as_usize()];
                forbidden |= forbids;
                needed |= needs;
            }
        }
        let open = mine & !forbidden & (!self.needy | needed);
        let allowed = self.all.iter().enumerate().filter(move |(i, _)| open >> i & 1 == 1);
        allowed.filter(|(_, t)| t.falls_into_syllables(word))
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
        let words = |list: &str| list.split_whitespace().map(fold::fold).collect();
        done.push(Tradition {
            script,
            rules,
            initials: words(&entry.initials),
            finals: words(&entry.finals),
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

impl Tradition {
    /// The readings of a spelling (lower case, composed), not yet evened out.
    pub(crate) fn read(&self, word: &str) -> Vec<String> {
        let plain = self.spelling(word);
        let mut readings = vec![String::new()];
        let (mut at, mut last) = (0, None);
        while let Some(c) = plain[at..].chars().next() {
            let rule = self.rule_at(&plain, at, last);
            let sounds: &[String] = rule.map_or(&[], |r| &r.sounds);
            match sounds {
                [] if c.is_ascii_lowercase() => readings.iter_mut().for_each(|r| r.push(c)),
                [] => {}
                [one] => readings.iter_mut().for_each(|r| r.push_str(one)),
                many => readings = multiply(&readings, many),
            }
            let length = rule.map_or(c.len_utf8(), |r| r.letters.len());
            last = plain[at..at + length].chars().next_back();
            at += length;
        }
        readings
    }

    /// Whether the word is made of this tradition's syllables only.
    fn falls_into_syllables(&self, word: &str) -> bool {
        if self.finals.is_empty() {
            return true;
        }
        let folded = fold::fold(word);
        let mut reached = vec![false; folded.len() + 1];
        reached[0] = true;
        for at in 0..folded.len() {
            if !reached[at] || !folded.is_char_boundary(at) {
                continue;
            }
            let starts = std::iter::once("").chain(self.initials.iter().map(String::as_str));
            for start in starts.filter(|s| folded[at..].starts_with(s)) {
                let rest = at + start.len();
                for end in self.finals.iter().filter(|f| folded[rest..].starts_with(f.as_str())) {
                    reached[rest + end.len()] = true;
                }
            }
        }
        reached[folded.len()]
    }

    /// Letters with diacritics that this tradition does not know are read without them.
    fn spelling(&self, word: &str) -> String {
        if self.romanised {
            return any_ascii::any_ascii(word).to_ascii_lowercase();
        }
        if self.script == Script::Hangul {
            return word.nfd().collect();
        }
        let mut out = String::with_capacity(word.len());
        for c in word.chars() {
            if c.is_ascii() || self.rules.others.contains_key(&c) {
                out.push(c);
            } else {
                fold::fold_char(c, &mut out);
            }
        }
        out
    }

    fn rule_at(&self, word: &str, at: usize, last: Option<char>) -> Option<&Rule> {
        let rest = &word[at..];
        let first = rest.chars().next()?;
        self.rules.starting(first).iter().find(|r| {
            rest.starts_with(r.letters.as_str())
                && (!r.start || at == 0)
                && (!r.end || rest.len() == r.letters.len())
                && r.before.as_ref().is_none_or(|s| s.fits(last))
                && r.after.as_ref().is_none_or(|s| s.fits(rest[r.letters.len()..].chars().next()))
        })
    }
}

/// Every reading with every alternative, the usual ones first, as far as there is room.
fn multiply(readings: &[String], sounds: &[String]) -> Vec<String> {
    let sounds = if readings.len() * sounds.len() > MOST { &sounds[..1] } else { sounds };
    let with = |s: &String| readings.iter().map(|r| format!("{r}{s}")).collect::<Vec<_>>();
    sounds.iter().flat_map(with).collect()
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
                    let mut open = super::traditions().of(tradition.script, word);
                    let open = open.any(|(_, t)| t.name == tradition.name);
                    assert!(open, "{} forbids {word}", tradition.name);
                    let readings: Vec<_> = tradition.read(word).iter().map(|r| even(r)).collect();
                    assert!(readings.contains(reading), "{}: {word} {readings:?}", tradition.name);
                }
            }
        }
    }
}

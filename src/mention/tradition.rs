//! Spelling traditions: the rules by which letters stand for sounds, read from data files.

use std::{collections::BTreeMap, sync::OnceLock};

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
    /// By first letter, longest first.
    rules: BTreeMap<char, Vec<Rule>>,
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

/// All traditions, in the order of the files.
pub(crate) fn all() -> &'static [Tradition] {
    static ALL: OnceLock<Vec<Tradition>> = OnceLock::new();
    ALL.get_or_init(|| {
        FILES
            .iter()
            .flat_map(|text| parse(text).expect("the built-in data are well-formed"))
            .collect()
    })
}

fn parse(text: &str) -> Result<Vec<Tradition>, String> {
    let file: File = toml::from_str(text).map_err(|e| e.to_string())?;
    let mut done: Vec<Tradition> = Vec::new();
    for entry in file.tradition {
        let mut rules = match &entry.extends {
            None => BTreeMap::new(),
            Some(name) => {
                let model = done.iter().find(|t| t.name == *name).ok_or("extends nothing")?;
                model.rules.clone()
            }
        };
        for source in [&file.letters, &entry.rules] {
            for rule in source.split_whitespace() {
                add(&mut rules, parse_rule(rule)?);
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

/// Later rules stand before earlier ones of the same length: what a tradition says of its own
/// overrides what it takes over.
fn add(rules: &mut BTreeMap<char, Vec<Rule>>, rule: Rule) {
    let Some(first) = rule.letters.chars().next() else { return };
    let list = rules.entry(first).or_default();
    let at = list.partition_point(|r| r.letters.len() > rule.letters.len());
    list.insert(at, rule);
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
    /// Whether the spelling (lower case) may be of this tradition.
    pub(crate) fn allows(&self, word: &str) -> bool {
        !self.forbid.iter().any(|f| word.contains(f.as_str()))
            && self.falls_into_syllables(word)
            && (self.needs.is_empty() || self.needs.iter().any(|n| word.contains(n.as_str())))
    }

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
            if c.is_ascii() || self.rules.contains_key(&c) {
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
        self.rules.get(&first)?.iter().find(|r| {
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
                    assert!(tradition.allows(word), "{} forbids {word}", tradition.name);
                    let readings: Vec<_> = tradition.read(word).iter().map(|r| even(r)).collect();
                    assert!(readings.contains(reading), "{}: {word} {readings:?}", tradition.name);
                }
            }
        }
    }
}

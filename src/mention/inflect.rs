//! Case endings of names, taken off by language data.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::form::Form;
use crate::text::Script;

/// Shorter tokens are not taken apart, and a stem keeps this many letters.
const SHORTEST: usize = 4;
const STEM: usize = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Vec<Language>,
    apostrophe: Apostrophe,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    #[cfg_attr(not(test), expect(dead_code, reason = "named where a test fails"))]
    name: String,
    inflects: Inflects,
    script: String,
    endings: String,
    /// More of them, on the names of places and organisations alone.
    #[serde(default)]
    places: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    examples: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Apostrophe {
    endings: String,
}

/// Which words of a name a language puts its endings on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Inflects {
    Every,
    Last,
}

/// The words of a name that an ending may stand on, by the languages that have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Reach {
    /// Every word of the name has one.
    pub(crate) every: bool,
    /// Only the last word has one.
    pub(crate) last: bool,
}

/// An ending and what the base form has in its place.
#[derive(Clone)]
struct Ending {
    ending: String,
    base: String,
    inflects: Inflects,
    script: Script,
    /// Not on the names of people.
    places: bool,
}

struct Tables {
    /// By their last letter.
    endings: FxHashMap<char, Vec<Ending>>,
    apostrophe: Vec<String>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let file: File = toml::from_str(include_str!("data/inflection.toml"))
            .expect("the built-in data are well-formed");
        let apostrophe = file.apostrophe.endings.split_whitespace().map(str::to_owned).collect();
        let mut by_last: FxHashMap<char, Vec<Ending>> = FxHashMap::default();
        for ending in file.language.iter().flat_map(endings) {
            let last = ending.ending.chars().next_back().expect("an ending has letters");
            by_last.entry(last).or_default().push(ending);
        }
        Tables { endings: by_last, apostrophe }
    })
}

fn endings(language: &Language) -> Vec<Ending> {
    let script = match language.script.as_str() {
        "Cyrillic" => Script::Cyrillic,
        "Greek" => Script::Greek,
        _ => Script::Latin,
    };
    let pairs = |list: &str, places| {
        let all = list.split_whitespace().filter_map(|p| p.split_once('='));
        let ending = |(ending, base): (&str, &str)| Ending {
            ending: ending.to_owned(),
            base: base.to_owned(),
            inflects: language.inflects,
            script,
            places,
        };
        all.map(ending).collect::<Vec<_>>()
    };
    [pairs(&language.endings, false), pairs(&language.places, true)].concat()
}

/// Base forms (lower case) that a token may be an inflected form of, with what the endings that
/// were taken off tell of the other words.
pub(crate) fn bases(form: &Form) -> Vec<(String, Reach)> {
    taken_off(form, false)
}

/// The same for the name of a place or an organisation.
pub(crate) fn place_bases(form: &Form) -> Vec<(String, Reach)> {
    taken_off(form, true)
}

fn taken_off(form: &Form, places: bool) -> Vec<(String, Reach)> {
    let mut found: Vec<(String, Reach)> = Vec::new();
    if form.length() < SHORTEST {
        return found;
    }
    let last = form.lower.chars().next_back();
    let endings = last.and_then(|last| tables().endings.get(&last)).into_iter().flatten();
    for ending in endings.filter(|e| e.script == form.script && (places || !e.places)) {
        let Some(stem) = form.lower.strip_suffix(ending.ending.as_str()) else { continue };
        let base = format!("{stem}{}", ending.base);
        if stem.chars().count() < STEM || base == form.lower {
            continue;
        }
        let at = found.iter().position(|(b, _)| *b == base).unwrap_or_else(|| {
            found.push((base, Reach::default()));
            found.len() - 1
        });
        match ending.inflects {
            Inflects::Every => found[at].1.every = true,
            Inflects::Last => found[at].1.last = true,
        }
    }
    found
}

/// The word before an apostrophe and a case ending (`Erdoğan'ın`).
pub(crate) fn without_apostrophe_ending(word: &str) -> Option<&str> {
    let (at, mark) =
        word.char_indices().rfind(|(_, c)| matches!(c, '\'' | '’' | 'ʼ' | '´' | '`'))?;
    let ending = word[at + mark.len_utf8()..].to_lowercase();
    (at > 2 && tables().apostrophe.contains(&ending)).then(|| &word[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_data_hold() {
        let file: File = toml::from_str(include_str!("data/inflection.toml")).unwrap();
        for language in &file.language {
            for (word, base) in &language.examples {
                let bases = place_bases(&Form::new(word));
                assert!(
                    bases.iter().any(|(b, _)| b == base),
                    "{}: {word} {bases:?}",
                    language.name,
                    bases = bases.iter().map(|b| &b.0).collect::<Vec<_>>()
                );
            }
        }
    }

    #[test]
    fn endings_behind_apostrophes() {
        assert_eq!(without_apostrophe_ending("Erdoğan'ın"), Some("Erdoğan"));
        assert_eq!(without_apostrophe_ending("O'Neill"), None);
    }
}

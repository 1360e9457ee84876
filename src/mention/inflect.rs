//! Case endings of names, taken off by language data.

use std::sync::OnceLock;

use serde::Deserialize;

use super::form::Form;
use crate::text::Script;

/// Shorter tokens are not taken apart, and a stem keeps this many letters.
const SHORTEST: usize = 5;
const STEM: usize = 3;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Vec<Language>,
    apostrophe: Apostrophe,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Language {
    name: String,
    script: String,
    endings: String,
    #[cfg_attr(not(test), expect(dead_code, reason = "run as tests"))]
    examples: Vec<(String, String)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Apostrophe {
    endings: String,
}

/// An ending and what the base form has in its place.
pub(crate) struct Ending {
    pub(crate) ending: String,
    pub(crate) base: String,
    pub(crate) language: String,
    script: Script,
}

struct Tables {
    endings: Vec<Ending>,
    apostrophe: Vec<String>,
}

fn tables() -> &'static Tables {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    TABLES.get_or_init(|| {
        let file: File = toml::from_str(include_str!("data/inflection.toml"))
            .expect("the built-in data are well-formed");
        let apostrophe = file.apostrophe.endings.split_whitespace().map(str::to_owned).collect();
        Tables { endings: file.language.iter().flat_map(endings).collect(), apostrophe }
    })
}

fn endings(language: &Language) -> Vec<Ending> {
    let script = match language.script.as_str() {
        "Cyrillic" => Script::Cyrillic,
        "Greek" => Script::Greek,
        _ => Script::Latin,
    };
    let pairs = language.endings.split_whitespace().filter_map(|p| p.split_once('='));
    pairs
        .map(|(ending, base)| Ending {
            ending: ending.to_owned(),
            base: base.to_owned(),
            language: language.name.clone(),
            script,
        })
        .collect()
}

/// Base forms (lower case) that a token may be an inflected form of, with the ending taken off.
pub(crate) fn bases(form: &Form) -> Vec<(String, &'static Ending)> {
    let mut found: Vec<(String, &'static Ending)> = Vec::new();
    if form.length() < SHORTEST {
        return found;
    }
    for ending in tables().endings.iter().filter(|e| e.script == form.script) {
        let Some(stem) = form.lower.strip_suffix(ending.ending.as_str()) else { continue };
        if stem.chars().count() >= STEM {
            let base = format!("{stem}{}", ending.base);
            if base != form.lower && !found.iter().any(|(b, _)| *b == base) {
                found.push((base, ending));
            }
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
                let bases = bases(&Form::new(word));
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

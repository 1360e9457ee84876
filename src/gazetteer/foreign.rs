//! The words of other formats for our kinds, genders and fields; and the cleaning of their names.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

use serde::Deserialize;

use super::{Gender, Kind};

/// `data/foreign.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    kinds: HashMap<Kind, Vec<String>>,
    genders: HashMap<Gender, Vec<String>>,
    columns: HashMap<Column, Vec<String>>,
    ftm_ids: HashMap<String, String>,
    ftm_ignored: FtmIgnored,
    wikidata_classes: HashMap<Kind, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FtmIgnored {
    schemata: Vec<String>,
}

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Column {
    Id,
    Name,
    Kind,
    Aliases,
    CommaAliases,
    WeakAliases,
    Exclude,
    Gender,
    Roles,
    Notes,
    Wikidata,
    Ignored,
}

/// The same words by what is looked up.
struct Tables {
    kinds: HashMap<String, Kind>,
    genders: HashMap<String, Gender>,
    columns: HashMap<String, Column>,
    classes: HashMap<String, Kind>,
    ftm_ids: HashMap<String, String>,
    ftm_ignored: Vec<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let words: Words = toml::from_str(include_str!("data/foreign.toml"))
        .expect("the built-in words are checked by a test");
    Tables {
        kinds: turned(words.kinds),
        genders: turned(words.genders),
        columns: turned(words.columns),
        classes: turned(words.wikidata_classes),
        ftm_ids: words.ftm_ids,
        ftm_ignored: words.ftm_ignored.schemata,
    }
});

fn turned<T: Copy>(words: HashMap<T, Vec<String>>) -> HashMap<String, T> {
    let each = |(meaning, words): (T, Vec<String>)| words.into_iter().map(move |w| (w, meaning));
    words.into_iter().flat_map(each).collect()
}

fn key(word: &str) -> String {
    let word = word.trim().to_lowercase();
    word.replace([' ', '-', '.'], "_")
}

/// The kind that another format calls `word`.
pub(super) fn kind(word: &str) -> Option<Kind> {
    TABLES.kinds.get(&key(word)).copied()
}

/// The gender that another format calls `word`.
pub(super) fn gender(word: &str) -> Option<Gender> {
    TABLES.genders.get(&key(word)).copied()
}

/// What a column of this header holds.
pub(super) fn column(header: &str) -> Option<Column> {
    TABLES.columns.get(&key(header)).copied()
}

/// The kind of the things that Wikidata says are an instance of `class`.
pub(super) fn wikidata_class(class: &str) -> Option<Kind> {
    TABLES.classes.get(class).copied()
}

/// The scheme under which a FollowTheMoney property is kept, where it is an id elsewhere.
pub(super) fn ftm_id(property: &str) -> Option<&'static str> {
    TABLES.ftm_ids.get(property).map(String::as_str)
}

/// The FollowTheMoney property of ids of this scheme.
pub(super) fn ftm_property(scheme: &str) -> Option<&'static str> {
    TABLES.ftm_ids.iter().find(|(_, kept)| *kept == scheme).map(|(property, _)| property.as_str())
}

/// Whether a FollowTheMoney schema is nothing that texts name.
pub(super) fn ftm_ignores(schema: &str) -> bool {
    TABLES.ftm_ignored.iter().any(|ignored| ignored == schema)
}

/// A name of another format: without spaces around it, line breaks and runs of spaces as one space,
/// other control characters of ASCII left out.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim();
    let mut last = 'x';
    let plain = trimmed.chars().all(|c| {
        let ok = !c.is_ascii_control() && !(c.is_whitespace() && last.is_whitespace());
        last = c;
        ok
    });
    if plain {
        return trimmed.into();
    }
    let mut cleaned = String::with_capacity(trimmed.len());
    for c in trimmed.chars() {
        if c.is_whitespace() {
            if !cleaned.ends_with(char::is_whitespace) {
                cleaned.push(if c.is_control() { ' ' } else { c });
            }
        } else if !c.is_ascii_control() {
            cleaned.push(c);
        }
    }
    cleaned.trim().to_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_known_in_whatever_case() {
        assert_eq!(kind("ORG"), Some(Kind::Organisation));
        assert_eq!(kind("Work of Art"), Some(Kind::Work));
        assert_eq!(kind("spaceship"), None);
        assert_eq!(gender("Female"), Some(Gender::Female));
        assert_eq!(column("Full name"), Some(Column::Name));
        assert_eq!(wikidata_class("Q5"), Some(Kind::Person));
        assert_eq!(ftm_id("wikidataId"), Some("wikidata"));
        assert!(ftm_ignores("Ownership") && !ftm_ignores("Person"));
        for kind in Kind::ALL {
            assert_eq!(super::kind(kind.as_str()), Some(kind));
        }
    }

    #[test]
    fn names_are_cleaned() {
        assert_eq!(clean(" Mira\n  Dolan\u{7} "), "Mira Dolan");
        assert_eq!(clean("Mira Dolan"), "Mira Dolan");
        assert_eq!(clean(" \t "), "");
    }
}

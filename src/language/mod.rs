//! Floor 1: the words of a language that rules need, as data.
//!
//! A language is a TOML file (see `data/en.toml`): lists of words under the names of their
//! [`Class`]es, rules of inflection, quotation marks, and examples that are run as tests.

mod class;
mod family;
mod file;
mod inflect;
mod lexicon;
mod table;

pub use class::{CLASSES, Class};
pub use family::Family;
pub use lexicon::{Entry, Lexicon};

use std::path::Path;

use crate::error::{Error, Fault, Result};

/// The languages that are built in, with the files they are made of.
pub const BUILT_IN: &[(&str, &[&str])] = &[
    ("en", &[include_str!("data/en.toml"), include_str!("data/en-names.toml")]),
    ("ru", &[include_str!("data/ru.toml")]),
];

/// Everything the rules know about one language, read from its TOML file.
#[derive(Debug, Clone)]
pub struct Language {
    /// BCP 47 tag.
    pub code: String,
    /// Words and their classes.
    pub lexicon: Lexicon,
    /// Tails that a word may have behind an apostrophe, without it: `s`, `re`.
    pub clitics: Vec<String>,
    /// Words that begin with an apostrophe: `tis`, `em`.
    pub elisions: Vec<String>,
    /// Pairs of titles, as base forms' numbers, that one person never bears: Miss and Mrs.
    pub unlike: Vec<(u16, u16)>,
    /// Nouns for somebody's wife or husband, each with the title that she or he bears: as lemmas.
    pub spouses: Vec<(u16, u16)>,
    families: family::Families,
    /// Double marks that open.
    pub open: Vec<char>,
    /// Double marks that close.
    pub close: Vec<char>,
    /// Texts with what should be found in them.
    pub examples: Vec<Example>,
}

/// A text of a language file with what should be found in it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The text.
    pub text: String,
    /// The words that identify who says the first quotation; none where nobody does.
    pub source: Option<String>,
    /// The words that signal it.
    pub cue: Option<String>,
}

impl Language {
    /// English.
    ///
    /// # Panics
    /// Never: a test loads every built-in language.
    pub fn english() -> Self {
        Self::built_in("en").expect("English is built in")
    }

    /// A language that is built in, by its tag.
    pub fn built_in(code: &str) -> Option<Self> {
        let (_, files) = BUILT_IN.iter().find(|(name, _)| *name == code)?;
        file::load(files, code).ok()
    }

    /// Whether a word, given by its base form's number, is in the family.
    pub fn is_in(&self, lemma: u16, family: Family) -> bool {
        lemma != 0 && self.families.has(lemma, family)
    }

    /// Whether a title is that of somebody's wife or husband.
    pub fn is_spouse(&self, title: u16) -> bool {
        title != 0 && self.spouses.iter().any(|&(_, bears)| bears == title)
    }

    /// The title of somebody's wife or husband, by that noun.
    pub fn spouse(&self, noun: u16) -> Option<u16> {
        let found = self.spouses.iter().find(|&&(word, _)| noun != 0 && word == noun);
        found.map(|&(_, title)| title)
    }

    /// Whether one person never bears both titles, given by their base forms' numbers.
    pub fn is_unlike(&self, a: u16, b: u16) -> bool {
        self.unlike.iter().any(|&pair| pair == (a, b) || pair == (b, a))
    }

    /// Reads a language from the text of its TOML file.
    ///
    /// # Errors
    /// Syntax errors, unknown keys and unknown classes, with line and column.
    pub fn from_toml(text: &str) -> Result<Self> {
        file::load(&[text], "language")
    }

    /// Loads a language of the user's from a TOML file.
    ///
    /// # Errors
    /// An unreadable file, and every mistake in it.
    pub fn load(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        Self::from_toml(&text).map_err(|error| match error {
            // mistakes name the user's file, not a built-in one
            Error::Data(faults) => Error::Data(
                faults.into_iter().map(|f| Fault { path: path.to_owned(), ..f }).collect(),
            ),
            other => other,
        })
    }
}

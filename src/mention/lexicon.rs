//! The small words of names (`data/words.toml`) and what a token's place in a name is.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::{form::Form, given, table::hash};
use crate::gazetteer::Gender;

/// What a token does in a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) enum Part {
    /// Names.
    #[default]
    Content,
    /// A letter that stands for a name.
    Initial,
    /// al, von, de.
    Particle,
    /// Mr, President.
    Title,
    /// Jr, III.
    Suffix,
}

/// The word lists, folded.
pub(crate) struct Lexicon {
    titles: FxHashSet<String>,
    particles: FxHashSet<String>,
    suffixes: FxHashSet<String>,
    common: FxHashSet<String>,
    articles: FxHashSet<String>,
    heads: FxHashSet<String>,
    institutions: FxHashSet<String>,
    calendar: FxHashSet<String>,
    openers: FxHashSet<String>,
    patronymics: Vec<String>,
    /// Classes by the hash of the folded form.
    classes: FxHashMap<u64, u16>,
}

/// What a word of a text is in the lists, a bit each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class(u16);

impl Class {
    pub(crate) const TITLE: Self = Self(1);
    pub(crate) const PARTICLE: Self = Self(2);
    pub(crate) const ARTICLE: Self = Self(4);
    pub(crate) const HEAD: Self = Self(8);
    pub(crate) const CALENDAR: Self = Self(16);
    pub(crate) const OPENER: Self = Self(32);
    pub(crate) const COMMON: Self = Self(64);
    pub(crate) const GIVEN: Self = Self(128);
    const WOMAN: Self = Self(256);
    const MAN: Self = Self(512);

    /// Whether it is in this list.
    pub(crate) fn is(self, class: Self) -> bool {
        self.0 & class.0 != 0
    }

    /// The gender of those whom the title may stand before.
    pub(crate) fn gender(self) -> Option<Gender> {
        if self.is(Self::WOMAN) {
            Some(Gender::Female)
        } else {
            self.is(Self::MAN).then_some(Gender::Male)
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    titles: String,
    women: String,
    men: String,
    particles: String,
    suffixes: String,
    common: String,
    articles: String,
    heads: String,
    institutions: String,
    calendar: String,
    openers: String,
    patronymics: String,
}

fn file() -> File {
    toml::from_str(include_str!("data/words.toml")).expect("the built-in data are well-formed")
}

/// Whether the folded form is a weekday or a month: the one list that a text needs where nobody is
/// listed, read alone since the given names of the others take longer than a short text.
pub(crate) fn is_calendar(folded: &str) -> bool {
    static CALENDAR: OnceLock<FxHashSet<String>> = OnceLock::new();
    CALENDAR.get_or_init(|| set(&file().calendar)).contains(folded)
}

/// The word lists.
pub(crate) fn lexicon() -> &'static Lexicon {
    static LEXICON: OnceLock<Lexicon> = OnceLock::new();
    LEXICON.get_or_init(|| {
        let file = file();
        let mut lexicon = Lexicon {
            titles: set(&file.titles),
            particles: set(&file.particles),
            suffixes: set(&file.suffixes),
            common: set(&file.common),
            articles: set(&file.articles),
            heads: set(&file.heads),
            institutions: set(&file.institutions),
            calendar: set(&file.calendar),
            openers: set(&file.openers),
            patronymics: file.patronymics.split_whitespace().map(|w| Form::new(w).folded).collect(),
            classes: FxHashMap::default(),
        };
        lexicon.classes = lexicon.by_hash(&file);
        lexicon
    })
}

fn set(words: &str) -> FxHashSet<String> {
    words.split_whitespace().map(|w| Form::new(w).folded).collect()
}

impl Lexicon {
    fn by_hash(&self, file: &File) -> FxHashMap<u64, u16> {
        let mut classes: FxHashMap<u64, u16> = FxHashMap::default();
        for (list, class) in [
            (&self.titles, Class::TITLE),
            (&self.particles, Class::PARTICLE),
            (&self.articles, Class::ARTICLE),
            (&self.heads, Class::HEAD),
            (&self.calendar, Class::CALENDAR),
            (&self.openers, Class::OPENER),
            (&self.common, Class::COMMON),
            (&set(&file.women), Class::WOMAN),
            (&set(&file.men), Class::MAN),
        ] {
            for word in list {
                *classes.entry(hash(word)).or_default() |= class.0;
            }
        }
        for word in given::all() {
            *classes.entry(hash(word)).or_default() |= Class::GIVEN.0;
        }
        classes
    }

    /// The classes of the word whose folded form has this hash.
    pub(crate) fn class(&self, folded: u64) -> Class {
        Class(self.classes.get(&folded).copied().unwrap_or_default())
    }

    /// What the token does in a name, whatever stands beside it.
    pub(crate) fn part(&self, form: &Form) -> Part {
        let word = form.folded.as_str();
        if self.particles.contains(word) {
            Part::Particle
        } else if form.script.alphabetic() && form.length() == 1 {
            Part::Initial
        } else if self.titles.contains(word) {
            Part::Title
        } else if self.suffixes.contains(word) {
            Part::Suffix
        } else {
            Part::Content
        }
    }

    /// Whether the word may be a title.
    pub(crate) fn is_title(&self, folded: &str) -> bool {
        self.titles.contains(folded)
    }

    /// Whether the word is an article that a name may lose.
    pub(crate) fn is_article(&self, folded: &str) -> bool {
        self.articles.contains(folded)
    }

    /// Whether a name that ends in the noun is written without capitals too.
    pub(crate) fn is_institution(&self, folded: &str) -> bool {
        self.institutions.contains(folded)
    }

    /// Whether the name is a word of a language too.
    pub(crate) fn is_common(&self, folded: &str) -> bool {
        self.common.contains(folded)
    }

    /// Whether the token is a father's name.
    pub(crate) fn is_patronymic(&self, form: &Form) -> bool {
        form.length() > 5 && self.patronymics.iter().any(|p| form.folded.ends_with(p.as_str()))
    }
}

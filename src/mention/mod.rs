//! Floor 3: places in a text that name an entity.

mod build;
mod cache;
mod candidate;
mod choose;
mod compare;
mod compiled;
mod declined;
mod discover;
mod distance;
mod exact;
mod form;
mod given;
mod guard;
mod hear;
mod hit;
mod index;
mod inflect;
mod lexicon;
mod link;
mod matcher;
mod mates;
mod name;
mod near;
mod order;
mod pack;
mod page;
mod portion;
mod prefix;
mod proof;
mod reading;
mod settle;
mod single;
mod slip;
mod sound;
mod stem;
mod table;
#[cfg(test)]
mod tests;
mod tradition;
mod unspaced;
mod word;

use indexmap::IndexMap;
use rustc_hash::FxBuildHasher;
use serde::{Deserialize, Serialize};

pub use compiled::{CacheState, CompiledLists};
pub use matcher::Matcher;
pub use proof::{Proof, WordReadings};

use crate::{
    gazetteer::{Entity, EntityId, Gazetteer},
    segmented::Segmented,
    text::Span,
};

/// A place in a text that names an entity.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// The surface form, without title or possessive.
    pub span: Span,
    /// The entities it may name, best first; one where it is settled, several where it is ambiguous.
    pub candidates: Vec<EntityId>,
    /// How it was recognised.
    pub tier: Tier,
    /// The alias it was matched to, where it was matched to one.
    pub alias: Option<String>,
    /// From 0 to 1; 1 is to the letter.
    pub score: f32,
}

impl Mention {
    /// The entity, where it is settled.
    pub fn entity(&self) -> Option<&EntityId> {
        match self.candidates.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

/// How a mention was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// The alias to the letter.
    Exact,
    /// But for case, diacritics, width, apostrophes, hyphens.
    Folded,
    /// Another romanisation or script.
    Transliterated,
    /// Within the edit bound, or an inflected form.
    Fuzzy,
    /// A surname, given name or acronym whose full name the document or gazetteer settles.
    Part,
    /// Not in the gazetteer.
    Discovered,
}

impl Tier {
    /// The tier as records write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Folded => "folded",
            Self::Transliterated => "transliterated",
            Self::Fuzzy => "fuzzy",
            Self::Part => "part",
            Self::Discovered => "discovered",
        }
    }
}

/// Which ways of recognising a name are used beside letter by letter, whatever its case and
/// diacritics. All are unless switched off, to see what each is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tiers {
    /// Other romanisations and scripts.
    pub transliterated: bool,
    /// Other forms of given names (John, Jean, Иван).
    pub given: bool,
    /// Case endings.
    pub inflected: bool,
    /// Slips of the pen.
    pub misspelt: bool,
    /// Surnames and given names alone.
    pub parts: bool,
}

impl Tiers {
    /// All of them.
    pub const ALL: Self =
        Self { transliterated: true, given: true, inflected: true, misspelt: true, parts: true };
    /// Exact and folded only.
    pub const NONE: Self = Self {
        transliterated: false,
        given: false,
        inflected: false,
        misspelt: false,
        parts: false,
    };

    /// Whether words may be other than they are listed.
    fn near(self) -> bool {
        self.transliterated || self.given || self.inflected || self.misspelt
    }
}

impl Default for Tiers {
    fn default() -> Self {
        Self::ALL
    }
}

/// The entities that a document names: listed ones and discovered ones, in order of appearance.
#[derive(Debug, Clone, Default)]
pub struct Cast {
    /// By key; the flag is true where the entity comes from a gazetteer.
    pub entities: IndexMap<EntityId, (Entity, bool), FxBuildHasher>,
}

/// Adds the names that the gazetteer lacks to the listed mentions, and gives the document's cast.
pub fn discover(
    document: &Segmented<'_>,
    listed: Vec<Mention>,
    gazetteer: &Gazetteer,
) -> (Vec<Mention>, Cast) {
    let mut cast = Cast::default();
    for mention in &listed {
        for id in &mention.candidates {
            if let Some(entity) = gazetteer.get(id) {
                cast.entities.entry(id.clone()).or_insert_with(|| (entity.clone(), true));
            }
        }
    }
    discover::discover(document, listed, cast)
}

//! A tie between two entities, with what was counted of it and what proves it.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Day, Evidence, Sighting, Slice};
use crate::gazetteer::EntityId;

/// How two entities are tied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Both named in one sentence, paragraph, document or window of words. Undirected.
    CoOccurrence,
    /// A speaker's words mention the other.
    Mentions,
    /// A speaker addresses the other.
    Addresses,
    /// Both quoted in one document. Undirected.
    QuotesWith,
}

impl Relation {
    /// All, in the order in which they are written.
    pub const ALL: [Self; 4] =
        [Self::CoOccurrence, Self::Mentions, Self::Addresses, Self::QuotesWith];

    /// Whether the tie goes from `a` to `b`.
    pub fn directed(self) -> bool {
        matches!(self, Self::Mentions | Self::Addresses)
    }

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            Self::CoOccurrence => "co_occurrence",
            Self::Mentions => "mentions",
            Self::Addresses => "addresses",
            Self::QuotesWith => "quotes_with",
        }
    }

    /// The relation of a name, `-` and `_` alike.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.replace('-', "_");
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

impl fmt::Display for Relation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What “together” means where co-occurrence is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// In one sentence.
    #[default]
    Sentence,
    /// In one paragraph.
    Paragraph,
    /// In one document.
    Document,
    /// At most so many words apart.
    Window(u32),
}

impl Unit {
    /// `sentence`, `paragraph`, `document` or `window:N`.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "sentence" => Some(Self::Sentence),
            "paragraph" => Some(Self::Paragraph),
            "document" => Some(Self::Document),
            _ => {
                let words = name.strip_prefix("window:")?.parse().ok()?;
                (words > 0).then_some(Self::Window(words))
            }
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sentence => f.write_str("sentence"),
            Self::Paragraph => f.write_str("paragraph"),
            Self::Document => f.write_str("document"),
            Self::Window(words) => write!(f, "window:{words}"),
        }
    }
}

/// A tie. There is at most one of a relation between two ends (in each direction).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Edge {
    /// How they are tied.
    pub relation: Relation,
    /// Directed: who speaks. Undirected: the smaller id.
    pub a: EntityId,
    /// Directed: of or to whom. Undirected: the larger id.
    pub b: EntityId,
    /// The raw count that the tie rests on: units of co-occurrence, distinct utterances, or
    /// (`quotes_with`) documents.
    pub count: u64,
    /// By the chosen weight; `count` unless another was asked for.
    pub weight: f64,
    /// Everything that was counted.
    pub counts: EdgeCounts,
    /// True where every report behind it is indirect speech: nobody's own words prove it.
    pub only_indirect: bool,
    /// Day of the first dated document behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Day of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// Documents behind it by period, in order; periods without any are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over_time: Vec<Slice>,
    /// The same by period and outlet, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<Sighting>,
    /// What proves it: the first by document id and place, at most as many as asked for.
    pub evidence: Vec<Evidence>,
}

/// What was counted of a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct EdgeCounts {
    /// Documents behind it: those that name both in one unit, or hold such a quotation.
    pub documents: u64,
    /// Distinct outlets of those.
    pub outlets: u64,
    /// Documents that name both, wherever in them (co-occurrence).
    pub together: u64,
    /// Paragraphs that name both (co-occurrence).
    pub paragraphs: u64,
    /// Sentences that name both (co-occurrence).
    pub sentences: u64,
    /// Pairs of mentions within the window (co-occurrence, where a window was asked for).
    pub windows: u64,
    /// Distinct utterances (`mentions`, `addresses`).
    pub utterances: u64,
    /// Reports of them: quotations in documents.
    pub reports: u64,
    /// Of the reports, those in direct speech.
    pub direct: u64,
    /// Of the reports, those of a few quoted words.
    pub mixed: u64,
    /// Of the reports, those in indirect speech.
    pub indirect: u64,
}

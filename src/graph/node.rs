//! An entity in the graph, with what was counted of it.

use serde::{Deserialize, Serialize};

use super::{Day, Spoken};
use crate::gazetteer::{EntityId, Gender, Kind};

/// An entity with its counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Node {
    /// Key.
    pub id: EntityId,
    /// Canonical name: the one that most records give.
    pub name: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Whether a gazetteer lists it.
    pub listed: bool,
    /// Which pronoun stands for it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Its counts.
    pub counts: NodeCounts,
    /// Day of the first dated document that names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Day of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// How it was spelt, the most frequent first.
    pub forms: Vec<Form>,
    /// Documents that name it by period, in order; periods without any are left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub over_time: Vec<Slice>,
    /// What it said: the first by document id and place, at most as many as asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Spoken>,
    /// Its place in the graph, once measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measures: Option<Measures>,
    /// Its position, once laid out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
}

/// What was counted of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct NodeCounts {
    /// Settled mentions.
    pub mentions: u64,
    /// Documents that name it.
    pub documents: u64,
    /// Distinct outlets of those.
    pub outlets: u64,
    /// Paragraphs that name it.
    pub paragraphs: u64,
    /// Sentences that name it.
    pub sentences: u64,
    /// Distinct utterances it spoke.
    pub quotes: u64,
    /// Reports of those utterances: the same words in two articles are two reports.
    pub reports: u64,
    /// Documents that quote it.
    pub quoted_in: u64,
    /// Distinct utterances of others that mention it.
    pub spoken_of: u64,
    /// Distinct utterances told to it.
    pub addressed: u64,
}

/// A surface form with its count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The words as they stood.
    pub text: String,
    /// How many mentions have them.
    pub count: u64,
    /// The outlets that write so, sorted; at most [`FORM_OUTLETS`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outlets: Vec<String>,
}

/// How many outlets a [`Form`] names.
pub const FORM_OUTLETS: usize = 20;

/// A count in a period, which is named by its first day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// First day of the period.
    pub start: Day,
    /// Documents.
    pub documents: u64,
}

/// An entity's place in the graph. Ties of all relations in the graph count together.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Measures {
    /// Distinct neighbours, either way.
    pub degree: u64,
    /// Sum of the weights of its ties; negative ones count as 0.
    pub weighted_degree: f64,
    /// Weighted `PageRank`; sums to 1 over the graph.
    pub pagerank: f64,
    /// Share of the shortest paths that pass through it; None where not asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub betweenness: Option<f64>,
    /// Largest k such that it lies in a part whose members all have k neighbours in that part.
    pub core: u64,
    /// Number of its community, from 0, the largest first.
    pub community: u64,
}

/// A place in the plane; y grows upward.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Position {
    /// To the right.
    pub x: f64,
    /// Upward.
    pub y: f64,
}

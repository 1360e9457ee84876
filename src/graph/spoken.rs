//! What an entity said, so that readers of a graph find the words behind the counts.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Day, Evidence};
use crate::gazetteer::EntityId;

/// A quotation that an entity spoke.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Spoken {
    /// The words, where they stand and how they were attributed.
    #[serde(flatten)]
    pub evidence: Evidence,
    /// Whom the words mention, sorted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<EntityId>,
    /// To whom they are said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<EntityId>,
}

/// Keeps the `limit` smallest of `kept`, which stays sorted and without doubles.
pub(super) fn keep_smallest(kept: &mut Vec<Spoken>, new: Spoken, limit: usize) {
    if let Err(at) = kept.binary_search(&new)
        && at < limit
    {
        kept.truncate(limit - 1);
        kept.insert(at, new);
    }
}

/// Whether words at this place could still be kept: asked before they are copied.
pub(super) fn has_room(kept: &[Spoken], document: &str, start: u32, limit: usize) -> bool {
    limit > 0
        && (kept.len() < limit
            || kept.last().is_some_and(|l| {
                (document, start) <= (l.evidence.document.id.as_str(), l.evidence.start())
            }))
}

/// The documents of one outlet and period that hold a tie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sighting {
    /// First day of the period; None for documents without a date.
    pub start: Option<Day>,
    /// None for documents without an outlet.
    pub outlet: Option<Arc<str>>,
    /// How many.
    pub documents: u64,
}

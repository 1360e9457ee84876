//! The matcher: a compiled gazetteer and the search for its names.

use super::{Mention, Proof, index::Index, link, proof::proofs};
use crate::{gazetteer::Gazetteer, segmented::Segmented};

/// Finds the gazetteer's names in texts: immutable once built.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
}

impl Matcher {
    /// Compiles a gazetteer.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Self { index: Index::new(gazetteer) }
    }

    /// The listed entities' mentions in a document, in order, none overlapping.
    pub fn find(&self, document: &Segmented<'_>, gazetteer: &Gazetteer) -> Vec<Mention> {
        let _ = (document, gazetteer);
        Vec::new()
    }

    /// Looks one written name up: the proofs, best first, whether the first one is settled, and
    /// if not, why.
    pub fn prove(&self, gazetteer: &Gazetteer, name: &str) -> (Vec<Proof>, bool, &'static str) {
        let outcome = link::resolve(&self.index, name);
        (proofs(&self.index, gazetteer, &outcome), outcome.settled, outcome.reason)
    }
}

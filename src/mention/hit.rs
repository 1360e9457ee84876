//! A stretch of words that may name an entity, before the document has settled it.

use super::Tier;

/// An entity that a hit may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Choice {
    /// The entity's place in the gazetteer.
    pub(crate) entity: u32,
    /// The name's place in the index.
    pub(crate) name: u32,
}

/// Words `from..to` of a page with whom they may name.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) from: usize,
    pub(crate) to: usize,
    /// One an entity, in the gazetteer's order or best first.
    pub(crate) choices: Vec<Choice>,
    pub(crate) tier: Tier,
    /// Cost a letter.
    pub(crate) cost: f32,
}

impl Hit {
    /// The entity, where only one is left.
    pub(crate) fn entity(&self) -> Option<u32> {
        match self.choices.as_slice() {
            [one] => Some(one.entity),
            _ => None,
        }
    }
}

/// Which words the hits cover.
pub(crate) fn cover(words: usize, hits: &[Hit]) -> Vec<bool> {
    let mut cover = vec![false; words];
    for hit in hits {
        cover[hit.from..hit.to].fill(true);
    }
    cover
}

//! The matcher: a compiled gazetteer and the search for its names.

use super::{
    Mention, Proof, exact, guard,
    hit::{Hit, cover},
    index::Index,
    link, near,
    page::Page,
    proof::{proofs, score},
    settle,
};
use crate::{
    gazetteer::{Entity, Gazetteer},
    segmented::Segmented,
    text::Span,
};

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
        if gazetteer.is_empty() {
            return Vec::new();
        }
        let entities: Vec<_> = gazetteer.iter().collect();
        let page = Page::new(document.all());
        let mut hits = exact::hits(&self.index, &page);
        let covered = cover(page.words.len(), &hits);
        hits.retain(|hit| !guard::part_of_longer(&page, &covered, hit));
        let covered = cover(page.words.len(), &hits);
        hits.extend(near::hits(&self.index, &page, &covered));
        hits.sort_by_key(|hit| hit.from);
        let hits = settle::settle(&self.index, &page, hits);
        hits.iter().map(|hit| self.mention(&page, hit, &entities)).collect()
    }

    fn mention(&self, page: &Page<'_>, hit: &Hit, entities: &[&Entity]) -> Mention {
        let (first, last) = (page.words[hit.from], page.words[hit.to - 1]);
        let candidates =
            hit.choices.iter().map(|c| entities[c.entity as usize].id.clone()).collect();
        let name = &self.index.names[hit.choices[0].name as usize];
        let entity = entities[name.entity as usize];
        let alias = match name.alias {
            0 => entity.name.clone(),
            i => entity.aliases[i as usize - 1].text.clone(),
        };
        Mention {
            span: Span::new(first.start as usize, last.end as usize),
            candidates,
            tier: hit.tier,
            alias: Some(alias),
            score: score(hit.cost),
        }
    }

    /// Looks one written name up: the proofs, best first, whether the first one is settled, and
    /// if not, why.
    pub fn prove(&self, gazetteer: &Gazetteer, name: &str) -> (Vec<Proof>, bool, &'static str) {
        let outcome = link::resolve(&self.index, name);
        (proofs(&self.index, gazetteer, &outcome), outcome.settled, outcome.reason)
    }
}

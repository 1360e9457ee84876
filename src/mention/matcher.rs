//! The matcher: a compiled gazetteer and the search for its names.

use super::{
    Mention, Proof, Tier, Tiers, WordReadings, choose, declined, exact, guard,
    hit::{Hit, cover},
    index::Index,
    link::{self, Outcome},
    near,
    page::Page,
    proof::{self, proofs, score},
    settle,
};
use crate::{
    gazetteer::{Entity, Gazetteer},
    segmented::Segmented,
    text::{Span, fold},
};

/// Finds the gazetteer's names in texts: immutable once built.
#[derive(Debug)]
pub struct Matcher {
    index: Index,
}

impl Matcher {
    /// Compiles a gazetteer.
    pub fn new(gazetteer: &Gazetteer) -> Self {
        Self::with(gazetteer, Tiers::ALL)
    }

    /// Compiles a gazetteer for some ways of recognising names only.
    pub fn with(gazetteer: &Gazetteer, tiers: Tiers) -> Self {
        Self { index: Index::new(gazetteer, tiers) }
    }

    /// From an index that was written down.
    pub(super) fn of(index: Index) -> Self {
        Self { index }
    }

    pub(super) fn index(&self) -> &Index {
        &self.index
    }

    /// The listed entities' mentions in a document, in order, none overlapping.
    pub fn find(&self, document: &Segmented<'_>, gazetteer: &Gazetteer) -> Vec<Mention> {
        if gazetteer.is_empty() {
            return Vec::new();
        }
        let page = Page::new(document.all(), &self.index.unspaced);
        let mut hits = exact::hits(&self.index, &page);
        let covered = cover(page.words.len(), &hits);
        hits.retain(|hit| !guard::part_of_longer(&page, &covered, hit));
        let mut covered = cover(page.words.len(), &hits);
        if self.index.tiers.inflected {
            hits.extend(declined::hits(&self.index, &page, &covered, document));
            hits.sort_by_key(|hit| hit.from);
            covered = cover(page.words.len(), &hits);
        }
        if self.index.tiers.near() {
            let mut near = near::hits(&self.index, &page, &covered);
            near.retain(|hit| !guard::part_of_longer(&page, &covered, hit));
            hits.extend(near);
            hits.sort_by_key(|hit| hit.from);
        }
        let narrow = |hit| choose::narrow(&page, gazetteer, hit);
        let hits = hits.into_iter().filter_map(narrow).collect();
        let hits = settle::settle(&self.index, &page, hits).into_iter().filter_map(narrow);
        let mentions = hits.filter_map(|hit| allowed(&page, hit, gazetteer));
        mentions.map(|hit| self.mention(&page, &hit, gazetteer)).collect()
    }

    fn mention(&self, page: &Page<'_>, hit: &Hit, gazetteer: &Gazetteer) -> Mention {
        let (first, last) = (page.words[hit.from], page.words[hit.to - 1]);
        let mut candidates: Vec<_> =
            hit.choices.iter().map(|c| at(gazetteer, c.entity).id.clone()).collect();
        candidates.sort();
        let name = &self.index.names[hit.choices[0].name as usize];
        let entity = at(gazetteer, name.entity);
        let alias = match name.alias {
            0 => entity.name.clone(),
            i => entity.aliases[i as usize - 1].text.clone(),
        };
        let span = Span::new(first.start as usize, last.end as usize);
        let surface = &page.text[span.range()];
        let plain = || surface.bytes().all(|b| b.is_ascii() && b != b'\'' && b != b'`');
        let same = || {
            alias.ends_with(surface) && plain()
                || same_letters(surface, &alias)
                    && (hit.cost > 0.0
                        || exact::to_the_letter(&self.index, page, hit.from, hit.choices[0].name))
        };
        let tier = if hit.tier == Tier::Exact && !same() { Tier::Folded } else { hit.tier };
        Mention { span, candidates, tier, alias: Some(alias), score: score(hit.cost) }
    }

    /// How the words of a written name are read.
    pub fn readings(&self, name: &str) -> Vec<WordReadings> {
        proof::readings(name)
    }

    /// Looks one written name up: the proofs, best first, whether the first one is settled, and
    /// if not, why.
    pub fn prove(&self, gazetteer: &Gazetteer, name: &str) -> (Vec<Proof>, bool, &'static str) {
        self.proved(gazetteer, name, true)
    }

    /// The same in less time: the chance of the first is told only as far as it decides, those of
    /// the others are not told.
    pub fn look_up(&self, gazetteer: &Gazetteer, name: &str) -> (Vec<Proof>, bool, &'static str) {
        self.proved(gazetteer, name, false)
    }

    fn proved(
        &self,
        gazetteer: &Gazetteer,
        name: &str,
        explained: bool,
    ) -> (Vec<Proof>, bool, &'static str) {
        let outcome = link::resolve(&self.index, name, explained);
        let outcome = without_excluded(outcome, gazetteer, name);
        let mut proofs = proofs(&self.index, gazetteer, &outcome);
        for proof in &mut proofs {
            proof.tier = to_the_letter(proof.tier, name, &proof.alias);
        }
        (proofs, outcome.settled, outcome.reason)
    }
}

/// The tier, which is [`Tier::Exact`] only where all letters are those of the alias, capitals and
/// all; white space and an article before the name do not count.
fn to_the_letter(tier: Tier, surface: &str, alias: &str) -> Tier {
    if tier == Tier::Exact && !same_letters(surface, alias) { Tier::Folded } else { tier }
}

fn same_letters(surface: &str, alias: &str) -> bool {
    let letters = |text: &str| text.split_whitespace().collect::<String>();
    alias.ends_with(surface) || letters(alias).ends_with(&letters(surface))
}

/// The outcome without entities whose list says that the form is not theirs.
fn without_excluded(mut outcome: Outcome, gazetteer: &Gazetteer, name: &str) -> Outcome {
    let first = outcome.links.first().map(|link| link.entity);
    let several = outcome.links.len();
    outcome.links.retain(|link| !excludes(at(gazetteer, link.entity), name.trim()));
    if outcome.settled && first != outcome.links.first().map(|link| link.entity) {
        (outcome.settled, outcome.reason) = (false, "its list excludes this form");
    }
    if let ([one], false) = (outcome.links.as_slice(), outcome.links.len() == several) {
        outcome.settled |= one.cost <= 0.0;
    }
    outcome
}

/// The hit without entities whose list says that this form is not theirs.
fn allowed(page: &Page<'_>, mut hit: Hit, gazetteer: &Gazetteer) -> Option<Hit> {
    let range = page.words[hit.from].start as usize..page.words[hit.to - 1].end as usize;
    let surface = &page.text[range];
    hit.choices.retain(|c| !excludes(at(gazetteer, c.entity), surface));
    (!hit.choices.is_empty()).then_some(hit)
}

/// Whether the entity's list says that `surface` does not name it.
fn excludes(entity: &Entity, surface: &str) -> bool {
    !entity.exclude.is_empty() && {
        let folded = fold::fold(surface);
        entity.exclude.iter().any(|form| fold::fold(form) == folded)
    }
}

/// The entity at a place of the gazetteer that the index was made from.
fn at(gazetteer: &Gazetteer, place: u32) -> &Entity {
    gazetteer.at(place as usize).expect("the matcher was made from this gazetteer")
}

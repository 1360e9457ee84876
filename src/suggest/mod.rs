//! Floor 6: what a gazetteer lacks for a story, proposed from its documents with evidence.
//!
//! [`look`] takes from one document's analysis what bears on the gazetteer (documents may be looked
//! at on several threads); a [`Suggester`] adds these up, in the documents' order, and ranks them.

mod group;
mod look;
mod role;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use look::{Seen, look};

use crate::gazetteer::{self, Alias, Entity, EntityId, Gazetteer, Gender, Kind};
use crate::mention::Tier;

/// How many evidence sentences a suggestion keeps.
const EVIDENCE: usize = 3;

/// A sentence that shows why something is proposed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The document.
    pub document: String,
    /// The sentence.
    pub text: String,
}

/// A spelling and how often it was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The name as written.
    pub text: String,
    /// How many mentions.
    pub count: u32,
}

/// Someone or something that the documents name and the gazetteer lacks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewEntity {
    /// From 0 to 1: how much it matters to these documents and how surely it is one name.
    pub score: f64,
    /// The entity as it would be added: the name that is seen most often in full, the others as
    /// aliases, gender and roles as the texts say them.
    pub entity: Entity,
    /// Every spelling.
    pub variants: Vec<Variant>,
    /// Quotations of which it is the speaker.
    pub quotes: u32,
    /// Mentions.
    pub mentions: u32,
    /// Documents.
    pub documents: u32,
    /// Sentences, those in which it speaks first.
    pub evidence: Vec<Evidence>,
}

/// A spelling of a listed entity that the gazetteer lacks.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NewAlias {
    /// From 0 to 1: how surely it is this entity.
    pub score: f64,
    /// The listed entity.
    pub entity: EntityId,
    /// Its name.
    pub name: String,
    /// The spelling.
    pub text: String,
    /// The alias that it was recognised by.
    pub like: String,
    /// How it was recognised.
    pub tier: Tier,
    /// In how many letters it differs from that alias, case and diacritics apart.
    pub edits: usize,
    /// Mentions.
    pub count: u32,
    /// Documents.
    pub documents: u32,
    /// Sentences.
    pub evidence: Vec<Evidence>,
}

/// A name that several listed entities may own and that no document settled.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Ambiguous {
    /// The name as written.
    pub text: String,
    /// Those that it may be, best first.
    pub candidates: Vec<EntityId>,
    /// Mentions.
    pub count: u32,
    /// Documents.
    pub documents: u32,
    /// Sentences.
    pub evidence: Vec<Evidence>,
}

/// What is proposed, each list with the weightiest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Suggestions {
    /// To be added.
    pub entities: Vec<NewEntity>,
    /// To be added to listed entities.
    pub aliases: Vec<NewAlias>,
    /// To be told apart, by more names or by a merge.
    pub ambiguous: Vec<Ambiguous>,
}

/// Adds up what was seen in documents.
#[derive(Debug, Default)]
pub struct Suggester {
    names: Vec<group::Name>,
    by_name: BTreeMap<(String, Kind), usize>,
    aliases: BTreeMap<(EntityId, String), NewAlias>,
    ambiguous: BTreeMap<(Vec<EntityId>, String), Ambiguous>,
    small: BTreeSet<String>,
}

impl Suggester {
    /// Adds one document; add them in one order to get the same suggestions.
    pub fn add(&mut self, seen: Seen) {
        self.small.extend(seen.small);
        for name in seen.names {
            let key = (name.full.clone(), name.kind);
            if let Some(&at) = self.by_name.get(&key) {
                self.names[at].merge(name);
            } else {
                self.by_name.insert(key, self.names.len());
                self.names.push(name);
            }
        }
        for alias in seen.aliases {
            let key = (alias.entity.clone(), alias.text.clone());
            match self.aliases.get_mut(&key) {
                None => _ = self.aliases.insert(key, alias),
                Some(known) => {
                    known.count += alias.count;
                    known.documents += 1;
                    known.score = known.score.max(alias.score);
                    keep(&mut known.evidence, alias.evidence);
                }
            }
        }
        for one in seen.ambiguous {
            let mut owners = one.candidates.clone();
            owners.sort();
            match self.ambiguous.get_mut(&(owners.clone(), one.text.clone())) {
                None => _ = self.ambiguous.insert((owners, one.text.clone()), one),
                Some(known) => {
                    known.count += one.count;
                    known.documents += 1;
                    keep(&mut known.evidence, one.evidence);
                }
            }
        }
    }

    /// Groups spellings, ranks, and leaves out what `gazetteer` has already.
    pub fn finish(self, gazetteer: &Gazetteer) -> Suggestions {
        let mut taken: BTreeSet<String> = gazetteer.iter().map(|e| e.id.to_string()).collect();
        let mut groups = group::grouped(self.names);
        groups.retain(|name| !name.is_word(&self.small));
        groups.sort_by(|a, b| {
            b.score()
                .total_cmp(&a.score())
                .then_with(|| a.full.cmp(&b.full))
                .then(a.kind.cmp(&b.kind))
        });
        let entities = groups.into_iter().map(|name| new_entity(name, &mut taken)).collect();
        let mut aliases: Vec<_> = self.aliases.into_values().collect();
        let weight = |alias: &NewAlias| alias.score * f64::from(alias.count.min(20));
        aliases.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
        let mut ambiguous: Vec<_> = self.ambiguous.into_values().collect();
        ambiguous.sort_by_key(|one| std::cmp::Reverse(one.count));
        Suggestions { entities, aliases, ambiguous }
    }
}

fn keep(known: &mut Vec<Evidence>, more: Vec<Evidence>) {
    known.extend(more);
    known.truncate(EVIDENCE);
}

fn new_entity(name: group::Name, taken: &mut BTreeSet<String>) -> NewEntity {
    let score = (name.score() * 1000.0).round() / 1000.0;
    let base = gazetteer::slug(&name.full);
    let numbered = (2..).map(|n| format!("{base}-{n}"));
    let id = std::iter::once(base.clone()).chain(numbered).find(|id| !taken.contains(id));
    let id = id.unwrap_or(base);
    taken.insert(id.clone());
    let mut entity = Entity::new(id, name.full.as_str(), name.kind);
    entity.gender = name.gender();
    entity.roles = name.roles();
    let variants = name.variants();
    // A lone surname or given name is found by itself once the full name is listed.
    let whole = |text: &str| name.kind != Kind::Person || text.contains(' ');
    let spellings = variants.iter().map(|v| v.text.as_str());
    let own = spellings.filter(|text| *text != name.full && whole(text));
    entity.aliases = own.map(Alias::new).collect();
    NewEntity {
        score,
        entity,
        variants,
        quotes: name.quotes,
        mentions: name.mentions(),
        documents: name.documents,
        evidence: name.evidence(),
    }
}

/// Whichever of two genders was seen more often.
fn most(genders: &BTreeMap<Gender, u32>) -> Option<Gender> {
    let best = genders.values().max()?;
    let mut all = genders.iter().filter(|(_, count)| *count == best).map(|(gender, _)| *gender);
    let first = all.next();
    // as often the one as the other is not known
    if all.next().is_some() { None } else { first }
}

#[cfg(test)]
mod tests;

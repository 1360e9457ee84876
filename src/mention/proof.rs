//! The proof of a match: alias, tier, score, and word by word what stood for what.

use super::{
    Tier,
    candidate::{How, Pair},
    index::{Index, tradition_name},
    lexicon::Part,
    link::{Link, Outcome},
    name::{self, Token},
    reading,
};
use crate::gazetteer::{EntityId, Gazetteer};

/// Why a written name is, or may be, an entity's.
#[derive(Debug, Clone, PartialEq)]
pub struct Proof {
    /// The entity.
    pub entity: EntityId,
    /// The gazetteer's name that was matched.
    pub alias: String,
    /// The least sure way that was needed.
    pub tier: Tier,
    /// From 0 to 1; 1 is to the letter.
    pub score: f32,
    /// How many names of the gazetteer would fit so by accident.
    pub chance: f32,
    /// One line a word that is not to the letter.
    pub steps: Vec<String>,
}

impl Proof {
    /// In one line.
    pub fn text(&self) -> String {
        let steps = self.steps.join("; ");
        if steps.is_empty() {
            format!("“{}”", self.alias)
        } else {
            format!("“{}”: {steps}", self.alias)
        }
    }
}

/// The proofs of an outcome's links, best first.
pub(crate) fn proofs(index: &Index, gazetteer: &Gazetteer, outcome: &Outcome) -> Vec<Proof> {
    outcome.links.iter().filter_map(|link| proof(index, gazetteer, link)).collect()
}

/// The proof of a link.
pub(crate) fn proof(index: &Index, gazetteer: &Gazetteer, link: &Link) -> Option<Proof> {
    let name = &index.names[link.name as usize];
    let entity = gazetteer.at(name.entity as usize)?;
    let alias = match name.alias {
        0 => entity.name.clone(),
        i => entity.aliases.get(i as usize - 1)?.text.clone(),
    };
    let steps =
        link.steps.iter().filter_map(|(word, token, pair)| step(index, word, *token, *pair));
    Some(Proof {
        entity: entity.id.clone(),
        alias,
        tier: link.tier,
        score: score(link.cost),
        chance: link.chance,
        steps: steps.collect(),
    })
}

/// A cost a letter as a score.
pub(crate) fn score(cost: f32) -> f32 {
    ((1.0 - cost).clamp(0.0, 1.0) * 1000.0).round() / 1000.0
}

fn step(index: &Index, written: &str, token: u32, pair: Pair) -> Option<String> {
    let listed = index.tokens.get(token);
    let cost = f32::from(pair.cost) / 100.0;
    Some(match pair.how {
        How::Exact => return None,
        How::Folded => format!("{written} = {listed} but for case and marks"),
        How::Equal => format!("{written} and {listed} are forms of one name"),
        How::Sound => format!("{written} is read as {listed} (distance {cost})"),
        How::Inflected => format!("{written} is a form of {listed} (distance {cost})"),
        How::Typo => format!("{written} is {listed} misspelt (distance {cost})"),
    })
}

/// A word of a written name with its readings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordReadings {
    /// The word.
    pub written: String,
    /// What it does in the name.
    pub part: &'static str,
    /// (spelling tradition, sounds); see `data/latin.toml` for the letters of sounds.
    pub readings: Vec<(&'static str, String)>,
}

/// How the words of a written name are read.
pub(crate) fn readings(name: &str) -> Vec<WordReadings> {
    let word = |token: &Token| WordReadings {
        written: token.surface.to_string(),
        part: match token.part {
            Part::Content => "name",
            Part::Initial => "initial",
            Part::Particle => "particle",
            Part::Title => "title",
            Part::Suffix => "suffix",
        },
        readings: reading::readings(&token.form)
            .into_iter()
            .map(|r| {
                let tradition = tradition_name(r.tradition).unwrap_or("romanised");
                (tradition, String::from_utf8_lossy(&r.sounds).into_owned())
            })
            .collect(),
    };
    name::tokens(name).iter().map(word).collect()
}

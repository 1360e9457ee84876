//! Floor 4: a list of names resolved against a gazetteer, for spreadsheets and records.

use serde::Serialize;

use crate::{
    gazetteer::{EntityId, Gazetteer},
    mention::{Matcher, Proof, Tier},
};

/// What became of one written name.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Resolution {
    /// The entity, where exactly one is meant.
    pub entity: Option<EntityId>,
    /// From 0 to 1; 1 is to the letter.
    pub score: Option<f32>,
    /// How it was recognised.
    pub tier: Option<Tier>,
    /// Word by word, what stood for what; where there is no entity, why not.
    pub proof: String,
    /// The nearest entities, best first, where none was settled.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
}

/// An entity that a name might be.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Candidate {
    /// The entity.
    pub entity: EntityId,
    /// From 0 to 1.
    pub score: f32,
    /// Word by word, what stood for what.
    pub proof: String,
}

/// Resolves one written name: “Tichanowskaja”, “Putin, Vladimir”, “Mr Grisham”.
pub fn resolve(matcher: &Matcher, gazetteer: &Gazetteer, name: &str) -> Resolution {
    let (proofs, settled, reason) = matcher.look_up(gazetteer, name);
    match (settled, proofs.first()) {
        (true, Some(best)) => Resolution {
            entity: Some(best.entity.clone()),
            score: Some(best.score),
            tier: Some(best.tier),
            proof: best.text(),
            candidates: Vec::new(),
        },
        _ => Resolution {
            entity: None,
            score: None,
            tier: None,
            proof: reason.to_owned(),
            candidates: proofs.iter().map(candidate).collect(),
        },
    }
}

fn candidate(proof: &Proof) -> Candidate {
    Candidate { entity: proof.entity.clone(), score: proof.score, proof: proof.text() }
}

/// Every step from a written name to its entity, as lines of text: how each word is read, whom
/// the words name and by which tier, and why the nearest others lost.
pub fn explain(matcher: &Matcher, gazetteer: &Gazetteer, name: &str) -> String {
    let mut out = String::new();
    for word in matcher.readings(name) {
        line(&mut out, &format!("{} ({})", word.written, word.part));
        for (tradition, sounds) in &word.readings {
            line(&mut out, &format!("    read {sounds}  [{tradition}]"));
        }
    }
    let (proofs, settled, reason) = matcher.prove(gazetteer, name);
    let others = if settled { &proofs[proofs.len().min(1)..] } else { &proofs[..] };
    if let (true, Some(best)) = (settled, proofs.first()) {
        line(&mut out, &format!("=> {}, {}, score {}", best.entity, best.tier.word(), best.score));
        line(&mut out, &format!("    {}", best.text()));
        line(&mut out, &format!("    names that fit so by accident: {:.4}", best.chance));
    } else {
        line(&mut out, &format!("=> nobody: {reason}"));
    }
    for proof in others {
        let lost = if settled { "further away" } else { reason };
        line(&mut out, &format!("not {}, score {}: {lost}", proof.entity, proof.score));
        line(&mut out, &format!("    {}", proof.text()));
        line(&mut out, &format!("    names that fit so by accident: {:.4}", proof.chance));
    }
    out
}

fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

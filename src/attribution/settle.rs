//! What is known once the source is: chants, signs, whom it was told.

use super::{
    phrase::{Phrase, Sort},
    scene::Scene,
};
use crate::{language::Class, quote::QuoteKind, text::segment::Sign};

/// How far before a quotation the noun for a sign or a chant may stand, in items.
const NEAR: usize = 4;
/// How far behind the cue whom it was told may stand, in items.
const REACH: usize = 12;

/// The kind of the quotation at `item`, where its source or the words before it make it a chant or
/// a sign.
pub(super) fn kind(
    scene: &Scene<'_>,
    item: usize,
    low: usize,
    source: Option<&Phrase>,
    cue: Option<(usize, usize)>,
) -> Option<QuoteKind> {
    let near = item.saturating_sub(NEAR).max(low)..item;
    // a sign that “q” is no sign
    let that = scene.is(item.saturating_sub(1), Class::THAT);
    if near.clone().any(|at| scene.is(at, Class::SIGN)) && !that {
        return Some(QuoteKind::Sign);
    }
    // chants of “q”
    if near.clone().any(|at| {
        scene.is(at, Class::CHANT) && !scene.is(at, Class::PAST) && scene.is(at + 1, Class::OF)
    }) {
        return Some(QuoteKind::Chant);
    }
    let (cue, _) = cue?;
    if is_sign(scene, cue, low) {
        return Some(QuoteKind::Sign);
    }
    let crowd = source.is_some_and(|source| {
        // dozens of dockers
        let many = scene.mention(source.head).is_none()
            && scene.is(source.head + 1, Class::OF)
            && (source.head + 2..=source.last).any(|at| scene.is(at, Class::PLURAL));
        many || source.sort == Sort::Nominal && scene.is(source.head, Class::GROUP | Class::PLURAL)
            || source.sort == Sort::Name && scene.is(source.head, Class::PLURAL | Class::DEMONYM)
            || source.sort == Sort::Pronoun && scene.is(source.head, Class::PLURAL)
    });
    (scene.is(cue, Class::CHANT) && crowd).then_some(QuoteKind::Chant)
}

/// Whether the words before the cue make its source a sign: `a poster saying “q”`.
fn is_sign(scene: &Scene<'_>, cue: usize, low: usize) -> bool {
    (cue.saturating_sub(3).max(low)..cue)
        .any(|at| scene.is(at, Class::SIGN) && !scene.is(at, Class::LABEL))
}

/// Whom it was told: `told X`, `said to X`, `in an interview with X`.
pub(super) fn addressee(scene: &Scene<'_>, cue: (usize, usize), source: &Phrase) -> Option<Phrase> {
    let start = if source.first > cue.1 { source.last + 1 } else { cue.1 + 1 };
    let end = (start..scene.items.len().min(start + REACH))
        .find(|&at| {
            scene.quote(at).is_some()
                || matches!(
                    scene.sign(at),
                    Some(Sign::Dot | Sign::Bang | Sign::Colon | Sign::Semicolon)
                )
        })
        .unwrap_or(scene.items.len().min(start + REACH));
    let class = scene.class(cue.0);
    if class.any(Class::TELL) && source.first < cue.0 {
        let phrase = scene.right(start, end).filter(|phrase| {
            !scene.is(phrase.first, Class::THAT | Class::WH | Class::SUBJ | Class::TO)
        })?;
        return Some(named(scene, phrase, end));
    }
    for at in start..end {
        if scene.is(at, Class::THAT | Class::WH | Class::REL) {
            return None;
        }
        let to = scene.is(at, Class::TO) && at <= start + 1 && !scene.is(at + 1, Class::BASE);
        let with = at > start
            && scene.is(at, Class::PREP)
            && !scene.is(at, Class::OF | Class::BY)
            && scene.is(at - 1, Class::NOUNCUE);
        if to || with {
            let phrase = scene.right(at + 1, end)?;
            if to && phrase.sort != Sort::Nominal || phrase_has_name(scene, &phrase) {
                return Some(named(scene, phrase, end));
            }
        }
    }
    None
}

fn phrase_has_name(scene: &Scene<'_>, phrase: &Phrase) -> bool {
    (phrase.first..=phrase.last).any(|at| scene.mention(at).is_some())
}

/// A title or noun and the name behind it: “a state channel ONT” is ONT.
fn named(scene: &Scene<'_>, phrase: Phrase, _end: usize) -> Phrase {
    if scene.mention(phrase.head).is_some() {
        return phrase;
    }
    match (phrase.first..=phrase.last).rev().find(|&at| scene.mention(at).is_some()) {
        Some(head) => Phrase { head, sort: Sort::Name, ..phrase },
        None => phrase,
    }
}

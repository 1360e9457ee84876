//! Finds: whom the words that lead up to a colon speak of. Example: `X went further: “Q.”` ·
//! `Here is X in May: “Q.”`
//! Fails when: the sentence is about a thing, or about somebody who is spoken of.

use super::{Found, Place};
use crate::{
    attribution::{phrase::Sort, scene::Scene},
    language::Class,
    quote::QuoteKind,
    text::segment::Sign,
};

const SCORE: f32 = 0.85;
const OBJECT: f32 = 0.75;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let mark = place.item.checked_sub(1).filter(|&at| at > place.low)?;
    let direct = place.quotes[place.quote].kind == QuoteKind::Direct;
    let leads = scene.is_sign(mark, Sign::Colon) || scene.is_sign(mark, Sign::Dash) && direct;
    if !leads {
        return None;
    }
    of(scene, place.low, mark, "lead", SCORE)
        .or_else(|| object(place, mark))
        .or_else(|| verbless(place, mark))
}

/// `And X, from the doorway: “Q.”`: somebody, and no verb.
fn verbless(place: &Place<'_>, mark: usize) -> Option<Found> {
    let scene = place.scene;
    let first = (place.low..mark).find(|&at| !scene.is(at, Class::AND | Class::ADV))?;
    let quiet =
        (first..mark).all(|at| !scene.is_finite(at, place.low) && scene.quote(at).is_none());
    let source = if quiet { scene.right(first, mark)? } else { return None };
    let person = source.sort == Sort::Name && scene.is_person(source.head);
    let apart = scene.is_sign(source.last + 1, Sign::Comma) && scene.is_sign(mark, Sign::Colon);
    (person && apart).then_some(Found::new(source, Some((mark, mark)), "lead", OBJECT))
}

/// `The plan does not surprise X: “Q.”`: the person right before the colon, where the sentence is
/// about a thing.
fn object(place: &Place<'_>, mark: usize) -> Option<Found> {
    let scene = place.scene;
    let (subject, verb) = scene.main_subject(place.low, mark)?;
    let thing = subject.sort == Sort::Nominal && !scene.is_speaker(subject.head);
    let verb = (verb..mark).rev().find(|&at| scene.is(at, Class::VERBAL)).unwrap_or(verb);
    let source = scene.left(mark - 1, verb + 1)?;
    let named = source.sort == Sort::Name && scene.is_person(source.head);
    (thing && named && source.last + 1 == mark && scene.is_sign(mark, Sign::Colon))
        .then_some(Found::new(source, Some((verb, verb)), "lead", OBJECT))
}

/// The main subject of the items `low..high`, where it is somebody who may speak.
pub(super) fn of(
    scene: &Scene<'_>,
    low: usize,
    high: usize,
    rule: &'static str,
    score: f32,
) -> Option<Found> {
    let (source, verb) = scene.main_subject(low, high)?;
    let class = scene.class(source.head);
    let speaks = match source.sort {
        Sort::Name => scene.mention(source.head).is_some(),
        // a novel's narrator may act too
        Sort::Pronoun if scene.dialogue => !class.any(Class::SECOND | Class::THING),
        Sort::Pronoun => !class.any(Class::FIRST | Class::SECOND | Class::THING),
        Sort::Nominal => scene.is_speaker(source.head),
        Sort::Relative => false,
    };
    speaks.then_some(Found::new(source, Some((verb, verb)), rule, score))
}

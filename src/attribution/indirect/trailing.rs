//! What is said before its attribution: `C, X said.` · `If C, X said, C.`

use super::{Clause, is_sentence, start_of_clause, words};
use crate::{
    attribution::{
        frame::{Form, Frame},
        scene::Scene,
    },
    language::Class,
    text::segment::Sign,
};

/// Longest trailer behind an attribution that ends a sentence: `X said on Monday in Tarn.`
const TRAILER: usize = 9;
/// The same where it is a phrase without a verb: `X wrote in a memo to the council of Tarn.`
const LONG_TRAILER: usize = 18;
/// Fewest words of what is said.
const FEW: usize = 4;

/// `C, X said on Monday.`
pub(super) fn trailing(scene: &Scene<'_>, frame: &Frame, low: usize, end: usize) -> Option<Clause> {
    let first = frame.source.first.min(frame.cue);
    let comma = first.checked_sub(1).filter(|&at| at > low && scene.is_sign(at, Sign::Comma))?;
    // “if it rains, he would advise them to stay”
    if (frame.source.last..frame.cue).any(|at| scene.is(at, Class::MODAL)) {
        return None;
    }
    let mut from = if frame.form == Form::Inverted { frame.source.last } else { frame.end } + 1;
    // “C, X told the paper”
    if frame.class.any(Class::TELL)
        && frame.form == Form::Plain
        && let Some(told) = scene.right(from, end)
    {
        from = told.last + 1;
    }
    let pauses =
        matches!(scene.sign(from), Some(Sign::Comma | Sign::Dash | Sign::Semicolon | Sign::Open));
    let phrase = end.saturating_sub(from) <= LONG_TRAILER
        && scene.is(from, Class::PREP)
        && (from..end).all(|at| !scene.is_finite(at, from));
    let ends = from >= end
        || pauses
        || phrase
        || frame.form == Form::Inverted && scene.is(from, Class::REL)
        || end - from <= TRAILER
            && scene.is(from, Class::PREP | Class::TIME | Class::ADV | Class::ING | Class::SUB)
            && !scene.is(from, Class::THAT);
    if !ends {
        return None;
    }
    let (first, last) = (start_of_clause(scene, low, comma - 1), comma - 1);
    // “In a speech in May, X said”: nothing is said yet
    let said = words(scene, first, last) >= FEW
        && (is_sentence(scene, first, last) || pauses || !scene.is(first, Class::PREP));
    said.then_some(Clause { first, last, rule: "reported-trailing", score: 0.85 })
}

/// `Unless it rains, they say, the bridge will hold`: the rest of what is said behind the aside, where
/// what stands before it is no sentence, or goes on with its verb or with “that”.
pub(super) fn interrupted(
    scene: &Scene<'_>,
    frame: &Frame,
    (first, last): (usize, usize),
    end: usize,
) -> Option<(usize, usize)> {
    let behind = matches!(frame.form, Form::Inverted | Form::According);
    let mut comma = if behind { frame.source.last } else { frame.end } + 1;
    // “according to X, an engineer of Tarn, was late”
    if frame.form == Form::According && scene.is_appositive(comma + 1, comma + 2) {
        comma = (comma + 1..end).find(|&at| scene.is_sign(at, Sign::Comma)).unwrap_or(comma);
    }
    let from = comma + 1;
    if !scene.is_sign(comma, Sign::Comma) || from + 2 >= end {
        return None;
    }
    let led = scene.is(first, Class::SUB | Class::WH | Class::AS | Class::TO | Class::PREP);
    let whole = is_sentence(scene, first, last);
    let goes_on = scene.is(from, Class::THAT) || scene.is_finite(from, comma);
    let quoted = (from..end).any(|at| scene.quote(at).is_some());
    // “In May, she said, when it rained, the hall was full”
    let begun = scene.is(first, Class::PREP) && !whole;
    ((led || !whole || goes_on)
        && !quoted
        && (begun || !scene.is(from, Class::SUB))
        && !scene.is(from, Class::AND | Class::ING | Class::REL))
    .then_some((from, end - 1))
}

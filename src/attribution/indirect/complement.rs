//! What is said behind its cue: `X said that C.`

use super::{Clause, SPEECH, is_sentence, words};
use crate::{
    attribution::{
        frame::{Form, Frame},
        phrase::Sort,
        scene::Scene,
    },
    language::{Class, Family},
    text::segment::Sign,
};

/// How far behind the cue “that” may stand, in items: behind whom it is told; behind a phrase.
const TOLD: usize = 8;
const THAT: usize = 24;
/// Longest member of a list, in items.
const MEMBER: usize = 6;
/// Farther from its subject than this, in items, a participle says what somebody does.
const NEAR: usize = 3;
/// Fewest words of a thought.
const FEW: usize = 3;

/// The clause behind the cue.
pub(super) fn complement(
    scene: &Scene<'_>,
    frame: &Frame,
    later: &[Frame],
    low: usize,
    end: usize,
) -> Option<Clause> {
    let mut first = frame.end + 1;
    let mut that = false;
    let adds = scene.is(first, Class::PREP | Class::TIME) || scene.is_sign(first, Sign::Comma);
    let reach = end.min(first + if adds { THAT } else { TOLD });
    // told reporters on Monday that …
    if let Some(at) = (first..reach).find(|&at| scene.is(at, Class::THAT)) {
        // “raised issues that she knew”: of an object, unless somebody is told
        let object = at > first
            && !adds
            && !frame.class.any(Class::TELL)
            && !scene.is(first, Class::ADV | Class::TO | Class::OBJ);
        let plain = !object && (first..at).all(|i| !scene.is_finite(i, frame.end));
        if plain && (frame.class.any(SPEECH | Class::REPORT) || at <= first + 1) {
            first = at + 1;
            that = true;
        }
    }
    if !that {
        while first < end
            && scene.is(first, Class::TIME | Class::ADV)
            && !scene.is(first, Class::NOUN.without(Class::TIME).or(Class::ADJ))
        {
            first += 1;
        }
        // questioned in recent days whether …
        let whether = (first..reach).find(|&at| scene.is(at, Class::WH));
        if let Some(at) = whether
            && adds
            && (first..at).all(|i| !scene.is_finite(i, frame.end) && scene.is_word(i))
        {
            first = at;
        } else if frame.class.any(Class::TELL) && frame.form != Form::Inverted {
            first = past_addressee(scene, first, end);
        }
    }
    let last = cut(scene, frame, that, first, (low, end))?.checked_sub(1)?;
    let last = before_second(scene, frame, later, first, last);
    if scene.is_sign(first, Sign::Comma) {
        first += 1;
    }
    let (rule, score) = match (that, frame.class) {
        (true, _) => ("reported-that", 0.85),
        (false, class) if class.any(SPEECH) => ("reported", 0.8),
        (false, class) if class.any(Class::REPORT | Class::BELIEF) => ("thought", 0.6),
        _ => ("spoken-of", 0.55),
    };
    let found = Clause { first, last, rule, score };
    (first <= last && (that || says(scene, frame, found))).then_some(found)
}

/// Where what is said ends before a second verb of the same speaker, another speaker, or a source
/// of the whole.
fn before_second(
    scene: &Scene<'_>,
    frame: &Frame,
    later: &[Frame],
    first: usize,
    mut last: usize,
) -> usize {
    let mut cut = |at: usize| {
        let comma = usize::from(at > first && scene.is_sign(at - 1, Sign::Comma));
        if at > first + 1 {
            last = last.min(at - 1 - comma);
        }
    };
    for next in later {
        let before = next.cue - 1;
        let and = scene.is(before, Class::AND);
        match next.form {
            // “he decided to support her”: inside what is said
            Form::Carried
                if next.source == frame.source && (and || scene.is_sign(before, Sign::Comma)) =>
            {
                cut(if and { before } else { next.cue });
            }
            // “one said it was late and another said it was not”
            Form::Plain if next.class.any(SPEECH) && next.source.first > first + 2 => {
                let before = next.source.first - 1;
                if scene.is(before, Class::AND | Class::SUB) {
                    cut(before);
                }
            }
            Form::According if scene.is_sign(before, Sign::Comma) => cut(next.cue),
            _ => {}
        }
    }
    // “X said it was late, but the hall had filled”
    let against = (first + 3..last).find(|&at| {
        scene.is_in(at, Family::Contrast)
            && scene.is_sign(at - 1, Sign::Comma)
            && is_sentence(scene, first, at - 2)
            && is_sentence(scene, at, last)
    });
    if let Some(at) = against {
        last = last.min(at - 2);
    }
    // “X proposed banning them and has left”: the second verb is the narrator's
    let and = (first + 1..last).find(|&at| {
        scene.is(at, Class::AND)
            && scene.is(at + 1, Class::AUX)
            && scene.is_finite(at + 1, at)
            && !is_sentence(scene, first, at)
    });
    and.map_or(last, |and| last.min(and - 1))
}

/// Whether the cue only gives a name: “a group called Our Ports”.
fn is_naming(scene: &Scene<'_>, frame: &Frame, found: Clause) -> bool {
    let Clause { first, last, .. } = found;
    let inside = |at: usize| {
        scene.token(at).is_some_and(|token| token.capital() && token.is_word())
            || at > first && scene.is(at, Class::OF | Class::PREP | Class::AND)
    };
    let end = (first..=last).find(|&at| !inside(at)).unwrap_or(last + 1);
    frame.class.any(Class::DUB)
        && frame.source.sort == Sort::Nominal
        && frame.end == frame.cue
        && frame.cue.checked_sub(1).is_none_or(|before| !scene.is(before, Class::ROLE))
        && end > first
        && (end > last || scene.is_finite(end, first))
}

/// Whether what stands behind the cue, without “that”, is something said or thought.
fn says(scene: &Scene<'_>, frame: &Frame, found: Clause) -> bool {
    let Clause { first, last, rule, .. } = found;
    if is_adjunct(scene, frame, first) {
        return false;
    }
    let sentence = is_sentence(scene, first, last);
    // “continued the work”, “added two guards”: verbs of acts too
    if frame.class.any(Class::VERB) && frame.end == frame.cue && !sentence {
        return false;
    }
    // “did not respond to a request”: nothing is said
    let start = scene.cue_start(frame.cue, frame.source.first.min(frame.cue));
    let aux = |class: Class| (start..frame.cue).any(|at| scene.is(at, class));
    if aux(Class::NEG) && scene.is(first, Class::TO) && !scene.is(first + 1, Class::BASE) {
        return false;
    }
    // “told the paper in May”: only whom
    let clause = Class::TO | Class::WH | Class::SUB;
    let told = frame.class.any(Class::TELL) && !frame.class.any(Class::REPORT | Class::ABOUT);
    if told && !sentence && !(first..=last).any(|at| scene.is(at, clause)) {
        return false;
    }
    // “commented on the plan in May”
    let phrase = scene.is(first, Class::PREP) && !scene.is(first, Class::TO | Class::SUB);
    if phrase && !sentence && !frame.class.any(Class::BELIEF) {
        return false;
    }
    if rule == "reported" {
        return true;
    }
    // “voters who support it”, “…, showing them to the crowd”
    let loose = frame.source.sort == Sort::Relative
        || frame.form == Form::Carried
            && frame.class.any(Class::ING)
            && frame.cue > frame.source.last + NEAR;
    let few = rule == "thought" && words(scene, first, last) < FEW && !sentence;
    !(is_naming(scene, frame, found) || loose && !frame.class.any(Class::ABOUT) || few)
}

/// Where what is told begins behind whom it is told: `tells reporters the plan is late`.
fn past_addressee(scene: &Scene<'_>, first: usize, end: usize) -> usize {
    let Some(told) = scene.right(first, end) else { return first };
    let next = told.last + 1;
    let clause = scene.is(next, Class::SUBJ | Class::DET | Class::POSS | Class::WH)
        || scene.mention(next).is_some();
    if next + 1 < end && clause { next } else { first }
}

/// Where what the cue takes ends: at a semicolon; in a clause that leads the sentence or stands
/// between commas, at the comma; the object of a verb that reports nothing, at any pause.
fn cut(
    scene: &Scene<'_>,
    frame: &Frame,
    that: bool,
    first: usize,
    (low, end): (usize, usize),
) -> Option<usize> {
    let speech = that || frame.class.any(SPEECH);
    // nothing that leads stands before the first word
    let mut before = frame.source.first.saturating_sub(1);
    while before > 0 && scene.is(before, Class::ADV) && !scene.is(before, Class::SUB) {
        before -= 1;
    }
    let leads = Class::SUB | Class::AS | Class::WH;
    let led = frame.form == Form::Plain && scene.is(before, leads)
        || frame.source.sort == Sort::Relative && scene.is_sign(before, Sign::Comma)
        // “Saying that it was late, X left”
        || frame.form == Form::Carried && frame.cue == low;
    let ends = |at: usize| match scene.sign(at) {
        Some(Sign::Semicolon) => true,
        Some(Sign::Comma) => (led || !speech) && !is_listed(scene, at, end),
        Some(Sign::Dash) => !speech,
        _ => false,
    };
    Some((first + 1..end).find(|&at| ends(at)).unwrap_or(end))
}

/// Whether the comma parts the members of a list: a short member and “and” follow.
fn is_listed(scene: &Scene<'_>, comma: usize, end: usize) -> bool {
    let next = (comma + 1..end.min(comma + 1 + MEMBER))
        .find(|&at| scene.is_sign(at, Sign::Comma) || scene.is(at, Class::AND));
    next.is_some_and(|next| {
        next > comma + 1 && (comma + 1..next).all(|at| !scene.is_finite(at, comma))
    }) || scene.is(comma + 1, Class::AND)
        && !scene.is(comma + 2, Class::SUBJ)
        && (comma + 2..end.min(comma + 2 + MEMBER)).all(|at| !scene.is_finite(at, comma + 1))
}

/// Whether what stands behind the cue adds to it rather than being said: “spoke in Tarn”, “continues
/// to grow”.
fn is_adjunct(scene: &Scene<'_>, frame: &Frame, first: usize) -> bool {
    let act = scene.is(first, Class::TO)
        && scene.is(first + 1, Class::BASE)
        && !frame.class.any(Class::REPORT | Class::BELIEF | Class::TELL | Class::ABOUT);
    let place = scene.is(first, Class::PREP)
        && !scene.is(first, Class::TO | Class::SUB)
        && !frame.class.any(SPEECH);
    // “who asked not to be named”
    let aside = frame.source.sort == Sort::Relative && scene.is(first, Class::NEG);
    act || place || aside || scene.is(first, Class::BY)
}

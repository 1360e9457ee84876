//! Finds: the cue right behind the quotation. Example: `“Q,” X said.` · `“Q,” said X.`
//! Fails when: the sentence behind belongs to the next quotation.

use super::{Found, Place};
use crate::{
    attribution::{frame::Form, scene::Scene},
    language::Class,
    text::segment::Sign,
};

/// How many items may stand between the quotation and its frame.
const NEAR: usize = 0;
/// Longest source in items that is taken whole.
const LONGEST: usize = 9;

/// Whether `first..=last` may be one noun phrase: words, and no verb that needs a subject.
fn is_phrase(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let leads =
        Class::REL | Class::WH | Class::THAT | Class::SUB | Class::SUBJ | Class::AUX | Class::AS;
    let word = |at: usize| scene.is_word(at) || scene.is_sign(at, Sign::Clitic) && at > first;
    last - first <= LONGEST
        && !scene.is(first, Class::AND)
        && (first..=last)
            .all(|at| word(at) && (!scene.is(at, leads) || scene.is_sign(at, Sign::Clitic)))
}

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    // “X said, ‘A,’ Y laughed”: what stands right before the quotation has the better claim
    if super::before::is_direct(place) {
        return None;
    }
    if place.is_told() {
        return None;
    }
    let mut next = place.item + 1;
    while next < place.high
        && (scene.is_sign(next, Sign::Comma)
            || scene.is_sign(next, Sign::Dash)
            || scene.is_sign(next, Sign::Single)
            || scene.is(next, Class::ADV) && !scene.is(next, Class::PRON))
    {
        next += 1;
    }
    let frame = place.frames.iter().find(|frame| frame.cue > place.item)?;
    let ends = frame.end + 1 >= place.high
        || !scene.is_word(frame.end + 1)
        || frame.form == Form::Inverted && scene.is_paused(frame.end);
    if !frame.class.any(Class::SAY | Class::TELL | Class::CHANT)
        && !(frame.class.any(Class::REPORT | Class::BELIEF) && ends)
    {
        return None;
    }
    let begins = match frame.form {
        Form::Plain => frame.source.first,
        Form::Inverted => frame.cue,
        _ => return None,
    };
    if begins < next {
        return None;
    }
    let mut frame = *frame;
    if begins > next + NEAR {
        // “Q,” former Tarn planning director Mara Quill wrote: all of it is the source
        if frame.form != Form::Plain || !is_phrase(scene, next, frame.source.last) {
            return None;
        }
        frame.source.first = next;
    }
    let frame = &frame;
    // “foolish” X said … is no attribution without a pause before it
    let pause =
        matches!(place.last_inside(), Some(',' | '?' | '!' | '-' | '—' | '–' | '…' | '.' | ';'))
            || scene.is_sign(place.item + 1, Sign::Comma)
            || scene.is_sign(place.item + 1, Sign::Dash);
    if !pause {
        return None;
    }
    // “q,” he claimed they had never met: a clause of its own, and the quotation has its cue before
    let begins = if frame.class.any(Class::TELL) {
        Class::SUBJ | Class::THAT
    } else {
        Class::SUBJ | Class::THAT | Class::DET | Class::POSS
    };
    let clause = frame.form == Form::Plain && scene.is(frame.end + 1, begins);
    if clause && super::before::governs(place) {
        return None;
    }
    Found::by(frame, if frame.form == Form::Inverted { "inverted" } else { "after" }, 0.98)
}

//! Finds: the cue right behind the quotation. Example: `“Q,” X said.` · `“Q,” said X.`
//! Fails when: the sentence behind belongs to the next quotation.

use super::{Found, Place};
use crate::{attribution::frame::Form, language::Class, text::segment::Sign};

/// How many items may stand between the quotation and its frame.
const NEAR: usize = 3;
/// A second quotation in the same clause may stand this far from it.
const GAP: usize = 2;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let mut next = place.item + 1;
    while next < place.high && (scene.is_sign(next, Sign::Comma) || scene.is_sign(next, Sign::Dash) || scene.is(next, Class::ADV) && !scene.is(next, Class::PRON)) {
        next += 1;
    }
    let frame = place.frames.iter().find(|frame| frame.cue > place.item)?;
    if !frame.class.any(Class::SAY | Class::TELL | Class::REPORT | Class::CHANT) {
        return None;
    }
    let begins = match frame.form {
        Form::Plain => frame.source.first,
        Form::Inverted => frame.cue,
        _ => return None,
    };
    let _ = GAP;
    if begins < next || begins > next + NEAR - 1 {
        return None;
    }
    // “foolish” X said … is no attribution without a pause before it
    let pause = matches!(place.last_inside(), Some(',' | '?' | '!' | '-' | '—' | '–' | '…' | '.' | ';'))
        || scene.is_sign(place.item + 1, Sign::Comma)
        || scene.is_sign(place.item + 1, Sign::Dash);
    if !pause {
        return None;
    }
    Found::by(frame, if frame.form == Form::Inverted { "inverted" } else { "after" }, 0.98)
}

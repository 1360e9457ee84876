//! Finds: a cue at the end of the sentence, behind more than the quotation.
//! Example: `The plan is “foolish” and dear, X said.` · `It was “over,” according to X.`
//! Fails when: the quoted words are a name.

use super::{Found, Place};
use crate::{
    attribution::{frame::Form, phrase::Sort},
    language::{Class, Family},
    text::segment::Sign,
};

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    if place.is_told() {
        return None;
    }
    let frame = place.frames.iter().rev().find(|frame| {
        frame.cue > place.item
            && match frame.form {
                Form::According => true,
                Form::Plain => {
                    frame.class.any(Class::SAY | Class::TELL | Class::REPORT)
                        && frame.source.first > place.item
                        && frame.source.sort != Sort::Relative
                        && scene.may_speak(&frame.source)
                        && frame.source.first.checked_sub(1).is_some_and(|at| {
                            scene.is_sign(at, Sign::Comma)
                                || scene.quote(at).is_some()
                                || scene.is_in(at, Family::Perceives)
                        })
                }
                Form::Inverted => true,
                _ => false,
            }
    })?;
    Found::by(frame, "trailing", 0.87)
}

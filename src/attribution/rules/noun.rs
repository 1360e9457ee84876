//! Finds: a noun of saying with its owner. Example: `X's claim that it was “q”` · `her “q” remark`.
//! Fails when: the noun names a thing that somebody else said.

use super::{Found, Place};
use crate::{attribution::frame::Form, language::Class, text::segment::Sign};

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let frame =
        place.frames.iter().rev().find(|frame| frame.form == Form::Noun && frame.end < place.item);
    if let Some(frame) = frame {
        let reach = place.item.min(frame.end + 9);
        let small = Class::PREP | Class::OF | Class::DET | Class::TO | Class::POSS | Class::BE;
        let near = place.item - frame.end <= 2
            || place.item - frame.end <= 4
                && (frame.end + 1..place.item)
                    .all(|at| scene.is(at, small) || scene.is_sign(at, Sign::Comma))
            || place.item < frame.end + 9
                && matches!(scene.sign(place.item - 1), Some(Sign::Colon))
            || (frame.end + 1..reach).any(|at| scene.is(at, Class::THAT));
        if near {
            return Found::by(frame, "noun", 0.7);
        }
    }
    let next = place.item + 1;
    // “Q,” was her answer
    let behind = place.frames.iter().find(|frame| {
        frame.form == Form::Noun && frame.cue > next && frame.source.first == next + 1
    });
    if let Some(frame) = behind.filter(|_| scene.is(next, Class::BE)) {
        return Found::by(frame, "noun", 0.8);
    }
    // her “q” remark
    let frame = place.frames.iter().find(|frame| {
        frame.form == Form::Noun && frame.cue == next && frame.source.last < place.item
    })?;
    Found::by(frame, "noun", 0.7)
}

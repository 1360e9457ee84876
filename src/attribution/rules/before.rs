//! Finds: the nearest cue before the quotation in its sentence. Example: `X said, “Q.”` ·
//! `X said the plan was “q” and “q”.` · `X called it “q”.`
//! Fails when: the quoted words are a title, or somebody else's in a nested clause.

use super::{Found, Place};
use crate::{attribution::frame::Form, language::Class, text::segment::Sign};

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let frame = place.frames.iter().rev().find(|frame| {
        frame.end < place.item && (frame.form != Form::According || frame.source.last < place.item) && frame.form != Form::Noun
    })?;
    let between = frame.end + 1..place.item;
    let near = between.clone().all(|at| {
        matches!(scene.sign(at), Some(Sign::Comma | Sign::Colon)) || scene.is(at, Class::THAT | Class::ADV)
    });
    let strong = frame.class.any(Class::SAY | Class::TELL | Class::ACCORDING | Class::ABOUT | Class::CHANT);
    let (rule, score) = match (near, strong) {
        (true, true) => ("before", 0.97),
        (true, false) => ("before-weak", 0.85),
        (false, true) => ("clause", 0.93),
        (false, false) => ("clause-weak", 0.75),
    };
    Found::by(frame, rule, score)
}

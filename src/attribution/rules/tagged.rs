//! Finds: a sentence behind the quotation that is nothing but its cue and source. Example:
//! `“Q.” X said.` · `“Q!” Said X on Monday.`
//! Fails when: the sentence answers an earlier quotation.

use super::{Found, Place};
use crate::{
    attribution::frame::{Form, Frame},
    language::Class,
    text::segment::Sign,
};

/// Most items behind cue and source: a day, a place.
const TRAILER: usize = 4;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let next = scene.sentences.get(place.sentence + 1)?;
    let ends =
        (place.item + 1..place.high).all(|at| !scene.is_word(at) && scene.quote(at).is_none());
    if !ends || next.paragraph != scene.sentences[place.sentence].paragraph {
        return None;
    }
    let (low, high) = (next.items.start as usize, next.items.end as usize);
    // “Q.” X added: “Q.” brings in the next quotation
    let brings = (low..high).any(|at| {
        scene.quote(at).is_some() || matches!(scene.sign(at), Some(Sign::Colon | Sign::Comma))
    });
    if brings {
        return None;
    }
    let is_tag = |frame: &&Frame| {
        let first = frame.source.first.min(frame.cue);
        let last = frame.source.last.max(frame.end);
        matches!(frame.form, Form::Plain | Form::Inverted)
            && frame.class.any(Class::SAY | Class::TELL)
            && (low..first).all(|at| !scene.is_word(at))
            && high - last <= TRAILER + 1
            && (last + 1..high).all(|at| {
                !scene.is_word(at) || scene.is(at, Class::PREP | Class::TIME | Class::ADV)
            })
    };
    let frame = place.all_frames.of(place.sentence + 1).iter().find(is_tag)?;
    Found::by(frame, "tagged", 0.9)
}

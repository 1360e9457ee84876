//! Finds: a sentence of saying before a quotation that stands alone. Example:
//! `X agreed. “Q.”` · `X had this to say:` and the quotation in the next paragraph.
//! Fails when: the sentence speaks of somebody else's words.

use super::{Found, Place};
use crate::{
    attribution::{
        frame::{Form, Frame},
        phrase::Sort,
    },
    language::Class,
    quote::QuoteKind,
    text::segment::Sign,
};

/// Longest introduction in items.
const SHORT: usize = 45;
/// Longest line that says which document follows, in items.
const TITLE: usize = 7;
/// How many quotations back a cue may have been used.
const REACH: usize = 4;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let alone = (place.low..place.high).all(|at| scene.quote(at).is_some() || !scene.is_word(at));
    if !alone {
        return None;
    }
    let before = place.sentence.checked_sub(1)?;
    let there = scene.sentences[before];
    let (low, high) = (there.items.start as usize, there.items.end as usize);
    let here = scene.sentences[place.sentence];
    let colon = scene.is_sign(high - 1, Sign::Colon);
    let same = there.paragraph == here.paragraph;
    let next = there.paragraph + 1 == here.paragraph;
    if !(same || next) || high - low > SHORT {
        return None;
    }
    if next && !colon {
        return paragraph(place, before, low, high);
    }
    let frames = place.all_frames.of(before);
    if (low..high).any(|at| scene.quote(at).is_some()) && !colon {
        return cuts_in(place, frames, high);
    }
    let says = |frame: &&Frame| {
        let cues = Class::SAY | Class::TELL;
        let weak = Class::ABOUT | Class::REPORT;
        frame.form != Form::Noun && frame.class.any(if colon { cues | weak } else { cues })
    };
    let Some(frame) = frames.iter().find(says) else {
        return if colon { document(place, low, high - 1) } else { None };
    };
    Found::by(frame, if colon { "introduced" } else { "agreed" }, if colon { 0.9 } else { 0.8 })
}

/// `“A,” X said, and Y cut in. “Q.”`: the cue that ends a sentence whose quotation has its own.
fn cuts_in(place: &Place<'_>, frames: &[Frame], high: usize) -> Option<Found> {
    let frame = frames.last().filter(|frame| {
        frame.form == Form::Plain && frame.class.any(Class::SAY) && frame.end + 2 >= high
    })?;
    let used = |found: &Found| found.cue.is_some_and(|(cue, _)| cue == frame.cue);
    let own = place.found[..place.quote].iter().rev().take(REACH).flatten().any(used);
    let joined = place.scene.is(frame.source.first.saturating_sub(1), Class::AND);
    if joined && !own { Found::by(frame, "agreed", 0.8) } else { None }
}

/// `Transcript as follows:` · `The full statement:` and the quotation behind it.
fn document(place: &Place<'_>, low: usize, colon: usize) -> Option<Found> {
    let scene = place.scene;
    if colon - low > TITLE {
        return None;
    }
    let source = scene.right(low, colon)?;
    let written = scene.is(source.head, Class::DOC)
        && (source.last + 1 == colon || scene.is(source.last + 1, Class::AS));
    written.then_some(Found::new(source, Some((colon, colon)), "introduced", 0.85))
}

/// A paragraph that is nothing but the quotation, behind one that reports what somebody said.
fn paragraph(place: &Place<'_>, before: usize, low: usize, high: usize) -> Option<Found> {
    let scene = place.scene;
    let quiet = (low..high).all(|at| scene.quote(at).is_none());
    if !quiet || scene.dialogue || place.quotes[place.quote].kind != QuoteKind::Direct {
        return None;
    }
    let said = |frame: &&Frame| {
        frame.class.any(Class::SAY | Class::TELL)
            && frame.form != Form::Noun
            && (frame.source.sort == Sort::Name
                || frame.source.sort == Sort::Pronoun
                    && !scene.is(frame.source.head, Class::FIRST | Class::SECOND | Class::THING))
    };
    let frame = place.all_frames.of(before).iter().find(said)?;
    Found::by(frame, "reported-before", 0.75)
}

//! Finds: the cue before the quotation in its sentence. Example: `X said, “Q.”` ·
//! `X said the plan was “q” and “q”.` · `X called it “q”.`
//! Of several cues the outermost verb of saying governs, unless a new clause begins between.
//! Fails when: the quoted words are a title, or the narrator's again behind the reported clause.

use super::{Found, Place};
use crate::{
    attribution::{
        frame::{Form, Frame},
        phrase::Sort,
    },
    language::{Class, Family},
    text::segment::Sign,
};

/// Cues whose clause is surely what somebody said.
const STRONG: Class = Class::SAY.or(Class::TELL).or(Class::ACCORDING).or(Class::CHANT);
// How often each is right (measured, see docs/quotes.md).
const BEFORE: f32 = 0.95;
const OBJECT: f32 = 0.87;
const CLAUSE: f32 = 0.87;
const ABOUT: f32 = 0.75;
const WEAK: f32 = 0.73;
const FAR: f32 = 0.6;
/// Farther than this, in items, a weak cue says nothing of a quotation.
const NEAR: usize = 12;

/// The frame that stands before the quotation and governs it, where its cue is weak and somewhat
/// farther off: `X fears that the plan would be “q”.`
pub(super) fn weak(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let frame = governing(place).filter(|frame| !frame.class.any(STRONG))?;
    let class = scene.class(frame.source.head);
    let known = match frame.source.sort {
        Sort::Name => scene.mention(frame.source.head).is_some(),
        Sort::Pronoun => !class.any(Class::FIRST | Class::SECOND | Class::THING),
        Sort::Nominal => {
            scene.is(frame.source.head, Class::ROLE | Class::GROUP)
                || frame.class.any(Class::REPORT) && scene.is(frame.source.head, Class::DOC)
        }
        Sort::Relative => false,
    };
    // the “q” label: a term as often as a quotation
    let next = place.item + 1;
    let term = scene.is(place.item - 1, Class::DET)
        && scene.is_word(next)
        && !scene.is(next, Class::GRAMMAR | Class::ADV | Class::PART);
    if term {
        return None;
    }
    let plain = matches!(frame.form, Form::Plain | Form::Carried);
    // “X fears it is “q” and “q””: the stretch before has the same cue
    let goes_on = |at: usize| {
        scene.quote(at).and_then(|quote| place.found[quote]).is_some_and(|found| {
            found.rule == "weak" && found.cue.is_some_and(|(cue, _)| cue == frame.cue)
        })
    };
    let from = (frame.end + 1..place.item).rev().find(|&at| goes_on(at)).unwrap_or(frame.end);
    let near = place.item - from <= NEAR;
    let parted = (from + 1..place.item).any(|at| {
        matches!(scene.sign(at), Some(Sign::Colon | Sign::Semicolon)) || scene.quote(at).is_some()
    });
    if known && plain && near && !parted { Found::by(frame, "weak", FAR) } else { None }
}

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let outer = governing(place)?;
    let last = place.frames.iter().rev().find(|frame| stands_before(place, frame));
    let inner = last.filter(|frame| frame.cue != outer.cue);
    if let Some(agent) = agent(place) {
        return Some(agent);
    }
    if let Some(claim) = claim(place, outer) {
        return Some(claim);
    }
    judge(place, outer).or_else(|| inner.and_then(|frame| judge(place, frame)))
}

/// `called “a” by X and “b” by Y`: whoever is named right behind the quotation, where a participle
/// before it says what it is called.
fn agent(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let by = place.item + 1;
    if !scene.is(by, Class::BY) {
        return None;
    }
    let named = |at: &usize| scene.is(*at, Class::PART) && scene.is(*at, Class::ABOUT | Class::DUB);
    let cue = (place.low..place.item).rev().find(named)?;
    let start = scene.cue_start(cue, place.low);
    let passive = (start..cue).any(|at| scene.is(at, Class::BE))
        || cue == place.low
        || scene.is_sign(cue - 1, Sign::Comma);
    // what stands between is whom it is said of, or what somebody else calls it
    let near = place.item - cue <= NEAR / 2
        || (cue + 1..place.item).any(|at| scene.quote(at).is_some() && scene.is(at + 1, Class::BY));
    let source = scene.right(by + 1, place.high).filter(|source| {
        source.sort != Sort::Nominal
            || scene.is(source.head, Class::ROLE | Class::GROUP | Class::ORG | Class::PRON)
    })?;
    let source = scene.with_name(source, place.high);
    let passive = passive && near;
    passive.then_some(Found::new(source, Some((cue, cue)), "about", ABOUT))
}

/// “X blamed them for Y's claim that it was “q”: the claim's owner, where the outer cue is weak.
fn claim(place: &Place<'_>, outer: &Frame) -> Option<Found> {
    let claim = place.frames.iter().rev().find(|frame| frame.end < place.item)?;
    let scene = place.scene;
    let of = scene.is(claim.end + 1, Class::OF) && place.item <= claim.end + 4;
    let owned = claim.form == Form::Noun
        && claim.cue > outer.end
        && (scene.is(claim.end + 1, Class::THAT) || of)
        && !outer.class.any(STRONG);
    if owned { Found::by(claim, "noun", WEAK) } else { None }
}

/// Whether the frame may govern what stands behind it.
fn stands_before(place: &Place<'_>, frame: &Frame) -> bool {
    frame.end < place.item
        && frame.form != Form::Noun
        && !(frame.form == Form::According && frame.source.last >= place.item)
        && !(spent(place, frame) && frame.form != Form::Carried)
        && !is_closed(place, frame)
        && !place.scene.is_in(frame.source.first, Family::Nobody)
}

/// Whether the relative clause of the frame ends before the quotation: “X, who called it “a”, wants
/// to “b””.
fn is_closed(place: &Place<'_>, frame: &Frame) -> bool {
    let scene = place.scene;
    let aside = frame.source.sort == Sort::Relative
        && frame.source.first > place.low
        && scene.is_sign(frame.source.first - 1, Sign::Comma);
    let resumes = |at: usize| {
        let pause = scene.is_sign(at, Sign::Comma) || scene.quote(at).is_some() && scene.pauses(at);
        let next = (at + 1..place.item).find(|&at| !scene.is(at, Class::ADV));
        pause && next.is_some_and(|next| scene.is_finite(next, at) && !scene.is(next, Class::ING))
    };
    aside && (frame.end + 1..place.item).any(resumes)
}

/// What the frame says of the quotation, if its cue is strong and near enough.
fn judge(place: &Place<'_>, frame: &Frame) -> Option<Found> {
    let scene = place.scene;
    let near = (frame.last() + 1..place.item).all(|at| {
        matches!(scene.sign(at), Some(Sign::Comma | Sign::Colon))
            || scene.is(at, Class::THAT | Class::ADV | Class::AS)
    });
    if spent(place, frame) && (!near || frame.form != Form::Carried) {
        return None;
    }
    let strong = frame.class.any(STRONG);
    let about =
        frame.class.any(Class::ABOUT) || frame.form == Form::Passive && frame.class.any(Class::DUB);
    let known = frame.source.sort != Sort::Nominal
        || frame.form == Form::According
        || scene.is(frame.source.head, Class::SPEAKER | Class::TITLE | Class::PRON)
        // one in three, 26 percent
        || strong && (scene.is(frame.source.head, Class::NUMBER) || scene.is_sign(frame.source.head, Sign::Number));
    // “the document states”: whatever has said something with its own subject
    let said = frame.form == Form::Plain
        && frame.class.any(Class::SAY)
        && frame.class.any(Class::PAST | Class::THIRD)
        && scene.is(frame.source.first, Class::DET | Class::POSS | Class::NUMBER);
    if !known && !(strong && near) && !said {
        return None;
    }
    let reach = match (about, frame.form) {
        (_, Form::Passive) => NEAR / 2,
        (true, _) => 2 * NEAR,
        (false, _) => NEAR,
    };
    if !strong && place.item - frame.last().min(place.item) > reach {
        return None;
    }
    let pause = matches!(scene.sign(place.item - 1), Some(Sign::Comma | Sign::Colon))
        || frame.form == Form::Inverted && near;
    let (rule, score) = match (strong, about, near) {
        (true, _, true) if pause => ("before", BEFORE),
        (true, _, true) => ("object", OBJECT),
        (true, _, false) => ("clause", CLAUSE),
        (false, true, _) => ("about", ABOUT),
        (false, false, true) => ("before-weak", WEAK),
        // a weak cue far from the quotation is wrong as often as right
        (false, false, false) => return None,
    };
    Found::by(frame, rule, score)
}

/// Whether a strong cue stands right before the quotation.
pub(super) fn is_direct(place: &Place<'_>) -> bool {
    place.frames.iter().rev().find(|frame| frame.end < place.item).is_some_and(|frame| {
        let pause = (frame.end + 1..place.item)
            .all(|at| matches!(place.scene.sign(at), Some(Sign::Comma | Sign::Colon)));
        // “X responds with, “q””
        let scene = place.scene;
        let with = scene.is_sign(place.item - 1, Sign::Comma)
            && place.item >= frame.end + 3
            && scene.is(place.item - 2, Class::PREP)
            && (frame.end + 1..place.item - 1)
                .all(|at| scene.is_word(at) && !scene.is_finite(at, frame.end));
        frame.class.any(STRONG)
            && (pause || with)
            && frame.end + 1 < place.item
            && !spent(place, frame)
    })
}

/// Whether an unspent strong cue governs the quotation.
pub(super) fn governs(place: &Place<'_>) -> bool {
    governing(place).is_some_and(|frame| frame.class.any(STRONG) && !spent(place, frame))
}

/// Whether the cue belongs to a quotation before it, so that the narrator speaks behind it.
fn spent(place: &Place<'_>, frame: &Frame) -> bool {
    place.found[..place.quote].iter().rev().take(4).flatten().any(|found| {
        found.cue.is_some_and(|(cue, _)| cue == frame.cue)
            && matches!(found.rule, "after" | "inverted")
    })
}

/// The frame in whose clause the quotation lies.
fn governing<'a>(place: &Place<'a>) -> Option<&'a Frame> {
    let mut current: Option<&Frame> = None;
    for frame in place.frames.iter().filter(|frame| stands_before(place, frame)) {
        let Some(outer) = current else {
            current = Some(frame);
            continue;
        };
        let embeds = outer.class.any(STRONG)
            || outer.class.any(Class::REPORT | Class::BELIEF) && !frame.class.any(STRONG)
            || outer.class.any(Class::ABOUT) && !frame.class.any(STRONG.or(Class::ABOUT));
        if !embeds || introduces(place, outer, frame) || begins_clause(place, outer, frame) {
            current = Some(frame);
        }
    }
    current
}

/// Whether the inner frame brings in the quotation itself: “X said he went, and asked why, Y said,
/// “q””, “X spoke of the plan, which she called “q””.
fn introduces(place: &Place<'_>, outer: &Frame, inner: &Frame) -> bool {
    let scene = place.scene;
    if inner.form != Form::Plain || inner.source.first <= outer.end {
        return false;
    }
    let mut between = inner.end + 1..place.item;
    let paused = !between.is_empty()
        && between.all(|at| matches!(scene.sign(at), Some(Sign::Comma | Sign::Colon)));
    let relative = scene.is(inner.source.first - 1, Class::REL)
        && (inner.end + 1..place.item).all(|at| {
            scene.is(at, Class::AS | Class::DET | Class::ADV | Class::THAT | Class::TIME)
        });
    let who = inner.source.sort == Sort::Relative
        && scene.is_sign(inner.source.first - 1, Sign::Comma)
        && inner.class.any(Class::SAY | Class::TELL);
    paused && inner.class.any(STRONG) || relative && inner.class.any(STRONG.or(Class::ABOUT)) || who
}

/// Whether the inner frame stands in a clause of its own beside the outer one's.
fn begins_clause(place: &Place<'_>, outer: &Frame, inner: &Frame) -> bool {
    let scene = place.scene;
    if inner.form == Form::Carried || inner.source == outer.source {
        let infinitive = scene.is(inner.cue - 1, Class::TO) && outer.class.any(Class::ABOUT);
        return inner.class.any(STRONG.or(Class::ABOUT)) || !outer.class.any(STRONG) && !infinitive;
    }
    let first = inner.source.first.min(inner.cue);
    // “X, Y said, called it “q”: an aside reports the whole sentence
    let aside = outer.form == Form::Plain
        && outer.source.first > place.low
        && scene.is_sign(outer.source.first - 1, Sign::Comma)
        && scene.is_sign(outer.end + 1, Sign::Comma)
        && outer.source.sort != Sort::Relative;
    if aside && inner.source.first < outer.source.first {
        return false;
    }
    // “X, who has told …, said”: the main clause again
    if inner.source.first < outer.source.first {
        return inner.class.any(STRONG.or(Class::ABOUT));
    }
    if first <= outer.end {
        return false;
    }
    // “Although X said …, Y called it”
    let subordinate = Class::SUB.or(Class::WH).or(Class::AS);
    let led = scene.is(place.low, subordinate.or(Class::PREP).or(Class::PART).or(Class::ING))
        || outer.source.first > place.low
            && scene.is(outer.source.first - 1, subordinate.or(Class::PREP));
    if led
        && scene.is_sign(first - 1, Sign::Comma)
        && inner.class.any(STRONG.or(Class::ABOUT))
        && inner.source.sort != Sort::Relative
    {
        return true;
    }
    let parted = (outer.end + 1..first).any(|at| scene.is_sign(at, Sign::Semicolon))
        || (outer.end + 1..first).any(|at| scene.quote(at).is_some())
            && !inner.class.any(Class::BELIEF);
    if parted {
        return true;
    }
    let before = first - 1;
    let joined = scene.is(before, Class::AND | Class::SUB)
        && before > place.low
        && matches!(scene.sign(before - 1), Some(Sign::Comma | Sign::Dash));
    // “the crowd booed when he told them it was “q””
    let chanted = outer.class.any(Class::CHANT) && scene.is(before, Class::SUB | Class::AS);
    (joined || chanted) && inner.class.any(STRONG.or(Class::ABOUT))
}

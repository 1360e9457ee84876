//! Reported speech without marks: the clause that a cue takes. Example: `X said that C.` ·
//! `C, X said.` · `C, according to X.`

use super::{
    frame::{Form, Frame},
    phrase::Sort,
    rules::Found,
    scene::{Scene, Sentence},
};
use crate::{language::Class, text::Span, text::segment::Sign};

/// A reported clause with its source.
#[derive(Debug, Clone)]
pub(super) struct Reported {
    /// Its stretches: two where the attribution stands inside.
    pub(super) content: Vec<Span>,
    pub(super) found: Found,
}

/// Cues whose clause is surely what somebody said.
const SPEECH: Class = Class::SAY.or(Class::TELL).or(Class::ACCORDING);
/// How far behind the cue “that” may stand, in items: behind whom it is told; behind a phrase.
const TOLD: usize = 8;
const THAT: usize = 24;
/// Longest member of a list, in items.
const MEMBER: usize = 6;
/// Longest trailer behind an attribution that ends a sentence: `X said on Monday in Tarn.`
const TRAILER: usize = 9;
/// The same where it is a phrase without a verb: `X wrote in a memo to the council of Tarn.`
const LONG_TRAILER: usize = 18;

/// The clauses that the frames of a sentence report.
pub(super) fn reported(
    scene: &Scene<'_>,
    sentence: &Sentence,
    frames: &[Frame],
    used: &[usize],
) -> Vec<Reported> {
    let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
    let end = trim_end(scene, low, high);
    let mut out: Vec<Reported> = Vec::new();
    let mut covered = low;
    for (i, frame) in frames.iter().enumerate() {
        if frame.cue < covered || used.contains(&frame.cue) || !is_reporting(scene, frame) {
            continue;
        }
        let Some((first, last, rule, score)) =
            clause(scene, frame, frames.get(i + 1..).unwrap_or_default(), low, end)
        else {
            continue;
        };
        if first > last
            || (first..=last).any(|at| scene.quote(at).is_some())
            || words(scene, first, last) < 2
        {
            continue;
        }
        let mut content = vec![scene.span(first, last)];
        let mut until = last;
        if rule == "reported-trailing"
            && let Some((from, to)) = interrupted(scene, frame, (first, last), end)
        {
            content.push(scene.span(from, to));
            until = to;
        }
        if until > frame.end && frame.class.any(SPEECH) {
            covered = until + 1;
        }
        out.push(Reported {
            content,
            found: Found {
                source: frame.source,
                cue: Some((frame.cue, frame.end)),
                rule,
                score,
                same_as: None,
                joins: false,
            },
        });
    }
    out
}

/// Whether the frame says who said or thought something.
fn is_reporting(scene: &Scene<'_>, frame: &Frame) -> bool {
    let head = frame.source.head;
    let nameless = frame.source.sort == Sort::Nominal
        && !scene.is_speaker(head)
        && !scene.is(head, Class::PRON | Class::PLURAL);
    let narrator = frame.source.sort == Sort::Pronoun
        && scene.is(head, Class::FIRST | Class::SECOND | Class::THING);
    // “to support”, “to see”: what somebody is to do, not what is said
    let infinitive = frame.form == Form::Carried
        && frame.class.any(Class::BASE)
        && !frame.class.any(Class::PAST | Class::ING);
    // “Can he maintain it?”
    let asked = frame.form == Form::Plain
        && frame.source.first > 0
        && scene.is(frame.source.first - 1, Class::AUX);
    let undone = frame.class.any(Class::UNDONE) && scene.is(frame.end + 1, Class::TO);
    !(narrator || undone || asked || (nameless || infinitive) && !frame.class.any(SPEECH))
}

fn words(scene: &Scene<'_>, first: usize, last: usize) -> usize {
    (first..=last).filter(|&at| scene.is_word(at)).count()
}

/// The last item that is no mark.
fn trim_end(scene: &Scene<'_>, low: usize, high: usize) -> usize {
    let mut end = high;
    while end > low
        && !scene.is_word(end - 1)
        && scene.quote(end - 1).is_none()
        && !scene.is_sign(end - 1, Sign::Close)
    {
        end -= 1;
    }
    end
}

/// First and last item of the clause, with the rule and its score.
fn clause(
    scene: &Scene<'_>,
    frame: &Frame,
    later: &[Frame],
    low: usize,
    end: usize,
) -> Option<(usize, usize, &'static str, f32)> {
    match frame.form {
        Form::According => {
            let before = frame.cue.checked_sub(1).filter(|&at| at >= low);
            match before {
                Some(before) if before > low + 1 => {
                    let last = if scene.is_sign(before, Sign::Comma) { before - 1 } else { before };
                    Some((start_of_clause(scene, low, last), last, "reported-according", 0.85))
                }
                _ => {
                    let first = frame.source.last + 1;
                    let comma = (first..end).find(|&at| scene.is_sign(at, Sign::Comma))?;
                    Some((comma + 1, end.checked_sub(1)?, "reported-according", 0.8))
                }
            }
        }
        Form::Noun => noun(scene, frame, end),
        Form::Passive => None,
        Form::Plain | Form::Inverted | Form::Carried => {
            let first_item = frame.source.first.min(frame.cue);
            if frame.form != Form::Carried
                && frame.class.any(Class::SAY | Class::TELL | Class::REPORT | Class::BELIEF)
                && let Some(found) = trailing(scene, frame, first_item, low, end)
            {
                return Some(found);
            }
            if frame.form == Form::Inverted {
                return None;
            }
            complement(scene, frame, later, end)
        }
    }
}

/// `C, X said on Monday.`
fn trailing(
    scene: &Scene<'_>,
    frame: &Frame,
    first: usize,
    low: usize,
    end: usize,
) -> Option<(usize, usize, &'static str, f32)> {
    let comma = first.checked_sub(1).filter(|&at| at > low && scene.is_sign(at, Sign::Comma))?;
    let from = if frame.form == Form::Inverted { frame.source.last } else { frame.end } + 1;
    let pauses = matches!(
        scene.sign(from),
        Some(Sign::Comma | Sign::Dash | Sign::Semicolon | Sign::Open | Sign::Colon)
    );
    let phrase = end.saturating_sub(from) <= LONG_TRAILER
        && scene.is(from, Class::PREP)
        && (from..end).all(|at| !scene.is_finite(at, from));
    let ends = from >= end
        || pauses
        || phrase
        || end - from <= TRAILER
            && scene.is(from, Class::PREP | Class::TIME | Class::ADV | Class::ING | Class::SUB)
            && !scene.is(from, Class::THAT);
    if !ends {
        return None;
    }
    let content = start_of_clause(scene, low, comma - 1);
    (words(scene, content, comma - 1) >= 4).then_some((
        content,
        comma - 1,
        "reported-trailing",
        0.85,
    ))
}

/// `Unless it rains, they say, the bridge will hold`: the rest of what is said behind the aside, where
/// what stands before it is no sentence, or goes on with its verb or with “that”.
fn interrupted(
    scene: &Scene<'_>,
    frame: &Frame,
    (first, last): (usize, usize),
    end: usize,
) -> Option<(usize, usize)> {
    let comma = if frame.form == Form::Inverted { frame.source.last } else { frame.end } + 1;
    let from = comma + 1;
    if !scene.is_sign(comma, Sign::Comma) || from + 2 >= end {
        return None;
    }
    let led = scene.is(first, Class::SUB | Class::WH | Class::AS | Class::TO | Class::PREP);
    let whole = (first + 1..=last).any(|at| scene.is_finite(at, first));
    let goes_on = scene.is(from, Class::THAT) || scene.is_finite(from, comma);
    let quoted = (from..end).any(|at| scene.quote(at).is_some());
    ((led || !whole || goes_on)
        && !quoted
        && !scene.is(from, Class::AND | Class::ING | Class::SUB | Class::REL))
    .then_some((from, end - 1))
}

/// The clause behind the cue.
fn complement(
    scene: &Scene<'_>,
    frame: &Frame,
    later: &[Frame],
    end: usize,
) -> Option<(usize, usize, &'static str, f32)> {
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
            && !scene.is(first, Class::NOUN | Class::ADJ)
        {
            first += 1;
        }
        if frame.class.any(Class::TELL) && frame.form != Form::Inverted {
            first = past_addressee(scene, first, end);
        }
    }
    let mut last = cut(scene, frame, that, first, end)?.checked_sub(1)?;
    for frame in
        later.iter().filter(|later| later.form == Form::Carried && later.source == frame.source)
    {
        let before = frame.cue - 1;
        // “he decided to support her”: inside what is said
        if !scene.is(before, Class::AND) && !scene.is_sign(before, Sign::Comma) {
            continue;
        }
        let cut = if scene.is(before, Class::AND) { before } else { frame.cue };
        let cut = if cut > first && scene.is_sign(cut - 1, Sign::Comma) { cut - 1 } else { cut };
        if cut > first + 1 {
            last = last.min(cut - 1);
        }
    }
    // “one said it was late and another said it was not”
    for next in later.iter().filter(|later| later.form == Form::Plain && later.class.any(SPEECH)) {
        let from = next.source.first;
        if from > first + 2 && scene.is(from - 1, Class::AND) {
            let comma = usize::from(scene.is_sign(from - 2, Sign::Comma));
            last = last.min(from - 2 - comma);
        }
    }
    if scene.is_sign(first, Sign::Comma) {
        first += 1;
    }
    if !that && is_adjunct(scene, frame, first) {
        return None;
    }
    let rule = match (that, frame.class) {
        (true, _) => ("reported-that", 0.85),
        (false, class) if class.any(SPEECH) => ("reported", 0.8),
        (false, class) if class.any(Class::REPORT | Class::BELIEF) => ("thought", 0.6),
        _ => ("spoken-of", 0.55),
    };
    (first <= last).then_some((first, last, rule.0, rule.1))
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
fn cut(scene: &Scene<'_>, frame: &Frame, that: bool, first: usize, end: usize) -> Option<usize> {
    let speech = that || frame.class.any(SPEECH);
    // nothing that leads stands before the first word
    let mut before = frame.source.first.saturating_sub(1);
    while before > 0 && scene.is(before, Class::ADV) && !scene.is(before, Class::SUB) {
        before -= 1;
    }
    let leads = Class::SUB | Class::AS | Class::WH;
    let led = frame.form == Form::Plain && scene.is(before, leads)
        || frame.source.sort == Sort::Relative && scene.is_sign(before, Sign::Comma);
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

/// `X's claim that C`
fn noun(scene: &Scene<'_>, frame: &Frame, end: usize) -> Option<(usize, usize, &'static str, f32)> {
    let that = frame.end + 1;
    if !scene.is(that, Class::THAT) {
        return None;
    }
    let last = (that + 1..end).find(|&at| scene.is_sign(at, Sign::Comma)).unwrap_or(end) - 1;
    Some((that + 1, last, "reported-noun", 0.7))
}

/// Where the clause that ends at `last` starts: behind “and”, “but” at the sentence's start.
fn start_of_clause(scene: &Scene<'_>, low: usize, last: usize) -> usize {
    let mut first = low;
    while first < last && (scene.is(first, Class::AND) || !scene.is_word(first)) {
        first += 1;
    }
    first
}

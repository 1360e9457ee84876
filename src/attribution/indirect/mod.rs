//! Reported speech without marks: the clause that a cue takes. Example: `X said that C.` ·
//! `C, X said.` · `C, according to X.`

mod complement;
mod trailing;

use self::{
    complement::complement,
    trailing::{interrupted, trailing},
};
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

/// What a frame reports, first and last item, and by which rule.
#[derive(Debug, Clone, Copy)]
struct Clause {
    first: usize,
    last: usize,
    rule: &'static str,
    score: f32,
}

/// Cues whose clause is surely what somebody said.
const SPEECH: Class = Class::SAY.or(Class::TELL).or(Class::ACCORDING);

/// The clauses that the frames of a sentence report, but those whose cue a quotation has `used`.
pub(super) fn reported(
    scene: &Scene<'_>,
    sentence: &Sentence,
    frames: &[Frame],
    used: &[(u32, usize)],
) -> Vec<Reported> {
    if frames.is_empty() {
        return Vec::new();
    }
    let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
    let end = trim_end(scene, low, high);
    let mut out: Vec<Reported> = Vec::new();
    let mut covered = low;
    let free = |frame: &Frame| {
        !used.iter().any(|&(_, cue)| cue == frame.cue) && is_reporting(scene, frame)
    };
    // “he promised to come, X said”: X reports the whole
    let outer = frames.iter().filter(|frame| free(frame)).find_map(|frame| {
        let speaks = frame.class.any(Class::SAY | Class::TELL) && frame.form != Form::Carried;
        let found = if speaks { trailing(scene, frame, low, end) } else { None };
        found.map(|found| (frame.cue, found))
    });
    for (i, frame) in frames.iter().enumerate() {
        let inside = outer.is_some_and(|(cue, outer)| (outer.first..cue).contains(&frame.cue));
        if frame.cue < covered || !free(frame) || inside && frame.class.any(SPEECH) {
            continue;
        }
        let later = frames.get(i + 1..).unwrap_or_default();
        let Some(mut found) = clause(scene, frame, later, low, end) else { continue };
        if let Some((_, outer)) = outer.filter(|_| inside) {
            found.last = found.last.min(outer.last);
        }
        let Clause { first, last, rule, score } = found;
        if first > last
            || (first..=last).any(|at| scene.quote(at).is_some_and(|quote| !scene.is_title(quote)))
            || words(scene, first, last) < 2
        {
            continue;
        }
        let mut content = vec![scene.span(first, last)];
        let mut until = last;
        if matches!(rule, "reported-trailing" | "reported-according")
            && let Some((from, to)) = interrupted(scene, frame, (first, last), end)
        {
            content.push(scene.span(from, to));
            until = to;
        }
        if until > frame.end && frame.class.any(SPEECH) {
            covered = until + 1;
        }
        out.push(Reported { content, found: Found::of(frame, rule, score) });
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
        && (scene.is(head, Class::FIRST | Class::SECOND)
            || scene.is(head, Class::THING)
                && !(frame.form == Form::Plain && frame.class.any(SPEECH)));
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

/// Whether a finite verb stands among the items.
fn is_sentence(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    (first + 1..=last).any(|at| scene.is_finite(at, first))
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

/// What the frame reports.
fn clause(
    scene: &Scene<'_>,
    frame: &Frame,
    later: &[Frame],
    low: usize,
    end: usize,
) -> Option<Clause> {
    match frame.form {
        Form::According => according(scene, frame, low, end),
        Form::Noun => noun(scene, frame, end),
        Form::Passive => None,
        Form::Plain | Form::Inverted | Form::Carried => {
            if frame.form != Form::Carried
                && frame.class.any(Class::SAY | Class::TELL | Class::REPORT | Class::BELIEF)
                && let Some(found) = trailing(scene, frame, low, end)
            {
                return Some(found);
            }
            if frame.form == Form::Inverted {
                return None;
            }
            if let Some(found) = as_said(scene, frame, low, end) {
                return Some(found);
            }
            complement(scene, frame, later, low, end)
        }
    }
}

/// `C, according to X` · `According to X, C`
fn according(scene: &Scene<'_>, frame: &Frame, low: usize, end: usize) -> Option<Clause> {
    let rule = "reported-according";
    match frame.cue.checked_sub(1).filter(|&at| at >= low) {
        Some(before) if before > low + 1 => {
            let last = if scene.is_sign(before, Sign::Comma) { before - 1 } else { before };
            let first = start_of_clause(scene, low, last);
            Some(Clause { first, last, rule, score: 0.85 })
        }
        _ => {
            let from = frame.source.last + 1;
            let comma = (from..end).find(|&at| scene.is_sign(at, Sign::Comma))?;
            Some(Clause { first: comma + 1, last: end.checked_sub(1)?, rule, score: 0.8 })
        }
    }
}

/// `As X told them in May, C`
fn as_said(scene: &Scene<'_>, frame: &Frame, low: usize, end: usize) -> Option<Clause> {
    let led = frame.form == Form::Plain
        && frame.class.any(Class::SAY | Class::TELL | Class::REPORT)
        && frame.source.first == low + 1
        && scene.is(low, Class::AS);
    let comma = (frame.end + 1..end).find(|&at| scene.is_sign(at, Sign::Comma))?;
    let first = comma + 1;
    let aside = (frame.end + 1..comma).all(|at| !scene.is_finite(at, frame.end));
    let whole = led && aside && first < end && is_sentence(scene, first, end - 1);
    whole.then_some(Clause { first, last: end - 1, rule: "reported-according", score: 0.8 })
}

/// `X's claim that C`
fn noun(scene: &Scene<'_>, frame: &Frame, end: usize) -> Option<Clause> {
    let that = frame.end + 1;
    if !scene.is(that, Class::THAT) {
        return None;
    }
    let last = (that + 1..end).find(|&at| scene.is_sign(at, Sign::Comma)).unwrap_or(end) - 1;
    Some(Clause { first: that + 1, last, rule: "reported-noun", score: 0.7 })
}

/// Where the clause that ends at `last` starts: behind “and”, “but” at the sentence's start.
fn start_of_clause(scene: &Scene<'_>, low: usize, last: usize) -> usize {
    let mut first = low;
    while first < last && (scene.is(first, Class::AND) || !scene.is_word(first)) {
        first += 1;
    }
    first
}

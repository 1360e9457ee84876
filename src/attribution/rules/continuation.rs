//! Finds: speech that goes on without a cue of its own. Example: `“A,” he said. “B.”` · a paragraph
//! of quotation alone behind one of the same speaker.
//! Fails when: the speakers change without a word.

use super::{Found, Place};
use crate::{language::Class, quote::QuoteKind, text::segment::Sign};

/// A stretch of this many tokens or fewer goes on with nothing by itself.
const FEW: usize = 4;
/// How many quotations back the turn before is sought.
const BACK: usize = 4;
/// How many sentences of the narrator's may stand between two stretches of one speaker.
const APART: usize = 3;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let sentence = scene.sentences[place.sentence];
    let alone = (place.low..place.high).all(|at| scene.quote(at).is_some() || !scene.is_word(at));
    // “But ‘B.’”: a joining word of the narrator's
    let joined = scene.is(place.low, Class::AND | Class::SUB) && place.low + 1 == place.item;
    let starts = joined || (place.low..place.item).all(|at| !scene.is_word(at));
    // the last quotation that somebody says; a title between says nothing
    let spoken = |quote: &usize| place.quotes[*quote].kind != QuoteKind::Name;
    let near = (0..place.quote).rev().take(3).filter(spoken);
    let paragraph = |quote: usize| scene.sentences[scene.sentence_of[quote] as usize].paragraph;
    let previous = near
        .clone()
        .find(|&quote| place.found[quote].is_some() && paragraph(quote) == sentence.paragraph)
        .or_else(|| near.clone().next())?;
    let last = place.found[previous]?;
    let before = scene.sentence_of[previous] as usize;
    let there = scene.sentences[before];
    let goes_on = |rule, score| {
        let joins =
            rule != "paragraph" && place.quotes[previous].kind == place.quotes[place.quote].kind;
        Some(Found {
            source: last.source,
            cue: last.cue,
            rule,
            score,
            same_as: Some(previous),
            joins,
            named: None,
        })
    };
    if before == place.sentence && !(alone || starts) {
        return interrupted(place, &last, scene.at[previous] as usize)
            .and_then(|score| goes_on("interrupted", score));
    }
    if !(alone || starts) {
        return if resumes(place, &last, before) { goes_on("resumed", 0.7) } else { None };
    }
    if place.quotes[previous].continues && there.paragraph + 1 == sentence.paragraph {
        return goes_on("continued", 0.85);
    }
    if there.paragraph == sentence.paragraph && place.sentence - before <= 1 {
        return goes_on("continuation", if alone { 0.95 } else { 0.8 });
    }
    // “A,” he said. The hall was still. “B.”
    if there.paragraph == sentence.paragraph && alone && place.sentence - before <= APART {
        return goes_on("continuation", 0.75);
    }
    let text = |quote: usize| scene.context.document.text(place.quotes[quote].content[0]);
    let subhead = text(place.quote).starts_with(['\'', '‘'])
        && !text(previous).starts_with(['‘'])
        && !(text(previous).starts_with('\'') && !text(previous).starts_with("''"));
    if subhead && !text(place.quote).starts_with("''") {
        return None;
    }
    if scene.dialogue {
        return None;
    }
    let first =
        place.sentence == 0 || scene.sentences[place.sentence - 1].paragraph != sentence.paragraph;
    let next = there.paragraph + 1 == sentence.paragraph && alone && first;
    if next && is_answer(place, previous) {
        return None;
    }
    if next && !scene.is_sign(place.low, Sign::Dash) {
        let whole = before + 1 == place.sentence;
        return goes_on("paragraph", if whole { 0.85 } else { 0.75 });
    }
    None
}

/// Whether the stretch answers the one before: that one asks, or it answered a question of somebody
/// else's in its turn.
fn is_answer(place: &Place<'_>, previous: usize) -> bool {
    let scene = place.scene;
    let item = |quote: usize| scene.at[quote] as usize;
    let sentence = |quote: usize| scene.sentence_of[quote] as usize;
    let paragraph = |quote: usize| scene.sentences[sentence(quote)].paragraph;
    if scene.is_question(item(previous)) && sentence(previous) + 2 > place.sentence {
        return true;
    }
    let there = paragraph(previous);
    let before = (0..previous).rev().take(BACK).find(|&quote| paragraph(quote) < there);
    let opens = item(previous) == scene.sentences[sentence(previous)].items.start as usize;
    let source = |quote: usize| place.found[quote].map(|found| found.source);
    before.is_some_and(|asked| {
        let differs = match (source(asked), source(previous)) {
            (Some(a), Some(b)) => a != b && scene.word(a.head) != scene.word(b.head),
            _ => false,
        };
        opens
            && paragraph(asked) + 1 == there
            && differs
            && place.quotes[asked].kind == QuoteKind::Direct
            && scene.is_question(item(asked))
    })
}

/// Whether the sentence goes on with what was said in the one before it: `“A,” he said. Now, “b.”`:
/// nobody else acts in it, and it has no cue of its own.
fn resumes(place: &Place<'_>, last: &Found, before: usize) -> bool {
    let scene = place.scene;
    let there = scene.sentences[before];
    let here = scene.sentences[place.sentence];
    let said = matches!(last.rule, "after" | "inverted" | "before" | "clause" | "resumed");
    let few = scene.last_token(place.item) - scene.first_token(place.item) <= FEW;
    let quiet = (place.low..place.item).all(|at| {
        scene.mention(at).is_none()
            && !scene.is(at, Class::SUBJ.or(Class::ROLE).or(Class::GROUP).or(Class::DOC))
            || scene.is(at, Class::THING)
    });
    let lead = scene.is_sign(place.item - 1, Sign::Colon);
    said && (!few || lead)
        && there.paragraph == here.paragraph
        && before + 1 == place.sentence
        && place.frames.is_empty()
        && (quiet || is_begun(place))
}

/// Whether the narrator's words only begin the sentence that the quotation ends: `For them, “q.”` ·
/// `Unless it rains, “q.”` · `X “q.”`
fn is_begun(place: &Place<'_>) -> bool {
    let scene = place.scene;
    let led = scene.is(place.low, Class::SUB) && scene.is_sign(place.item - 1, Sign::Comma);
    let finite = |from: usize, to: usize| (from..to).any(|at| scene.is_finite(at, from));
    place.item + 2 >= place.high
        && (led || !finite(place.low, place.item))
        && !(place.low..place.item).any(|at| scene.is(at, Class::NOUNCUE | Class::LABEL))
}

/// `“A,” he said of them, “because B.”` · `“A,” he said, and “b.”` · `“A” and the rest “B”`: how
/// sure it is that the stretch goes on with the one at item `from` of the same sentence.
fn interrupted(place: &Place<'_>, last: &Found, from: usize) -> Option<f32> {
    let scene = place.scene;
    let between = from + 1..place.item;
    let own = place.frames.iter().any(|frame| {
        between.contains(&frame.cue) && last.cue.is_none_or(|(cue, _)| cue != frame.cue)
    });
    if own {
        return None;
    }
    let before = place.item.checked_sub(1)?;
    let behind = matches!(last.rule, "after" | "inverted");
    let paused = matches!(
        scene.sign(before),
        Some(Sign::Comma | Sign::Dash | Sign::Colon | Sign::Semicolon)
    );
    if behind && paused {
        return Some(0.95);
    }
    let (_, end) = last.cue?;
    let end = if last.source.first > end { last.source.last } else { end };
    let led = behind
        && (before == end
            || scene.is_sign(end + 1, Sign::Comma)
                && scene.is(end + 2, Class::AND | Class::PREP | Class::SUB | Class::AS));
    led.then_some(0.85)
}

//! Finds: speech that goes on without a cue of its own. Example: `“A,” he said. “B.”` · a paragraph
//! of quotation alone behind one of the same speaker.
//! Fails when: the speakers change without a word.

use super::{Found, Place};
use crate::{language::Class, quote::QuoteKind, text::segment::Sign};

/// How many sentences of the narrator's may stand between two stretches of one speaker.
const APART: usize = 3;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let sentence = scene.sentences[place.sentence];
    let alone = (place.low..place.high).all(|at| scene.quote(at).is_some() || !scene.is_word(at));
    // “But ‘B.’”: a joining word of the narrator's
    let joined = scene.is(place.low, Class::AND | Class::SUB) && place.low + 1 == place.item;
    let starts = joined || (place.low..place.item).all(|at| !scene.is_word(at));
    let interrupted = place.item > place.low
        && matches!(scene.sign(place.item - 1), Some(Sign::Comma | Sign::Dash | Sign::Colon));
    if !(alone || starts || interrupted) {
        return None;
    }
    // the last quotation that is no title
    let previous = (0..place.quote)
        .rev()
        .take(3)
        .find(|&quote| place.quotes[quote].kind != QuoteKind::Name)?;
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
        })
    };
    if !(alone || starts) {
        // “A,” he said of them, “because B.”
        let between = scene.at[previous] as usize + 1..place.item;
        let own = place.frames.iter().any(|frame| {
            between.contains(&frame.cue) && last.cue.is_none_or(|(cue, _)| cue != frame.cue)
        });
        let same = before == place.sentence && matches!(last.rule, "after" | "inverted") && !own;
        return if same { goes_on("interrupted", 0.95) } else { None };
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
    let whole = there.paragraph + 1 == sentence.paragraph && before + 1 == place.sentence;
    if whole && alone && !scene.is_sign(place.low, Sign::Dash) {
        return goes_on("paragraph", 0.85);
    }
    None
}

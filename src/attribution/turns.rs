//! Transcripts and interviews: paragraphs that begin with who speaks. Example: `Q: Why now?` ·
//! `MARA QUILL: The bridge would not have held.`
//! Fails when: the labels are headings.

use std::collections::BTreeMap;

use super::{
    interview,
    phrase::{Phrase, Sort},
    rules::Found,
    scene::Scene,
};
use crate::{
    language::Family,
    text::segment::Sign,
    text::{Span, fold::fold},
};

/// Longest label in items.
const LABEL: usize = 5;
/// Fewest turns of a transcript.
const TURNS: usize = 4;
/// How often a label that stands in no name comes back at least.
const AGAIN: usize = 2;
const SCORE: f32 = 0.9;

/// What is said in a turn, without its quotations, and by whom.
pub(super) struct Turn {
    pub(super) content: Vec<Span>,
    pub(super) found: Found,
}

/// The turns of a document that is a transcript or an interview in labelled paragraphs: at least two
/// speakers, and their labels come back.
pub(super) fn turns(scene: &Scene<'_>) -> Vec<Turn> {
    let mut labels: Vec<(Phrase, usize, usize, String)> = Vec::new();
    let mut paragraph = None;
    for (at, sentence) in scene.sentences.iter().enumerate() {
        if paragraph.replace(sentence.paragraph) == Some(sentence.paragraph) {
            continue;
        }
        let low = sentence.items.start as usize;
        let end = scene.sentences[at..]
            .iter()
            .take_while(|other| other.paragraph == sentence.paragraph)
            .last()
            .map_or(low, |last| last.items.end as usize);
        if let Some((source, colon)) = lettered(scene, low).or_else(|| label(scene, low, end)) {
            let key = fold(scene.word(source.last));
            labels.push((source, colon + 1, end, key));
        }
    }
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (.., key) in &labels {
        *counts.entry(key).or_default() += 1;
    }
    counts.retain(|_, &mut count| count >= AGAIN);
    if counts.len() < 2 || counts.values().sum::<usize>() < TURNS {
        return Vec::new();
    }
    let begins = labels.first().map_or(0, |(source, ..)| source.first);
    let answers = interview::interviewee(scene, begins);
    let known = |(source, first, end, key): &(Phrase, usize, usize, String)| {
        if !counts.contains_key(key.as_str()) {
            return None;
        }
        let mut turn = turn(scene, *source, *first, *end)?;
        turn.found.named = match (source.sort, scene.is_in(source.head, Family::Answers)) {
            (Sort::Name, _) => None,
            (_, true) if source.first == source.head => answers,
            _ => interview::initials(scene, scene.word(source.head), begins),
        };
        Some(turn)
    };
    labels.iter().filter_map(known).collect()
}

/// The label that the paragraph from `low` begins with, and its colon: words in capitals, or a name.
fn label(scene: &Scene<'_>, low: usize, end: usize) -> Option<(Phrase, usize)> {
    let colon = (low + 1..end.min(low + LABEL + 1)).find(|&at| !scene.is_word(at))?;
    if !scene.is_sign(colon, Sign::Colon) {
        return None;
    }
    // no time of day, no count
    let mut words = (colon + 1..end).filter(|&at| scene.sign(at) == Some(Sign::Word));
    let says = scene.sign(low) == Some(Sign::Word)
        && scene.sign(colon + 1) != Some(Sign::Number)
        && words.nth(1).is_some();
    let loud = (low..colon).all(|at| !scene.word(at).chars().any(char::is_lowercase));
    let named = scene.mention(low).is_some() && scene.mention(low) == scene.mention(colon - 1);
    let sort = if scene.mention(colon - 1).is_some() { Sort::Name } else { Sort::Nominal };
    let source = Phrase { first: low, last: colon - 1, head: colon - 1, sort };
    (says && (loud || named)).then_some((source, colon))
}

/// `Q. Why now?`: the letter, which stands for its colon too.
fn lettered(scene: &Scene<'_>, low: usize) -> Option<(Phrase, usize)> {
    let letter = scene.word(low).ends_with('.')
        && (scene.is_in(low, Family::Asks) || scene.is_in(low, Family::Answers));
    let source = Phrase { first: low, last: low, head: low, sort: Sort::Nominal };
    letter.then_some((source, low))
}

/// The items `first..end` as a turn: quotations in it are cut out, they have attributions of their
/// own.
fn turn(scene: &Scene<'_>, source: Phrase, first: usize, end: usize) -> Option<Turn> {
    let mut content = Vec::new();
    let mut start = None;
    for at in first..=end {
        let inside = at < end && scene.quote(at).is_none();
        match (start, inside) {
            (None, true) if scene.is_word(at) => start = Some(at),
            (Some(from), false) => {
                content.push(scene.span(from, at - 1));
                start = None;
            }
            _ => {}
        }
    }
    let found = Found::new(source, Some((first - 1, first - 1)), "turn", SCORE);
    (!content.is_empty()).then_some(Turn { content, found })
}

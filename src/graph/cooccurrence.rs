//! Who appears with whom: entities named in one sentence, paragraph, document or window of words.

use super::{
    Evidence, Relation, Text, Unit,
    counts::{Key, Together, ends},
    evidence::Passage,
    tally::{At, Tally},
};

/// Documents that name more entities than this are lists; in them only those named in one sentence,
/// paragraph or window count as together, or a single one would add tens of thousands of ties.
pub(super) const CROWD: usize = 150;

/// A settled mention.
#[derive(Clone, Copy)]
struct Place {
    entity: u32,
    mention: usize,
    sentence: Option<usize>,
}

/// Counts the pairs of entities of a record.
pub(super) fn count(tally: &mut Tally, at: &At<'_>) {
    let places = places(at);
    let paragraph = |p: &Place| p.sentence.map(|s| at.record.sentences[s].paragraph as usize);
    let sentences = groups(&places, |p| p.sentence);
    let paragraphs = groups(&places, paragraph);
    let document = groups(&places, |_| Some(0));
    for (_, place) in &sentences {
        tally.nodes[place.entity as usize].sentences += 1;
    }
    for (_, place) in &paragraphs {
        tally.nodes[place.entity as usize].paragraphs += 1;
    }
    tally.totals.sentences += runs(&sentences).count() as u64;
    tally.totals.paragraphs += runs(&paragraphs).count() as u64;
    let crowded = document.len() > CROWD;
    tally.totals.crowded += u64::from(crowded);
    let widest = if crowded { &paragraphs } else { &document };
    once(widest, |a, b| together(tally, a, b).documents += 1);
    pairs(&paragraphs, |a, b| together(tally, a, b).paragraphs += 1);
    pairs(&sentences, |a, b| together(tally, a, b).sentences += 1);
    match tally.options.unit {
        Unit::Sentence => pairs(&sentences, |a, b| tie(tally, at, a, b)),
        Unit::Paragraph => pairs(&paragraphs, |a, b| tie(tally, at, a, b)),
        Unit::Document => pairs(widest, |a, b| tie(tally, at, a, b)),
        Unit::Window(words) => windows(tally, at, &places, words),
    }
}

/// The settled mentions with their sentences, in order of place.
fn places(at: &At<'_>) -> Vec<Place> {
    let sentences = &at.record.sentences;
    let settled = at.mentioned.iter().enumerate().filter_map(|(i, e)| Some((i, (*e)?)));
    settled
        .map(|(mention, entity)| {
            let start = at.record.mentions[mention].at.start;
            let after = sentences.partition_point(|s| s.start <= start);
            let sentence = after.checked_sub(1).filter(|s| start < sentences[*s].end);
            Place { entity, mention, sentence }
        })
        .collect()
}

/// The first mention of each entity in each group, sorted by group and entity.
fn groups(places: &[Place], of: impl Fn(&Place) -> Option<usize>) -> Vec<(usize, Place)> {
    let mut grouped: Vec<_> = places.iter().filter_map(|p| Some((of(p)?, *p))).collect();
    grouped.sort_by_key(|(group, p)| (*group, p.entity, p.mention));
    grouped.dedup_by_key(|(group, p)| (*group, p.entity));
    grouped
}

fn runs(grouped: &[(usize, Place)]) -> impl Iterator<Item = &[(usize, Place)]> {
    grouped.chunk_by(|x, y| x.0 == y.0)
}

fn pairs(grouped: &[(usize, Place)], mut each: impl FnMut(Place, Place)) {
    for run in runs(grouped) {
        for (i, (_, a)) in run.iter().enumerate() {
            for (_, b) in &run[i + 1..] {
                each(*a, *b);
            }
        }
    }
}

/// Each pair once, though it may be in several groups.
fn once(grouped: &[(usize, Place)], mut each: impl FnMut(Place, Place)) {
    let mut all = Vec::new();
    pairs(grouped, |a, b| all.push((a, b)));
    all.sort_unstable_by_key(|(a, b)| (a.entity, b.entity));
    all.dedup_by_key(|(a, b)| (a.entity, b.entity));
    for (a, b) in all {
        each(a, b);
    }
}

fn key(a: Place, b: Place) -> Key {
    let (a, b) = ends(Relation::CoOccurrence, a.entity, b.entity);
    (Relation::CoOccurrence, a, b)
}

fn together(tally: &mut Tally, a: Place, b: Place) -> &mut Together {
    let (_, a, b) = key(a, b);
    tally.together.entry((a, b)).or_default()
}

/// Counts the document behind a pair's tie and keeps what proves it.
fn tie(tally: &mut Tally, at: &At<'_>, a: Place, b: Place) {
    let key = key(a, b);
    tally.edge(at, key);
    let (first, second) = if a.mention <= b.mention { (a, b) } else { (b, a) };
    let sentence = |p: Place| p.sentence.map(|s| &at.record.sentences[s]);
    let start = sentence(first).map_or(at.record.mentions[first.mention].at.start, |s| s.start);
    tally.prove(key, (&at.source.id, start), |text| proof(at, first, second, text));
}

/// The sentence of both, or the two sentences.
fn proof(at: &At<'_>, first: Place, second: Place, text: Text) -> Evidence {
    let mention = |p: Place| &at.record.mentions[p.mention].at;
    let passage = |p: Place, about: (u32, u32)| match p.sentence {
        Some(s) => {
            let s = &at.record.sentences[s];
            let words = s.text.as_deref().unwrap_or_default();
            at.words.passage(text, (s.start, s.end, words), Some(about))
        }
        None => at.words.passage(text, mention(p).parts(), None),
    };
    let passages: Vec<Passage> = if first.sentence.is_some() && first.sentence == second.sentence {
        vec![passage(first, (mention(first).start, mention(second).end))]
    } else {
        let own = |p| passage(p, (mention(p).start, mention(p).end));
        vec![own(first), own(second)]
    };
    Evidence { document: at.source.clone(), passages, said: None }
}

/// Counts pairs of mentions at most so many words apart.
fn windows(tally: &mut Tally, at: &At<'_>, places: &[Place], words: u32) {
    let word = |p: &Place| at.record.mentions[p.mention].word;
    for (i, a) in places.iter().enumerate() {
        let Some(from) = word(a) else { continue };
        for b in &places[i + 1..] {
            let Some(to) = word(b) else { continue };
            if to.saturating_sub(from) > words {
                break;
            }
            if a.entity != b.entity {
                tie(tally, at, *a, *b);
                tally.edges.entry(key(*a, *b)).or_default().windows += 1;
            }
        }
    }
}

//! Names of people as no list has them: other romanisations, cases, slips. Looked for in runs of
//! capitalised words, the longest stretch first.

use super::{
    hit::{Choice, Hit},
    index::Index,
    lexicon::Class,
    link::{self, Query},
    name::token,
    page::Page,
};
/// No name has more words.
const LONGEST: usize = 6;

/// The hits in what `cover` leaves open, in order.
pub(crate) fn hits(index: &Index, page: &Page<'_>, cover: &[bool]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < page.words.len() {
        let end = run(page, cover, at);
        if end > at + 1 {
            search(index, page, at, end, &mut hits);
        }
        at = end.max(at + 1);
    }
    hits
}

/// The end of the run of capitalised words that starts at `from`; small particles may stand inside.
fn run(page: &Page<'_>, cover: &[bool], from: usize) -> usize {
    let fits = |at: usize| !cover[at] && page.capital(at) && page.cased(at);
    if !fits(from) {
        return from;
    }
    let mut end = from + 1;
    let mut at = end;
    while at < page.words.len() && page.joined(at) && !cover[at] {
        if fits(at) {
            end = at + 1;
        } else if !page.class(at).is(Class::PARTICLE) {
            break;
        }
        at += 1;
    }
    end
}

/// Looks at the stretches of a run, the longest first, from left to right.
fn search(index: &Index, page: &Page<'_>, from: usize, to: usize, hits: &mut Vec<Hit>) {
    let mut at = from;
    while at + 1 < to {
        let found =
            (at + 2..=to.min(at + LONGEST)).rev().find_map(|end| link(index, page, at, end));
        match found {
            Some(hit) => {
                at = hit.to;
                hits.push(hit);
            }
            None => at += 1,
        }
    }
}

fn link(index: &Index, page: &Page<'_>, from: usize, to: usize) -> Option<Hit> {
    if page.class(from).is(Class::OPENER)
        || page.class(from).is(Class::TITLE)
        || !page.capital(to - 1)
    {
        return None;
    }
    let stretch = &page.text[page.words[from].start as usize..page.words[to - 1].end as usize];
    let (choice, tier, cost) = index.stretches.0.get(stretch, || {
        let tokens = page.words[from..to].iter().map(|w| token(page.text, *w)).collect();
        let outcome = link::several(index, &Query::from_tokens(tokens))?;
        let best = outcome.links.first().filter(|_| outcome.settled)?;
        Some((Choice { entity: best.entity, name: best.name }, best.tier, best.cost))
    })?;
    Some(Hit { from, to, choices: vec![choice], tier, cost })
}

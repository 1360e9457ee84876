//! Names of people as no list has them: other romanisations, cases, slips. Looked for in runs of
//! capitalised words, the longest stretch first.

use super::{
    hit::{Choice, Hit},
    index::Index,
    lexicon::lexicon,
    link::{self, Query},
    name::token,
    page::{Page, cased},
};
use crate::text::fold;

/// No name has more words.
const LONGEST: usize = 6;

/// The hits in what `cover` leaves open, in order.
pub(crate) fn hits(index: &Index, page: &Page<'_>, cover: &[Option<u32>]) -> Vec<Hit> {
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
fn run(page: &Page<'_>, cover: &[Option<u32>], from: usize) -> usize {
    let fits = |at: usize| cover[at].is_none() && page.capital(at) && cased(page.word(at));
    if !fits(from) {
        return from;
    }
    let mut end = from + 1;
    let mut at = end;
    while at < page.words.len() && page.joined(at) && cover[at].is_none() {
        if fits(at) {
            end = at + 1;
        } else if !lexicon().is_particle(&fold::fold(page.word(at))) {
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
    let first = fold::fold(page.word(from));
    if lexicon().is_opener(&first) || lexicon().is_title(&first) || !page.capital(to - 1) {
        return None;
    }
    let tokens = page.words[from..to].iter().map(|w| token(page.text, *w)).collect();
    let outcome = link::several(index, &Query::from_tokens(tokens))?;
    if !outcome.settled {
        return None;
    }
    let best = outcome.links.first()?;
    let choices = vec![Choice { entity: best.entity, name: best.name }];
    Some(Hit { from, to, choices, tier: best.tier, cost: best.cost })
}

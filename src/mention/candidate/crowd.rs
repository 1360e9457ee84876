//! How many names fit a word of a text by accident.

use std::sync::PoisonError;

use super::{How, Pair, Probe};
use crate::mention::{hear::Word, index::Index, stem::Gauges};

impl Probe {
    /// Of all names, how many hold a token that is as near as `pair` by accident.
    pub(crate) fn crowd(&self, index: &Index, token: u32, pair: Pair) -> f32 {
        let own = index.postings.get(token).len() as f32;
        if pair.how == How::Typo {
            return own + slips_by_accident(pair);
        }
        let most = pair.rate() + 0.001;
        let open = || self.crowds.lock().unwrap_or_else(PoisonError::into_inner);
        let known =
            open().iter().find(|(rate, _)| *rate == most.to_bits()).map(|(_, names)| *names);
        let names = known.unwrap_or_else(|| {
            let names = self.near(index, most);
            open().push((most.to_bits(), names));
            names
        });
        own.max(names as f32)
    }

    /// How many names hold a token that costs at most so much a letter.
    fn near(&self, index: &Index, most: f32) -> usize {
        let mut near: Vec<u32> = index.folded.get(self.word.folded).to_vec();
        let mut gauges = Gauges::default();
        for stem in &self.stems {
            self.word.propose(index, &mut gauges, stem, most, |token, rate| {
                near.extend((rate <= most).then_some(token));
            });
            Word::recall(index, stem, |token, short| {
                let within =
                    |alike| self.word.equal(index, stem, (token, short), alike).rate() <= most;
                let fits = within(false) || within(true) && self.is_heard(index, token);
                near.extend(fits.then_some(token));
            });
        }
        near.sort_unstable();
        near.dedup();
        near.iter().map(|token| index.postings.get(*token).len()).sum()
    }

    /// Between which numbers [`Probe::crowd`] is.
    pub(crate) fn crowd_bounds(&self, index: &Index, token: u32, pair: Pair) -> (f32, f32) {
        let own = index.postings.get(token).len() as f32;
        if pair.how == How::Typo {
            let crowd = self.crowd(index, token, pair);
            return (crowd, crowd);
        }
        (own, own.max(self.names() as f32))
    }

    /// Whether a token is read like one of the stems.
    fn is_heard(&self, index: &Index, token: u32) -> bool {
        let mut stems = self.stems.iter().filter(|stem| self.word.may_hear(index, stem, token));
        stems.any(|stem| self.word.hear(index, stem, token, None).is_some())
    }
}

/// How many tokens are within a slip or two of a word of some length by accident, roughly.
fn slips_by_accident(pair: Pair) -> f32 {
    let one = match pair.length {
        0..=4 => 30.0,
        5 => 12.0,
        6 => 6.0,
        7 => 3.0,
        _ => 1.0,
    };
    let slips = f32::from(pair.cost) / 75.0;
    one * if slips > 1.1 { 8.0 } else { 1.0 }
}

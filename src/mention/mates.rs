//! The tokens that a word may stand for at first sight: those that have its consonants in some
//! reading, and other forms of the same given name. How near they are is measured only where a name
//! holds one for each of its words.

use std::ops::Range;

use super::{
    index::Index,
    stem::{Stem, runs},
};

/// Tokens that a word may stand for.
#[derive(Debug, Default)]
pub(crate) struct Mates {
    /// Readings of the index that have the consonants of one of the word's.
    heard: Vec<Range<usize>>,
    /// Tokens that are none the less the word, or a form of the same given name.
    few: Vec<u32>,
    /// A bit for what may be among them, by the token's last bits.
    bits: Vec<u64>,
    /// At most how many names hold one.
    names: usize,
}

impl Mates {
    /// Of a word with the hash `folded` and its stems.
    pub(crate) fn new(index: &Index, folded: u64, stems: &[Stem]) -> Self {
        let mut few: Vec<u32> = index.folded.get(folded).to_vec();
        let mut heard = Vec::new();
        if index.tiers.transliterated {
            heard = reading_alike(index, stems);
        } else {
            let ended = stems.iter().filter(|stem| stem.ending.is_some());
            few.extend(ended.flat_map(|stem| index.folded.get(stem.hash)));
        }
        for stem in stems.iter().filter(|_| index.tiers.given) {
            for group in stem.given {
                few.extend(index.given.get(u32::from(*group)).iter().map(|form| form >> 1));
            }
        }
        few.sort_unstable();
        few.dedup();
        let mut mates = Self { heard, few, ..Self::default() };
        mates.count(index);
        mates
    }

    /// Fills what is told of all.
    fn count(&mut self, index: &Index) {
        let readings = |range: &Range<usize>| index.read_so.span(range.clone());
        let count = self.heard.iter().map(|range| readings(range).len()).sum::<usize>();
        let size = (count + self.few.len()).next_power_of_two().max(8) / 4;
        let mut bits = vec![0; size];
        let mut mark = |token: u32| bits[(token >> 6) as usize & (size - 1)] |= 1 << (token & 63);
        self.each(index, &mut mark);
        self.bits = bits;
        let held = |range: &Range<usize>| index.holders[range.end] - index.holders[range.start];
        let few = self.few.iter().map(|token| index.postings.get(*token).len());
        self.names =
            self.heard.iter().map(|range| held(range) as usize).sum::<usize>() + few.sum::<usize>();
    }

    /// Gives each token, some more than once.
    fn each(&self, index: &Index, give: &mut impl FnMut(u32)) {
        for range in &self.heard {
            index.read_so.values(range.clone()).iter().for_each(|token| give(*token));
        }
        self.few.iter().for_each(|token| give(*token));
    }

    /// The tokens; a few of them more than once.
    pub(crate) fn tokens(&self, index: &Index) -> Vec<u32> {
        let (mut tokens, mut last) = (Vec::new(), [u32::MAX; 1 << 8]);
        self.each(index, &mut |token| {
            let place = &mut last[token as usize & 0xFF];
            tokens.extend((*place != token).then_some(token));
            *place = token;
        });
        tokens
    }

    /// Tokens that are the word, or a form of the same given name, in order.
    pub(crate) fn few(&self) -> &[u32] {
        &self.few
    }

    /// Whether a token may be among them: what says no is right.
    pub(crate) fn may_hold(&self, token: u32) -> bool {
        let word = (token >> 6) as usize & self.bits.len().wrapping_sub(1);
        self.bits.get(word).is_some_and(|bits| bits >> (token & 63) & 1 == 1)
    }

    /// At most how many names hold one.
    pub(crate) fn names(&self) -> usize {
        self.names
    }
}

/// The tokens that may stand for a word.
pub(crate) struct StandIn<'a> {
    pub(super) mates: &'a Mates,
    /// Of which it may be a misspelling, in order.
    pub(super) slips: &'a [u32],
}

impl StandIn<'_> {
    /// Whether a token may: what says no is right.
    pub(crate) fn may_be(&self, token: u32) -> bool {
        self.mates.may_hold(token) || self.slips.binary_search(&token).is_ok()
    }
}

/// The readings of the index that have the consonants of one of these stems', in order, none twice.
fn reading_alike(index: &Index, stems: &[Stem]) -> Vec<Range<usize>> {
    let mut keys: Vec<u64> = stems.iter().flat_map(Stem::narrow_keys).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut ranges: Vec<_> =
        keys.iter().map(|key| index.narrow.get(*key)).filter(|range| !range.is_empty()).collect();
    let mut broad: Vec<u64> = stems.iter().flat_map(Stem::broad_keys).collect();
    broad.sort_unstable();
    broad.dedup();
    for key in broad {
        ranges.extend(runs(index.broad.get(key)));
    }
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, last| {
        let joins = next.start <= last.end;
        last.end = if joins { last.end.max(next.end) } else { last.end };
        joins
    });
    ranges
}

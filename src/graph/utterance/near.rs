//! Words that agree, verbatim or nearly, whoever reports them.

use super::{Reports, Told, mixed};

/// Words from which dates no longer matter: so many do not agree by chance.
const DISTINCT: usize = 8;

/// Days apart that a short utterance may be reported.
const DAYS: i32 = 30;

/// Pairs of words of a quotation that may bring it together with another.
const KEYS: usize = 8;

/// Neighbours in one bucket that are compared.
const NEIGHBOURS: usize = 24;

/// Whether two reports are near enough in time to be of one utterance.
pub(super) fn in_time(a: Told<'_>, b: Told<'_>) -> bool {
    match (a.day, b.day) {
        (Some(x), Some(y)) if a.words().len().min(b.words().len()) < DISTINCT => {
            x.days_since(y).abs() <= DAYS
        }
        _ => true,
    }
}

/// How often each hash was seen, about: hashes that fall on one place count together. Its size
/// follows from the number of hashes alone, so that the counts do not depend on their order.
struct Frequencies(Vec<u8>);

impl Frequencies {
    fn of(hashes: impl Iterator<Item = u64> + Clone) -> Self {
        let mut counts = vec![0_u8; hashes.clone().count().next_power_of_two() * 2];
        let mask = counts.len() - 1;
        for hash in hashes {
            let count = &mut counts[hash as usize & mask];
            *count = count.saturating_add(1);
        }
        Self(counts)
    }

    fn get(&self, hash: u64) -> u8 {
        self.0[hash as usize & (self.0.len() - 1)]
    }
}

/// Hashes of two words in a row.
fn pairs_of_words(words: &[u32]) -> impl Iterator<Item = u64> + Clone {
    words.windows(2).map(|w| mixed(u64::from(w[0]) << 32 | u64::from(w[1])))
}

/// A bit for each word, to see at a glance that two quotations share too little.
struct Sketch {
    bits: u128,
    words: u32,
}

impl Sketch {
    fn of(words: &[u32]) -> Self {
        let bits = words.iter().fold(0, |bits, w| bits | 1 << (mixed(u64::from(*w)) & 127));
        Self { bits, words: words.len() as u32 }
    }

    /// Words beyond those that have a bit of their own.
    fn hidden(&self) -> u32 {
        self.words - self.bits.count_ones()
    }

    fn may_be_near(&self, other: &Self) -> bool {
        let seen = (self.bits & other.bits).count_ones();
        let at_most = seen + self.hidden().min(other.hidden());
        let (short, long) = (self.words.min(other.words), self.words.max(other.words));
        enough(at_most as usize, short as usize, long as usize)
    }
}

/// Pairs that share one of their rarest pairs of words, by numbers: what two quotations share is
/// rare if they are of one utterance, and what nobody shares brings nobody together. (The prefix
/// filter of Chaudhuri, Ganti and Kaushik, “A primitive operator for similarity joins in data
/// cleaning”, 2006.)
pub(super) fn candidates(reports: &Reports, distinct: &[usize]) -> Vec<(usize, usize)> {
    let words = |at: &usize| pairs_of_words(reports.at(*at).words());
    let frequencies = Frequencies::of(distinct.iter().flat_map(words));
    let mut keyed: Vec<(u64, u32)> = Vec::new();
    let mut rarest: Vec<(u8, u64)> = Vec::new();
    for (number, at) in distinct.iter().enumerate() {
        rarest.clear();
        rarest.extend(words(at).map(|h| (frequencies.get(h), h)).filter(|(n, _)| *n > 1));
        rarest.sort_unstable();
        rarest.dedup();
        keyed.extend(rarest.iter().take(KEYS).map(|(_, h)| (*h, number as u32)));
    }
    keyed.sort_unstable();
    let sketches: Vec<Sketch> =
        distinct.iter().map(|at| Sketch::of(reports.at(*at).words())).collect();
    let may_be = |a: u32, b: u32| sketches[a as usize].may_be_near(&sketches[b as usize]);
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for bucket in keyed.chunk_by(|x, y| x.0 == y.0).filter(|b| b.len() > 1) {
        for (i, (_, a)) in bucket.iter().enumerate() {
            let others = bucket[i + 1..].iter().take(NEIGHBOURS).map(|(_, b)| (*a, *b));
            pairs.extend(others.filter(|(a, b)| may_be(*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs.into_iter().map(|(a, b)| (distinct[a as usize], distinct[b as usize])).collect()
}

/// Whether so many shared words make two quotations one: nearly all of both, or the whole of one
/// that is long itself.
fn enough(shared: usize, short: usize, long: usize) -> bool {
    shared * 2000 >= 800 * (short + long) || (short >= DISTINCT && shared * 100 >= 92 * short)
}

/// How much of two quotations agrees, in thousandths, where it is enough anywhere.
pub(super) fn near(reports: &Reports, a: usize, b: usize) -> Option<u32> {
    let (a, b) = (reports.at(a), reports.at(b));
    if !a.agrees(b) || !in_time(a, b) {
        return None;
    }
    let (one, other) = (a.words(), b.words());
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if !enough(common(one, other), short, long) {
        return None;
    }
    let shared = in_order(one, other);
    enough(shared, short, long).then(|| (shared * 2000 / (short + long)) as u32)
}

/// Words that two quotations share, in whatever order: never fewer than in order.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared
}

/// Length of the longest common subsequence. Time: product of the lengths, at most [`WORDS`] each.
pub(super) fn in_order(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_never_rules_out_what_is_near() {
        let mut state = 7_u64;
        let mut next = |n: u64| {
            state = mixed(state.wrapping_add(0x9e37_79b9_7f4a_7c15));
            state % n
        };
        let (mut near, mut refused) = (0, 0);
        for _ in 0..4_000 {
            let words: Vec<u32> = (0..5 + next(60)).map(|_| next(400) as u32).collect();
            let swaps = next(20);
            let mut other = words.clone();
            for _ in 0..swaps {
                let at = next(other.len() as u64) as usize;
                other[at] = next(400) as u32;
            }
            other.truncate(5 + next(other.len() as u64 - 4) as usize);
            let (short, long) = (words.len().min(other.len()), words.len().max(other.len()));
            let is_near = enough(common(&words, &other), short, long);
            let may_be = Sketch::of(&words).may_be_near(&Sketch::of(&other));
            assert!(may_be || !is_near, "{words:?} {other:?}");
            near += usize::from(is_near);
            refused += usize::from(!may_be);
        }
        assert!(near > 300 && refused > 300, "{near} near, {refused} refused");
    }
}

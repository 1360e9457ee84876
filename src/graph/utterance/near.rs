//! Words that agree, verbatim or nearly, whoever reports them.

use super::{Reports, Told, mixed};

/// Words from which dates no longer matter: so many do not agree by chance.
const DISTINCT: usize = 8;

/// Days apart that a short utterance may be reported.
const DAYS: i32 = 30;

/// Hashes of a quotation that may bring it together with another.
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

/// Pairs that share one of their smallest hashes of two words in a row.
pub(super) fn candidates(reports: &Reports, distinct: &[usize]) -> Vec<(u32, usize, usize)> {
    let mut keyed: Vec<(u64, usize)> = Vec::with_capacity(distinct.len() * KEYS);
    for (number, at) in distinct.iter().enumerate() {
        let pair = |w: &[u32]| mixed(u64::from(w[0]) << 32 | u64::from(w[1]));
        let mut hashes: Vec<u64> = reports.at(*at).words().windows(2).map(pair).collect();
        hashes.sort_unstable();
        hashes.dedup();
        keyed.extend(hashes.into_iter().take(KEYS).map(|h| (h, number)));
    }
    keyed.sort_unstable();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for bucket in keyed.chunk_by(|x, y| x.0 == y.0).filter(|b| b.len() > 1) {
        for (i, (_, a)) in bucket.iter().enumerate() {
            pairs.extend(
                bucket[i + 1..]
                    .iter()
                    .take(NEIGHBOURS)
                    .map(|(_, b)| (0, distinct[*a], distinct[*b])),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How much of two quotations agrees, in thousandths, where it is enough anywhere: nearly all of
/// both, or the whole of one that is long itself.
pub(super) fn near(reports: &Reports, a: usize, b: usize) -> Option<u32> {
    let (a, b) = (reports.at(a), reports.at(b));
    if !a.agrees(b) || !in_time(a, b) {
        return None;
    }
    let (short, long) =
        (a.words().len().min(b.words().len()), a.words().len().max(b.words().len()));
    let enough = |shared: usize| {
        shared * 2000 >= 800 * (short + long) || (short >= DISTINCT && shared * 100 >= 92 * short)
    };
    if !enough(common(a.words(), b.words())) {
        return None;
    }
    let shared = in_order(a.words(), b.words());
    enough(shared).then(|| (shared * 2000 / (short + long)) as u32)
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

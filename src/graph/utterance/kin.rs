//! Articles that carry one agency's copy, or of which one is a translation of the other, and what
//! their quotations share.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{LONG, Reports, Told, groups::Groups, near::in_order};

/// Utterances that make two articles kin.
const KIN: usize = 2;

/// Pairs of documents that share [`KIN`] utterances. An utterance in very many documents says
/// nothing of a pair of them.
pub(super) fn pairs(reports: &Reports, groups: &mut Groups<'_>) -> BTreeSet<(u64, u64)> {
    let mut documents: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate().filter(|(_, r)| r.long()) {
        documents.entry(groups.root(at)).or_default().insert(report.place.0);
    }
    let mut shared: FxHashMap<(u64, u64), usize> = FxHashMap::default();
    for documents in documents.values().filter(|d| (2..=50).contains(&d.len())) {
        let all: Vec<u64> = documents.iter().copied().collect();
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    shared.into_iter().filter(|(_, n)| *n >= KIN).map(|(pair, _)| pair).collect()
}

/// Pairs between kin documents that agree in half of their words.
pub(super) fn between_kin(
    reports: &Reports,
    order: &[usize],
    kin: &BTreeSet<(u64, u64)>,
) -> Vec<(u32, usize, usize)> {
    let wanted: FxHashSet<u64> = kin.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let mut of: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for at in order.iter().filter(|at| wanted.contains(&reports.at(**at).place.0)) {
        of.entry(reports.at(*at).place.0).or_default().push(*at);
    }
    let mut pairs = Vec::new();
    for (a, b) in kin {
        for &one in &of[a] {
            for &other in &of[b] {
                pairs.extend(alike(reports.at(one), reports.at(other)).map(|s| (s, one, other)));
            }
        }
    }
    pairs
}

/// How much of two quotations agrees, in thousandths, where it is enough between kin. A speaker on
/// one side only is enough where the words are many.
fn alike(a: Told<'_>, b: Told<'_>) -> Option<u32> {
    let (short, long) =
        (a.words().len().min(b.words().len()), a.words().len().max(b.words().len()));
    let one_sided = a.speakers().is_empty() != b.speakers().is_empty();
    if short == 0 || !a.agrees(b) || (one_sided && short < LONG) {
        return None;
    }
    let shared = in_order(a.words(), b.words());
    let half = shared * 2000 >= 500 * (short + long) && shared >= 2.max(short / 2);
    let whole = shared == short && (short == long || short >= 2);
    (half || whole).then(|| (shared * 2000 / (short + long)) as u32)
}

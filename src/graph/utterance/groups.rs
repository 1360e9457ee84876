//! Utterances in the making.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Reports;

/// Utterances in the making: a forest over the reports, with the documents and speakers of each.
pub(super) struct Groups<'r> {
    reports: &'r Reports,
    parent: Vec<u32>,
    /// Only of those that were joined.
    members: FxHashMap<usize, Vec<usize>>,
}

impl<'r> Groups<'r> {
    pub(super) fn new(reports: &'r Reports) -> Self {
        let parent = (0..reports.len() as u32).collect();
        Self { reports, parent, members: FxHashMap::default() }
    }

    pub(super) fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    /// Joins pairs, those that agree most first, where nothing speaks against it.
    pub(super) fn join_all(&mut self, pairs: impl IntoIterator<Item = (u32, usize, usize)>) {
        let report = |at: usize| self.reports.at(at);
        let place = |at: usize| (report(at).place, report(at).words());
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by(|x, y| {
            y.0.cmp(&x.0).then_with(|| (place(x.1), place(x.2)).cmp(&(place(y.1), place(y.2))))
        });
        for (_, a, b) in pairs {
            if self.may_join(a, b) {
                self.join(a, b);
            }
        }
    }

    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parent[b] = a as u32;
            let of_b = self.members.remove(&b).unwrap_or_else(|| vec![b]);
            self.members.entry(a).or_insert_with(|| vec![a]).extend(of_b);
        }
    }

    /// Whether no two speakers contradict each other and no document keeps two of the parts apart.
    fn may_join(&mut self, a: usize, b: usize) -> bool {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return false;
        }
        let (alone_a, alone_b) = (vec![root_a], vec![root_b]);
        let of_a = self.members.get(&root_a).unwrap_or(&alone_a);
        let of_b = self.members.get(&root_b).unwrap_or(&alone_b);
        let (few, many) = if of_a.len() <= of_b.len() { (of_a, of_b) } else { (of_b, of_a) };
        let documents: FxHashSet<u64> = few.iter().map(|m| self.reports.at(*m).place.0).collect();
        let apart = many.iter().any(|m| documents.contains(&self.reports.at(*m).place.0));
        // What an article says twice in the same words it does not keep apart.
        let twice = self.reports.at(a).place.0 == self.reports.at(b).place.0;
        let named = |all: &[usize]| -> BTreeSet<u32> {
            all.iter().flat_map(|m| self.reports.at(*m).speakers().iter().copied()).collect()
        };
        let (one, other) = (named(few), named(many));
        let agree = one.is_empty() || other.is_empty() || !one.is_disjoint(&other);
        agree && (!apart || twice)
    }

    pub(super) fn numbers(mut self) -> Vec<u32> {
        let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
        (0..self.parent.len())
            .map(|at| {
                let next = numbers.len() as u32;
                *numbers.entry(self.root(at)).or_insert(next)
            })
            .collect()
    }
}

//! Lists of numbers, each kept once.

use std::hash::{BuildHasher, BuildHasherDefault};

use hashbrown::HashTable;
use rustc_hash::FxHasher;

/// The number of a list in a [`Pool`]: equal lists have equal numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct List(u32);

/// Lists end to end, found again by what they hold. A list costs its numbers and some twenty bytes.
#[derive(Debug, Clone, Default)]
pub(super) struct Pool {
    numbers: Vec<u32>,
    ends: Vec<usize>,
    known: HashTable<u32>,
}

impl Pool {
    /// The list's number; it is kept where it was not yet.
    pub(super) fn intern(&mut self, list: &[u32]) -> List {
        let Self { numbers, ends, known } = self;
        let hash = hash(list);
        if let Some(at) = known.find(hash, |at| slice(numbers, ends, *at) == list) {
            return List(*at);
        }
        let at = u32::try_from(ends.len()).expect("memory ends before four billion lists");
        numbers.extend_from_slice(list);
        ends.push(numbers.len());
        known.insert_unique(hash, at, |at| self::hash(slice(numbers, ends, *at)));
        List(at)
    }

    pub(super) fn get(&self, list: List) -> &[u32] {
        slice(&self.numbers, &self.ends, list.0)
    }
}

fn slice<'p>(numbers: &'p [u32], ends: &[usize], at: u32) -> &'p [u32] {
    let at = at as usize;
    let start = if at == 0 { 0 } else { ends[at - 1] };
    &numbers[start..ends[at]]
}

fn hash(list: &[u32]) -> u64 {
    BuildHasherDefault::<FxHasher>::default().hash_one(list)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_lists_are_one() {
        let mut pool = Pool::default();
        let lists: [&[u32]; 5] = [&[], &[1, 2], &[1], &[2], &[1, 2, 3]];
        let numbers: Vec<List> = lists.iter().map(|l| pool.intern(l)).collect();
        for (list, number) in lists.iter().zip(&numbers) {
            assert_eq!(pool.get(*number), *list);
            assert_eq!(pool.intern(list), *number);
        }
        assert_eq!(pool.ends.len(), lists.len());
        assert_eq!(pool.numbers.len(), 7);
    }
}

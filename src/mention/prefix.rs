//! Names by their first words: one flat table that is walked word by word, so that the longest
//! name at a place is found in as many steps as it has words.

use super::table::{Lists, mix};

/// Not in the table.
const FREE: u64 = 0;
/// The names of an entry go on.
const MORE: u32 = 1 << 31;

/// Prefixes of names, by hash, with the names that end there.
#[derive(Debug, Default)]
pub(crate) struct Prefixes {
    keys: Vec<u64>,
    values: Vec<u32>,
    names: Lists,
    gate: Vec<u64>,
}

/// Where a walk stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct State(u64);

/// What a step found.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Step<'a> {
    /// The names that end here, in the gazetteer's order.
    pub(crate) names: &'a [u32],
    /// Where to go on, if names do.
    pub(crate) more: Option<State>,
}

impl Prefixes {
    /// Builds the table from names, each with the hashes of its folded tokens.
    pub(crate) fn new<'a, I>(names: impl Iterator<Item = (u32, I)> + Clone) -> Self
    where
        I: Iterator<Item = u64> + 'a,
    {
        let count = names.clone().map(|(_, tokens)| tokens.count()).sum::<usize>();
        // names share first words: fewer than three quarters of the slots are taken
        let size = (count * 5 / 4).next_power_of_two().max(64);
        let gate = vec![0; (size / 8).max(1)];
        let mut table =
            Self { keys: vec![FREE; size], values: vec![0; size], gate, ..Self::default() };
        let (mut ends, mut lists) = (Vec::new(), 0_u32);
        for (name, tokens) in names {
            let mut state = State(0);
            let mut last = None;
            for token in tokens {
                if let Some(at) = last {
                    table.values[at] |= MORE;
                } else {
                    table.open(token);
                }
                state = state.with(token);
                let at = table.slot(state.0);
                table.keys[at] = state.0;
                last = Some(at);
            }
            let Some(at) = last else { continue };
            if table.values[at] & !MORE == 0 {
                lists += 1;
                table.values[at] |= lists;
            }
            ends.push((table.values[at] & !MORE, name));
        }
        table.names = Lists::new(lists as usize + 1, &ends);
        table
    }

    /// The first step, for the word with this hash.
    pub(crate) fn first(&self, token: u64) -> Option<Step<'_>> {
        if self.may_begin(token) { self.step(State(0), token) } else { None }
    }

    /// A further step.
    pub(crate) fn step(&self, state: State, token: u64) -> Option<Step<'_>> {
        let next = state.with(token);
        let at = self.slot(next.0);
        if self.keys[at] != next.0 {
            return None;
        }
        let value = self.values[at];
        let more = (value & MORE != 0).then_some(next);
        Some(Step { names: self.names.get(value & !MORE), more })
    }

    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len() - 1;
        let mut at = key as usize & mask;
        while self.keys[at] != FREE && self.keys[at] != key {
            at = (at + 1) & mask;
        }
        at
    }

    fn bit(&self, token: u64) -> (usize, u64) {
        // a power of two: the gate grows with the table
        let bit = mix(token) as usize & (self.gate.len() * 64).wrapping_sub(1);
        (bit / 64, 1 << (bit % 64))
    }

    fn open(&mut self, token: u64) {
        let (word, bit) = self.bit(token);
        self.gate[word] |= bit;
    }

    fn may_begin(&self, token: u64) -> bool {
        let (word, bit) = self.bit(token);
        self.gate.get(word).is_some_and(|w| w & bit != 0)
    }
}

impl State {
    fn with(self, token: u64) -> Self {
        Self(mix(self.0.rotate_left(17) ^ token).max(1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_word_by_word() {
        let names: Vec<(u32, Vec<u64>)> =
            vec![(0, vec![1, 2]), (1, vec![1]), (2, vec![1, 2, 3]), (3, vec![1, 2])];
        let table = Prefixes::new(names.iter().map(|(n, t)| (*n, t.iter().copied())));
        let first = table.first(1).unwrap();
        assert_eq!(first.names, [1]);
        let second = table.step(first.more.unwrap(), 2).unwrap();
        assert_eq!(second.names, [0, 3]);
        let third = table.step(second.more.unwrap(), 3).unwrap();
        assert_eq!(third.names, [2]);
        assert!(third.more.is_none());
        assert!(table.first(2).is_none());
    }
}

//! Names by their first words: one flat table that is walked word by word, so that the longest
//! name at a place is found in as many steps as it has words.

use super::table::{Lists, mix};
use crate::gazetteer::packed::{Flat, Packer, Unpacker};

/// No name ends with the prefix.
const NONE: u32 = u32::MAX;
/// The value is the number of a list, not a name.
const LIST: u32 = 1 << 31;

/// Prefixes of names, by hash, with the names that end there.
#[derive(Debug)]
pub(crate) struct Prefixes {
    slots: Vec<Slot>,
    taken: usize,
    /// Where several names are the same, but for case and diacritics.
    lists: Lists,
    firsts: Gate,
    others: Gate,
}

/// The halves of a prefix's hash, both 0 where the slot is free, and the one name that ends there
/// or the list of several: side by side, so that a step costs one look at far memory. The last bit
/// of the hash tells whether names go on.
#[derive(Debug, Clone, Copy)]
struct Slot {
    low: u32,
    high: u32,
    value: u32,
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

impl Default for Prefixes {
    fn default() -> Self {
        let (lists, gate) = (Lists::default(), Gate::default);
        Self { slots: vec![FREE; 64], taken: 0, lists, firsts: gate(), others: gate() }
    }
}

impl Prefixes {
    /// Builds the table from names, each with the hashes of its folded tokens.
    pub(crate) fn new<I: Iterator<Item = u64>>(names: impl Iterator<Item = (u32, I)>) -> Self {
        let mut table = Self::default();
        let (mut firsts, mut same) = (Vec::new(), Same::default());
        for (name, tokens) in names {
            let mut state = State(0);
            let mut last = None;
            for token in tokens {
                if let Some(at) = last {
                    let slot: &mut Slot = &mut table.slots[at];
                    slot.low |= 1;
                }
                table.make_room();
                let begins = last.is_none();
                state = state.with(token);
                let at = table.slot(state.0);
                if table.slots[at].is_free() {
                    table.slots[at] = Slot::new(state.0);
                    table.taken += 1;
                    firsts.extend(begins.then_some(token));
                }
                last = Some(at);
            }
            if let Some(at) = last {
                same.add(&mut table.slots[at].value, name);
            }
        }
        table.lists = same.lists();
        table.firsts = Gate::new(firsts.len(), firsts.into_iter());
        let keys = || table.slots.iter().filter(|slot| !slot.is_free()).map(|slot| slot.key());
        table.others = Gate::new(table.taken, keys());
        table
    }

    /// Whether the word with this hash may begin a name; nearly all that do not are told so.
    pub(crate) fn may_begin(&self, token: u64) -> bool {
        self.firsts.may_pass(token)
    }

    /// The first step, for the word with this hash.
    pub(crate) fn first(&self, token: u64) -> Option<Step<'_>> {
        self.step(State(0), token)
    }

    /// A further step.
    pub(crate) fn step(&self, state: State, token: u64) -> Option<Step<'_>> {
        let next = state.with(token);
        if !self.others.may_pass(next.0) {
            return None;
        }
        let slot = &self.slots[self.slot(next.0)];
        if slot.is_free() {
            return None;
        }
        let more = (slot.low & 1 != 0).then_some(next);
        let names = match slot.value {
            NONE => &[],
            list if list & LIST != 0 => self.lists.get(list & !LIST),
            _ => std::slice::from_ref(&slot.value),
        };
        Some(Step { names, more })
    }

    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        out.number(self.taken as u64);
        out.list(&self.slots);
        self.lists.pack(out);
        out.list(&self.firsts.0);
        out.list(&self.others.0);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let taken = from.length()?;
        let slots: Vec<Slot> = from.list()?;
        let (lists, firsts) = (Lists::unpack(from)?, Gate(from.list()?));
        let sound = slots.len().is_power_of_two() && taken < slots.len();
        sound.then_some(Self { slots, taken, lists, firsts, others: Gate(from.list()?) })
    }

    /// Where a key stands, or would.
    fn slot(&self, key: u64) -> usize {
        let mask = self.slots.len() - 1;
        let mut at = key as usize & mask;
        while !self.slots[at].is_free() && !self.slots[at].is(key) {
            at = (at + 1) & mask;
        }
        at
    }

    /// At most three quarters of the slots are taken.
    fn make_room(&mut self) {
        if self.taken * 4 < self.slots.len() * 3 {
            return;
        }
        let larger = vec![FREE; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, larger) {
            if !slot.is_free() {
                let at = self.slot(slot.key());
                self.slots[at] = slot;
            }
        }
    }
}

const FREE: Slot = Slot { low: 0, high: 0, value: NONE };

impl Slot {
    fn new(key: u64) -> Self {
        Self { low: key as u32, high: (key >> 32) as u32, value: NONE }
    }

    fn key(self) -> u64 {
        u64::from(self.high) << 32 | u64::from(self.low & !1)
    }

    fn is(self, key: u64) -> bool {
        self.key() == key
    }

    fn is_free(self) -> bool {
        self.low | self.high == 0
    }
}

impl Flat for Slot {
    const SIZE: usize = 12;

    fn put(&self, out: &mut Vec<u8>) {
        [self.low, self.high, self.value].put(out);
    }

    fn take(bytes: &[u8]) -> Self {
        let [low, high, value] = Flat::take(bytes);
        Self { low, high, value }
    }
}

/// Gathers the names that end with the same prefix.
#[derive(Default)]
struct Same {
    count: u32,
    names: Vec<(u32, u32)>,
}

impl Same {
    /// Adds a name to those in `value`.
    fn add(&mut self, value: &mut u32, name: u32) {
        if *value == NONE {
            *value = name;
            return;
        }
        if *value & LIST == 0 {
            self.names.push((self.count, *value));
            *value = LIST | self.count;
            self.count += 1;
        }
        self.names.push((*value & !LIST, name));
    }

    fn lists(self) -> Lists {
        Lists::new(self.count as usize, &self.names)
    }
}

impl State {
    fn with(self, token: u64) -> Self {
        // the last bit is the table's, and 0 is no state
        Self(mix(self.0.rotate_left(17) ^ token).max(2) & !1)
    }
}

/// Tells of most words that they are not among some: one bit each in a table that stays in fast
/// memory (a Bloom filter with one hash).
#[derive(Debug, Default)]
struct Gate(Vec<u64>);

impl Gate {
    fn new(count: usize, hashes: impl Iterator<Item = u64>) -> Self {
        let words = (count / 6).next_power_of_two();
        let mut gate = Self(vec![0; if count == 0 { 0 } else { words }]);
        for hash in hashes {
            let (word, bit) = gate.bit(hash);
            gate.0[word] |= bit;
        }
        gate
    }

    fn bit(&self, hash: u64) -> (usize, u64) {
        // a power of two; the lower half serves the table
        ((hash >> 32) as usize & self.0.len().wrapping_sub(1), 1 << (hash >> 26 & 63))
    }

    fn may_pass(&self, token: u64) -> bool {
        let (word, bit) = self.bit(token);
        self.0.get(word).is_some_and(|w| w & bit != 0)
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

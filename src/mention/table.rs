//! Flat tables: strings as numbers, and keys with many values, each a few contiguous arrays.

use std::ops::Range;

use crate::{
    gazetteer::packed::{Packer, Unpacker},
    text::packed,
};

/// A 64-bit hash of a text, the same on every run.
pub(crate) fn hash(text: &str) -> u64 {
    hash_bytes(text.as_bytes())
}

/// The same of a text's bytes.
pub(crate) fn hash_bytes(bytes: &[u8]) -> u64 {
    let (eights, rest) = bytes.as_chunks::<8>();
    let state = eights.iter().fold(0, |state, eight| hash_step(state, u64::from_le_bytes(*eight)));
    let state = if rest.is_empty() { state } else { hash_step(state, eight(rest, 0)) };
    hash_end(state, bytes.len())
}

/// The eight bytes from `at` as one number, zeros behind the end.
pub(crate) fn eight(bytes: &[u8], at: usize) -> u64 {
    packed(bytes.get(at..).unwrap_or_default()) as u64
}

/// The hash so far with eight more bytes.
pub(crate) fn hash_step(state: u64, eight: u64) -> u64 {
    let product = u128::from(state ^ eight ^ 0x9E37_79B9_7F4A_7C15) * 0xD6E8_FEB8_6659_FD93;
    product as u64 ^ (product >> 64) as u64
}

/// The hash of a text of this length.
pub(crate) fn hash_end(state: u64, length: usize) -> u64 {
    mix(state ^ length as u64)
}

/// Spreads the bits of a number (the finaliser of `MurmurHash3`).
pub(crate) fn mix(mut n: u64) -> u64 {
    n ^= n >> 33;
    n = n.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    n ^= n >> 33;
    n = n.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    n ^ n >> 33
}

const EMPTY: u32 = u32::MAX;

/// Texts by number.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// How many texts there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text with this number.
    pub(crate) fn get(&self, id: u32) -> &str {
        let id = id as usize;
        let start = if id == 0 { 0 } else { self.ends[id - 1] as usize };
        &self.text[start..self.ends[id] as usize]
    }

    /// Adds one, with the next number.
    pub(crate) fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.ends.push(u32::try_from(self.text.len()).expect("names are under 4 GiB"));
    }
}

/// Distinct texts with their numbers, in the order in which they came.
#[derive(Debug, Default)]
pub(crate) struct Interner {
    texts: Texts,
    slots: Vec<u32>,
}

impl Interner {
    /// The texts.
    pub(crate) fn texts(&self) -> &Texts {
        &self.texts
    }

    /// The number of `text`, which is added where it is new.
    pub(crate) fn intern(&mut self, text: &str) -> u32 {
        if (self.texts.len() + 1) * 2 > self.slots.len() {
            self.grow();
        }
        let slot = self.slot(text);
        if self.slots[slot] == EMPTY {
            self.slots[slot] = self.texts.len() as u32;
            self.texts.push(text);
        }
        self.slots[slot]
    }

    fn slot(&self, text: &str) -> usize {
        let mask = self.slots.len() - 1;
        let mut slot = hash(text) as usize & mask;
        while self.slots[slot] != EMPTY && self.texts.get(self.slots[slot]) != text {
            slot = (slot + 1) & mask;
        }
        slot
    }

    fn grow(&mut self) {
        let size = (self.slots.len() * 2).max(16);
        self.slots = vec![EMPTY; size];
        for id in 0..self.texts.len() as u32 {
            let slot = self.slot(self.texts.get(id));
            self.slots[slot] = id;
        }
    }
}

/// Keys whose values stand together in a list of their own, found in constant time.
#[derive(Debug, Default)]
pub(crate) struct Groups {
    keys: Vec<u64>,
    starts: Vec<u32>,
    slots: Vec<u32>,
}

impl Groups {
    /// Builds the table from the key of each value, in the order of the values; equal keys stand
    /// together.
    pub(crate) fn new(keys: impl Iterator<Item = u64>) -> Self {
        let mut table = Self::default();
        let mut count = 0;
        for key in keys {
            if table.keys.last() != Some(&key) {
                table.keys.push(key);
                table.starts.push(count);
            }
            count += 1;
        }
        table.starts.push(count);
        let size = (table.keys.len() * 2).next_power_of_two().max(2);
        table.slots = vec![EMPTY; size];
        for (i, key) in table.keys.iter().enumerate() {
            let mut slot = mix(*key) as usize & (size - 1);
            while table.slots[slot] != EMPTY {
                slot = (slot + 1) & (size - 1);
            }
            table.slots[slot] = i as u32;
        }
        table
    }

    /// Where the values of `key` stand.
    pub(crate) fn get(&self, key: u64) -> Range<usize> {
        let mask = self.slots.len().wrapping_sub(1);
        let mut slot = mix(key) as usize & mask;
        while let Some(&at) = self.slots.get(slot) {
            if at == EMPTY {
                break;
            }
            if self.keys[at as usize] == key {
                return self.starts[at as usize] as usize..self.starts[at as usize + 1] as usize;
            }
            slot = (slot + 1) & mask;
        }
        0..0
    }
}

/// Keys with one or more values, found in constant time.
#[derive(Debug, Default)]
pub(crate) struct Multi {
    groups: Groups,
    values: Vec<u32>,
}

impl Multi {
    /// Builds the table; the values of a key are sorted and distinct.
    pub(crate) fn new(mut pairs: Vec<(u64, u32)>) -> Self {
        pairs.sort_unstable();
        pairs.dedup();
        Self {
            groups: Groups::new(pairs.iter().map(|(key, _)| *key)),
            values: pairs.iter().map(|(_, value)| *value).collect(),
        }
    }

    /// The values of `key`, sorted.
    pub(crate) fn get(&self, key: u64) -> &[u32] {
        &self.values[self.groups.get(key)]
    }
}

/// Lists by number: the values of list `i` stand together.
#[derive(Debug, Default)]
pub(crate) struct Lists {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Lists {
    /// Builds `count` lists from (list, value) pairs; the order within a list is kept.
    pub(crate) fn new(count: usize, pairs: &[(u32, u32)]) -> Self {
        let mut starts = vec![0_u32; count + 1];
        for (list, _) in pairs {
            starts[*list as usize + 1] += 1;
        }
        for i in 0..count {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut values = vec![0; pairs.len()];
        for (list, value) in pairs {
            let at = &mut next[*list as usize];
            values[*at as usize] = *value;
            *at += 1;
        }
        Self { starts, values }
    }

    /// The values of a list.
    pub(crate) fn get(&self, list: u32) -> &[u32] {
        &self.values[self.range(list)]
    }

    /// Where the values of several lists stand among all values.
    pub(crate) fn span(&self, lists: Range<usize>) -> Range<usize> {
        self.starts[lists.start] as usize..self.starts[lists.end] as usize
    }

    /// The values of several lists.
    pub(crate) fn values(&self, lists: Range<usize>) -> &[u32] {
        &self.values[self.span(lists)]
    }

    /// The value at a place among all values.
    pub(crate) fn value(&self, at: usize) -> u32 {
        self.values[at]
    }

    /// Where the values of a list stand among all values.
    pub(crate) fn range(&self, list: u32) -> Range<usize> {
        self.starts[list as usize] as usize..self.starts[list as usize + 1] as usize
    }
}

impl Texts {
    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        out.text(&self.text);
        out.list(&self.ends);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { text: from.text()?, ends: from.list()? })
    }
}

impl Groups {
    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        out.list(&self.keys);
        out.list(&self.starts);
        out.list(&self.slots);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { keys: from.list()?, starts: from.list()?, slots: from.list()? })
    }
}

impl Multi {
    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        self.groups.pack(out);
        out.list(&self.values);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { groups: Groups::unpack(from)?, values: from.list()? })
    }
}

impl Lists {
    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        out.list(&self.starts);
        out.list(&self.values);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self { starts: from.list()?, values: from.list()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_keep_their_numbers() {
        let mut texts = Interner::default();
        let ids: Vec<_> = (0..100).map(|i| texts.intern(&format!("t{i}"))).collect();
        for (i, id) in ids.iter().enumerate() {
            assert_eq!(texts.texts().get(*id), format!("t{i}"));
            assert_eq!(texts.intern(&format!("t{i}")), *id);
        }
        assert_eq!(texts.texts().len(), 100);
    }

    #[test]
    fn keys_have_their_values() {
        let table = Multi::new(vec![(7, 3), (7, 1), (9, 2), (7, 3)]);
        assert_eq!(table.get(7), [1, 3]);
        assert_eq!(table.get(9), [2]);
        assert!(table.get(8).is_empty());
        assert!(Multi::default().get(1).is_empty());
        let lists = Lists::new(3, &[(2, 5), (0, 4), (2, 6)]);
        assert_eq!(lists.get(0), [4]);
        assert!(lists.get(1).is_empty());
        assert_eq!(lists.get(2), [5, 6]);
    }
}

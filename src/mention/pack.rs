//! A compiled gazetteer as bytes, and back.

use super::{
    Tiers, given,
    index::{Beside, Heard, Index, Name, TokenInfo, Way, Writing},
    lexicon::Part,
    prefix::Prefixes,
    slip::Spellings,
    sound::Set,
    table::{Groups, Lists, Multi, Texts},
    unspaced::Unspaced,
};
use crate::{
    gazetteer::packed::{Flat, Packer, Unpacker},
    text::Script,
};

impl Index {
    /// Writes everything down that is not quickly made anew.
    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        self.tokens.pack(out);
        out.list(&self.infos);
        out.list(&self.said);
        out.list(&self.heard);
        out.list(&self.sounds);
        self.read_so.pack(out);
        self.given.pack(out);
        out.list(&self.names);
        out.list(&self.members);
        out.list(&self.contents);
        self.postings.pack(out);
        out.list(&self.beside);
        out.list(&self.holders);
        self.spellings.pack(out);
        self.folded.pack(out);
        self.narrow.pack(out);
        self.broad.pack(out);
        self.exact.pack(out);
        self.prefixes.pack(out);
        out.list(&self.firsts);
        out.list(&self.alphabetic);
    }

    /// What was written down, for all ways of recognising names; [`Index::complete`] is left to do.
    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        Some(Self {
            tokens: Texts::unpack(from)?,
            infos: from.list()?,
            said: from.list()?,
            heard: from.list()?,
            sounds: from.list()?,
            read_so: Lists::unpack(from)?,
            given: Lists::unpack(from)?,
            names: from.list()?,
            members: from.list()?,
            contents: from.list()?,
            postings: Lists::unpack(from)?,
            beside: from.list()?,
            holders: from.list()?,
            spellings: Spellings::unpack(from)?,
            folded: Multi::unpack(from)?,
            narrow: Groups::unpack(from)?,
            broad: Multi::unpack(from)?,
            exact: Multi::unpack(from)?,
            prefixes: Prefixes::unpack(from)?,
            firsts: from.list()?,
            alphabetic: from.list()?,
            tiers: Tiers::ALL,
            ..Self::default()
        })
    }

    /// Makes what was not written down.
    pub(crate) fn complete(&mut self) {
        let tokens = 0..self.tokens.len() as u32;
        self.unspaced = Unspaced::new(tokens.map(|id| self.tokens.get(id)));
    }
}

impl Flat for (u32, Part) {
    const SIZE: usize = 8;

    fn put(&self, out: &mut Vec<u8>) {
        [self.0, self.1 as u32].put(out);
    }

    fn take(bytes: &[u8]) -> Self {
        let [token, number] = Flat::take(bytes);
        (token, part(number))
    }
}

fn part(number: u32) -> Part {
    let parts = [Part::Content, Part::Initial, Part::Particle, Part::Title, Part::Suffix];
    parts.get(number as usize).copied().unwrap_or_default()
}

fn script(number: u32) -> Script {
    Script::ALL.get(number as usize & 0xFF).copied().unwrap_or_default()
}

/// The byte at a place of a number.
fn byte(number: u32, at: u32) -> u8 {
    (number >> (8 * at)) as u8
}

fn four(bytes: [u8; 4]) -> u32 {
    u32::from_le_bytes(bytes)
}

impl Flat for TokenInfo {
    const SIZE: usize = 28;

    fn put(&self, out: &mut Vec<u8>) {
        let small = four([self.count, self.length, self.script as u8, 0]);
        let (low, high) = (self.folded as u32, (self.folded >> 32) as u32);
        let given = u32::from(given::number(self.given));
        [self.readings, small, self.letters, self.first as u32, low, high, given].put(out);
    }

    fn take(bytes: &[u8]) -> Self {
        let [readings, small, letters, first, low, high, given] = Flat::take(bytes);
        Self {
            readings,
            count: byte(small, 0),
            length: byte(small, 1),
            script: script(byte(small, 2).into()),
            letters,
            first: char::from_u32(first).unwrap_or_default(),
            folded: u64::from(high) << 32 | u64::from(low),
            given: given::set(given as u16),
        }
    }
}

impl Flat for Heard {
    const SIZE: usize = 20;

    fn put(&self, out: &mut Vec<u8>) {
        let Self { start, length, longest, script, way, set } = *self;
        let lengths = four([length, longest, script as u8, 0]);
        let way = four([u8::from(way.spoken), way.sides.0, way.sides.1, 0]);
        [start, lengths, way, set.0 as u32, (set.0 >> 32) as u32].put(out);
    }

    fn take(bytes: &[u8]) -> Self {
        let [start, lengths, way, low, high] = Flat::take(bytes);
        Self {
            set: Set(u64::from(high) << 32 | u64::from(low)),
            start,
            length: byte(lengths, 0),
            longest: byte(lengths, 1),
            script: script(byte(lengths, 2).into()),
            way: Way { spoken: byte(way, 0) == 1, sides: (byte(way, 1), byte(way, 2)) },
        }
    }
}

impl Flat for Beside {
    const SIZE: usize = 4;

    fn put(&self, out: &mut Vec<u8>) {
        self.0.put(out);
    }

    fn take(bytes: &[u8]) -> Self {
        Self(Flat::take(bytes))
    }
}

impl Flat for Name {
    const SIZE: usize = 28;

    fn put(&self, out: &mut Vec<u8>) {
        let flags = [self.father_last, self.person, self.weak, self.writing == Writing::Capitals];
        let flags = flags.iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(*flag));
        let small = four([self.len, self.contents, self.script as u8, flags]);
        let large = u32::from(self.capitals) | u32::from(self.article) << 16;
        [self.entity, self.alias, self.start, self.content, self.father, small, large].put(out);
    }

    fn take(bytes: &[u8]) -> Self {
        let [entity, alias, start, content, father, small, large] = Flat::take(bytes);
        let flag = |at: u32| byte(small, 3) >> at & 1 == 1;
        Self {
            entity,
            alias,
            start,
            len: byte(small, 0),
            content,
            contents: byte(small, 1),
            father_last: flag(0),
            father,
            script: script(byte(small, 2).into()),
            person: flag(1),
            weak: flag(2),
            writing: if flag(3) { Writing::Capitals } else { Writing::Plain },
            capitals: large as u16,
            article: byte(large, 2),
        }
    }
}

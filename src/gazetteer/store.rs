//! The entities of a list: as they were read, or as a compiled list holds them, where a block of
//! them is made when one of it is asked for.

use std::{
    hash::BuildHasher,
    sync::{Arc, OnceLock},
};

use rustc_hash::FxBuildHasher;

use super::{
    Alias, Entity, Gender, Ids, Kind,
    packed::{Packer, Unpacker},
};

/// Entities that are made together.
const BLOCK: usize = 8;
const FREE: u32 = u32::MAX;

/// Entities in order.
#[derive(Debug, Clone)]
pub(super) enum Store {
    Read(Vec<Entity>),
    Compiled(Compiled),
}

impl Default for Store {
    fn default() -> Self {
        Self::Read(Vec::new())
    }
}

/// The entities of a compiled list.
#[derive(Debug, Clone)]
pub(super) struct Compiled {
    bytes: Arc<Vec<u8>>,
    count: usize,
    /// Where each block begins in `bytes`.
    starts: Vec<u64>,
    blocks: Vec<OnceLock<Box<[Entity]>>>,
    /// Places by the hash of their ids.
    slots: Vec<u32>,
}

impl Store {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Read(entities) => entities.len(),
            Self::Compiled(compiled) => compiled.count,
        }
    }

    /// The entity at a place.
    pub(super) fn get(&self, at: usize) -> Option<&Entity> {
        match self {
            Self::Read(entities) => entities.get(at),
            Self::Compiled(compiled) => compiled.block(at / BLOCK).get(at % BLOCK),
        }
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Entity> {
        (0..self.len()).filter_map(|at| self.get(at))
    }

    /// All entities made, to change them.
    pub(super) fn open(&mut self) -> &mut Vec<Entity> {
        if let Self::Compiled(_) = self {
            *self = Self::Read(self.iter().cloned().collect());
        }
        match self {
            Self::Read(entities) => entities,
            Self::Compiled(_) => unreachable!("it was made one that was read"),
        }
    }

    /// Where the entity of this id stands in a compiled list.
    pub(super) fn find(&self, id: &str) -> Option<usize> {
        let Self::Compiled(compiled) = self else { return None };
        let mask = compiled.slots.len().checked_sub(1)?;
        let mut slot = hash(id) & mask;
        while compiled.slots[slot] != FREE {
            let at = compiled.slots[slot] as usize;
            if self.get(at).is_some_and(|entity| entity.id.as_str() == id) {
                return Some(at);
            }
            slot = (slot + 1) & mask;
        }
        None
    }

    pub(super) fn is_compiled(&self) -> bool {
        matches!(self, Self::Compiled(_))
    }

    /// Gives each entity in turn; those of a compiled list are not kept.
    pub(super) fn each(&self, mut give: impl FnMut(&Entity)) {
        match self {
            Self::Read(entities) => entities.iter().for_each(give),
            Self::Compiled(compiled) => {
                let mut from = compiled.bytes.as_slice();
                let all = (0..compiled.count).map_while(|_| take(&mut from));
                all.for_each(|entity| give(&entity));
            }
        }
    }

    /// Gives the kind of each entity in turn, and its names, each with whether it is weak.
    pub(super) fn each_named<'s>(&'s self, mut give: impl FnMut(Kind, &[(&'s str, bool)])) {
        let mut names = Vec::new();
        match self {
            Self::Read(entities) => {
                for Entity { kind, name, aliases, .. } in entities {
                    names.clear();
                    names.push((name.as_str(), false));
                    names.extend(aliases.iter().map(|alias| (alias.text.as_str(), alias.weak)));
                    give(*kind, &names);
                }
            }
            Self::Compiled(compiled) => {
                let mut from = compiled.bytes.as_slice();
                for _ in 0..compiled.count {
                    names.clear();
                    let Some(kind) = take_named(&mut from, &mut names) else { return };
                    give(kind, &names);
                }
            }
        }
    }

    /// The same entities in little room: as a compiled list holds them.
    pub(super) fn compiled(self) -> Self {
        let Self::Read(entities) = self else { return self };
        let mut slots = Slots::new(entities.len());
        let (mut bytes, mut starts) = (Vec::with_capacity(32 * entities.len()), Vec::new());
        let count = entities.len();
        for (at, entity) in entities.into_iter().enumerate() {
            if at % BLOCK == 0 {
                starts.push(bytes.len() as u64);
            }
            put(&mut bytes, &entity);
            slots.add(&entity, at);
        }
        bytes.shrink_to_fit();
        let blocks = starts.iter().map(|_| OnceLock::new()).collect();
        Self::Compiled(Compiled { bytes: Arc::new(bytes), count, starts, blocks, slots: slots.0 })
    }

    /// Writes the entities down: what finds them, then they themselves. They are put into bytes
    /// twice, so that these never stand in memory together.
    pub(super) fn pack(&self, out: &mut Packer<'_>) {
        if let Self::Compiled(compiled) = self {
            return compiled.pack(out);
        }
        let (mut bytes, mut length, mut starts) = (Vec::new(), 0, Vec::new());
        let mut slots = Slots::new(self.len());
        for (at, entity) in self.iter().enumerate() {
            if at % BLOCK == 0 {
                starts.push(length);
            }
            bytes.clear();
            put(&mut bytes, entity);
            length += bytes.len() as u64;
            slots.add(entity, at);
        }
        out.number(self.len() as u64);
        out.list(&starts);
        out.list(&slots.0);
        out.number(length);
        for entity in self.iter() {
            bytes.clear();
            put(&mut bytes, entity);
            out.bytes(&bytes);
        }
    }

    /// What was written down.
    pub(super) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let count = from.length()?;
        let (starts, slots): (Vec<u64>, Vec<u32>) = (from.list()?, from.list()?);
        let length = from.length()?;
        let bytes = from.bytes(length)?;
        let sound = starts.len() == count.div_ceil(BLOCK)
            && slots.len().is_power_of_two()
            && slots.contains(&FREE);
        let blocks = starts.iter().map(|_| OnceLock::new()).collect();
        sound.then(|| {
            Self::Compiled(Compiled { bytes: Arc::new(bytes), count, starts, blocks, slots })
        })
    }
}

/// Places of entities by the hash of their ids.
struct Slots(Vec<u32>);

impl Slots {
    fn new(count: usize) -> Self {
        Self(vec![FREE; (count * 3 / 2).next_power_of_two().max(2)])
    }

    fn add(&mut self, entity: &Entity, at: usize) {
        let mask = self.0.len() - 1;
        let mut slot = hash(entity.id.as_str()) & mask;
        while self.0[slot] != FREE {
            slot = (slot + 1) & mask;
        }
        self.0[slot] = at as u32;
    }
}

impl Compiled {
    fn pack(&self, out: &mut Packer<'_>) {
        out.number(self.count as u64);
        out.list(&self.starts);
        out.list(&self.slots);
        out.number(self.bytes.len() as u64);
        out.bytes(&self.bytes);
    }

    fn block(&self, at: usize) -> &[Entity] {
        let Some(block) = self.blocks.get(at) else { return &[] };
        block.get_or_init(|| {
            let start = usize::try_from(self.starts[at]).unwrap_or(usize::MAX);
            let mut from = self.bytes.get(start..).unwrap_or_default();
            let left = self.count - at * BLOCK;
            (0..left.min(BLOCK)).map_while(|_| take(&mut from)).collect()
        })
    }
}

fn hash(id: &str) -> usize {
    let hash = FxBuildHasher.hash_one(id);
    (hash ^ hash >> 32) as usize
}

fn put(out: &mut Vec<u8>, entity: &Entity) {
    let Entity { id, name, kind, aliases, exclude, gender, roles, ids, notes } = entity;
    let gender = gender.map_or(0, |g| GENDERS.iter().position(|o| *o == g).map_or(0, |at| at + 1));
    let kind = Kind::ALL.iter().position(|k| k == kind).unwrap_or(Kind::ALL.len() - 1);
    out.extend([kind as u8, gender as u8, u8::from(notes.is_some())]);
    number(out, aliases.len());
    number(out, exclude.len());
    number(out, roles.len());
    number(out, ids.iter().count());
    text(out, id.as_str());
    text(out, name);
    for alias in aliases {
        out.push(u8::from(alias.weak));
        text(out, &alias.text);
    }
    exclude.iter().chain(roles).for_each(|t| text(out, t));
    ids.iter().flat_map(|(scheme, id)| [scheme, id]).for_each(|t| text(out, t));
    notes.iter().for_each(|t| text(out, t));
}

const GENDERS: [Gender; 3] = [Gender::Female, Gender::Male, Gender::Neutral];

fn take(from: &mut &[u8]) -> Option<Entity> {
    let &[kind, gender, noted] = split(from, 3)? else { return None };
    let mut counts = [0; 4];
    for count in &mut counts {
        *count = short(from)?;
    }
    let id = taken(from)?;
    let mut entity = Entity::new(id, taken(from)?, *Kind::ALL.get(usize::from(kind))?);
    entity.gender = usize::from(gender).checked_sub(1).and_then(|at| GENDERS.get(at).copied());
    entity.aliases.reserve_exact(counts[0].min(from.len()));
    for _ in 0..counts[0] {
        let weak = split(from, 1)? == [1];
        entity.aliases.push(Alias { text: taken(from)?.to_owned(), weak });
    }
    for _ in 0..counts[1] {
        entity.exclude.push(taken(from)?.to_owned());
    }
    for _ in 0..counts[2] {
        entity.roles.push(taken(from)?.to_owned());
    }
    let mut ids = Ids::default();
    for _ in 0..counts[3] {
        ids.insert(taken(from)?.to_owned(), taken(from)?.to_owned());
    }
    entity.ids = ids;
    entity.notes = if noted == 1 { Some(taken(from)?.to_owned()) } else { None };
    Some(entity)
}

/// What [`take`] would give of an entity: its kind, and its names.
fn take_named<'b>(from: &mut &'b [u8], names: &mut Vec<(&'b str, bool)>) -> Option<Kind> {
    let &[kind, _, noted] = split(from, 3)? else { return None };
    let mut counts = [0; 4];
    for count in &mut counts {
        *count = short(from)?;
    }
    let [aliases, exclude, roles, ids] = counts;
    taken(from)?;
    names.push((taken(from)?, false));
    for _ in 0..aliases {
        let weak = split(from, 1)? == [1];
        names.push((taken(from)?, weak));
    }
    for _ in 0..exclude + roles + 2 * ids + usize::from(noted == 1) {
        let length = short(from)?;
        split(from, length)?;
    }
    Kind::ALL.get(usize::from(kind)).copied()
}

/// A number in as few bytes as it needs, seven bits each.
fn number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The first bytes of some, which are taken off them.
fn split<'b>(from: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (bytes, rest) = from.split_at_checked(count)?;
    *from = rest;
    Some(bytes)
}

fn short(from: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for at in 0..5 {
        let byte = split(from, 1)?[0];
        number |= usize::from(byte & 0x7F) << (7 * at);
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

fn text(out: &mut Vec<u8>, text: &str) {
    number(out, text.len());
    out.extend_from_slice(text.as_bytes());
}

fn taken<'b>(from: &mut &'b [u8]) -> Option<&'b str> {
    let length = short(from)?;
    std::str::from_utf8(split(from, length)?).ok()
}

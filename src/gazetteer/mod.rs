//! Floor 1: the list of entities with their aliases, and the files it is read from.
//!
//! [`Gazetteer::load`] reads any of the [`LOADERS`]' formats, tells them apart by extension and
//! content, and layers later files over earlier ones.

mod check;
mod csv;
mod decode;
mod edit;
mod entity;
mod foreign;
mod format;
mod ftm;
mod gate;
mod intake;
mod jrc;
mod jsonl;
mod layer;
pub(crate) mod packed;
mod slug;
mod source;
mod spacy;
mod sparql;
mod store;
mod suggestion;
mod table;
mod toml;
mod wikidata;
mod xlsx;

use std::{
    hash::{BuildHasher, RandomState},
    path::{Path, PathBuf},
};

use hashbrown::HashTable;
use sha2::{Digest, Sha256};

pub use check::{CheckOptions, Finding, Severity, check};
pub use edit::Edit;
pub use entity::{Alias, Entity, EntityId, Gender, Ids, Kind};
use format::extension;
pub use format::{Kept, KeptIds, LOADERS, Loader, Style, by_extension, loader};
use intake::Intake;
use packed::{Packer, Unpacker};
pub use slug::slug;
use store::Store;
pub use suggestion::edits;

use crate::error::Result;

/// One file that a gazetteer was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The name of its format in [`LOADERS`].
    pub format: &'static str,
    /// What it calls itself.
    pub title: Option<String>,
    /// Under which licence it may be used.
    pub licence: Option<String>,
    /// Where its facts come from.
    pub origin: Option<String>,
}

/// Entities in the order in which they were read. An alias may have several owners.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entities: Store,
    /// Places in `entities`, by id: the ids are not stored twice. A compiled list has its own.
    index: HashTable<Indexed>,
    hasher: RandomState,
    files: Vec<ListFile>,
    /// Every file that was opened to read it.
    sources: Vec<PathBuf>,
}

/// A place in the list, with what of its id's hash tells where it stands in the index.
#[derive(Debug, Clone, Copy)]
struct Indexed {
    hash: u32,
    at: u32,
}

impl Indexed {
    fn spread(&self) -> u64 {
        u64::from(self.hash).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// So many entities are kept in little room.
const MANY: usize = 1 << 18;

impl Gazetteer {
    /// An empty list: the tool then works on discovered names alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads one or more files, later ones layered over earlier ones: the same id in a later file
    /// adds its aliases, roles and ids to the earlier entity, and its other fields win.
    ///
    /// # Errors
    /// Unreadable files, and every mistake in them, with file, line and column.
    pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self> {
        let mut intake = Intake::default();
        for path in paths {
            intake.load(path.as_ref(), None)?;
        }
        intake.finish().map(Self::settled)
    }

    /// Loads one file as the named format, whatever it looks like.
    ///
    /// # Errors
    /// As [`Gazetteer::load`]; also where there is no such format.
    pub fn load_as(path: &Path, format: &str) -> Result<Self> {
        let mut intake = Intake::default();
        intake.load(path, Some(loader(format)?))?;
        intake.finish().map(Self::settled)
    }

    /// Adds an entity; one with the same id is layered over: its aliases, roles, ids and excluded
    /// forms are joined, its other fields win. A name that is replaced stays as an alias.
    pub fn add(&mut self, entity: Entity) {
        match self.find(entity.id.as_str()) {
            Some(at) => layer::layer(self.change(at), entity),
            None => self.push(entity),
        }
    }

    /// Where the entity of this id stands.
    fn find(&self, id: &str) -> Option<usize> {
        if self.entities.is_compiled() {
            return self.entities.find(id);
        }
        let new = self.indexed(id, 0);
        let same = |known: &Indexed| {
            known.hash == new.hash
                && self.at(known.at as usize).is_some_and(|e| e.id.as_str() == id)
        };
        self.index.find(new.spread(), same).map(|known| known.at as usize)
    }

    fn indexed(&self, id: &str, at: u32) -> Indexed {
        Indexed { hash: (self.hasher.hash_one(id) >> 16) as u32, at }
    }

    /// Adds an entity whose id is new.
    fn push(&mut self, entity: Entity) {
        self.open();
        let at = u32::try_from(self.len()).expect("a list has fewer than 2^32 entities");
        let new = self.indexed(entity.id.as_str(), at);
        self.entities.open().push(entity);
        self.index.insert_unique(new.spread(), new, Indexed::spread);
    }

    /// The entity with this key.
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        self.find(id.as_str()).and_then(|at| self.at(at))
    }

    /// The entity at a place of the list.
    pub(crate) fn at(&self, place: usize) -> Option<&Entity> {
        self.entities.get(place)
    }

    /// The same, to change it.
    fn change(&mut self, place: usize) -> &mut Entity {
        self.open();
        &mut self.entities.open()[place]
    }

    /// Makes all entities of a compiled list, so that it can be changed.
    fn open(&mut self) {
        if !self.entities.is_compiled() {
            return;
        }
        self.entities.open();
        for at in 0..self.len() as u32 {
            let id = self.at(at as usize).map(|entity| &entity.id);
            let new = self.indexed(id.map_or("", EntityId::as_str), at);
            self.index.insert_unique(new.spread(), new, Indexed::spread);
        }
    }

    /// The same list in little room, if it is large.
    fn settled(mut self) -> Self {
        if self.len() >= MANY {
            (self.entities, self.index) = (self.entities.compiled(), HashTable::new());
        }
        self
    }

    /// Gives the kind of each entity in turn, and its names, each with whether it is weak.
    pub(crate) fn each_named<'s>(&'s self, give: impl FnMut(Kind, &[(&'s str, bool)])) {
        self.entities.each_named(give);
    }

    /// All entities, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.entities.iter()
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The files it was read from, in the order in which they were read.
    pub fn files(&self) -> &[ListFile] {
        &self.files
    }

    /// Every file that was opened to read it: those above and what they consist of.
    pub fn sources(&self) -> &[PathBuf] {
        &self.sources
    }

    /// Writes the list down.
    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        out.number(self.files.len() as u64);
        for file in &self.files {
            let ListFile { path, format, title, licence, origin } = file;
            out.text(&path.to_string_lossy());
            out.text(format);
            for note in [title, licence, origin] {
                out.number(u64::from(note.is_some()));
                out.text(note.as_deref().unwrap_or_default());
            }
        }
        self.entities.pack(out);
    }

    /// The list as it was written down; its entities are made when they are asked for.
    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let mut files = Vec::new();
        for _ in 0..from.number()? {
            let (path, format) = (from.text()?, from.text()?);
            let mut note = || {
                let some = from.number()? == 1;
                let text = from.text()?;
                Some(some.then_some(text))
            };
            let (title, licence, origin) = (note()?, note()?, note()?);
            let format = LOADERS.iter().find(|loader| loader.name == format)?.name;
            files.push(ListFile { path: path.into(), format, title, licence, origin });
        }
        let entities = Store::unpack(from)?;
        Some(Self { entities, files, ..Self::default() })
    }

    /// SHA-256, in hexadecimal, of everything that bears on the output: the entities with all
    /// their fields, in order. Equal for equal lists, whatever files and formats they came from.
    pub fn fingerprint(&self) -> String {
        use std::fmt::Write as _;
        let mut hash = Sha256::new();
        self.entities.each(|entity| feed(&mut hash, entity));
        hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }
}

impl FromIterator<Entity> for Gazetteer {
    fn from_iter<I: IntoIterator<Item = Entity>>(entities: I) -> Self {
        let mut gazetteer = Self::new();
        for entity in entities {
            gazetteer.add(entity);
        }
        gazetteer
    }
}

/// Every string goes in with its length, every list with its count, so that no two entities feed
/// the same bytes.
fn feed(hash: &mut Sha256, entity: &Entity) {
    let mut text = |s: &str| {
        hash.update((s.len() as u64).to_le_bytes());
        hash.update(s);
    };
    text(entity.id.as_str());
    text(&entity.name);
    text(entity.kind.as_str());
    text(entity.gender.map_or("", Gender::as_str));
    text(entity.notes.as_deref().unwrap_or_default());
    let counts =
        [entity.aliases.len(), entity.exclude.len(), entity.roles.len(), entity.ids.iter().count()];
    for count in counts {
        text(&count.to_string());
    }
    for alias in &entity.aliases {
        text(&alias.text);
        text(if alias.weak { "w" } else { "" });
    }
    entity.exclude.iter().chain(&entity.roles).for_each(|s| text(s));
    for (scheme, id) in entity.ids.iter() {
        text(scheme);
        text(id);
    }
}

#[cfg(test)]
mod tests;

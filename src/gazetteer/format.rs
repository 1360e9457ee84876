//! The formats of gazetteers: how each is told, read and written, and what it cannot hold.

use std::{io, path::Path};

use super::{
    Entity, Gazetteer, Kind, csv, ftm, gate, intake::Intake, jrc, jsonl, source::Source, spacy,
    sparql, suggestion, toml, wikidata, xlsx,
};
use crate::error::{Error, Result};

/// Every format, in the order in which content is asked: the narrower before the wider.
pub const LOADERS: &[Loader] = &[
    toml::LOADER,
    sparql::LOADER,
    wikidata::LOADER,
    ftm::LOADER,
    spacy::LOADER,
    jsonl::LOADER,
    xlsx::LOADER,
    jrc::LOADER,
    csv::LOADER,
    csv::TSV,
    gate::LOADER,
];

/// One format of gazetteers.
#[derive(Debug)]
pub struct Loader {
    /// What `--from` and `--to` call it.
    pub name: &'static str,
    /// One line for the help.
    pub about: &'static str,
    /// File extensions that settle the format, without dot; `.gz` is taken off first.
    pub extensions: &'static [&'static str],
    /// Whether the first bytes look like this format; asked where the extension does not settle.
    pub(super) detect: fn(&[u8]) -> bool,
    /// Reads a source into the intake. Mistakes go to the intake; the error is of reading.
    pub(super) read: fn(&mut Source, &mut Intake) -> Result<()>,
    /// Writes a gazetteer, where the format is written.
    pub(super) write: Option<Writer>,
    /// What the format holds.
    pub kept: Kept,
}

pub(super) type Writer = fn(&Gazetteer, &mut dyn io::Write, &Style) -> io::Result<()>;

/// How gazetteers are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// Cells that a spreadsheet would run as a formula get a ' before them; it is taken off again
    /// on reading.
    pub csv_safe: bool,
}

/// What of an entity a format can hold beside id, name and aliases.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    /// Kinds that come back as they were.
    pub kinds: &'static [Kind],
    /// Whether an alias is weak.
    pub weak: bool,
    /// Excluded forms.
    pub exclude: bool,
    /// Gender.
    pub gender: bool,
    /// Roles.
    pub roles: bool,
    /// Ids elsewhere.
    pub ids: KeptIds,
    /// Notes.
    pub notes: bool,
}

/// Which ids elsewhere a format can hold.
#[derive(Debug, Clone, Copy)]
pub enum KeptIds {
    /// All.
    All,
    /// Those of these schemes.
    Some(&'static [&'static str]),
    /// `wikidata` and Wikidata's properties (`P214`).
    Properties,
}

impl Kept {
    /// Everything.
    pub const ALL: Self = Self {
        kinds: &Kind::ALL,
        weak: true,
        exclude: true,
        gender: true,
        roles: true,
        ids: KeptIds::All,
        notes: true,
    };
    /// Names and kinds only.
    pub const NAMES: Self = Self {
        kinds: &Kind::ALL,
        weak: false,
        exclude: false,
        gender: false,
        roles: false,
        ids: KeptIds::Some(&[]),
        notes: false,
    };

    /// The names of what an entity has and this format cannot hold.
    fn lost<'a>(&'a self, entity: &'a Entity) -> impl Iterator<Item = &'static str> + 'a {
        let ids = |scheme: &String| match self.ids {
            KeptIds::All => true,
            KeptIds::Some(schemes) => schemes.contains(&scheme.as_str()),
            KeptIds::Properties => scheme == "wikidata" || super::table::is_property(scheme),
        };
        let parts = [
            ("kind", self.kinds.contains(&entity.kind)),
            ("weak aliases", self.weak || entity.aliases.iter().all(|alias| !alias.weak)),
            ("exclude", self.exclude || entity.exclude.is_empty()),
            ("gender", self.gender || entity.gender.is_none()),
            ("roles", self.roles || entity.roles.is_empty()),
            ("ids", entity.ids.keys().all(ids)),
            ("notes", self.notes || entity.notes.is_none()),
        ];
        parts.into_iter().filter(|(_, kept)| !kept).map(|(part, _)| part)
    }
}

impl Loader {
    /// Whether gazetteers can be written in this format.
    pub fn writes(&self) -> bool {
        self.write.is_some()
    }

    /// Writes a gazetteer.
    ///
    /// # Errors
    /// The format is only read, or the writer fails.
    pub fn write(
        &self,
        gazetteer: &Gazetteer,
        out: &mut dyn io::Write,
        style: &Style,
    ) -> Result<()> {
        let Some(write) = self.write else {
            let written = LOADERS.iter().filter(|loader| loader.writes()).map(|loader| loader.name);
            return Err(Error::Setting(format!(
                "{} is only read; written are {}",
                self.name,
                written.collect::<Vec<_>>().join(", ")
            )));
        };
        write(gazetteer, out, style).map_err(|e| Error::io("-", e))
    }

    /// What this format cannot hold of a gazetteer: each part with the number of entities that lose
    /// it.
    pub fn losses(&self, gazetteer: &Gazetteer) -> Vec<(&'static str, usize)> {
        let mut losses: Vec<(&'static str, usize)> = Vec::new();
        for part in gazetteer.iter().flat_map(|entity| self.kept.lost(entity)) {
            match losses.iter_mut().find(|(known, _)| *known == part) {
                Some((_, count)) => *count += 1,
                None => losses.push((part, 1)),
            }
        }
        losses
    }
}

/// The format of this name.
///
/// # Errors
/// Where there is none.
pub fn loader(name: &str) -> Result<&'static Loader> {
    LOADERS.iter().find(|loader| loader.name == name).ok_or_else(|| {
        let names: Vec<_> = LOADERS.iter().map(|loader| loader.name).collect();
        Error::Setting(format!(
            "no gazetteer format is called “{name}”{}; there are {}",
            suggestion::did_you_mean(name, &names),
            names.join(", ")
        ))
    })
}

/// The format that an extension settles.
pub fn by_extension(extension: &str) -> Option<&'static Loader> {
    LOADERS.iter().find(|loader| loader.extensions.contains(&extension))
}

/// A file's extension in lower case, that of the packed file where it is packed.
pub(super) fn extension(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    name.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_owned())
}

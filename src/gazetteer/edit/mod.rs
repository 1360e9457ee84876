//! Edits a TOML gazetteer in place: comments and order stay, no entry and no name is lost.

mod add;
mod kept;
mod list;
mod merge;
mod split;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use super::intake::Intake;
use crate::{
    error::{Error, Result},
    output,
};
use kept::lost;

/// A TOML gazetteer being edited. Nothing is written before [`Edit::save`].
#[derive(Debug)]
pub struct Edit {
    path: PathBuf,
    /// The file as it was read, with the line ends of TOML's printer.
    before: String,
    bytes: Vec<u8>,
    document: DocumentMut,
    /// Merged away: id → where its names went.
    gone: BTreeMap<String, String>,
    crlf: bool,
}

impl Edit {
    /// Opens a gazetteer; one that does not exist yet begins empty.
    ///
    /// # Errors
    /// The file is no TOML gazetteer, or there are mistakes in it (all are named).
    pub fn open(path: &Path) -> Result<Self> {
        if super::extension(path) != "toml" {
            return Err(Error::Setting(format!(
                "{}: only TOML gazetteers are edited in place; make one with `gazetteer convert`",
                path.display()
            )));
        }
        // what a link points at is edited, not the link replaced
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(Error::io(path, e)),
        };
        if !bytes.is_empty() {
            check(&path)?;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let crlf = text.contains("\r\n");
        let before = text.replace("\r\n", "\n");
        let document = parse(&path, &before)?;
        if document.get("entity").is_some_and(|item| !item.is_array_of_tables()) {
            return Err(Error::Setting(format!(
                "{}: entities in one inline list cannot be edited; write each as [[entity]]",
                path.display()
            )));
        }
        Ok(Self { path, before, bytes, document, gone: BTreeMap::new(), crlf })
    }

    /// Whether the file itself (not one that it includes) has an entity of this id.
    pub fn contains(&self, id: &str) -> bool {
        self.index(id).is_some()
    }

    /// The file as it would be written.
    pub fn text(&self) -> String {
        let text = self.document.to_string();
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }

    /// Whether there is anything to write.
    pub fn changed(&self) -> bool {
        self.document.to_string() != self.before
    }

    /// Writes the file: whole or not at all, with the permissions that it had.
    ///
    /// # Errors
    /// Something else changed the file meanwhile, an entry or comment would be lost (which would be
    /// our mistake), or it cannot be written. What stood there then stays.
    pub fn save(&mut self) -> Result<()> {
        if !self.changed() {
            return Ok(());
        }
        let after = self.document.to_string();
        if let Some(lost) = lost(&self.before, &after, &self.gone) {
            return Err(self.fail(format!("not written, {lost} would be lost: please report this")));
        }
        let now = fs::read(&self.path).unwrap_or_default();
        if now != self.bytes {
            return Err(self.fail("the file was changed meanwhile; nothing was written".to_owned()));
        }
        let bytes = self.text().into_bytes();
        output::replace(&self.path, &bytes).map_err(|e| Error::io(&self.path, e))?;
        (self.before, self.bytes) = (after, bytes);
        self.gone.clear();
        Ok(())
    }

    fn fail(&self, message: String) -> Error {
        Error::Setting(format!("{}: {message}", self.path.display()))
    }

    fn missing(&self, id: &str) -> Error {
        let ids: Vec<_> = self.tables().filter_map(id_of).collect();
        let near = super::suggestion::did_you_mean(id, &ids);
        self.fail(format!("there is no entity “{id}” in this file{near}"))
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.document.get("entity").and_then(Item::as_array_of_tables).into_iter().flatten()
    }

    fn tables_mut(&mut self) -> Option<&mut ArrayOfTables> {
        self.document.get_mut("entity").and_then(Item::as_array_of_tables_mut)
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.tables().position(|table| id_of(table) == Some(id))
    }

    fn table(&mut self, id: &str) -> Result<&mut Table> {
        let index = self.index(id).ok_or_else(|| self.missing(id))?;
        let table = self.tables_mut().and_then(|tables| tables.get_mut(index));
        Ok(table.expect("the index was just found"))
    }
}

fn parse(path: &Path, text: &str) -> Result<DocumentMut> {
    text.parse().map_err(|e| Error::Setting(format!("{}: {e}", path.display())))
}

/// All mistakes in the file; that an entry adds to an entity of another list is none.
fn check(path: &Path) -> Result<()> {
    let mut intake = Intake::layering();
    intake.load(path, None)?;
    intake.finish().map(|_| ())
}

fn id_of(table: &Table) -> Option<&str> {
    table.get("id").and_then(Item::as_str)
}

#[cfg(test)]
#[path = "../tests/edit.rs"]
mod tests;

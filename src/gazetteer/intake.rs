//! Where every loader puts what it reads: entries become entities, later files are layered over
//! earlier ones, includes are followed, and all mistakes are gathered.

use std::{
    collections::HashSet,
    fs, mem,
    path::{Path, PathBuf},
};

use super::{
    Alias, Entity, Gazetteer, Gender, Ids, Kind, LOADERS, ListFile, Loader,
    layer::{join, join_aliases, layer_entry},
    source::{Place, Source},
};
use crate::error::{Error, Fault, Result};

/// More mistakes than this are counted, not listed: another sort of file.
const MOST_FAULTS: usize = 1_000;
/// No name is longer, in bytes; a longer one is text.
const LONGEST_NAME: usize = 4_096;

/// What one place of a file says of an entity. Name and kind may be missing where an earlier file
/// gives them.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) name: Option<String>,
    pub(crate) kind: Option<Kind>,
    pub(crate) aliases: Vec<Alias>,
    pub(crate) exclude: Vec<String>,
    pub(crate) gender: Option<Gender>,
    pub(crate) roles: Vec<String>,
    pub(crate) ids: Ids,
    pub(crate) notes: Option<String>,
    /// Where the aliases stand, one each, or none where that is not known.
    pub(crate) places: Vec<Place>,
}

/// An entry as it stands in a file: what `check` points at.
#[derive(Debug, Clone)]
pub(crate) struct Listed {
    /// Index in [`Gazetteer::files`].
    pub(crate) file: usize,
    pub(crate) place: Place,
    pub(crate) entry: Entry,
}

/// All that is known after reading.
#[derive(Debug)]
pub(crate) struct Survey {
    pub(crate) gazetteer: Gazetteer,
    pub(crate) faults: Vec<Fault>,
    pub(crate) remarks: Vec<Fault>,
    /// Every entry as it stands, where that was asked for.
    pub(crate) listed: Vec<Listed>,
}

/// What the same id twice in one file means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// A mistake: each entity stands in one place.
    Mistake,
    /// More of the same entity: the format has a line for each of its names. Such formats need not
    /// say the kind.
    More,
}

/// The file being read.
#[derive(Debug, Default)]
struct Current {
    path: PathBuf,
    canonical: PathBuf,
    number: u32,
    index: usize,
}

/// Gathers what loaders read.
#[derive(Debug, Default)]
pub(crate) struct Intake {
    gazetteer: Gazetteer,
    /// By entity: the last file that told of it, and the line.
    told: Vec<(u32, u32)>,
    faults: Vec<Fault>,
    /// What is not wrong, but passed over: for `check`.
    remarks: Vec<Fault>,
    passed_over: usize,
    current: Current,
    /// The files that wait for the current one to be included.
    outer: Vec<Current>,
    done: HashSet<PathBuf>,
    /// Every entry as it stands, where that is asked for.
    survey: Option<Vec<Listed>>,
    /// Whether entries may lack name and kind.
    partial: bool,
}

impl Intake {
    /// An intake that also keeps every entry with its place.
    pub(crate) fn surveying() -> Self {
        Self { survey: Some(Vec::new()), ..Self::default() }
    }

    /// An intake for a file that may be a layer over others: an entry need not be whole.
    pub(crate) fn layering() -> Self {
        Self { partial: true, ..Self::default() }
    }

    /// Whether places are kept.
    pub(crate) fn wants_places(&self) -> bool {
        self.survey.is_some()
    }

    /// Reads a file and those that it includes.
    pub(crate) fn load(&mut self, path: &Path, loader: Option<&'static Loader>) -> Result<()> {
        let canonical = fs::canonicalize(path).map_err(|e| Error::io(path, e))?;
        if !self.done.insert(canonical.clone()) {
            return Ok(());
        }
        self.gazetteer.sources.push(path.to_owned());
        self.read(&mut Source::open(path)?, canonical, loader)
    }

    fn read(
        &mut self,
        source: &mut Source,
        canonical: PathBuf,
        loader: Option<&'static Loader>,
    ) -> Result<()> {
        let path = source.path.clone();
        let loader = match loader {
            Some(loader) => loader,
            None => detect(&path, source.peek()?).ok_or_else(|| unknown(&path))?,
        };
        let (index, number) = (self.gazetteer.files.len(), self.done.len() as u32);
        self.gazetteer.files.push(ListFile {
            path: path.clone(),
            format: loader.name,
            title: None,
            licence: None,
            origin: None,
        });
        let outer = mem::replace(&mut self.current, Current { path, canonical, number, index });
        self.outer.push(outer);
        let result = (loader.read)(source, self);
        self.current = self.outer.pop().unwrap_or_default();
        result
    }

    /// Reads bytes in memory as if they were a file of this name.
    #[cfg(test)]
    pub(crate) fn read_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = Path::new(name);
        self.done.insert(path.to_owned());
        let mut source = Source::of(path, bytes.to_vec()).map_err(|e| Error::io(path, e))?;
        self.read(&mut source, path.to_owned(), None)
    }

    /// Reads a file that the current one includes by a path relative to itself.
    pub(crate) fn include(&mut self, relative: &str, place: Place) {
        let path = self.current.path.parent().unwrap_or(Path::new("")).join(relative);
        let waiting = |canonical: &Path| {
            self.outer.iter().skip(1).chain([&self.current]).position(|f| f.canonical == canonical)
        };
        match fs::canonicalize(&path) {
            Err(e) => self.fault(place, format!("cannot include {}: {e}", path.display())),
            Ok(canonical) => {
                if let Some(first) = waiting(&canonical) {
                    let chain = self.outer.iter().skip(1).chain([&self.current]).skip(first);
                    let chain: Vec<_> = chain.map(|f| f.path.display().to_string()).collect();
                    let chain = chain.join(" → ");
                    let message = format!("files include each other: {chain} → {}", path.display());
                    self.fault(place, message);
                } else if let Err(e) = self.load(&path, None) {
                    self.fault(place, format!("cannot include {e}"));
                }
            }
        }
    }

    /// Reads a part of the current gazetteer that lies in a file of its own: mistakes name it.
    pub(crate) fn within(&mut self, path: &Path, read: impl FnOnce(&mut Self)) {
        self.gazetteer.sources.push(path.to_owned());
        let outer = mem::replace(&mut self.current.path, path.to_owned());
        read(self);
        self.current.path = outer;
    }

    /// What the current file says of itself.
    pub(crate) fn about(&mut self) -> &mut ListFile {
        &mut self.gazetteer.files[self.current.index]
    }

    /// A mistake in the current file.
    pub(crate) fn fault(&mut self, place: Place, message: impl Into<String>) {
        if self.faults.len() >= MOST_FAULTS {
            self.passed_over += 1;
            return;
        }
        self.faults.push(Fault {
            path: self.current.path.clone(),
            line: place.line,
            column: place.column,
            message: message.into(),
        });
    }

    /// Something in the current file that is of no use to a gazetteer and left out.
    pub(crate) fn remark(&mut self, place: Place, message: impl Into<String>) {
        if self.survey.is_some() && self.remarks.len() < MOST_FAULTS {
            let (path, Place { line, column }) = (self.current.path.clone(), place);
            self.remarks.push(Fault { path, line, column, message: message.into() });
        }
    }

    /// How many mistakes there are so far.
    pub(crate) fn fault_count(&self) -> usize {
        self.faults.len() + self.passed_over
    }

    /// Takes an entry, whose strings are valid already.
    pub(crate) fn entry(&mut self, mut entry: Entry, place: Place, repeat: Repeat) {
        if let Some(survey) = &mut self.survey {
            survey.push(Listed { file: self.current.index, place, entry: entry.clone() });
        }
        let told = (self.current.number, place.line);
        if self.partial {
            entry.name.get_or_insert_with(|| entry.id.clone());
            entry.kind.get_or_insert(Kind::Other);
        }
        let Some(at) = self.gazetteer.find(&entry.id) else {
            match settle(entry, repeat) {
                Ok(entity) => {
                    self.gazetteer.push(entity);
                    self.told.push(told);
                }
                Err(message) => self.fault(place, message),
            }
            return;
        };
        let before = mem::replace(&mut self.told[at], told);
        if before.0 == told.0 && repeat == Repeat::Mistake {
            self.fault(place, twice(&entry.id, before.1));
            return;
        }
        if before.0 == told.0 {
            // the name that comes first in a file is the canonical one
            entry.aliases.extend(entry.name.take().map(Alias::new));
        }
        layer_entry(self.gazetteer.change(at), entry);
    }

    /// The gazetteer, or all mistakes.
    pub(crate) fn finish(self) -> Result<Gazetteer> {
        let Survey { gazetteer, faults, .. } = self.finish_survey();
        if faults.is_empty() { Ok(gazetteer) } else { Err(Error::Data(faults)) }
    }

    /// What could be read, the mistakes in the order of their places, the entries as they stand.
    pub(crate) fn finish_survey(mut self) -> Survey {
        self.faults.sort();
        if self.passed_over > 0 {
            let message = format!("and {} mistakes more", self.passed_over);
            let path = self.faults[MOST_FAULTS - 1].path.clone();
            self.faults.push(Fault { path, line: 0, column: 0, message });
        }
        Survey {
            gazetteer: self.gazetteer,
            faults: self.faults,
            remarks: self.remarks,
            listed: self.survey.unwrap_or_default(),
        }
    }
}

fn twice(id: &str, line: u32) -> String {
    let first = if line > 0 { format!(" (first in line {line})") } else { String::new() };
    format!("the id “{id}” stands twice in this file{first}; merge the two, or rename one")
}

/// The format that a file's extension or its first bytes tell. `txt` tells little: the bytes first.
fn detect(path: &Path, start: &[u8]) -> Option<&'static Loader> {
    let by_bytes = || LOADERS.iter().find(|loader| (loader.detect)(start));
    match super::extension(path).as_str() {
        "txt" => by_bytes().or_else(|| super::by_extension("txt")),
        extension => super::by_extension(extension).or_else(by_bytes),
    }
}

fn unknown(path: &Path) -> Error {
    let names: Vec<_> = LOADERS.iter().map(|loader| loader.name).collect();
    let message = format!(
        "neither name nor content tells the format of this gazetteer; say which: {}",
        names.join(", ")
    );
    Error::Data(vec![Fault { path: path.to_owned(), line: 0, column: 0, message }])
}

/// A new entity of an entry; what is missing where it cannot be one.
fn settle(entry: Entry, repeat: Repeat) -> std::result::Result<Entity, String> {
    let Entry { id, name, kind, aliases, exclude, gender, roles, ids, notes, places: _ } = entry;
    let kind = kind.or((repeat == Repeat::More).then_some(Kind::Other));
    let missing = match (&name, kind) {
        (None, None) => "`name` and `kind`",
        (None, Some(_)) => "`name`",
        (Some(_), None) => "`kind`",
        (Some(_), Some(_)) => "",
    };
    let (Some(name), Some(kind)) = (name, kind) else {
        return Err(format!("the entity “{id}” lacks {missing}, and no earlier file gives it"));
    };
    let mut entity = Entity::new(id, name, kind);
    (entity.gender, entity.ids, entity.notes) = (gender, ids, notes);
    join_aliases(&mut entity, aliases);
    join(&mut entity.exclude, exclude);
    join(&mut entity.roles, roles);
    Ok(entity)
}

/// What is wrong with a string that is to be an id.
pub(crate) fn fault_of_id(id: &str) -> Option<String> {
    if id.starts_with("discovered:") {
        return Some("ids that begin with `discovered:` are kept for unlisted names".to_owned());
    }
    fault_of_text(id, "an id")
}

/// What is wrong with a string that is to be a name, alias, role, …
pub(crate) fn fault_of_text(text: &str, what: &str) -> Option<String> {
    if text.trim().is_empty() {
        Some(format!("{what} is empty"))
    } else if text.trim().len() != text.len() {
        Some(format!("{what} begins or ends with a space: “{}”", text.trim()))
    } else if text.chars().any(|c| c.is_ascii_control()) {
        let shown: String = text.chars().take(40).collect();
        Some(format!("{what} holds a line break or control character: “{}”", shown.escape_debug()))
    } else if text.len() > LONGEST_NAME {
        Some(format!("{what} is longer than {LONGEST_NAME} bytes"))
    } else {
        None
    }
}

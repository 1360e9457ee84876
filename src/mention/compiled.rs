//! Compiled lists on disk: read back while nothing has changed that they were made from.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

use super::{Matcher, index::Index};
use crate::{
    error::Result,
    gazetteer::{
        Gazetteer,
        packed::{Digest, Packer, Unpacker},
    },
    output::write_atomic,
};

/// What a compiled list begins with; the number at its end is that of the layout.
const MAGIC: &[u8; 16] = b"whosaid list\0\0\0\x02";
/// A compiled list ends in the digest of all that stands before it.
const DIGEST: usize = 16;

/// A folder of compiled lists, each under a name that is made of the paths of its files.
///
/// A compiled list is read back only if it was made by the same program from files with the same
/// content, and is whole; else it is made anew. Contents are compared by a digest of 128 bits
/// against accidents, not against forgers: the folder must be one's own.
#[derive(Debug, Clone)]
pub struct CompiledLists {
    folder: PathBuf,
    program: [u8; 16],
}

/// What became of a compiled list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CacheState {
    /// It was read back.
    Read,
    /// It was made and written: there was none, or a stale one, or a damaged one.
    Made(&'static str),
    /// It was made and could not be written, for this reason.
    NotWritten(String),
}

impl CompiledLists {
    /// Compiled lists in `folder`, which need not exist yet. `program` is what tells one program
    /// from another: the bytes of its file, or its name and version.
    pub fn new(folder: impl Into<PathBuf>, program: &[u8]) -> Self {
        let mut digest = Digest::default();
        digest.add(env!("CARGO_PKG_VERSION").as_bytes());
        digest.add(program);
        Self { folder: folder.into(), program: digest.value() }
    }

    /// The gazetteer of these files, compiled: read back, or else loaded, compiled and written. A
    /// folder that cannot be written to is no error.
    ///
    /// # Errors
    /// As [`Gazetteer::load`].
    pub fn load<P: AsRef<Path>>(&self, lists: &[P]) -> Result<(Gazetteer, Matcher, CacheState)> {
        let lists: Vec<&Path> = lists.iter().map(AsRef::as_ref).collect();
        let path = self.path(&lists);
        let stale = match self.read(&path) {
            Ok((gazetteer, matcher)) => return Ok((gazetteer, matcher, CacheState::Read)),
            Err(why) => why,
        };
        let start = SystemTime::now();
        let before: Vec<_> = lists.iter().map(|list| content(list).ok()).collect();
        let gazetteer = Gazetteer::load(&lists)?;
        let matcher = Matcher::new(&gazetteer);
        let same = |list: &Path| match lists.iter().position(|l| *l == list) {
            Some(at) => before[at].is_some() && content(list).ok() == before[at],
            None => older(list, start),
        };
        let state = if !gazetteer.sources().iter().all(|source| same(source)) {
            CacheState::NotWritten("the list was changed just now".to_owned())
        } else if let Err(error) = self.write(&path, &gazetteer, &matcher) {
            CacheState::NotWritten(error.to_string())
        } else {
            CacheState::Made(stale)
        };
        Ok((gazetteer, matcher, state))
    }

    /// Where the compiled list of these files lies.
    pub fn path(&self, lists: &[&Path]) -> PathBuf {
        let mut digest = Digest::default();
        for list in lists {
            let whole = fs::canonicalize(list).unwrap_or_else(|_| list.to_path_buf());
            digest.add(whole.as_os_str().as_encoded_bytes());
            // how it was named is part of what is told of it
            digest.add(&[0]);
            digest.add(list.as_os_str().as_encoded_bytes());
            digest.add(&[0]);
        }
        let name: String = digest.value().iter().take(12).map(|b| format!("{b:02x}")).collect();
        self.folder.join(format!("{name}.whosaid-list"))
    }

    fn read(&self, path: &Path) -> std::result::Result<(Gazetteer, Matcher), &'static str> {
        const DAMAGED: &str = "the compiled list is damaged";
        let mut file = File::open(path).map_err(|_| "there was none")?;
        let length = file.metadata().map_err(|_| DAMAGED)?.len();
        let mut from = Unpacker::new(&mut file, length);
        let magic = from.bytes(MAGIC.len());
        if magic.as_deref() != Some(MAGIC) || from.bytes(DIGEST).as_deref() != Some(&self.program) {
            return Err("the compiled list is another program's");
        }
        match unchanged(&mut from) {
            Some(true) => {}
            Some(false) => return Err("the list has changed"),
            None => return Err(DAMAGED),
        }
        let gazetteer = Gazetteer::unpack(&mut from).ok_or(DAMAGED)?;
        let mut index = Index::unpack(&mut from).ok_or(DAMAGED)?;
        if !from.finish() {
            return Err(DAMAGED);
        }
        index.complete();
        Ok((gazetteer, Matcher::of(index)))
    }

    fn write(&self, path: &Path, gazetteer: &Gazetteer, matcher: &Matcher) -> Result<()> {
        let failed = |e| crate::error::Error::io(path, e);
        let sources = gazetteer.sources().iter();
        let sources = sources.map(|source| Ok((source, content(source)?)));
        let sources: Vec<_> = sources.collect::<io::Result<_>>().map_err(failed)?;
        fs::create_dir_all(&self.folder).map_err(failed)?;
        write_atomic(path, |out: &mut dyn Write| -> Result<()> {
            let mut packer = Packer::new(out);
            packer.bytes(MAGIC);
            packer.bytes(&self.program);
            packer.number(sources.len() as u64);
            for (source, content) in &sources {
                // a name that is no text cannot be found again: the list is never unchanged
                packer.text(&source.to_string_lossy());
                packer.bytes(content);
            }
            gazetteer.pack(&mut packer);
            matcher.index().pack(&mut packer);
            packer.finish().map_err(failed)
        })
    }
}

/// Whether a file was last changed well before `start`, so that what was read since is what stands
/// there.
fn older(path: &Path, start: SystemTime) -> bool {
    let changed = fs::metadata(path).and_then(|data| data.modified());
    changed.is_ok_and(|changed| {
        start.duration_since(changed).is_ok_and(|age| age > Duration::from_secs(2))
    })
}

/// The digest of a file's content.
fn content(path: &Path) -> io::Result<[u8; DIGEST]> {
    let mut digest = Digest::default();
    digest.read(File::open(path)?)?;
    Ok(digest.value())
}

/// Whether the files that a list was made from are as they were.
fn unchanged(from: &mut Unpacker<'_>) -> Option<bool> {
    for _ in 0..from.number()? {
        let (path, digest) = (from.text()?, from.bytes(DIGEST)?);
        if content(Path::new(&path)).ok().is_none_or(|content| content != *digest) {
            return Some(false);
        }
    }
    Some(true)
}

#[cfg(test)]
mod tests;

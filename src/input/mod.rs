//! Floor 7: where documents come from: files, folders, the standard input.
//!
//! [`Documents`] gives them one by one, so that memory holds one document and not the corpus. A
//! document that cannot be used is an error in its place; the next one follows.

mod decode;
mod jsonl;
mod text;
mod walk;

use std::{
    collections::HashSet,
    fs::File,
    hash::BuildHasher,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    vec,
};

use rustc_hash::FxBuildHasher;

use crate::{
    document::Document,
    error::{Error, Result},
};

/// Documents of one source, in order.
pub type Stream = Box<dyn Iterator<Item = Result<Document>>>;

/// One input format.
pub trait Reader: Sync {
    /// How users call the format.
    fn name(&self) -> &'static str;
    /// The file-name endings that are read with it, without the dot, in lower case.
    fn extensions(&self) -> &'static [&'static str];
    /// Reads documents from `bytes`; `origin` names them.
    fn read(&self, bytes: Box<dyn BufRead>, origin: Origin) -> Stream;
}

/// The input formats. A file that none claims by its ending is read as text.
pub const READERS: &[&dyn Reader] = &[&text::Text, &jsonl::JsonLines];

/// Where a stream of bytes comes from.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file, or `-`.
    pub path: PathBuf,
    /// The path relative to the input's root, with `/`: the id of a document that has none.
    pub id: String,
}

/// The documents of several files, folders and the standard input (`-`), in a stable order.
///
/// Two documents with one id would be confused in every output: the second is an error.
pub struct Documents {
    files: vec::IntoIter<Origin>,
    current: Option<Stream>,
    seen: HashSet<u64, FxBuildHasher>,
}

impl Documents {
    /// Opens `inputs`; folders are walked, their files sorted by name.
    ///
    /// # Errors
    /// An input that does not exist, a folder without a file of a known format.
    pub fn open<P: AsRef<Path>>(inputs: impl IntoIterator<Item = P>) -> Result<Self> {
        let mut files = Vec::new();
        for input in inputs {
            walk::walk(input.as_ref(), &mut files)?;
        }
        Ok(Self { files: files.into_iter(), current: None, seen: HashSet::default() })
    }

    fn check(&mut self, document: Document) -> Result<Document> {
        if self.seen.insert(FxBuildHasher.hash_one(&document.id)) {
            return Ok(document);
        }
        let path = document.meta.path.as_deref().unwrap_or("-");
        Err(Error::document(
            path,
            format!(
                "a document with the id “{}” was read before: passed over; \
                 give it another id, or give the folder above both files as the input",
                document.id
            ),
        ))
    }
}

impl Iterator for Documents {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(stream) = &mut self.current {
                if let Some(document) = stream.next() {
                    return Some(document.and_then(|d| self.check(d)));
                }
                self.current = None;
            }
            match open(self.files.next()?) {
                Ok(stream) => self.current = Some(stream),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Opens one source with the reader of its ending; the standard input is looked into.
fn open(origin: Origin) -> Result<Stream> {
    if origin.path.as_os_str() == "-" {
        let mut bytes = BufReader::new(std::io::stdin());
        let head = bytes.fill_buf().map_err(|e| Error::io("-", e))?;
        let json = head.iter().find(|b| !b.is_ascii_whitespace()) == Some(&b'{');
        let reader: &dyn Reader = if json { &jsonl::JsonLines } else { &text::Text };
        return Ok(reader.read(Box::new(bytes), origin));
    }
    let file = File::open(&origin.path).map_err(|e| Error::io(&origin.path, e))?;
    let reader = reader_of(&origin.path).unwrap_or(&text::Text);
    Ok(reader.read(Box::new(BufReader::with_capacity(1 << 16, file)), origin))
}

/// The reader whose format a file's ending names.
fn reader_of(path: &Path) -> Option<&'static dyn Reader> {
    let ending = path.extension()?.to_str()?.to_lowercase();
    READERS.iter().copied().find(|r| r.extensions().contains(&ending.as_str()))
}

//! Files of a folder in a stable order.

use std::path::{Component, Path};

use walkdir::WalkDir;

use super::{Origin, READERS, reader_of};
use crate::error::{Error, Result};

/// Adds the files that `input` stands for. Hidden files and folders are passed over.
pub(super) fn walk(input: &Path, files: &mut Vec<Origin>) -> Result<()> {
    if input.as_os_str() == "-" {
        files.push(Origin { path: input.to_owned(), id: "-".to_owned() });
        return Ok(());
    }
    let kind = std::fs::metadata(input).map_err(|e| Error::io(input, e))?;
    if !kind.is_dir() {
        let id = input.file_name().unwrap_or(input.as_os_str()).to_string_lossy().into_owned();
        files.push(Origin { path: input.to_owned(), id });
        return Ok(());
    }
    let before = files.len();
    let visible = |name: &std::ffi::OsStr| !name.to_string_lossy().starts_with('.');
    let entries = WalkDir::new(input)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| e.depth() == 0 || visible(e.file_name()));
    for entry in entries {
        let entry = entry.map_err(|e| {
            let path = e.path().unwrap_or(input).to_owned();
            Error::io(path, e.into())
        })?;
        if entry.file_type().is_file() && reader_of(entry.path()).is_some() {
            let id = relative(entry.path(), input);
            files.push(Origin { path: entry.into_path(), id });
        }
    }
    if files.len() == before {
        let endings: Vec<_> = READERS.iter().flat_map(|r| r.extensions()).copied().collect();
        return Err(Error::document(
            input,
            format!("no articles in this folder; files ending in {} are read", endings.join(", ")),
        ));
    }
    Ok(())
}

fn relative(path: &Path, root: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside
        .components()
        .filter_map(|c| match c {
            Component::Normal(part) => Some(part.to_string_lossy()),
            _ => None,
        })
        .collect();
    parts.join("/")
}

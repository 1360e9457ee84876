//! Floor 0: outputs written beside their place, then renamed: whole or not at all.

use std::{
    io::{self, BufWriter, Write},
    path::Path,
};

use crate::error::Error;

/// Calls `write` with a temporary file in the same folder and renames it to `path` at the end.
///
/// # Errors
/// The folder cannot be written to, or `write` fails: what stood at `path` before then stays.
pub fn write_atomic<E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let at = |e| Error::io(path, e);
    let folder = match path.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    if path.is_dir() {
        return Err(at(io::Error::other("this is a folder; name a file in it")).into());
    }
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // as any program creates files; the umask takes away what it must
        file.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let file = file.prefix(".whosaid-").tempfile_in(folder).map_err(at)?;
    let mut out = BufWriter::new(file);
    write(&mut out)?;
    let file = out.into_inner().map_err(|e| at(e.into_error()))?;
    file.persist(path).map_err(|e| at(e.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stood_there_stays_when_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let io = |e| Error::io("out", e);
        write_atomic(&path, |out| out.write_all(b"old").map_err(io)).unwrap();
        let failed = write_atomic(&path, |out| {
            out.write_all(b"half").map_err(io)?;
            Err(io(io::Error::other("full")))
        });
        assert!(failed.is_err());
        assert_eq!(std::fs::read(&path).unwrap(), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

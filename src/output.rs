//! Floor 0: outputs written beside their place, then renamed: whole or not at all.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use crate::error::Error;

/// Calls `write` with a temporary file in the same folder and renames it to `path` at the end.
///
/// The file a link points to is replaced, never the link; a file keeps the permissions it had. What
/// is no file (a device, a named pipe, `/dev/stdout`) is written to as it stands: a file renamed over
/// `/dev/null` would take the device away from the whole machine.
///
/// # Errors
/// The folder cannot be written to, or `write` fails: what stood at `path` before then stays.
pub fn write_atomic<E: From<Error>>(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), E>,
) -> Result<(), E> {
    let at = |e| E::from(Error::io(path, e));
    match Place::of(path).map_err(at)? {
        Place::Stream(stream) => {
            let mut out = BufWriter::new(stream);
            write(&mut out)?;
            out.flush().map_err(at)
        }
        Place::File(target) => {
            let mut out = BufWriter::new(beside(&target).map_err(at)?);
            write(&mut out)?;
            let file = out.into_inner().map_err(|e| at(e.into_error()))?;
            file.persist(&target).map(|_| ()).map_err(|e| at(e.error))
        }
    }
}

/// As [`write_atomic`], for files that nothing could make again: the bytes are on the disk before
/// they take the old ones' place.
///
/// # Errors
/// As of [`write_atomic`].
pub fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    match Place::of(path)? {
        Place::Stream(mut stream) => stream.write_all(bytes),
        Place::File(target) => {
            let mut file = beside(&target)?;
            file.write_all(bytes)?;
            file.as_file().sync_all()?;
            file.persist(&target).map(|_| ()).map_err(|e| e.error)
        }
    }
}

enum Place {
    /// Here a file stands, or shall stand; links are followed.
    File(PathBuf),
    /// A device or a pipe, open.
    Stream(File),
}

impl Place {
    fn of(path: &Path) -> io::Result<Self> {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                Err(io::Error::other("this is a folder; name a file in it"))
            }
            Ok(found) if found.is_file() => fs::canonicalize(path).map(Self::File),
            Ok(_) => OpenOptions::new().write(true).open(path).map(Self::Stream),
            Err(_) => Ok(Self::File(path.to_owned())),
        }
    }
}

/// A temporary file in the folder of `target`, with its permissions or those of a new file.
fn beside(target: &Path) -> io::Result<NamedTempFile> {
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // as any program creates files; the umask takes away what it must
        file.permissions(fs::Permissions::from_mode(0o666));
    }
    let file = file.prefix(".whosaid-").tempfile_in(folder.unwrap_or(Path::new(".")))?;
    if let Ok(metadata) = fs::metadata(target) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &'static [u8]) -> impl FnOnce(&mut dyn Write) -> Result<(), Error> {
        move |out| out.write_all(bytes).map_err(|e| Error::io("out", e))
    }

    #[test]
    fn what_stood_there_stays_when_writing_fails() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        write_atomic(&path, text(b"old")).unwrap();
        let failed = write_atomic(&path, |out| {
            text(b"half")(out)?;
            Err(Error::io("out", io::Error::other("full")))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn links_are_followed_and_permissions_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        write_atomic(&file, text(b"old")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("file", &link).unwrap();
        for write in [
            |path: &Path| write_atomic(path, text(b"new")),
            |path: &Path| replace(path, b"newer").map_err(|e| Error::io(path, e)),
        ] {
            write(&link).unwrap();
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
            assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o640);
        }
        assert_eq!(fs::read(&file).unwrap(), b"newer");
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_written_to_and_stays_a_pipe() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || fs::read(pipe).unwrap()
        });
        write_atomic(&pipe, text(b"through")).unwrap();
        assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
        assert_eq!(reader.join().unwrap(), b"through");
    }
}

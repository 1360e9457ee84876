//! The one error type. Errors arise only at the doors: loading, building, reading, writing.

use std::{fmt, path::PathBuf};

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What went wrong, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or stream could not be read or written.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// The file, or `-` for the standard streams.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A document cannot be used; others may.
    #[error("{path}: {reason}", path = .path.display())]
    Document {
        /// The file, with `:line` where a line holds a document.
        path: PathBuf,
        /// What is wrong and what to do.
        reason: String,
    },
    /// Mistakes in a data file, all of them at once.
    #[error("{}", Faults(.0))]
    Data(Vec<Fault>),
    /// A setting does not make sense.
    #[error("{0}")]
    Setting(String),
    /// An outside program failed or is not installed.
    #[error("{program}: {reason}")]
    Program {
        /// The program's name.
        program: String,
        /// What it said and what to do.
        reason: String,
    },
}

/// One mistake in a data file. Line and column count from 1; a column counts code points.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fault {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// Column, from 1, in code points; 0 where the line as a whole is meant.
    pub column: u32,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
            if self.column > 0 {
                write!(f, ":{}", self.column)?;
            }
        }
        write!(f, ": {}", self.message)
    }
}

struct Faults<'a>(&'a [Fault]);

impl fmt::Display for Faults<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl Error {
    /// An [`Error::Io`] at `path`.
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Self::Io { path: path.into(), source }
    }

    /// An [`Error::Document`] at `path`.
    pub fn document(path: impl Into<PathBuf>, reason: impl Into<String>) -> Self {
        Self::Document { path: path.into(), reason: reason.into() }
    }
}

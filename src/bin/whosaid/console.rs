//! What goes to the error stream; the standard output stays clean.
#![allow(clippy::print_stderr)]

use std::io::{self, IsTerminal};

use whosaid::Error;

/// Names what failed, with its causes, none of them twice.
pub(crate) fn error(error: &anyhow::Error) {
    let mut told = String::new();
    for cause in error.chain().map(ToString::to_string) {
        if !told.contains(&cause) {
            told.push_str(if told.is_empty() { "" } else { ": " });
            told.push_str(&cause);
        }
    }
    eprintln!("whosaid: {told}");
}

/// Names a document that failed; the run goes on.
pub(crate) fn failed(error: &Error) {
    eprintln!("whosaid: passed over: {error}");
}

/// Something that the user should know.
pub(crate) fn note(text: &str) {
    eprintln!("whosaid: {text}");
}

/// Progress of long work, where someone watches.
pub(crate) struct Progress {
    shown: bool,
    documents: u64,
    bytes: u64,
    started: std::time::Instant,
    last: std::time::Instant,
}

impl Progress {
    pub(crate) fn new() -> Self {
        let now = std::time::Instant::now();
        let shown = io::stderr().is_terminal();
        Self { shown, documents: 0, bytes: 0, started: now, last: now }
    }

    pub(crate) fn add(&mut self, documents: usize, bytes: usize) {
        self.documents += documents as u64;
        self.bytes += bytes as u64;
        if self.shown && self.last.elapsed().as_millis() >= 500 {
            self.last = std::time::Instant::now();
            let seconds = self.started.elapsed().as_secs_f64();
            let rate = self.bytes as f64 / 1e6 / seconds;
            eprint!("\r{} documents, {:.1} MB ({rate:.0} MB/s) ", self.documents, self.megabytes());
        }
    }

    fn megabytes(&self) -> f64 {
        self.bytes as f64 / 1e6
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown && self.last > self.started {
            eprintln!();
        }
    }
}

/// Whether the reader of our output went away: no failure of ours.
pub(crate) fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let own = cause.downcast_ref::<io::Error>().map(io::Error::kind);
        let ours = match cause.downcast_ref::<Error>() {
            Some(Error::Io { source, .. }) => Some(source.kind()),
            _ => None,
        };
        own.or(ours) == Some(io::ErrorKind::BrokenPipe)
    })
}

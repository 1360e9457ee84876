//! Inputs that are extraction records already, told apart from articles.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
};

use whosaid::Error;

/// Enough to see the first field of a record.
const HEAD: u64 = 512;

/// Inputs that hold records, and those that hold articles, each in the order given.
pub(crate) fn split(inputs: &[PathBuf]) -> Result<(Vec<PathBuf>, Vec<PathBuf>), Error> {
    let (mut records, mut articles) = (Vec::new(), Vec::new());
    for input in inputs {
        if holds_records(input)? { &mut records } else { &mut articles }.push(input.clone());
    }
    Ok((records, articles))
}

/// Opens a file of records, or the standard input.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead>, Error> {
    if path.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = File::open(path).map_err(|e| Error::io(path, e))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, file)))
}

fn holds_records(input: &Path) -> Result<bool, Error> {
    let mut head = Vec::new();
    let at = |e| Error::io(input, e);
    if input.as_os_str() == "-" {
        // looked at, not taken: who reads next gets the same bytes
        head.extend(io::stdin().lock().fill_buf().map_err(at)?.iter().take(HEAD as usize));
    } else if input.is_file() {
        File::open(input).map_err(at)?.take(HEAD).read_to_end(&mut head).map_err(at)?;
    }
    let head = String::from_utf8_lossy(&head);
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    Ok(head.trim_start_matches('\u{feff}').starts_with("{\"schema\":\"whosaid.extraction/"))
}

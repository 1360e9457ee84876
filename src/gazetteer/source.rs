//! A file being read: unpacked, its byte order mark taken off, its lines counted.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Cursor, Read},
    path::{Path, PathBuf},
};

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};
use flate2::bufread::MultiGzDecoder;

use crate::error::{Error, Result};

/// No entity needs a longer line; one that has it is another sort of file.
pub(crate) const LONGEST_LINE: usize = 32 << 20;
/// Formats that are read whole stop here.
const LARGEST_FILE: u64 = 2 << 30;
const BUFFER: usize = 256 << 10;

/// A file being read.
pub(crate) struct Source {
    pub(crate) path: PathBuf,
    reader: Box<dyn BufRead>,
    line: Vec<u8>,
    number: u32,
}

/// What came next.
pub(crate) enum Line<'a> {
    /// Its number, from 1, and its bytes without the line's end.
    Text(u32, &'a [u8]),
    /// It was passed over: longer than [`LONGEST_LINE`].
    TooLong(u32),
}

impl Source {
    /// Opens a file; one packed with gzip is unpacked on the way, UTF-16 with a mark is decoded.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let fail = |e| Error::io(path, e);
        let file = File::open(path).map_err(fail)?;
        if file.metadata().map_err(fail)?.is_dir() {
            let hint = "this is a folder; name the gazetteer's files";
            return Err(fail(io::Error::new(io::ErrorKind::IsADirectory, hint)));
        }
        Self::new(path, Box::new(BufReader::with_capacity(BUFFER, file))).map_err(fail)
    }

    /// Reads bytes in memory under a name of their own.
    #[cfg(test)]
    pub(crate) fn of(path: &Path, bytes: Vec<u8>) -> io::Result<Self> {
        Self::new(path, Box::new(Cursor::new(bytes)))
    }

    fn new(path: &Path, mut reader: Box<dyn BufRead>) -> io::Result<Self> {
        if reader.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
            let unpacked = MultiGzDecoder::new(reader);
            reader = Box::new(BufReader::with_capacity(BUFFER, unpacked));
        }
        let start = reader.fill_buf()?;
        let mark = Encoding::for_bom(start);
        match mark {
            Some((encoding, _)) if encoding == UTF_16LE || encoding == UTF_16BE => {
                let bytes = whole(&mut reader)?;
                let text = encoding.decode(&bytes).0.into_owned();
                reader = Box::new(Cursor::new(text.into_bytes()));
            }
            Some((_, length)) => reader.consume(length),
            None => {}
        }
        Ok(Self { path: path.to_owned(), reader, line: Vec::new(), number: 0 })
    }

    /// The first bytes, which stay to be read: what a format is told by.
    pub(crate) fn peek(&mut self) -> Result<&[u8]> {
        self.reader.fill_buf().map_err(|e| Error::io(&self.path, e))
    }

    /// The next line, or none at the end.
    pub(crate) fn next_line(&mut self) -> Result<Option<Line<'_>>> {
        self.line.clear();
        let mut limited = (&mut self.reader).take(LONGEST_LINE as u64);
        let read = limited.read_until(b'\n', &mut self.line);
        if read.map_err(|e| Error::io(&self.path, e))? == 0 {
            return Ok(None);
        }
        self.number += 1;
        if self.line.last() == Some(&b'\n') {
            self.line.pop();
        } else if self.line.len() == LONGEST_LINE {
            self.pass_line().map_err(|e| Error::io(&self.path, e))?;
            self.line = Vec::new();
            return Ok(Some(Line::TooLong(self.number)));
        }
        if self.line.last() == Some(&b'\r') {
            self.line.pop();
        }
        Ok(Some(Line::Text(self.number, &self.line)))
    }

    /// Reads to the end of the line and keeps nothing.
    fn pass_line(&mut self) -> io::Result<()> {
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok(());
            }
            let (passed, done) = match memchr::memchr(b'\n', buffer) {
                Some(at) => (at + 1, true),
                None => (buffer.len(), false),
            };
            self.reader.consume(passed);
            if done {
                return Ok(());
            }
        }
    }

    /// All that is left.
    pub(crate) fn bytes(&mut self) -> Result<Vec<u8>> {
        whole(&mut self.reader).map_err(|e| Error::io(&self.path, e))
    }
}

fn whole(reader: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let hint = "larger than 2 GiB; convert it to JSON Lines, which are read line by line";
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, hint));
    }
    Ok(bytes)
}

/// The places of byte offsets in a text.
pub(crate) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let after_ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
        Self { text, starts: std::iter::once(0).chain(after_ends).collect() }
    }

    /// Line and column, from 1, the column in code points.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let column = self.text[self.starts[line]..offset].chars().count() + 1;
        Place { line: line as u32 + 1, column: column as u32 }
    }
}

/// Line and column, from 1; 0 where it is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(crate) struct Place {
    pub(crate) line: u32,
    pub(crate) column: u32,
}

impl Place {
    /// A line as a whole.
    pub(crate) fn line(line: u32) -> Self {
        Self { line, column: 0 }
    }
}

/// The text of bytes that must be UTF-8, or what is wrong with them and at which byte.
pub(crate) fn utf8(bytes: &[u8]) -> std::result::Result<&str, (usize, String)> {
    let text = std::str::from_utf8(bytes).map_err(|e| {
        let at = e.valid_up_to();
        (at, format!("not UTF-8 (byte 0x{:02X}); save the file as UTF-8", bytes[at]))
    })?;
    match memchr::memchr(0, bytes) {
        None => Ok(text),
        Some(at) => Err((
            at,
            "a NUL byte: a binary file, or UTF-16 without a mark; save it as UTF-8".into(),
        )),
    }
}

/// Place of a byte in bytes of which what stands before it is UTF-8.
pub(crate) fn place_in(bytes: &[u8], at: usize) -> Place {
    let before = &bytes[..at];
    let line = memchr::memchr_iter(b'\n', before).count() as u32 + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let column = String::from_utf8_lossy(&before[start..]).chars().count() as u32 + 1;
    Place { line, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(bytes: &[u8]) -> Vec<String> {
        let mut source = Source::of(Path::new("x"), bytes.to_vec()).unwrap();
        let mut all = Vec::new();
        while let Some(line) = source.next_line().unwrap() {
            all.push(match line {
                Line::Text(n, text) => format!("{n}:{}", String::from_utf8_lossy(text)),
                Line::TooLong(n) => format!("{n}: too long"),
            });
        }
        all
    }

    #[test]
    fn lines_are_counted_whatever_ends_them() {
        assert_eq!(lines(b"a\r\nb\n\nc"), ["1:a", "2:b", "3:", "4:c"]);
        assert_eq!(lines(b""), [""; 0]);
        assert_eq!(lines("\u{feff}a".as_bytes()), ["1:a"]);
        assert_eq!(lines(b"\xff\xfea\0\n\0b\0"), ["1:a", "2:b"]);
    }

    #[test]
    fn a_line_too_long_is_passed_over() {
        let mut bytes = vec![b'x'; LONGEST_LINE + 5];
        bytes.extend(b"\nb");
        assert_eq!(lines(&bytes), ["1: too long", "2:b"]);
    }

    #[test]
    fn places_count_code_points() {
        let lines = Lines::new("äb\nçd");
        assert_eq!(lines.place(2), Place { line: 1, column: 2 });
        assert_eq!(lines.place(6), Place { line: 2, column: 2 });
        assert_eq!(lines.place(99), Place { line: 2, column: 3 });
        assert_eq!(place_in("äb\nç\u{0}".as_bytes(), 6), Place { line: 2, column: 2 });
    }
}

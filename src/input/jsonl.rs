//! JSON Lines: a line is a document (`id`, `text`; optional `title`, `url`, `published`, `source`,
//! `language`).

use std::{
    io::{BufRead, Read},
    path::PathBuf,
};

use serde::Deserialize;

use super::{Origin, Reader, Stream, decode::decode};
use crate::{
    document::{Document, Meta},
    error::{Error, Result},
};

/// One JSON object a line.
pub(super) struct JsonLines;

/// A longer line is refused, so that a broken file cannot fill the memory.
const LONGEST_LINE: u64 = 1 << 32;

impl Reader for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jsonl", "ndjson"]
    }

    fn read(&self, bytes: Box<dyn BufRead>, origin: Origin) -> Stream {
        Box::new(Lines { bytes, origin, line: 0, usual: 0, ended: false })
    }
}

struct Lines {
    bytes: Box<dyn BufRead>,
    origin: Origin,
    line: usize,
    /// Length of the last line.
    usual: usize,
    ended: bool,
}

/// A line's fields; others are passed over.
#[derive(Deserialize)]
struct Fields {
    id: Option<Key>,
    text: String,
    title: Option<String>,
    url: Option<String>,
    published: Option<String>,
    source: Option<String>,
    language: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Key {
    Text(String),
    Number(serde_json::Number),
}

impl Iterator for Lines {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            // lines are about as long as the ones before
            let mut line = Vec::with_capacity(self.usual);
            let mut limited = (&mut self.bytes).take(LONGEST_LINE);
            match limited.read_until(b'\n', &mut line) {
                Err(error) => {
                    self.ended = true;
                    return Some(Err(Error::io(&self.origin.path, error)));
                }
                Ok(0) => return None,
                Ok(_) => self.line += 1,
            }
            self.usual = line.len().min(1 << 20);
            if line.len() as u64 == LONGEST_LINE && line.last() != Some(&b'\n') {
                self.ended = true;
                return Some(Err(self.fault("a line of over 4 GiB: the file is not read further")));
            }
            if line.iter().any(|b| !b.is_ascii_whitespace()) {
                return Some(self.document(line));
            }
        }
        None
    }
}

impl Lines {
    fn place(&self) -> PathBuf {
        format!("{}:{}", self.origin.path.display(), self.line).into()
    }

    fn fault(&self, reason: impl Into<String>) -> Error {
        Error::document(self.place(), reason)
    }

    fn document(&self, line: Vec<u8>) -> Result<Document> {
        let decoded = decode(line).map_err(|reason| self.fault(reason))?;
        let fields: Fields = serde_json::from_str(&decoded.text).map_err(|e| {
            self.fault(format!(
                "column {}: {e}; each line is an object with “id” and “text”",
                e.column()
            ))
        })?;
        let id = match fields.id {
            Some(Key::Text(id)) if !id.is_empty() => id,
            Some(Key::Number(id)) => id.to_string(),
            _ => format!("{}:{}", self.origin.id, self.line),
        };
        let mut document = Document::new(id, fields.text);
        document.notes.extend(decoded.guessed.map(|name| format!("read as {name} (a guess)")));
        let published = fields.published.and_then(|date| {
            if is_date(&date) {
                return Some(date);
            }
            let note = format!("“published” is no RFC 3339 date (2024-05-31…), left out: {date:?}");
            document.notes.push(note);
            None
        });
        document.meta = Meta {
            path: Some(self.origin.path.display().to_string()),
            title: fields.title,
            url: fields.url,
            published,
            source: fields.source,
            language: fields.language,
        };
        Ok(document)
    }
}

/// Whether a text starts as `2024-05-31` and goes on, if it does, with `T` or a space and a time.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digits = |range: std::ops::Range<usize>| {
        bytes.get(range).is_some_and(|part| part.iter().all(u8::is_ascii_digit))
    };
    let number = |range: std::ops::Range<usize>| text[range].parse::<u8>().unwrap_or(0);
    digits(0..4)
        && bytes.get(4) == Some(&b'-')
        && digits(5..7)
        && bytes.get(7) == Some(&b'-')
        && digits(8..10)
        && (1..=12).contains(&number(5..7))
        && (1..=31).contains(&number(8..10))
        && match bytes.get(10) {
            None => true,
            Some(b'T' | b't' | b' ') => digits(11..13) && bytes.get(13) == Some(&b':'),
            Some(_) => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &'static str) -> Vec<Result<Document>> {
        let origin = Origin { path: "in.jsonl".into(), id: "in.jsonl".into() };
        JsonLines.read(Box::new(text.as_bytes()), origin).collect()
    }

    #[test]
    fn a_line_is_a_document_and_a_broken_one_is_passed() {
        let documents = read("{\"id\":\"a\",\"text\":\"x\"}\n\n{bad\n{\"id\":7,\"text\":\"y\"}");
        assert_eq!(documents.len(), 3);
        assert_eq!(documents[0].as_ref().unwrap().id, "a");
        let error = documents[1].as_ref().unwrap_err().to_string();
        assert!(error.starts_with("in.jsonl:3: column 2"), "{error}");
        assert_eq!(documents[2].as_ref().unwrap().id, "7");
    }

    #[test]
    fn a_line_without_id_is_named_by_its_place() {
        assert_eq!(read("{\"text\":\"x\"}")[0].as_ref().unwrap().id, "in.jsonl:1");
    }

    #[test]
    fn dates_are_checked() {
        for good in ["2024-05-31", "2024-05-31T10:00:00Z", "2024-05-31 10:00"] {
            assert!(is_date(good), "{good}");
        }
        for bad in ["", "31.05.2024", "2024-13-01", "2024-05-3é", "May 2024", "2024-05-31x"] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let text = Box::leak(format!("{{\"id\":{}1", "[".repeat(100_000)).into_boxed_str());
        assert!(read(text)[0].is_err());
    }
}

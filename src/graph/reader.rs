//! Extraction records from JSON Lines, one at a time.

use std::{io::BufRead, path::Path};

use crate::{
    error::{Error, Result},
    record::{Record, SCHEMA},
};

/// The records of a JSON Lines stream, one line in memory at a time; blank lines are passed over.
/// `path` is named in errors.
///
/// # Errors
/// Each item: a line that is not readable, or is no extraction record of this version.
pub fn records<R: BufRead>(path: &Path, mut input: R) -> impl Iterator<Item = Result<Record>> {
    let (path, mut line, mut number) = (path.to_owned(), Vec::new(), 0_u64);
    std::iter::from_fn(move || {
        loop {
            line.clear();
            number += 1;
            match input.read_until(b'\n', &mut line) {
                Ok(0) => return None,
                Err(e) => return Some(Err(Error::io(&path, e))),
                Ok(_) => {}
            }
            let text = line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&line);
            if !text.trim_ascii().is_empty() {
                return Some(record(text).map_err(|reason| {
                    Error::document(format!("{}:{number}", path.display()), reason)
                }));
            }
        }
    })
}

fn record(line: &[u8]) -> std::result::Result<Record, String> {
    let record: Record = serde_json::from_slice(line).map_err(|e| {
        format!("column {}: {e}; records are what `whosaid extract` writes", e.column())
    })?;
    if record.schema == SCHEMA {
        Ok(record)
    } else {
        Err(format!("schema “{}” is not “{SCHEMA}”; extract again", record.schema))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_line() {
        let good = r#"{"schema":"whosaid.extraction/1","document":{"id":"a","chars":0,"sha256":""},"entities":[],"mentions":[],"quotes":[]}"#;
        let text = format!("\u{feff}{good}\n\n{{\"schema\":\n{}\n{good}", good.replace("/1", "/9"));
        let found: Vec<_> = records(Path::new("r.jsonl"), text.as_bytes()).collect();
        assert_eq!(found.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false, false, true]);
        let message = found[1].as_ref().unwrap_err().to_string();
        assert!(message.starts_with("r.jsonl:3: column"), "{message}");
        assert!(found[2].as_ref().unwrap_err().to_string().contains("whosaid.extraction/9"));
    }
}

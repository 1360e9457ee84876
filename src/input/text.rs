//! Plain text: a file is a document.

use std::io::{BufRead, Read};

use super::{Origin, Reader, Stream, decode::decode};
use crate::{
    document::{Document, Meta},
    error::{Error, Result},
};

/// Plain text in any encoding.
pub(super) struct Text;

impl Reader for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt", "text"]
    }

    fn read(&self, bytes: Box<dyn BufRead>, origin: Origin) -> Stream {
        Box::new(std::iter::once_with(move || document(bytes, origin)))
    }
}

fn document(mut bytes: Box<dyn BufRead>, origin: Origin) -> Result<Document> {
    let mut content = Vec::new();
    bytes.read_to_end(&mut content).map_err(|e| Error::io(&origin.path, e))?;
    let decoded = decode(content).map_err(|reason| Error::document(&origin.path, reason))?;
    let mut document = Document::new(origin.id, decoded.text);
    document.meta = Meta { path: Some(origin.path.display().to_string()), ..Meta::default() };
    document.notes.extend(decoded.guessed.map(|name| format!("read as {name} (a guess)")));
    Ok(document)
}

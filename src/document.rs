//! Floor 1: a document as it was read.

use serde::{Deserialize, Serialize};

/// A text with its name and what is known about it. The text is kept byte for byte.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Stable: the path relative to the input's root, or the input record's own id.
    pub id: String,
    /// At most 4 GiB (checked by the readers), since spans are 32 bits.
    pub text: String,
    /// Title, address, date, outlet, where known.
    pub meta: Meta,
    /// What the reader had to decide (a guessed encoding, a date left out), to be told the user.
    pub notes: Vec<String>,
}

/// What is known about a document beside its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Meta {
    /// The file it came from.
    pub path: Option<String>,
    /// Headline.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// RFC 3339 date or date-time.
    pub published: Option<String>,
    /// Outlet or feed.
    pub source: Option<String>,
    /// BCP 47 tag.
    pub language: Option<String>,
}

impl Document {
    /// A document with nothing known beside its text.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        Self { id: id.into(), text: text.into(), meta: Meta::default(), notes: Vec::new() }
    }
}

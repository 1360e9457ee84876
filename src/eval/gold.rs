//! Gold annotation: one JSON object a document.

use std::path::Path;

use serde::Deserialize;

use crate::{
    error::{Error, Result},
    quote::QuoteKind,
};

/// The annotation of one document. Offsets count code points; unknown fields are passed over.
#[derive(Debug, Clone, Deserialize)]
pub struct Gold {
    /// The document.
    pub document: GoldDocument,
    /// Every named mention.
    #[serde(default)]
    pub mentions: Vec<GoldMention>,
    /// Every stretch in quotation marks.
    #[serde(default)]
    pub quotes: Vec<GoldQuote>,
    /// Places where a mention is neither right nor wrong.
    #[serde(default)]
    pub optional_mentions: Vec<GoldMention>,
}

/// Which document.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldDocument {
    /// Equal to the record's id, or to the last part of its path.
    pub id: String,
}

/// A named mention: without title and possessive.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldMention {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    #[serde(default)]
    pub text: String,
    /// Id of the entity.
    #[serde(default)]
    pub entity: Option<String>,
}

/// One stretch in quotation marks, marks included.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldQuote {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    #[serde(default)]
    pub text: String,
    /// What sort.
    pub kind: QuoteKind,
    /// Who says it; the parts of a split quotation repeat it.
    pub speaker: Option<GoldSpeaker>,
    /// The verb or phrase that signals it.
    pub cue: Option<GoldCue>,
}

/// Who says a quotation.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldSpeaker {
    /// Id; none where the source has no name.
    pub entity: Option<String>,
    /// The speaker's name, where ids may differ from the gazetteer's.
    #[serde(default)]
    pub name: Option<String>,
    /// Ids that are right too.
    #[serde(default)]
    pub accept: Vec<String>,
    /// The words that identify the source.
    #[serde(default)]
    pub text: Option<String>,
    /// Where they start.
    pub start: Option<u32>,
    /// Where they end.
    pub end: Option<u32>,
}

/// The verb or phrase that signals a quotation.
#[derive(Debug, Clone, Deserialize)]
pub struct GoldCue {
    /// Where it starts.
    pub start: Option<u32>,
    /// Where it ends.
    pub end: Option<u32>,
}

/// Loads gold: a folder with a `.json` file a document (files that hold a list are passed over), or
/// one file of JSON Lines.
///
/// # Errors
/// Unreadable files, other JSON, a folder without gold.
pub fn load(path: &Path) -> Result<Vec<Gold>> {
    let at = |e| Error::io(path, e);
    let mut gold = Vec::new();
    if path.is_dir() {
        let entries = std::fs::read_dir(path).map_err(at)?.collect::<std::io::Result<Vec<_>>>();
        let mut files: Vec<_> = entries.map_err(at)?.iter().map(std::fs::DirEntry::path).collect();
        files.retain(|file| file.extension().is_some_and(|e| e == "json"));
        files.sort();
        for file in files {
            let text = std::fs::read_to_string(&file).map_err(|e| Error::io(&file, e))?;
            if !text.trim_start().starts_with('[') {
                gold.push(parse(&text, &file, 0)?);
            }
        }
    } else {
        let text = std::fs::read_to_string(path).map_err(at)?;
        for (number, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
            gold.push(parse(line, path, number + 1)?);
        }
    }
    if gold.is_empty() {
        return Err(Error::document(path, "no gold document; docs/eval.md shows the format"));
    }
    Ok(gold)
}

fn parse(text: &str, path: &Path, line: usize) -> Result<Gold> {
    serde_json::from_str(text).map_err(|e| {
        let line = line.max(e.line());
        let reason = format!("column {}: {e}; docs/eval.md shows the format", e.column());
        Error::document(format!("{}:{line}", path.display()), reason)
    })
}

//! Who said what, as rows: for the terminal, spreadsheets and programs.

mod csv;
mod jsonl;
mod text;
pub mod utterances;

use std::io::{self, Write};

use serde::Serialize;

use crate::{
    quote::QuoteKind,
    record::{QuoteRecord, Record},
};

/// One quotation with all that is known about it. Offsets count code points.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct QuoteRow {
    /// Id of the document.
    pub document: String,
    /// Its date.
    pub published: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// First code point of the quotation.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Its stretches in order, joined by ` … ` where the narrator interrupts.
    pub quote: String,
    /// What sort of quotation.
    pub kind: QuoteKind,
    /// Ids of the speakers; several where they speak together.
    pub speakers: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// The words that identify the source at this quotation.
    pub source: Option<String>,
    /// The verb or phrase that signals it.
    pub cue: Option<String>,
    /// The words that say told whom.
    pub addressee: Option<String>,
    /// Names of the entities that the quotation mentions, in order of appearance.
    pub about: Vec<String>,
    /// The rule that found the speaker.
    pub rule: Option<String>,
    /// From 0 to 1.
    pub score: Option<f64>,
}

/// A form in which rows are written.
pub trait QuoteFormat: Sync {
    /// What `--format` calls it.
    fn name(&self) -> &'static str;
    /// Writes what stands before the first row.
    ///
    /// # Errors
    /// `out` fails.
    fn begin(&self, out: &mut dyn Write, style: &Style) -> io::Result<()>;
    /// Writes one document's rows.
    ///
    /// # Errors
    /// `out` fails.
    fn rows(&self, out: &mut dyn Write, rows: &[QuoteRow], style: &Style) -> io::Result<()>;
}

/// The formats; the first one is the default.
pub const QUOTE_FORMATS: &[&dyn QuoteFormat] = &[&text::Text, &csv::Csv, &jsonl::JsonLines];

/// How rows are dressed.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether cells that a spreadsheet would run as a formula get a `'` before them.
    pub csv_safe: bool,
}

impl Default for Style {
    fn default() -> Self {
        Self { width: 80, csv_safe: false }
    }
}

/// The quotations of a record as rows, in order.
pub fn rows(record: &Record) -> Vec<QuoteRow> {
    record.quotes.iter().map(|quote| row(record, quote)).collect()
}

fn row(record: &Record, quote: &QuoteRecord) -> QuoteRow {
    let name = |id: &String| {
        let entity = record.entities.iter().find(|e| &e.id == id);
        entity.map_or_else(|| id.clone(), |e| e.name.clone())
    };
    let speakers: Vec<String> =
        quote.speaker.iter().flat_map(|s| s.entity.iter().chain(&s.others)).cloned().collect();
    let mut about = Vec::new();
    for id in
        quote.mentions.iter().filter_map(|i| record.mentions.get(*i as usize)?.entity.as_ref())
    {
        let name = name(id);
        if !about.contains(&name) {
            about.push(name);
        }
    }
    let meta = &record.document.meta;
    QuoteRow {
        document: record.document.id.clone(),
        published: meta.published.clone(),
        outlet: meta.source.clone(),
        url: meta.url.clone(),
        start: quote.content.first().map_or(0, |s| s.start),
        end: quote.content.last().map_or(0, |s| s.end),
        quote: quote.content.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" … "),
        kind: quote.kind,
        names: speakers.iter().map(name).collect(),
        speakers,
        source: quote.speaker.as_ref().map(|s| s.at.text.clone()),
        cue: quote.cue.as_ref().map(|c| c.text.clone()),
        addressee: quote.addressee.as_ref().map(|a| a.at.text.clone()),
        about,
        rule: quote.speaker.as_ref().and_then(|s| s.rule.clone()),
        score: quote.speaker.as_ref().and_then(|s| s.score),
    }
}

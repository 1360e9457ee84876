//! Floor 2: a document cut into paragraphs, sentences and words, which every later stage reads.

use crate::{document::Document, language::Language, text::Span};

/// A document with its paragraphs, sentences and words.
#[derive(Debug)]
pub struct Segmented<'d> {
    /// The document.
    pub document: &'d Document,
    /// The language it is read in.
    pub language: &'d Language,
    /// In order; none overlap; blank lines lie between.
    pub paragraphs: Vec<Span>,
    /// In order; each lies in one paragraph.
    pub sentences: Vec<Span>,
    /// In order; each lies in one sentence.
    pub words: Vec<Span>,
}

impl<'d> Segmented<'d> {
    /// Cuts `document` as `language` asks.
    pub fn new(document: &'d Document, language: &'d Language) -> Self {
        Self { document, language, paragraphs: vec![], sentences: vec![], words: vec![] }
    }

    /// The whole text.
    pub fn all(&self) -> &'d str {
        &self.document.text
    }

    /// The surface form of a span.
    pub fn text(&self, span: Span) -> &'d str {
        &self.document.text[span.range()]
    }
}

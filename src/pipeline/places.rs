//! Where things stand in a document, as records say it: in code points, in order.

use super::Analysis;
use crate::{
    attribution::Attribution,
    document::Document,
    text::{CharOffsets, Span},
};

/// An analysis with its places.
pub(super) struct Places<'a> {
    text: &'a str,
    offsets: CharOffsets,
    pub(super) analysis: &'a Analysis<'a>,
}

impl<'a> Places<'a> {
    pub(super) fn new(document: &'a Document, analysis: &'a Analysis<'a>) -> Self {
        let text = document.text.as_str();
        Self { text, offsets: CharOffsets::new(text), analysis }
    }

    /// The length of the document in code points.
    pub(super) fn chars(&self) -> u32 {
        self.offsets.chars(self.text.len() as u32)
    }

    /// First code point, and one past the last.
    pub(super) fn bounds(&self, span: Span) -> (u32, u32) {
        (self.offsets.chars(span.start), self.offsets.chars(span.end))
    }

    /// The words.
    pub(super) fn text(&self, span: Span) -> &'a str {
        &self.text[span.range()]
    }

    /// For each quotation its attribution.
    pub(super) fn attributions(&self) -> Vec<Option<&'a Attribution>> {
        let mut by_quote = vec![None; self.analysis.quotes.len()];
        for attribution in &self.analysis.attributions {
            by_quote[attribution.quote] = Some(attribution);
        }
        by_quote
    }

    /// The mentions inside these stretches, in order.
    pub(super) fn mentions_in(&self, content: &[Span]) -> Vec<u32> {
        let mentions = &self.analysis.mentions;
        let mut inside = Vec::new();
        for part in content {
            let first = mentions.partition_point(|m| m.span.start < part.start);
            let here = mentions[first..].iter().take_while(|m| m.span.end <= part.end);
            inside.extend(here.enumerate().map(|(i, _)| (first + i) as u32));
        }
        inside.sort_unstable();
        inside.dedup();
        inside
    }

    /// The sentences with a mention in them, and the number of each one's paragraph.
    pub(super) fn sentences(&self) -> Vec<(Span, u32)> {
        let Analysis { segmented, mentions, .. } = self.analysis;
        let mut kept = Vec::with_capacity(segmented.sentences.len());
        let mut mentions = mentions.iter().map(|m| m.span).peekable();
        for sentence in &segmented.sentences {
            let mut any = false;
            while mentions.next_if(|m| m.start < sentence.end).is_some() {
                any = true;
            }
            if any {
                let paragraphs = &segmented.paragraphs;
                let paragraph = paragraphs.partition_point(|p| p.end <= sentence.start) as u32;
                kept.push((*sentence, paragraph));
            }
        }
        kept
    }
}

/// For each mention: how many words of the document start before it.
pub(super) fn word_numbers(analysis: &Analysis<'_>) -> Vec<u32> {
    let tokens = &analysis.segmented.tokens;
    let (mut next, mut words) = (0, 0);
    let numbers = analysis.mentions.iter().map(move |mention| {
        let rest = &tokens[next..];
        let first = rest.iter().position(|token| token.span.start >= mention.span.start);
        let before = &rest[..first.unwrap_or(rest.len())];
        words += before.iter().filter(|token| token.is_word()).count() as u32;
        next += before.len();
        words
    });
    numbers.collect()
}

//! From an analysis (bytes, borrowed) to its record (code points, owned).

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

use super::{Analysis, EvidenceText};
use crate::{
    attribution::{Attribution, Source},
    document::Document,
    gazetteer::EntityId,
    mention::Mention,
    record::{
        AddresseeRecord, DocumentRecord, EntityRecord, Match, MentionRecord, QuoteRecord, Record,
        SCHEMA, SentenceRecord, SpeakerRecord, Stretch,
    },
    text::{CharOffsets, Span},
};

/// Longest snippet in code points.
const SNIPPET: usize = 200;

struct Writer<'a> {
    text: &'a str,
    offsets: CharOffsets<'a>,
    analysis: &'a Analysis<'a>,
}

pub(super) fn record(
    document: &Document,
    analysis: &Analysis<'_>,
    evidence: EvidenceText,
) -> Record {
    let text = &document.text;
    let writer = Writer { text, offsets: CharOffsets::new(text), analysis };
    Record {
        schema: SCHEMA.to_owned(),
        document: DocumentRecord {
            id: document.id.clone(),
            meta: document.meta.clone(),
            chars: writer.offsets.chars(text.len() as u32),
            sha256: hex(&Sha256::digest(text.as_bytes())),
        },
        entities: writer.entities(),
        mentions: analysis.mentions.iter().map(|m| writer.mention(m)).collect(),
        quotes: writer.quotes(),
        sentences: writer.sentences(evidence),
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        write!(out, "{byte:02x}").expect("a String takes all");
        out
    })
}

/// Scores have two meaningful digits; more would only be noise in the output.
fn round(score: f32) -> f64 {
    (f64::from(score) * 1000.0).round() / 1000.0
}

impl Writer<'_> {
    fn stretch(&self, span: Span) -> Stretch {
        Stretch {
            start: self.offsets.chars(span.start),
            end: self.offsets.chars(span.end),
            text: self.text[span.range()].to_owned(),
        }
    }

    fn entities(&self) -> Vec<EntityRecord> {
        let entities = self.analysis.cast.entities.values();
        entities
            .map(|(entity, listed)| EntityRecord {
                id: entity.id.to_string(),
                name: entity.name.clone(),
                kind: entity.kind,
                listed: *listed,
                gender: entity.gender,
            })
            .collect()
    }

    fn mention(&self, mention: &Mention) -> MentionRecord {
        let settled = mention.entity();
        let words = &self.analysis.segmented.words;
        let word = words.partition_point(|w| w.start < mention.span.start) as u32;
        MentionRecord {
            at: self.stretch(mention.span),
            entity: settled.map(ToString::to_string),
            candidates: match settled {
                Some(_) => Vec::new(),
                None => mention.candidates.iter().map(ToString::to_string).collect(),
            },
            matched: Match {
                tier: mention.tier,
                alias: mention.alias.clone(),
                score: round(mention.score),
            },
            word: Some(word),
        }
    }

    fn quotes(&self) -> Vec<QuoteRecord> {
        let mut by_quote: Vec<Option<&Attribution>> = vec![None; self.analysis.quotes.len()];
        for attribution in &self.analysis.attributions {
            by_quote[attribution.quote] = Some(attribution);
        }
        let quotes = self.analysis.quotes.iter().zip(by_quote);
        quotes
            .map(|(quote, attribution)| QuoteRecord {
                content: quote.content.iter().map(|s| self.stretch(*s)).collect(),
                kind: quote.kind,
                speaker: attribution.and_then(|a| a.source.as_ref()).map(|s| self.speaker(s)),
                cue: attribution.and_then(|a| a.cue).map(|s| self.stretch(s)),
                addressee: attribution.and_then(|a| a.addressee.as_ref()).map(|a| {
                    AddresseeRecord {
                        entity: a.entity.as_ref().map(ToString::to_string),
                        at: self.stretch(a.span),
                    }
                }),
                mentions: self.mentions_in(&quote.content),
            })
            .collect()
    }

    fn speaker(&self, source: &Source) -> SpeakerRecord {
        let mut speakers = source.speakers.iter().map(EntityId::to_string);
        SpeakerRecord {
            entity: speakers.next(),
            others: speakers.collect(),
            at: self.stretch(source.span),
            by: source.by,
            rule: Some(source.rule.to_owned()),
            score: Some(round(source.score)),
            evidence: source.evidence.iter().map(|s| self.stretch(*s)).collect(),
        }
    }

    fn mentions_in(&self, content: &[Span]) -> Vec<u32> {
        let mentions = &self.analysis.mentions;
        let mut inside = BTreeSet::new();
        for part in content {
            let first = mentions.partition_point(|m| m.span.start < part.start);
            let here = mentions[first..].iter().take_while(|m| m.span.end <= part.end);
            inside.extend(here.enumerate().map(|(i, _)| (first + i) as u32));
        }
        inside.into_iter().collect()
    }

    /// The sentences with a mention in them.
    fn sentences(&self, evidence: EvidenceText) -> Vec<SentenceRecord> {
        let Analysis { segmented, mentions, .. } = self.analysis;
        let mut kept = Vec::new();
        let mut mentions = mentions.iter().map(|m| m.span).peekable();
        for sentence in &segmented.sentences {
            let mut any = false;
            while mentions.next_if(|m| m.start < sentence.end).is_some() {
                any = true;
            }
            if any {
                let paragraphs = &segmented.paragraphs;
                let paragraph = paragraphs.partition_point(|p| p.end <= sentence.start) as u32;
                kept.push(self.sentence(*sentence, paragraph, evidence));
            }
        }
        kept
    }

    fn sentence(&self, span: Span, paragraph: u32, evidence: EvidenceText) -> SentenceRecord {
        let Stretch { start, end, text } = self.stretch(span);
        let text = match evidence {
            EvidenceText::None => None,
            EvidenceText::Full => Some(text),
            EvidenceText::Snippet => Some(shortened(text)),
        };
        SentenceRecord { start, end, paragraph, text }
    }
}

fn shortened(text: String) -> String {
    match text.char_indices().nth(SNIPPET) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

//! From an analysis (bytes, borrowed) to its record (code points, owned).

use super::{
    Analysis, EvidenceText,
    fingerprint::{digits, fingerprint},
    places::{Places, word_numbers},
};
use crate::{
    attribution::Source,
    document::Document,
    gazetteer::EntityId,
    mention::Mention,
    record::{
        AddresseeRecord, DocumentRecord, EntityRecord, Match, MentionRecord, QuoteRecord, Record,
        SCHEMA, SentenceRecord, SpeakerRecord, Stretch,
    },
    text::Span,
};

/// Longest snippet in code points.
const SNIPPET: usize = 200;

struct Writer<'a> {
    places: Places<'a>,
}

pub(super) fn record(
    document: &Document,
    analysis: &Analysis<'_>,
    evidence: EvidenceText,
) -> Record {
    let writer = Writer { places: Places::new(document, analysis) };
    Record {
        schema: SCHEMA.to_owned(),
        document: DocumentRecord {
            id: document.id.clone(),
            meta: document.meta.clone(),
            chars: writer.places.chars(),
            sha256: digits(&fingerprint(&document.text)),
        },
        entities: writer.entities(),
        mentions: writer.mentions(),
        quotes: writer.quotes(),
        sentences: writer.sentences(evidence),
    }
}

/// Scores have two meaningful digits; more would only be noise in the output.
fn round(score: f32) -> f64 {
    f64::from(thousandths(score)) / 1000.0
}

/// A score, from 0 to 1, in thousandths.
#[expect(clippy::cast_sign_loss, reason = "a score is not negative")]
pub(super) fn thousandths(score: f32) -> u16 {
    // exact: a score has 24 bits
    (f64::from(score) * 1000.0 + 0.5) as u16
}

impl Writer<'_> {
    fn stretch(&self, span: Span) -> Stretch {
        let (start, end) = self.places.bounds(span);
        Stretch { start, end, text: self.places.text(span).to_owned() }
    }

    fn entities(&self) -> Vec<EntityRecord> {
        let entities = self.places.analysis.cast.entities.values();
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

    fn mentions(&self) -> Vec<MentionRecord> {
        let mentions = self.places.analysis.mentions.iter().zip(word_numbers(self.places.analysis));
        mentions.map(|(mention, word)| self.mention(mention, word)).collect()
    }

    fn mention(&self, mention: &Mention, word: u32) -> MentionRecord {
        let settled = mention.entity();
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
        let quotes = self.places.analysis.quotes.iter().zip(self.places.attributions());
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
                mentions: self.places.mentions_in(&quote.content),
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

    /// The sentences with a mention in them.
    fn sentences(&self, evidence: EvidenceText) -> Vec<SentenceRecord> {
        let sentences = self.places.sentences().into_iter();
        sentences
            .map(|(span, paragraph)| {
                let Stretch { start, end, text } = self.stretch(span);
                let text = match evidence {
                    EvidenceText::None => None,
                    EvidenceText::Full => Some(text),
                    EvidenceText::Snippet => Some(shortened(text)),
                };
                SentenceRecord { start, end, paragraph, text }
            })
            .collect()
    }
}

pub(super) fn shortened(text: String) -> String {
    match text.char_indices().nth(SNIPPET) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text,
    }
}

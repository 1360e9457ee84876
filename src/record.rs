//! Floor 5: the extraction record, one a document: what `extract` writes and `graph` reads.
//!
//! Offsets here count Unicode code points. The fields beyond the published contract
//! (`sentences`, `mentions[].word`, `speaker.others`, `speaker.evidence`, …) are optional and only
//! added to it, so readers of the contract are never surprised.

use serde::{Deserialize, Serialize};

use crate::{
    attribution::By,
    document::Meta,
    gazetteer::{Gender, Kind},
    mention::Tier,
    quote::QuoteKind,
};

/// The contract's name and version.
pub const SCHEMA: &str = "whosaid.extraction/1";

/// What was found in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Always [`SCHEMA`].
    pub schema: String,
    /// The document.
    pub document: DocumentRecord,
    /// Those that `mentions` and `quotes` refer to, in order of appearance.
    pub entities: Vec<EntityRecord>,
    /// In order of place; none overlap.
    pub mentions: Vec<MentionRecord>,
    /// In order of place.
    pub quotes: Vec<QuoteRecord>,
    /// The sentences that hold a mention, in order: evidence for who appears with whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sentences: Vec<SentenceRecord>,
}

/// A document, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentRecord {
    /// Stable.
    pub id: String,
    /// Path, title, url, published, source, language.
    #[serde(flatten)]
    pub meta: Meta,
    /// Length in code points.
    pub chars: u32,
    /// Of the UTF-8 text, in hexadecimal.
    pub sha256: String,
}

/// An entity that the document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityRecord {
    /// Key: the gazetteer's, or `discovered:` and a slug.
    pub id: String,
    /// Canonical name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Whether a gazetteer lists it.
    pub listed: bool,
    /// Which pronoun stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
}

/// A stretch of the text in code points, end exclusive, with its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub text: String,
}

impl Stretch {
    pub(crate) fn parts(&self) -> (u32, u32, &str) {
        (self.start, self.end, &self.text)
    }
}

/// A mention.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct MentionRecord {
    /// Where and what.
    #[serde(flatten)]
    pub at: Stretch,
    /// None: ambiguous, see `candidates`.
    pub entity: Option<String>,
    /// Best first; only where ambiguous.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// How it was recognised.
    #[serde(rename = "match")]
    pub matched: Match,
    /// Which word of the document the mention starts with, from 0: distances in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub word: Option<u32>,
}

/// How a mention was recognised.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// How.
    pub tier: Tier,
    /// The alias it was matched to.
    pub alias: Option<String>,
    /// From 0 to 1.
    pub score: f64,
}

/// A quotation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuoteRecord {
    /// Its stretches in order.
    pub content: Vec<Stretch>,
    /// What sort.
    pub kind: QuoteKind,
    /// Who says it.
    pub speaker: Option<SpeakerRecord>,
    /// The verb or phrase that signals it.
    pub cue: Option<Stretch>,
    /// Told whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub addressee: Option<AddresseeRecord>,
    /// Indexes into the record's mentions of those inside the quotation.
    #[serde(default)]
    pub mentions: Vec<u32>,
}

/// Who says a quotation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpeakerRecord {
    /// Id in `entities`; none where the source has no name.
    pub entity: Option<String>,
    /// Further ids where several speak together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub others: Vec<String>,
    /// The words that identify the source.
    #[serde(flatten)]
    pub at: Stretch,
    /// What sort of words they are.
    pub by: By,
    /// The rule that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// From 0 to 1: how often such attributions are right.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// The stretches on which it rests.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Stretch>,
}

/// Told whom.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AddresseeRecord {
    /// Id in `entities`, where it has a name.
    pub entity: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub at: Stretch,
}

/// A sentence that holds a mention.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentenceRecord {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// Which paragraph of the document, from 0.
    pub paragraph: u32,
    /// The words; left out where the record was written with `--evidence none`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

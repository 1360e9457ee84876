//! Floor 3: stretches in quotation marks. Knows nothing of names.

use serde::{Deserialize, Serialize};

use crate::{segmented::Segmented, text::Span};

/// One utterance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its stretches in order, marks included: several where it is interrupted or runs over
    /// paragraphs.
    pub content: Vec<Span>,
    /// What sort of quotation it is.
    pub kind: QuoteKind,
}

/// What sort of quotation a stretch is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuoteKind {
    /// A clause or more, verbatim, in quotation marks.
    Direct,
    /// A few quoted words inside the narrator's or a reported sentence.
    Mixed,
    /// Reported speech without marks.
    Indirect,
    /// What a crowd shouts.
    Chant,
    /// A poster or caption.
    Sign,
    /// A title, nickname or term in quotation marks, said by nobody.
    Name,
}

/// The quotations of a document in order.
pub fn detect(document: &Segmented<'_>) -> Vec<Quote> {
    let _ = document;
    Vec::new()
}

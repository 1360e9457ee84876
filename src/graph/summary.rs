//! What a graph rests on, and what its reader has to know.

use serde::{Deserialize, Serialize};

use super::{Day, Period, Unit};

/// What was counted, with the settings that a reader has to know.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Summary {
    /// Records counted.
    pub documents: u64,
    /// Of those, the ones with a date.
    pub dated: u64,
    /// Records left out because of their date.
    pub left_out: u64,
    /// Distinct outlets.
    pub outlets: u64,
    /// Paragraphs that name anyone.
    pub paragraphs: u64,
    /// Sentences that name anyone.
    pub sentences: u64,
    /// Documents that quote anyone by name.
    pub quoting: u64,
    /// Distinct utterances by named speakers.
    pub utterances: u64,
    /// Reports of those.
    pub reports: u64,
    /// Day of the first dated document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<Day>,
    /// Day of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// What “together” means.
    pub unit: Unit,
    /// How finely time was counted.
    pub period: Period,
    /// What the weights of the ties are.
    pub weight: String,
    /// What was left out or could not be counted, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

//! Floor 6: records measured against hand-made annotation.
//!
//! A *stretch* is one pair of quotation marks with what stands between; figures are micro averages
//! over the documents. A gold document without a record counts as all missed. Reported speech
//! without marks (kind `indirect`) is not scored here.

mod gold;
mod score;

pub use gold::{Gold, GoldCue, GoldMention, GoldQuote, GoldSpeaker, load};
pub use score::score;

use serde::Serialize;

/// Precision, recall and their harmonic mean, with the counts behind them.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Prf {
    /// Right answers.
    pub right: u64,
    /// Answers given.
    pub found: u64,
    /// Answers in the gold.
    pub gold: u64,
}

impl Prf {
    /// Share of answers that are right; 1 where none was given and none wanted.
    pub fn precision(self) -> f64 {
        match (self.found, self.gold) {
            (0, 0) => 1.0,
            (0, _) => 0.0,
            (found, _) => self.right as f64 / found as f64,
        }
    }

    /// Share of the gold that was found; 1 where there is none.
    pub fn recall(self) -> f64 {
        if self.gold == 0 { 1.0 } else { self.right as f64 / self.gold as f64 }
    }

    /// Harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

/// So many right of so many.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Share {
    /// Right ones.
    pub right: u64,
    /// All.
    pub of: u64,
}

impl Share {
    /// From 0 to 1; 1 where there are none.
    pub fn value(self) -> f64 {
        if self.of == 0 { 1.0 } else { self.right as f64 / self.of as f64 }
    }

    fn add(&mut self, right: bool) {
        self.right += u64::from(right);
        self.of += 1;
    }
}

/// All figures.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Figures {
    /// Stretches said by a source (direct, mixed) that are given to some source, by span.
    pub detection: Prf,
    /// Stretches by span and on the right side of the line between what a source says (direct,
    /// mixed) and what nobody states (chant, sign, name).
    pub quotes: Prf,
    /// Gold stretches found with exactly the gold kind.
    pub kind: Share,
    /// Stated stretches with a named speaker: the right entity (a missed one is wrong).
    pub speaker: Share,
    /// The same by the speaker's name, for gold whose entities have other ids than the gazetteer.
    pub name: Share,
    /// Stated stretches whose source has words: an overlapping source.
    pub source: Share,
    /// Stated stretches whose source has no name: none given.
    pub unnamed: Share,
    /// Stretches given to an entity that the gold gives to no named source.
    pub false_speakers: u64,
    /// Gold cues that a found cue overlaps.
    pub cue: Share,
    /// Mentions by span and entity.
    pub mentions: Prf,
    /// Every difference, in order.
    pub errors: Vec<Difference>,
}

/// One difference between a record and its gold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Id of the gold document.
    pub document: String,
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// What differs.
    pub what: String,
    /// The words.
    pub text: String,
}

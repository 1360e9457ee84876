//! The rules that find the source of a quotation, in order of precision.

mod after;
mod before;
mod colon;
mod continuation;
mod headline;
mod introduced;
mod noun;
mod signature;
mod trailing;

use super::{
    frame::{Form, Frame},
    phrase::Phrase,
    scene::Scene,
};
use crate::quote::Quote;

/// A quotation among its neighbours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) quotes: &'a [Quote],
    /// The quotation.
    pub(super) quote: usize,
    /// Its item.
    pub(super) item: usize,
    /// Its sentence, and where that starts and ends.
    pub(super) sentence: usize,
    pub(super) low: usize,
    pub(super) high: usize,
    /// The frames of its sentence.
    pub(super) frames: &'a [Frame],
    /// The frames of all sentences.
    pub(super) all_frames: &'a [Vec<Frame>],
    /// What was found for the quotations before it.
    pub(super) found: &'a [Option<Found>],
}

/// A source that a rule found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) source: Phrase,
    /// First and last item of the cue.
    pub(super) cue: Option<(usize, usize)>,
    pub(super) rule: &'static str,
    pub(super) score: f32,
    /// The quotation whose source this is, where the rule goes on with one.
    pub(super) same_as: Option<usize>,
    /// Whether it is a further stretch of that quotation's utterance.
    pub(super) joins: bool,
}

/// A way to find a quotation's source.
pub(super) struct Rule {
    /// Its name in records.
    pub(super) name: &'static str,
    pub(super) find: fn(&Place<'_>) -> Option<Found>,
}

/// All rules; the first that finds a source decides.
pub(super) const RULES: &[Rule] = &[
    Rule { name: "after", find: after::find },
    Rule { name: "colon", find: colon::find },
    Rule { name: "signature", find: signature::find },
    Rule { name: "before", find: before::find },
    Rule { name: "headline", find: headline::find },
    Rule { name: "noun", find: noun::find },
    Rule { name: "introduced", find: introduced::find },
    Rule { name: "trailing", find: trailing::find },
    Rule { name: "continuation", find: continuation::find },
];

impl Found {
    fn by(frame: &Frame, rule: &'static str, score: f32) -> Option<Self> {
        Some(Self {
            source: frame.source,
            cue: Some((frame.cue, frame.end)),
            rule,
            score,
            same_as: None,
            joins: false,
        })
    }
}

impl Place<'_> {
    /// The last character of the quotation before its closing mark.
    fn last_inside(&self) -> Option<char> {
        let document = self.scene.context.document;
        let text = document.text(self.quotes[self.quote].content[0]);
        text.trim_end_matches(['"', '”', '\'', '’', '»', '“', '‘', '`', '＂']).chars().next_back()
    }

    /// The text of the quotation with its marks.
    fn text(&self) -> &str {
        self.scene.context.document.text(self.quotes[self.quote].content[0])
    }

    fn has_form(frame: &Frame, forms: &[Form]) -> bool {
        forms.contains(&frame.form)
    }
}

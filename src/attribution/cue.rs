//! A verb with its auxiliaries and particle, and its passive.

use super::{
    phrase::{Phrase, Sort},
    scene::Scene,
};
use crate::{language::Class, text::segment::Sign};

impl Scene<'_> {
    /// Where the auxiliaries and adverbs of the verb at `at` begin.
    pub(super) fn cue_start(&self, at: usize, low: usize) -> usize {
        let mut start = at;
        while start > low {
            let class = self.class(start - 1);
            let capital = self.token(start - 1).is_some_and(|t| t.capital() && !t.starts());
            // Quill's remarks: no “is” or “has” before a form that cannot follow it
            let owner = self.is_sign(start - 1, Sign::Clitic)
                && !class.any(Class::MODAL)
                && !self.is(at, Class::ING | Class::PART);
            if owner {
                break;
            }
            let adverb = class.any(Class::ADV | Class::NEG)
                && !class.any(Class::PRON | Class::NOUN | Class::DEMONYM);
            // has since said
            let since = class.any(Class::SUB) && start > low + 1 && self.is(start - 2, Class::HAVE);
            if capital || !(adverb || since || class.any(Class::AUX)) {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Where the cue with its particle ends.
    pub(super) fn cue_end(&self, at: usize, high: usize) -> usize {
        if at + 1 < high
            && self.is(at + 1, Class::PARTICLE)
            && self.is(at + 1, Class::ADV | Class::PREP | Class::OBJ | Class::TO)
        {
            at + 1
        } else {
            at
        }
    }

    /// Whether a form of “be” makes the participle at `at` passive.
    pub(super) fn is_passive(&self, at: usize, low: usize) -> bool {
        let class = self.class(at);
        if !class.any(Class::PART) || class.any(Class::ING) {
            return false;
        }
        let start = self.cue_start(at, low);
        let be = (start..at).rev().any(|i| self.is(i, Class::BE));
        // “described by X as”
        let behind = start.checked_sub(1).filter(|&at| at >= low);
        let subject =
            behind.is_some_and(|at| self.is(at, Class::SUBJ) || self.mention(at).is_some());
        let bare = !be && !subject && (self.is(at + 1, Class::BY) || self.is_dubbed(at));
        be || bare
    }

    /// “(labelled) as a “q” by X”: whether “by” stands behind the quotation that follows.
    fn is_dubbed(&self, at: usize) -> bool {
        let quote = (at + 1..at + 4).find(|&i| !self.is(i, Class::AS | Class::DET | Class::ADJ));
        quote.is_some_and(|i| self.quote(i).is_some() && self.is(i + 1, Class::BY))
    }

    /// The noun phrase behind “by”.
    pub(super) fn agent(&self, from: usize, high: usize) -> Option<Phrase> {
        let by = (from..high.min(from + 12)).find(|&at| self.is(at, Class::BY))?;
        self.right(by + 1, high)
            .map(|source| self.with_name(source, high))
            .filter(|source| source.sort != Sort::Nominal || self.is_speaker(source.head))
    }
}

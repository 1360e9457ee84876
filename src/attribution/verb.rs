//! Frames of verbs: `X said`, `said X`, `X …, saying`, `called “q” by X`.

use super::{
    frame::{Form, Frame},
    phrase::{LEADS, Phrase, Sort},
    scene::Scene,
};
use crate::{
    language::{Class, Family},
    text::segment::Sign,
};

/// Most words before a participle that leads its sentence: “After months of”.
const LEAD: usize = 4;

impl Scene<'_> {
    /// The frame of the verb at `at`.
    pub(super) fn verb_frame(
        &self,
        at: usize,
        low: usize,
        high: usize,
        before: &[Frame],
    ) -> Option<Frame> {
        let class = self.cue_class(at);
        let end = if self.asks(at) { at + 2 } else { self.cue_end(at, high) };
        let start = self.cue_start(at, low);
        let frame = |source, form| Some(Frame { cue: at, end, source, form, class });
        if self.is_passive(at, low) {
            let agent = self.agent(at + 1, high);
            // “Mara Quill, 42, said by telephone”: nobody is named behind “by”
            if agent.is_some() || (start..at).any(|i| self.is(i, Class::BE)) {
                return agent.and_then(|source| frame(source, Form::Passive));
            }
        }
        let quoted = self.is_paused(end);
        if self.is_inverted(at, low)
            && let Some(source) = self.inverted(end + 1, high).filter(|source| {
                let plain = source.sort == Sort::Nominal && self.has_name_before(start, low);
                !plain && (quoted || !self.has_subject_before(start, low))
            })
        {
            return frame(source, Form::Inverted);
        }
        let ing = class.any(Class::ING) && !class.any(Class::FINITE);
        let behind = start.checked_sub(1).filter(|&at| at >= low);
        let Some(behind) = behind else {
            // a headline or a participle at the sentence's start: “Speaking …, X said”
            let having = self.is(start, Class::HAVE) && self.is(start, Class::ING);
            return if ing || having {
                self.carried_forward(at, high).and_then(|source| frame(source, Form::Carried))
            } else {
                None
            };
        };
        let be = (start..at).any(|i| self.is(i, Class::BE));
        // Y quoted X as saying
        if ing
            && self.is(behind, Class::AS)
            && let Some(source) = self.quoted_by(behind, low)
        {
            return frame(source, Form::Plain);
        }
        if ing && let Some(source) = self.quoted_as(at, behind, low) {
            return frame(source, Form::Plain);
        }
        if ing && !be {
            return self
                .doer(at, (low, high), before)
                .and_then(|source| frame(source, Form::Carried));
        }
        if self.is(behind, Class::TO) {
            if self.is_others(behind, low) {
                return None;
            }
            return self
                .carried(behind, low, before)
                .and_then(|source| frame(source, Form::Carried));
        }
        // federal and state levels
        let compound = class.any(Class::NOUN)
            && !class.any(Class::PAST)
            && self.is_nominal(end + 1)
            && !self.is(end + 1, Class::PRON)
            && !self.token(end + 1)?.capital();
        if self.is(behind, Class::AND) && compound {
            return None;
        }
        if self.is(behind, Class::AND)
            || self.is_sign(behind, Sign::Comma)
                && self.is(at, Class::PAST | Class::THIRD)
                && self.is_chained(behind, low)
        {
            let direct = || {
                if self.is_sign(behind, Sign::Comma) { self.subject(start, low) } else { None }
            };
            return self
                .carried(behind, low, before)
                .or_else(|| direct().filter(|source| self.may_speak(source)))
                .and_then(|source| frame(source, Form::Carried));
        }
        self.plain(at, (start, end), (low, high))
    }

    /// Whether the verb is “want to know”.
    fn asks(&self, at: usize) -> bool {
        self.is_in(at, Family::Wants)
            && self.is(at + 1, Class::TO)
            && self.is_in(at + 2, Family::Knows)
    }

    /// The classes of the verb; “want to know” is a verb of saying.
    fn cue_class(&self, at: usize) -> Class {
        let class = self.class(at);
        if self.asks(at) { class | Class::SAY } else { class }
    }

    /// The frame of the finite verb at `at`, whose words are `start..=end`, with its subject.
    fn plain(
        &self,
        at: usize,
        (start, end): (usize, usize),
        (low, high): (usize, usize),
    ) -> Option<Frame> {
        let class = self.cue_class(at);
        let behind = start.checked_sub(1)?;
        let frame = |source| Some(Frame { cue: at, end, source, form: Form::Plain, class });
        // “Q,” she heard X say
        if class.any(Class::BASE)
            && class.any(Class::SAY | Class::TELL)
            && let Some(heard) = self.left(behind, low)
            && heard.first > low
            && self.is_in(heard.first - 1, Family::Perceives)
            && self.may_speak(&heard)
        {
            return frame(heard);
        }
        if !self.is_finite(at, low) && !(start..at).any(|i| self.is(i, Class::AUX)) {
            let headline = self.token(at)?.capital() && !self.is_owned(at, low);
            let inverted_quote = self.quote(behind).is_some();
            if !headline && !inverted_quote {
                return None;
            }
        }
        if start == at && self.is_reduced(at, end, high) {
            return None;
        }
        if start == at && self.is_restricting(at, high) {
            return None;
        }
        let source = self.subject(start, low)?;
        let source = self.author(source, start, low).unwrap_or(source);
        // “In a statement released Thursday, X”
        let governed = source.sort == Sort::Nominal
            && source.first > low
            && self.is(source.first - 1, Class::PREP | Class::BY)
            && self.is(source.head, Class::DOC | Class::NOUNCUE)
            && class.any(Class::PART)
            && start == at;
        if governed {
            return None;
        }
        // reports, claims, plans: a noun unless somebody stands before it
        let noun = class.any(Class::NOUN) && !class.any(Class::PAST);
        if noun
            && source.sort == Sort::Nominal
            && !self.is_speaker(source.head)
            && !self.is(source.head, Class::PRON)
            && !self.is(end + 1, Class::THAT | Class::TO)
        {
            return None;
        }
        frame(source)
    }

    /// Who does what the participle at `at` says.
    fn doer(&self, at: usize, (low, high): (usize, usize), before: &[Frame]) -> Option<Phrase> {
        let class = self.class(at);
        let behind = self.cue_start(at, low) - 1;
        // In calling it “q”, X
        let led = |at: usize| {
            self.is_word(at)
                && !self.is_finite(at, low)
                && !self.is(at, Class::SUBJ | Class::REL | Class::THAT | Class::VERBAL)
        };
        // After months of calling it “q”, X
        let after = behind - low < LEAD
            && self.is(low, Class::PREP | Class::TIME | Class::SUB)
            && (low..behind).all(led);
        if (behind == low || after)
            && self.is(behind, Class::PREP | Class::BY | Class::SUB | Class::OF)
            && let Some(source) = self.carried_forward(at, high)
        {
            return Some(source);
        }
        // their talking points; not “his saying that”
        if class.any(Class::NOUN) && self.is(behind, Class::DET | Class::POSS | Class::ADJ)
            || self.is(behind, Class::DET | Class::POSS)
                && !self.is(self.cue_end(at, high) + 1, Class::THAT)
        {
            return None;
        }
        // X has put out a statement calling
        if self.is_word(behind)
            && let Some(author) = self.publisher(behind, low)
        {
            return Some(author);
        }
        // a man named Odo saying, crowds chanting: whoever stands right before
        if class.any(Class::SAY | Class::CHANT | Class::ABOUT)
            && self.is_word(behind)
            && let Some(source) = self.left(behind, low)
            && self.is_agent(&source, low, class)
        {
            return Some(source);
        }
        // with X tweeting … and asking
        if self.is(behind, Class::AND)
            && let Some(last) = before.last()
            && last.form == Form::Carried
            && last.class.any(Class::ING)
            && !last.class.any(Class::FINITE)
        {
            return Some(last.source);
        }
        self.carried(behind, low, before).or_else(|| self.aside_of(behind, low))
    }

    /// Whether the participle behind a comma is said of the noun before it: “the agreement, published
    /// in March, obliges them”.
    fn is_reduced(&self, at: usize, end: usize, high: usize) -> bool {
        at > 0
            && self.is_sign(at - 1, Sign::Comma)
            && self.is(at, Class::PART)
            && self.is(end + 1, Class::PREP | Class::BY | Class::OF)
            && (end + 1..high).any(|i| {
                self.is_sign(i, Sign::Comma)
                    && self.is_finite(i + 1, at)
                    && !self.is(i + 1, Class::ING)
            })
    }

    /// Whether the participle right behind a noun only says which one it is: “the order released
    /// Friday said”.
    fn is_restricting(&self, at: usize, high: usize) -> bool {
        let class = self.class(at);
        class.any(Class::PART)
            && class.any(Class::REPORT | Class::ABOUT)
            && !class.any(Class::SAY | Class::TELL)
            && self.is(at - 1, Class::NOUN)
            && !self.is(at - 1, Class::ROLE)
            && self.is(at + 1, Class::TIME | Class::PREP | Class::BY)
            && (at + 1..high)
                .take_while(|&i| self.is_word(i) && !self.is(i, LEADS | Class::AND))
                .any(|i| self.is_finite(i, at) && !self.is(i, Class::ING))
    }

    /// “Y quoted X as saying”: X, before the “as” at `behind`.
    fn quoted_by(&self, behind: usize, low: usize) -> Option<Phrase> {
        let object = self.left(behind.checked_sub(1).filter(|&at| at > low)?, low)?;
        let verb = object.first.checked_sub(1).filter(|&at| at >= low)?;
        let quotes = self.is_in(verb, Family::Quotes) && self.is(verb, Class::VERBAL);
        (quotes && self.may_speak(&object)).then_some(object)
    }

    /// “X is quoted as saying”: X.
    fn quoted_as(&self, at: usize, behind: usize, low: usize) -> Option<Phrase> {
        let passive = self.is(at, Class::SAY)
            && self.is(behind, Class::AS)
            && behind > low + 1
            && self.is(behind - 1, Class::PART);
        let start = passive.then(|| self.cue_start(behind - 1, low))?;
        let be = (start..behind).any(|i| self.is(i, Class::BE));
        if be { self.subject(start, low) } else { None }
    }
}

//! Verbs that say nothing without their noun: `X made the point that C` · `X made it clear that C`;
//! and inquiries that report by themselves: `In a poll of dockers, C`.

use super::{
    frame::{Form, Frame},
    phrase::{Phrase, Sort},
    scene::Scene,
};
use crate::{
    language::{Class, Family},
    text::segment::Sign,
};

/// How far behind the noun “that” may stand, in items.
const THAT: usize = 12;
/// Farthest behind its verb that the noun may stand, in items.
const OBJECT: usize = 6;
/// Longest name of a poll with what is said of it, in items.
const POLL: usize = 16;

impl Scene<'_> {
    /// The verb at `at` with its noun, where what is said follows.
    pub(super) fn light(
        &self,
        at: usize,
        (low, high): (usize, usize),
        before: &[Frame],
    ) -> Option<Frame> {
        if !self.is(at, Class::VERBAL) || !self.is_in(at, Family::Light) {
            return None;
        }
        let end = self.point(at, high)?;
        let next = end + 1;
        let quoted = |at: usize| self.quote(at).is_some();
        let paused = matches!(self.sign(next), Some(Sign::Comma | Sign::Colon));
        let says = self.is(next, Class::TO) && (self.is(next + 1, Class::BASE) || quoted(next + 1))
            || self.is(end, Class::NOUNCUE) && (quoted(next) || paused && quoted(next + 1))
            || self.that_behind(next, high);
        let frame = if says { self.verb_frame(at, low, high, before) } else { None };
        let tense = Class::BASE | Class::THIRD | Class::PAST | Class::ING | Class::PART;
        frame.map(|frame| Frame { end, class: Class::SAY | self.class(at).and(tense), ..frame })
    }

    /// The last item of the verb's noun: “the point”, “it clear”.
    fn point(&self, verb: usize, high: usize) -> Option<usize> {
        let named = |at: usize| self.is_in(at, Family::Point);
        if self.is(verb + 1, Class::THING) {
            return (verb + 2 < high && named(verb + 2)).then_some(verb + 2);
        }
        let stops = Class::PREP | Class::TO | Class::THAT | Class::AND | Class::SUB | Class::AUX;
        let noun = (verb + 1..high.min(verb + 1 + OBJECT))
            .take_while(|&at| self.is_word(at) && !self.is(at, stops))
            .find(|&at| self.is(at, Class::NOUNCUE) || named(at))?;
        let next = noun + 1;
        let whole = !self.is_nominal(next) || self.is(next, Class::TIME | Class::ADV);
        (whole && self.mention(noun).is_none() && !self.is_sign(next, Sign::Clitic)).then_some(noun)
    }

    /// Whether “that” leads a clause somewhat farther behind.
    fn that_behind(&self, from: usize, high: usize) -> bool {
        let mut items = from..high.min(from + THAT);
        let stops = |at: usize| {
            self.is_finite(at, from.saturating_sub(1))
                || self.quote(at).is_some()
                || matches!(self.sign(at), Some(Sign::Comma | Sign::Semicolon | Sign::Colon))
        };
        items.find(|&at| self.is(at, Class::THAT) || stops(at)).is_some_and(|at| {
            self.is(at, Class::THAT) && !self.is(at + 1, Class::PAST | Class::THIRD | Class::MODAL)
        })
    }

    /// “In X's view”, “in the words of X”, “in her telling”: whose it is.
    pub(super) fn view(&self, at: usize, high: usize) -> Option<Frame> {
        if !self.is_in(at, Family::Within) {
            return None;
        }
        let named = |at: usize| self.is_in(at, Family::View);
        let frame = |end, source| {
            let (form, class) = (Form::According, Class::ACCORDING);
            Some(Frame { cue: at, end, source, form, class })
        };
        let next = at + 1;
        if self.is(next, Class::DET) && named(next + 1) && self.is(next + 2, Class::OF) {
            let source = self.right(next + 3, high).filter(|source| self.may_speak(source))?;
            return frame(next + 2, source);
        }
        if self.is(next, Class::FIRST | Class::SECOND) {
            return None;
        }
        if self.is(next, Class::POSS) {
            let noun = next + 1 + usize::from(!named(next + 1));
            let source = Phrase { first: next, last: next, head: next, sort: Sort::Pronoun };
            return if named(noun) { frame(noun, source) } else { None };
        }
        let noun = (next + 2..high.min(next + POLL))
            .take_while(|&at| self.is_word(at) || self.is_sign(at, Sign::Clitic))
            .find(|&at| named(at) && self.is_sign(at - 1, Sign::Clitic))?;
        let owner = self.left(noun - 2, next)?;
        if owner.first == next && self.may_speak(&owner) { frame(noun, owner) } else { None }
    }

    /// “In a poll of dockers, C” · “C in a poll”: the poll, where nothing else reports.
    pub(super) fn poll(&self, low: usize, high: usize) -> Option<Frame> {
        // “ahead in the polls”: a standing, no inquiry
        let poll = |&at: &usize| {
            self.is(at, Class::DOC) && !self.is(at, Class::PLURAL) && self.is_in(at, Family::Poll)
        };
        let noun = (low + 1..high).find(poll)?;
        let first = (low + 1..=noun).rev().find(|&at| {
            !self.is_word(at - 1) && !self.is_sign(at - 1, Sign::Clitic)
                || self.is(at - 1, Class::PREP | Class::VERBAL.without(Class::DUB))
        })?;
        let within = first - 1;
        if !self.is_in(within, Family::Within) || (low..high).any(|at| self.quote(at).is_some()) {
            return None;
        }
        let source = |last| Phrase { first, last, head: noun, sort: self.sort(noun) };
        let frame = |last| Frame {
            cue: within,
            end: within,
            source: source(last),
            form: Form::According,
            class: Class::ACCORDING,
        };
        if within == low {
            let comma =
                (noun + 1..high.min(noun + POLL)).find(|&at| self.is_sign(at, Sign::Comma))?;
            return Some(frame(comma - 1));
        }
        let ends = noun + 1 >= high || !self.is_word(noun + 1);
        (ends && (low..within).any(|at| self.is_finite(at, low))).then(|| frame(noun))
    }
}

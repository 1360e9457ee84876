//! Subjects that participles, infinitives and second verbs share with another verb, and who brings
//! out what says something.

use super::{
    frame::{Form, Frame},
    phrase::{Phrase, Sort},
    scene::Scene,
};
use crate::{language::Class, text::segment::Sign};

/// Most words between “for” and the “to” behind whoever acts.
const LONGEST: usize = 8;

/// Nouns for what somebody writes or says.
const WRITTEN: Class = Class::DOC.or(Class::NOUNCUE);

impl Scene<'_> {
    /// Whether the noun phrase right before a participle is who does it: “a man named Odo saying”,
    /// “with one of her advisers calling it”; not “a letter to Odo saying”.
    pub(super) fn is_agent(&self, source: &Phrase, low: usize, class: Class) -> bool {
        let before = source.first.checked_sub(1).filter(|&at| at >= low);
        let held = before.is_some_and(|at| {
            self.is(at, Class::PREP | Class::AND | Class::SUB) || self.is_sign(at, Sign::Dash)
        });
        let told = before.is_some_and(|at| {
            at > low && self.is(at, Class::PREP | Class::TO) && self.is(at - 1, WRITTEN)
        });
        // emailed supporters, saying
        let addressed = before.is_some_and(|at| {
            self.is(at, Class::SAY | Class::TELL)
                && !self.is(at, Class::ABOUT | Class::REPORT)
                && self.is_finite(at, low)
        });
        if told || addressed {
            return false;
        }
        if !class.any(Class::SAY | Class::CHANT) {
            return held && source.sort == Sort::Name && self.is_person(source.head);
        }
        match source.sort {
            Sort::Name => true,
            Sort::Nominal => {
                self.is(source.head, Class::ROLE | Class::GROUP)
                    || held && (self.is_speaker(source.head) || self.is(source.head, Class::PRON))
            }
            _ => false,
        }
    }

    /// Who brings out what says something: “Mara Quill released a statement that said”.
    pub(super) fn author(&self, source: Phrase, cue: usize, low: usize) -> Option<Phrase> {
        let that = cue.checked_sub(1).filter(|&at| self.is(at, Class::THAT | Class::REL))?;
        let written = match source.sort {
            Sort::Relative => self.left(that.checked_sub(1)?, low)?,
            _ => source,
        };
        let verb = written.first.checked_sub(1).filter(|&at| at > low)?;
        let brings = written.sort == Sort::Nominal
            && self.is(written.head, WRITTEN)
            && self.is_finite(verb, low)
            && !self.is(verb, Class::AUX);
        if !brings {
            return None;
        }
        let author = self.subject(verb, low)?;
        let known = author.sort == Sort::Name
            || author.sort == Sort::Pronoun && !self.is(author.head, Class::FIRST | Class::THING);
        known.then_some(author)
    }

    /// “X put out a statement calling it”: X, before the written thing that ends at `last`.
    pub(super) fn publisher(&self, last: usize, low: usize) -> Option<Phrase> {
        let written = self.left(last, low)?;
        let owned = self.is(written.first, Class::POSS)
            || (written.first..written.head).any(|at| self.is_sign(at, Sign::Clitic));
        if written.sort != Sort::Nominal || !self.is(written.head, WRITTEN) || owned {
            return None;
        }
        let mut verb = written.first.checked_sub(1).filter(|&at| at > low)?;
        if self.is(verb, Class::PARTICLE | Class::PREP) && self.is(verb - 1, Class::VERBAL) {
            verb -= 1;
        }
        let brings = self.is_finite(verb, low) && !self.is(verb, Class::AUX);
        let part = self.is(verb, Class::PART) && self.is(verb.checked_sub(1)?, Class::HAVE);
        let author = if brings || part { self.subject(verb, low)? } else { return None };
        self.may_speak(&author).then_some(author)
    }

    /// Whether the infinitive of the “to” at `to` is left undone, or is another's to do: “declined to
    /// comment”, “obliges the company to report”.
    pub(super) fn is_others(&self, to: usize, low: usize) -> bool {
        let Some(before) = to.checked_sub(1).filter(|&at| at > low) else { return false };
        if self.is(before, Class::UNDONE) {
            return true;
        }
        let Some(object) = self.left(before, low).filter(|object| object.first > low) else {
            return false;
        };
        let bears = object.sort == Sort::Name && self.mention(object.head).is_some()
            || object.sort == Sort::Nominal
                && self.is(object.head, Class::ROLE | Class::GROUP | Class::ORG);
        let verb = object.first - 1;
        bears
            && self.is(verb, Class::VERBAL)
            && !self.is(verb, Class::AUX)
            && self.is_finite(verb, low)
    }

    /// Whether the comma at `comma` ends a list of verbs rather than an apposition.
    pub(super) fn is_chained(&self, comma: usize, low: usize) -> bool {
        let start = (low..comma).rev().find(|&at| self.is_sign(at, Sign::Comma));
        // “Mara Quill, an engineer known in Tarn, said”
        let apposed = start.is_some_and(|start| {
            self.is(start + 1, Class::REL)
                || self.before_comma(start, low).is_some_and(|name| name.sort == Sort::Name)
        });
        let from = start.map_or(low, |start| start + 1);
        !apposed
            && (from..comma)
                .rev()
                .find(|&at| self.is_finite(at, low))
                .and_then(|at| self.subject(at, low))
                .is_some_and(|subject| subject.sort != Sort::Relative)
    }

    /// The subject that a participle, an infinitive or a second verb shares.
    pub(super) fn carried(&self, from: usize, low: usize, before: &[Frame]) -> Option<Phrase> {
        // “…,” X added, saying: the cue that the comma follows
        if self.is_sign(from, Sign::Comma)
            && let Some(frame) = before.iter().rev().find(|frame| frame.last() + 1 == from)
            && frame.class.any(Class::SAY | Class::TELL)
            && matches!(frame.form, Form::Plain | Form::Inverted)
            && frame.source.sort != Sort::Relative
        {
            return Some(frame.source);
        }
        // “Asked whether Y would come, X laughed and said”: the clause that “and” goes on with
        if self.is(from, Class::AND)
            && let Some(source) = self.joined(from, low)
        {
            return Some(source);
        }
        // the last relative clause without a comma keeps its verb: “a man who came and said”
        if let Some(frame) =
            before.iter().rev().find(|frame| matches!(frame.form, Form::Plain | Form::Inverted))
        {
            let near = from - frame.end.min(from) <= 25;
            let closed = frame.source.sort == Sort::Relative
                && self.is_sign(frame.source.first.saturating_sub(1), Sign::Comma)
                && !(self.is(from, Class::AND)
                    && (frame.end + 1..from).all(|at| {
                        self.quote(at).is_none_or(|_| !self.pauses(at))
                            && !matches!(self.sign(at), Some(Sign::Comma | Sign::Dash))
                    }));
            if near && !closed && self.may_speak(&frame.source) {
                let says = |f: &&Frame| {
                    f.form == Form::Plain
                        && f.class.any(Class::SAY | Class::TELL)
                        && f.source.sort != Sort::Relative
                };
                return Some(before.iter().find(says).unwrap_or(frame).source);
            }
        }
        // “X, who is 71 and calls himself”
        if self.is(from, Class::AND)
            && let Some(who) = self.open_relative(from, low)
        {
            return Some(who);
        }
        let mut start = low;
        // a leading clause: “When asked …, X”
        if self.is(low, Class::SUB | Class::PREP | Class::ING) {
            start = (low..from)
                .find(|&at| self.is_sign(at, Sign::Comma))
                .map_or(low, |comma| comma + 1);
        }
        for low_bound in [start, low] {
            let mut subjects = (low_bound..=from)
                .filter(|&at| self.is_finite(at, low_bound))
                .filter_map(|at| self.subject(at, low_bound))
                .filter(|source| source.sort != Sort::Relative && self.may_speak(source));
            let Some(source) = subjects.next() else { continue };
            // it helps that X …; it is common for X to
            let is_it = |source: &Phrase| {
                source.sort == Sort::Pronoun && self.is(source.head, Class::THING)
            };
            if is_it(&source) {
                let meant = self.meant_by_it(from, low);
                return meant.or_else(|| subjects.find(|found| !is_it(found))).or(Some(source));
            }
            return Some(source);
        }
        None
    }

    /// The relative pronoun whose clause, without a comma so far, “and” at `from` goes on with.
    fn open_relative(&self, from: usize, low: usize) -> Option<Phrase> {
        let rel = (low..from)
            .rev()
            .take(LONGEST)
            .take_while(|&at| self.is_word(at))
            .find(|&at| self.is(at, Class::REL))?;
        let who = Phrase { first: rel, last: rel, head: rel, sort: Sort::Relative };
        let subject = self.is_finite(rel + 1, rel) || self.is(rel + 1, Class::ADV);
        (rel > low && subject).then_some(who)
    }

    /// “it is common for X to”: X, before the “to” at `to`.
    fn meant_by_it(&self, to: usize, low: usize) -> Option<Phrase> {
        let prep = (low..to).rev().take(LONGEST).find(|&at| self.is(at, Class::PREP))?;
        let source = self.right(prep + 1, to)?;
        let led = self.is(to, Class::TO) && source.last + 1 == to && self.may_speak(&source);
        led.then_some(source)
    }

    /// “X, citing the plan, said”: the noun phrase at the sentence's start whose aside begins behind
    /// the comma.
    pub(super) fn aside_of(&self, comma: usize, low: usize) -> Option<Phrase> {
        if !self.is_sign(comma, Sign::Comma) {
            return None;
        }
        self.before_comma(comma, low)
            .filter(|source| self.opens_clause(source.first, low) && self.may_speak(source))
    }

    /// The subject of the clause that “and” at `from` goes on with, where that clause begins behind
    /// a subordinate one: “When Y called, X laughed and”.
    pub(super) fn joined(&self, from: usize, low: usize) -> Option<Phrase> {
        let leads = self
            .is(low, Class::SUB | Class::PREP | Class::PART | Class::ING | Class::WH | Class::AS)
            || self.token(low)?.is(Class::ADV | Class::ADJ | Class::TIME | Class::AND);
        if !leads {
            return None;
        }
        let verb = (low..from).rev().find(|&at| {
            self.is_finite(at, low) && (at == low || !self.is_sign(at - 1, Sign::Comma))
        })?;
        let source = self.subject(verb, low)?;
        let opens = source.first > low && self.is_sign(source.first - 1, Sign::Comma);
        (opens && source.sort != Sort::Relative && self.may_speak(&source)).then_some(source)
    }

    /// Whether the phrase is headed by a name, a pronoun or a noun for whoever speaks.
    pub(super) fn may_speak(&self, phrase: &Phrase) -> bool {
        phrase.sort != Sort::Nominal
            || self.is_speaker(phrase.head)
            || self.is(phrase.head, Class::PRON)
    }

    /// “Speaking in Tarn, X said”: the subject behind the comma.
    pub(super) fn carried_forward(&self, at: usize, high: usize) -> Option<Phrase> {
        let comma = (at..high).find(|&at| {
            self.is_sign(at, Sign::Comma) || self.quote(at).is_some() && self.pauses(at)
        })?;
        let phrase = self.right(comma + 1, high)?;
        (phrase.sort != Sort::Nominal || self.is_speaker(phrase.head)).then_some(phrase)
    }
}

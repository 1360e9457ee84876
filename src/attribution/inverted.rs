//! Sources behind their verb: `“Q,” said X.`

use super::{
    frame::{Form, Frame},
    phrase::{Phrase, Sort},
    scene::Scene,
};
use crate::{language::Class, text::segment::Sign};

/// Longest subject between a quotation and any verb of the past, in items.
const SUBJECT: usize = 8;

impl Scene<'_> {
    /// “Q,” returned she · “Q,” the butler objected: any verb of the past beside a quotation that opens
    /// its sentence and pauses for it, with whoever acts.
    pub(super) fn answer(&self, at: usize, low: usize, high: usize) -> Option<Frame> {
        if !self.is(at, Class::VERB) || !self.is(at, Class::PAST) || self.token(at)?.capital() {
            return None;
        }
        let quote = (low..at).rev().take(SUBJECT).find(|&i| self.quote(i).is_some())?;
        if !self.pauses(quote) {
            return None;
        }
        let class = Class::SAY | Class::PAST;
        let frame = |source, form| Some(Frame { cue: at, end: at, source, form, class });
        if quote + 1 < at {
            // “Q?” Mr. Roe turned away: a sentence of its own
            let held = self.holds(quote) && (low..quote).all(|i| !self.is_word(i));
            let source = if held { self.left(at - 1, quote + 1)? } else { return None };
            let whole = source.first == quote + 1 && self.may_act(&source);
            return if whole && self.ends_tag(at + 1, high) {
                frame(source, Form::Plain)
            } else {
                None
            };
        }
        let next = at + 1;
        let named = self.mention(next).is_some() && self.is_person(next)
            || self.is(next, Class::TITLE) && self.is_person(next + 1)
            || self.is(next, Class::SUBJ) && !self.is(next, Class::THING);
        let role = self.is(next, Class::DET | Class::POSS | Class::THAT);
        let source = if named || role { self.right_of(next, high)? } else { return None };
        let speaks = named || self.may_act(&source);
        if speaks && self.ends_tag(source.last + 1, high) {
            frame(source, Form::Inverted)
        } else {
            None
        }
    }

    /// The noun phrase at `first`; “that worthy” too.
    fn right_of(&self, first: usize, high: usize) -> Option<Phrase> {
        let that = self.is(first, Class::THAT) && self.is_nominal(first + 1);
        let phrase = self.right(first + usize::from(that), high)?;
        Some(Phrase { first, ..phrase })
    }

    /// Whether the phrase is somebody: a person, a pronoun for one, or a role.
    fn may_act(&self, phrase: &Phrase) -> bool {
        match phrase.sort {
            Sort::Name => self.is_person(phrase.head),
            Sort::Pronoun => !self.is(phrase.head, Class::THING),
            Sort::Nominal => self.is(phrase.head, Class::ROLE | Class::TITLE),
            Sort::Relative => false,
        }
    }

    /// Whether nothing that a tag cannot have stands behind it: “Q,” she returned gravely.
    fn ends_tag(&self, behind: usize, high: usize) -> bool {
        let goes_on = Class::ADV | Class::PREP | Class::ING | Class::TO | Class::SUB | Class::TIME;
        behind >= high || !self.is_word(behind) || self.is(behind, goes_on)
    }

    /// Whether the quotation at the item leaves its sentence open for sure: it ends with a comma.
    fn holds(&self, item: usize) -> bool {
        self.inside(item).ends_with([',', '-', '—', '–']) || self.is_sign(item + 1, Sign::Comma)
    }

    /// Whether the verb follows a quotation, or stands where one ended.
    pub(super) fn is_inverted(&self, at: usize, low: usize) -> bool {
        let class = self.class(at);
        if !class.any(Class::PAST | Class::THIRD)
            || !class.any(Class::SAY | Class::REPORT | Class::CHANT)
        {
            return false;
        }
        let start = self.cue_start(at, low);
        let Some(before) = start.checked_sub(1).filter(|&at| at >= low) else {
            // Said Mara Quill, “Q.”
            return class.any(Class::SAY)
                && self.token(at + 1).is_some_and(|t| t.capital() && !t.is(Class::GRAMMAR));
        };
        let quoted =
            self.past_pause(before) != before && self.quote(self.past_pause(before)).is_some();
        let dashed = quoted && self.is_sign(before, Sign::Dash);
        self.quote(before).is_some()
            || dashed
            || self.is_sign(before, Sign::Comma)
                && (quoted || class.any(Class::SAY) && !class.any(Class::TELL | Class::ABOUT))
            || self.is(before, Class::AS) && !self.is(at + 1, Class::TO)
    }

    /// Whether a name stands before the comma before the verb, with or without an apposition:
    /// “Mara Quill, the mayor, said”.
    pub(super) fn has_name_before(&self, start: usize, low: usize) -> bool {
        start > low
            && self.is_sign(start - 1, Sign::Comma)
            && self.subject(start, low).is_some_and(|subject| subject.sort == Sort::Name)
    }

    /// Whether the sentence or clause before the comma before the verb is a name with what is said
    /// of it, so that the name is the verb's subject: “Mara Quill, an engineer of Tarn, said”.
    pub(super) fn has_subject_before(&self, start: usize, low: usize) -> bool {
        start > low
            && self.is_sign(start - 1, Sign::Comma)
            && self.subject(start, low).is_some_and(|subject| {
                subject.sort == Sort::Name
                    && self.opens_clause(subject.first, low)
                    && subject.last + 2 < start
                    && matches!(self.sign(subject.last + 1), Some(Sign::Comma | Sign::Open))
            })
    }

    /// The source behind an inverted verb.
    pub(super) fn inverted(&self, from: usize, high: usize) -> Option<Phrase> {
        let mut at = from;
        while at < high && self.is(at, Class::ADV) && !self.is(at, Class::PRON | Class::NOUN) {
            at += 1;
        }
        let phrase = self.right(at, high)?;
        let class = self.class(phrase.head);
        let that = self.is(phrase.first, Class::THAT | Class::WH);
        if that
            || class.any(Class::OBJ) && !class.any(Class::SUBJ)
            || class.any(Class::THAT | Class::TIME)
            || self.is(phrase.first, Class::PRON) && self.is(phrase.first, Class::THING)
        {
            return None;
        }
        let closed = self.is_paused(from - 1);
        // “said Monday”, “said the plan was”: a clause, not a source
        let next = phrase.last + 1;
        let participle = closed && self.is(next, Class::PART) && !self.is(next, Class::AUX);
        let clause = next < high
            && self.is_word(next)
            && self.is_finite(next, at)
            && !self.is(next, Class::ING)
            && !participle;
        if clause {
            return None;
        }
        if !closed
            && phrase.sort == Sort::Nominal
            && !self.is_speaker(phrase.head)
            && !self.is(phrase.head, Class::PRON)
        {
            // said the mayor, Mara Quill
            let named = self.is_sign(next, Sign::Comma) && self.mention(next + 1).is_some();
            if !named {
                return None;
            }
        }
        Some(self.with_name(phrase, high))
    }

    /// Whether the cue that ends at `end` stands right behind a quotation that pauses for it:
    /// “Q,” said.
    pub(super) fn is_paused(&self, end: usize) -> bool {
        let mut at = end;
        while at > 0 && (at + 1 > end || self.is(at, Class::ADV | Class::AUX)) {
            at -= 1;
        }
        let before = self.past_pause(at);
        self.quote(before).is_some() && (before < at || self.pauses(before))
    }

    /// The item before the comma and dash that end at `at`: “Q”, — said X.
    pub(super) fn past_pause(&self, mut at: usize) -> usize {
        while at > 0 && matches!(self.sign(at), Some(Sign::Comma | Sign::Dash | Sign::Single)) {
            at -= 1;
        }
        at
    }

    /// Whether the quotation at the item ends with a mark that leaves its sentence open.
    pub(super) fn pauses(&self, item: usize) -> bool {
        self.inside(item).ends_with([',', '?', '!', '-', '—', '–', '…'])
    }

    /// The quotation at the item without its closing marks.
    pub(super) fn inside(&self, item: usize) -> &str {
        self.word(item).trim_end_matches(['"', '”', '\'', '’', '»', '“', '‘', '`', '＂'])
    }

    /// Whether the quotation at the item asks: no word stands behind its last question mark.
    pub(super) fn is_question(&self, item: usize) -> bool {
        let text = self.word(item);
        text.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '?').ends_with('?')
    }

    /// A noun phrase together with the name behind its comma.
    pub(super) fn with_name(&self, phrase: Phrase, high: usize) -> Phrase {
        if phrase.sort != Sort::Nominal
            || !self.is_speaker(phrase.head)
            || !self.is_sign(phrase.last + 1, Sign::Comma)
        {
            return phrase;
        }
        match self.right(phrase.last + 2, high) {
            Some(name) if name.sort == Sort::Name => Phrase { first: phrase.first, ..name },
            _ => phrase,
        }
    }
}

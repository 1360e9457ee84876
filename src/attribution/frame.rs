//! Frames: a cue with the noun phrase that is its source.

use super::{
    phrase::{Phrase, Sort},
    scene::{Scene, Sentence},
};
use crate::{language::Class, text::segment::Sign};

/// A cue with its source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The first item of the cue.
    pub(super) cue: usize,
    /// The last item of the cue.
    pub(super) end: usize,
    pub(super) source: Phrase,
    pub(super) form: Form,
    /// The classes of the cue's word.
    pub(super) class: Class,
}

/// How cue and source stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// X said
    Plain,
    /// said X
    Inverted,
    /// X …, saying; X … and said; X … to say
    Carried,
    /// according to X
    According,
    /// was called … by X
    Passive,
    /// X's claim, her remark
    Noun,
}

/// Nouns for what somebody writes or says.
const WRITTEN: Class = Class::DOC.or(Class::NOUNCUE);

impl Frame {
    /// The last item of cue and source, where the source stands behind the cue.
    pub(super) fn last(&self) -> usize {
        if self.source.first > self.end { self.source.last } else { self.end }
    }
}

impl Scene<'_> {
    /// The frames of a sentence, in order.
    pub(super) fn frames(&self, sentence: &Sentence) -> Vec<Frame> {
        let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
        let mut out = Vec::new();
        for at in low..high {
            let Some(token) = self.token(at) else { continue };
            if !token.is_word() || self.mention(at).is_some() && !sentence.headline {
                continue;
            }
            if token.is(Class::ACCORDING) {
                if let Some(source) = self.right(at + 2, high) {
                    out.push(Frame {
                        cue: at,
                        end: at + 1,
                        source,
                        form: Form::According,
                        class: token.class,
                    });
                }
                continue;
            }
            if token.is(Class::CUE)
                && (token.is(Class::PAST | Class::THIRD | Class::BASE | Class::ING | Class::PART))
                && let Some(frame) = self.verb_frame(at, low, high, &out)
            {
                out.push(frame);
                continue;
            }
            if token.is(Class::NOUNCUE) {
                out.extend(self.noun_frame(at, low, high));
            }
        }
        out
    }

    /// The frame of the verb at `at`.
    fn verb_frame(&self, at: usize, low: usize, high: usize, before: &[Frame]) -> Option<Frame> {
        let class = self.class(at);
        let end = self.cue_end(at, high);
        let start = self.cue_start(at, low);
        let frame = |source, form| Some(Frame { cue: at, end, source, form, class });
        if self.is_passive(at, low) {
            return self.agent(at + 1, high).and_then(|source| frame(source, Form::Passive));
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
            return if ing {
                self.carried_forward(at, high).and_then(|source| frame(source, Form::Carried))
            } else {
                None
            };
        };
        let be = (start..at).any(|i| self.is(i, Class::BE));
        // X is quoted as saying
        if ing
            && class.any(Class::SAY)
            && self.is(behind, Class::AS)
            && behind > low + 1
            && self.is(behind - 1, Class::PART)
        {
            let passive = self.cue_start(behind - 1, low);
            if (passive..behind).any(|i| self.is(i, Class::BE)) {
                return self.subject(passive, low).and_then(|source| frame(source, Form::Plain));
            }
        }
        if ing && !be {
            if class.any(Class::NOUN) && self.is(behind, Class::DET | Class::POSS | Class::ADJ) {
                return None;
            }
            // a man named Odo saying, crowds chanting: whoever stands right before
            if class.any(Class::SAY | Class::CHANT | Class::ABOUT)
                && self.is_word(behind)
                && let Some(source) = self.left(behind, low)
                && self.is_agent(&source, low, class)
            {
                return frame(source, Form::Carried);
            }
            // with X tweeting … and asking
            if self.is(behind, Class::AND)
                && let Some(last) = before.last()
                && last.form == Form::Carried
                && last.class.any(Class::ING)
                && !last.class.any(Class::FINITE)
            {
                return frame(last.source, Form::Carried);
            }
            return self
                .carried(behind, low, before)
                .and_then(|source| frame(source, Form::Carried));
        }
        if self.is(behind, Class::TO) {
            return self
                .carried(behind, low, before)
                .and_then(|source| frame(source, Form::Carried));
        }
        if self.is(behind, Class::AND)
            || self.is_sign(behind, Sign::Comma)
                && self.is(at, Class::PAST)
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
        if !self.is_finite(at, low) && !(start..at).any(|i| self.is(i, Class::AUX)) {
            let headline = self.token(at)?.capital();
            let inverted_quote = self.quote(behind).is_some();
            if !headline && !inverted_quote {
                return None;
            }
        }
        let source = self.subject(start, low)?;
        let source = self.author(source, start, low).unwrap_or(source);
        // reports, claims, plans: a noun unless somebody stands before it
        let noun = class.any(Class::NOUN) && !class.any(Class::PAST);
        if noun
            && source.sort == Sort::Nominal
            && !self.is_speaker(source.head)
            && !self.is(source.head, Class::PRON)
        {
            return None;
        }
        frame(source, Form::Plain)
    }

    /// Whether the noun phrase right before a participle is who does it: “a man named Odo saying”,
    /// “with one of her advisers calling it”; not “a letter to Odo saying”.
    fn is_agent(&self, source: &Phrase, low: usize, class: Class) -> bool {
        let before = source.first.checked_sub(1).filter(|&at| at >= low);
        let held = before.is_some_and(|at| {
            self.is(at, Class::PREP | Class::AND | Class::SUB) || self.is_sign(at, Sign::Dash)
        });
        let told = before.is_some_and(|at| {
            at > low && self.is(at, Class::PREP | Class::TO) && self.is(at - 1, WRITTEN)
        });
        if told {
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
    fn author(&self, source: Phrase, cue: usize, low: usize) -> Option<Phrase> {
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

    /// Whether the comma at `comma` ends a list of verbs rather than an apposition.
    fn is_chained(&self, comma: usize, low: usize) -> bool {
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

    /// Where the auxiliaries and adverbs of the verb at `at` begin.
    fn cue_start(&self, at: usize, low: usize) -> usize {
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
            if capital || !(adverb || class.any(Class::AUX)) {
                break;
            }
            start -= 1;
        }
        start
    }

    /// Where the cue with its particle ends.
    fn cue_end(&self, at: usize, high: usize) -> usize {
        if at + 1 < high
            && self.is(at + 1, Class::PARTICLE)
            && self.is(at + 1, Class::ADV | Class::PREP | Class::OBJ)
        {
            at + 1
        } else {
            at
        }
    }

    /// Whether a form of “be” makes the participle at `at` passive.
    fn is_passive(&self, at: usize, low: usize) -> bool {
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
        let bare = !be && !subject && self.is(at + 1, Class::BY);
        be || bare
    }

    /// The noun phrase behind “by”.
    fn agent(&self, from: usize, high: usize) -> Option<Phrase> {
        let by = (from..high.min(from + 12)).find(|&at| self.is(at, Class::BY))?;
        self.right(by + 1, high)
            .filter(|source| source.sort != Sort::Nominal || self.is_speaker(source.head))
    }

    /// Whether the verb follows a quotation, or stands where one ended.
    fn is_inverted(&self, at: usize, low: usize) -> bool {
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
        let quoted = before > low && self.quote(before - 1).is_some();
        self.quote(before).is_some()
            || self.is_sign(before, Sign::Comma)
                && (quoted || class.any(Class::SAY) && !class.any(Class::TELL | Class::ABOUT))
            || self.is(before, Class::AS) && !self.is(at + 1, Class::TO)
    }

    /// Whether a name stands before the comma before the verb, with or without an apposition:
    /// “Mara Quill, the mayor, said”.
    fn has_name_before(&self, start: usize, low: usize) -> bool {
        start > low
            && self.is_sign(start - 1, Sign::Comma)
            && self.subject(start, low).is_some_and(|subject| subject.sort == Sort::Name)
    }

    /// Whether the sentence or clause before the comma before the verb is a name with what is said
    /// of it, so that the name is the verb's subject: “Mara Quill, an engineer of Tarn, said”.
    fn has_subject_before(&self, start: usize, low: usize) -> bool {
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
    fn inverted(&self, from: usize, high: usize) -> Option<Phrase> {
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
    fn is_paused(&self, end: usize) -> bool {
        let mut at = end;
        while at > 0 && (at + 1 > end || self.is(at, Class::ADV | Class::AUX)) {
            at -= 1;
        }
        while at > 0 && self.is_sign(at, Sign::Single) {
            at -= 1;
        }
        let (comma, before) = match self.sign(at) {
            Some(Sign::Comma | Sign::Dash) if at > 0 => (true, at - 1),
            _ => (false, at),
        };
        self.quote(before).is_some() && (comma || self.pauses(before))
    }

    /// Whether the quotation at the item ends with a mark that leaves its sentence open.
    pub(super) fn pauses(&self, item: usize) -> bool {
        let text = self.word(item);
        let inner = text.trim_end_matches(['"', '”', '\'', '’', '»', '“', '‘', '`', '＂']);
        inner.ends_with([',', '?', '!', '-', '—', '–', '…'])
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

    /// The subject that a participle, an infinitive or a second verb shares.
    fn carried(&self, from: usize, low: usize, before: &[Frame]) -> Option<Phrase> {
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
            if near
                && !(frame.source.sort == Sort::Relative
                    && self.is_sign(frame.source.first.saturating_sub(1), Sign::Comma))
            {
                return Some(
                    before
                        .iter()
                        .find(|f| f.form == Form::Plain && f.class.any(Class::SAY | Class::TELL))
                        .unwrap_or(frame)
                        .source,
                );
            }
        }
        let mut start = low;
        // a leading clause: “When asked …, X”
        if self.is(low, Class::SUB | Class::PREP | Class::ING) {
            start = (low..from)
                .find(|&at| self.is_sign(at, Sign::Comma))
                .map_or(low, |comma| comma + 1);
        }
        for low_bound in [start, low] {
            for at in low_bound..=from {
                if self.is_finite(at, low_bound)
                    && let Some(source) = self.subject(at, low_bound)
                    && source.sort != Sort::Relative
                    && self.may_speak(&source)
                {
                    return Some(source);
                }
            }
        }
        None
    }

    /// The subject of the clause that “and” at `from` goes on with, where that clause begins behind
    /// a subordinate one: “When Y called, X laughed and”.
    fn joined(&self, from: usize, low: usize) -> Option<Phrase> {
        let leads = self
            .is(low, Class::SUB | Class::PREP | Class::PART | Class::ING | Class::WH | Class::AS)
            || self.token(low)?.is(Class::ADV | Class::ADJ | Class::TIME | Class::AND);
        if !leads {
            return None;
        }
        let verb = (low..from)
            .rev()
            .find(|&at| self.is_finite(at, low) && !self.is_sign(at - 1, Sign::Comma))?;
        let source = self.subject(verb, low)?;
        let opens = source.first > low && self.is_sign(source.first - 1, Sign::Comma);
        (opens && source.sort != Sort::Relative && self.may_speak(&source)).then_some(source)
    }

    /// Whether the phrase is headed by a name, a pronoun or a noun for whoever speaks.
    fn may_speak(&self, phrase: &Phrase) -> bool {
        phrase.sort != Sort::Nominal
            || self.is_speaker(phrase.head)
            || self.is(phrase.head, Class::PRON)
    }

    /// “Speaking in Tarn, X said”: the subject behind the comma.
    fn carried_forward(&self, at: usize, high: usize) -> Option<Phrase> {
        let comma = (at..high).find(|&at| self.is_sign(at, Sign::Comma))?;
        let phrase = self.right(comma + 1, high)?;
        (phrase.sort != Sort::Nominal || self.is_speaker(phrase.head)).then_some(phrase)
    }

    /// “X's claim that”, “her remark”, “a statement from X”.
    fn noun_frame(&self, at: usize, low: usize, high: usize) -> Option<Frame> {
        let class = self.class(at);
        if self.class(at).any(Class::CUE) && self.is_finite(at, low) {
            return None;
        }
        let frame = |source| Some(Frame { cue: at, end: at, source, form: Form::Noun, class });
        let mut start = at;
        while start > low && self.is(start - 1, Class::ADJ)
            || start > low && self.is_plain_word(start - 1)
        {
            start -= 1;
        }
        let before = start.checked_sub(1).filter(|&at| at >= low);
        if let Some(before) = before {
            let clitic = self.is_sign(before, Sign::Clitic) || self.is_sign(before, Sign::Single);
            if clitic
                && before > low
                && !self.is(before, Class::MODAL)
                && let Some(owner) = self.left(before - 1, low)
            {
                return frame(owner);
            }
            if self.is(before, Class::POSS) && !self.is(before, Class::FIRST | Class::SECOND) {
                return frame(Phrase {
                    first: before,
                    last: before,
                    head: before,
                    sort: Sort::Pronoun,
                });
            }
        }
        // a statement from X, a remark by X
        if at + 2 < high
            && self.is(at + 1, Class::PREP | Class::BY)
            && matches!(self.word(at + 1), w if w.len() == 4 || w.len() == 2)
            && !self.is(at + 1, Class::OF)
        {
            let source = self.right(at + 2, high)?;
            if source.sort == Sort::Name && self.is(at + 1, Class::BY) {
                return frame(source);
            }
        }
        None
    }

    /// A lower-case word that may be an adjective.
    fn is_plain_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.sign == Sign::Word && token.class.is_none() && !token.capital()
        })
    }
}

//! Frames: a cue with the noun phrase that is its source.

use super::{
    phrase::{LEADS, Phrase, Sort},
    scene::{Scene, Sentence},
};
use crate::{
    language::{Class, Family},
    text::segment::Sign,
};

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

impl Frame {
    /// The last item of cue and source, where the source stands behind the cue.
    pub(super) fn last(&self) -> usize {
        if self.source.first > self.end { self.source.last } else { self.end }
    }
}

/// The frames of all sentences.
#[derive(Debug, Default)]
pub(super) struct Frames {
    all: Vec<Frame>,
    /// For each sentence where its frames end.
    ends: Vec<u32>,
}

impl Frames {
    /// Reads all sentences.
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let mut out = Self { all: Vec::new(), ends: Vec::with_capacity(scene.sentences.len()) };
        for sentence in &scene.sentences {
            scene.frames(sentence, &mut out.all);
            out.ends.push(out.all.len() as u32);
        }
        out
    }

    /// Those of a sentence, in order.
    pub(super) fn of(&self, sentence: usize) -> &[Frame] {
        let start = sentence.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[sentence] as usize]
    }
}

/// Most words before a participle that leads its sentence: “After months of”.
const LEAD: usize = 4;
/// What a frame is made of.
const CUES: Class = Class::CUE.or(Class::ACCORDING).or(Class::NOUNCUE);

impl Scene<'_> {
    /// Adds the frames of a sentence, in order.
    fn frames(&self, sentence: &Sentence, out: &mut Vec<Frame>) {
        let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
        let first = out.len();
        let classes = (low..).zip(self.classes(low, high));
        let mut covered = low;
        let signals = CUES.or(Class::VERB).or(Class::PREP);
        for (at, class) in classes.filter(|(_, class)| class.any(signals)) {
            if at < covered {
                continue;
            }
            if class.any(Class::PREP)
                && let Some(frame) = self.view(at, high)
            {
                covered = frame.end + 1;
                out.push(frame);
                continue;
            }
            if !class.any(CUES.or(Class::VERB)) {
                continue;
            }
            if let Some(frame) = self.light(at, (low, high), &out[first..]) {
                covered = frame.end + 1;
                out.push(frame);
                continue;
            }
            if !class.any(CUES) {
                out.extend(self.answer(at, low, high));
                continue;
            }
            let Some(token) = self.token(at) else { continue };
            // Tarn State University
            if token.capital() && self.is(at + 1, Class::ORGWORD) {
                continue;
            }
            if !token.is_word() || self.mention(at).is_some() && !sentence.headline {
                continue;
            }
            if token.is(Class::ACCORDING) {
                if let Some(source) = self.right(at + 2, high) {
                    let source = self.with_maker(source, high);
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
                && let Some(frame) = self.verb_frame(at, low, high, &out[first..])
            {
                covered = frame.end + 1;
                out.push(frame);
                continue;
            }
            if token.is(Class::NOUNCUE) {
                out.extend(self.noun_frame(at, low, high));
            }
        }
        if out.len() == first {
            out.extend(self.poll(low, high));
        }
    }

    /// The frame of the verb at `at`.
    pub(super) fn verb_frame(
        &self,
        at: usize,
        low: usize,
        high: usize,
        before: &[Frame],
    ) -> Option<Frame> {
        let class = self.class(at);
        let asks = self.is_in(at, Family::Wants)
            && self.is(at + 1, Class::TO)
            && self.is_in(at + 2, Family::Knows);
        let class = if asks { class | Class::SAY } else { class };
        let end = if asks { at + 2 } else { self.cue_end(at, high) };
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
        // “Q,” she heard X say
        if class.any(Class::BASE)
            && class.any(Class::SAY | Class::TELL)
            && let Some(heard) = self.left(behind, low)
            && heard.first > low
            && self.is_in(heard.first - 1, Family::Perceives)
            && self.may_speak(&heard)
        {
            return frame(heard, Form::Plain);
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
        frame(source, Form::Plain)
    }

    /// “calculations by Mara Quill”: Mara Quill, who made them.
    fn with_maker(&self, source: Phrase, high: usize) -> Phrase {
        let made = source.sort == Sort::Nominal
            && !self.is(source.head, Class::ROLE | Class::GROUP)
            && self.is(source.last + 1, Class::BY);
        let maker = if made { self.right(source.last + 2, high) } else { None };
        match maker {
            Some(maker) if maker.sort == Sort::Name => Phrase { first: source.first, ..maker },
            _ => source,
        }
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

    /// “X's claim that”, “her remark”, “a statement from X”.
    pub(super) fn noun_frame(&self, at: usize, low: usize, high: usize) -> Option<Frame> {
        let class = self.class(at);
        if self.class(at).any(Class::CUE) && self.is_finite(at, low) {
            return None;
        }
        let frame = |source| Some(Frame { cue: at, end: at, source, form: Form::Noun, class });
        let mut start = at;
        while start > low
            && (self.is(start - 1, Class::ADJ)
                || self.is_plain_word(start - 1)
                || self.is(start - 1, Class::TIME)
                    && !self.is(start - 1, Class::NOUN.without(Class::TIME))
                || start < at && self.is_degree(start - 1, low))
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
        // in the words of X
        if at >= low + 2
            && self.is(at - 1, Class::DET)
            && self.is(at - 2, Class::PREP)
            && self.is(at + 1, Class::OF)
            && let Some(source) = self.right(at + 2, high).filter(|source| self.may_speak(source))
        {
            return Some(Frame {
                cue: at - 2,
                end: at + 1,
                source,
                form: Form::According,
                class: Class::ACCORDING,
            });
        }
        // the claim of X that, a suggestion by X that
        if self.is(at + 1, Class::OF | Class::BY)
            && let Some(source) = self.right(at + 2, high).filter(|source| self.may_speak(source))
            && self.is(source.last + 1, Class::THAT)
        {
            return frame(source);
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

    /// An adverb, or “most” behind an owner: “her most recent”.
    fn is_degree(&self, at: usize, low: usize) -> bool {
        let owned =
            at > low && (self.is_sign(at - 1, Sign::Clitic) || self.is(at - 1, Class::POSS));
        self.is(at, Class::ADV) || owned && self.is(at, Class::DET)
    }

    /// A lower-case word that may be an adjective.
    pub(super) fn is_plain_word(&self, at: usize) -> bool {
        self.token(at).is_some_and(|token| {
            token.sign == Sign::Word && token.class.is_none() && !token.capital()
        })
    }
}

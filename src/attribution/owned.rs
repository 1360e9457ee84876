//! Frames of nouns of saying: `X's claim that`, `in the words of X`, `a statement by X`.

use super::{
    frame::{Form, Frame},
    phrase::{Phrase, Sort},
    scene::Scene,
};
use crate::{language::Class, text::segment::Sign};

impl Scene<'_> {
    /// “calculations by Mara Quill”: Mara Quill, who made them.
    pub(super) fn with_maker(&self, source: Phrase, high: usize) -> Phrase {
        let made = source.sort == Sort::Nominal
            && !self.is(source.head, Class::ROLE | Class::GROUP)
            && self.is(source.last + 1, Class::BY);
        let maker = if made { self.right(source.last + 2, high) } else { None };
        match maker {
            Some(maker) if maker.sort == Sort::Name => Phrase { first: source.first, ..maker },
            _ => source,
        }
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

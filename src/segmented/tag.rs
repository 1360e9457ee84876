//! The words and marks of a paragraph with their classes.
//!
//! In steps, a few tokens at a time: they are cut, the lexicon is asked for all their words at once, and
//! what it says is read in their order.

use super::{
    CAPITAL, INITIAL, SPACED, Segmented, Token, UPPER,
    classes::{plain, word},
    ends,
};
use crate::{
    language::{Asked, Class, Language},
    text::{
        Span,
        segment::{self, Plain, Sign, Tokens},
    },
};

/// A token before its classes are known.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub(super) span: Span,
    pub(super) sign: Sign,
    pub(super) flags: u8,
}

/// So many tokens are cut before their classes are read.
const AHEAD: usize = 64;

/// What is used again from paragraph to paragraph.
#[derive(Debug)]
pub(super) struct Scratch {
    cuts: Vec<Cut>,
    /// For each of them the word that the lexicon is asked for.
    words: Vec<Asked>,
    /// The tokens that may end a sentence.
    pub(super) stops: Vec<u32>,
}

impl Scratch {
    pub(super) fn new() -> Self {
        let (cuts, words) = (Vec::with_capacity(AHEAD), Vec::with_capacity(AHEAD));
        Self { cuts, words, stops: Vec::with_capacity(AHEAD) }
    }

    /// Cuts the next tokens.
    fn cut(&mut self, tokens: &mut Tokens<'_>, last_end: &mut u32) {
        self.cuts.clear();
        self.words.clear();
        while self.cuts.len() < AHEAD {
            let (span, sign, letters, key) = if let Some(word) = tokens.plain() {
                (word.span, Sign::Word, letters(word), word.small)
            } else {
                let Some((span, sign)) = tokens.next() else { return };
                (span, sign, 0, 0)
            };
            let spaced = if span.start == *last_end { 0 } else { SPACED };
            *last_end = span.end;
            self.cuts.push(Cut { span, sign, flags: letters | spaced });
            self.words.push(Asked::new(key));
        }
    }
}

/// What the capitals of a word make it; no branch, since nothing foretells them.
#[inline]
fn letters(word: Plain) -> u8 {
    let one = word.span.len() == 1;
    let bit = |is: bool, flag: u8| u8::from(is) * flag;
    bit(word.capital, CAPITAL) | bit(word.capital && one, INITIAL) | bit(word.upper && !one, UPPER)
}

impl Segmented<'_> {
    /// Adds the tokens of a paragraph with their classes, and to the stops those that may end a
    /// sentence.
    pub(super) fn tag(&mut self, paragraph: Span, scratch: &mut Scratch) {
        let text = self.document.text.as_str();
        let first = self.tokens.len();
        let mut last_end = u32::MAX;
        let mut tokens = segment::tokens(text, paragraph);
        loop {
            scratch.cut(&mut tokens, &mut last_end);
            self.language.lexicon.ask(&mut scratch.words);
            self.classify(scratch, first);
            if scratch.cuts.len() < AHEAD {
                return;
            }
        }
    }

    /// Adds tokens that were cut; `first` is their paragraph's first.
    fn classify(&mut self, scratch: &mut Scratch, first: usize) {
        let (text, language) = (self.document.text.as_str(), self.language);
        let Scratch { cuts, words, stops } = scratch;
        let tokens = &mut self.tokens;
        for (&cut, asked) in cuts.iter().zip(&*words) {
            let Cut { span, sign, flags } = cut;
            if asked.is_word() {
                let token = plain(language, asked, cut);
                tokens.push(token);
                tagged(language, tokens, token, first, stops);
            } else if matches!(sign, Sign::Word | Sign::Clitic | Sign::Number) {
                let token = word(text, language, span, sign, flags);
                tokens.push(token);
                if sign != Sign::Clitic {
                    tagged(language, tokens, token, first, stops);
                }
            } else {
                mark(text, tokens, cut, first, stops);
            }
        }
    }
}

/// Adds a mark, or gives a full stop to the word that it belongs to.
fn mark(text: &str, tokens: &mut Vec<Token>, cut: Cut, first: usize, stops: &mut Vec<u32>) {
    let Cut { span, sign, flags } = cut;
    let at = tokens.len();
    if sign == Sign::Dot && flags & SPACED == 0 && ends::joins(tokens, first, text, span) {
        if let Some(word) = tokens.last_mut() {
            word.span.end = span.end;
            word.class |= Class::ABBREV;
        }
        if stops.last().is_none_or(|&stop| (stop as usize) + 1 < at) {
            stops.push(at as u32 - 1);
        }
        return;
    }
    if matches!(sign, Sign::Dot | Sign::Bang | Sign::Ellipsis) {
        stops.push(at as u32);
    }
    tokens.push(Token { span, class: Class::NONE, lemma: 0, sign, flags });
}

/// What the last token, the word `token`, makes with the one before it; `first` is its paragraph's
/// first.
#[inline]
fn tagged(
    language: &Language,
    tokens: &mut [Token],
    token: Token,
    first: usize,
    stops: &mut Vec<u32>,
) {
    let at = tokens.len() - 1;
    if token.is(Class::ABBREV) {
        stops.push(at as u32);
    }
    if token.lemma != 0 && at > first && language.lexicon.begins(tokens[at - 1].lemma) {
        phrase(language, tokens, at);
    }
}

/// Marks a phrase of two words that ends at `at`.
fn phrase(language: &Language, tokens: &mut [Token], at: usize) {
    let (first, second) = (tokens[at - 1].lemma, tokens[at].lemma);
    if let Some(class) = language.lexicon.phrase(first, second) {
        tokens[at - 1].class |= class;
        if class.any(Class::CUE) {
            tokens[at].class |= Class::PARTICLE;
        }
    }
}

//! The words and marks of a paragraph with their classes.

use super::{
    SPACED, Segmented, Token,
    classes::{plain, word},
    ends,
};
use crate::{
    language::{Class, Language},
    text::{
        Span,
        segment::{self, Sign},
    },
};

impl Segmented<'_> {
    /// Adds the tokens of a paragraph with their classes, and to `stops` those that may end a
    /// sentence.
    pub(super) fn tag(&mut self, paragraph: Span, stops: &mut Vec<u32>) {
        let (text, language) = (self.document.text.as_str(), self.language);
        let (tokens, marks) = (&mut self.tokens, &mut self.marks);
        let first = tokens.len();
        let mut last_end = u32::MAX;
        // whether the last word may begin a phrase
        let mut begins = false;
        let mut cut = segment::tokens(text, paragraph);
        let spaced = |span: Span, last_end: u32| if span.start == last_end { 0 } else { SPACED };
        loop {
            while let Some(word) = cut.plain() {
                let token = plain(language, word, spaced(word.span, last_end));
                last_end = word.span.end;
                tokens.push(token);
                begins = tagged(language, tokens, token, begins, stops);
            }
            let Some((span, sign)) = cut.next() else { break };
            let flags = spaced(span, last_end);
            last_end = span.end;
            begins = match sign {
                Sign::Word | Sign::Number => {
                    let token = word(text, language, span, sign, flags);
                    tokens.push(token);
                    tagged(language, tokens, token, begins, stops)
                }
                Sign::Clitic => {
                    let token = word(text, language, span, sign, flags);
                    tokens.push(token);
                    language.lexicon.begins(token.lemma)
                }
                _ if joined(text, tokens, (span, sign, flags), first, stops) => begins,
                _ => {
                    match sign {
                        Sign::Dot | Sign::Bang | Sign::Ellipsis => stops.push(tokens.len() as u32),
                        Sign::Double | Sign::Single | Sign::Other => {
                            marks.push(tokens.len() as u32);
                        }
                        _ => {}
                    }
                    tokens.push(Token { span, class: Class::NONE, lemma: 0, sign, flags });
                    false
                }
            };
        }
    }
}

/// Gives a full stop to the word that it belongs to, if it does; `first` is their paragraph's first
/// token.
fn joined(
    text: &str,
    tokens: &mut [Token],
    (span, sign, flags): (Span, Sign, u8),
    first: usize,
    stops: &mut Vec<u32>,
) -> bool {
    let joins = sign == Sign::Dot && flags & SPACED == 0 && ends::joins(tokens, first, text, span);
    if joins {
        let at = tokens.len();
        if let Some(word) = tokens.last_mut() {
            word.span.end = span.end;
            word.class |= Class::ABBREV;
        }
        if stops.last().is_none_or(|&stop| (stop as usize) + 1 < at) {
            stops.push(at as u32 - 1);
        }
    }
    joins
}

/// What the last token, the word `token`, makes with the one before it, which `begins` a phrase or
/// not; whether it may begin one itself.
#[expect(clippy::inline_always, reason = "a few instructions, for each word")]
#[inline(always)]
fn tagged(
    language: &Language,
    tokens: &mut [Token],
    token: Token,
    begins: bool,
    stops: &mut Vec<u32>,
) -> bool {
    let at = tokens.len() - 1;
    if token.is(Class::ABBREV) {
        stops.push(at as u32);
    }
    if begins && token.lemma != 0 {
        phrase(language, tokens, at);
    }
    language.lexicon.begins(token.lemma)
}

/// Marks a phrase of two words that ends at `at`.
#[inline(never)]
fn phrase(language: &Language, tokens: &mut [Token], at: usize) {
    let (first, second) = (tokens[at - 1].lemma, tokens[at].lemma);
    if let Some(class) = language.lexicon.phrase(first, second) {
        tokens[at - 1].class |= class;
        if class.any(Class::CUE) {
            tokens[at].class |= Class::PARTICLE;
        }
    }
}

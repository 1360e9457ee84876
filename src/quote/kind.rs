//! A first guess at the kind of a stretch, from its own words and the character before it.

use super::QuoteKind;
use crate::{
    language::Class,
    segmented::Segmented,
    text::{Span, segment::Sign},
};

/// A stretch of at most this many words inside the narrator's sentence is a few words.
const FEW: usize = 3;

/// Direct where the stretch is a clause or more, mixed where it is a few words in a sentence.
pub(super) fn of(document: &Segmented<'_>, span: Span) -> QuoteKind {
    if super::name::is_name(document, span) {
        return QuoteKind::Name;
    }
    if is_clause(document, span) { QuoteKind::Direct } else { QuoteKind::Mixed }
}

/// Whether a stretch is a clause or more by itself: it begins as a sentence does, or holds the end
/// of one.
pub fn is_clause(document: &Segmented<'_>, span: Span) -> bool {
    let first = document.token_at(span.start);
    let tokens: Vec<_> = document.tokens[first..]
        .iter()
        .take_while(|token| token.span.start < span.end)
        .filter(|token| !matches!(token.sign, Sign::Double | Sign::Single))
        .collect();
    let words = tokens.iter().filter(|token| token.is_word()).count();
    let Some(start) = tokens.iter().find(|token| token.is_word()) else { return false };
    let begins = start.capital() || start.sign == Sign::Number;
    let behind = first.checked_sub(1).map(|at| document.tokens[at]);
    let run_in = behind.is_some_and(|token| {
        token.is_word()
            && token.span.end >= document.paragraphs[document.paragraph_of(first)].start
            && token.span.end > document.sentences[document.sentence_of(first)].start
    });
    let inner =
        tokens.iter().rev().skip(1).any(|token| {
            matches!(token.sign, Sign::Bang | Sign::Semicolon) || token.sign == Sign::Dot
        });
    let verb = tokens
        .iter()
        .any(|token| token.is(Class::AUX) || token.is(Class::VERBAL) && token.is(Class::FINITE));
    let joined = tokens.iter().any(|token| token.sign == Sign::Comma)
        && tokens.iter().any(|token| token.is(Class::AND));
    if inner {
        return true;
    }
    if begins {
        return !run_in || (words > FEW && verb);
    }
    // no capital: a clause only where it joins clauses, or stands alone
    (joined && verb && words >= 15) || (!run_in && verb && words > FEW)
}

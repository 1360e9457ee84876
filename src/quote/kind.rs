//! A first guess at the kind of a stretch, from its own words and the character before it.

use super::QuoteKind;
use crate::{
    language::Class,
    segmented::{Segmented, Token},
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
    let end = first + document.tokens[first..].partition_point(|token| token.span.start < span.end);
    let tokens = || {
        document.tokens[first..end]
            .iter()
            .filter(|token| !matches!(token.sign, Sign::Double | Sign::Single))
    };
    let Some(start) = tokens().find(|token| token.is_word()) else { return false };
    let ends = |token: &Token| matches!(token.sign, Sign::Bang | Sign::Semicolon | Sign::Dot);
    if tokens().rev().skip(1).any(ends) {
        return true;
    }
    let words = tokens().filter(|token| token.is_word()).count();
    let begins = start.capital() || start.sign == Sign::Number;
    let behind = first.checked_sub(1).map(|at| document.tokens[at]);
    let run_in = behind.is_some_and(|token| {
        token.is_word()
            && token.span.end >= document.paragraphs[document.paragraph_of(first)].start
            && token.span.end > document.sentences[document.sentence_of(first)].start
    });
    let verb = || {
        tokens()
            .any(|token| token.is(Class::AUX) || token.is(Class::VERBAL) && token.is(Class::FINITE))
    };
    let joined = || {
        tokens().any(|token| token.sign == Sign::Comma)
            && tokens().any(|token| token.is(Class::AND))
    };
    if begins {
        return !run_in || (words > FEW && verb());
    }
    // no capital: a clause only where it joins clauses, or stands alone
    words >= 15 && joined() && verb() || words > FEW && !run_in && verb()
}

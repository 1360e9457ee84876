//! Words that nobody says: titles of works and shows, nicknames, terms in quotation marks.

use crate::{
    language::Class,
    segmented::{Segmented, Token},
    text::{Span, segment::Sign},
};

/// How far before a name the verb that gives it may stand, in tokens.
const NEAR: usize = 6;
/// A document named in small letters has at most this many words.
const FEW: usize = 4;
/// Longest title in words.
const LONGEST: usize = 12;

/// Whether a stretch is a title or a term, by its words and what stands before it.
pub(super) fn is_name(document: &Segmented<'_>, span: Span) -> bool {
    let first = document.token_at(span.start);
    let end = document.tokens[first..].partition_point(|token| token.span.start < span.end) + first;
    let inside = &document.tokens[first..end];
    let words = || inside.iter().copied().filter(|token| token.is_word());
    if !(1..=LONGEST).contains(&words().take(LONGEST + 1).count()) {
        return false;
    }
    let words: Vec<Token> = words().collect();
    let Some(before) = first.checked_sub(1).map(|at| document.tokens[at]) else { return false };
    let sentence = document.sentences[document.sentence_of(first)];
    if before.span.end <= sentence.start {
        return false;
    }
    if is_called(document, first) || words.len() <= FEW && is_apposed(document, first, end) {
        return true;
    }
    if !is_title_case(&words) || is_in_headline(document, first, end) {
        return false;
    }
    // “called Roe “Little Odo”: somebody's words
    let run = document.sentence_tokens[document.sentence_of(first)].start as usize;
    let spoken = (first.saturating_sub(NEAR).max(run)..first).any(|at| {
        let token = document.tokens[at];
        token.is(Class::ABOUT)
            && token.is(Class::PAST | Class::THIRD | Class::ING)
            && !token.capital()
    });
    let owned = before.sign == Sign::Clitic;
    let placed = before.is(Class::PREP
        | Class::BY
        | Class::TO
        | Class::DET
        | Class::WORK
        | Class::LABEL
        | Class::OF
        | Class::AND);
    owned
        || placed
        || is_described(document, first, end)
        || before.capital() && words.len() > 1 && !spoken
        || is_listed(document, first)
}

/// Before the noun for what or who it belongs to, or behind such a noun and a comma: `“Q” host X` ·
/// `“Q,” a book by X` · `in his book, “Q”`.
fn is_described(document: &Segmented<'_>, first: usize, end: usize) -> bool {
    let tokens = &document.tokens;
    let before = first >= 2
        && tokens[first - 1].sign == Sign::Comma
        && tokens[first - 2].is(Class::WORK)
        && !tokens[first - 2].capital();
    let Some(next) = tokens.get(end) else { return before };
    let host = next.is(Class::ROLE | Class::WORK | Class::LABEL) && !next.capital();
    let apposed = describes(document, end);
    let author = next.is(Class::BY) && tokens.get(end + 1).is_some_and(|token| token.capital());
    before || host || apposed || author
}

/// Whether a noun phrase for a work or document starts at `at`: “a book”.
fn describes(document: &Segmented<'_>, at: usize) -> bool {
    let tokens = document.tokens.get(at..).unwrap_or_default();
    // not “the editorial board writes”, “the report says”
    let goes_on = Class::ORG | Class::ROLE | Class::GROUP | Class::THIRD | Class::PAST;
    tokens.first().is_some_and(|token| token.is(Class::DET))
        && tokens.windows(2).skip(1).take(3).any(|pair| {
            pair[0].is(Class::WORK | Class::DOC) && (pair[1].is(Class::BY) || !pair[1].is(goes_on))
        })
}

/// `his “q,” a paper that he wrote`
fn is_apposed(document: &Segmented<'_>, first: usize, end: usize) -> bool {
    let before = document.tokens[first - 1];
    (before.is(Class::DET | Class::POSS) || before.sign == Sign::Clitic)
        && document.tokens[first..end].iter().any(|token| token.sign == Sign::Comma)
        && describes(document, end)
}

/// Behind a noun for words or works, or a participle of naming: `the term “q”`, `titled “Q”`.
fn is_called(document: &Segmented<'_>, first: usize) -> bool {
    let before = document.tokens[first - 1];
    let Some(earlier) = first.checked_sub(2).map(|at| document.tokens[at]) else { return false };
    let participle =
        before.is(Class::DUB) && before.is(Class::PART) && !before.is(Class::ABOUT | Class::BASE);
    // an account called “Q”; but not “what the mayor called “q””
    let named = before.is(Class::DUB)
        && before.is(Class::PART)
        && !earlier.capital()
        && earlier.sign == Sign::Word
        && !earlier.is(Class::GRAMMAR | Class::ROLE | Class::GROUP | Class::ADV)
        && !document.tokens[first.saturating_sub(2 * NEAR)..first]
            .iter()
            .any(|token| token.is(Class::WH | Class::REL));
    let known_as = before.is(Class::AS) && earlier.is(Class::DUB) && earlier.is(Class::PART);
    let first_end = document.tokens[first..].iter().position(|t| t.is_word()).unwrap_or(0) + first;
    let label = (before.is(Class::LABEL)
        || before.is(Class::WORK) && document.tokens.get(first_end).is_some_and(|t| t.capital()))
        && !before.capital()
        && !before.is(Class::NOUNCUE | Class::CUE)
        && !before.is(Class::PLURAL)
        // the group “must go”
        && !(before.is(Class::ORG | Class::GROUP)
            && document.tokens.get(first_end).is_some_and(|t| t.is(Class::AUX) && !t.capital()));
    let label_of =
        before.is(Class::OF) && earlier.is(Class::LABEL) && !earlier.is(Class::ORG | Class::GROUP);
    participle || named || known_as || label || label_of
}

/// `“A,” “B” and “C”`: a title in a list of titles.
fn is_listed(document: &Segmented<'_>, first: usize) -> bool {
    let before = document.tokens[first - 1];
    matches!(before.sign, Sign::Double)
        && first >= 2
        && document.tokens[first - 2].sign == Sign::Comma
}

/// Whether every longer word is capitalised.
fn is_title_case(words: &[Token]) -> bool {
    let small = Class::GRAMMAR.without(Class::SUBJ | Class::AUX);
    let last = words.len() - 1;
    words.iter().enumerate().all(|(at, word)| {
        word.capital() || word.sign == Sign::Number || (at > 0 && at < last && word.is(small))
    }) && words.iter().any(|word| word.capital())
}

/// Whether the words around are capitalised too.
fn is_in_headline(document: &Segmented<'_>, first: usize, end: usize) -> bool {
    let run = document.sentence_tokens[document.sentence_of(first)];
    let outside = (run.range())
        .skip(1)
        .filter(|at| !(first..end).contains(at))
        .map(|at| document.tokens[at])
        .filter(|token| !token.is(Class::TITLE | Class::GIVEN));
    let (mut all, mut capital) = (0, 0);
    for token in outside.filter(|token| token.sign == Sign::Word && token.span.len() > 3) {
        all += 1;
        capital += u32::from(token.capital());
    }
    all >= 2 && capital * 3 > all * 2
}

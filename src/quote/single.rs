//! Stretches in single marks, outside all double ones: `‘…’` in headlines and in British style.
//!
//! Apostrophes are told apart by their neighbours: a mark opens after a blank and before a letter,
//! unless a known word begins with an apostrophe; of the marks that may close, the first that is
//! not a plural's possessive does.

use super::{Stretch, has_word};
use crate::{
    segmented::Segmented,
    text::{
        Span,
        segment::{Sign, is_blank},
    },
};

/// How far a closing mark may stand from its opening one, in bytes.
const REACH: usize = 600;

/// Finds the stretches in single marks.
pub(super) fn find(document: &Segmented<'_>, before: &[Stretch]) -> Vec<Stretch> {
    let mut out = Vec::new();
    let mut taken = before.iter().peekable();
    for (paragraph, line) in document.paragraphs.iter().enumerate() {
        let mut marks: Vec<Span> = Vec::new();
        for token in document.marks_of(paragraph) {
            if token.sign != Sign::Single {
                continue;
            }
            while taken.next_if(|stretch| stretch.span.end <= token.span.start).is_some() {}
            if !taken.peek().is_some_and(|stretch| stretch.span.start <= token.span.start) {
                marks.push(token.span);
            }
        }
        let mut at = 0;
        while at < marks.len() {
            let close = if opens(document, *line, marks[at]) {
                close(document, *line, &marks, at)
            } else {
                None
            };
            let Some(end) = close else {
                at += 1;
                continue;
            };
            let span = marks[at].cover(marks[end]);
            if has_word(document, span) {
                out.push(Stretch { span, continues: false });
            }
            at = end + 1;
        }
    }
    out
}

fn neighbours(document: &Segmented<'_>, line: Span, mark: Span) -> (Option<char>, Option<char>) {
    let text = document.all();
    let before = text[line.start as usize..mark.start as usize].chars().next_back();
    let after = text[mark.end as usize..line.end as usize].chars().next();
    (before, after)
}

fn opens(document: &Segmented<'_>, line: Span, mark: Span) -> bool {
    if !matches!(document.text(mark), "'" | "‘" | "‚" | "‹") {
        return false;
    }
    let (before, after) = neighbours(document, line, mark);
    let free = before.is_none_or(|c| is_blank(c) || "([{—–―-:".contains(c));
    let full = after.is_some_and(|c| c.is_alphanumeric() || "$#@[‘“\"…—–".contains(c))
        || document.all()[mark.end as usize..line.end as usize].starts_with("..");
    free && full && !is_elision(document, mark)
}

/// Whether a word that begins with an apostrophe stands at `mark`: `’tis`, `’90s`.
fn is_elision(document: &Segmented<'_>, mark: Span) -> bool {
    let at = document.token_at(mark.end);
    let Some(token) = document.tokens.get(at).filter(|token| token.span.start == mark.end) else {
        return false;
    };
    let word = document.text(token.span);
    let digits = word.trim_end_matches('s');
    let decade = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
    decade
        || document.language.elisions.iter().any(|known| known.eq_ignore_ascii_case(word))
        || document.language.clitics.iter().any(|known| known.eq_ignore_ascii_case(word))
}

/// The mark that closes the one at `at`.
fn close(document: &Segmented<'_>, line: Span, marks: &[Span], at: usize) -> Option<usize> {
    let limit = marks[at].end as usize + REACH;
    let mut possessive = None;
    for (i, &mark) in marks.iter().enumerate().skip(at + 1) {
        if mark.start as usize > limit {
            break;
        }
        let (before, after) = neighbours(document, line, mark);
        let hugs = before.is_some_and(|c| !is_blank(c));
        if !hugs
            || after.is_some_and(char::is_alphanumeric)
            || !matches!(document.text(mark), "'" | "’" | "›" | "‘")
        {
            if possessive.is_some() && opens(document, line, mark) {
                return possessive;
            }
            continue;
        }
        let firm = before.is_some_and(|c| ".,!?…".contains(c))
            || after.is_none_or(|c| ".,;:!?)]—–…".contains(c))
            || !before.is_some_and(|c| matches!(c, 's' | 'S'));
        if firm {
            return Some(i);
        }
        possessive = possessive.or(Some(i));
    }
    possessive
}

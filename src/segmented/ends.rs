//! Where sentences end, and which full stops belong to words.

use super::{Segmented, Token};
use crate::{
    language::Class,
    text::{Span, segment::Sign},
};

impl Segmented<'_> {
    /// Where the next sentence starts, if token `at` ends one.
    pub(super) fn ends(&self, at: usize, end: usize) -> Option<usize> {
        let token = self.tokens[at];
        let dotted = token.is_word() && token.is(Class::ABBREV);
        if !(dotted || matches!(token.sign, Sign::Dot | Sign::Bang | Sign::Ellipsis)) {
            return None;
        }
        let mut next = at + 1;
        let mut quoted = false;
        while next < end && !self.tokens[next].spaced() {
            match self.tokens[next].sign {
                Sign::Double | Sign::Single => quoted = true,
                Sign::Close | Sign::Dot | Sign::Bang | Sign::Ellipsis => {}
                _ => break,
            }
            next += 1;
        }
        if next >= end {
            return None;
        }
        let after = self.tokens[next];
        // “… of Tarn, Fla. “She went”
        if dotted && !quoted && after.sign == Sign::Double {
            let begins = self.tokens.get(next + 1).is_some_and(|t| t.capital() && !t.spaced());
            let closed = after.spaced() && begins && !token.is(Class::TITLE) && !token.initial();
            return closed.then_some(next);
        }
        let begins = match after.sign {
            Sign::Word => after.capital(),
            Sign::Number | Sign::Double | Sign::Single | Sign::Open | Sign::Dash => {
                token.sign != Sign::Ellipsis && !dotted
            }
            _ => false,
        };
        if !begins {
            return None;
        }
        if dotted {
            let grammar = after.is(Class::GRAMMAR) && !after.is(Class::GIVEN | Class::NAMEPART);
            return (grammar && !token.is(Class::TITLE) && !token.initial()).then_some(next);
        }
        if quoted && token.sign != Sign::Dot && self.says(next, end) {
            return None;
        }
        Some(next)
    }

    /// Whether an attribution starts at `at`: a short subject and a verb of saying.
    fn says(&self, at: usize, end: usize) -> bool {
        let mut plain = true;
        for i in at..end.min(at + 24) {
            let token = self.tokens[i];
            if matches!(token.sign, Sign::Dot | Sign::Bang | Sign::Semicolon | Sign::Double) {
                return false;
            }
            plain &= token.is_word() && i < at + 7;
            let says = token.is(Class::SAY | Class::TELL) && token.is(Class::PAST | Class::THIRD);
            let parted = i > at && matches!(self.tokens[i - 1].sign, Sign::Comma | Sign::Close);
            if i > at && says && !token.capital() && (plain || parted) {
                return true;
            }
        }
        false
    }
}

/// Whether a full stop belongs to the word before it: `Mr.`, `U.S.`, `J.`
pub(super) fn joins(tokens: &[Token], first: usize, text: &str, dot: Span) -> bool {
    let Some(word) = tokens.last().filter(|word| tokens.len() > first && word.sign == Sign::Word)
    else {
        return false;
    };
    let surface = &text[word.span.range()];
    let rest = &text[dot.end as usize..];
    let capital_next = rest.trim_start_matches(' ').starts_with(char::is_uppercase);
    if word.initial() {
        return capital_next && surface != "I";
    }
    if surface.contains('.') && surface.len() <= 8 && !surface.ends_with(".com") {
        return true;
    }
    word.is(Class::ABBREV)
        && (word.capital() || word.is(Class::PREP) || !capital_next)
        && !(rest.is_empty() || rest.starts_with('\n'))
}

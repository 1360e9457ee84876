//! What a word is by itself, and what its sentence makes of it.

use super::{CAPITAL, INITIAL, STARTS, Token, UPPER};
use crate::{
    language::{Class, Entry, Language},
    text::{
        Span,
        segment::{Plain, Sign},
    },
};

/// A tagged word of ASCII letters, as [`word`] gives it.
#[inline]
pub(super) fn plain(language: &Language, word: Plain, mut flags: u8) -> Token {
    let Plain { span, small, capital, upper } = word;
    let Entry { mut class, lemma } = language.lexicon.entry_of(small, span.len());
    if capital {
        flags |= match (span.len(), upper) {
            (1, _) => CAPITAL | INITIAL,
            (_, true) => CAPITAL | UPPER,
            _ => CAPITAL,
        };
        if lemma == 0 {
            class = class.without(NAMELESS);
        }
    } else if class.any(Class::GIVEN) {
        class = class.without(GIVEN);
    }
    Token { span, class, lemma, sign: Sign::Word, flags }
}

/// What an ending does not make of a capitalised word: endings say nothing of names.
const NAMELESS: Class = Class::ROLE.or(Class::PLURAL);
/// What a word in small letters is not.
const GIVEN: Class = Class::GIVEN.or(Class::MASC).or(Class::FEM);

/// A tagged word, number or clitic.
pub(super) fn word(text: &str, language: &Language, span: Span, sign: Sign, flags: u8) -> Token {
    let entry = language.lexicon.entry_at(text, span.start as usize, span.end as usize);
    let mut token = Token { span, class: entry.class, lemma: entry.lemma, sign, flags };
    let word = &text.as_bytes()[span.range()];
    if begins_upper(text, span) {
        token.flags |= capitals(&text[span.range()]);
        if token.lemma == 0 && !word.contains(&b'-') {
            token.class = token.class.without(NAMELESS);
        }
    } else if token.is(Class::GIVEN) {
        token.class = token.class.without(GIVEN);
    }
    if sign == Sign::Number {
        token.class |= Class::NUMBER;
    }
    token
}

/// Whether the word begins with a capital letter.
fn begins_upper(text: &str, span: Span) -> bool {
    match text.as_bytes()[span.start as usize] {
        byte @ 0..0x80 => byte.is_ascii_uppercase(),
        _ => text[span.range()].starts_with(char::is_uppercase),
    }
}

/// The flags of a word that begins with a capital letter.
fn capitals(word: &str) -> u8 {
    let mut letters = word.chars();
    letters.next();
    match letters.next() {
        None => CAPITAL | INITIAL,
        Some(second) if second.is_uppercase() && letters.all(|c| !c.is_lowercase()) => {
            CAPITAL | UPPER
        }
        Some(_) => CAPITAL,
    }
}

/// Signs as bits: what is as a word, what a sentence may start behind, and what it may where it opens.
const WORDS: u16 = 1 << Sign::Number as u8 | 1 << Sign::Clitic as u8;
const OPENS: u16 = 1 << Sign::Colon as u8 | 1 << Sign::Open as u8;
const QUOTES: u16 = 1 << Sign::Double as u8 | 1 << Sign::Single as u8;

/// The words of a sentence that have more than three bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LongWords {
    /// How many there are.
    pub all: u32,
    /// How many begin with a capital letter.
    pub capital: u32,
}

impl LongWords {
    /// Those of some tokens.
    pub fn of(tokens: &[Token]) -> Self {
        let mut out = Self::default();
        tokens.iter().for_each(|token| out.add(token, token.sign == Sign::Word));
        out
    }

    fn add(&mut self, token: &Token, is_word: bool) {
        // sums rather than branches, which nothing foretells
        let long = u32::from(is_word) & u32::from(token.span.len() > 3);
        self.all += long;
        self.capital += long & u32::from(token.capital());
    }
}

/// Settles the classes of a sentence's words, now that it is known where it starts and whether it
/// is a headline.
pub(super) fn settle(tokens: &mut [Token]) -> LongWords {
    let mut starts = true;
    let (mut long, mut opening) = (LongWords::default(), LongWords::default());
    for token in tokens.iter_mut() {
        if token.sign == Sign::Word {
            long.add(token, true);
            if starts {
                token.flags |= STARTS;
                opening.add(token, true);
                starts = false;
            }
        } else {
            let sign = 1 << token.sign as u8;
            let opens = sign & OPENS != 0 || sign & QUOTES != 0 && token.spaced();
            starts = opens || starts && sign & WORDS == 0;
        }
    }
    let (inner, capital) = (long.all - opening.all, long.capital - opening.capital);
    let headline = capital * 3 > inner * 2 && inner >= 3;
    if headline {
        return long;
    }
    for token in tokens.iter_mut().filter(|token| token.flags & (CAPITAL | STARTS) == CAPITAL) {
        token.class = token.class.without(Class::VERBAL.without(Class::AUX));
        if token.is(Class::GIVEN) {
            token.class = token.class.without(Class::AUX | Class::DOC);
        }
    }
    long
}

//! What a text calls the bearer of a name: “the harbour master Mira Dolan”, “Mira Dolan, the head
//! of the port authority,”.

use crate::{
    language::Class,
    segmented::{Segmented, Token},
    text::{Span, segment::Sign},
};

/// Longest role in words.
const LONGEST: usize = 8;

/// The role that stands before a name, or else behind it.
pub(super) fn of(document: &Segmented<'_>, name: Span) -> Option<String> {
    let first = document.token_at(name.start);
    let last = document.token_at(name.end.saturating_sub(1));
    let sentence = document.sentence_tokens.get(document.sentence_of(first))?.range();
    before(document, sentence.start, first).or_else(|| behind(document, last, sentence.end))
}

fn is_role(token: Token) -> bool {
    token.is(Class::ROLE) && !token.is(Class::GIVEN | Class::PLURAL)
}

/// Words of a role: nouns, adjectives, peoples, and words that no class is known of.
fn fits(token: Token) -> bool {
    let function = Class::DET
        | Class::POSS
        | Class::PREP
        | Class::AND
        | Class::SUB
        | Class::REL
        | Class::VERBAL
        | Class::SUBJ
        | Class::OBJ
        | Class::TO
        | Class::THAT
        | Class::TIME
        | Class::ADV;
    let noun = Class::ROLE | Class::TITLE | Class::DEMONYM | Class::ADJ | Class::ORG | Class::GROUP;
    token.sign == Sign::Word && (token.is(noun) || !token.is(function))
}

/// `Belarusian opposition leader ⟨name⟩`: back to the first word that is no part of it.
fn before(document: &Segmented<'_>, start: usize, name: usize) -> Option<String> {
    let tokens = &document.tokens;
    let last = name.checked_sub(1).filter(|at| *at >= start && is_role(tokens[*at]))?;
    let mut first = last;
    while first > start && last - first + 1 < LONGEST && fits(tokens[first - 1]) {
        first -= 1;
    }
    Some(written(document, first, last))
}

/// `⟨name⟩, the head of the port authority,`: from the article to the comma.
fn behind(document: &Segmented<'_>, name: usize, end: usize) -> Option<String> {
    let tokens = &document.tokens;
    let comma = name + 1;
    if comma + 1 >= end || tokens[comma].sign != Sign::Comma {
        return None;
    }
    let mut first = comma + 1;
    if tokens[first].is(Class::DET) {
        first += 1;
    }
    let stops = |at: usize| {
        let token = tokens[at];
        !matches!(token.sign, Sign::Word | Sign::Clitic)
            || token.is(Class::REL | Class::VERBAL | Class::SUB | Class::AND | Class::NEG)
    };
    let last = (first..end.min(first + LONGEST + 1)).take_while(|at| !stops(*at)).last()?;
    // cut off by the length, or with more to come: not a whole description
    let whole = last + 1 < end && matches!(tokens[last + 1].sign, Sign::Comma | Sign::Dot);
    let named = (first..=last).any(|at| is_role(tokens[at]));
    (whole && named).then(|| written(document, first, last))
}

/// The words in lower case, where they are not of a people or place.
fn written(document: &Segmented<'_>, first: usize, last: usize) -> String {
    let mut role = String::new();
    for at in first..=last {
        let token = document.tokens[at];
        if token.spaced() && !role.is_empty() {
            role.push(' ');
        }
        let common = Class::ROLE | Class::TITLE | Class::ADJ | Class::ORG | Class::ORGWORD;
        if token.is(common) && !token.is(Class::DEMONYM | Class::PLACE) && !token.upper() {
            role.push_str(&document.word(at).to_lowercase());
        } else {
            role.push_str(document.word(at));
        }
    }
    role
}

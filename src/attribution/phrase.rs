//! Noun phrases beside a verb, found by the words that can stand in one.

use super::scene::Scene;
use crate::{gazetteer::Kind, language::Class, text::segment::Sign};

/// A noun phrase: items `first..=last`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Phrase {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Its head: the last word before what follows with a preposition.
    pub(super) head: usize,
    pub(super) sort: Sort,
}

/// What a noun phrase is headed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Name,
    Pronoun,
    Nominal,
    /// who, which
    Relative,
}

/// Longest phrase in items.
pub(super) const LONGEST: usize = 30;

/// Words that begin a clause and stand in no noun phrase.
pub(super) const LEADS: Class = Class::REL
    .or(Class::WH)
    .or(Class::THAT)
    .or(Class::SUB)
    .or(Class::NEG)
    .or(Class::TO)
    .or(Class::AS);

impl Scene<'_> {
    /// Whether the item is a word of a person's name.
    pub(super) fn is_person(&self, at: usize) -> bool {
        self.mention(at).is_some_and(|mention| self.kind(mention) == Some(Kind::Person))
    }

    /// Whether the head is a noun for somebody who can speak.
    pub(super) fn is_speaker(&self, at: usize) -> bool {
        self.is(at, Class::SPEAKER | Class::TITLE)
    }

    /// The noun phrase that ends at `last`.
    pub(super) fn left(&self, last: usize, low: usize) -> Option<Phrase> {
        let token = self.token(last)?;
        let class = token.class;
        if class.any(Class::SUBJ) {
            return Some(Phrase { first: last, last, head: last, sort: Sort::Pronoun });
        }
        if class.any(Class::THAT) && last > low && self.is_nominal(last - 1) {
            // a note that read: the note
            return self.left(last - 1, low);
        }
        // two mediators, one of whom
        let part = last.checked_sub(2).filter(|&at| at > low && class.any(Class::REL));
        if let Some(at) = part
            .filter(|&at| self.is(last - 1, Class::OF) && self.is(at, Class::PRON | Class::NUMBER))
        {
            return Some(Phrase { first: at, last, head: at, sort: Sort::Nominal });
        }
        if class.any(Class::REL) {
            return Some(Phrase { first: last, last, head: last, sort: Sort::Relative });
        }
        if !(self.is_nominal(last) || class.any(Class::PRON)) {
            return None;
        }
        let mut first = last;
        while first > low && last - first < LONGEST {
            let at = first - 1;
            if self.joins(at, low) {
                first = at;
            } else {
                break;
            }
        }
        self.trim(first, last)
    }

    /// Whether the item can head or fill a noun phrase.
    pub(super) fn is_nominal(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if !token.is_word() {
            return false;
        }
        if token.capital() && (self.mention(at).is_some() || !token.is(Class::GRAMMAR)) {
            return true;
        }
        if token.is(Class::PRON) {
            return true;
        }
        if token.is(Class::GRAMMAR) {
            return false;
        }
        !token.is(Class::ADV) || token.is(Class::NOUN | Class::ADJ)
    }

    /// Whether the item at `at` belongs to the noun phrase that starts right behind it.
    pub(super) fn joins(&self, at: usize, low: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        match token.sign {
            Sign::Clitic => {
                return at > low && self.is_nominal(at - 1) && !self.is(at, Class::MODAL);
            }
            Sign::Single => return at > low && self.word(at - 1).ends_with(['s', 'S']),
            Sign::Word | Sign::Number => {}
            _ => return false,
        }
        if token.is(Class::SUBJ | Class::OBJ) && !token.is(Class::POSS)
            || token.is(LEADS) && (!token.capital() || token.starts())
        {
            return false;
        }
        if self.mention(at).is_some() {
            return true;
        }
        if token.is(Class::TIME) {
            let held = at > low && self.is(at - 1, Class::DET | Class::POSS);
            return held
                && (self.is(at + 1, Class::NOUN | Class::NUMBER) || self.is_nominal(at + 1));
        }
        if token.is(Class::DET | Class::POSS) {
            return true;
        }
        if token.is(Class::PREP) {
            return at > low && self.is_nominal(at - 1) && !self.is(at - 1, Class::TIME);
        }
        if token.is(Class::AND) {
            // “it is late and one in four said”: a clause of its own
            let counted = self.is(at + 1, Class::NUMBER) || self.is_sign(at + 1, Sign::Number);
            let clause = counted && (low..at).any(|i| self.is_finite(i, low));
            return at > low && self.is_nominal(at - 1) && !self.is_finite(at - 1, low) && !clause;
        }
        if token.is(Class::AUX) && !token.capital() || self.is_finite(at, low) {
            return false;
        }
        if token.is(Class::ING) && !token.capital() && !token.is(Class::NOUN | Class::ADJ) {
            // the gambling tycoon
            let held = Class::DET | Class::POSS | Class::ADJ | Class::NUMBER;
            return at > low && self.is(at - 1, held);
        }
        if token.is(Class::ADV) {
            return token.is(Class::ADJ | Class::NOUN | Class::PRON);
        }
        true
    }

    /// Takes off what stands before the phrase proper, and finds its head.
    pub(super) fn trim(&self, mut first: usize, last: usize) -> Option<Phrase> {
        // “In a speech Mara Quill said”: a phrase does not begin with a preposition
        // “Annoyed by Quill's remark”: a participle that opens the sentence is no part of it
        let opens = |at: usize| {
            self.is(at, Class::PART)
                && !self.is(at, Class::ADJ | Class::NOUN)
                && self.is(at + 1, Class::PREP | Class::BY)
                && self.token(at).is_some_and(super::super::segmented::Token::starts)
        };
        while first < last
            && (self.is(first, Class::PREP | Class::AND | Class::ADV | Class::BY) || opens(first))
            && !self.is(first, Class::DET | Class::PRON | Class::ADJ)
        {
            let named = self
                .mention(last)
                .map(|m| (first..=last).find(|&at| self.mention(at) == Some(m)).unwrap_or(last));
            let next = (first + 1..=last).rev().find(|&at| self.is(at, Class::DET | Class::POSS));
            first = match (named, next) {
                (Some(name), _) => name,
                (None, Some(next)) => next,
                (None, None) => first + 1,
            };
        }
        let end = (first + 1..=last)
            .find(|&at| self.is(at, Class::PREP | Class::AND) && self.mention(at).is_none())
            .unwrap_or(last + 1);
        let mut head = end - 1;
        if self.is(head, Class::DET | Class::POSS) && !self.is(head, Class::PRON) {
            return None;
        }
        // sources familiar with the plan
        if head > first && end <= last && self.is_plain_word(head) && self.is_speaker(head - 1) {
            head -= 1;
        }
        if end <= last && self.mention(head).is_none() && self.is_titled(first, end, last) {
            head = last;
        }
        Some(Phrase { first, last, head, sort: self.sort(head) })
    }

    /// Whether the phrase is a long title and the name of its bearer: “former prosecutor and Tarn
    /// Mayor Mara Quill”, “Vice President for news and talk Mara Quill”. Its first noun ends before
    /// `end`.
    pub(super) fn is_titled(&self, first: usize, end: usize, last: usize) -> bool {
        if !self.is_person(last) {
            return false;
        }
        let mention = self.mention(last);
        let name = (end..=last).find(|&at| self.mention(at) == mention).unwrap_or(last);
        let mut title = name;
        while title > end && self.is(title - 1, Class::TITLE | Class::ROLE | Class::ADJ) {
            title -= 1;
        }
        let bare = !self.is(first, Class::DET | Class::POSS);
        let before = self.class(title - 1);
        let joined = before.any(Class::PREP | Class::BY | Class::AND | Class::DET | Class::POSS);
        if self.is_sign(title - 1, Sign::Clitic) {
            return false;
        }
        let both =
            self.is(end, Class::AND) && bare && title < name && self.is(end - 1, Class::ROLE);
        let through = !joined && (title < name || bare && self.is(end - 1, Class::TITLE));
        both || through
    }

    pub(super) fn sort(&self, head: usize) -> Sort {
        let Some(token) = self.token(head) else { return Sort::Nominal };
        if self.mention(head).is_some() {
            return Sort::Name;
        }
        let known = token.is(Class::ROLE
            | Class::GROUP
            | Class::DEMONYM
            | Class::PRON
            | Class::DOC
            | Class::ORG
            | Class::NOUN);
        // Talks between the two
        let begins = token.starts()
            && (token.is(Class::GRAMMAR)
                || self.is(head + 1, Class::PREP) && !self.is(head + 1, Class::OF));
        if token.capital() && !known && !begins {
            return Sort::Name;
        }
        Sort::Nominal
    }

    /// The noun phrase that starts at `first`, up to `high`.
    pub(super) fn right(&self, first: usize, high: usize) -> Option<Phrase> {
        let token = self.token(first)?;
        if token.is(Class::SUBJ) || token.is(Class::OBJ) && !self.is_nominal(first + 1) {
            return Some(Phrase { first, last: first, head: first, sort: Sort::Pronoun });
        }
        let mut last = None;
        let mut head = None;
        let mut at = first;
        while at < high && at - first < LONGEST {
            let Some(token) = self.token(at) else { break };
            let class = token.class;
            let named = self.mention(at).is_some();
            let inside = match token.sign {
                Sign::Clitic => at > first && !class.any(Class::MODAL),
                Sign::Single => {
                    at > first && self.word(at - 1).ends_with('s') && self.is_nominal(at + 1)
                }
                Sign::Word | Sign::Number => {
                    named
                        || (class.any(Class::DET | Class::POSS)
                            && (at == first || self.is(at - 1, Class::OF | Class::AND)))
                        || self.is_nominal(at)
                            && (!class.any(Class::TIME) || self.is_dated(at, first))
                            && !(at > first
                                && self.verbal(at, first)
                                && !self.is_said_of(at, first))
                        || at > first
                            && class.any(Class::ADV | Class::ING)
                            && self.is(at - 1, Class::DET | Class::POSS | Class::ADJ)
                            && self.is_nominal(at + 1)
                            && !self.is(at + 1, Class::GRAMMAR)
                        || class.any(Class::OF) && last.is_some()
                        || class.any(Class::AND) && last.is_some() && self.goes_on(at + 1, high)
                }
                _ => false,
            };
            // a poll taken last week
            let done = at > first
                && class.any(Class::PART)
                && !named
                && !class.any(Class::NOUN | Class::ADJ | Class::ROLE)
                && (self.is(at - 1, Class::NOUN) || self.mention(at - 1).is_some())
                && self.is(at + 1, Class::TIME | Class::PREP | Class::BY | Class::ADJ);
            // an unknown word in small letters is no part of a person's name
            let beyond = at > first && !named && class.is_none() && self.is_person(at - 1);
            // a study last year
            let dated = at > first
                && class.any(Class::ADJ | Class::DET | Class::NUMBER)
                && self.is(at + 1, Class::TIME);
            if !inside || done || dated || beyond && !token.capital() && token.sign == Sign::Word {
                break;
            }
            if head.is_none() && class.any(Class::OF | Class::AND) && !named {
                head = last;
            }
            if self.is_nominal(at) {
                last = Some(at);
            }
            at += 1;
        }
        let last = last?;
        let mut head = head.unwrap_or(last);
        if self.mention(head).is_none() && !self.is_speaker(head) {
            head = (first..head).rev().find(|&at| self.is(at, Class::ROLE)).unwrap_or(head);
        }
        if self.is(head, Class::ADV) && !self.is(head, Class::PRON | Class::NOUN) {
            return None;
        }
        Some(Phrase { first, last, head, sort: self.sort(head) })
    }

    /// A participle that is said of the noun behind it: “the recently released report”.
    fn is_said_of(&self, at: usize, first: usize) -> bool {
        at >= first + 2
            && self.is(at, Class::PART)
            && self.is(at - 1, Class::ADV)
            && self.is(at - 2, Class::DET | Class::POSS)
            && self.is_nominal(at + 1)
    }

    /// A day inside a noun phrase: “a Wednesday editorial”.
    fn is_dated(&self, at: usize, first: usize) -> bool {
        at > first && self.is(at - 1, Class::DET | Class::POSS) && self.is(at + 1, Class::NOUN)
    }

    pub(super) fn verbal(&self, at: usize, low: usize) -> bool {
        self.is_finite(at, low) || self.is(at, Class::ING) && !self.is(at, Class::NOUN)
    }

    /// Whether a name or noun stands behind “and”.
    pub(super) fn goes_on(&self, at: usize, high: usize) -> bool {
        at < high
            && (self.mention(at).is_some()
                || self.is(at, Class::DET | Class::POSS | Class::TITLE)
                || self.token(at).is_some_and(super::super::segmented::Token::capital))
    }
}

//! Nouns before what is said of them: the subject that a phrase with “to”, a place, a relative clause,
//! a participle or an adjective parts from its verb.

use super::{
    phrase::{LEADS, LONGEST, Phrase, Sort},
    scene::Scene,
};
use crate::{gazetteer::Kind, language::Class, segmented::Token, text::segment::Sign};

/// Most items before the comma of a relative clause that has no other.
const PARTS: usize = 10;

impl Scene<'_> {
    /// “to reprint a letter that says”: a letter; what stands behind “to” is no subject.
    pub(super) fn past_infinitive(
        &self,
        phrase: Phrase,
        last: usize,
        low: usize,
    ) -> Option<Phrase> {
        if phrase.first == low
            || !self.is(phrase.first - 1, Class::TO)
            || self.token(phrase.first).is_some_and(Token::capital)
        {
            return Some(phrase);
        }
        if let Some(owner) = self.sent_to(phrase, low) {
            return Some(owner);
        }
        if phrase.sort != Sort::Nominal {
            let name = (phrase.first..=phrase.head).find(|&at| self.mention(at).is_some());
            return Some(name.map_or(phrase, |first| Phrase { first, ..phrase }));
        }
        if !self.is(last, Class::THAT | Class::REL) {
            return self.before_participle(phrase.first, low);
        }
        let noun =
            (phrase.first + 1..=phrase.head).find(|&at| self.is(at, Class::DET | Class::POSS));
        noun.map(|first| Phrase { first, ..phrase })
    }

    /// “Mara Quill, citing “q,” said” · “Mara Quill, author of “Q,” said”: the name before the aside
    /// that the quotation ends.
    pub(super) fn before_quoting(&self, quote: usize, low: usize) -> Option<Phrase> {
        if !self.pauses(quote) || quote == low {
            return None;
        }
        let start = self.part_start(quote, low, Sign::Comma);
        let title = self.is_titled_part(quote) && self.is_appositive(start, quote);
        let aside = self.is(start, Class::ING) || title;
        if !aside || start < low + 2 || !self.is_sign(start - 1, Sign::Comma) {
            return None;
        }
        self.past_parts(start - 1, low).filter(|owner| self.opens_clause(owner.first, low))
    }

    /// “The envoy to the council said”: the envoy.
    pub(super) fn sent_to(&self, phrase: Phrase, low: usize) -> Option<Phrase> {
        let noun = phrase.first.checked_sub(2).filter(|&at| at >= low)?;
        let held = self.is(phrase.first, Class::DET | Class::POSS) && self.is_nominal(noun)
            || self.is(noun, Class::DOC | Class::NOUNCUE | Class::ROLE);
        let verb = self.is(noun, Class::VERBAL) && !self.is(noun, Class::NOUN);
        let owner = if held && !verb { self.left(noun, low) } else { None };
        owner
            .filter(|owner| self.may_speak(owner) && owner.sort != Sort::Relative)
            .map(|owner| Phrase { last: phrase.last, ..owner })
    }

    /// “Members trying to regain control say”: the noun before the participle.
    fn before_participle(&self, first: usize, low: usize) -> Option<Phrase> {
        let words = (low..first).rev().take(LONGEST).take_while(|&at| {
            self.is_word(at) && !self.is(at, Class::AND | LEADS.without(Class::TO))
        });
        let start = words.last()?;
        let participle = (start + 1..first).find(|&at| {
            self.is(at, Class::ING) && !self.is(at, Class::NOUN) && self.is(at - 1, Class::SPEAKER)
        })?;
        self.left(participle - 1, low).filter(|owner| self.may_speak(owner))
    }

    /// “Stacy Baker of Columbia, South Carolina says”: the name before the place's comma.
    pub(super) fn before_place(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
        let is_place = self.mention(phrase.head).is_some_and(|m| self.kind(m) == Some(Kind::Place))
            || (phrase.first..=phrase.last).all(|at| self.is(at, Class::PLACE));
        if !is_place || phrase.first < low + 2 || !self.is_sign(phrase.first - 1, Sign::Comma) {
            return None;
        }
        self.before_comma(phrase.first - 1, low)
            .filter(|name| name.sort == Sort::Name && self.opens_clause(name.first, low))
            .filter(|name| (name.head..=name.last).any(|at| self.is(at, Class::OF | Class::PREP)))
    }

    /// “Mara Quill, who is head of the club said”: the name before a relative clause whose closing
    /// comma is missing.
    pub(super) fn before_relative(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
        let rel = (low + 2..phrase.first).rev().take(PARTS).find(|&at| !self.is_word(at))? + 1;
        let leads = self.is(rel, Class::REL)
            || self.is(rel, Class::DET)
                && (rel + 1..phrase.first).any(|at| self.is(at, Class::REL));
        let closed = leads
            && self.is_sign(rel - 1, Sign::Comma)
            && (rel + 1..phrase.first).any(|at| self.is_finite(at, rel));
        if !closed {
            return None;
        }
        self.before_comma(rel - 1, low).filter(|name| name.sort == Sort::Name)
    }

    /// “An official who spoke to discuss the plan said”: the noun whose relative clause, without
    /// commas, ends with the phrase before the verb.
    pub(super) fn before_restriction(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
        let words = (low..phrase.first).rev().take(LONGEST).take_while(|&at| {
            self.is_word(at) && !self.is(at, Class::AND | Class::SUB | Class::THAT)
        });
        let rel = words.last().and_then(|start| {
            (start..phrase.first).find(|&at| self.is(at, Class::REL) && at > start)
        })?;
        let verb = (rel + 1..phrase.first).find(|&at| self.is_finite(at, rel))?;
        // “voters who think Quill said”: a clause of its own
        let object = !self.is(verb, Class::CUE)
            || phrase.first > verb + 1
                && self.is(phrase.first - 1, Class::VERBAL | Class::PREP | Class::BY | Class::TO);
        let owner = self.left(rel - 1, low)?;
        if !object || owner.sort == Sort::Relative || !self.may_speak(&owner) {
            return None;
        }
        // “Mara Quill, head of a group that has sued the town, said”
        let comma = owner.first.checked_sub(1).filter(|&at| self.is_sign(at, Sign::Comma));
        let name = comma.filter(|&at| at > low).and_then(|comma| self.past_parts(comma, low));
        Some(name.filter(|name| name.sort == Sort::Name).unwrap_or(owner))
    }

    /// “who in a speech in Tarn warned”: who.
    pub(super) fn before_adjunct(
        &self,
        phrase: &Phrase,
        verb: usize,
        low: usize,
    ) -> Option<Phrase> {
        let rel = (low..phrase.first)
            .rev()
            .take(LONGEST)
            .take_while(|&at| self.is_word(at))
            .find(|&at| self.is(at, Class::REL))?;
        let adjunct = self.is(rel + 1, Class::PREP)
            && (rel + 1..verb).all(|at| !self.is_finite(at, rel) || self.is(at, Class::AUX));
        let who = Phrase { first: rel, last: rel, head: rel, sort: Sort::Relative };
        adjunct.then_some(who)
    }

    /// “Aides traveling with Quill said” · “people close to Quill said” · “a group backed by Quill said”:
    /// the noun before the participle or adjective whose object stands before the verb.
    pub(super) fn before_modifier(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
        let title = Class::TITLE | Class::ROLE | Class::DET | Class::POSS | Class::ADJ;
        let mut before = phrase.first.checked_sub(1).filter(|&at| at > low)?;
        while before > low && self.is(before, title) {
            before -= 1;
        }
        let object = Class::PREP | Class::TO | Class::BY | Class::ING | Class::OF;
        if !self.is(before, object) {
            return None;
        }
        let stops = LEADS.without(Class::TO).or(Class::SUBJ).or(Class::MODAL);
        let words = (low + 1..phrase.first)
            .rev()
            .take(LONGEST)
            .take_while(|&at| self.is_word(at) && !self.is(at, stops));
        let said_of = |at: usize| {
            let behind = self.class(at + 1);
            let governs = behind.any(Class::PREP | Class::TO | Class::BY);
            let participle = self.is(at, Class::PART)
                && !self.is(at, Class::ING | Class::DUB | Class::AUX | Class::SAY | Class::TELL)
                && governs;
            let acting = self.is(at, Class::ING)
                && !self.is(at, Class::FINITE | Class::AUX | Class::ADJ)
                && !self.is(at - 1, Class::DET | Class::POSS | Class::ADJ);
            let adjective = behind.any(Class::PREP | Class::TO) && self.is_plain_adjective(at);
            participle || acting || adjective
        };
        let modifiers = words.filter(|&at| said_of(at));
        let owners = modifiers.filter_map(|at| {
            let owner = self.left(at - 1, low)?;
            let free = self.opens_clause(owner.first, low)
                || !self.is_word(owner.first - 1)
                || self.is(owner.first - 1, Class::AND | Class::SUB | Class::ADV | Class::THAT);
            let speaks = owner.sort == Sort::Nominal
                && (self.is_speaker(owner.head)
                    || self.is(owner.head, Class::PRON | Class::NUMBER));
            (speaks && free && owner.last + 1 == at).then_some(owner)
        });
        owners.last()
    }

    /// Whether the word is an adjective that may stand behind its noun: close, loyal, familiar.
    fn is_plain_adjective(&self, at: usize) -> bool {
        self.is_plain_word(at) || self.is(at, Class::ADJ) && !self.is(at, Class::NOUN)
    }
}

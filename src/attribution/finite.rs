//! Whether a word that may be a verb is one here.

use super::{
    phrase::{LEADS, Sort},
    scene::Scene,
};
use crate::{language::Class, segmented::Token, text::segment::Sign};

/// What begins a clause that somebody says.
const SAID: Class = Class::SUBJ.or(Class::DET).or(Class::POSS);

/// Longest subject between a quotation and its verb, in items.
const LONGEST: usize = 6;

/// What is known of a word that may be a base form.
struct Base {
    /// Whether a word that can only be a subject stands before it.
    subject: bool,
    /// Whether it may be a noun.
    noun: bool,
    /// Whether a clause or an object follows.
    goes_on: bool,
}

impl Scene<'_> {
    /// Whether the item is a verb in a finite form, and no noun.
    pub(super) fn is_finite(&self, at: usize, low: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        if !token.is(Class::VERBAL) || !token.is(Class::FINITE | Class::AUX) {
            return false;
        }
        if token.sign == Sign::Clitic && !token.is(Class::MODAL) && at > low {
            // Quill's plan, but it's late
            return self.is(at - 1, Class::SUBJ | Class::WH | Class::REL | Class::THAT);
        }
        if token.is(Class::AUX) && !token.is(Class::ING) {
            // in May, until late May
            let governed =
                at > low && self.is(at - 1, Class::PREP | Class::SUB | Class::ADJ | Class::ADV);
            return !(token.capital() && governed);
        }
        if token.is(Class::ING) && !token.is(Class::FINITE) {
            return false;
        }
        if at == low {
            return false;
        }
        let before = self.class(at - 1);
        if before.any(Class::TO) {
            return false;
        }
        let clitic = self.is_sign(at - 1, Sign::Clitic);
        if token.is(Class::PAST) && before.any(Class::DEMONYM) && before.any(Class::ROLE) {
            return true;
        }
        // 271 pledged delegates
        if token.is(Class::ADJ) && before.any(Class::NUMBER) && self.is_nominal(at + 1) {
            return false;
        }
        // most said so
        let alone = before.all(Class::DET | Class::PRON)
            && (token.is(Class::PAST)
                || self.is(at + 1, Class::THAT | Class::SUBJ)
                    && self.token(at - 1).is_some_and(Token::starts));
        if before.any(Class::DET | Class::POSS | Class::OF | Class::PREP | Class::DEMONYM)
            && !before.any(Class::PARTICLE | Class::OBJ | Class::THAT)
            && !alone
            || clitic
        {
            return false;
        }
        // the most pledged delegates
        let free = before.any(Class::SUBJ | Class::REL | Class::AUX | Class::ADV);
        if token.is(Class::ADJ)
            && self.is(at + 1, Class::ROLE)
            && !free
            && self.mention(at - 1).is_none()
        {
            return false;
        }
        let stops = matches!(
            self.sign(at + 1),
            Some(Sign::Comma | Sign::Colon | Sign::Dot | Sign::Dash | Sign::Semicolon)
        );
        let paused = stops && token.is(Class::SAY | Class::REPORT);
        if before.any(Class::ADJ | Class::NUMBER)
            && !before.any(Class::NOUN | Class::ADV)
            && !token.is(Class::PAST)
            && !paused
        {
            return false;
        }
        if token.is(Class::PAST) {
            return true;
        }
        // plans, claims, reports: a verb only behind something that can be its subject
        let subject = before.any(
            Class::SUBJ
                | Class::REL
                | Class::THAT
                | Class::MODAL
                | Class::DO
                | Class::ADV
                | Class::PRON,
        );
        let behind = self.class(at + 1);
        let says =
            behind.any(SAID | Class::THAT | Class::OBJ | Class::WH) || self.quote(at + 1).is_some();
        let goes_on = says
            || behind.any(Class::TO)
            || token.is(Class::CUE) && behind.any(Class::PARTICLE | Class::NUMBER)
            || self.token(at + 1).is_some_and(|t| t.capital() && !t.is(Class::TIME));
        let capital = self.token(at - 1).is_some_and(|t| t.capital() && t.is_word());
        let noun = token.is(Class::NOUN);
        // early polls show the harbour ahead; …, the records show
        let shows = token.is(Class::REPORT) && before.all(Class::DOC | Class::PLURAL);
        let goes_on = goes_on || shows;
        let stops = stops && token.is(Class::SAY);
        if token.is(Class::THIRD) && self.is_owned(at, low) {
            return false;
        }
        if token.is(Class::THIRD) {
            let known = capital || before.any(Class::SPEAKER) || self.is_sign(at - 1, Sign::Comma);
            // the swing states, in a statement
            return subject
                || !noun
                || goes_on && (known || token.is(Class::SAY) && says)
                || stops && known;
        }
        let base = Base { subject, noun, goes_on: goes_on || stops };
        self.is_base(at, low, &base)
    }

    /// Whether the noun in a headline is somebody's: “Calls Quill's Tarn Remarks “q”.
    pub(super) fn is_owned(&self, at: usize, low: usize) -> bool {
        self.is(at, Class::NOUN)
            && self.token(at).is_some_and(Token::capital)
            && at > low + 1
            && self.is_sign(at - 2, Sign::Clitic)
    }

    /// Whether the word, which may be a base form behind its subject, is one.
    fn is_base(&self, at: usize, low: usize, base: &Base) -> bool {
        let &Base { subject, noun, goes_on } = base;
        let (token, before) = (self.class(at), self.class(at - 1));
        let plural = before.any(Class::PLURAL)
            || self.word(at - 1).ends_with('s')
            || self.sign(at - 1) == Some(Sign::Other)
                && self.sign(at.saturating_sub(2)) == Some(Sign::Number)
            || matches!(self.sign(at - 1), Some(Sign::Comma | Sign::Dash))
                && self.begins_plural(low, at);
        // members trying to win the vote say they
        let said = token.any(Class::SAY)
            && !noun
            && !token.any(Class::VERB)
            && self.is(at + 1, SAID.or(Class::THAT));
        if said && (self.begins_plural(low, at) || self.is_pair(at - 1, low)) {
            return true;
        }
        if plural && token.any(Class::SAY) && self.is_behind_quote(at, low) {
            return true;
        }
        // prosecutors delicately call; diplomats in the capital refer
        let many = |at: usize| self.is(at, Class::ROLE) && self.is(at, Class::PLURAL);
        let adverb = before.any(Class::ADV) && at > low + 1 && many(at - 2);
        let held = (low + 1..at)
            .rev()
            .take(LONGEST)
            .take_while(|&i| self.is_word(i) && !self.is(i, LEADS))
            .any(|i| self.is(i, Class::PREP) && many(i - 1));
        if adverb || held && token.any(Class::CUE) && (goes_on || !noun) {
            return true;
        }
        let subject = subject && !(noun && before.any(Class::THAT | Class::ADV));
        subject || plural && (goes_on || !noun)
    }

    /// Whether a noun phrase alone stands between a quotation that pauses and the item: “Q,” the
    /// officials state.
    fn is_behind_quote(&self, at: usize, low: usize) -> bool {
        let Some(quote) = (low..at).rev().take(LONGEST).find(|&i| !self.is_word(i)) else {
            return false;
        };
        self.quote(quote).is_some()
            && self.pauses(quote)
            && quote + 1 < at
            && (quote + 1..at).all(|i| !self.is(i, LEADS) && !self.is(i, Class::AUX))
    }

    /// Whether two names joined by “and” end here.
    fn is_pair(&self, last: usize, low: usize) -> bool {
        let capital = |at: usize| self.token(at).is_some_and(|t| t.capital() && t.is_word());
        let and = (low..last).rev().take(LONGEST).find(|&at| !capital(at));
        capital(last)
            && and.is_some_and(|at| at > low && self.is(at, Class::AND) && capital(at - 1))
    }

    /// Whether the clause begins with a noun in the plural: “His critics, many of them here, say”.
    fn begins_plural(&self, low: usize, at: usize) -> bool {
        self.right(low, at).is_some_and(|phrase| {
            phrase.sort == Sort::Nominal && self.is(phrase.head, Class::PLURAL)
        })
    }
}

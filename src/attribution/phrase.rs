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
const LONGEST: usize = 30;
/// How many parts between commas may stand between a verb and its subject.
const PARTS: usize = 7;

/// Words that begin a clause and stand in no noun phrase.
const LEADS: Class = Class::REL
    .or(Class::WH)
    .or(Class::THAT)
    .or(Class::SUB)
    .or(Class::NEG)
    .or(Class::TO)
    .or(Class::AS);

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
            return true;
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
        // most said so
        let alone = before.all(Class::DET | Class::PRON) && token.is(Class::PAST);
        if before.any(Class::DET | Class::POSS | Class::OF | Class::PREP | Class::DEMONYM)
            && !before.any(Class::PARTICLE | Class::OBJ | Class::THAT)
            && !alone
            || clitic
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
        let goes_on = behind.any(
            Class::THAT
                | Class::DET
                | Class::POSS
                | Class::SUBJ
                | Class::OBJ
                | Class::WH
                | Class::TO,
        ) || self.quote(at + 1).is_some()
            || stops && token.is(Class::SAY);
        let goes_on =
            goes_on || self.token(at + 1).is_some_and(|t| t.capital() && !t.is(Class::TIME));
        let capital = self.token(at - 1).is_some_and(|t| t.capital() && t.is_word());
        let noun = token.is(Class::NOUN);
        if token.is(Class::THIRD) {
            return subject
                || !noun
                || goes_on
                    && (capital
                        || before.any(Class::SPEAKER)
                        || token.is(Class::SAY)
                        || self.is_sign(at - 1, Sign::Comma));
        }
        let plural = before.any(Class::PLURAL) || self.word(at - 1).ends_with('s');
        let subject = subject && !(noun && before.any(Class::THAT | Class::ADV));
        subject || plural && (goes_on || !noun)
    }

    /// The subject of the verb at `verb`, to its left; `low` is where the sentence starts.
    pub(super) fn subject(&self, verb: usize, low: usize) -> Option<Phrase> {
        let mut at = verb;
        let mut dated = false;
        loop {
            at = at.checked_sub(1).filter(|&at| at >= low)?;
            let class = self.class(at);
            if class.any(Class::ADV | Class::NEG) && !class.any(Class::PRON | Class::DEMONYM)
                || class.any(Class::AUX) && !self.token(at)?.capital()
            {
                continue;
            }
            // the two papers each called it
            if class.all(Class::DET | Class::PRON)
                && at + 1 == verb
                && at > low
                && self.is_word(at - 1)
            {
                let before = self.class(at - 1);
                if self.mention(at - 1).is_some() || before.any(Class::PLURAL) {
                    continue;
                }
            }
            if class.any(Class::TIME) && !self.token(at)?.starts() && at > low {
                dated = true;
                continue;
            }
            // on Monday, last week, this month
            if dated && at > low && class.any(Class::PREP | Class::DET | Class::ADJ | Class::NUMBER)
            {
                dated = !class.any(Class::PREP);
                continue;
            }
            break;
        }
        let token = self.token(at)?;
        match token.sign {
            Sign::Comma | Sign::Dash => return self.past_parts(at, low),
            Sign::Close => {
                let open = self.opening(at, low)?;
                let before = open.checked_sub(1).filter(|&at| at >= low)?;
                return if self.is_sign(before, Sign::Comma) {
                    self.past_parts(before, low)
                } else {
                    self.left(before, low)
                };
            }
            _ => {}
        }
        let phrase = self.left(at, low)?;
        if let Some(name) = self.before_place(&phrase, low) {
            return Some(name);
        }
        if let Some(name) = self.before_relative(&phrase, low) {
            return Some(name);
        }
        // “Mara Quill, a demonstrator told us”: the comma behind the apposition is missing
        let apposed = phrase.sort == Sort::Nominal
            && phrase.first > low + 1
            && self.is(phrase.first, Class::DET)
            && self.is(phrase.head, Class::ROLE)
            && self.is_sign(phrase.first - 1, Sign::Comma)
            // “Quill, an aide said, “is sure”: an aside
            && !self.is_sign(verb + 1, Sign::Comma);
        let name = if apposed { self.before_comma(phrase.first - 1, low) } else { None };
        Some(
            name.filter(|name| name.sort == Sort::Name && self.opens_clause(name.first, low))
                .unwrap_or(phrase),
        )
    }

    /// “Stacy Baker of Columbia, South Carolina says”: the name before the place's comma.
    fn before_place(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
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
    fn before_relative(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
        let rel = (low + 2..phrase.first).rev().take(PARTS + 3).find(|&at| !self.is_word(at))? + 1;
        let closed = self.is(rel, Class::REL)
            && self.is_sign(rel - 1, Sign::Comma)
            && (rel + 1..phrase.first).any(|at| self.is_finite(at, rel));
        if !closed {
            return None;
        }
        self.before_comma(rel - 1, low).filter(|name| name.sort == Sort::Name)
    }

    /// Whether a clause begins at the item: at the sentence's start, or behind a quotation.
    pub(super) fn opens_clause(&self, at: usize, low: usize) -> bool {
        at == low
            || self.quote(at - 1).is_some()
            || at > low + 1 && !self.is_word(at - 1) && self.quote(at - 2).is_some()
    }

    /// The bracket that opens what closes at `close`.
    fn opening(&self, close: usize, low: usize) -> Option<usize> {
        (low..close).rev().take(LONGEST).find(|&at| self.is_sign(at, Sign::Open))
    }

    /// The noun phrase that the parts between commas before `comma` belong to.
    fn past_parts(&self, comma: usize, low: usize) -> Option<Phrase> {
        let mark = self.sign(comma)?;
        if mark == Sign::Dash
            && let Some(aside) = self.before_aside(comma, low)
        {
            return Some(aside);
        }
        let mut end = comma;
        let mut best: Option<Phrase> = None;
        for _ in 0..PARTS {
            let last = end.checked_sub(1).filter(|&at| at >= low)?;
            let start = self.part_start(last, low, mark);
            let phrase = if self.is_sign(last, Sign::Close) {
                self.before_comma(last + 1, low.max(start))
            } else {
                self.left(last, low.max(start))
            };
            let appositive = self.is_appositive(start, last);
            if let Some(phrase) = phrase {
                // “The mayor, Mara Quill, said”: the name says more than the noun before it
                let whole = phrase.first == start;
                if whole && !appositive && phrase.sort == Sort::Name && start > low {
                    let role = start >= low + 2
                        && self
                            .left(start - 2, low)
                            .is_some_and(|p| p.sort == Sort::Nominal && self.is_speaker(p.head));
                    // “Mara Quill, the editor of the paper, The Herald, said”
                    if role
                        && let Some(name) = self.named_before(start - 2, low, mark)
                        && !self.is_person(phrase.head)
                    {
                        return Some(name);
                    }
                    best = Some(if role { self.with_role(phrase, start, low) } else { phrase });
                    return best;
                }
                let named = start >= low + 2
                    && phrase.sort == Sort::Nominal
                    && self.before_comma(start - 1, low).is_some_and(|p| p.sort == Sort::Name);
                if !appositive && !named {
                    return Some(phrase);
                }
                best = best.or(Some(phrase).filter(|p| p.sort != Sort::Relative));
            }
            if start <= low || self.sign(start - 1) != Some(mark) {
                break;
            }
            end = start - 1;
        }
        best
    }

    /// The noun phrase that an aside between dashes, which ends at `dash`, belongs to; the name that
    /// the aside begins with, where it is one: “a former candidate — Mara Quill, who lost — said”.
    fn before_aside(&self, dash: usize, low: usize) -> Option<Phrase> {
        let open = (low + 1..dash).rev().take(LONGEST).find(|&at| self.is_sign(at, Sign::Dash))?;
        let owner = self.left(open - 1, low)?;
        let named = self.right(open + 1, dash).filter(|name| name.sort == Sort::Name);
        match (owner.sort, named) {
            (Sort::Nominal, Some(name)) if self.is_speaker(owner.head) => {
                Some(Phrase { first: owner.first, ..name })
            }
            _ => Some(owner),
        }
    }

    /// The noun phrase before a comma, brackets passed over.
    pub(super) fn before_comma(&self, comma: usize, low: usize) -> Option<Phrase> {
        let mut last = comma.checked_sub(1).filter(|&at| at >= low)?;
        if self.is_sign(last, Sign::Close) {
            last = self.opening(last, low)?.checked_sub(1).filter(|&at| at >= low)?;
        }
        self.left(last, low)
    }

    /// The name that the part ending at `last` is the apposition of.
    fn named_before(&self, last: usize, low: usize, mark: Sign) -> Option<Phrase> {
        let start = self.part_start(last, low, mark);
        if start < low + 2 || !self.is(start, Class::DET | Class::POSS | Class::ROLE) {
            return None;
        }
        self.before_comma(start - 1, low)
            .filter(|name| name.sort == Sort::Name && self.opens_clause(name.first, low))
    }

    /// Whether the item is a word of a person's name.
    pub(super) fn is_person(&self, at: usize) -> bool {
        self.mention(at).is_some_and(|mention| self.kind(mention) == Some(Kind::Person))
    }

    /// A name with the noun phrase before its comma.
    fn with_role(&self, name: Phrase, start: usize, low: usize) -> Phrase {
        match start.checked_sub(2).and_then(|at| self.left(at, low)) {
            Some(role) => Phrase { first: role.first, ..name },
            None => name,
        }
    }

    /// Whether the head is a noun for somebody who can speak.
    pub(super) fn is_speaker(&self, at: usize) -> bool {
        self.is(at, Class::SPEAKER | Class::TITLE)
    }

    /// Where the part between commas that ends at `last` starts.
    fn part_start(&self, last: usize, low: usize, mark: Sign) -> usize {
        let mut at = last;
        while at > low {
            let before = at - 1;
            let close = self.quote(before).is_some() && self.is_sign(at, mark);
            if self.sign(before) == Some(mark) || self.is_sign(before, Sign::Semicolon) || close {
                return at;
            }
            at = before;
        }
        low
    }

    /// Whether the part `start..=last` adds to the noun before it: an age, a role, a relative clause.
    fn is_appositive(&self, start: usize, last: usize) -> bool {
        let first = self.class(start);
        let short = last - start < 2;
        let Some(token) = self.token(start) else { return false };
        if first.any(Class::REL | Class::WH) || token.sign == Sign::Number {
            return true;
        }
        if first.any(Class::PREP | Class::ADV | Class::ING | Class::AND | Class::SUB)
            && !token.capital()
        {
            return true;
        }
        if first.any(Class::PART) && !token.capital() && !first.any(Class::NOUN) {
            return true;
        }
        if token.capital() {
            // Jr., of Tarn, Ohio; D-Ohio; a place behind a place
            let word = self.word(start);
            let party = word.len() > 2 && word.as_bytes()[1] == b'-';
            return party
                || short
                    && (first.any(Class::SUFFIX)
                        || first.any(Class::ABBREV) && !first.any(Class::TITLE)
                        || (first.any(Class::PLACE)
                            && self
                                .mention(start)
                                .is_none_or(|m| self.kind(m) != Some(Kind::Person))));
        }
        // a former aide, her lawyer, president of the club
        first.any(Class::DET | Class::POSS | Class::ROLE | Class::ADJ | Class::TITLE | Class::PRON)
            || !token.capital()
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
    fn joins(&self, at: usize, low: usize) -> bool {
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
            return at > low && self.is_nominal(at - 1) && !self.is_finite(at - 1, low);
        }
        if token.is(Class::AUX) && !token.capital() || self.is_finite(at, low) {
            return false;
        }
        if token.is(Class::ING) && !token.capital() && !token.is(Class::NOUN | Class::ADJ) {
            // the gambling tycoon
            return at > low && self.is(at - 1, Class::DET | Class::POSS | Class::ADJ);
        }
        if token.is(Class::ADV) {
            return token.is(Class::ADJ | Class::NOUN | Class::PRON);
        }
        true
    }

    /// Takes off what stands before the phrase proper, and finds its head.
    fn trim(&self, mut first: usize, last: usize) -> Option<Phrase> {
        // “In a speech Mara Quill said”: a phrase does not begin with a preposition
        while first < last
            && self.is(first, Class::PREP | Class::AND | Class::ADV)
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
        if end <= last && self.mention(head).is_none() && self.is_titled(first, end, last) {
            head = last;
        }
        Some(Phrase { first, last, head, sort: self.sort(head) })
    }

    /// Whether the phrase is a long title and the name of its bearer: “former prosecutor and Tarn
    /// Mayor Mara Quill”, “Vice President for news and talk Mara Quill”. Its first noun ends before
    /// `end`.
    fn is_titled(&self, first: usize, end: usize, last: usize) -> bool {
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

    fn sort(&self, head: usize) -> Sort {
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
        if token.capital() && !known && !(token.starts() && token.is(Class::GRAMMAR)) {
            return Sort::Name;
        }
        Sort::Nominal
    }

    /// The subject of a sentence's main clause, with its verb.
    pub(super) fn main_subject(&self, low: usize, high: usize) -> Option<(Phrase, usize)> {
        for verb in low..high {
            if !self.is_finite(verb, low) {
                continue;
            }
            // here is X in May
            if verb <= low + 1 && self.is(verb, Class::BE) {
                let phrase = self.right(verb + 1, high)?;
                return (self.is(low, Class::ADV) && phrase.sort == Sort::Name)
                    .then_some((phrase, verb));
            }
            let Some(source) = self.subject(verb, low) else { continue };
            let led = source.first > low
                && self.is(
                    source.first - 1,
                    Class::SUB | Class::WH | Class::REL | Class::AS | Class::THAT,
                )
                || self.is(source.first, LEADS);
            if source.sort == Sort::Relative || led {
                continue;
            }
            return Some((source, verb));
        }
        None
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
                            && !class.any(Class::TIME)
                            && !(at > first && self.verbal(at, first))
                        || class.any(Class::OF) && last.is_some()
                        || class.any(Class::AND) && last.is_some() && self.goes_on(at + 1, high)
                }
                _ => false,
            };
            if !inside {
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

    fn verbal(&self, at: usize, low: usize) -> bool {
        self.is_finite(at, low) || self.is(at, Class::ING) && !self.is(at, Class::NOUN)
    }

    /// Whether a name or noun stands behind “and”.
    fn goes_on(&self, at: usize, high: usize) -> bool {
        at < high
            && (self.mention(at).is_some()
                || self.is(at, Class::DET | Class::POSS | Class::TITLE)
                || self.token(at).is_some_and(super::super::segmented::Token::capital))
    }
}

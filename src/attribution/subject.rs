//! The subject of a verb: the noun phrase to its left, past dates, asides, appositions and relative
//! clauses.

use super::{
    phrase::{LEADS, LONGEST, Phrase, Sort},
    scene::Scene,
};
use crate::{gazetteer::Kind, language::Class, segmented::Token, text::segment::Sign};

/// How many parts between commas may stand between a verb and its subject.
const PARTS: usize = 7;

impl Scene<'_> {
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
                if self.token(at - 1)?.capital() || before.any(Class::PLURAL) {
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
        // an ad released Thursday says
        let reduced = at + 1 < verb && at > low && self.is(at, Class::PART);
        if reduced && self.is(at - 1, Class::NOUN) && !self.is(at, Class::NOUN | Class::AUX) {
            at -= 1;
        }
        if self.quote(at).is_some() {
            return self.before_quoting(at, low);
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
        // 26% say
        if token.sign == Sign::Other && at > low && self.sign(at - 1) == Some(Sign::Number) {
            return Some(Phrase { first: at - 1, last: at, head: at - 1, sort: Sort::Nominal });
        }
        let phrase = self.left(at, low)?;
        if let Some(name) = self.before_place(&phrase, low) {
            return Some(name);
        }
        if let Some(name) = self.before_relative(&phrase, low) {
            return Some(name);
        }
        if let Some(owner) = self.before_restriction(&phrase, low) {
            return Some(owner);
        }
        if let Some(relative) = self.before_adjunct(&phrase, verb, low) {
            return Some(relative);
        }
        if let Some(owner) = self.before_modifier(&phrase, low) {
            return Some(owner);
        }
        let phrase = self.past_infinitive(phrase, at, low)?;
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
            name.filter(|name| {
                let named = name.sort == Sort::Name && self.mention(name.head).is_some();
                named && self.opens_clause(name.first, low)
            })
            .unwrap_or(phrase),
        )
    }

    /// “to reprint a letter that says”: a letter; what stands behind “to” is no subject.
    fn past_infinitive(&self, phrase: Phrase, last: usize, low: usize) -> Option<Phrase> {
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
    fn before_quoting(&self, quote: usize, low: usize) -> Option<Phrase> {
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
    fn sent_to(&self, phrase: Phrase, low: usize) -> Option<Phrase> {
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
        let rel = (low + 2..phrase.first).rev().take(PARTS + 3).find(|&at| !self.is_word(at))? + 1;
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
    fn before_restriction(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
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
    fn before_adjunct(&self, phrase: &Phrase, verb: usize, low: usize) -> Option<Phrase> {
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
    fn before_modifier(&self, phrase: &Phrase, low: usize) -> Option<Phrase> {
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

    /// Whether a clause begins at the item: at the sentence's start, or behind a quotation.
    pub(super) fn opens_clause(&self, at: usize, low: usize) -> bool {
        at == low
            || self.quote(at - 1).is_some()
            || at > low + 1 && !self.is_word(at - 1) && self.quote(at - 2).is_some()
    }

    /// The bracket that opens what closes at `close`.
    pub(super) fn opening(&self, close: usize, low: usize) -> Option<usize> {
        (low..close).rev().take(LONGEST).find(|&at| self.is_sign(at, Sign::Open))
    }

    /// The noun phrase that the parts between commas before `comma` belong to.
    pub(super) fn past_parts(&self, comma: usize, low: usize) -> Option<Phrase> {
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
            // “An aide to Mara Quill, asked about it, said”
            let sent = phrase.filter(|p| p.first > start && self.is(p.first - 1, Class::TO));
            let phrase = sent.and_then(|p| self.sent_to(p, start)).or(phrase);
            if let Some(phrase) = phrase {
                // “who, on a call on Friday, said”
                if phrase.sort == Sort::Relative && phrase.first == start {
                    return Some(phrase);
                }
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
                        && (!self.is_person(phrase.head)
                            || self.is(start - 2, Class::ORG | Class::DOC | Class::WORK))
                    {
                        return Some(name);
                    }
                    best = Some(if role { self.with_role(phrase, start, low) } else { phrase });
                    return best;
                }
                // “in what Mara Quill, treasurer of the club, called”
                let clause = phrase.sort == Sort::Name
                    && phrase.first > start
                    && self.is(phrase.first - 1, Class::WH | Class::SUB | Class::THAT);
                let all = phrase.first == start + 1 && phrase.last == last;
                if clause && (best.is_some() || all) {
                    return Some(phrase);
                }
                // “Q,” state senators Mara Quill and Odo Brandt, both of Tarn, said
                let whole = phrase.first == start;
                if whole && self.opens_clause(start, low) && self.may_speak(&phrase) {
                    return Some(phrase);
                }
                let named = start >= low + 2
                    && phrase.sort == Sort::Nominal
                    && self.before_comma(start - 1, low).is_some_and(|p| p.sort == Sort::Name);
                if !appositive && !named {
                    return Some(phrase);
                }
                best = best.or(Some(phrase).filter(|p| whole && p.sort != Sort::Relative));
            }
            // “the author of “Q,” on the harbour, said”: the title's comma is inside its marks
            let title = start > low && mark == Sign::Comma && self.is_titled_part(start - 1);
            if start <= low || self.sign(start - 1) != Some(mark) && !title {
                break;
            }
            end = if title { start } else { start - 1 };
        }
        best
    }

    /// Whether the item is a quoted title whose marks hold the comma behind it.
    fn is_titled_part(&self, at: usize) -> bool {
        self.quote(at).is_some_and(|quote| self.is_title(quote))
            && self.pauses(at)
            && self.is(at - 1, Class::OF | Class::WORK | Class::DOC | Class::LABEL)
    }

    /// The noun phrase that an aside between dashes, which ends at `dash`, belongs to; the name that
    /// the aside begins with, where it is one: “a former candidate — Mara Quill, who lost — said”.
    pub(super) fn before_aside(&self, dash: usize, low: usize) -> Option<Phrase> {
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
    pub(super) fn named_before(&self, last: usize, low: usize, mark: Sign) -> Option<Phrase> {
        let start = self.part_start(last, low, mark);
        if start < low + 2 || !self.is(start, Class::DET | Class::POSS | Class::ROLE) {
            return None;
        }
        self.before_comma(start - 1, low)
            .filter(|name| name.sort == Sort::Name && self.opens_clause(name.first, low))
    }

    /// A name with the noun phrase before its comma.
    pub(super) fn with_role(&self, name: Phrase, start: usize, low: usize) -> Phrase {
        match start.checked_sub(2).and_then(|at| self.left(at, low)) {
            Some(role) => Phrase { first: role.first, ..name },
            None => name,
        }
    }

    /// Where the part between commas that ends at `last` starts.
    pub(super) fn part_start(&self, last: usize, low: usize, mark: Sign) -> usize {
        let mut at = last;
        while at > low {
            let before = at - 1;
            let close =
                self.quote(before).is_some() && (self.is_sign(at, mark) || self.pauses(before));
            if self.sign(before) == Some(mark) || self.is_sign(before, Sign::Semicolon) || close {
                return at;
            }
            at = before;
        }
        low
    }

    /// Whether the part `start..=last` adds to the noun before it: an age, a role, a relative clause.
    pub(super) fn is_appositive(&self, start: usize, last: usize) -> bool {
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
                        || first.any(Class::ABBREV)
                            && !first.any(Class::TITLE)
                            && !(self.is_person(start) && last > start)
                        || (first.any(Class::PLACE)
                            && self
                                .mention(start)
                                .is_none_or(|m| self.kind(m) != Some(Kind::Person))));
        }
        // a former aide, her lawyer, president of the club
        first.any(Class::DET | Class::POSS | Class::ROLE | Class::ADJ | Class::TITLE | Class::PRON)
            || !token.capital()
    }

    /// The subject of a sentence's main clause, with its verb.
    pub(super) fn main_subject(&self, low: usize, high: usize) -> Option<(Phrase, usize)> {
        // “When they came to the gate, X”: the clause behind the comma
        let leading = self.is(low, Class::SUB | Class::WH | Class::AS);
        let comma = (low..high).find(|&at| self.is_sign(at, Sign::Comma)).filter(|_| leading);
        for verb in low..high {
            if !self.is_finite(verb, low) || comma.is_some_and(|comma| verb < comma) {
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
}

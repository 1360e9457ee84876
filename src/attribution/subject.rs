//! The subject of a verb: the noun phrase to its left, past dates, asides, appositions and relative
//! clauses.

use super::{
    phrase::{LEADS, LONGEST, Phrase, Sort},
    scene::Scene,
};
use crate::{gazetteer::Kind, language::Class, text::segment::Sign};

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
    pub(super) fn is_titled_part(&self, at: usize) -> bool {
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

//! Runs of capitalised words, and what shows that one is a name.

use super::super::{Mention, lexicon::is_calendar};
use crate::{
    gazetteer::{Gender, Kind},
    language::Class,
    segmented::{LongWords, Segmented, Token},
    text::{fold::fold, segment::Sign},
};

/// A run of capitalised words without the titles before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Run {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) kind: Kind,
    pub(super) gender: Option<Gender>,
    /// The title right before it.
    pub(super) title: Option<usize>,
    pub(super) titled: bool,
    pub(super) speaks: bool,
    pub(super) headline: bool,
    /// A lone word that begins its sentence: perhaps no name.
    pub(super) doubtful: bool,
}

/// Most words of where an organisation is, or before its verb.
const PLACED: usize = 4;
/// Longest name in words.
const LONGEST: usize = 7;

/// All runs of capitalised words that no listed mention covers.
pub(super) fn runs(document: &Segmented<'_>, listed: &[Mention]) -> Vec<Run> {
    let mut out = Vec::with_capacity(document.tokens.len() / 16);
    let mut listed = listed.iter().map(|mention| mention.span).peekable();
    for (sentence, &long) in document.sentence_tokens.iter().zip(&document.long_words) {
        let range = sentence.range();
        let headline = is_headline(long);
        let mut at = range.start;
        while at < range.end {
            let token = document.tokens[at];
            if !token.capital() {
                at += 1;
                continue;
            }
            while listed.next_if(|span| span.end <= token.span.start).is_some() {}
            if let Some(&span) = listed.peek()
                && span.start < token.span.end
            {
                at = document.token_at(span.end).max(at + 1);
                continue;
            }
            let limit = listed
                .peek()
                .map_or(range.end, |span| document.token_at(span.start).min(range.end));
            // “W Warszawie”, “В Минске”: a letter that begins a sentence without a full stop
            let letter = || document.word(at).chars().nth(1).is_none();
            if !starts_name(token) || at == range.start && letter() {
                at += 1;
                continue;
            }
            let end = run_end(document, at, limit.max(at + 1));
            // “TV” before a listed name belongs to it
            let attached = end == limit && limit < range.end && end == at + 1;
            if !attached {
                out.extend(classify(document, at, end, headline, range.end));
            }
            at = end;
        }
    }
    out
}

/// Whether most longer words of a sentence are capitalised.
fn is_headline(LongWords { all, capital }: LongWords) -> bool {
    all >= 4 && capital * 4 > all * 3
}

fn starts_name(token: Token) -> bool {
    let grammar = token.is(Class::GRAMMAR.without(Class::AUX))
        || token.is(Class::AUX) && !token.is(Class::GIVEN);
    token.sign == Sign::Word && token.capital() && !grammar && !token.is(Class::TIME)
}

/// Where the run that starts at `at` ends.
fn run_end(document: &Segmented<'_>, at: usize, limit: usize) -> usize {
    let tokens = &document.tokens;
    let mut end = at + 1;
    while end < limit && end - at < LONGEST + 3 {
        let token = tokens[end];
        if !token.spaced() {
            break;
        }
        if token.is(Class::VERBAL)
            && token.is(Class::THIRD | Class::PAST | Class::ING)
            && !token.is(Class::GIVEN)
        {
            break;
        }
        // Theresa May, Anna Day, but not “Mara May 3”, “Anna Tuesday”
        let homonym = end == at + 1
            && token.capital()
            && (token.is(Class::MODAL)
                || token.is(Class::TIME) && !is_calendar(&fold(document.word(end))))
            && tokens[at].is(Class::GIVEN)
            && tokens.get(end + 1).is_none_or(|next| next.sign != Sign::Number);
        if starts_name(token) || homonym || token.capital() && token.is(Class::SUFFIX) {
            end += 1;
            continue;
        }
        // van der Berg, al-Masri; Department of Justice
        let link =
            token.is(Class::NAMEPART) || token.is(Class::OF) && tokens[end - 1].is(Class::ORGWORD);
        let mut next = end + 1;
        while link && next < limit && tokens[next].is(Class::NAMEPART) {
            next += 1;
        }
        if link && next < limit && starts_name(tokens[next]) {
            end = next + 1;
            continue;
        }
        break;
    }
    if end + 1 < limit
        && tokens[end].sign == Sign::Comma
        && tokens[end + 1].is(Class::SUFFIX)
        && !tokens[end + 1].is(Class::PLACE)
    {
        end += 2;
    }
    end
}

/// What the run `first..end` is, without its titles.
fn classify(
    document: &Segmented<'_>,
    first: usize,
    end: usize,
    headline: bool,
    sentence_end: usize,
) -> Option<Run> {
    let tokens = &document.tokens;
    let mut from = first;
    let mut gender = None;
    let mut titled = false;
    let org = tokens[first..end].iter().any(|token| token.is(Class::ORGWORD));
    let prefix = Class::TITLE | Class::ROLE | Class::DEMONYM | Class::ADJ | Class::ADV;
    while from + 1 < end && tokens[from].is(prefix) && !tokens[from].is(Class::GIVEN) {
        if org && !tokens[from].is(Class::TITLE) {
            break;
        }
        if tokens[from].is(Class::TITLE | Class::ROLE) {
            titled = true;
            gender = gender_of(tokens[from].class).or(gender);
        }
        from += 1;
    }
    // “Senate Majority Leader Jo Roe”, “CNN anchor”: the name begins behind the last title
    if let Some(last) = (from..end.saturating_sub(1)).rev().find(|&at| {
        tokens[at].is(Class::TITLE | Class::ROLE)
            && !tokens[at].is(Class::GIVEN | Class::ORGWORD)
            && !tokens[at].initial()
    }) {
        titled = true;
        gender = gender_of(tokens[last].class).or(gender);
        from = last + 1;
    }
    // “FBI General Counsel James Roe”: the name begins at the given name
    if let Some(given) = (from + 1..end.saturating_sub(1)).find(|&at| tokens[at].is(Class::GIVEN))
        && !tokens[from].is(Class::GIVEN)
        && !tokens[from].initial()
        && !tokens[given..end].iter().any(|token| token.is(Class::ORGWORD))
    {
        from = given;
    }
    let body = &tokens[from..end];
    let lone = body.len() == 1;
    // a title alone names nobody, unless another stands before it: Mr. King
    let addressed = from > 0
        && tokens[from - 1].is(Class::TITLE)
        && tokens[from - 1].is(Class::ABBREV | Class::MASC | Class::FEM);
    if lone
        && (body[0].is(Class::TITLE | Class::ROLE | Class::TIME)
            || body[0].upper() && body[0].is(Class::ADJ))
        && !body[0].is(Class::GIVEN)
        && !addressed
    {
        return None;
    }
    // “Interior Minister” before a listed name is its title
    let office = body[body.len() - 1].is(Class::TITLE | Class::ROLE)
        && !body[body.len() - 1].is(Class::GIVEN);
    if office && !lone && !body[0].is(Class::GIVEN) && !body[0].initial() && !addressed {
        return None;
    }
    let given = body[0].is(Class::GIVEN) || body[0].initial() && body.len() > 1;
    let doubtful = body[0].starts() && (lone || !given) && !titled;
    if lone && body[0].is(Class::DEMONYM)
        || body.iter().all(|token| token.is(Class::TIME | Class::NUMBER))
    {
        return None;
    }
    let has_org = body.iter().any(|token| token.is(Class::ORGWORD));
    let kind =
        if body.iter().all(|token| token.is(Class::PLACE) || token.is(Class::DEMONYM)) && !titled {
            Kind::Place
        } else if has_org && !(given && body.len() == 2) && !(titled && body.len() <= 2)
            || lone && body[0].upper() && body[0].span.len() <= 6 && !titled
        {
            Kind::Organisation
        } else if !given && !titled && thing_before(tokens, from).is_some() {
            Kind::Other
        } else if given || titled || body.len() <= 3 {
            Kind::Person
        } else {
            Kind::Other
        };
    if kind == Kind::Person && body[0].is(Class::GIVEN) {
        gender = gender.or(gender_of(body[0].class));
    }
    let acts = kind == Kind::Organisation && has_org && !lone && !headline;
    let speaks = speaks(document, from, end - 1, sentence_end, first)
        || acts && has_acted(tokens, end, sentence_end);
    let title = from.checked_sub(1).filter(|&at| tokens[at].is(Class::TITLE));
    let last = end - 1;
    Some(Run { first: from, last, kind, gender, title, titled, speaks, headline, doubtful })
}

fn gender_of(class: Class) -> Option<Gender> {
    match (class.any(Class::MASC), class.any(Class::FEM)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether what stands behind an organisation says what it did: “the Harbour Museum in Tarn issued”,
/// “the Ferry Committee has sent out”.
fn has_acted(tokens: &[Token], end: usize, limit: usize) -> bool {
    let mut at = end;
    if at + 1 < limit && tokens[at].is(Class::PREP) && tokens[at + 1].capital() {
        at += 1;
        while at < limit && at < end + PLACED && tokens[at].capital() {
            at += 1;
        }
    }
    let aux = at;
    while at < limit && at < aux + PLACED && tokens[at].is(Class::HAVE | Class::ADV) {
        at += 1;
    }
    at < limit && is_past(tokens[at])
}

/// Whether a verb of the past stands here, in small letters.
fn is_past(token: Token) -> bool {
    token.is(Class::PAST) && token.is(Class::VERBAL) && !token.capital()
}

/// Whether a preposition stands here, but for those that lead to a speaker: by, according to.
fn governed(tokens: &[Token], at: usize) -> bool {
    let token = tokens[at];
    let according = token.is(Class::TO) && at > 0 && tokens[at - 1].is(Class::ACCORDING);
    token.is(Class::PREP | Class::OF | Class::TO)
        && !token.is(Class::BY | Class::ACCORDING | Class::AS)
        && !according
}

/// Where “the” stands before a common noun that tells what sort of thing is named: the ferry Aurora.
fn thing_before(tokens: &[Token], name: usize) -> Option<usize> {
    let the = name.checked_sub(2)?;
    let noun = tokens[name - 1];
    let named = noun.sign == Sign::Word
        && !noun.capital()
        && !noun.is(Class::ROLE | Class::GROUP | Class::GRAMMAR | Class::ADJ | Class::DEMONYM)
        && !noun.is(Class::ADV | Class::NUMBER | Class::TIME | Class::TITLE)
        && (noun.class.is_none() || noun.is(Class::NOUN));
    (named && tokens[the].is(Class::DET)).then_some(the)
}

/// Whether a verb of saying stands beside the name, or an age or apposition behind it.
fn speaks(
    document: &Segmented<'_>,
    first: usize,
    last: usize,
    end: usize,
    with_title: usize,
) -> bool {
    let tokens = &document.tokens;
    let verb = |at: usize| {
        tokens.get(at).is_some_and(|t| {
            t.is(Class::SAY | Class::TELL | Class::REPORT | Class::BELIEF | Class::ABOUT)
                && t.is(Class::PAST | Class::THIRD | Class::ING)
                && !t.capital()
        })
    };
    // the captain of the ferry Aurora said: the ferry did not
    if thing_before(tokens, with_title).is_some_and(|the| the > 0 && governed(tokens, the - 1)) {
        return false;
    }
    let mut at = last + 1;
    while at < end && tokens[at].is(Class::ADV | Class::AUX) && at < last + 4 {
        at += 1;
    }
    if at < end && (verb(at) || at > last + 1 && tokens[at].is(Class::CUE)) {
        return true;
    }
    // behind brackets and appositions
    if at < end
        && (matches!(tokens[at].sign, Sign::Open | Sign::Comma) || tokens[at].is(Class::PREP))
    {
        let parted = |i: usize| matches!(tokens[i - 1].sign, Sign::Comma | Sign::Close);
        if (at + 1..end.min(at + 28))
            .any(|i| parted(i) && tokens[i].is(Class::SAY | Class::TELL) && verb(i))
        {
            return true;
        }
    }
    // Paul dropped his keys
    let acts = first == last
        && tokens[first].is(Class::GIVEN)
        && !tokens[first].is(Class::PLACE | Class::ORGWORD | Class::DEMONYM)
        && at == last + 1
        && at < end
        && tokens[at].is(Class::PAST)
        && !tokens[at].capital();
    if acts {
        return true;
    }
    if last + 2 < end && tokens[last + 1].sign == Sign::Comma {
        let next = tokens[last + 2];
        if next.sign == Sign::Number || next.is(Class::DET | Class::REL | Class::POSS | Class::ROLE)
        {
            return true;
        }
    }
    if last + 2 < end
        && tokens[last + 1].sign == Sign::Colon
        && matches!(tokens[last + 2].sign, Sign::Double | Sign::Single)
    {
        return true;
    }
    let Some(before) = with_title.checked_sub(1) else { return false };
    // reported on Tarnish lines: what a preposition governs says nothing
    if governed(tokens, before) {
        return false;
    }
    // band member Flea; another user, Johanna Bayer
    let comma = usize::from(tokens[before].sign == Sign::Comma);
    let role = tokens.get(before.wrapping_sub(comma)).copied();
    let called = |token: Token| {
        token.is(Class::ROLE) && token.lemma != 0 && !token.is(Class::PLURAL) && !token.capital()
    };
    if role.is_some_and(called) && (comma == 0 || last > first) {
        return true;
    }
    // said Galina Erema; according to Galina Erema; said a friend, Galina Erema
    let mut back = before;
    for _ in 0..6 {
        let token = tokens[back];
        if verb(back) || token.is(Class::TO) && back > 0 && tokens[back - 1].is(Class::ACCORDING) {
            return true;
        }
        if !token.is_word() && token.sign != Sign::Clitic
            || back == 0
            || token.capital() && token.starts()
        {
            return false;
        }
        back -= 1;
    }
    false
}

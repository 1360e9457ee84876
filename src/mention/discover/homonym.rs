//! Surnames that are also a month or an auxiliary: `Theresa May … May said`.

use rustc_hash::FxHashMap;

use super::super::{Cast, Mention, Tier};
use crate::{
    gazetteer::{EntityId, Kind},
    language::Class,
    segmented::{Segmented, Token},
    text::segment::Sign,
};

/// What such a word otherwise is.
const OTHERWISE: Class = Class::TIME.or(Class::MODAL);
const CUES: Class = Class::SAY.or(Class::TELL).or(Class::REPORT).or(Class::BELIEF).or(Class::ABOUT);

/// The lone surnames of people whom the document names in full, where they have a title or stand
/// beside a verb of saying. `mentions` is in order.
pub(super) fn homonyms(
    document: &Segmented<'_>,
    mentions: &[Mention],
    cast: &Cast,
) -> Vec<Mention> {
    // none where several bear the surname
    let mut bearers: FxHashMap<&str, Option<&EntityId>> = FxHashMap::default();
    for (surname, id) in mentions.iter().filter_map(|mention| bearer(document, mention, cast)) {
        let known = bearers.entry(surname).or_insert(Some(id));
        *known = known.filter(|known| *known == id);
    }
    if bearers.is_empty() {
        return Vec::new();
    }
    let mut out = Vec::new();
    let mut taken = mentions.iter().peekable();
    for (at, token) in document.tokens.iter().enumerate() {
        if !token.capital() || !token.is(OTHERWISE) {
            continue;
        }
        while taken.next_if(|mention| mention.span.end <= token.span.start).is_some() {}
        if taken.peek().is_some_and(|mention| mention.span.start < token.span.end) {
            continue;
        }
        let Some(&Some(id)) = bearers.get(document.word(at)) else { continue };
        if !is_somebody(&document.tokens, at) {
            continue;
        }
        out.push(Mention {
            span: token.span,
            candidates: vec![id.clone()],
            tier: Tier::Discovered,
            alias: None,
            score: 0.8,
        });
    }
    out
}

/// The surname and the person, where it is such a word.
fn bearer<'d, 'm>(
    document: &Segmented<'d>,
    mention: &'m Mention,
    cast: &Cast,
) -> Option<(&'d str, &'m EntityId)> {
    let last = document.token_at(mention.span.end.saturating_sub(1));
    let token = document.tokens.get(last)?;
    if !token.is(OTHERWISE) || token.span.start <= mention.span.start {
        return None;
    }
    let id = mention.entity()?;
    let (entity, _) = cast.entities.get(id)?;
    (entity.kind == Kind::Person).then(|| (document.word(last), id))
}

/// Whether a title stands before the word, or a verb of saying beside it: “Mrs May”, “May told them”,
/// “…,” said May.
fn is_somebody(tokens: &[Token], at: usize) -> bool {
    let cue = |at: usize| {
        tokens.get(at).is_some_and(|token| {
            token.is(CUES) && token.is(Class::PAST | Class::THIRD) && !token.capital()
        })
    };
    let before = |back: usize| at.checked_sub(back).map(|at| &tokens[at]);
    if before(1).is_some_and(|token| token.is(Class::TITLE) && token.capital()) {
        return true;
    }
    if tokens.get(at + 1).is_some_and(|next| next.sign == Sign::Number)
        || before(1).is_some_and(|token| token.is(Class::PREP | Class::ADJ))
    {
        return false;
    }
    let adverb = usize::from(tokens.get(at + 1).is_some_and(|token| token.is(Class::ADV)));
    let behind = at > 1
        && cue(at - 1)
        && before(1).is_some_and(|token| token.is(Class::SAY))
        && before(2).is_some_and(|token| !matches!(token.sign, Sign::Word | Sign::Number));
    cue(at + 1 + adverb) || behind
}

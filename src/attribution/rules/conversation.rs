//! Finds: whose turn it is in a conversation. Example: `“A,” said X.` `“B,” said Y.` `“C.”`: X.
//! Only in documents that are dialogue. A paragraph is one turn; a turn without a tag is the
//! speaker's whose turn was before the last one; where the last one has answered nobody yet, it is
//! whom its words call by name, or who else stands in the narrator's words before it.
//! Fails when: three speak, or one speaks twice.
//! After: the alternation of turns and the vocatives in Elson & `McKeown`, Automatic Attribution of
//! Quoted Speech in Literary Narrative (AAAI 2010), and He, Barbosa & Kondrak, Identification of
//! Speakers in Novels (ACL 2013).

use super::{Found, Place};
use crate::{
    attribution::{
        phrase::{Phrase, Sort},
        scene::Scene,
    },
    gazetteer::EntityId,
    language::Class,
    quote::QuoteKind,
    text::segment::Sign,
};

/// How many paragraphs of the narrator's may stand between two turns.
const APART: u32 = 2;
/// How many paragraphs back a speaker takes part in the conversation.
const BACK: u32 = 10;
/// Most tokens, marks and all, of a name that answers a question.
const SHORT: usize = 4;
/// How many quotations back a turn is sought, so that time stays linear.
const REACH: usize = 256;
/// How far from a turn, in items, whoever it calls is sought.
const FAR: usize = 400;
const ALTERNATES: f32 = 0.7;
const CALLED: f32 = 0.7;
const NAMED: f32 = 0.5;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let here = paragraph(place, place.quote);
    if !scene.dialogue || place.quotes[place.quote].kind != QuoteKind::Direct && !is_alone(place) {
        return None;
    }
    if let Some(found) = tagged_later(place, here) {
        return Some(found);
    }
    // “It said, ‘Gone’”: a thing takes no turn
    let takes_turn = |quote: usize| {
        place.found[quote].is_some_and(|found| !scene.is(found.source.head, Class::THING))
    };
    let last = (0..place.quote).rev().take(REACH).find(|&quote| takes_turn(quote));
    let Some(last) = last.filter(|&last| here - paragraph(place, last) <= APART + 1) else {
        return enters(place, here);
    };
    let there = paragraph(place, last);
    if there == here {
        return None;
    }
    if here - there > 1
        && let Some(found) = enters(place, here)
    {
        return Some(found);
    }
    let score = |full: f32| if here - there == 1 { full } else { full - 0.2 };
    let own = called(scene, place.item);
    let other = |who: &Vec<EntityId>| {
        !who.is_empty()
            && *who != place.who[last]
            && own.is_none_or(|own| scene.context.mentions[own].entity() != who.first())
    };
    // the speaker before the last one
    let turn = (0..last).rev().take(REACH).find(|&quote| {
        paragraph(place, quote) + BACK >= here
            && takes_turn(quote)
            && (other(&place.who[quote])
                || place.who[last].is_empty() && paragraph(place, quote) < there)
    });
    let addressed = (0..=last)
        .rev()
        .take(REACH)
        .take_while(|&quote| {
            paragraph(place, quote) == there && place.who[quote] == place.who[last]
        })
        .find_map(|quote| {
            called(scene, scene.at[quote] as usize).filter(|_| !answers(place, quote))
        });
    if let Some(mention) = addressed
        && scene.context.mentions[mention].entity().is_some_and(|id| other(&vec![id.clone()]))
    {
        let known = (0..last).rev().take(REACH).find(|&quote| {
            paragraph(place, quote) + BACK >= here
                && place.who[quote].first() == scene.context.mentions[mention].entity()
        });
        if let Some(turn) = known {
            return goes_on(place, turn, score(CALLED));
        }
        if let Some(mention) = near(scene, mention, place.item) {
            return named(scene, mention, score(CALLED));
        }
    }
    if let Some(turn) = turn {
        return goes_on(place, turn, score(ALTERNATES));
    }
    bystander(place, last, &other)
}

fn paragraph(place: &Place<'_>, quote: usize) -> u32 {
    place.scene.sentences[place.scene.sentence_of[quote] as usize].paragraph
}

/// Who acts in the narrator's sentence before the turn: `The bell rang, and X took it up.` `“Q.”`
fn enters(place: &Place<'_>, here: u32) -> Option<Found> {
    let scene = place.scene;
    let before = (0..place.sentence).rev().find(|&at| scene.sentences[at].paragraph < here)?;
    let items = scene.sentences[before].items.range();
    let quiet = items.clone().all(|at| scene.quote(at).is_none());
    if !quiet || scene.sentences[before].paragraph + 1 != here {
        return None;
    }
    super::lead::of(scene, items.start, items.end, "conversation", NAMED)
        .filter(|found| found.source.sort != Sort::Nominal)
        .map(|found| Found { cue: None, ..found })
}

/// Whether the sentence holds nothing but quotations.
fn is_alone(place: &Place<'_>) -> bool {
    let scene = place.scene;
    (place.low..place.high).all(|at| scene.quote(at).is_some() || !scene.is_word(at))
}

/// A tag further on in the same paragraph: `“No.” The door shut. “Never,” said X.`
fn tagged_later(place: &Place<'_>, here: u32) -> Option<Found> {
    let later = (place.quote + 1..place.quotes.len())
        .take_while(|&quote| paragraph(place, quote) == here)
        .find_map(|quote| super::after::find(&place.of(quote)))?;
    Some(Found { rule: "conversation", score: CALLED, ..later })
}

fn goes_on(place: &Place<'_>, turn: usize, score: f32) -> Option<Found> {
    let source = place.found[turn]?.source;
    Some(Found {
        source,
        cue: None,
        rule: "conversation",
        score,
        same_as: Some(turn),
        joins: false,
        named: None,
    })
}

/// The name at a mention as a source.
fn named(scene: &Scene<'_>, mention: usize, score: f32) -> Option<Found> {
    let span = scene.context.mentions[mention].span;
    let first = scene.item_at(span.start);
    let last =
        (first..scene.items.len()).take_while(|&at| scene.mention(at) == Some(mention)).last()?;
    let source = Phrase { first, last, head: first, sort: Sort::Name };
    Some(Found::new(source, None, "conversation", score))
}

/// The mention by which the quotation at `item` calls somebody: `“X, come here.”` · `“Come, X.”`
fn called(scene: &Scene<'_>, item: usize) -> Option<usize> {
    let (first, last) = (scene.first_token(item), scene.last_token(item));
    let tokens = &scene.context.document.tokens;
    let open = |at: usize| {
        at <= first
            || matches!(tokens[at].sign, Sign::Comma | Sign::Double | Sign::Single | Sign::Bang)
    };
    let shut = |at: usize| {
        at >= last
            || matches!(
                tokens[at].sign,
                Sign::Comma | Sign::Dot | Sign::Bang | Sign::Dash | Sign::Double | Sign::Single
            )
    };
    let mut at = first + 1;
    while at < last {
        let Some(mention) = (scene.mention[at] as usize).checked_sub(1) else {
            at += 1;
            continue;
        };
        let mut end = at;
        while end < last && scene.mention[end] as usize == mention + 1 {
            end += 1;
        }
        // a title before the name is part of the call
        let titled = tokens[at - 1].is(Class::TITLE);
        let before = if titled { at.saturating_sub(2) } else { at - 1 };
        let starts = before <= first;
        let ends = end >= last || matches!(tokens[end].sign, Sign::Dot | Sign::Bang);
        if open(before) && shut(end) && (starts || ends || tokens[end].sign == Sign::Comma) {
            return Some(mention);
        }
        at = end;
    }
    None
}

/// Whether the quotation is one word or two that answer a question: `“What is his name?” “X.”`
fn answers(place: &Place<'_>, quote: usize) -> bool {
    let scene = place.scene;
    let item = scene.at[quote] as usize;
    let words = scene.last_token(item) - scene.first_token(item);
    let asked = quote.checked_sub(1).map(|asked| scene.at[asked] as usize);
    words <= SHORT && asked.is_some_and(|asked| scene.is_question(asked))
}

/// The mention of the same person in the narrator's words that is nearest to an item: before it or,
/// where none is, behind it.
fn near(scene: &Scene<'_>, mention: usize, item: usize) -> Option<usize> {
    let id = scene.context.mentions[mention].entity()?;
    let same = |&at: &usize| {
        let there = scene.mention(at).filter(|_| scene.is_person(at));
        there.is_some_and(|there| scene.context.mentions[there].entity() == Some(id))
    };
    let (low, high) = (item.saturating_sub(FAR), scene.items.len().min(item + FAR));
    let found = (low..item).rev().find(same).or_else(|| (item..high).find(same))?;
    scene.mention(found)
}

/// Another person in the narrator's words before the turn; the narrator, who says “I” there.
fn bystander(
    place: &Place<'_>,
    last: usize,
    other: &dyn Fn(&Vec<EntityId>) -> bool,
) -> Option<Found> {
    let scene = place.scene;
    let from = paragraph(place, last).saturating_sub(APART);
    let start = scene.sentences.partition_point(|sentence| sentence.paragraph < from);
    let low = scene.sentences.get(start)?.items.start as usize;
    let person = (low..place.item).rev().find_map(|at| {
        let mention = scene.mention(at).filter(|_| scene.is_person(at))?;
        let id = scene.context.mentions[mention].entity()?;
        other(&vec![id.clone()]).then_some(mention)
    });
    if let Some(mention) = person {
        return named(scene, mention, NAMED);
    }
    let told = place.found[last]?.source;
    let itself = told.sort == Sort::Pronoun && scene.is(told.head, Class::FIRST);
    let at = (low..place.item)
        .rev()
        .find(|&at| scene.is(at, Class::FIRST) && scene.is(at, Class::SUBJ))
        .filter(|_| !itself)?;
    let source = Phrase { first: at, last: at, head: at, sort: Sort::Pronoun };
    Some(Found::new(source, None, "conversation", NAMED))
}

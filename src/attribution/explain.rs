//! Why a quotation was given its source: every rule asked, and every name weighed.

use super::{
    Context,
    attribute::{Reading, resolve, spoken},
    phrase::Sort,
    rules::{Place, RULES},
};
use crate::{
    quote::{Quote, QuoteKind},
    text::Span,
};

/// Why one quotation was given its source.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Explanation {
    /// Every rule's answer, in the order in which they are asked; the first answer is taken.
    pub rules: Vec<Considered>,
    /// Where the source is a pronoun: the names that it may go back to, best first.
    pub candidates: Vec<Candidate>,
}

/// A rule's answer for one quotation.
#[derive(Debug, Clone, PartialEq)]
pub struct Considered {
    /// The rule that was asked.
    pub rule: &'static str,
    /// The words that it takes for the source; none where it found none.
    pub source: Option<Span>,
    /// The words that it takes for the cue.
    pub cue: Option<Span>,
    /// From 0 to 1: how often the rule is right.
    pub score: Option<f32>,
    /// Whether its answer was taken, and why or why not.
    pub why: String,
    /// Whether its answer was taken.
    pub won: bool,
}

/// A name that a pronoun may go back to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Index of the mention.
    pub mention: usize,
    /// How well it fits: the most points win. Nearness, being a subject, the first words of a
    /// sentence, agreement and having spoken last add; being spoken of in the quotation takes off.
    pub points: i32,
}

/// For each of the quotations that [`crate::quote::detect`] found, why it was given its source.
pub fn explain(context: &Context<'_>, quotes: &[Quote]) -> Vec<Explanation> {
    let reading = Reading::new(context, quotes);
    let (found, who) = reading.sources(quotes);
    let mut out = Vec::with_capacity(quotes.len());
    for (at, quote) in quotes.iter().enumerate() {
        let rules = match quote.kind {
            QuoteKind::Name => Vec::new(),
            _ => considered(&reading.place(quotes, at, &found, &who)),
        };
        out.push(Explanation { rules, candidates: Vec::new() });
    }
    // the names are weighed where attribution itself weighs them
    resolve(&reading.scene, spoken(&reading, quotes.to_vec(), found), |resolver, one, found| {
        if let Some(index) = one.index
            && found.source.sort == Sort::Pronoun
        {
            out[index].candidates = resolver.candidates(found.source.head, &one.quote.content);
        }
    });
    out
}

/// Every rule's answer for a quotation.
fn considered(place: &Place<'_>) -> Vec<Considered> {
    let mut winner: Option<&'static str> = None;
    let mut rules = Vec::with_capacity(RULES.len());
    for rule in RULES {
        let answer = (rule.find)(place);
        let span = |first, last| place.scene.span(first, last);
        let won = answer.is_some() && winner.is_none();
        let why = match (answer, winner) {
            (None, _) => format!("does not apply: {}", rule.finds),
            (Some(_), None) => format!("applies first: {}", rule.finds),
            (Some(_), Some(first)) => format!("would apply, but “{first}” comes first"),
        };
        if won {
            winner = Some(rule.name);
        }
        rules.push(Considered {
            rule: answer.map_or(rule.name, |a| a.rule),
            source: answer.map(|a| span(a.source.first, a.source.last)),
            cue: answer.and_then(|a| a.cue).map(|(first, last)| span(first, last)),
            score: answer.map(|a| a.score),
            why,
            won,
        });
    }
    rules
}

//! Why a quotation was given its source: every rule asked, and every name weighed.

use super::{Context, attribute::Reading, phrase::Sort, resolve::Resolver, rules::RULES};
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
    let mut resolver = Resolver::new(&reading.scene);
    let mut out = Vec::with_capacity(quotes.len());
    for (at, quote) in quotes.iter().enumerate() {
        if quote.kind == QuoteKind::Name {
            out.push(Explanation::default());
            continue;
        }
        let place = reading.place(quotes, at, &found, &who);
        let mut winner: Option<&'static str> = None;
        let mut rules = Vec::with_capacity(RULES.len());
        for rule in RULES {
            let answer = (rule.find)(&place);
            let span = |first, last| reading.scene.span(first, last);
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
        let mut candidates = Vec::new();
        if let Some(one) = &found[at] {
            if one.source.sort == Sort::Pronoun && one.same_as.is_none() {
                candidates = resolver.candidates(one.source.head, &quote.content);
            }
            let speakers = match one.same_as {
                Some(before) if !who.is_empty() => who[before].clone(),
                _ => resolver.resolve_for(&one.source, &quote.content).speakers,
            };
            resolver.speaks(one.source.head, &speakers);
        }
        out.push(Explanation { rules, candidates });
    }
    out
}

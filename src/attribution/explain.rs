//! Why a quotation was given its source: every rule asked, with what it found.

use super::{Context, attribute::Reading, rules::RULES};
use crate::{quote::Quote, text::Span};

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

/// What each rule says of the quotation at index `quote` of those that [`crate::quote::detect`]
/// found, in the order in which the rules are asked. The first answer is taken.
pub fn explain(context: &Context<'_>, quotes: &[Quote], quote: usize) -> Vec<Considered> {
    let reading = Reading::new(context, quotes);
    let (found, who) = reading.sources(quotes);
    let Some(place) = (quote < quotes.len()).then(|| reading.place(quotes, quote, &found, &who))
    else {
        return Vec::new();
    };
    let mut winner: Option<&'static str> = None;
    let mut out = Vec::with_capacity(RULES.len());
    for rule in RULES {
        let answer = (rule.find)(&place);
        let source = answer.map(|a| reading.scene.span(a.source.first, a.source.last));
        let cue = answer.and_then(|a| a.cue).map(|(first, last)| reading.scene.span(first, last));
        let won = answer.is_some() && winner.is_none();
        let why = match (answer, winner) {
            (None, _) => format!("does not apply: {}", rule.finds),
            (Some(_), None) => format!("applies first: {}", rule.finds),
            (Some(_), Some(first)) => format!("would apply, but “{first}” comes first"),
        };
        if won {
            winner = Some(rule.name);
        }
        let name = answer.map_or(rule.name, |a| a.rule);
        out.push(Considered { rule: name, source, cue, score: answer.map(|a| a.score), why, won });
    }
    out
}

//! Floor 4: who says a quotation, by rules in order of precision.

mod attribute;
mod block;
mod carried;
mod cue;
mod explain;
mod finite;
mod fit;
mod frame;
mod headed;
mod indirect;
mod interview;
mod inverted;
mod light;
mod modifier;
mod owned;
mod phrase;
mod resolve;
mod roles;
mod rules;
mod scene;
mod settle;
mod subject;
mod together;
mod turns;
mod verb;

pub use explain::{Candidate, Considered, Explanation, explain};
use serde::{Deserialize, Serialize};

use crate::{
    gazetteer::{EntityId, Gazetteer},
    mention::{Cast, Mention},
    quote::Quote,
    segmented::Segmented,
    text::Span,
};

/// Who says a quotation, and why we think so.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribution {
    /// Index of the quotation.
    pub quote: usize,
    /// The words that identify the source.
    pub source: Option<Source>,
    /// The verb or phrase that signals the quotation.
    pub cue: Option<Span>,
    /// Told whom.
    pub addressee: Option<Addressee>,
}

/// The words that name who says a quotation, and whom they stand for.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The name (with Mr/Ms), pronoun or noun phrase.
    pub span: Span,
    /// Whom it stands for; several where they speak together, none where it has no name.
    pub speakers: Vec<EntityId>,
    /// What sort of words identify the source.
    pub by: By,
    /// The rule that decided.
    pub rule: &'static str,
    /// The spans on which it rests, in order.
    pub evidence: Vec<Span>,
    /// From 0 to 1: how often such attributions are right.
    pub score: f32,
}

/// Told whom.
#[derive(Debug, Clone, PartialEq)]
pub struct Addressee {
    /// The words.
    pub span: Span,
    /// Whom they stand for.
    pub entity: Option<EntityId>,
}

/// What sort of words identify a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A name.
    Name,
    /// A pronoun.
    Pronoun,
    /// A noun phrase.
    Nominal,
    /// The attribution of the quotation before it.
    Continuation,
    /// Its place in a conversation.
    Conversation,
}

impl By {
    /// The word that records use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Pronoun => "pronoun",
            Self::Nominal => "nominal",
            Self::Continuation => "continuation",
            Self::Conversation => "conversation",
        }
    }
}

/// What the rules may read.
#[derive(Debug)]
pub struct Context<'a> {
    /// The document.
    pub document: &'a Segmented<'a>,
    /// The gazetteer, for roles.
    pub gazetteer: &'a Gazetteer,
    /// Whom the document names.
    pub cast: &'a Cast,
    /// Where.
    pub mentions: &'a [Mention],
}

/// Attributes the quotations; may add reported (indirect) ones and settle the kinds of others.
pub fn attribute(context: &Context<'_>, quotes: Vec<Quote>) -> (Vec<Quote>, Vec<Attribution>) {
    attribute::attribute(context, quotes)
}

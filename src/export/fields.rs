//! The attributes that flat formats give nodes and edges, once for all of them.

use serde_json::{Map, Value};

use super::style;
use crate::graph::{Edge, Node};

/// What an attribute holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Text,
    Integer,
    Float,
    Flag,
}

/// An attribute; `of` gives null where it has no value.
pub(super) struct Field<T> {
    pub(super) name: &'static str,
    pub(super) holds: Type,
    pub(super) of: fn(&T) -> Value,
}

const fn field<T>(name: &'static str, holds: Type, of: fn(&T) -> Value) -> Field<T> {
    Field { name, holds, of }
}

/// Those of entities; the label comes first.
pub(super) const NODE: &[Field<Node>] = &[
    field("label", Type::Text, |n| n.name.as_str().into()),
    field("kind", Type::Text, |n| style::kind_name(n.kind).into()),
    field("listed", Type::Flag, |n| n.listed.into()),
    field("mentions", Type::Integer, |n| n.counts.mentions.into()),
    field("documents", Type::Integer, |n| n.counts.documents.into()),
    field("outlets", Type::Integer, |n| n.counts.outlets.into()),
    field("quotes", Type::Integer, |n| n.counts.quotes.into()),
    field("reports", Type::Integer, |n| n.counts.reports.into()),
    field("quoted_in", Type::Integer, |n| n.counts.quoted_in.into()),
    field("spoken_of", Type::Integer, |n| n.counts.spoken_of.into()),
    field("addressed", Type::Integer, |n| n.counts.addressed.into()),
    field("spellings", Type::Text, spellings),
    field("first", Type::Text, |n| n.first.map(|d| d.to_string()).into()),
    field("last", Type::Text, |n| n.last.map(|d| d.to_string()).into()),
    field("degree", Type::Integer, |n| n.measures.map(|m| m.degree).into()),
    field("weighted_degree", Type::Float, |n| n.measures.map(|m| m.weighted_degree).into()),
    field("pagerank", Type::Float, |n| n.measures.map(|m| m.pagerank).into()),
    field("betweenness", Type::Float, |n| n.measures.and_then(|m| m.betweenness).into()),
    field("core", Type::Integer, |n| n.measures.map(|m| m.core).into()),
    field("community", Type::Integer, |n| n.measures.map(|m| m.community).into()),
];

/// Those of ties; the relation comes first, then the weight.
pub(super) const EDGE: &[Field<Edge>] = &[
    field("relation", Type::Text, |e| e.relation.name().into()),
    field("weight", Type::Float, |e| e.weight.into()),
    field("symmetric", Type::Flag, |e| (!e.relation.directed()).into()),
    field("count", Type::Integer, |e| e.count.into()),
    field("documents", Type::Integer, |e| e.counts.documents.into()),
    field("outlets", Type::Integer, |e| e.counts.outlets.into()),
    field("together", Type::Integer, |e| e.counts.together.into()),
    field("paragraphs", Type::Integer, |e| e.counts.paragraphs.into()),
    field("sentences", Type::Integer, |e| e.counts.sentences.into()),
    field("windows", Type::Integer, |e| e.counts.windows.into()),
    field("utterances", Type::Integer, |e| e.counts.utterances.into()),
    field("reports", Type::Integer, |e| e.counts.reports.into()),
    field("direct", Type::Integer, |e| e.counts.direct.into()),
    field("mixed", Type::Integer, |e| e.counts.mixed.into()),
    field("indirect", Type::Integer, |e| e.counts.indirect.into()),
    field("only_indirect", Type::Flag, |e| e.only_indirect.into()),
    field("first", Type::Text, |e| e.first.map(|d| d.to_string()).into()),
    field("last", Type::Text, |e| e.last.map(|d| d.to_string()).into()),
    field("evidence", Type::Text, evidence),
];

/// Spellings and proofs that a flat attribute has room for.
const SHOWN: usize = 5;

fn spellings(node: &Node) -> Value {
    let forms: Vec<String> =
        node.forms.iter().take(SHOWN).map(|f| format!("{} ({})", f.text, f.count)).collect();
    forms.join(" | ").into()
}

fn evidence(edge: &Edge) -> Value {
    let proofs = edge.evidence.iter().take(SHOWN).map(|proof| {
        let place = format!("{}:{}", proof.document.id, proof.start());
        let text = proof.text();
        if text.is_empty() { place } else { format!("{place} {text}") }
    });
    proofs.collect::<Vec<_>>().join(" | ").into()
}

/// The attributes that have a value, by name.
pub(super) fn object<T>(fields: &[Field<T>], item: &T) -> Map<String, Value> {
    let valued = fields.iter().map(|f| (f.name.to_owned(), (f.of)(item)));
    valued.filter(|(_, value)| !value.is_null()).collect()
}

/// A value as flat text: empty where there is none.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => {
            number.as_u64().map_or_else(|| number.to_string(), |whole| whole.to_string())
        }
        other => other.to_string(),
    }
}

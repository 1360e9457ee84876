//! `FollowTheMoney` JSON lines, for Aleph and its relatives: entities, the articles that are
//! evidence, and an `UnknownLink` for each tie, with its proof.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{ExportOptions, GraphFormat, style};
use crate::{
    gazetteer::Kind,
    graph::{Edge, EntityGraph, Node, Source},
};

pub(super) struct Ftm;

/// Spellings and articles that one object names.
const SHOWN: usize = 20;

/// Longest name that the model takes, and some.
const NAME: usize = 200;

impl GraphFormat for Ftm {
    fn name(&self) -> &'static str {
        "ftm"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["ftm", "ftm.json", "ftm.jsonl"]
    }

    fn about(&self) -> &'static str {
        "FollowTheMoney JSON lines, for Aleph"
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        _: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut line = |object: &Value| -> io::Result<()> {
            serde_json::to_writer(&mut *out, object)?;
            out.write_all(b"\n")
        };
        graph.sources().into_iter().try_for_each(|s| line(&article(s)))?;
        graph.nodes().try_for_each(|n| line(&entity(n)))?;
        graph.edges().try_for_each(|e| line(&link(e)))
    }
}

/// The schema that comes nearest to a kind.
fn schema(kind: Kind) -> &'static str {
    match kind {
        Kind::Person => "Person",
        Kind::Organisation => "Organization",
        Kind::Place => "Address",
        Kind::Event => "Event",
        Kind::Work => "Document",
        // Any party that may act, of whatever form.
        _ => "LegalEntity",
    }
}

fn entity(node: &Node) -> Value {
    let name = style::short(&node.name, NAME);
    let mut properties = json!({"name": [name]});
    let other = node.forms.iter().map(|f| style::short(&f.text, NAME)).filter(|f| *f != name);
    let aliases: Vec<String> = other.take(SHOWN).collect();
    if !aliases.is_empty() {
        properties["alias"] = aliases.into();
    }
    match node.kind {
        Kind::Place => properties["full"] = json!([name]),
        Kind::Work => properties["fileName"] = json!([name]),
        _ => {}
    }
    let counts = &node.counts;
    properties["summary"] = json!([format!(
        "Named in {} articles; {} utterances; spoken of in {}.",
        counts.documents, counts.quotes, counts.spoken_of
    )]);
    json!({"id": key("entity", node.id.as_str()), "schema": schema(node.kind), "properties": properties})
}

fn article(source: &Source) -> Value {
    let title = source.title.as_deref().unwrap_or(&source.id);
    let mut properties = json!({
        "title": [style::short(title, NAME)],
        "fileName": [style::short(&source.id, NAME)],
    });
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    if let Some(url) = source.url.as_deref().filter(web) {
        properties["sourceUrl"] = json!([url]);
    }
    if let Some(outlet) = &source.outlet {
        properties["publisher"] = json!([style::short(outlet, NAME)]);
    }
    if let Some(date) = source.date {
        properties["publishedAt"] = json!([date]);
    }
    json!({"id": key("article", &source.id), "schema": "Article", "properties": properties})
}

fn link(edge: &Edge) -> Value {
    let mut articles: Vec<String> =
        edge.evidence.iter().map(|e| key("article", &e.document.id)).collect();
    articles.dedup();
    articles.truncate(SHOWN);
    let words: Vec<String> = edge
        .evidence
        .iter()
        .map(|e| style::short(&e.text(), 1000))
        .filter(|t| t != "(no name)")
        .take(3)
        .collect();
    let mut properties = json!({
        "subject": [key("entity", edge.a.as_str())],
        "object": [key("entity", edge.b.as_str())],
        "role": [style::of_relation(edge.relation).words],
        "summary": [format!("{}: {} ({} articles)", edge.relation, edge.count, edge.counts.documents)],
        "proof": articles,
    });
    if !words.is_empty() {
        properties["description"] = words.into();
    }
    if let (Some(first), Some(last)) = (edge.first, edge.last) {
        properties["startDate"] = json!([first]);
        properties["endDate"] = json!([last]);
    }
    let id = format!("{}\n{}\n{}", edge.relation, edge.a, edge.b);
    json!({"id": key("tie", &id), "schema": "UnknownLink", "properties": properties})
}

/// A key that any store takes: the id itself where it is plain, else its fingerprint.
fn key(of: &str, id: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    if !id.is_empty() && id.len() <= 80 && id.chars().all(plain) {
        return format!("{of}-{id}");
    }
    let print = Sha256::digest(id.as_bytes());
    let mut key = format!("{of}-x");
    for byte in print.iter().take(16) {
        let _ = write!(key, "{byte:02x}");
    }
    key
}

//! Mermaid: for READMEs, wikis and reports. Its readers take at most 500 edges and 50,000
//! characters: the strongest ties that fit are written, and a comment says how many were not.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{ExportOptions, GraphFormat, style};
use crate::{
    gazetteer::Kind,
    graph::{Edge, EntityGraph},
};

pub(super) struct Mermaid;

const EDGES: usize = 400;
const CHARACTERS: usize = 45_000;
const LABEL: usize = 40;

impl GraphFormat for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["mmd", "mermaid"]
    }

    fn about(&self) -> &'static str {
        "a diagram in Markdown; at most 400 ties"
    }

    fn picture(&self) -> bool {
        true
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        _: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut edges: Vec<&Edge> = graph.edges().collect();
        edges.sort_by(|x, y| y.weight.total_cmp(&x.weight));
        let mut text = String::from("graph LR\n");
        let mut lines: Vec<String> = Vec::new();
        for node in graph.nodes() {
            lines.push(node_line(graph.number(&node.id).unwrap_or_default(), node));
        }
        // Entities without a tie come first to be left out.
        let drawn: Vec<String> = edges.iter().take(EDGES).map(|e| tie(graph, e)).collect();
        let mut room = CHARACTERS.saturating_sub(lines.iter().map(|l| l.chars().count()).sum());
        text.extend(lines);
        let mut written = 0;
        for line in &drawn {
            let length = line.chars().count();
            if length > room {
                break;
            }
            room -= length;
            written += 1;
            text.push_str(line);
        }
        if written < edges.len() {
            let _ = writeln!(text, "%% {} weaker ties are left out", edges.len() - written);
        }
        for kind in &style::KINDS {
            let tint = style::tint(kind.colour, 22);
            let _ = writeln!(
                text,
                "classDef {} fill:{tint},stroke:{},color:#111111",
                kind.name, kind.colour
            );
        }
        out.write_all(text.as_bytes())
    }
}

fn node_line(number: usize, node: &crate::graph::Node) -> String {
    let label = escaped(&style::short(&node.name, LABEL));
    let (open, close) = match node.kind {
        Kind::Person => ("([\"", "\"])"),
        Kind::Place => ("{{\"", "\"}}"),
        _ => ("[\"", "\"]"),
    };
    format!(" n{number}{open}{label}{close}:::{}\n", style::kind_name(node.kind))
}

fn tie(graph: &EntityGraph, edge: &Edge) -> String {
    let number = |id| graph.number(id).unwrap_or_default();
    let (a, b) = (number(&edge.a), number(&edge.b));
    let words = style::of_relation(edge.relation).words;
    let line = match (edge.relation.directed(), edge.only_indirect) {
        (true, true) => "-.->",
        (true, false) => "-->",
        (false, _) => "---",
    };
    format!(" n{a} {line}|\"{words} ×{}\"| n{b}\n", style::number(edge.weight))
}

/// Entity codes for what Mermaid or Markdown would take as its own.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => safe.push_str("#quot;"),
            '<' => safe.push_str("#lt;"),
            '>' => safe.push_str("#gt;"),
            '&' => safe.push_str("#amp;"),
            '#' => safe.push_str("#35;"),
            '`' => safe.push_str("#96;"),
            '\\' => safe.push_str("#92;"),
            '%' => safe.push_str("#37;"),
            c => safe.push(c),
        }
    }
    safe
}

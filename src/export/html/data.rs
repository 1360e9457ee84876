//! What the viewer reads, in columns: see `page/README.md` for what each holds.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{super::style::kind_name, details::Details};
use crate::{
    gazetteer::EntityId,
    graph::{Day, EntityGraph, Node, Relation, Source, Summary, Unit},
};

pub(super) const GENERATOR: &str = concat!("whosaid ", env!("CARGO_PKG_VERSION"));

/// Name and version of the contract between this file and the viewer.
const SCHEMA: &str = "whosaid.page/2";

pub(super) struct Page {
    pub(super) graph: Graph,
    pub(super) details: Details,
}

/// What the first picture needs.
#[derive(Serialize)]
pub(super) struct Graph {
    schema: &'static str,
    title: String,
    generated_by: &'static str,
    weight: String,
    evidence: &'static str,
    articles: u64,
    options: Vec<[String; 2]>,
    notes: Vec<String>,
    kinds: Vec<&'static str>,
    relations: Vec<RelationName>,
    outlets: Vec<String>,
    nodes: Nodes,
    edges: Edges,
    documents: Documents,
}

#[derive(Serialize)]
struct RelationName {
    id: &'static str,
    directed: bool,
}

#[derive(Serialize, Default)]
struct Nodes {
    id: Vec<String>,
    label: Vec<String>,
    kind: Vec<usize>,
    listed: Vec<u8>,
    x: Vec<f64>,
    y: Vec<f64>,
    community: Vec<i64>,
    degree: Vec<u64>,
    pagerank: Vec<f64>,
    mentions: Vec<u64>,
    documents: Vec<u64>,
    quotes: Vec<u64>,
    spoken_of: Vec<u64>,
    forms: Vec<Vec<(String, u64, Vec<usize>)>>,
}

#[derive(Serialize, Default)]
struct Edges {
    relation: Vec<usize>,
    source: Vec<usize>,
    target: Vec<usize>,
    count: Vec<u64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    weight: Vec<f64>,
    documents: Vec<u64>,
    first: Vec<Option<i32>>,
    last: Vec<Option<i32>>,
    direct: Vec<u64>,
    mixed: Vec<u64>,
    indirect: Vec<u64>,
    seen: Vec<Vec<Option<i64>>>,
}

#[derive(Serialize, Default)]
struct Documents {
    id: Vec<String>,
    title: Vec<Option<String>>,
    url: Vec<Option<String>>,
    day: Vec<Option<i32>>,
    outlet: Vec<Option<usize>>,
}

impl Page {
    pub(super) fn of(graph: &EntityGraph, title: &str) -> Self {
        let outlets = outlets(graph);
        let sources = graph.sources();
        let number: BTreeMap<&str, usize> =
            sources.iter().enumerate().map(|(i, s)| (s.id.as_str(), i)).collect();
        let details = Details::of(graph, &number);
        let summary = graph.summary();
        let graph = Graph {
            schema: SCHEMA,
            title: title.to_owned(),
            generated_by: GENERATOR,
            weight: summary.weight.clone(),
            evidence: if details.wordless() { "none" } else { "kept" },
            articles: summary.documents,
            options: made(summary),
            notes: summary.notes.clone(),
            kinds: KINDS.to_vec(),
            relations: Relation::ALL
                .map(|r| RelationName { id: r.name(), directed: r.directed() })
                .into(),
            nodes: nodes(graph, &outlets),
            edges: edges(graph, &outlets),
            documents: documents(&sources, &outlets),
            outlets: outlets.into_iter().map(str::to_owned).collect(),
        };
        Self { graph, details }
    }
}

const KINDS: [&str; 7] = ["person", "organisation", "place", "group", "work", "event", "other"];

/// The outlets' names, sorted; elsewhere their numbers stand for them.
fn outlets(graph: &EntityGraph) -> Vec<&str> {
    let mut all: BTreeSet<&str> = BTreeSet::new();
    all.extend(graph.nodes().flat_map(|n| &n.forms).flat_map(|f| &f.outlets).map(String::as_str));
    all.extend(graph.edges().flat_map(|e| &e.seen).filter_map(|s| s.outlet.as_deref()));
    let cited = graph.edges().flat_map(|e| &e.evidence);
    let said = graph.nodes().flat_map(|n| &n.said).map(|s| &s.evidence);
    all.extend(cited.chain(said).filter_map(|e| e.document.outlet.as_deref()));
    all.into_iter().collect()
}

fn at(outlets: &[&str], name: &str) -> Option<usize> {
    outlets.binary_search(&name).ok()
}

/// A number of something, where −1 stands for none.
pub(super) fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Days since 1970.
fn day(day: Day) -> i32 {
    day.days_since(Day::new(1970, 1, 1).expect("1970-01-01 is a day"))
}

/// Rounded to so many decimal places: the page has no use for more.
fn round(value: f64, places: i32) -> f64 {
    let scale = 10_f64.powi(places);
    let rounded = (value * scale).round() / scale;
    if rounded.is_finite() { rounded + 0.0 } else { 0.0 }
}

fn nodes(graph: &EntityGraph, outlets: &[&str]) -> Nodes {
    let mut all = Nodes::default();
    let places = places(graph);
    for (node, (x, y)) in graph.nodes().zip(places) {
        let measures = node.measures;
        let kind = kind_name(node.kind);
        all.id.push(node.id.to_string());
        all.label.push(node.name.clone());
        all.kind.push(KINDS.iter().position(|k| *k == kind).unwrap_or(KINDS.len() - 1));
        all.listed.push(u8::from(node.listed));
        all.x.push(x);
        all.y.push(y);
        all.community.push(measures.map_or(-1, |m| m.community.cast_signed()));
        all.degree.push(measures.map_or(0, |m| m.degree));
        all.pagerank.push(measures.map_or(0.0, |m| round(m.pagerank, 7)));
        all.mentions.push(node.counts.mentions);
        all.documents.push(node.counts.documents);
        all.quotes.push(node.counts.quotes);
        all.spoken_of.push(node.counts.spoken_of);
        all.forms.push(forms(node, outlets));
    }
    all
}

fn forms(node: &Node, outlets: &[&str]) -> Vec<(String, u64, Vec<usize>)> {
    let form = |f: &crate::graph::Form| {
        let seen = f.outlets.iter().filter_map(|o| at(outlets, o)).collect();
        (f.text.clone(), f.count, seen)
    };
    node.forms.iter().map(form).collect()
}

/// Positions in a frame of 1,000 by at most 1,000; a spiral where there is no layout.
fn places(graph: &EntityGraph) -> Vec<(f64, f64)> {
    let given: Option<Vec<(f64, f64)>> =
        graph.nodes().map(|n| n.position.map(|p| (p.x, p.y))).collect();
    let raw = given.unwrap_or_else(|| {
        (0..graph.nodes().len())
            .map(|i| {
                let (far, turn) = ((i as f64 + 0.5).sqrt(), i as f64 * 2.399_963);
                (far * turn.cos(), far * turn.sin())
            })
            .collect()
    });
    let (low, high) = raw
        .iter()
        .filter(|p| p.0.is_finite() && p.1.is_finite())
        .fold(((f64::MAX, f64::MAX), (f64::MIN, f64::MIN)), |(l, h), p| {
            ((l.0.min(p.0), l.1.min(p.1)), (h.0.max(p.0), h.1.max(p.1)))
        });
    let extent = (high.0 - low.0).max(high.1 - low.1).max(1e-9);
    let frame = |v: f64, low: f64| round((v - low) / extent * 1000.0, 1);
    raw.iter().map(|p| (frame(p.0, low.0), frame(p.1, low.1))).collect()
}

fn edges(graph: &EntityGraph, outlets: &[&str]) -> Edges {
    let mut all = Edges::default();
    let number = |id: &EntityId| graph.number(id).expect("an edge's ends are in its graph");
    for edge in graph.edges() {
        let relation = Relation::ALL.iter().position(|r| *r == edge.relation);
        all.relation.push(relation.expect("every relation is among all"));
        all.source.push(number(&edge.a));
        all.target.push(number(&edge.b));
        all.count.push(edge.count);
        all.weight.push(round(edge.weight, 6));
        all.documents.push(edge.counts.documents);
        all.first.push(edge.first.map(day));
        all.last.push(edge.last.map(day));
        all.direct.push(edge.counts.direct);
        all.mixed.push(edge.counts.mixed);
        all.indirect.push(edge.counts.indirect);
        let cell = |s: &crate::graph::Sighting| {
            let outlet = s.outlet.as_deref().and_then(|o| at(outlets, o));
            [
                s.start.map(|d| i64::from(day(d))),
                outlet.map(signed),
                Some(s.documents.cast_signed()),
            ]
        };
        all.seen.push(edge.seen.iter().flat_map(cell).collect());
    }
    if graph.edges().all(|e| (e.weight - e.count as f64).abs() < f64::EPSILON) {
        all.weight.clear();
    }
    all
}

fn documents(sources: &[&std::sync::Arc<Source>], outlets: &[&str]) -> Documents {
    let mut all = Documents::default();
    for source in sources {
        all.id.push(source.id.clone());
        all.title.push(source.title.clone());
        all.url.push(source.url.clone());
        all.day.push(source.date.map(day));
        all.outlet.push(source.outlet.as_deref().and_then(|o| at(outlets, o)));
    }
    all
}

/// How the graph was made, for its reader.
fn made(summary: &Summary) -> Vec<[String; 2]> {
    let together = match summary.unit {
        Unit::Sentence => "in one sentence".to_owned(),
        Unit::Paragraph => "in one paragraph".to_owned(),
        Unit::Document => "in one article".to_owned(),
        Unit::Window(words) => format!("at most {words} words apart"),
    };
    let mut rows = vec![["Articles".to_owned(), summary.documents.to_string()]];
    if summary.dated < summary.documents {
        rows.push(["of them dated".to_owned(), summary.dated.to_string()]);
    }
    if summary.outlets > 0 {
        rows.push(["Outlets".to_owned(), summary.outlets.to_string()]);
    }
    let quotes = format!("{}, reported {} times", summary.utterances, summary.reports);
    rows.push(["Quotes with a named speaker".to_owned(), quotes]);
    rows.push(["Appears with".to_owned(), together]);
    rows
}

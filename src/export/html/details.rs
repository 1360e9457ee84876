//! The words behind the first picture, in columns: quotations and what proves each tie.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::data::signed;
use crate::{
    gazetteer::EntityId,
    graph::{EntityGraph, Evidence, Relation},
};

/// The words behind it.
#[derive(Serialize, Default)]
pub(super) struct Details {
    evidence: Proofs,
    quotes: Quotes,
}

#[derive(Serialize, Default)]
struct Proofs {
    /// How many of each edge.
    n: Vec<usize>,
    doc: Vec<usize>,
    quote: Vec<i64>,
    text: Vec<String>,
}

#[derive(Serialize, Default)]
struct Quotes {
    doc: Vec<usize>,
    speakers: Vec<Vec<usize>>,
    words: Vec<String>,
    kind: Vec<String>,
    cue: Vec<String>,
    by: Vec<String>,
    rule: Vec<String>,
    about: Vec<Vec<usize>>,
    to: Vec<i64>,
    utterance: Vec<u32>,
    text: Vec<String>,
}

/// Where a quotation stands: its document's number and its first code point.
type Place = (usize, u32);

/// A quotation as the entities' numbers know it.
struct Quotation<'g> {
    speakers: Vec<usize>,
    about: BTreeSet<usize>,
    to: Option<usize>,
    evidence: &'g Evidence,
}

impl Details {
    /// The words of a graph whose documents have these numbers.
    pub(super) fn of(graph: &EntityGraph, document: &BTreeMap<&str, usize>) -> Self {
        let quotations = quotations(graph, document);
        Self { evidence: proofs(graph, document, &quotations), quotes: quotes(&quotations) }
    }

    /// Whether there is evidence, and none of it has its words.
    pub(super) fn wordless(&self) -> bool {
        let mut texts = self.evidence.text.iter().chain(&self.quotes.text).peekable();
        texts.peek().is_some() && texts.all(String::is_empty)
    }
}

/// Every quotation once, in order of document and place, with all that speak it.
fn quotations<'g>(
    graph: &'g EntityGraph,
    document: &BTreeMap<&str, usize>,
) -> BTreeMap<Place, Quotation<'g>> {
    let mut all: BTreeMap<Place, Quotation<'g>> = BTreeMap::new();
    let number = |id: &EntityId| graph.number(id);
    let place = |e: &Evidence| Some((*document.get(e.document.id.as_str())?, e.start()));
    for (speaker, node) in graph.nodes().enumerate() {
        for said in &node.said {
            let Some(place) = place(&said.evidence) else { continue };
            let entry = all.entry(place).or_insert_with(|| Quotation::of(&said.evidence));
            entry.speakers.push(speaker);
            entry.about.extend(said.about.iter().filter_map(number));
            entry.to = entry.to.or(said.to.as_ref().and_then(number));
        }
    }
    for edge in graph.edges() {
        let (Some(a), Some(b)) = (number(&edge.a), number(&edge.b)) else { continue };
        for evidence in edge.evidence.iter().filter(|e| e.said.is_some()) {
            let Some(place) = place(evidence) else { continue };
            let entry = all.entry(place).or_insert_with(|| Quotation::of(evidence));
            if !entry.speakers.contains(&a) {
                entry.speakers.push(a);
            }
            if edge.relation == Relation::Mentions {
                entry.about.insert(b);
            } else {
                entry.to = entry.to.or(Some(b));
            }
        }
    }
    all
}

impl<'g> Quotation<'g> {
    fn of(evidence: &'g Evidence) -> Self {
        Self { speakers: Vec::new(), about: BTreeSet::new(), to: None, evidence }
    }
}

fn quotes(quotations: &BTreeMap<Place, Quotation<'_>>) -> Quotes {
    let mut all = Quotes::default();
    for ((document, _), quotation) in quotations {
        let Some(said) = &quotation.evidence.said else { continue };
        all.doc.push(*document);
        all.speakers.push(quotation.speakers.clone());
        all.words.push(said.speaker.clone());
        all.kind.push(word(&said.kind));
        all.cue.push(said.cue.clone().unwrap_or_default());
        all.by.push(word(&said.by));
        all.rule.push(said.rule.clone().unwrap_or_default());
        all.about.push(quotation.about.iter().copied().collect());
        all.to.push(quotation.to.map_or(-1, signed));
        all.utterance.push(said.utterance.unwrap_or_default());
        all.text.push(quotation.evidence.text());
    }
    all
}

/// The name that serde gives to a plain variant.
fn word(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

/// The proofs of each edge; one that is a quotation points to it, with its own words only where
/// its snippet shows another part.
fn proofs(
    graph: &EntityGraph,
    document: &BTreeMap<&str, usize>,
    quotations: &BTreeMap<Place, Quotation<'_>>,
) -> Proofs {
    let worded = quotations.iter().filter(|(_, q)| q.evidence.said.is_some());
    let numbers: BTreeMap<Place, usize> =
        worded.enumerate().map(|(i, (place, _))| (*place, i)).collect();
    let mut all = Proofs::default();
    for edge in graph.edges() {
        all.n.push(edge.evidence.len());
        for evidence in &edge.evidence {
            let doc = document.get(evidence.document.id.as_str()).copied().unwrap_or_default();
            let place = (doc, evidence.start());
            let quote = evidence.said.as_ref().and_then(|_| numbers.get(&place));
            let text = evidence.text();
            let same = quote.is_some() && quotations[&place].evidence.text() == text;
            all.doc.push(doc);
            all.quote.push(quote.copied().map_or(-1, signed));
            all.text.push(if same { String::new() } else { text });
        }
    }
    all
}

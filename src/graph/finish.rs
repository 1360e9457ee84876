//! From counts to the graph: scores and order come last.

use std::{collections::BTreeMap, sync::Arc};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Edge, EdgeCounts, EntityGraph, Evidence, FORM_OUTLETS, Form, Node, NodeCounts, Relation,
    Sighting, Slice, Summary, Tally, Unit,
    cooccurrence::CROWD,
    counts::{EdgeTally, Key, NodeTally, Seen, Together},
    utterance,
};
use crate::gazetteer::{EntityId, Kind};

/// What telling the utterances apart gave.
#[derive(Default)]
struct Utterances {
    count: u64,
    of_edge: FxHashMap<Key, u64>,
    /// Spoken, reports of those, spoken of, addressed.
    of_node: FxHashMap<u32, [u64; 4]>,
    of_place: FxHashMap<(u64, u32), u32>,
}

impl Tally {
    /// The graph of what was counted.
    pub fn into_graph(mut self) -> EntityGraph {
        let told = Utterances::of(&self);
        let summary = self.summary(&told);
        let edges = std::mem::take(&mut self.edges);
        let mut edges: Vec<Edge> =
            edges.into_iter().filter_map(|(key, edge)| self.edge_of(key, edge, &told)).collect();
        edges.sort_by(|x, y| (x.relation, &x.a, &x.b).cmp(&(y.relation, &y.a, &y.b)));
        let nodes = std::mem::take(&mut self.nodes);
        let mut nodes: Vec<Node> = nodes
            .into_iter()
            .enumerate()
            .map(|(number, (id, node))| self.node_of(id, node, number as u32, &told))
            .collect();
        nodes.sort_by(|x, y| x.id.cmp(&y.id));
        number_utterances(&mut edges, &mut nodes, &told);
        EntityGraph::new(nodes, edges, summary)
    }

    fn summary(&self, told: &Utterances) -> Summary {
        let totals = &self.totals;
        Summary {
            documents: totals.documents,
            dated: totals.dated,
            left_out: totals.left_out,
            outlets: self.outlets.len() as u64,
            paragraphs: totals.paragraphs,
            sentences: totals.sentences,
            quoting: totals.quoting,
            utterances: if self.options.utterances { told.count } else { totals.reports },
            reports: totals.reports,
            first: totals.days.map(|d| d.0),
            last: totals.days.map(|d| d.1),
            unit: self.options.unit,
            period: self.options.period,
            weight: "count".to_owned(),
            notes: self.notes(),
        }
    }

    fn notes(&self) -> Vec<String> {
        let (totals, mut notes) = (&self.totals, Vec::new());
        if totals.left_out > 0 {
            notes.push(format!(
                "{} documents lie outside the dates asked for, or have none.",
                totals.left_out
            ));
        }
        if totals.without_sentences > 0 {
            notes.push(format!(
                "{} records hold mentions but no sentences: in them only documents and quotations were counted.",
                totals.without_sentences
            ));
        }
        if totals.crowded > 0 {
            notes.push(format!(
                "{} documents name more than {CROWD} entities: in them only those in one paragraph count as together.",
                totals.crowded
            ));
        }
        if self.options.only_direct {
            notes.push("Only words in direct quotation count as said.".to_owned());
        }
        if !self.options.utterances {
            notes.push(
                "Every report of a quotation counts, the same words in several articles too."
                    .to_owned(),
            );
        }
        notes
    }

    fn edge_of(&self, key: Key, edge: EdgeTally, told: &Utterances) -> Option<Edge> {
        let (relation, a, b) = key;
        let counts = self.edge_counts(key, &edge, told);
        let count = match (relation, self.options.unit) {
            (Relation::Mentions | Relation::Addresses, _) => counts.utterances,
            (Relation::QuotesWith, _) => counts.documents,
            (Relation::CoOccurrence, Unit::Sentence) => counts.sentences,
            (Relation::CoOccurrence, Unit::Paragraph) => counts.paragraphs,
            (Relation::CoOccurrence, Unit::Document) => counts.together,
            (Relation::CoOccurrence, Unit::Window(_)) => counts.windows,
        };
        let id = |n: u32| self.nodes.get_index(n as usize).map(|(id, _)| id.clone());
        let (a, b) = (id(a)?, id(b)?);
        let (a, b) = if relation.directed() || a < b { (a, b) } else { (b, a) };
        Some(Edge {
            relation,
            a,
            b,
            count,
            weight: count as f64,
            counts,
            only_indirect: counts.reports > 0 && counts.direct + counts.mixed == 0,
            first: edge.seen.days.map(|d| d.0),
            last: edge.seen.days.map(|d| d.1),
            over_time: slices(&edge.seen),
            seen: self.sightings(&edge),
            evidence: edge.evidence,
        })
    }

    fn edge_counts(&self, key: Key, edge: &EdgeTally, told: &Utterances) -> EdgeCounts {
        let (relation, a, b) = key;
        let reports = edge.direct + edge.mixed + edge.indirect;
        let together = if relation == Relation::CoOccurrence {
            self.together.get(&(a, b)).copied().unwrap_or_default()
        } else {
            Together::default()
        };
        EdgeCounts {
            documents: edge.seen.documents,
            outlets: edge.seen.outlets.0.len() as u64,
            together: u64::from(together.documents),
            paragraphs: u64::from(together.paragraphs),
            sentences: u64::from(together.sentences),
            windows: edge.windows,
            utterances: if self.options.utterances {
                told.of_edge.get(&key).copied().unwrap_or_default()
            } else {
                reports
            },
            reports,
            direct: edge.direct,
            mixed: edge.mixed,
            indirect: edge.indirect,
        }
    }

    fn node_of(&self, id: EntityId, mut node: NodeTally, number: u32, told: &Utterances) -> Node {
        let [quotes, reports, spoken_of, addressed] = if self.options.utterances {
            told.of_node.get(&number).copied().unwrap_or_default()
        } else {
            [node.reports, node.reports, node.spoken_of, node.addressed]
        };
        let counts = NodeCounts {
            mentions: node.mentions,
            documents: node.seen.documents,
            outlets: node.seen.outlets.0.len() as u64,
            paragraphs: node.paragraphs,
            sentences: node.sentences,
            quotes,
            reports,
            quoted_in: node.quoted_in,
            spoken_of,
            addressed,
        };
        Node {
            name: most(&node.names).unwrap_or_else(|| id.to_string()),
            kind: most(&node.kinds).unwrap_or(Kind::Other),
            gender: most(&node.genders),
            listed: node.listed,
            counts,
            first: node.seen.days.map(|d| d.0),
            last: node.seen.days.map(|d| d.1),
            over_time: slices(&node.seen),
            said: std::mem::take(&mut node.said),
            forms: self.forms(node),
            measures: None,
            position: None,
            id,
        }
    }

    fn sightings(&self, edge: &EdgeTally) -> Vec<Sighting> {
        let outlet = |n: u32| self.outlets.get_index(n as usize).map(|(name, ())| name.as_ref());
        let cells = edge.cells.iter().map(|&((start, at), documents)| Sighting {
            start,
            outlet: at.and_then(outlet).map(Arc::from),
            documents,
        });
        let mut seen: Vec<Sighting> = cells.collect();
        seen.sort();
        seen
    }

    fn forms(&self, node: NodeTally) -> Vec<Form> {
        let outlet = |n: u32| self.outlets.get_index(n as usize).map(|(name, ())| name.to_string());
        let forms = node.forms.into_iter().map(|(text, (count, seen))| {
            let mut outlets: Vec<String> = seen.0.into_iter().filter_map(outlet).collect();
            outlets.sort();
            outlets.truncate(FORM_OUTLETS);
            Form { text: text.into(), count, outlets }
        });
        let mut forms: Vec<Form> = forms.collect();
        forms.sort_by(|x, y| y.count.cmp(&x.count).then_with(|| x.text.cmp(&y.text)));
        forms
    }
}

impl Utterances {
    fn of(tally: &Tally) -> Self {
        let mut made = Self::default();
        let groups = utterance::group(&tally.reports);
        let mut edges: FxHashSet<(Key, u32)> = FxHashSet::default();
        let mut nodes: FxHashSet<(u32, usize, u32)> = FxHashSet::default();
        for (report, &group) in tally.reports.iter().zip(&groups) {
            made.of_place.insert(report.place(), group);
            made.count = made.count.max(u64::from(group) + 1);
            let addressee = report.addressee();
            for &speaker in report.speakers() {
                let mentions = report.mentioned().iter().map(|e| (Relation::Mentions, speaker, *e));
                let addresses = addressee.iter().map(|e| (Relation::Addresses, speaker, *e));
                edges.extend(mentions.chain(addresses).map(|key| (key, group)));
                made.of_node.entry(speaker).or_default()[1] += 1;
            }
            for (role, entities) in
                [(0, report.speakers()), (2, report.mentioned()), (3, addressee.as_slice())]
            {
                nodes.extend(entities.iter().map(|e| (*e, role, group)));
            }
        }
        for (key, _) in edges {
            *made.of_edge.entry(key).or_default() += 1;
        }
        for (entity, role, _) in nodes {
            made.of_node.entry(entity).or_default()[role] += 1;
        }
        made
    }

    fn at(&self, evidence: &Evidence) -> Option<u32> {
        let place = (utterance::hash(evidence.document.id.as_bytes()), evidence.start());
        self.of_place.get(&place).copied()
    }
}

/// Numbers the utterances that the evidence and the quotations report, from 1, in their order.
fn number_utterances(edges: &mut [Edge], nodes: &mut [Node], told: &Utterances) {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let proofs = edges.iter_mut().flat_map(|e| &mut e.evidence);
    let words = nodes.iter_mut().flat_map(|n| &mut n.said).map(|s| &mut s.evidence);
    for evidence in proofs.chain(words) {
        let group = told.at(evidence);
        if let (Some(said), Some(group)) = (evidence.said.as_mut(), group) {
            let next = numbers.len() as u32 + 1;
            said.utterance = Some(*numbers.entry(group).or_insert(next));
        }
    }
}

fn slices(seen: &Seen) -> Vec<Slice> {
    seen.slices.iter().map(|&(start, documents)| Slice { start, documents }).collect()
}

/// The one with the highest count; of several the smallest.
fn most<T: Clone>(counts: &BTreeMap<T, u64>) -> Option<T> {
    let mut best: Option<(&T, u64)> = None;
    for (value, &count) in counts {
        if best.is_none_or(|(_, most)| count > most) {
            best = Some((value, count));
        }
    }
    best.map(|(value, _)| value.clone())
}

//! Floor 6: who appears with whom and who speaks of whom, as a graph with its evidence.
//!
//! ```text
//! Record ─add─▶ Tally ─merge─▶ Tally ─into_graph─▶ EntityGraph ─weighted·filtered·measured·laid_out─▶ EntityGraph
//! ```
//!
//! A [`Tally`] is a fold over extraction records: shards may be counted in any order and grouping
//! and merged with the same result, since it holds integers only and the evidence it keeps is the
//! smallest. An [`EntityGraph`] is what exporters read: [`EntityGraph::nodes`] sorted by id,
//! [`EntityGraph::edges`] sorted by relation and ends, [`EntityGraph::sources`] the documents that
//! evidence cites, [`EntityGraph::summary`] what was counted and what to tell the reader.

mod backbone;
mod compare;
mod cooccurrence;
mod counts;
mod day;
mod edge;
mod evidence;
mod filter;
mod find;
mod finish;
mod layout;
pub mod measure;
mod node;
mod quotation;
mod reader;
mod spoken;
mod summary;
mod tally;
mod utterance;
mod weight;

use std::{collections::BTreeMap, sync::Arc};

use indexmap::IndexMap;
use petgraph::graph::{Graph, NodeIndex};

pub use compare::{Change, Fate, compare};
pub use day::{Day, Period};
pub use edge::{Edge, EdgeCounts, Relation, Unit};
pub use evidence::{Evidence, Passage, Said, Source, Text};
pub use filter::Filter;
pub use node::{FORM_OUTLETS, Form, Measures, Node, NodeCounts, Position, Slice};
pub use reader::records;
pub use spoken::{Sighting, Spoken};
pub use summary::Summary;
pub use tally::{Options, Tally};
pub use utterance::Utterances;
pub use weight::Weight;

use crate::gazetteer::EntityId;

/// Entities and their ties.
#[derive(Debug, Clone, Default)]
pub struct EntityGraph {
    /// Nodes in order of id, edges in order of relation and ends.
    graph: Graph<Node, Edge>,
    places: IndexMap<EntityId, NodeIndex>,
    summary: Summary,
}

impl EntityGraph {
    /// A graph of these parts. Of nodes with one id the first counts; an edge whose ends are not
    /// both there, or are the same, is left out.
    pub fn new(
        nodes: impl IntoIterator<Item = Node>,
        edges: impl IntoIterator<Item = Edge>,
        summary: Summary,
    ) -> Self {
        let mut nodes: Vec<Node> = nodes.into_iter().collect();
        nodes.sort_by(|x, y| x.id.cmp(&y.id));
        let mut made = Self { summary, ..Self::default() };
        for node in nodes {
            if !made.places.contains_key(&node.id) {
                let id = node.id.clone();
                let place = made.graph.add_node(node);
                made.places.insert(id, place);
            }
        }
        let mut edges: Vec<Edge> = edges.into_iter().collect();
        edges.sort_by(|x, y| (x.relation, &x.a, &x.b).cmp(&(y.relation, &y.a, &y.b)));
        for edge in edges {
            if let (Some(a), Some(b)) = (made.place(&edge.a), made.place(&edge.b))
                && a != b
            {
                made.graph.add_edge(a, b, edge);
            }
        }
        made
    }

    /// The entities, sorted by id.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = &Node> {
        self.graph.raw_nodes().iter().map(|n| &n.weight)
    }

    /// The ties, sorted by relation, then by their ends.
    pub fn edges(&self) -> impl ExactSizeIterator<Item = &Edge> {
        self.graph.raw_edges().iter().map(|e| &e.weight)
    }

    /// The entity with this id.
    pub fn node(&self, id: &EntityId) -> Option<&Node> {
        Some(&self.graph[self.place(id)?])
    }

    /// The number of an entity in [`EntityGraph::nodes`], from 0.
    pub fn number(&self, id: &EntityId) -> Option<usize> {
        self.places.get_index_of(id)
    }

    /// The documents that evidence and quotations cite, sorted by id.
    pub fn sources(&self) -> Vec<&Arc<Source>> {
        let proofs = self.edges().flat_map(|e| &e.evidence);
        let words = self.nodes().flat_map(|n| &n.said).map(|s| &s.evidence);
        let cited = proofs.chain(words).map(|e| &e.document);
        let by_id: BTreeMap<&str, &Arc<Source>> = cited.map(|d| (d.id.as_str(), d)).collect();
        by_id.into_values().collect()
    }

    /// What was counted and what to tell the reader.
    pub fn summary(&self) -> &Summary {
        &self.summary
    }

    fn place(&self, id: &EntityId) -> Option<NodeIndex> {
        self.places.get(id).copied()
    }
}

//! Which entities and ties are kept, and what the reader is told of it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Edge, EntityGraph, Node, Relation, backbone};
use crate::{
    error::{Error, Result},
    gazetteer::{EntityId, Kind},
};

/// Which entities and ties are kept. The default keeps all.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filter {
    /// Only these relations; empty: all.
    pub relations: Vec<Relation>,
    /// Only entities of these kinds; empty: all.
    pub kinds: Vec<Kind>,
    /// Only entities that a gazetteer lists.
    pub only_listed: bool,
    /// Only ties with so many documents behind them.
    pub min_docs: u64,
    /// Only ties of this weight or more.
    pub min_weight: Option<f64>,
    /// Only an entity, by id or name, and those so many ties away.
    pub ego: Option<(String, usize)>,
    /// Only ties that stand out at this level of significance (disparity filter), from 0 to 1.
    pub backbone: Option<f64>,
    /// Only so many entities: those whose ties weigh most.
    pub top: Option<usize>,
    /// Only so many ties, the strongest, and the entities that have any: what a picture can hold.
    pub top_ties: Option<usize>,
    /// Only entities that have a tie.
    pub only_tied: bool,
}

impl EntityGraph {
    /// The part of the graph that a filter keeps. Counts of entities stay those of the whole.
    ///
    /// # Errors
    /// No entity, or several, of the name asked for; a level of significance outside 0 to 1.
    pub fn filtered(self, filter: &Filter) -> Result<Self> {
        let centre = match &filter.ego {
            Some((name, hops)) => Some((self.find(name)?.id.clone(), *hops)),
            None => None,
        };
        let mut part = Part::of(self);
        part.nodes.retain(|_, n| filter.keeps_node(n));
        part.edges.retain(|e| filter.keeps_edge(e));
        part.drop_loose_ends();
        if let Some((centre, hops)) = centre {
            part.around(&centre, hops);
        }
        if let Some(alpha) = filter.backbone {
            if !(0.0..=1.0).contains(&alpha) {
                return Err(Error::Setting(format!(
                    "--backbone {alpha}: give a level from 0 to 1"
                )));
            }
            part.edges = backbone::of(std::mem::take(&mut part.edges), alpha);
        }
        part.keep_top(filter);
        if filter.only_tied || filter.backbone.is_some() {
            part.drop_untied();
        }
        Ok(part.into_graph(filter))
    }
}

impl Filter {
    fn keeps_node(&self, node: &Node) -> bool {
        (self.kinds.is_empty() || self.kinds.contains(&node.kind))
            && (node.listed || !self.only_listed)
    }

    fn keeps_edge(&self, edge: &Edge) -> bool {
        (self.relations.is_empty() || self.relations.contains(&edge.relation))
            && edge.counts.documents >= self.min_docs
            && self.min_weight.is_none_or(|least| edge.weight >= least)
    }
}

/// A graph taken apart.
struct Part {
    nodes: BTreeMap<EntityId, Node>,
    edges: Vec<Edge>,
    before: (usize, usize),
    /// The limits that cut something off, in words.
    cut: Vec<String>,
    summary: super::Summary,
}

impl Part {
    fn of(graph: EntityGraph) -> Self {
        let before = (graph.nodes().len(), graph.edges().len());
        let summary = graph.summary;
        let (nodes, edges) = graph.graph.into_nodes_edges();
        let nodes = nodes.into_iter().map(|n| (n.weight.id.clone(), n.weight)).collect();
        Self {
            nodes,
            edges: edges.into_iter().map(|e| e.weight).collect(),
            before,
            cut: vec![],
            summary,
        }
    }

    fn drop_loose_ends(&mut self) {
        let nodes = &self.nodes;
        self.edges.retain(|e| nodes.contains_key(&e.a) && nodes.contains_key(&e.b));
    }

    fn drop_untied(&mut self) {
        let tied: BTreeSet<EntityId> =
            self.edges.iter().flat_map(|e| [e.a.clone(), e.b.clone()]).collect();
        self.nodes.retain(|id, _| tied.contains(id));
    }

    fn around(&mut self, centre: &EntityId, hops: usize) {
        let mut near: BTreeSet<EntityId> = [centre.clone()].into();
        for _ in 0..hops {
            let touches = |e: &&Edge| near.contains(&e.a) || near.contains(&e.b);
            let next: Vec<_> = self
                .edges
                .iter()
                .filter(touches)
                .flat_map(|e| [e.a.clone(), e.b.clone()])
                .collect();
            let before = near.len();
            near.extend(next);
            if near.len() == before {
                break;
            }
        }
        self.nodes.retain(|id, _| near.contains(id));
        self.drop_loose_ends();
    }

    fn keep_top(&mut self, filter: &Filter) {
        if let Some(top) = filter.top
            && self.nodes.len() > top
        {
            let mut strength: BTreeMap<&EntityId, f64> = BTreeMap::new();
            for edge in &self.edges {
                for end in [&edge.a, &edge.b] {
                    *strength.entry(end).or_default() += edge.weight.max(0.0);
                }
            }
            let of = |id: &EntityId| strength.get(id).copied().unwrap_or_default();
            let mut ranked: Vec<&Node> = self.nodes.values().collect();
            ranked.sort_by(|x, y| {
                of(&y.id).total_cmp(&of(&x.id)).then(y.counts.mentions.cmp(&x.counts.mentions))
            });
            let kept: BTreeSet<EntityId> = ranked.iter().take(top).map(|n| n.id.clone()).collect();
            self.nodes.retain(|id, _| kept.contains(id));
            self.drop_loose_ends();
            self.cut.push(format!("the {top} entities with the strongest ties"));
        }
        if let Some(top) = filter.top_ties
            && self.edges.len() > top
        {
            // A stable sort: of equal ties those first in order are kept.
            self.edges.sort_by(|x, y| y.weight.total_cmp(&x.weight).then(y.count.cmp(&x.count)));
            self.edges.truncate(top);
            self.cut.push(format!("the {top} strongest ties"));
        }
    }

    fn into_graph(mut self, filter: &Filter) -> EntityGraph {
        let after = (self.nodes.len(), self.edges.len());
        if after != self.before {
            let how = filter.words(&self.cut);
            self.summary.notes.push(format!(
                "Shown: {} of {} entities and {} of {} ties{how}.",
                after.0, self.before.0, after.1, self.before.1,
            ));
        }
        EntityGraph::new(self.nodes.into_values(), self.edges, self.summary)
    }
}

impl Filter {
    /// What was asked for, to be set after “Shown: …”.
    fn words(&self, cut: &[String]) -> String {
        let mut words = Vec::new();
        if !self.relations.is_empty() {
            words.push(self.relations.iter().map(|r| r.name()).collect::<Vec<_>>().join(", "));
        }
        if self.only_listed {
            words.push("only listed entities".to_owned());
        }
        if !self.kinds.is_empty() {
            words.push("only some kinds of entities".to_owned());
        }
        if self.min_docs > 1 {
            words.push(format!("at least {} articles behind a tie", self.min_docs));
        }
        if let Some(least) = self.min_weight {
            words.push(format!("weight {least} or more"));
        }
        if let Some((name, hops)) = &self.ego {
            words.push(format!("{name} and up to {hops} ties away"));
        }
        if let Some(alpha) = self.backbone {
            words.push(format!("backbone at {alpha}"));
        }
        if self.only_tied {
            words.push("only entities with ties".to_owned());
        }
        words.extend_from_slice(cut);
        if words.is_empty() { String::new() } else { format!(" ({})", words.join("; ")) }
    }
}

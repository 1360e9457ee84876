//! An entity's place in the graph: one measure a file.
//!
//! All are taken over the ties in the graph, of all relations together: filter first to measure
//! one relation. Undirected ties count both ways; negative weights count as 0.

mod betweenness;
mod community;
mod core;
mod pagerank;

use super::{EntityGraph, Measures};

pub use community::modularity;

/// Ties times entities up to which betweenness is found without being asked for: about a second.
const BETWEENNESS_WORK: usize = 20_000_000;

/// A graph as the measures read it: entities by number, parallel ties summed, sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Adjacency {
    /// Neighbours either way, with the sum of the weights.
    pub(super) around: Vec<Vec<(u32, f64)>>,
    /// Those that ties go to; undirected ties go both ways.
    pub(super) out: Vec<Vec<(u32, f64)>>,
}

impl EntityGraph {
    /// The graph with every entity's [`Measures`]. Betweenness takes time by ties times entities:
    /// None finds it where that is little.
    #[must_use]
    pub fn measured(mut self, betweenness: Option<bool>) -> Self {
        let adjacency = Adjacency::of(&self);
        let work = adjacency.around.len() * adjacency.around.iter().map(Vec::len).sum::<usize>();
        let between = betweenness
            .unwrap_or(work <= BETWEENNESS_WORK)
            .then(|| betweenness::of(&adjacency.around));
        let pagerank = pagerank::of(&adjacency.out);
        let cores = core::of(&adjacency.around);
        let communities = community::of(&adjacency.around);
        let mut strength = vec![0.0; adjacency.around.len()];
        for edge in self.graph.edge_references() {
            use petgraph::visit::EdgeRef;
            for end in [edge.source(), edge.target()] {
                strength[end.index()] += edge.weight().weight.max(0.0);
            }
        }
        for (i, node) in self.graph.node_weights_mut().enumerate() {
            node.measures = Some(Measures {
                degree: adjacency.around[i].len() as u64,
                weighted_degree: rounded(strength[i]),
                pagerank: rounded(pagerank[i]),
                betweenness: between.as_ref().map(|b| rounded(b[i])),
                core: u64::from(cores[i]),
                community: u64::from(communities[i]),
            });
        }
        self
    }

    /// Modularity of the communities found, from -0.5 to 1; None where nothing was measured.
    pub fn modularity(&self) -> Option<f64> {
        let found: Option<Vec<u32>> =
            self.nodes().map(|n| n.measures.map(|m| m.community as u32)).collect();
        Some(modularity(&Adjacency::of(self).around, &found?))
    }
}

/// To nine decimal places: what lies beyond differs between machines.
fn rounded(value: f64) -> f64 {
    (value * 1e9).round() / 1e9
}

impl Adjacency {
    pub(super) fn of(graph: &EntityGraph) -> Self {
        use petgraph::visit::EdgeRef;
        let mut made = Self { around: vec![vec![]; graph.nodes().len()], ..Self::default() };
        made.out.clone_from(&made.around);
        for edge in graph.graph.edge_references() {
            let (a, b) = (edge.source().index(), edge.target().index());
            let weight = edge.weight().weight.max(0.0);
            made.around[a].push((b as u32, weight));
            made.around[b].push((a as u32, weight));
            made.out[a].push((b as u32, weight));
            if !edge.weight().relation.directed() {
                made.out[b].push((a as u32, weight));
            }
        }
        made.around.iter_mut().chain(&mut made.out).for_each(summed);
        made
    }
}

/// Sorts neighbours and adds up those that are there several times.
fn summed(neighbours: &mut Vec<(u32, f64)>) {
    neighbours.sort_by(|x, y| x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)));
    neighbours.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

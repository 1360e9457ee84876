//! Which ties came, went, grew or shrank between two graphs.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Edge, EntityGraph, Relation};
use crate::gazetteer::EntityId;

/// What happened to a tie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// Only in the second graph.
    Came,
    /// Stronger in the second.
    Grew,
    /// Weaker in the second.
    Shrank,
    /// Only in the first.
    Went,
}

/// A tie that differs.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// What happened.
    pub fate: Fate,
    /// How the two are tied.
    pub relation: Relation,
    /// As in [`Edge::a`].
    pub a: EntityId,
    /// As in [`Edge::b`].
    pub b: EntityId,
    /// Canonical name of `a`.
    pub a_name: String,
    /// Canonical name of `b`.
    pub b_name: String,
    /// Weight in the first graph; 0 where it has no such tie.
    pub before: f64,
    /// Weight in the second.
    pub after: f64,
}

/// The ties that differ between two graphs, by what happened, the largest changes first.
pub fn compare(first: &EntityGraph, second: &EntityGraph) -> Vec<Change> {
    let mut ties: BTreeMap<(Relation, &EntityId, &EntityId), [Option<&Edge>; 2]> = BTreeMap::new();
    for (side, graph) in [first, second].into_iter().enumerate() {
        for edge in graph.edges() {
            ties.entry((edge.relation, &edge.a, &edge.b)).or_default()[side] = Some(edge);
        }
    }
    let name = |id: &EntityId| {
        let node = second.node(id).or_else(|| first.node(id));
        node.map_or_else(|| id.to_string(), |n| n.name.clone())
    };
    let changes = ties.into_iter().filter_map(|((relation, a, b), sides)| {
        let [before, after] = sides.map(|e| e.map_or(0.0, |e| e.weight));
        let fate = match sides {
            [None, _] => Fate::Came,
            [_, None] => Fate::Went,
            _ if after > before => Fate::Grew,
            _ if after < before => Fate::Shrank,
            _ => return None,
        };
        let (a_name, b_name) = (name(a), name(b));
        Some(Change { fate, relation, a: a.clone(), b: b.clone(), a_name, b_name, before, after })
    });
    let mut changes: Vec<Change> = changes.collect();
    let size = |c: &Change| (c.after - c.before).abs();
    changes.sort_by(|x, y| x.fate.cmp(&y.fate).then(size(y).total_cmp(&size(x))));
    changes
}

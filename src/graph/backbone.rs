//! The disparity filter: the ties that stand out among those of their ends.
//!
//! After Serrano, Boguñá, Vespignani, “Extracting the multiscale backbone of complex weighted
//! networks”, PNAS 2009. A tie of weight w at an end with k ties of total weight s stands out where
//! (1 - w/s)^(k-1) < α: its share of s is larger than chance would give. It is kept where it stands
//! out at either end. An end with a single tie has nothing to compare and leaves the choice to the
//! other end. Relations are taken apart, and directed ties going out apart from those coming in.

use std::collections::BTreeMap;

use super::{Edge, Relation};
use crate::gazetteer::EntityId;

/// An end of ties of one relation; the flag tells those going out of a directed one.
type End = (Relation, bool, EntityId);

/// The ties that stand out at level `alpha`.
pub(super) fn of(edges: Vec<Edge>, alpha: f64) -> Vec<Edge> {
    let mut ends: BTreeMap<End, (u32, f64)> = BTreeMap::new();
    for edge in edges.iter().filter(|e| e.weight > 0.0) {
        for end in ends_of(edge) {
            let sum = ends.entry(end).or_default();
            *sum = (sum.0 + 1, sum.1 + edge.weight);
        }
    }
    let stands_out = |edge: &Edge| {
        edge.weight > 0.0
            && ends_of(edge).into_iter().any(|end| {
                let (ties, total) = ends[&end];
                ties > 1 && (1.0 - edge.weight / total).powi(ties.cast_signed() - 1) < alpha
            })
    };
    edges.into_iter().filter(stands_out).collect()
}

fn ends_of(edge: &Edge) -> [End; 2] {
    let outward = edge.relation.directed();
    [(edge.relation, outward, edge.a.clone()), (edge.relation, false, edge.b.clone())]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(a: &str, b: &str, weight: f64) -> Edge {
        Edge {
            relation: Relation::CoOccurrence,
            a: a.into(),
            b: b.into(),
            count: 1,
            weight,
            counts: crate::graph::EdgeCounts::default(),
            only_indirect: false,
            first: None,
            last: None,
            over_time: vec![],
            seen: vec![],
            evidence: vec![],
        }
    }

    #[test]
    fn the_backbone_is_the_one_worked_by_hand() {
        // At the hub (k = 4, s = 10): weight 7 gives 0.3³ = 0.027, weight 1 gives 0.9³ = 0.729.
        // c–d: at c k = 2, s = 9: (1 - 8/9)¹ = 0.111; at d the same.
        let edges = || {
            vec![
                tie("a", "hub", 7.0),
                tie("b", "hub", 1.0),
                tie("c", "hub", 1.0),
                tie("d", "hub", 1.0),
                tie("c", "d", 8.0),
            ]
        };
        let kept = |alpha| -> Vec<String> {
            of(edges(), alpha).iter().map(|e| format!("{}-{}", e.a, e.b)).collect()
        };
        assert_eq!(kept(0.01), Vec::<String>::new());
        assert_eq!(kept(0.05), ["a-hub"]);
        assert_eq!(kept(0.2), ["a-hub", "c-d"]);
        assert_eq!(kept(0.8), ["a-hub", "b-hub", "c-hub", "d-hub", "c-d"]);
    }
}

//! Positions: `ForceAtlas2` (Jacomy and others, 2014) from fixed starting places, the same for the
//! same graph.

use fa2::{FA2Data, FA2Settings};
use petgraph::visit::EdgeRef;

use super::{EntityGraph, Position, measure::Adjacency};

/// Rounds of the layout: fewer where the graph is large.
fn rounds(entities: usize) -> usize {
    match entities {
        0..=1_000 => 600,
        1_001..=5_000 => 300,
        5_001..=20_000 => 100,
        _ => 40,
    }
}

/// Pairs are compared one by one up to here, beyond it through a tree of regions.
const PAIRWISE: usize = 800;

impl EntityGraph {
    /// The graph with a position for every entity; the middle is at 0, 0 and the typical distance
    /// of neighbours is about 1.
    #[must_use]
    pub fn laid_out(mut self) -> Self {
        let count = self.nodes().len();
        let positions = spread(self.forces());
        let scale = self.scale(&positions);
        let rounded = |v: f64| (v * scale * 1e4).round() / 1e4;
        for (i, node) in self.graph.node_weights_mut().enumerate() {
            let (x, y) = positions[i];
            node.position = Some(Position { x: rounded(x), y: rounded(y) });
        }
        debug_assert_eq!(count, positions.len());
        self
    }

    /// Runs the forces.
    fn forces(&self) -> Vec<(f64, f64)> {
        let count = self.nodes().len();
        let mut data = FA2Data::<f64>::with_node_capacity(count);
        for (x, y) in self.starts() {
            data.add_node_with_position(x, y);
        }
        for (a, ties) in Adjacency::of(self).around.iter().enumerate() {
            for (b, weight) in ties.iter().filter(|(b, _)| *b as usize > a) {
                // The square root: ten times together is close, not ten times as close.
                data.add_edge_with_weight(a, *b as usize, weight.max(0.01).sqrt().min(6.0));
            }
        }
        let settings = FA2Settings::from_graph_order(count.max(1));
        let settings = if count <= PAIRWISE {
            settings.with_pairwise_repulsion()
        } else {
            settings.with_barnes_hut()
        };
        let mut layout = settings.parallel(false).build(data);
        if count > 1 {
            layout.run(rounds(count));
        }
        layout.data().positions().collect()
    }

    /// Starting places on a spiral, members of a community side by side where these are known.
    fn starts(&self) -> Vec<(f64, f64)> {
        let mut order: Vec<(u64, usize)> = self
            .nodes()
            .enumerate()
            .map(|(i, n)| (n.measures.map_or(0, |m| m.community), i))
            .collect();
        order.sort_unstable();
        let mut starts = vec![(0.0, 0.0); order.len()];
        for (place, (_, i)) in order.into_iter().enumerate() {
            let (turn, far) = (place as f64 * 2.399_963, (place as f64 + 0.5).sqrt());
            starts[i] = (10.0 * far * turn.cos(), 10.0 * far * turn.sin());
        }
        starts
    }

    /// What makes the middle length of ties 1; of unconnected entities, the whole about as wide as
    /// their number asks for.
    fn scale(&self, positions: &[(f64, f64)]) -> f64 {
        let length = |a: usize, b: usize| {
            (positions[a].0 - positions[b].0).hypot(positions[a].1 - positions[b].1)
        };
        let mut lengths: Vec<f64> = self
            .graph
            .edge_references()
            .map(|e| length(e.source().index(), e.target().index()))
            .collect();
        if lengths.is_empty() {
            lengths.extend(positions.iter().map(|p| p.0.hypot(p.1)));
        }
        lengths.sort_by(f64::total_cmp);
        let middle = lengths.get(lengths.len() / 2).copied().unwrap_or(1.0);
        if middle > 1e-9 { 1.0 / middle } else { 1.0 }
    }
}

/// Centres the positions and draws in entities far outside, which no tie holds.
fn spread(mut positions: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let count = positions.len().max(1) as f64;
    let middle = positions.iter().fold((0.0, 0.0), |m, p| (m.0 + p.0 / count, m.1 + p.1 / count));
    positions.iter_mut().for_each(|p| *p = (p.0 - middle.0, p.1 - middle.1));
    let mut far: Vec<f64> = positions.iter().map(|p| p.0.hypot(p.1)).collect();
    far.sort_by(f64::total_cmp);
    let edge = far.get(far.len() * 9 / 10).copied().unwrap_or_default() * 1.6;
    for p in &mut positions {
        let distance = p.0.hypot(p.1);
        if edge > 0.0 && distance > edge {
            let drawn_in = (edge + (distance - edge).ln_1p()) / distance;
            *p = (p.0 * drawn_in, p.1 * drawn_in);
        }
    }
    positions
}

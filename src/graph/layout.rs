//! Positions: `ForceAtlas2` (Jacomy and others, 2014) from fixed starting places, the same for the
//! same graph; parts that no tie connects stand side by side.

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
        let mut positions = self.forces();
        let scale = self.scale(&positions);
        let parts = self.parts();
        let lying = parts.first().is_none_or(|main| {
            let [left, bottom, right, top] = bounds(&positions, main);
            right - left >= top - bottom
        });
        // Pages and screens are wider than high.
        for p in &mut positions {
            *p = if lying { (p.0 * scale, p.1 * scale) } else { (p.1 * scale, -p.0 * scale) };
        }
        pack(&mut positions, &parts);
        let rounded = |v: f64| (v * 1e4).round() / 1e4;
        for (i, node) in self.graph.node_weights_mut().enumerate() {
            let (x, y) = positions[i];
            node.position = Some(Position { x: rounded(x), y: rounded(y) });
        }
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

    /// The entities that ties connect, directly or not: the largest part first.
    fn parts(&self) -> Vec<Vec<usize>> {
        let around = Adjacency::of(self).around;
        let mut seen = vec![false; around.len()];
        let mut parts = Vec::new();
        for start in 0..around.len() {
            let (mut part, mut next) = (Vec::new(), vec![start]);
            while let Some(at) = next.pop() {
                if !std::mem::replace(&mut seen[at], true) {
                    part.push(at);
                    next.extend(around[at].iter().map(|t| t.0 as usize));
                }
            }
            if !part.is_empty() {
                part.sort_unstable();
                parts.push(part);
            }
        }
        parts.sort_by_key(|p| (usize::MAX - p.len(), p[0]));
        parts
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

/// Room around a part.
const ROOM: f64 = 0.7;

/// Sets the parts in rows beneath the largest, which stays in the middle.
fn pack(positions: &mut [(f64, f64)], parts: &[Vec<usize>]) {
    let boxes: Vec<[f64; 4]> = parts.iter().map(|part| bounds(positions, part)).collect();
    let size = |b: &[f64; 4]| (b[2] - b[0] + ROOM, b[3] - b[1] + ROOM);
    let Some(main) = boxes.first() else { return };
    let area: f64 = boxes.iter().map(size).map(|(w, h)| w * h).sum();
    let wide = size(main).0.max(area.sqrt() * 1.2);
    let middle = (f64::midpoint(main[0], main[2]), f64::midpoint(main[1], main[3]));
    let (left, mut top) = (-wide / 2.0, -size(main).1 / 2.0);
    let (mut x, mut tallest) = (left, 0.0_f64);
    for (number, (part, bounds)) in parts.iter().zip(&boxes).enumerate() {
        let (w, h) = size(bounds);
        let shift = if number == 0 {
            (-middle.0, -middle.1)
        } else {
            if x > left && x + w > left + wide {
                (x, top, tallest) = (left, top - tallest, 0.0);
            }
            let shift = (x + ROOM / 2.0 - bounds[0], top - ROOM / 2.0 - bounds[3]);
            x += w;
            tallest = tallest.max(h);
            shift
        };
        for at in part {
            positions[*at] = (positions[*at].0 + shift.0, positions[*at].1 + shift.1);
        }
    }
}

/// Left, bottom, right, top.
fn bounds(positions: &[(f64, f64)], part: &[usize]) -> [f64; 4] {
    let none = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
    part.iter()
        .map(|i| positions[*i])
        .fold(none, |b, (x, y)| [b[0].min(x), b[1].min(y), b[2].max(x), b[3].max(y)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_stand_side_by_side() {
        let mut positions: Vec<(f64, f64)> =
            (0..12).map(|i| (f64::from(i % 4), f64::from(i / 4))).collect();
        let parts = vec![vec![0, 1, 4, 5, 8, 9], vec![2, 6], vec![3, 7], vec![10], vec![11]];
        pack(&mut positions, &parts);
        let boxes: Vec<_> = parts.iter().map(|p| bounds(&positions, p)).collect();
        for (i, a) in boxes.iter().enumerate() {
            for b in &boxes[i + 1..] {
                assert!(a[2] < b[0] || b[2] < a[0] || a[3] < b[1] || b[3] < a[1], "{a:?} {b:?}");
            }
        }
        assert!((boxes[0][0] + boxes[0][2]).abs() < 1e-9);
    }
}

//! Betweenness: the share of all shortest paths (in ties, whatever their weight or direction) that
//! pass through an entity. After Brandes, “A faster algorithm for betweenness centrality”, 2001.

use std::collections::VecDeque;

/// What is known of the shortest paths from one entity.
struct Paths {
    distance: Vec<u32>,
    count: Vec<f64>,
    order: Vec<u32>,
}

/// The betweenness of each, from 0 to 1. Time: entities × ties; on one thread, so that sums are
/// made in one order.
pub(super) fn of(around: &[Vec<(u32, f64)>]) -> Vec<f64> {
    let n = around.len();
    let mut sums = vec![0.0; n];
    let mut share = vec![0.0; n];
    for start in 0..n {
        let paths = Paths::from(start, around);
        share.fill(0.0);
        for &at in paths.order.iter().rev() {
            let at = at as usize;
            for &(to, _) in &around[at] {
                let to = to as usize;
                if paths.distance[to] == paths.distance[at] + 1 {
                    share[at] += paths.count[at] / paths.count[to] * (1.0 + share[to]);
                }
            }
            if at != start {
                sums[at] += share[at];
            }
        }
    }
    let pairs = n.saturating_sub(1) as f64 * n.saturating_sub(2) as f64;
    if pairs > 0.0 {
        for sum in &mut sums {
            *sum /= pairs;
        }
    }
    sums
}

impl Paths {
    fn from(start: usize, around: &[Vec<(u32, f64)>]) -> Self {
        let mut paths = Self {
            distance: vec![u32::MAX - 1; around.len()],
            count: vec![0.0; around.len()],
            order: Vec::new(),
        };
        (paths.distance[start], paths.count[start]) = (0, 1.0);
        let mut next = VecDeque::from([start as u32]);
        while let Some(at) = next.pop_front() {
            paths.order.push(at);
            let (distance, count) = (paths.distance[at as usize], paths.count[at as usize]);
            for &(to, _) in &around[at as usize] {
                let to_at = to as usize;
                if paths.distance[to_at] == u32::MAX - 1 {
                    paths.distance[to_at] = distance + 1;
                    next.push_back(to);
                }
                if paths.distance[to_at] == distance + 1 {
                    paths.count[to_at] += count;
                }
            }
        }
        paths
    }
}

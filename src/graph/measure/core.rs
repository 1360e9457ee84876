//! Core numbers: how deep in the dense parts of the graph an entity lies. After Batagelj and
//! Zaveršnik, “An O(m) Algorithm for Cores Decomposition of Networks”, 2003.

use std::collections::BTreeSet;

/// The core number of each. Time: ties × log of the entities.
pub(super) fn of(around: &[Vec<(u32, f64)>]) -> Vec<u32> {
    let mut degree: Vec<u32> = around.iter().map(|ties| ties.len() as u32).collect();
    let mut left: BTreeSet<(u32, u32)> =
        degree.iter().enumerate().map(|(i, d)| (*d, i as u32)).collect();
    let mut cores = vec![0; around.len()];
    let mut deepest = 0;
    while let Some((least, at)) = left.pop_first() {
        deepest = deepest.max(least);
        cores[at as usize] = deepest;
        for &(to, _) in &around[at as usize] {
            let to_degree = &mut degree[to as usize];
            if left.remove(&(*to_degree, to)) {
                *to_degree -= 1;
                left.insert((*to_degree, to));
            }
        }
    }
    cores
}

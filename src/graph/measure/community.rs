//! Communities: parts with more ties inside than chance would give, by modularity. After Blondel
//! and others, “Fast unfolding of communities in large networks”, 2008, from several fixed orders
//! of the entities, of which the best result counts: the same graph gives the same communities.

use std::collections::BTreeMap;

type Ties = Vec<Vec<(u32, f64)>>;

/// Orders tried; fewer where the graph is large.
const ORDERS: u64 = 10;
const LARGE: usize = 400_000;

/// Gains below this are rounding.
const GAIN: f64 = 1e-10;

/// The number of each entity's community: the largest is 0, of equal ones that of the first.
pub(super) fn of(around: &[Vec<(u32, f64)>]) -> Vec<u32> {
    let ends: usize = around.iter().map(Vec::len).sum();
    let orders = if ends > LARGE { 2 } else { ORDERS };
    let mut best: (f64, Vec<u32>) = (f64::NEG_INFINITY, (0..around.len() as u32).collect());
    for seed in 0..orders {
        let found = louvain(around, seed);
        let quality = modularity(around, &found);
        if quality > best.0 + GAIN {
            best = (quality, found);
        }
    }
    by_size(&best.1)
}

/// Modularity of a division: the share of weight inside communities beyond that of chance.
pub fn modularity(around: &[Vec<(u32, f64)>], community: &[u32]) -> f64 {
    let mut inside = 0.0;
    let mut totals: BTreeMap<u32, f64> = BTreeMap::new();
    let mut all = 0.0;
    for (ties, mine) in around.iter().zip(community) {
        for (to, weight) in ties {
            all += weight;
            *totals.entry(*mine).or_default() += weight;
            if community[*to as usize] == *mine {
                inside += weight;
            }
        }
    }
    if all <= 0.0 {
        return 0.0;
    }
    inside / all - totals.values().map(|t| (t / all).powi(2)).sum::<f64>()
}

/// Moves entities between communities, makes communities entities of a smaller graph, and so on;
/// at the end moves single entities once more.
fn louvain(around: &[Vec<(u32, f64)>], seed: u64) -> Vec<u32> {
    let mut ties: Ties = around.to_vec();
    let mut community: Vec<u32> = (0..around.len() as u32).collect();
    loop {
        let own: Vec<u32> = (0..ties.len() as u32).collect();
        let moved = dense(&move_all(&ties, own, seed));
        let count = moved.iter().max().map_or(0, |m| *m as usize + 1);
        for c in &mut community {
            *c = moved[*c as usize];
        }
        if count == ties.len() {
            break;
        }
        ties = joined(&ties, &moved, count);
    }
    dense(&move_all(around, community, seed))
}

/// Moves each entity to the neighbouring community where it gains most, until none gains.
fn move_all(ties: &[Vec<(u32, f64)>], mut community: Vec<u32>, seed: u64) -> Vec<u32> {
    let strength: Vec<f64> = ties.iter().map(|t| t.iter().map(|x| x.1).sum()).collect();
    let all: f64 = strength.iter().sum();
    if all <= 0.0 {
        return community;
    }
    let mut totals = vec![0.0; ties.len()];
    for (c, s) in community.iter().zip(&strength) {
        totals[*c as usize] += s;
    }
    let mut to = vec![0.0; ties.len()];
    let mut near: Vec<u32> = Vec::new();
    for _ in 0..100 {
        let mut moved = false;
        for at in order(ties.len(), seed) {
            let mine = community[at];
            near.clear();
            near.push(mine);
            for &(other, weight) in ties[at].iter().filter(|t| t.0 as usize != at) {
                let c = community[other as usize];
                if to[c as usize] == 0.0 && c != mine {
                    near.push(c);
                }
                to[c as usize] += weight;
            }
            totals[mine as usize] -= strength[at];
            let gain = |c: u32| to[c as usize] - totals[c as usize] * strength[at] / all;
            let mut best = (gain(mine), mine);
            for &c in &near[1..] {
                if gain(c) > best.0 + GAIN * all {
                    best = (gain(c), c);
                }
            }
            for c in &near {
                to[*c as usize] = 0.0;
            }
            totals[best.1 as usize] += strength[at];
            moved |= best.1 != mine;
            community[at] = best.1;
        }
        if !moved {
            break;
        }
    }
    community
}

/// The graph whose entities are the communities; ties inside become ties to itself.
fn joined(ties: &[Vec<(u32, f64)>], community: &[u32], count: usize) -> Ties {
    let mut made: Ties = vec![vec![]; count];
    for (ties, mine) in ties.iter().zip(community) {
        let to = ties.iter().map(|(to, weight)| (community[*to as usize], *weight));
        made[*mine as usize].extend(to);
    }
    made.iter_mut().for_each(super::summed);
    made
}

/// Communities numbered from 0 in the order in which they come.
fn dense(community: &[u32]) -> Vec<u32> {
    let mut numbers: BTreeMap<u32, u32> = BTreeMap::new();
    let number = |c: &u32| {
        let next = numbers.len() as u32;
        *numbers.entry(*c).or_insert(next)
    };
    community.iter().map(number).collect()
}

fn by_size(community: &[u32]) -> Vec<u32> {
    let mut sizes: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for (i, c) in community.iter().enumerate() {
        sizes.entry(*c).or_insert((0, i)).0 += 1;
    }
    let mut ranked: Vec<_> =
        sizes.iter().map(|(c, (size, first))| (usize::MAX - size, first, c)).collect();
    ranked.sort_unstable();
    let number: BTreeMap<u32, u32> =
        ranked.iter().enumerate().map(|(i, (_, _, c))| (**c, i as u32)).collect();
    community.iter().map(|c| number[c]).collect()
}

/// A fixed order of the entities: as they are for seed 0, else shuffled (Fisher and Yates, with
/// Marsaglia's xorshift).
fn order(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    if seed > 0 {
        for i in (1..count).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rings of `size` entities, each ring tied to the next by one tie.
    fn rings(count: usize, size: usize) -> Ties {
        let mut ties: Ties = vec![vec![]; count * size];
        let mut tie = |a: usize, b: usize, weight: f64| {
            ties[a].push((b as u32, weight));
            ties[b].push((a as u32, weight));
        };
        for ring in 0..count {
            for i in 0..size {
                for j in i + 1..size {
                    tie(ring * size + i, ring * size + j, 1.0);
                }
            }
            tie(ring * size, ((ring + 1) % count) * size + 1, 1.0);
        }
        ties.iter_mut().for_each(super::super::summed);
        ties
    }

    #[test]
    fn rings_are_communities() {
        let ties = rings(6, 5);
        let found = of(&ties);
        for ring in found.chunks(5) {
            assert!(ring.iter().all(|c| c == &ring[0]));
        }
        assert_eq!(found.iter().max(), Some(&5));
        assert!(modularity(&ties, &found) > 0.7);
    }

    #[test]
    fn without_ties_everyone_is_alone() {
        assert_eq!(of(&vec![vec![]; 3]), [0, 1, 2]);
        assert!(of(&[]).is_empty());
    }
}

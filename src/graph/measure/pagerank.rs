//! Weighted `PageRank`, after Brin and Page, “The Anatomy of a Large-Scale Hypertextual Web Search
//! Engine”, 1998: the share of time that a reader spends at each entity who follows ties by weight
//! and, one time in seven or so, or where no tie goes out, starts anywhere.

const DAMPING: f64 = 0.85;
const ROUNDS: usize = 300;
const TOLERANCE: f64 = 1e-13;

/// The ranks; they sum to 1. Time: rounds × ties.
pub(super) fn of(out: &[Vec<(u32, f64)>]) -> Vec<f64> {
    let n = out.len() as f64;
    let totals: Vec<f64> = out.iter().map(|ties| ties.iter().map(|t| t.1).sum()).collect();
    let mut rank = vec![1.0 / n; out.len()];
    for _ in 0..ROUNDS {
        let stuck: f64 = rank.iter().zip(&totals).filter(|(_, t)| **t <= 0.0).map(|(r, _)| r).sum();
        let mut next = vec![(DAMPING * stuck + 1.0 - DAMPING) / n; out.len()];
        for ((ties, total), rank) in out.iter().zip(&totals).zip(&rank) {
            for (to, weight) in ties.iter().filter(|_| *total > 0.0) {
                next[*to as usize] += DAMPING * rank * weight / total;
            }
        }
        let change: f64 = next.iter().zip(&rank).map(|(x, y)| (x - y).abs()).sum();
        rank = next;
        if change < TOLERANCE {
            break;
        }
    }
    rank
}

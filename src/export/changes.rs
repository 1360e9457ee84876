//! The ties that differ between two graphs, in words and as JSON.

use std::io::{self, Write};

use super::style;
use crate::graph::{Change, Fate};

/// Ties shown of each fate.
const ROWS: usize = 25;

/// For the terminal: what came, grew, shrank, went, the largest changes first.
///
/// # Errors
/// What the writer returns.
pub fn table(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    let fates = [
        (Fate::Came, "came"),
        (Fate::Grew, "grew"),
        (Fate::Shrank, "shrank"),
        (Fate::Went, "went"),
    ];
    for (fate, words) in fates {
        let of_fate: Vec<&Change> = changes.iter().filter(|c| c.fate == fate).collect();
        writeln!(out, "{} ties {words}", of_fate.len())?;
        for change in of_fate.iter().take(ROWS) {
            let arrow = if change.relation.directed() { "→" } else { "–" };
            let (before, after) = (style::number(change.before), style::number(change.after));
            writeln!(
                out,
                "  {} {arrow} {}  {}  {before} → {after}",
                style::short(&change.a_name, 40),
                style::short(&change.b_name, 40),
                change.relation,
            )?;
        }
        if of_fate.len() > ROWS {
            writeln!(out, "  … and {} more: --format json lists all", of_fate.len() - ROWS)?;
        }
    }
    Ok(())
}

/// As a list in JSON.
///
/// # Errors
/// What the writer returns.
pub fn json(changes: &[Change], out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, changes)?;
    out.write_all(b"\n")
}

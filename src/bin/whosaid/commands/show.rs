//! `whosaid show`: an entity's card.

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::Args;
use terminal_size::{Width, terminal_size};
use whosaid::{
    export::card,
    graph::{Options, Period, Text},
};

use super::graph::load;
use crate::Outcome;

/// Everything about one entity: spellings, quotations, ties, over time
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid show 'Ida Vale' records.jsonl
  whosaid show ida-vale graph.json
  whosaid show Vale records.jsonl --quotes 50")]
pub(crate) struct ShowArgs {
    /// An id, a name, a spelling, or part of a name
    #[arg(value_name = "NAME")]
    name: String,
    /// Files of extraction records, or one graph in JSON; `-` for the standard input
    #[arg(value_name = "RECORDS", required = true)]
    inputs: Vec<PathBuf>,
    /// How many quotations, and ties of each sort, are shown
    #[arg(long, value_name = "N", default_value_t = 8)]
    quotes: usize,
}

/// Runs the command.
pub(crate) fn run(args: &ShowArgs) -> Result<Outcome> {
    let options = Options {
        evidence: args.quotes.max(3),
        text: Text::Full,
        period: Period::Month,
        ..Options::default()
    };
    let (graph, outcome) = load(options, &args.inputs)?;
    let graph = graph.measured(None);
    let node = graph.find(&args.name)?;
    let stdout = io::stdout();
    let width = terminal_size().filter(|_| stdout.is_terminal());
    let width = width.map_or(100, |(Width(w), _)| usize::from(w));
    let mut out = BufWriter::new(stdout.lock());
    card::write(&graph, node, args.quotes, width, &mut out)?;
    out.flush()?;
    Ok(outcome)
}

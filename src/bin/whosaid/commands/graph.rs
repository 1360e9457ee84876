//! `whosaid graph`: records to a graph.

use std::{
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

use anyhow::Result;
use clap::Args;
use whosaid::{
    export::{self, changes},
    graph::{self, EntityGraph, Options, Tally, compare},
};

use crate::{Outcome, args::Evidence, console, drawing::GraphArgs, records};

/// Extraction records to a graph
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid graph records.jsonl                               top entities and ties, in the terminal
  whosaid graph records.jsonl -o graph.html -o graph.svg    a page to explore, and a picture
  whosaid graph records.jsonl -o graph.gexf --slices month  for Gephi, with its timeline
  whosaid graph records.jsonl --relation mentions -o quoted.csv
  whosaid graph records.jsonl --unit document --weight npmi --min-docs 3 -o close.graphml
  whosaid graph records.jsonl --ego 'Ida Vale:2' -o ida.svg
  whosaid graph --compare march.jsonl april.jsonl           which ties came, went, grew

Records are what `extract` writes; a graph written as JSON can be read again in their place.")]
pub(crate) struct RecordsToGraph {
    /// Files of extraction records, or one graph in JSON; `-` for the standard input
    #[arg(value_name = "RECORDS", required_unless_present = "compare")]
    inputs: Vec<PathBuf>,
    /// Say which ties differ between two files of records or graphs
    #[arg(long, num_args = 2, value_names = ["A", "B"], conflicts_with = "inputs")]
    compare: Vec<PathBuf>,
    /// How much of the articles' text goes into the graph: whole sentences may be under copyright,
    /// so a file that is passed on holds snippets unless asked otherwise
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Evidence::Snippet)]
    evidence: Evidence,
    #[command(flatten)]
    graph: GraphArgs,
}

/// Runs the command.
pub(crate) fn run(args: &RecordsToGraph) -> Result<Outcome> {
    if let [first, second] = args.compare.as_slice() {
        return compared(args, first, second);
    }
    let (graph, outcome) = load(args.options(), &args.inputs)?;
    args.graph.write(&args.graph.shaped(graph)?)?;
    Ok(outcome)
}

impl RecordsToGraph {
    fn options(&self) -> Options {
        self.graph.options(self.evidence.into())
    }
}

/// The graph of these files, and whether any record failed. A graph in JSON is taken as it is.
pub(super) fn load(options: Options, inputs: &[PathBuf]) -> Result<(EntityGraph, Outcome)> {
    let mut tally = Tally::new(options);
    let mut outcome = Outcome::Done;
    for path in inputs {
        let mut input = records::open(path)?;
        if is_graph(&mut input, path)? {
            anyhow::ensure!(
                inputs.len() == 1,
                "{} holds a graph: give it alone, or give the records of all",
                path.display()
            );
            return Ok((export::read_json(path, input)?, Outcome::Done));
        }
        for record in graph::records(path, input) {
            match record {
                Ok(record) => tally.add(&record),
                Err(error) => {
                    console::failed(&error);
                    outcome = Outcome::SomeFailed;
                }
            }
        }
    }
    Ok((tally.into_graph(), outcome))
}

/// Whether a file holds a graph in our JSON; nothing is taken from it.
fn is_graph(input: &mut dyn BufRead, path: &Path) -> Result<bool> {
    let head = input.fill_buf().map_err(|e| whosaid::Error::io(path, e))?;
    let head = String::from_utf8_lossy(&head[..head.len().min(256)]);
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    Ok(head.starts_with("{\"schema\":\"whosaid.graph/"))
}

fn compared(args: &RecordsToGraph, first: &PathBuf, second: &PathBuf) -> Result<Outcome> {
    let mut outcome = Outcome::Done;
    let mut graph = |path: &PathBuf| -> Result<EntityGraph> {
        let (graph, loaded) = load(args.options(), std::slice::from_ref(path))?;
        if loaded == Outcome::SomeFailed {
            outcome = loaded;
        }
        args.graph.shaped(graph)
    };
    let found = compare(&graph(first)?, &graph(second)?);
    let format = args.graph.format.as_deref().unwrap_or("table");
    let write = |out: &mut dyn Write| -> io::Result<()> {
        match format {
            "json" => changes::json(&found, out),
            _ => changes::table(&found, out),
        }
    };
    anyhow::ensure!(
        matches!(format, "json" | "table"),
        "--compare is written as table or json, not as {format}"
    );
    match args.graph.output.first() {
        Some(path) if path.as_os_str() != "-" => {
            whosaid::output::write_atomic(path, |out| {
                write(out).map_err(|e| whosaid::Error::io(path, e))
            })?;
        }
        _ => write(&mut io::stdout().lock())?,
    }
    Ok(outcome)
}

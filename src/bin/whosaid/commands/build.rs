//! `whosaid build`: articles to a graph, in one go.

use anyhow::Result;
use clap::Args;
use whosaid::{graph::Tally, pipeline::EvidenceText};

use crate::{
    Outcome,
    args::{Evidence, InputArgs},
    drawing::GraphArgs,
    run,
};

/// Articles to a graph: who said what about whom, and who appears with whom
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid build articles/ -g people.toml                    top entities and ties, in the terminal
  whosaid build articles/ -g people.toml -o graph.html      a page to explore
  whosaid build articles/ -g people.toml -o graph.svg -o graph.json
  whosaid build articles.jsonl -o graph.gexf                without a list: names are discovered
  cat article.txt | whosaid build - -g people.toml -o graph.dot

The same in two halves: whosaid extract … > records.jsonl; whosaid graph records.jsonl …")]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How much of the articles' text goes into the graph: whole sentences may be under copyright,
    /// so a file that is passed on holds snippets unless asked otherwise
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Evidence::Snippet)]
    evidence: Evidence,
    #[command(flatten)]
    graph: GraphArgs,
}

/// Runs the command.
pub(crate) fn run(args: &BuildArgs) -> Result<Outcome> {
    // the graph keeps as much of a sentence as it is asked to
    let pipeline = run::pipeline(&args.input.reading, EvidenceText::Full)?;
    let mut tally = Tally::new(args.graph.options(args.evidence.into()));
    let record = |document: &_| pipeline.record(document);
    let threads = args.input.reading.threads;
    let outcome = run::for_each(&args.input.inputs, threads, record, |record| {
        tally.add(&record);
        Ok(())
    })?;
    args.graph.write(&args.graph.shaped(tally.into_graph())?)?;
    Ok(outcome)
}

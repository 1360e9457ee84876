//! `whosaid extract`: documents to extraction records.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::Args;
use whosaid::{Document, Pipeline, output};

use crate::{
    Outcome,
    args::{Evidence, InputArgs},
    run,
};

/// Documents to extraction records, one JSON object a line
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid extract articles/ -g people.toml > records.jsonl
  whosaid extract articles.jsonl -o records.jsonl --evidence snippet
  cat article.txt | whosaid extract - -g people.toml

Offsets count Unicode code points. The record's schema: whosaid schema extraction.")]
pub(crate) struct ExtractArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How much of the sentences that hold mentions goes into the records
    #[arg(long, value_enum, value_name = "HOW", default_value_t = Evidence::Full)]
    evidence: Evidence,
    /// Where the records go, written whole or not at all [default: the standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs) -> Result<Outcome> {
    let pipeline = run::pipeline(&args.input.reading, args.evidence.into())?;
    match args.output.as_deref().filter(|path| path.as_os_str() != "-") {
        None => {
            // the pipeline writes large pieces itself
            records(&args.input, &pipeline, &mut stdout()?)
        }
        Some(path) => {
            let mut outcome = Outcome::Done;
            output::write_atomic(path, |out| {
                outcome = records(&args.input, &pipeline, out)?;
                anyhow::Ok(())
            })?;
            Ok(outcome)
        }
    }
}

/// The standard output without the library's search for line ends in all that is written.
#[cfg(unix)]
fn stdout() -> io::Result<std::fs::File> {
    use std::os::fd::AsFd;
    Ok(io::stdout().as_fd().try_clone_to_owned()?.into())
}

#[cfg(not(unix))]
fn stdout() -> io::Result<impl Write> {
    Ok(io::stdout().lock())
}

fn records(input: &InputArgs, pipeline: &Pipeline, out: &mut dyn Write) -> Result<Outcome> {
    let lines = |batch: &[Document], out: &mut dyn Write| pipeline.write_records(batch, out);
    run::write_each(&input.inputs, input.reading.threads, lines, out)
}

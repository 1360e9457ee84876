//! `whosaid extract`: documents to extraction records.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::Result;
use clap::Args;
use whosaid::{Pipeline, output};

use crate::{Outcome, args::InputArgs, run};

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
    /// Where the records go, written whole or not at all [default: the standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// Runs the command.
pub(crate) fn run(args: &ExtractArgs) -> Result<Outcome> {
    let pipeline = run::pipeline(&args.input.reading)?;
    let path = args.output.as_deref().unwrap_or(Path::new("-"));
    let mut result = Ok(Outcome::Done);
    let written = output::write_atomic(path, |out| {
        result = records(&args.input, &pipeline, out);
        // what was written so far is thrown away; the cause is told below
        result.as_ref().map(|_| ()).map_err(|_| io::Error::other("stopped"))
    });
    let outcome = result?;
    written?;
    Ok(outcome)
}

fn records(input: &InputArgs, pipeline: &Pipeline, out: &mut dyn Write) -> Result<Outcome> {
    let line = |document: &_| {
        let mut line = serde_json::to_vec(&pipeline.record(document))?;
        line.push(b'\n');
        serde_json::Result::Ok(line)
    };
    run::for_each(&input.inputs, input.reading.threads, line, |line| Ok(out.write_all(&line?)?))
}

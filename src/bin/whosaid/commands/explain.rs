//! `whosaid explain`: why each name and speaker was chosen.

use std::io::{self, Write};

use anyhow::Result;
use clap::Args;
use whosaid::{export::annotated, pipeline::EvidenceText};

use crate::{Outcome, args::InputArgs, run};

/// The text with its mentions, quotations, speakers and rules marked
#[derive(Debug, Args)]
#[command(after_help = "Example:
  whosaid explain article.txt -g people.toml | less")]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    input: InputArgs,
}

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<Outcome> {
    let pipeline = run::pipeline(&args.input.reading, EvidenceText::None)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let page = |document: &_| {
        let mut page = Vec::new();
        annotated::write(&mut page, &pipeline.analyze(document)).map(|()| page)
    };
    let threads = args.input.reading.threads;
    let outcome =
        run::for_each(&args.input.inputs, threads, page, |page| Ok(out.write_all(&page?)?))?;
    out.flush()?;
    Ok(outcome)
}

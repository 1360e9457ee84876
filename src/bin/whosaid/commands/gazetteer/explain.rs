//! `whosaid gazetteer explain`: every step from a form to an entity.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::Args;
use whosaid::resolve;

use crate::{Outcome, args::CacheArgs, run};

/// How a form is read, whom it names, and why near ones lost
#[derive(Debug, Args)]
#[command(after_help = "Example:
  whosaid gazetteer explain \"Tichanowskaja\" -g people.toml")]
pub(crate) struct ExplainArgs {
    /// A name as some text writes it
    #[arg(value_name = "FORM")]
    form: String,
    /// The list to explain it by; several are layered, later ones over earlier ones
    #[arg(short, long = "gazetteer", value_name = "FILE", required = true)]
    gazetteers: Vec<PathBuf>,
    #[command(flatten)]
    cache: CacheArgs,
}

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<Outcome> {
    let (gazetteer, matcher) = run::compiled(&args.gazetteers, &args.cache)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    write!(out, "{}", resolve::explain(&matcher, &gazetteer, &args.form))?;
    out.flush()?;
    Ok(Outcome::Done)
}

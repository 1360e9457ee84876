//! `whosaid gazetteer check`: what will give wrong or missing matches.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::{Args, ValueEnum};
use whosaid::{
    EntityId, Gazetteer, Pipeline,
    gazetteer::{self, CheckOptions, Severity},
};

use crate::{Outcome, run};

/// What is wrong in gazetteers, where, and what to do
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid gazetteer check people.toml media.toml
  whosaid gazetteer check people.toml --corpus articles/    … and entities that no article names
  whosaid gazetteer check people.toml --format json

Exit code: 0 nothing, or notes only; 1 warnings or errors; 2 a file cannot be read.")]
pub(crate) struct CheckArgs {
    /// Gazetteers, layered as with -g
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Articles, or folders of them: reports entities that none of them names
    #[arg(long, value_name = "INPUT")]
    corpus: Vec<PathBuf>,
    /// How findings are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
    /// Only errors and warnings
    #[arg(short, long)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// <file:line:column>: severity: what [rule], and what to do
    Text,
    /// One JSON array
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &CheckArgs) -> Result<Outcome> {
    let used = if args.corpus.is_empty() { None } else { used(args)? };
    let mut findings = gazetteer::check(&args.files, &CheckOptions { used })?;
    let bad = findings.iter().any(|finding| finding.severity != Severity::Note);
    findings.retain(|finding| !args.quiet || finding.severity != Severity::Note);
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &findings)?;
            writeln!(out)?;
        }
        Format::Text => {
            for finding in &findings {
                writeln!(out, "{finding}")?;
            }
        }
    }
    out.flush()?;
    Ok(if bad { Outcome::SomeFailed } else { Outcome::Done })
}

/// The entities that the corpus names; none known where the gazetteer has mistakes.
fn used(args: &CheckArgs) -> Result<Option<BTreeSet<EntityId>>> {
    let Ok(gazetteer) = Gazetteer::load(&args.files) else { return Ok(None) };
    let pipeline = Pipeline::builder().build(gazetteer);
    let mut used = BTreeSet::new();
    let named = |document: &_| {
        let analysis = pipeline.analyze(document);
        let mentions = analysis.mentions.into_iter().flat_map(|mention| mention.candidates);
        mentions.collect::<BTreeSet<_>>()
    };
    run::for_each(&args.corpus, None, named, |named| {
        used.extend(named);
        Ok(())
    })?;
    Ok(Some(used))
}

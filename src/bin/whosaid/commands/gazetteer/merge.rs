//! `whosaid gazetteer merge`: two entities that are one.

use std::path::PathBuf;

use anyhow::Result;
use clap::Args;
use whosaid::gazetteer::Edit;

use crate::{Outcome, console};

/// Make one entity of two; all names stay
#[derive(Debug, Args)]
#[command(after_help = "Example:
  whosaid gazetteer merge people.toml mira-dolan m-dolan    m-dolan's names go to mira-dolan")]
pub(crate) struct MergeArgs {
    /// TOML gazetteer
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Id of the entity that stays
    #[arg(value_name = "KEEP")]
    keep: String,
    /// Id of the entity that goes into it
    #[arg(value_name = "GONE")]
    gone: String,
}

/// Runs the command.
pub(crate) fn run(args: &MergeArgs) -> Result<Outcome> {
    let mut edit = Edit::open(&args.file)?;
    edit.merge(&args.keep, &args.gone)?;
    edit.save()?;
    console::note(&format!("{} is now part of {}", args.gone, args.keep));
    Ok(Outcome::Done)
}

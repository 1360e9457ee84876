//! `whosaid quotes`.
use crate::{Outcome, args::InputArgs};
use anyhow::Result;
use clap::Args;
/// quotes
#[derive(Debug, Args)]
pub(crate) struct QuotesArgs {
    #[command(flatten)]
    input: InputArgs,
}
/// Runs the command.
pub(crate) fn run(args: &QuotesArgs) -> Result<Outcome> {
    let _ = &args.input;
    Ok(Outcome::Done)
}

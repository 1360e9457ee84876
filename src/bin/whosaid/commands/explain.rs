//! `whosaid explain`.
use crate::{Outcome, args::InputArgs};
use anyhow::Result;
use clap::Args;
/// explain
#[derive(Debug, Args)]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    input: InputArgs,
}
/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<Outcome> {
    let _ = &args.input;
    Ok(Outcome::Done)
}

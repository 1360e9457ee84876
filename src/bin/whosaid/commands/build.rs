//! `whosaid build`.
use crate::{Outcome, args::InputArgs};
use anyhow::Result;
use clap::Args;
/// build
#[derive(Debug, Args)]
pub(crate) struct BuildArgs {
    #[command(flatten)]
    input: InputArgs,
}
/// Runs the command.
pub(crate) fn run(args: &BuildArgs) -> Result<Outcome> {
    let _ = &args.input;
    Ok(Outcome::Done)
}

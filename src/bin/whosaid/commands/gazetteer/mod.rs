//! `whosaid gazetteer`: lists are checked, shown, converted, edited, extended.

mod add;
mod check;
mod convert;
mod explain;
mod list;
mod merge;
mod split;
mod suggest;

use anyhow::Result;
use clap::{Args, Subcommand};

use crate::Outcome;

/// Check, list, convert, edit and extend gazetteers
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid gazetteer check people.toml                       mistakes, with file, line and column
  whosaid gazetteer suggest articles/ -g people.toml --ask  what the list lacks, asked one by one
  whosaid gazetteer add people.toml \"Mira Dolan\" --kind person --alias \"M. Dolan\"
  whosaid gazetteer convert people.csv -o people.toml       between formats

Formats, told by extension or content:
  toml jsonl csv tsv xlsx ftm wikidata sparql jrc spacy gate, each packed with gzip or not")]
pub(crate) struct GazetteerArgs {
    #[command(subcommand)]
    command: GazetteerCommand,
}

#[derive(Debug, Subcommand)]
enum GazetteerCommand {
    Check(check::CheckArgs),
    List(list::ListArgs),
    Convert(convert::ConvertArgs),
    Add(add::AddArgs),
    Merge(merge::MergeArgs),
    Split(split::SplitArgs),
    Suggest(suggest::SuggestArgs),
    Explain(explain::ExplainArgs),
}

/// Runs the command.
pub(crate) fn run(args: &GazetteerArgs) -> Result<Outcome> {
    match &args.command {
        GazetteerCommand::Check(args) => check::run(args),
        GazetteerCommand::List(args) => list::run(args),
        GazetteerCommand::Convert(args) => convert::run(args),
        GazetteerCommand::Add(args) => add::run(args),
        GazetteerCommand::Merge(args) => merge::run(args),
        GazetteerCommand::Split(args) => split::run(args),
        GazetteerCommand::Suggest(args) => suggest::run(args),
        GazetteerCommand::Explain(args) => explain::run(args),
    }
}

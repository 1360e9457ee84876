//! `whosaid gazetteer convert`: gazetteers between formats.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use clap::{Args, builder::PossibleValuesParser};
use whosaid::{
    Gazetteer,
    gazetteer::{self, LOADERS, Loader, Style},
    output,
};

use crate::{Outcome, console};

/// Gazetteers between formats; what the new format cannot hold is named
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid gazetteer convert people.xlsx -o people.toml
  whosaid gazetteer convert entities.ftm.json.gz -o people.jsonl
  whosaid gazetteer convert people.toml media.toml --to spacy > patterns.jsonl")]
pub(crate) struct ConvertArgs {
    /// Gazetteers, layered as with -g
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Where the new one goes [default: the standard output]
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The format of all files, where name and content do not tell it
    #[arg(long, value_name = "FORMAT")]
    #[arg(value_parser = PossibleValuesParser::new(LOADERS.iter().map(|l| l.name)))]
    from: Option<String>,
    /// The new format [default: the output's extension]
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(written()))]
    to: Option<String>,
    /// Cells that a spreadsheet would run as a formula get a ' before them
    #[arg(long)]
    csv_safe: bool,
}

fn written() -> impl Iterator<Item = &'static str> {
    LOADERS.iter().filter(|loader| loader.writes()).map(|loader| loader.name)
}

/// Runs the command.
pub(crate) fn run(args: &ConvertArgs) -> Result<Outcome> {
    let format = format(args)?;
    let list = match &args.from {
        None => Gazetteer::load(&args.files)?,
        Some(from) => {
            let mut all = Gazetteer::new();
            for file in &args.files {
                Gazetteer::load_as(file, from)?.iter().for_each(|entity| all.add(entity.clone()));
            }
            all
        }
    };
    for (part, count) in format.losses(&list) {
        let entities = if count == 1 { "entity" } else { "entities" };
        console::note(&format!(
            "{} cannot hold {part}: left out of {count} {entities}",
            format.name
        ));
    }
    let style = Style { csv_safe: args.csv_safe };
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            format.write(&list, &mut out, &style)?;
            out.flush()?;
        }
        Some(path) => {
            output::write_atomic(path, |out| format.write(&list, out, &style))?;
        }
    }
    Ok(Outcome::Done)
}

fn format(args: &ConvertArgs) -> Result<&'static Loader> {
    if let Some(name) = &args.to {
        return Ok(gazetteer::loader(name)?);
    }
    let path = args.output.as_deref().context("say the new format: --to FORMAT, or -o FILE")?;
    let extension = path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    // several formats are JSON Lines; ours is the one that is meant where none is said
    let json = matches!(extension.as_str(), "jsonl" | "ndjson");
    let format =
        if json { gazetteer::loader("jsonl").ok() } else { gazetteer::by_extension(&extension) };
    format.with_context(|| {
        let known = written().collect::<Vec<_>>().join(", ");
        format!("{}: which format? say --to: {known}", path.display())
    })
}

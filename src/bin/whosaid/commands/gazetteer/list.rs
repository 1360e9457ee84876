//! `whosaid gazetteer list`: what the layered gazetteers hold.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::{Args, ValueEnum};
use whosaid::{Entity, Gazetteer, Kind, gazetteer};

use crate::Outcome;

/// What gazetteers hold, layered as with -g
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid gazetteer list people.toml
  whosaid gazetteer list people.toml --kind person --name dolan
  whosaid gazetteer list people.toml media.toml --format jsonl")]
pub(crate) struct ListArgs {
    /// Gazetteers
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Only this kind
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// Only those whose id, name or alias has this in it, in whatever case
    #[arg(long, value_name = "PART")]
    name: Option<String>,
    /// How they are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// id, kind, name and aliases in columns
    Text,
    /// One entity a line, with all fields
    Jsonl,
    /// A table for spreadsheets
    Csv,
}

/// Runs the command.
pub(crate) fn run(args: &ListArgs) -> Result<Outcome> {
    let kind = args.kind.as_deref().map(kind).transpose()?;
    let part = args.name.as_deref().map(str::to_lowercase);
    let all = Gazetteer::load(&args.files)?;
    let wanted = |entity: &&Entity| {
        kind.is_none_or(|kind| entity.kind == kind)
            && part.as_ref().is_none_or(|part| holds(entity, part))
    };
    let list: Gazetteer = all.iter().filter(wanted).cloned().collect();
    let mut out = io::BufWriter::new(io::stdout().lock());
    let style = gazetteer::Style::default();
    match args.format {
        Format::Text => columns(&list, &mut out)?,
        Format::Jsonl => gazetteer::loader("jsonl")?.write(&list, &mut out, &style)?,
        Format::Csv => gazetteer::loader("csv")?.write(&list, &mut out, &style)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// A kind as typed.
pub(super) fn kind(word: &str) -> Result<Kind> {
    Kind::from_word(word).ok_or_else(|| {
        let known = Kind::ALL.map(Kind::as_str).join(", ");
        anyhow::anyhow!("unknown kind “{word}”; known are {known}")
    })
}

fn holds(entity: &Entity, part: &str) -> bool {
    let names = [entity.id.as_str(), &entity.name];
    let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
    names.into_iter().chain(aliases).any(|text| text.to_lowercase().contains(part))
}

fn columns(list: &Gazetteer, out: &mut dyn Write) -> Result<()> {
    let widest =
        |of: fn(&Entity) -> usize, most: usize| list.iter().map(of).max().unwrap_or(0).min(most);
    let id = widest(|entity| entity.id.as_str().chars().count(), 32);
    let name = widest(|entity| entity.name.chars().count(), 32);
    for entity in list.iter() {
        let weak = |weak: bool| if weak { "?" } else { "" };
        let aliases = entity.aliases.iter().map(|a| format!("{}{}", a.text, weak(a.weak)));
        let aliases = aliases.collect::<Vec<_>>().join("; ");
        let line = format!(
            "{:id$}  {:12}  {:name$}  {aliases}",
            entity.id.as_str(),
            entity.kind.as_str(),
            entity.name
        );
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

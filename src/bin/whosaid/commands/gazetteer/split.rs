//! `whosaid gazetteer split`: one entity that is two.

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;
use whosaid::{
    Alias, Entity, Gazetteer,
    gazetteer::{self, Edit},
};

use super::list::kind;
use crate::{Outcome, console};

/// Make two entities of one: the new one takes the names that are said
#[derive(Debug, Args)]
#[command(after_help = "Example:
  whosaid gazetteer split people.toml mira-dolan \"Mira Dolan Jr\" --alias \"Little Mira\"")]
pub(crate) struct SplitArgs {
    /// TOML gazetteer
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Id of the entity that is split
    #[arg(value_name = "ID")]
    id: String,
    /// Name of the new entity
    #[arg(value_name = "NAME")]
    name: String,
    /// Id of the new entity [default: its name in lower case with hyphens]
    #[arg(long, value_name = "ID")]
    new_id: Option<String>,
    /// Kind of the new entity [default: that of the old one]
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    /// A name that goes to the new entity; may be repeated
    #[arg(long = "alias", value_name = "NAME")]
    aliases: Vec<String>,
}

/// Runs the command.
pub(crate) fn run(args: &SplitArgs) -> Result<Outcome> {
    let list = Gazetteer::load([&args.file])?;
    let old = list.get(&args.id.as_str().into());
    let old =
        old.with_context(|| format!("{} has no entity “{}”", args.file.display(), args.id))?;
    let kind = args.kind.as_deref().map_or(Ok(old.kind), kind)?;
    let id = args.new_id.clone().unwrap_or_else(|| gazetteer::slug(&args.name));
    let mut new = Entity::new(id, args.name.as_str(), kind);
    // an alias that was weak stays so
    let known = |text: &String| old.aliases.iter().find(|alias| alias.text == *text).cloned();
    new.aliases = args.aliases.iter().map(|text| known(text).unwrap_or(Alias::new(text))).collect();
    let mut edit = Edit::open(&args.file)?;
    edit.split(&args.id, &new)?;
    edit.save()?;
    console::note(&format!("{} is now apart from {}", new.id, args.id));
    Ok(Outcome::Done)
}

//! `whosaid gazetteer add`: an entity, or names of one that is there.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use clap::Args;
use whosaid::{
    Alias, Entity, Gender, Kind,
    gazetteer::{self, Edit},
};

use super::list::kind;
use crate::{Outcome, console};

/// Add an entity, or names to one that is there; comments and order stay
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid gazetteer add people.toml \"Mira Dolan\" --kind person --gender f --role \"harbour master\"
  whosaid gazetteer add people.toml --to mira-dolan --alias \"Мира Долан\" --weak Mimi")]
pub(crate) struct AddArgs {
    /// TOML gazetteer; made where it does not exist
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Name of a new entity
    #[arg(value_name = "NAME", required_unless_present = "to", conflicts_with = "to")]
    name: Option<String>,
    /// Id of the entity that gets the names
    #[arg(long, value_name = "ID", conflicts_with_all = ["id", "kind", "gender", "wikidata", "notes"])]
    to: Option<String>,
    /// Id of the new entity [default: its name in lower case with hyphens]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// person, organisation, place, group, work, event or other
    #[arg(long, value_name = "KIND", required_unless_present = "to")]
    kind: Option<String>,
    /// Another name; may be repeated
    #[arg(long = "alias", value_name = "NAME")]
    aliases: Vec<String>,
    /// A name that only counts beside another one of the entity; may be repeated
    #[arg(long = "weak", value_name = "NAME")]
    weak: Vec<String>,
    /// What texts call it: “harbour master”; may be repeated
    #[arg(long = "role", value_name = "ROLE")]
    roles: Vec<String>,
    /// f (she), m (he), n (they)
    #[arg(long, value_name = "GENDER")]
    gender: Option<String>,
    /// Wikidata's id
    #[arg(long, value_name = "QID")]
    wikidata: Option<String>,
    /// Anything to keep
    #[arg(long, value_name = "TEXT")]
    notes: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &AddArgs) -> Result<Outcome> {
    let mut edit = Edit::open(&args.file)?;
    let aliases = args.aliases.iter().map(Alias::new).chain(args.weak.iter().map(Alias::weak));
    let aliases: Vec<Alias> = aliases.collect();
    if let Some(id) = &args.to {
        ensure!(!aliases.is_empty() || !args.roles.is_empty(), "say what to add: --alias, --role");
        let names = edit.add_aliases(id, &aliases)?;
        let roles = edit.add_roles(id, &args.roles)?;
        edit.save()?;
        console::note(&format!("{id}: {names} names and {roles} roles added"));
        return Ok(Outcome::Done);
    }
    let entity = entity(args, aliases)?;
    edit.add(&entity)?;
    edit.save()?;
    console::note(&format!("{} added to {}", entity.id, args.file.display()));
    Ok(Outcome::Done)
}

fn entity(args: &AddArgs, aliases: Vec<Alias>) -> Result<Entity> {
    let name = args.name.as_deref().context("say the entity's name")?;
    let kind = args.kind.as_deref().map_or(Ok(Kind::Other), kind)?;
    let id = args.id.clone().unwrap_or_else(|| gazetteer::slug(name));
    let mut entity = Entity::new(id, name, kind);
    let gender = |word: &str| {
        Gender::from_word(word).with_context(|| format!("unknown gender “{word}”; write f, m or n"))
    };
    entity.gender = args.gender.as_deref().map(gender).transpose()?;
    entity.aliases = aliases;
    entity.roles.clone_from(&args.roles);
    entity.ids.extend(args.wikidata.iter().map(|qid| ("wikidata".to_owned(), qid.clone())));
    entity.notes.clone_from(&args.notes);
    Ok(entity)
}

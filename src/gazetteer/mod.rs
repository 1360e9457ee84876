//! Floor 1: the list of entities with their aliases, and the files it is read from.

use std::{fmt, path::Path, sync::Arc};

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// The user's key of an entity (a slug, a Wikidata id, …), kept to the end.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct EntityId(Arc<str>);

impl EntityId {
    /// The key as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for EntityId {
    fn from(id: &str) -> Self {
        Self(id.into())
    }
}

impl From<String> for EntityId {
    fn from(id: String) -> Self {
        Self(id.into())
    }
}

impl fmt::Display for EntityId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum Kind {
    /// A human being.
    Person,
    /// A company, party, ministry, outlet, …
    Organisation,
    /// A country, city, square, prison, …
    Place,
    /// People without a legal form: a people, a crowd, a movement.
    Group,
    /// A book, film, law, programme.
    Work,
    /// An election, war, festival.
    Event,
    /// Not known.
    Other,
}

/// Grammatical and social gender as far as a text's pronouns follow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// she
    #[serde(rename = "f")]
    Female,
    /// he
    #[serde(rename = "m")]
    Male,
    /// they, singular
    #[serde(rename = "n")]
    Neutral,
}

/// Someone or something that texts name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// The user's key.
    pub id: EntityId,
    /// Canonical name.
    pub name: String,
    /// What sort of thing it is.
    pub kind: Kind,
    /// Other names, spellings and scripts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<Alias>,
    /// Which pronoun stands for it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Descriptions that texts use in place of the name: “defence minister”, “Belarusian leader”.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Ids elsewhere, by scheme (`wikidata` → `Q…`).
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub ids: IndexMap<String, String>,
    /// Anything the list's maker wants to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

/// A name that a gazetteer lists for an entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "AliasForm", into = "AliasForm")]
pub struct Alias {
    /// The name as written.
    pub text: String,
    /// Only counts where the document names the entity otherwise too (a nickname, a short form).
    pub weak: bool,
}

/// In files an alias is a string, or a table where it is weak.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum AliasForm {
    Text(String),
    Table {
        text: String,
        #[serde(default)]
        weak: bool,
    },
}

impl From<AliasForm> for Alias {
    fn from(form: AliasForm) -> Self {
        match form {
            AliasForm::Text(text) => Self { text, weak: false },
            AliasForm::Table { text, weak } => Self { text, weak },
        }
    }
}

impl From<Alias> for AliasForm {
    fn from(alias: Alias) -> Self {
        if alias.weak {
            Self::Table { text: alias.text, weak: true }
        } else {
            Self::Text(alias.text)
        }
    }
}

/// Entities in the order in which they were read. An alias may have several owners.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entities: IndexMap<EntityId, Entity>,
}

impl Gazetteer {
    /// An empty list: the tool then works on discovered names alone.
    pub fn new() -> Self {
        Self::default()
    }

    /// Loads one or more files, later ones layered over earlier ones.
    ///
    /// # Errors
    /// Unreadable files, and every mistake in them, with file, line and column.
    pub fn load<P: AsRef<Path>>(paths: impl IntoIterator<Item = P>) -> Result<Self> {
        let _ = paths;
        Err(Error::Setting("gazetteers are not read yet".to_owned()))
    }

    /// Adds an entity; one with the same id is layered over: its aliases are joined.
    pub fn add(&mut self, entity: Entity) {
        self.entities.insert(entity.id.clone(), entity);
    }

    /// The entity with this key.
    pub fn get(&self, id: &EntityId) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// All entities, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

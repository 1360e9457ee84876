//! The types of a gazetteer: an entity, its kind, gender and aliases.

use std::{borrow::Cow, fmt, sync::Arc};

use indexmap::IndexMap;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, MapAccess, Visitor},
    ser::SerializeStruct,
};

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

impl std::borrow::Borrow<str> for EntityId {
    fn borrow(&self) -> &str {
        &self.0
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

impl Kind {
    /// Every kind, in the order of their use.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Organisation,
        Self::Place,
        Self::Group,
        Self::Work,
        Self::Event,
        Self::Other,
    ];

    /// The word that files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Group => "group",
            Self::Work => "work",
            Self::Event => "event",
            Self::Other => "other",
        }
    }

    /// The kind that files call `word`, to the letter.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
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

impl Gender {
    /// The letter that files use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Female => "f",
            Self::Male => "m",
            Self::Neutral => "n",
        }
    }

    /// The gender that files call `word`, to the letter.
    pub fn from_word(word: &str) -> Option<Self> {
        [Self::Female, Self::Male, Self::Neutral].into_iter().find(|g| g.as_str() == word)
    }
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
    /// Forms that never name it, though they look like its name or a common list says so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclude: Vec<String>,
    /// Which pronoun stands for it, where known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gender: Option<Gender>,
    /// Descriptions that texts use in place of the name: “defence minister”, “Belarusian leader”.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<String>,
    /// Ids elsewhere, by scheme (`wikidata` → `Q…`).
    #[serde(default, skip_serializing_if = "Ids::is_empty")]
    pub ids: Ids,
    /// Anything the list's maker wants to keep.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
}

impl Entity {
    /// An entity of which only the key, the name and the kind are known.
    pub fn new(id: impl Into<EntityId>, name: impl Into<String>, kind: Kind) -> Self {
        Self {
            id: id.into(),
            name: name.into(),
            kind,
            aliases: Vec::new(),
            exclude: Vec::new(),
            gender: None,
            roles: Vec::new(),
            ids: Ids::default(),
            notes: None,
        }
    }
}

/// Ids elsewhere, by scheme, in the order in which they were added. Most entities of a long list
/// have none, and then it takes one word of memory.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Ids(Option<Box<IndexMap<String, String>>>);

impl Ids {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The id of this scheme.
    pub fn get(&self, scheme: &str) -> Option<&String> {
        self.0.as_ref()?.get(scheme)
    }

    /// Adds an id, or replaces that of the same scheme.
    pub fn insert(&mut self, scheme: String, id: String) {
        self.0.get_or_insert_default().insert(scheme, id);
    }

    /// Schemes and ids, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter().flat_map(|ids| ids.iter())
    }

    /// The schemes, in order.
    pub fn keys(&self) -> impl Iterator<Item = &String> {
        self.iter().map(|(scheme, _)| scheme)
    }

    /// The ids, in order.
    pub fn values(&self) -> impl Iterator<Item = &String> {
        self.iter().map(|(_, id)| id)
    }
}

impl fmt::Debug for Ids {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl std::ops::Index<&str> for Ids {
    type Output = String;

    fn index(&self, scheme: &str) -> &String {
        self.get(scheme).expect("indexed by a scheme that is there")
    }
}

impl Extend<(String, String)> for Ids {
    fn extend<I: IntoIterator<Item = (String, String)>>(&mut self, ids: I) {
        ids.into_iter().for_each(|(scheme, id)| self.insert(scheme, id));
    }
}

impl FromIterator<(String, String)> for Ids {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(ids: I) -> Self {
        let mut all = Self::default();
        all.extend(ids);
        all
    }
}

impl IntoIterator for Ids {
    type Item = (String, String);
    type IntoIter = indexmap::map::IntoIter<String, String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.map_or_else(IndexMap::new, |ids| *ids).into_iter()
    }
}

impl Serialize for Ids {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Ids {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let ids = IndexMap::<String, String>::deserialize(from)?;
        Ok(if ids.is_empty() { Self(None) } else { Self(Some(Box::new(ids))) })
    }
}

/// A name that a gazetteer lists for an entity. In files: a string, or a table where it is weak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name as written.
    pub text: String,
    /// Only counts where the document names the entity otherwise too (a nickname, a short form).
    pub weak: bool,
}

impl Alias {
    /// An alias that counts by itself.
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), weak: false }
    }

    /// An alias that only counts where the document names the entity otherwise too.
    pub fn weak(text: impl Into<String>) -> Self {
        Self { text: text.into(), weak: true }
    }
}

impl Serialize for Alias {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        if !self.weak {
            return out.serialize_str(&self.text);
        }
        let mut table = out.serialize_struct("Alias", 2)?;
        table.serialize_field("text", &self.text)?;
        table.serialize_field("weak", &true)?;
        table.end()
    }
}

// By hand: serde's untagged enums buffer every alias, which shows in lists of a million.
impl<'de> Deserialize<'de> for Alias {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AliasVisitor)
    }
}

struct AliasVisitor;

impl<'de> Visitor<'de> for AliasVisitor {
    type Value = Alias;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an alias: a string, or a table with `text` and `weak`")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Alias, E> {
        Ok(Alias::new(text))
    }

    fn visit_string<E: de::Error>(self, text: String) -> Result<Alias, E> {
        Ok(Alias::new(text))
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Alias, M::Error> {
        let (mut text, mut weak) = (None, None);
        while let Some(key) = map.next_key::<Cow<'_, str>>()? {
            match key.as_ref() {
                "text" if text.is_none() => text = Some(map.next_value()?),
                "weak" if weak.is_none() => weak = Some(map.next_value()?),
                "text" => return Err(de::Error::duplicate_field("text")),
                "weak" => return Err(de::Error::duplicate_field("weak")),
                other => return Err(de::Error::unknown_field(other, &["text", "weak"])),
            }
        }
        let text = text.ok_or_else(|| de::Error::missing_field("text"))?;
        Ok(Alias { text, weak: weak.unwrap_or(false) })
    }
}

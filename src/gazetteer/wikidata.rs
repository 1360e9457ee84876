//! Wikidata entities as JSON, one a line: a dump, or a part of one.

use std::{borrow::Cow, collections::BTreeMap, fmt, io, marker::PhantomData};

use indexmap::IndexMap;
use serde::{
    Deserialize,
    de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Value, json, value::RawValue};

use super::{
    Alias, Entity, Gazetteer, Gender, Ids, Kept, KeptIds, Kind, Loader, Style, foreign,
    foreign::clean,
    intake::{Entry, Intake, Repeat, fault_of_text},
    jsonl::{for_lines, json_fault},
    source::{Place, Source},
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "wikidata",
    about: "Wikidata entities as JSON, one a line, as in a dump",
    extensions: &[],
    detect,
    read,
    write: Some(write),
    kept: Kept { weak: false, exclude: false, roles: false, ids: KeptIds::Properties, ..Kept::ALL },
};

fn detect(start: &[u8]) -> bool {
    let mut lines = start.split(|b| *b == b'\n').map(<[u8]>::trim_ascii);
    let line = lines.find(|line| line.len() > 1).unwrap_or_default();
    let has = |key: &[u8]| memchr::memmem::find(line, key).is_some();
    has(b"\"id\"") && has(b"\"labels\"") && (has(b"\"language\"") || has(b"\"claims\""))
}

#[derive(Deserialize)]
struct Item<'a> {
    id: String,
    #[serde(borrow, rename = "type")]
    sort: Option<Cow<'a, str>>,
    #[serde(default, deserialize_with = "map")]
    labels: IndexMap<String, Term>,
    #[serde(default, deserialize_with = "map")]
    aliases: IndexMap<String, Vec<Term>>,
    #[serde(default, deserialize_with = "map")]
    descriptions: IndexMap<String, Term>,
    #[serde(borrow, default, deserialize_with = "map")]
    claims: IndexMap<String, Vec<Statement<'a>>>,
}

#[derive(Deserialize)]
struct Term {
    value: String,
}

#[derive(Deserialize)]
struct Statement<'a> {
    #[serde(borrow)]
    mainsnak: Snak<'a>,
}

#[derive(Deserialize)]
struct Snak<'a> {
    #[serde(borrow)]
    datatype: Option<Cow<'a, str>>,
    #[serde(borrow)]
    datavalue: Option<DataValue<'a>>,
}

#[derive(Deserialize)]
struct DataValue<'a> {
    #[serde(borrow)]
    value: &'a RawValue,
}

/// An object, or the empty list that dumps have in the place of an empty object.
fn map<'de, D: Deserializer<'de>, V: Deserialize<'de>>(
    from: D,
) -> std::result::Result<IndexMap<String, V>, D::Error> {
    struct MapOrEmpty<V>(PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for MapOrEmpty<V> {
        type Value = IndexMap<String, V>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object, or an empty list")
        }
        fn visit_map<M: MapAccess<'de>>(
            self,
            mut map: M,
        ) -> std::result::Result<Self::Value, M::Error> {
            let mut all = IndexMap::new();
            while let Some((key, value)) = map.next_entry()? {
                all.insert(key, value);
            }
            Ok(all)
        }
        fn visit_seq<S: SeqAccess<'de>>(
            self,
            mut list: S,
        ) -> std::result::Result<Self::Value, S::Error> {
            while list.next_element::<IgnoredAny>()?.is_some() {}
            Ok(IndexMap::new())
        }
    }
    from.deserialize_any(MapOrEmpty(PhantomData))
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    for_lines(source, intake, |number, line, intake| {
        let text = line.trim_end_matches(',').trim();
        if text == "[" || text == "]" {
            return;
        }
        let place = Place { line: number, column: 1 };
        match serde_json::from_str::<Item<'_>>(text) {
            Err(e) => json_fault(number, text, &e, intake),
            Ok(item) if item.sort.as_ref().is_some_and(|sort| sort != "item") => {}
            Ok(item) => match entry(item) {
                Ok(Some(entry)) => intake.entry(entry, place, Repeat::More),
                Ok(None) => intake.remark(place, "an item without a label is left out"),
                Err(message) => intake.fault(place, message),
            },
        }
    })
}

/// The label that is the canonical name where there are several.
const PREFERRED: [&str; 2] = ["en", "mul"];

/// None where the item has no label.
fn entry(item: Item<'_>) -> std::result::Result<Option<Entry>, String> {
    let preferred = PREFERRED.iter().find_map(|language| item.labels.get_index_of(*language));
    let at = preferred.unwrap_or(0);
    let mut labels = item.labels.into_values();
    let before: Vec<_> = labels.by_ref().take(at).collect();
    let Some(name) = labels.next() else { return Ok(None) };
    let aliases = item.aliases.into_values().flatten();
    let mut all: IndexMap<String, ()> = IndexMap::new();
    for term in before.into_iter().chain(labels).chain(aliases) {
        all.insert(clean(&term.value).into_owned(), ());
    }
    let name = clean(&name.value).into_owned();
    all.shift_remove(&name);
    all.shift_remove("");
    let faults = all.keys().chain([&name]).find_map(|text| fault_of_text(text, "a label"));
    if let Some(message) = faults {
        return Err(message);
    }
    let mut ids = Ids::from_iter([("wikidata".to_owned(), item.id.clone())]);
    ids.extend(item.claims.iter().filter_map(|(p, all)| Some((p.clone(), external(all)?))));
    let things = |property: &str| {
        item.claims.get(property).into_iter().flatten().filter_map(thing).collect::<Vec<_>>()
    };
    let description = PREFERRED.iter().find_map(|language| item.descriptions.get(*language));
    Ok(Some(Entry {
        id: item.id,
        name: Some(name),
        kind: things("P31").iter().find_map(|class| foreign::wikidata_class(class)),
        aliases: all.into_keys().map(Alias::new).collect(),
        gender: things("P21").iter().find_map(|gender| foreign::gender(gender)),
        ids,
        notes: description.map(|term| term.value.clone()),
        ..Entry::default()
    }))
}

/// The id elsewhere that a property gives first.
fn external(statements: &[Statement<'_>]) -> Option<String> {
    let snak = statements
        .iter()
        .map(|s| &s.mainsnak)
        .find(|snak| snak.datatype.as_deref() == Some("external-id") && snak.datavalue.is_some())?;
    let id: String = serde_json::from_str(snak.datavalue.as_ref()?.value.get()).ok()?;
    let id = clean(&id);
    fault_of_text(&id, "").is_none().then(|| id.into_owned())
}

/// The item that a statement names.
fn thing(statement: &Statement<'_>) -> Option<String> {
    #[derive(Deserialize)]
    struct Thing {
        id: String,
    }
    let value = statement.mainsnak.datavalue.as_ref()?.value;
    serde_json::from_str::<Thing>(value.get()).ok().map(|thing| thing.id)
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for entity in gazetteer.iter() {
        writeln!(out, "{}", item(entity))?;
    }
    Ok(())
}

fn item(entity: &Entity) -> Value {
    let term = |text: &str| json!({ "language": "mul", "value": text });
    let aliases: Vec<_> = entity.aliases.iter().map(|alias| term(&alias.text)).collect();
    let mut claims = BTreeMap::new();
    let class = match entity.kind {
        Kind::Person => Some("Q5"),
        Kind::Organisation => Some("Q43229"),
        Kind::Place => Some("Q486972"),
        Kind::Group => Some("Q41710"),
        Kind::Work => Some("Q571"),
        Kind::Event => Some("Q1656682"),
        Kind::Other => None,
    };
    let gender = entity.gender.map(|gender| match gender {
        Gender::Female => "Q6581072",
        Gender::Male => "Q6581097",
        Gender::Neutral => "Q48270",
    });
    for (property, thing) in [("P31", class), ("P21", gender)] {
        if let Some(thing) = thing {
            let value = json!({ "entity-type": "item", "id": thing });
            claims.insert(property, claim(property, "wikibase-item", &value));
        }
    }
    for (property, id) in entity.ids.iter().filter(|(scheme, _)| *scheme != "wikidata") {
        claims.insert(property, claim(property, "external-id", &json!(id)));
    }
    let mut item = Map::new();
    let id = entity.ids.get("wikidata").map_or(entity.id.as_str(), String::as_str);
    item.insert("type".to_owned(), json!("item"));
    item.insert("id".to_owned(), json!(id));
    item.insert("labels".to_owned(), json!({ "mul": term(&entity.name) }));
    if !aliases.is_empty() {
        item.insert("aliases".to_owned(), json!({ "mul": aliases }));
    }
    if let Some(notes) = &entity.notes {
        item.insert("descriptions".to_owned(), json!({ "mul": term(notes) }));
    }
    item.insert("claims".to_owned(), json!(claims));
    Value::Object(item)
}

fn claim(property: &str, datatype: &str, value: &Value) -> Value {
    json!([{
        "mainsnak": {
            "snaktype": "value", "property": property, "datatype": datatype,
            "datavalue": { "value": value },
        },
        "type": "statement", "rank": "normal",
    }])
}

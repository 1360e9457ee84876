//! FollowTheMoney entities as JSON Lines, as OpenSanctions and Aleph publish them.

use std::{borrow::Cow, collections::BTreeMap, io};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Alias, Entity, Gazetteer, Gender, Kept, KeptIds, Kind, Loader, Style, foreign,
    foreign::clean,
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    jsonl::{for_lines, json_fault},
    source::{Place, Source},
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "ftm",
    about: "FollowTheMoney entities, one a line (OpenSanctions, Aleph)",
    extensions: &[],
    detect,
    read,
    write: Some(write),
    kept: Kept {
        ids: KeptIds::Some(&["wikidata", "lei", "imo", "registration", "inn", "ogrn", "duns"]),
        exclude: false,
        kinds: &[Kind::Person, Kind::Organisation, Kind::Event, Kind::Other],
        ..Kept::ALL
    },
};

fn detect(start: &[u8]) -> bool {
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let has = |key: &[u8]| memchr::memmem::find(line, key).is_some();
    has(b"\"schema\"") && has(b"\"properties\"")
}

/// A line; a property that is no list of strings is left to [`Value`].
#[derive(Deserialize)]
struct Line<'a> {
    id: String,
    #[serde(borrow)]
    schema: Cow<'a, str>,
    caption: Option<String>,
    #[serde(default)]
    properties: BTreeMap<String, Value>,
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    for_lines(source, intake, |number, text, intake| {
        let place = Place { line: number, column: 1 };
        match serde_json::from_str::<Line<'_>>(text) {
            Err(e) => json_fault(number, text, &e, intake),
            Ok(line) if foreign::ftm_ignores(&line.schema) => {}
            Ok(line) => match entry(line) {
                Ok(Some(entry)) => intake.entry(entry, place, Repeat::More),
                Ok(None) => intake.remark(place, "an entity without a name is left out"),
                Err(message) => intake.fault(place, message),
            },
        }
    })
}

/// None where the entity has no name at all.
fn entry(line: Line<'_>) -> std::result::Result<Option<Entry>, String> {
    if let Some(message) = fault_of_id(&line.id) {
        return Err(message);
    }
    let kind =
        foreign::kind(&line.schema).ok_or_else(|| format!("unknown schema “{}”", line.schema))?;
    let all = |property: &str| texts(line.properties.get(property));
    let mut names = all("name");
    if let Some(caption) = &line.caption
        && let Some(at) = names.iter().position(|name| *name == clean(caption))
    {
        names[..=at].rotate_right(1);
    }
    if names.is_empty() {
        let parts =
            ["firstName", "middleName", "lastName"].map(|part| all(part).into_iter().next());
        let full = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        names.extend(Some(full).filter(|full| !full.is_empty()));
    }
    let mut names = names.into_iter();
    let Some(name) = names.next() else { return Ok(None) };
    let strong = names.chain(all("alias")).chain(all("previousName")).map(Alias::new);
    let mut aliases: Vec<Alias> = strong.collect();
    let weak = all("weakAlias").into_iter().filter(|w| !aliases.iter().any(|a| a.text == *w));
    let weak: Vec<_> = weak.map(Alias::weak).collect();
    aliases.extend(weak);
    let too_long = |text: &String| fault_of_text(text, "a name");
    if let Some(message) = aliases.iter().map(|a| &a.text).chain([&name]).find_map(too_long) {
        return Err(message);
    }
    let scheme = |property: &String| {
        let id = texts(line.properties.get(property)).into_iter().next()?;
        Some((foreign::ftm_id(property)?.to_owned(), id))
    };
    let notes = all("notes");
    Ok(Some(Entry {
        name: Some(name),
        kind: Some(kind),
        aliases,
        gender: all("gender").iter().find_map(|word| foreign::gender(word)),
        roles: all("position"),
        ids: line.properties.keys().filter_map(scheme).collect(),
        notes: (!notes.is_empty()).then(|| notes.join("\n")),
        id: line.id,
        ..Entry::default()
    }))
}

/// A property's values.
fn texts(values: Option<&Value>) -> Vec<String> {
    let text = |value: &Value| value.as_str().map(|text| clean(text).into_owned());
    let values = match values {
        Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
        Some(one) => text(one).into_iter().collect(),
        None => Vec::new(),
    };
    values.into_iter().filter(|text| !text.is_empty()).collect()
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for entity in gazetteer.iter() {
        serde_json::to_writer(&mut *out, &line(entity))?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

fn line(entity: &Entity) -> Value {
    let schema = match entity.kind {
        Kind::Person => "Person",
        Kind::Organisation | Kind::Group => "Organization",
        Kind::Event => "Event",
        Kind::Place | Kind::Work | Kind::Other => "Thing",
    };
    let mut properties = Map::new();
    let mut put = |property: &str, values: Vec<&str>| {
        if !values.is_empty() {
            properties.insert(property.to_owned(), json!(values));
        }
    };
    let aliases = |weak: bool| {
        entity.aliases.iter().filter(|a| a.weak == weak).map(|a| a.text.as_str()).collect()
    };
    put("name", vec![&entity.name]);
    put("alias", aliases(false));
    put("weakAlias", aliases(true));
    let gender = entity.gender.map(|gender| match gender {
        Gender::Female => "female",
        Gender::Male => "male",
        Gender::Neutral => "other",
    });
    put("gender", gender.into_iter().collect());
    put("position", entity.roles.iter().map(String::as_str).collect());
    put("notes", entity.notes.iter().map(String::as_str).collect());
    for (scheme, id) in entity.ids.iter() {
        if let Some(property) = foreign::ftm_property(scheme) {
            put(property, vec![id]);
        }
    }
    json!({
        "id": entity.id, "caption": entity.name, "schema": schema, "properties": properties,
    })
}

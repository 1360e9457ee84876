//! Our own fields as JSON Lines: one entity a line, for lists that programs make.

use std::{fmt, io};

use serde::{
    Deserialize,
    de::{DeserializeOwned, Deserializer, MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    Alias, Gazetteer, Gender, Ids, Kept, Kind, Loader, Style,
    foreign::clean,
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    source::{LONGEST_LINE, Line, Place, Source, utf8},
    suggestion::did_you_mean,
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "jsonl",
    about: "JSON Lines with the fields of the TOML",
    extensions: &[],
    detect,
    read,
    write: Some(write),
    kept: Kept::ALL,
};

const FIELDS: [&str; 9] =
    ["id", "kind", "name", "aliases", "exclude", "gender", "roles", "ids", "notes"];

fn detect(start: &[u8]) -> bool {
    start.trim_ascii_start().first().is_none_or(|first| *first == b'{')
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    for_lines(source, intake, |number, line, intake| {
        if intake.wants_places() {
            return Careful { line, number, intake }.entity();
        }
        let place = Place { line: number, column: 1 };
        match serde_json::from_str::<Fields>(line).ok().and_then(Fields::valid) {
            Some(entry) => intake.entry(entry, place, Repeat::Mistake),
            None => Careful { line, number, intake }.entity(),
        }
    })
}

/// Calls `each` with every line that is not blank and its number; lines that are too long or no
/// text are mistakes.
pub(super) fn for_lines(
    source: &mut Source,
    intake: &mut Intake,
    mut each: impl FnMut(u32, &str, &mut Intake),
) -> Result<()> {
    while let Some(line) = source.next_line()? {
        let (number, bytes) = match line {
            Line::Text(number, bytes) => (number, bytes),
            Line::TooLong(number) => {
                let most = LONGEST_LINE >> 20;
                let message =
                    format!("a line longer than {most} MiB; an entity stands on one line");
                intake.fault(Place::line(number), message);
                continue;
            }
        };
        match utf8(bytes) {
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) => each(number, text, intake),
            Err((at, message)) => {
                let column = String::from_utf8_lossy(&bytes[..at]).chars().count() as u32 + 1;
                intake.fault(Place { line: number, column }, message);
            }
        }
    }
    Ok(())
}

/// A line that is no JSON, or not of the form that its format has.
pub(super) fn json_fault(number: u32, line: &str, error: &serde_json::Error, intake: &mut Intake) {
    let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
    let column = before.chars().count() as u32 + 1;
    intake.fault(Place { line: number, column }, json_message(error));
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for entity in gazetteer.iter() {
        serde_json::to_writer(&mut *out, entity)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// The quick way: a line without mistakes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    id: String,
    name: Option<String>,
    kind: Option<Kind>,
    #[serde(default)]
    aliases: Vec<Alias>,
    #[serde(default)]
    exclude: Vec<String>,
    gender: Option<Gender>,
    #[serde(default)]
    roles: Vec<String>,
    #[serde(default)]
    ids: Ids,
    notes: Option<String>,
}

impl Fields {
    fn valid(self) -> Option<Entry> {
        let Self { id, name, kind, aliases, exclude, gender, roles, ids, notes } = self;
        let sound = |text: &String| fault_of_text(text, "").is_none();
        let excluded =
            |form: &String| name.as_ref() == Some(form) || aliases.iter().any(|a| a.text == *form);
        let valid = fault_of_id(&id).is_none()
            && name.iter().all(sound)
            && aliases.iter().all(|alias| sound(&alias.text))
            && exclude.iter().chain(&roles).all(sound)
            && ids.values().all(sound)
            && !exclude.iter().any(excluded);
        valid.then_some(Entry {
            id,
            name,
            kind,
            aliases,
            exclude,
            gender,
            roles,
            ids,
            notes,
            places: Vec::new(),
        })
    }
}

/// The slow way: a line with mistakes, all of which are reported, or one whose places are asked
/// for.
struct Careful<'a> {
    line: &'a str,
    number: u32,
    intake: &'a mut Intake,
}

impl Careful<'_> {
    fn fault(&mut self, offset: usize, message: impl Into<String>) {
        let place = self.place(offset);
        self.intake.fault(place, message);
    }

    fn place(&self, offset: usize) -> Place {
        let before = self.line.get(..offset).unwrap_or(self.line);
        Place { line: self.number, column: before.chars().count() as u32 + 1 }
    }

    /// Where a part of the line stands in it.
    fn offset(&self, part: &str) -> usize {
        (part.as_ptr() as usize).saturating_sub(self.line.as_ptr() as usize)
    }

    fn entity(&mut self) {
        let pairs = match serde_json::from_str::<Pairs<'_>>(self.line) {
            Ok(Pairs(pairs)) => pairs,
            Err(e) => return self.fault(e.column().saturating_sub(1), json_message(&e)),
        };
        let before = self.intake.fault_count();
        let mut entry = Entry::default();
        let mut seen: Vec<String> = Vec::new();
        for (key, value) in pairs {
            let at = self.offset(value.get());
            if seen.contains(&key) {
                self.fault(at, format!("the key `{key}` stands twice"));
            }
            self.field(&key, value, &mut entry);
            seen.push(key);
        }
        if !seen.iter().any(|key| key == "id") {
            self.fault(0, "an entity lacks `id`");
        }
        for form in &entry.exclude {
            if entry.name.as_ref() == Some(form) || entry.aliases.iter().any(|a| a.text == *form) {
                self.fault(0, format!("“{form}” is both excluded and a name of this entity"));
            }
        }
        if self.intake.fault_count() == before {
            self.intake.entry(entry, Place { line: self.number, column: 1 }, Repeat::Mistake);
        }
    }

    fn field(&mut self, key: &str, value: &RawValue, entry: &mut Entry) {
        match key {
            "id" => entry.id = self.text(value, "`id`").unwrap_or_default(),
            "kind" => entry.kind = self.word(value, "kind", Kind::from_word, &KINDS),
            "name" => entry.name = Self::maybe(value).and_then(|v| self.text(v, "`name`")),
            "aliases" => {
                for part in self.list(value, "`aliases`") {
                    let place = self.place(self.offset(part.get()));
                    if let Some(alias) = self.alias(part) {
                        entry.aliases.push(alias);
                        entry.places.push(place);
                    }
                }
            }
            "exclude" => entry.exclude = self.texts(value, "`exclude`"),
            "gender" => entry.gender = self.word(value, "gender", Gender::from_word, &GENDERS),
            "roles" => entry.roles = self.texts(value, "`roles`"),
            "ids" => entry.ids = self.ids(value),
            "notes" => {
                entry.notes = Self::maybe(value).and_then(|v| self.get(v, "`notes`", STRING));
            }
            other => {
                let hint = did_you_mean(other, &FIELDS);
                let message =
                    format!("unknown key `{other}`{hint}; known are {}", FIELDS.join(", "));
                self.fault(self.offset(value.get()), message);
            }
        }
    }

    /// None where the value is null, which stands for a field left out.
    fn maybe(value: &RawValue) -> Option<&RawValue> {
        (value.get() != "null").then_some(value)
    }

    fn get<T: DeserializeOwned>(&mut self, value: &RawValue, what: &str, form: &str) -> Option<T> {
        let parsed = serde_json::from_str(value.get()).ok();
        if parsed.is_none() {
            self.fault(self.offset(value.get()), format!("{what} must be {form}"));
        }
        parsed
    }

    /// A string that says something. Programs write spaces around names and line breaks in them:
    /// these are cleaned, which `check` remarks.
    fn text(&mut self, value: &RawValue, what: &str) -> Option<String> {
        let text: String = self.get(value, what, STRING)?;
        let text = self.cleaned(value, what, text);
        let fault = if what == "`id`" { fault_of_id(&text) } else { fault_of_text(&text, what) };
        if let Some(message) = fault {
            self.fault(self.offset(value.get()), message);
            return None;
        }
        Some(text)
    }

    fn cleaned(&mut self, value: &RawValue, what: &str, text: String) -> String {
        let clean = clean(&text);
        if clean == text {
            return text;
        }
        let place = self.place(self.offset(value.get()));
        self.intake.remark(place, format!("{what} has spaces or line breaks too many: cleaned"));
        clean.into_owned()
    }

    fn word<T>(
        &mut self,
        value: &RawValue,
        what: &str,
        from: fn(&str) -> Option<T>,
        known: &[&str],
    ) -> Option<T> {
        let value = Self::maybe(value)?;
        let word: String = self.get(value, &format!("`{what}`"), STRING)?;
        let parsed = from(&word);
        if parsed.is_none() {
            let near = did_you_mean(&word, known);
            let message = format!("unknown {what} “{word}”{near}; known are {}", known.join(", "));
            self.fault(self.offset(value.get()), message);
        }
        parsed
    }

    fn list<'v>(&mut self, value: &'v RawValue, what: &str) -> Vec<&'v RawValue> {
        let parsed = serde_json::from_str(value.get());
        if parsed.is_err() {
            self.fault(self.offset(value.get()), format!("{what} must be a list: [\"…\", \"…\"]"));
        }
        parsed.unwrap_or_default()
    }

    fn texts(&mut self, value: &RawValue, what: &str) -> Vec<String> {
        let one = format!("a string in {what}");
        let list = self.list(value, what);
        list.into_iter().filter_map(|text| self.text(text, &one)).collect()
    }

    fn alias(&mut self, value: &RawValue) -> Option<Alias> {
        let mut alias: Alias =
            self.get(value, "an alias", "a string, or {\"text\": \"…\", \"weak\": true}")?;
        alias.text = self.cleaned(value, "an alias", alias.text);
        if let Some(message) = fault_of_text(&alias.text, "an alias") {
            self.fault(self.offset(value.get()), message);
            return None;
        }
        Some(alias)
    }

    fn ids(&mut self, value: &RawValue) -> Ids {
        let form = "a table: {\"wikidata\": \"Q…\"}";
        let parts: Option<Pairs<'_>> = serde_json::from_str(value.get()).ok();
        let Some(Pairs(parts)) = parts else {
            self.fault(self.offset(value.get()), format!("`ids` must be {form}"));
            return Ids::default();
        };
        let id = |(scheme, id): (String, &RawValue)| {
            let text = self.text(id, &format!("the id of {scheme}"))?;
            Some((scheme, text))
        };
        parts.into_iter().filter_map(id).collect()
    }
}

const STRING: &str = "a string";
const GENDERS: [&str; 3] = ["f", "m", "n"];
const KINDS: [&str; 7] = ["person", "organisation", "place", "group", "work", "event", "other"];

/// What serde says, without its own place, which counts bytes.
pub(super) fn json_message(error: &serde_json::Error) -> String {
    let text = error.to_string();
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    format!("not a line of JSON: {message}")
}

/// The pairs of an object as they stand, repeated keys included.
struct Pairs<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_map(PairsVisitor).map(Pairs)
    }
}

struct PairsVisitor;

impl<'de> Visitor<'de> for PairsVisitor {
    type Value = Vec<(String, &'de RawValue)>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object: {\"id\": …}")
    }

    fn visit_map<M: MapAccess<'de>>(
        self,
        mut map: M,
    ) -> std::result::Result<Self::Value, M::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(pairs)
    }
}

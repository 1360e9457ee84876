//! Our own format: TOML, for lists that people keep by hand.

use std::{collections::BTreeMap, io};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Alias, Entity, Gazetteer, Gender, Ids, Kept, Kind, Loader, Style,
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    source::{Lines, Place, Source, place_in, utf8},
    suggestion::did_you_mean,
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "toml",
    about: "our own format, with comments, includes and all fields",
    extensions: &["toml"],
    detect,
    read,
    write: Some(write),
    kept: Kept::ALL,
};

const TOP: [&str; 5] = ["include", "title", "licence", "origin", "entity"];
const FIELDS: [&str; 9] =
    ["id", "kind", "name", "aliases", "exclude", "gender", "roles", "ids", "notes"];
const ALIAS: [&str; 2] = ["text", "weak"];

fn detect(start: &[u8]) -> bool {
    memchr::memmem::find(start, b"[[entity]]").is_some()
}

type Value<'t> = Spanned<DeValue<'t>>;

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    let bytes = source.bytes()?;
    let text = match utf8(&bytes) {
        Ok(text) => text,
        Err((at, message)) => {
            intake.fault(place_in(&bytes, at), message);
            return Ok(());
        }
    };
    let (table, errors) = DeTable::parse_recoverable(text);
    let lines = Lines::new(text);
    let mut walk = Walk { lines: &lines, intake };
    for error in &errors {
        let place = error.span().map_or(Place::default(), |span| lines.place(span.start));
        walk.intake.fault(place, error.message().trim_end());
    }
    // What the parser guessed at after a mistake would only be blamed a second time.
    if errors.is_empty() {
        walk.file(table.into_inner());
    }
    Ok(())
}

/// Goes through a file's tables and reports every mistake at its place.
struct Walk<'a> {
    lines: &'a Lines<'a>,
    intake: &'a mut Intake,
}

impl Walk<'_> {
    fn fault(&mut self, offset: usize, message: impl Into<String>) {
        self.intake.fault(self.lines.place(offset), message);
    }

    fn unknown(&mut self, offset: usize, key: &str, known: &[&str]) {
        let hint = did_you_mean(key, known);
        self.fault(offset, format!("unknown key `{key}`{hint}; known are {}", known.join(", ")));
    }

    fn file(&mut self, table: DeTable<'_>) {
        let mut entities = None;
        for (key, value) in table {
            let (at, here) = (key.span().start, value.span().start);
            match key.get_ref().as_ref() {
                "include" => self.includes(value),
                "title" => self.intake.about().title = self.text(value, "`title`"),
                "licence" => self.intake.about().licence = self.text(value, "`licence`"),
                "origin" => self.intake.about().origin = self.text(value, "`origin`"),
                "entity" => match value.into_inner() {
                    DeValue::Array(list) => entities = Some(list),
                    _ => self.fault(here, "write `[[entity]]`, with two brackets each side"),
                },
                other => self.unknown(at, other, &TOP),
            }
        }
        for entity in entities.into_iter().flatten() {
            self.entity(entity);
        }
    }

    fn includes(&mut self, value: Value<'_>) {
        for path in self.list(value, "`include`") {
            let place = self.lines.place(path.span().start);
            if let Some(path) = self.text(path, "a path in `include`") {
                self.intake.include(&path, place);
            }
        }
    }

    fn entity(&mut self, value: Value<'_>) {
        let place = self.lines.place(value.span().start);
        let before = self.intake.fault_count();
        let DeValue::Table(table) = value.into_inner() else {
            self.intake.fault(place, "an entity is a table: begin it with `[[entity]]`");
            return;
        };
        let (mut entry, mut id) = (Entry::default(), None);
        for (key, value) in table {
            let at = key.span().start;
            match key.get_ref().as_ref() {
                "id" => id = Some(self.id(value)),
                "kind" => entry.kind = self.kind(value),
                "name" => entry.name = self.text(value, "`name`"),
                "aliases" => (entry.aliases, entry.places) = self.aliases(value),
                "exclude" => entry.exclude = self.texts(value, "`exclude`"),
                "gender" => entry.gender = self.gender(value),
                "roles" => entry.roles = self.texts(value, "`roles`"),
                "ids" => entry.ids = self.ids(value),
                "notes" => entry.notes = self.string(value, "`notes`").map(|(notes, _)| notes),
                other => self.unknown(at, other, &FIELDS),
            }
        }
        match id {
            None => self.intake.fault(place, "an entity lacks `id`"),
            Some(id) => entry.id = id.unwrap_or_default(),
        }
        for form in &entry.exclude {
            if entry.name.as_ref() == Some(form) || entry.aliases.iter().any(|a| a.text == *form) {
                let message = format!("“{form}” is both excluded and a name of this entity");
                self.intake.fault(place, message);
            }
        }
        if self.intake.fault_count() == before {
            self.intake.entry(entry, place, Repeat::Mistake);
        }
    }

    /// A string and its offset; anything else is a mistake.
    fn string(&mut self, value: Value<'_>, what: &str) -> Option<(String, usize)> {
        let at = value.span().start;
        if let DeValue::String(text) = value.into_inner() {
            return Some((text.into_owned(), at));
        }
        self.fault(at, format!("{what} must be a string in quotation marks"));
        None
    }

    /// A string that says something and holds no control characters.
    fn text(&mut self, value: Value<'_>, what: &str) -> Option<String> {
        let (text, at) = self.string(value, what)?;
        match fault_of_text(&text, what) {
            None => Some(text),
            Some(message) => {
                self.fault(at, message);
                None
            }
        }
    }

    fn id(&mut self, value: Value<'_>) -> Option<String> {
        let (id, at) = self.string(value, "`id`")?;
        let fault = fault_of_id(&id);
        if let Some(message) = &fault {
            self.fault(at, message);
        }
        fault.is_none().then_some(id)
    }

    fn kind(&mut self, value: Value<'_>) -> Option<Kind> {
        let (word, at) = self.string(value, "`kind`")?;
        let kind = Kind::from_word(&word);
        if kind.is_none() {
            let known = Kind::ALL.map(Kind::as_str);
            let near = did_you_mean(&word, &known);
            self.fault(at, format!("unknown kind “{word}”{near}; known are {}", known.join(", ")));
        }
        kind
    }

    fn gender(&mut self, value: Value<'_>) -> Option<Gender> {
        let (word, at) = self.string(value, "`gender`")?;
        let gender = Gender::from_word(&word);
        if gender.is_none() {
            let message = format!("unknown gender “{word}”; write f (she), m (he) or n (they)");
            self.fault(at, message);
        }
        gender
    }

    fn list<'t>(&mut self, value: Value<'t>, what: &str) -> Vec<Value<'t>> {
        let at = value.span().start;
        if let DeValue::Array(list) = value.into_inner() {
            return list.into_iter().collect();
        }
        self.fault(at, format!("{what} must be a list: [\"…\", \"…\"]"));
        Vec::new()
    }

    fn texts(&mut self, value: Value<'_>, what: &str) -> Vec<String> {
        let one = format!("a string in {what}");
        let list = self.list(value, what);
        list.into_iter().filter_map(|text| self.text(text, &one)).collect()
    }

    fn aliases(&mut self, value: Value<'_>) -> (Vec<Alias>, Vec<Place>) {
        let list = self.list(value, "`aliases`");
        let placed = list.into_iter().filter_map(|alias| {
            let place = self.lines.place(alias.span().start);
            self.alias(alias).map(|alias| (alias, place))
        });
        placed.unzip()
    }

    fn alias(&mut self, value: Value<'_>) -> Option<Alias> {
        let at = value.span().start;
        let table = match value.get_ref() {
            DeValue::String(_) => return self.text(value, "an alias").map(Alias::new),
            DeValue::Table(_) => value.into_inner(),
            _ => {
                self.fault(at, "an alias is a string, or { text = \"…\", weak = true }");
                return None;
            }
        };
        let DeValue::Table(table) = table else { return None };
        let (mut text, mut weak) = (None, false);
        for (key, value) in table {
            let here = value.span().start;
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("text", _) => text = Some(self.text(value, "`text`")),
                ("weak", DeValue::Boolean(yes)) => weak = *yes,
                ("weak", _) => self.fault(here, "`weak` must be true or false"),
                (other, _) => self.unknown(key.span().start, other, &ALIAS),
            }
        }
        if text.is_none() {
            self.fault(at, "an alias lacks `text`");
        }
        text.flatten().map(|text| Alias { text, weak })
    }

    /// In the order in which they stand.
    fn ids(&mut self, value: Value<'_>) -> Ids {
        let at = value.span().start;
        let DeValue::Table(table) = value.into_inner() else {
            self.fault(at, "`ids` must be a table: { wikidata = \"Q…\" }");
            return Ids::default();
        };
        let ordered: BTreeMap<_, _> =
            table.into_iter().map(|(key, id)| (key.span().start, (key.into_inner(), id))).collect();
        let mut ids = Ids::default();
        for (scheme, id) in ordered.into_values() {
            let what = format!("the id of {scheme}");
            if let Some(id) = self.text(id, &what) {
                ids.insert(scheme.into_owned(), id);
            }
        }
        ids
    }
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for (i, entity) in gazetteer.iter().enumerate() {
        let gap = if i == 0 { "" } else { "\n" };
        write!(out, "{gap}{}", entity_as_toml(entity))?;
    }
    Ok(())
}

/// An entity as people write it: one field a line, long lists over several lines.
pub(crate) fn entity_as_toml(entity: &Entity) -> String {
    let mut text = String::from("[[entity]]\n");
    let mut put = |field: &str, value: String| {
        text.push_str(&format!("{field} = {value}\n"));
    };
    put("id", quoted(entity.id.as_str()));
    put("kind", quoted(entity.kind.as_str()));
    put("name", quoted(&entity.name));
    let texts = |list: &[String]| list.iter().map(|text| quoted(text)).collect::<Vec<_>>();
    if !entity.aliases.is_empty() {
        put("aliases", list(&entity.aliases.iter().map(alias).collect::<Vec<_>>()));
    }
    if !entity.exclude.is_empty() {
        put("exclude", list(&texts(&entity.exclude)));
    }
    if let Some(gender) = entity.gender {
        put("gender", quoted(gender.as_str()));
    }
    if !entity.roles.is_empty() {
        put("roles", list(&texts(&entity.roles)));
    }
    if !entity.ids.is_empty() {
        let id = |(scheme, id): (&String, &String)| {
            format!("{} = {}", toml_edit::Key::new(scheme), quoted(id))
        };
        let ids: Vec<_> = entity.ids.iter().map(id).collect();
        put("ids", format!("{{ {} }}", ids.join(", ")));
    }
    if let Some(notes) = &entity.notes {
        put("notes", quoted(notes));
    }
    text
}

fn quoted(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

fn alias(alias: &Alias) -> String {
    let text = quoted(&alias.text);
    if alias.weak { format!("{{ text = {text}, weak = true }}") } else { text }
}

/// On one line where it fits, else filled to the width.
fn list(items: &[String]) -> String {
    const WIDTH: usize = 96;
    let one_line = format!("[{}]", items.join(", "));
    if one_line.chars().count() <= WIDTH - 10 {
        return one_line;
    }
    let mut text = String::from("[");
    let mut width = WIDTH;
    for item in items {
        let length = item.chars().count() + 2;
        if width + length > WIDTH {
            text.push_str("\n ");
            width = 1;
        }
        text.push_str(&format!(" {item},"));
        width += length;
    }
    text.push_str("\n]");
    text
}

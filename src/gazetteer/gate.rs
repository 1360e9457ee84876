//! Lists of GATE: a `.lst` with a name a line and perhaps features after it, or a `lists.def` that
//! names such lists with their types.

use std::{io, path::Path};

use super::{
    Alias, Gazetteer, Gender, Kept, Kind, Loader, Style,
    decode::decode,
    foreign::{self, clean},
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    slug::Slugs,
    source::{Place, Source},
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "gate",
    about: "GATE lists: a name a line, features after a tab; or a lists.def",
    extensions: &["lst", "def", "txt"],
    detect: |_| false,
    read,
    write: Some(write),
    kept: Kept { exclude: false, roles: false, ..Kept::ALL },
};

/// What may stand before a feature.
const SEPARATORS: [char; 5] = ['\t', '&', '|', ';', ':'];

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    let definition = source.path.extension().is_some_and(|extension| extension == "def");
    let folder = source.path.parent().unwrap_or(Path::new("")).to_owned();
    let bytes = source.bytes()?;
    let text = match decode(&bytes) {
        Ok(text) => text,
        Err((place, message)) => {
            intake.fault(place, message);
            return Ok(());
        }
    };
    let mut slugs = Slugs::default();
    if !definition {
        list(&text, &[], &mut slugs, intake);
        return Ok(());
    }
    for (number, line) in (1..).zip(text.lines()) {
        let mut parts = line.split(':').map(str::trim);
        let Some(file) = parts.next().filter(|file| !file.is_empty()) else { continue };
        let types: Vec<&str> = parts.collect();
        let path = folder.join(file);
        let read = Source::open(&path).and_then(|mut source| source.bytes());
        let place = Place { line: number, column: 1 };
        match read {
            Err(e) => intake.fault(place, format!("the list cannot be read: {e}")),
            Ok(bytes) => intake.within(&path, |intake| match decode(&bytes) {
                Err((place, message)) => intake.fault(place, message),
                Ok(text) => list(&text, &types, &mut slugs, intake),
            }),
        }
    }
    Ok(())
}

fn list(text: &str, types: &[&str], slugs: &mut Slugs, intake: &mut Intake) {
    // the minor type is the narrower one, the major type the better known
    let kind = types.iter().take(2).rev().find_map(|word| foreign::kind(word));
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        match entry(line, kind, slugs) {
            Ok(entry) => intake.entry(entry, Place { line: number, column: 1 }, Repeat::More),
            Err(message) => intake.fault(Place { line: number, column: 1 }, message),
        }
    }
}

/// A line: the name, then features, each `name=value` after one and the same separator.
fn entry(line: &str, kind: Option<Kind>, slugs: &mut Slugs) -> std::result::Result<Entry, String> {
    let (name, features) = features(line);
    let name = clean(name).into_owned();
    if let Some(message) = fault_of_text(&name, "a name") {
        return Err(message);
    }
    let mut entry = Entry { kind, ..Entry::default() };
    let (mut canonical, mut weak) = (None, false);
    for (feature, value) in features {
        let value = clean(value).into_owned();
        match feature {
            "id" | "inst" | "uri" | "URI" => entry.id = value,
            "kind" | "type" | "majorType" | "class" => entry.kind = foreign::kind(&value).or(kind),
            "gender" => entry.gender = foreign::gender(&value),
            "name" | "canonical" | "canonicalName" => canonical = Some(value),
            "weak" => weak = value == "true",
            "notes" => entry.notes = Some(value),
            other => entry.ids.insert(other.to_owned(), value),
        }
    }
    if entry.id.is_empty() {
        entry.id = slugs.of(canonical.as_ref().unwrap_or(&name));
    }
    if let Some(message) = fault_of_id(&entry.id) {
        return Err(message);
    }
    match canonical {
        Some(canonical) if canonical != name => {
            entry.name = Some(canonical);
            entry.aliases.push(Alias { text: name, weak });
        }
        _ => entry.name = Some(name),
    }
    Ok(entry)
}

fn features(line: &str) -> (&str, Vec<(&str, &str)>) {
    for separator in SEPARATORS {
        let mut parts = line.split(separator);
        let name = parts.next().unwrap_or_default();
        let pairs: Option<Vec<_>> = parts.map(|part| part.split_once('=')).collect();
        let word =
            |key: &str| !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_');
        if let Some(pairs) = pairs
            && !pairs.is_empty()
            && pairs.iter().all(|(key, _)| word(key))
        {
            return (name, pairs);
        }
    }
    (line, Vec::new())
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for entity in gazetteer.iter() {
        let mut features = format!("\tid={}\tkind={}", flat(entity.id.as_str()), entity.kind);
        let gender = entity.gender.map(Gender::as_str).map(|gender| ("gender", gender));
        let notes = entity.notes.as_deref().map(|notes| ("notes", notes));
        let ids = entity.ids.iter().map(|(scheme, id)| (scheme.as_str(), id.as_str()));
        for (feature, value) in gender.into_iter().chain(notes).chain(ids) {
            features.push_str(&format!("\t{feature}={}", flat(value)));
        }
        writeln!(out, "{}{features}", entity.name)?;
        for alias in &entity.aliases {
            let weak = if alias.weak { "\tweak=true" } else { "" };
            let (id, name) = (flat(entity.id.as_str()), &entity.name);
            writeln!(out, "{}\tid={id}\tkind={}\tname={name}{weak}", alias.text, entity.kind)?;
        }
    }
    Ok(())
}

/// A value on one line.
fn flat(value: &str) -> String {
    clean(value).into_owned()
}

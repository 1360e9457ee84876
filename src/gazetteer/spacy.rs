//! Patterns of spaCy's `EntityRuler` as JSON Lines: `{"label", "pattern", "id"}`.

use std::io;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    Gazetteer, Kept, KeptIds, Kind, Loader, Style, foreign,
    foreign::clean,
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    jsonl::{for_lines, json_fault},
    slug::Slugs,
    source::{Place, Source},
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "spacy",
    about: "patterns of spaCy's EntityRuler, one a line",
    extensions: &[],
    detect,
    read,
    write: Some(write),
    kept: Kept { ids: KeptIds::Some(&[]), ..Kept::NAMES },
};

/// No pattern stands for more names than this.
const MOST_NAMES: usize = 256;

fn detect(start: &[u8]) -> bool {
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let has = |key: &[u8]| memchr::memmem::find(line, key).is_some();
    has(b"\"label\"") && has(b"\"pattern\"")
}

#[derive(Deserialize)]
struct Line {
    label: String,
    pattern: Pattern,
    id: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Pattern {
    Phrase(String),
    Tokens(Vec<Map<String, Value>>),
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    let mut slugs = Slugs::default();
    for_lines(source, intake, |number, text, intake| {
        let place = Place { line: number, column: 1 };
        match serde_json::from_str::<Line>(text) {
            Err(e) => json_fault(number, text, &e, intake),
            Ok(line) => match names(&line.pattern) {
                Err(message) => intake.fault(place, message),
                Ok(names) => {
                    for name in names {
                        match entry(&line, &name, &mut slugs) {
                            Ok(entry) => intake.entry(entry, place, Repeat::More),
                            Err(message) => intake.fault(place, message),
                        }
                    }
                }
            },
        }
    })
}

fn entry(line: &Line, name: &str, slugs: &mut Slugs) -> std::result::Result<Entry, String> {
    let name = clean(name).into_owned();
    let id = line.id.clone().unwrap_or_else(|| slugs.of(&name));
    let fault = fault_of_id(&id).or_else(|| fault_of_text(&name, "a pattern"));
    if let Some(message) = fault {
        return Err(message);
    }
    let kind = foreign::kind(&line.label).unwrap_or(Kind::Other);
    Ok(Entry { id, name: Some(name), kind: Some(kind), ..Entry::default() })
}

/// The names that a pattern stands for: words to the letter, lists of words, words that may be left
/// out.
fn names(pattern: &Pattern) -> std::result::Result<Vec<String>, String> {
    let tokens = match pattern {
        Pattern::Phrase(phrase) => return Ok(vec![phrase.clone()]),
        Pattern::Tokens(tokens) => tokens,
    };
    let mut names = vec![String::new()];
    for token in tokens {
        let (words, optional) = words(token)?;
        let longer = |name: &String| {
            let kept = optional.then(|| name.clone());
            let join = |word: &String| format!("{name} {word}").trim().to_owned();
            kept.into_iter().chain(words.iter().map(join)).collect::<Vec<_>>()
        };
        names = names.iter().flat_map(longer).collect();
        if names.len() > MOST_NAMES {
            return Err(format!("the pattern stands for more than {MOST_NAMES} names"));
        }
    }
    names.retain(|name| !name.is_empty());
    if names.is_empty() { Err("the pattern is empty".to_owned()) } else { Ok(names) }
}

fn words(token: &Map<String, Value>) -> std::result::Result<(Vec<String>, bool), String> {
    let (mut words, mut optional) = (Vec::new(), false);
    for (attribute, value) in token {
        match (attribute.to_uppercase().as_str(), value) {
            ("LOWER" | "ORTH" | "TEXT" | "NORM", Value::String(word)) => words.push(word.clone()),
            ("LOWER" | "ORTH" | "TEXT" | "NORM", Value::Object(list)) => {
                let list = list.get("IN").and_then(Value::as_array).filter(|_| list.len() == 1);
                let list = list.ok_or_else(|| unreadable(attribute))?;
                words.extend(list.iter().filter_map(|word| word.as_str().map(str::to_owned)));
            }
            ("OP", Value::String(op)) if op == "?" => optional = true,
            ("OP", Value::String(op)) if op == "1" => {}
            _ => return Err(unreadable(attribute)),
        }
    }
    if words.is_empty() {
        return Err("a token of the pattern has no words (LOWER, ORTH or TEXT)".to_owned());
    }
    Ok((words, optional))
}

fn unreadable(attribute: &str) -> String {
    format!(
        "the pattern is no name: only LOWER, ORTH, TEXT and NORM with words or IN, and OP `?`, \
         can be read, not this {attribute}"
    )
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for entity in gazetteer.iter() {
        let label = match entity.kind {
            Kind::Person => "PERSON",
            Kind::Organisation => "ORG",
            Kind::Place => "GPE",
            Kind::Group => "NORP",
            Kind::Work => "WORK_OF_ART",
            Kind::Event => "EVENT",
            Kind::Other => "MISC",
        };
        let names = entity.aliases.iter().map(|alias| alias.text.as_str());
        for name in std::iter::once(entity.name.as_str()).chain(names) {
            let line = json!({ "label": label, "pattern": name, "id": entity.id });
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

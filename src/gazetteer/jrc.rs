//! JRC-Names (`id type language Name+With+Pluses`) and the lists of the EMM OSINT Suite (`key id type
//! variant`): tab-separated, a line for each variant, the first of an entity being its name.

use std::io;

use super::{
    Gazetteer, Kept, KeptIds, Kind, Loader, Style, foreign,
    foreign::clean,
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    jsonl::for_lines,
    source::{Place, Source},
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "jrc",
    about: "JRC-Names: id, type, language, Name+With+Pluses, separated by tabs",
    extensions: &[],
    detect,
    read,
    write: Some(write),
    kept: Kept {
        kinds: &[Kind::Person, Kind::Organisation, Kind::Other],
        ids: KeptIds::Some(&[]),
        ..Kept::NAMES
    },
};

fn detect(start: &[u8]) -> bool {
    let mut lines = start.split(|b| *b == b'\n').filter(|line| !line.starts_with(b"#"));
    let line = lines.find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    std::str::from_utf8(line).is_ok_and(|line| parts(line.trim_end()).is_ok())
}

/// Id, type and name of a line in either layout.
fn parts(line: &str) -> std::result::Result<(&str, &str, &str), &'static str> {
    let cells: Vec<&str> = line.split('\t').collect();
    let is_type = |cell: &str| {
        let mut chars = cell.chars();
        matches!((chars.next(), chars.next()), (Some('a'..='z' | 'A'..='Z'), None))
    };
    match cells.as_slice() {
        [id, kind, _language, name, ..] if is_type(kind) => Ok((id, kind, name)),
        [_key, id, kind, name] if is_type(kind) => Ok((id, kind, name)),
        _ => Err("not a line of JRC-Names: id, type (P, O, …), language and name between tabs"),
    }
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    for_lines(source, intake, |number, line, intake| {
        let place = Place { line: number, column: 1 };
        if line.starts_with('#') {
            return;
        }
        let read = parts(line).map_err(str::to_owned).and_then(|(id, kind, name)| {
            let name = name.replace('+', " ");
            let name = clean(&name).into_owned();
            let fault = fault_of_id(id).or_else(|| fault_of_text(&name, "a name"));
            fault.map_or(Ok((id, kind, name)), Err)
        });
        match read {
            Err(message) => intake.fault(place, message),
            Ok((id, kind, name)) => {
                let entry = Entry {
                    id: id.to_owned(),
                    name: Some(name),
                    kind: Some(foreign::kind(kind).unwrap_or(Kind::Other)),
                    ..Entry::default()
                };
                intake.entry(entry, place, Repeat::More);
            }
        }
    })
}

fn write(gazetteer: &Gazetteer, out: &mut dyn io::Write, _: &Style) -> io::Result<()> {
    for entity in gazetteer.iter() {
        let kind = match entity.kind {
            Kind::Person => 'P',
            Kind::Organisation => 'O',
            _ => 'U',
        };
        let names = entity.aliases.iter().map(|alias| alias.text.as_str());
        for name in std::iter::once(entity.name.as_str()).chain(names) {
            writeln!(out, "{}\t{kind}\tu\t{}", entity.id, name.replace(' ', "+"))?;
        }
    }
    Ok(())
}

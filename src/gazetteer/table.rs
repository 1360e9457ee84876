//! Rows with a header, whatever they are kept in (CSV, a spreadsheet, SPARQL results).

use indexmap::IndexMap;

use super::{
    Alias, Kind,
    foreign::{self, Column, clean},
    intake::{Entry, Intake, Repeat, fault_of_id, fault_of_text},
    slug::Slugs,
    source::Place,
};

/// Between the names in one cell. Written `\|` where it belongs to a name.
const SEPARATORS: [char; 3] = ['|', ';', '\n'];
const WIKIDATA: [&str; 2] = ["http://www.wikidata.org/entity/", "https://www.wikidata.org/entity/"];

/// A header understood, and what the rows before had.
pub(super) struct Table {
    columns: Vec<Field>,
    slugs: Slugs,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Field {
    Known(Column),
    /// An id elsewhere, under this scheme.
    Id(String),
    Unknown,
}

impl Table {
    /// Understands a header.
    ///
    /// # Errors
    /// None of its columns holds names.
    pub(super) fn new(header: &[String]) -> Result<Self, String> {
        let mut columns: Vec<Field> = header.iter().map(|title| field(title, header)).collect();
        if !columns.contains(&Field::Known(Column::Name)) {
            // a table of one column called “alias” or “label” is a list of names
            let shown: Vec<_> = header.iter().take(12).map(|t| clean(t).into_owned()).collect();
            return Err(format!(
                "no column is called `name`; the first row must name the columns (name; id, kind, \
                 aliases, weak_aliases, exclude, gender, roles, notes, ids.wikidata, …), here it \
                 is: {}",
                shown.join(" | ")
            ));
        }
        // Two columns for one single field: the first counts.
        for i in 1..columns.len() {
            let single = [Column::Id, Column::Name, Column::Kind, Column::Gender, Column::Notes];
            let again = columns[..i].contains(&columns[i]);
            if again && single.map(Field::Known).contains(&columns[i]) {
                columns[i] = Field::Unknown;
            }
        }
        Ok(Self { columns, slugs: Slugs::default() })
    }

    /// How many columns there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    /// Which columns say nothing that is understood.
    pub(super) fn unknown(&self) -> impl Iterator<Item = usize> {
        let unknown = |(i, field): (usize, &Field)| (*field == Field::Unknown).then_some(i);
        self.columns.iter().enumerate().filter_map(unknown)
    }

    /// Takes a row; `place` gives the place of a cell.
    pub(super) fn row(
        &mut self,
        cells: &[&str],
        place: &dyn Fn(usize) -> Place,
        intake: &mut Intake,
    ) {
        if cells.iter().all(|cell| cell.trim().is_empty()) {
            return;
        }
        let before = intake.fault_count();
        let mut entry = Entry::default();
        for (i, (field, cell)) in self.columns.iter().zip(cells).enumerate() {
            if !cell.trim().is_empty()
                && let Err(message) = fill(&mut entry, field, cell, &|| place(i), intake)
            {
                intake.fault(place(i), message);
            }
        }
        if intake.fault_count() > before {
            return;
        }
        match &entry.name {
            Some(name) if entry.id.is_empty() => entry.id = self.slugs.of(name),
            None if entry.id.is_empty() => return intake.fault(place(0), "this row has no name"),
            _ => {}
        }
        intake.entry(entry, Place { column: 1, ..place(0) }, Repeat::More);
    }
}

fn field(title: &str, header: &[String]) -> Field {
    let title = clean(title);
    if let Some(scheme) = title.strip_prefix("ids.") {
        return Field::Id(scheme.to_owned());
    }
    if is_property(&title) {
        return Field::Id(title.into_owned());
    }
    if let Some(column) = foreign::column(&title) {
        return Field::Known(column);
    }
    // SPARQL names its columns after its variable: `person`, `personLabel`, `personAltLabel`.
    let has = |other: String| header.iter().any(|title| clean(title) == other);
    let known = if has(format!("{title}Label")) {
        Some(Column::Id)
    } else {
        [
            ("AltLabel", Column::CommaAliases),
            ("Label", Column::Name),
            ("Description", Column::Notes),
        ]
        .into_iter()
        .find_map(|(ending, column)| {
            let base = title.strip_suffix(ending)?;
            has(base.to_owned()).then_some(column)
        })
    };
    known.map_or(Field::Unknown, Field::Known)
}

/// `P214`.
pub(super) fn is_property(title: &str) -> bool {
    title
        .strip_prefix('P')
        .is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

fn fill(
    entry: &mut Entry,
    field: &Field,
    cell: &str,
    place: &dyn Fn() -> Place,
    intake: &Intake,
) -> Result<(), String> {
    let cell = disarmed(cell);
    let text = clean(cell);
    match field {
        Field::Unknown | Field::Known(Column::Ignored) => {}
        Field::Id(scheme) => entry.ids.insert(scheme.clone(), valid(&text, "an id")?),
        Field::Known(Column::Id) => {
            let id = WIKIDATA.iter().find_map(|prefix| text.strip_prefix(prefix));
            if let Some(qid) = id {
                entry.ids.insert("wikidata".to_owned(), qid.to_owned());
            }
            let id = id.unwrap_or(&text);
            match fault_of_id(id) {
                Some(message) => return Err(message),
                None => id.clone_into(&mut entry.id),
            }
        }
        Field::Known(Column::Name) => entry.name = Some(valid(&text, "a name")?),
        Field::Known(Column::Kind) => {
            let kind = foreign::kind(&text).ok_or_else(|| {
                let known = Kind::ALL.map(Kind::as_str).join(", ");
                format!("unknown kind “{text}”; known are {known}")
            })?;
            entry.kind = Some(kind);
        }
        Field::Known(Column::Gender) => {
            let gender = foreign::gender(&text).ok_or_else(|| {
                format!("unknown gender “{text}”; write f (she), m (he) or n (they)")
            })?;
            entry.gender = Some(gender);
        }
        Field::Known(Column::Notes) => entry.notes = Some(cell.trim().to_owned()),
        Field::Known(Column::Wikidata) => {
            let qid = WIKIDATA.iter().find_map(|prefix| text.strip_prefix(prefix));
            entry.ids.insert("wikidata".to_owned(), valid(qid.unwrap_or(&text), "an id")?);
        }
        Field::Known(column) => return fill_list(entry, *column, cell, place, intake),
    }
    Ok(())
}

fn fill_list(
    entry: &mut Entry,
    column: Column,
    cell: &str,
    place: &dyn Fn() -> Place,
    intake: &Intake,
) -> Result<(), String> {
    let parts = match column {
        Column::CommaAliases => cell.split(", ").map(str::to_owned).collect(),
        _ => split(cell),
    };
    for part in parts {
        let text = clean(&part);
        if text.is_empty() {
            continue;
        }
        let text = valid(&text, "a name in a list")?;
        match column {
            Column::Exclude => entry.exclude.push(text),
            Column::Roles => entry.roles.push(text),
            _ => {
                entry.aliases.push(Alias { text, weak: column == Column::WeakAliases });
                if intake.wants_places() {
                    entry.places.push(place());
                }
            }
        }
    }
    Ok(())
}

fn valid(text: &str, what: &str) -> Result<String, String> {
    fault_of_text(text, what).map_or_else(|| Ok(text.to_owned()), Err)
}

/// A cell without the ' that keeps a spreadsheet from running it as a formula.
fn disarmed(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(cell)
}

/// What spreadsheets take for the start of a formula. A ' before them is taken off on reading, so a
/// name that really begins so gets one more.
const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A cell as it is written: `safe` disarms formulas.
pub(super) fn armed(cell: &str, safe: bool) -> String {
    let quoted = cell.strip_prefix('\'').is_some_and(|rest| rest.starts_with(FORMULA));
    if quoted || (safe && cell.starts_with(&FORMULA[..6])) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// The names in a cell.
fn split(cell: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut chars = cell.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = c == '\\'
            && chars.peek().is_some_and(|next| *next == '\\' || SEPARATORS.contains(next));
        if SEPARATORS.contains(&c) {
            parts.push(String::new());
        } else if let Some(last) = parts.last_mut() {
            last.push(if escaped { chars.next().unwrap_or(c) } else { c });
        }
    }
    parts
}

/// Names in one cell, to be split again to the letter.
pub(super) fn join<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let mut cell = String::new();
    for (i, name) in names.into_iter().enumerate() {
        if i > 0 {
            cell.push('|');
        }
        for c in name.chars() {
            if c == '\\' || SEPARATORS.contains(&c) {
                cell.push('\\');
            }
            cell.push(c);
        }
    }
    cell
}

/// The columns in which an entity is written, `schemes` being those of all entities.
pub(super) fn header(schemes: &[&str]) -> Vec<String> {
    let fields =
        ["id", "kind", "name", "aliases", "weak_aliases", "exclude", "gender", "roles", "notes"];
    let ids = schemes.iter().map(|scheme| format!("ids.{scheme}"));
    fields.iter().map(ToString::to_string).chain(ids).collect()
}

/// An entity's cells under [`header`].
pub(super) fn cells(entity: &super::Entity, schemes: &[&str]) -> Vec<String> {
    let aliases = |weak: bool| {
        join(entity.aliases.iter().filter(|a| a.weak == weak).map(|a| a.text.as_str()))
    };
    let mut cells = vec![
        entity.id.to_string(),
        entity.kind.to_string(),
        entity.name.clone(),
        aliases(false),
        aliases(true),
        join(entity.exclude.iter().map(String::as_str)),
        entity.gender.map_or(String::new(), |g| g.as_str().to_owned()),
        join(entity.roles.iter().map(String::as_str)),
        entity.notes.clone().unwrap_or_default(),
    ];
    let id = |scheme: &&str| entity.ids.get(scheme).cloned().unwrap_or_default();
    cells.extend(schemes.iter().map(id));
    cells
}

/// Every scheme of ids in the list, in the order in which they come up.
pub(super) fn schemes(gazetteer: &super::Gazetteer) -> Vec<&str> {
    let mut schemes: IndexMap<&str, ()> = IndexMap::new();
    for scheme in gazetteer.iter().flat_map(|entity| entity.ids.keys()) {
        schemes.insert(scheme, ());
    }
    schemes.into_keys().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_cell_come_back_to_the_letter() {
        let names = ["A|B", "C\\", "D;E", "", "F\\|G", "ordinary", "C:\\dir"];
        assert_eq!(split(&join(names)), names);
        assert_eq!(split("a; b|c\nd"), ["a", " b", "c", "d"]);
        assert_eq!(split(r"C:\dir"), [r"C:\dir"]);
    }

    #[test]
    fn formulas_are_disarmed_and_come_back() {
        for cell in ["=1+1", "-x", "'=1", "''=", "'quoted'", "plain", "@x", "'''+"] {
            for safe in [true, false] {
                assert_eq!(disarmed(&armed(cell, safe)), cell);
            }
        }
        assert_eq!(armed("=1", true), "'=1");
        assert_eq!(armed("=1", false), "=1");
    }

    #[test]
    fn headers_of_queries_are_understood() {
        let header: Vec<String> =
            ["person", "personLabel", "personAltLabel", "genderLabel", "P214", "zzz"]
                .map(str::to_owned)
                .to_vec();
        let table = Table::new(&header).unwrap();
        let known = [Column::Id, Column::Name, Column::CommaAliases, Column::Gender];
        assert_eq!(table.columns[..4], known.map(Field::Known));
        assert_eq!(table.columns[4], Field::Id("P214".to_owned()));
        assert_eq!(table.unknown().collect::<Vec<_>>(), [5]);
    }
}

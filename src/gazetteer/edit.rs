//! Edits a TOML gazetteer in place: comments and order stay, no entry and no name is lost.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
};

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{
    Alias, Entity,
    intake::{Intake, fault_of_id, fault_of_text},
    toml::entity_as_toml,
};
use crate::error::{Error, Result};

const FIELDS: [&str; 9] =
    ["id", "kind", "name", "aliases", "exclude", "gender", "roles", "ids", "notes"];

/// A TOML gazetteer being edited. Nothing is written before [`Edit::save`].
#[derive(Debug)]
pub struct Edit {
    path: PathBuf,
    /// The file as it was read, with the line ends of TOML's printer.
    before: String,
    bytes: Vec<u8>,
    document: DocumentMut,
    /// Merged away: id → where its names went.
    gone: BTreeMap<String, String>,
    crlf: bool,
}

impl Edit {
    /// Opens a gazetteer; one that does not exist yet begins empty.
    ///
    /// # Errors
    /// The file is no TOML gazetteer, or there are mistakes in it (all are named).
    pub fn open(path: &Path) -> Result<Self> {
        if super::extension(path) != "toml" {
            return Err(Error::Setting(format!(
                "{}: only TOML gazetteers are edited in place; make one with `gazetteer convert`",
                path.display()
            )));
        }
        // what a link points at is edited, not the link replaced
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(e) => return Err(Error::io(path, e)),
        };
        if !bytes.is_empty() {
            check(&path)?;
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
        let crlf = text.contains("\r\n");
        let before = text.replace("\r\n", "\n");
        let document = parse(&path, &before)?;
        if document.get("entity").is_some_and(|item| !item.is_array_of_tables()) {
            return Err(Error::Setting(format!(
                "{}: entities in one inline list cannot be edited; write each as [[entity]]",
                path.display()
            )));
        }
        Ok(Self { path, before, bytes, document, gone: BTreeMap::new(), crlf })
    }

    /// Whether the file itself (not one that it includes) has an entity of this id.
    pub fn contains(&self, id: &str) -> bool {
        self.index(id).is_some()
    }

    /// Adds an entity at the end of the file.
    ///
    /// # Errors
    /// The id is there already, or a string is no name.
    pub fn add(&mut self, entity: &Entity) -> Result<()> {
        let id = entity.id.as_str();
        if self.contains(id) {
            return Err(self.fail(format!("there is an entity “{id}” already")));
        }
        let names = [&entity.name].into_iter().chain(entity.aliases.iter().map(|a| &a.text));
        let faults = names.chain(&entity.roles).find_map(|text| fault_of_text(text, "a name"));
        if let Some(message) = fault_of_id(id).or(faults) {
            return Err(self.fail(message));
        }
        self.append(&entity_as_toml(entity))
    }

    /// Puts an entry at the end, after a blank line.
    fn append(&mut self, entry: &str) -> Result<()> {
        let mut text = self.document.to_string();
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        if !text.is_empty() && !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str(entry);
        self.document = parse(&self.path, &text)?;
        Ok(())
    }

    /// Adds an entry that gives more names to an entity of an earlier layer.
    ///
    /// # Errors
    /// As [`Edit::add`].
    pub fn add_layer(&mut self, id: &str, aliases: &[Alias]) -> Result<()> {
        let faults = aliases.iter().find_map(|alias| fault_of_text(&alias.text, "an alias"));
        if let Some(message) = fault_of_id(id).or(faults) {
            return Err(self.fail(message));
        }
        let list: Array = aliases.iter().map(alias_value).collect();
        self.append(&format!("[[entity]]\nid = {}\naliases = {list}\n", Value::from(id)))
    }

    /// Adds the aliases that the entity does not have; gives how many.
    ///
    /// # Errors
    /// There is no such entity in this file, or a string is no name.
    pub fn add_aliases(&mut self, id: &str, aliases: &[Alias]) -> Result<usize> {
        if let Some(message) = aliases.iter().find_map(|a| fault_of_text(&a.text, "an alias")) {
            return Err(self.fail(message));
        }
        let table = self.table(id)?;
        let mut known = names(table);
        let mut added = 0;
        for alias in aliases {
            if !known.contains(&alias.text) {
                push(table, "aliases", alias_value(alias));
                known.push(alias.text.clone());
                added += 1;
            }
        }
        Ok(added)
    }

    /// Adds roles that the entity does not have; gives how many.
    ///
    /// # Errors
    /// As [`Edit::add_aliases`].
    pub fn add_roles(&mut self, id: &str, roles: &[String]) -> Result<usize> {
        if let Some(message) = roles.iter().find_map(|role| fault_of_text(role, "a role")) {
            return Err(self.fail(message));
        }
        let table = self.table(id)?;
        let known = strings(table, "roles");
        let new: Vec<_> = roles.iter().filter(|role| !known.contains(role)).collect();
        for role in &new {
            push(table, "roles", Value::from(role.as_str()));
        }
        Ok(new.len())
    }

    /// Makes one entity of two: `keep` gets the names, roles and ids of `gone`, and its gender and
    /// notes where it has none (notes are joined). Comments of `gone` go before `keep`.
    ///
    /// # Errors
    /// One of the two is not in this file, or both are the same.
    pub fn merge(&mut self, keep: &str, gone: &str) -> Result<()> {
        if keep == gone {
            return Err(self.fail(format!("“{keep}” cannot be merged with itself")));
        }
        self.table(keep)?;
        let index = self.index(gone).ok_or_else(|| self.missing(gone))?;
        let tables = self.tables_mut().expect("an index is of a table");
        let removed = tables.get(index).cloned().expect("the index was just found");
        let above = prefix(&removed).to_owned();
        tables.remove(index);
        if let Some(next) = tables.get_mut(index) {
            set_prefix(next, &format!("{}{}", lines_of_comments(&above), prefix(next)));
        } else {
            let after = self.document.trailing().as_str().unwrap_or_default().to_owned();
            self.document.set_trailing(format!("{}{after}", lines_of_comments(&above)));
        }
        let table = self.table(keep)?;
        take_over(table, &removed);
        let inside = inner_comments(&removed);
        if !inside.is_empty() {
            let own = prefix(table).to_owned();
            set_prefix(table, &format!("{own}{inside}"));
        }
        self.gone.insert(gone.to_owned(), keep.to_owned());
        Ok(())
    }

    /// Makes two entities of one: the new one, added at the end, takes its name and aliases from
    /// the entity `id` where that has them.
    ///
    /// # Errors
    /// There is no such entity in this file, the new id is taken, or nothing would be left of it.
    pub fn split(&mut self, id: &str, new: &Entity) -> Result<()> {
        let table = self.table(id)?;
        let name = table.get("name").and_then(Item::as_str).unwrap_or_default().to_owned();
        if new.name == name || new.aliases.iter().any(|alias| alias.text == name) {
            let message = format!("“{name}” is the name of “{id}” itself and stays with it");
            return Err(self.fail(message));
        }
        self.add(new)?;
        let table = self.table(id)?;
        let moves = |text: &str| new.name == text || new.aliases.iter().any(|a| a.text == text);
        if let Some(array) = table.get_mut("aliases").and_then(Item::as_array_mut) {
            remove(array, moves);
            if array.is_empty() && comments(&array.to_string()).is_empty() {
                table.remove("aliases");
            }
        }
        Ok(())
    }

    /// The file as it would be written.
    pub fn text(&self) -> String {
        let text = self.document.to_string();
        if self.crlf { text.replace('\n', "\r\n") } else { text }
    }

    /// Whether there is anything to write.
    pub fn changed(&self) -> bool {
        self.document.to_string() != self.before
    }

    /// Writes the file: whole or not at all, with the permissions that it had.
    ///
    /// # Errors
    /// Something else changed the file meanwhile, an entry or comment would be lost (which would be
    /// our mistake), or it cannot be written. What stood there then stays.
    pub fn save(&mut self) -> Result<()> {
        if !self.changed() {
            return Ok(());
        }
        let after = self.document.to_string();
        if let Some(lost) = lost(&self.before, &after, &self.gone) {
            return Err(self.fail(format!("not written, {lost} would be lost: please report this")));
        }
        let now = fs::read(&self.path).unwrap_or_default();
        if now != self.bytes {
            return Err(self.fail("the file was changed meanwhile; nothing was written".to_owned()));
        }
        let bytes = self.text().into_bytes();
        replace(&self.path, &bytes).map_err(|e| Error::io(&self.path, e))?;
        (self.before, self.bytes) = (after, bytes);
        self.gone.clear();
        Ok(())
    }

    fn fail(&self, message: String) -> Error {
        Error::Setting(format!("{}: {message}", self.path.display()))
    }

    fn missing(&self, id: &str) -> Error {
        let ids: Vec<_> = self.tables().filter_map(id_of).collect();
        let near = super::suggestion::did_you_mean(id, &ids);
        self.fail(format!("there is no entity “{id}” in this file{near}"))
    }

    fn tables(&self) -> impl Iterator<Item = &Table> {
        self.document.get("entity").and_then(Item::as_array_of_tables).into_iter().flatten()
    }

    fn tables_mut(&mut self) -> Option<&mut ArrayOfTables> {
        self.document.get_mut("entity").and_then(Item::as_array_of_tables_mut)
    }

    fn index(&self, id: &str) -> Option<usize> {
        self.tables().position(|table| id_of(table) == Some(id))
    }

    fn table(&mut self, id: &str) -> Result<&mut Table> {
        let index = self.index(id).ok_or_else(|| self.missing(id))?;
        let table = self.tables_mut().and_then(|tables| tables.get_mut(index));
        Ok(table.expect("the index was just found"))
    }
}

fn parse(path: &Path, text: &str) -> Result<DocumentMut> {
    text.parse().map_err(|e| Error::Setting(format!("{}: {e}", path.display())))
}

/// All mistakes in the file; that an entry adds to an entity of another list is none.
fn check(path: &Path) -> Result<()> {
    let mut intake = Intake::layering();
    intake.load(path, None)?;
    intake.finish().map(|_| ())
}

fn id_of(table: &Table) -> Option<&str> {
    table.get("id").and_then(Item::as_str)
}

/// Writes beside the file, then renames.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".whosaid-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    if let Ok(metadata) = fs::metadata(path) {
        file.as_file().set_permissions(metadata.permissions())?;
    } else {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            file.as_file().set_permissions(fs::Permissions::from_mode(0o644))?;
        }
    }
    file.as_file().sync_all()?;
    file.persist(path).map_err(|e| e.error)?;
    Ok(())
}

// --- tables and arrays -------------------------------------------------------------------------

fn prefix(table: &Table) -> &str {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default()
}

fn set_prefix(table: &mut Table, prefix: &str) {
    table.decor_mut().set_prefix(prefix);
}

/// The strings of a list, weak aliases too.
fn strings(table: &Table, field: &str) -> Vec<String> {
    let array = table.get(field).and_then(Item::as_array);
    array.into_iter().flatten().filter_map(text_of).map(str::to_owned).collect()
}

fn text_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.as_inline_table()?.get("text")?.as_str())
}

/// The entity's name and aliases.
fn names(table: &Table) -> Vec<String> {
    let name = table.get("name").and_then(Item::as_str).map(str::to_owned);
    name.into_iter().chain(strings(table, "aliases")).collect()
}

fn alias_value(alias: &Alias) -> Value {
    if !alias.weak {
        return Value::from(alias.text.as_str());
    }
    let mut table = InlineTable::new();
    table.insert("text", alias.text.as_str().into());
    table.insert("weak", true.into());
    Value::InlineTable(table)
}

/// Adds a value to a list, in the way in which the list is laid out.
fn push(table: &mut Table, field: &str, mut new: Value) {
    let Some(array) = table.get_mut(field).and_then(Item::as_array_mut) else {
        insert(table, field, value(Array::from_iter([new])));
        return;
    };
    // A comment after the last value stays with it; it stands in the list's end, or, where no
    // comma follows the value, in the value's own.
    let mut after = array.trailing().as_str().unwrap_or_default().to_owned();
    if !array.trailing_comma()
        && let Some(last) = array.len().checked_sub(1).and_then(|i| array.get_mut(i))
    {
        let own = last.decor().suffix().and_then(|s| s.as_str()).unwrap_or_default();
        after = format!("{own}{after}");
        last.decor_mut().set_suffix("");
    }
    let indent = array.iter().filter_map(|v| v.decor().prefix()?.as_str()?.rsplit_once('\n'));
    let indent = indent.last().map_or_else(|| "  ".to_owned(), |(_, indent)| indent.to_owned());
    let lines = after.contains('\n') || array.iter().any(on_own_line);
    if after.contains('#') {
        let comment = after.trim_end_matches([' ', '\t', '\n']);
        new.decor_mut().set_prefix(format!("{comment}\n{indent}"));
        array.set_trailing("\n");
    } else if lines && array.iter().filter(|v| on_own_line(v)).count() == array.len() {
        new.decor_mut().set_prefix(format!("\n{indent}"));
        array.set_trailing("\n");
    } else {
        new.decor_mut().set_prefix(if array.is_empty() { "" } else { " " });
        array.set_trailing(after);
    }
    array.push_formatted(new);
}

fn on_own_line(value: &Value) -> bool {
    value.decor().prefix().and_then(|p| p.as_str()).is_some_and(|p| p.contains('\n'))
}

/// Takes values out of a list; comments at them go to the value after, or to the list's end.
fn remove(array: &mut Array, gone: impl Fn(&str) -> bool) {
    let mut kept = String::new();
    let mut i = 0;
    while let Some(current) = array.get(i) {
        let decor = current.decor();
        let before = decor.prefix().and_then(|p| p.as_str()).unwrap_or_default().to_owned();
        let after = decor.suffix().and_then(|p| p.as_str()).unwrap_or_default().to_owned();
        if text_of(current).is_some_and(&gone) {
            for text in [before, after] {
                if text.contains('#') {
                    kept.push_str(text.trim_end_matches([' ', '\t', '\n']));
                    kept.push('\n');
                }
            }
            array.remove(i);
        } else {
            if !kept.is_empty()
                && let Some(current) = array.get_mut(i)
            {
                current.decor_mut().set_prefix(format!("{kept}{before}"));
                kept.clear();
            }
            i += 1;
        }
    }
    if !kept.is_empty() {
        let trailing = array.trailing().as_str().unwrap_or_default();
        array.set_trailing(format!("{kept}{trailing}"));
    }
}

/// Puts a field that is not there in its usual place among the others.
fn insert(table: &mut Table, field: &str, item: Item) {
    let rank = |key: &str| FIELDS.iter().position(|known| *known == key).unwrap_or(FIELDS.len());
    let order: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    // after the last of the fields that usually stand before it
    let before = order.iter().rposition(|key| rank(key) < rank(field)).map_or(0, |at| at + 1);
    let mut places: BTreeMap<String, usize> =
        order.into_iter().enumerate().map(|(i, key)| (key, i * 2)).collect();
    places.insert(field.to_owned(), (before * 2).saturating_sub(1));
    table.insert(field, item);
    table.sort_values_by(|a, _, b, _| places.get(a.get()).cmp(&places.get(b.get())));
}

/// Gives `keep` what `gone` has.
fn take_over(keep: &mut Table, gone: &Table) {
    let mut known = names(keep);
    let name = gone.get("name").and_then(Item::as_str).map(Alias::new);
    let aliases = gone.get("aliases").and_then(Item::as_array).into_iter().flatten();
    let aliases = aliases.filter_map(|value| {
        let weak = value.as_inline_table().and_then(|t| t.get("weak")?.as_bool()).unwrap_or(false);
        Some(Alias { text: text_of(value)?.to_owned(), weak })
    });
    for alias in name.into_iter().chain(aliases) {
        if !known.contains(&alias.text) {
            push(keep, "aliases", alias_value(&alias));
            known.push(alias.text);
        }
    }
    let roles = strings(keep, "roles");
    for role in strings(gone, "roles").iter().filter(|role| !roles.contains(role)) {
        push(keep, "roles", Value::from(role.as_str()));
    }
    let excluded = strings(keep, "exclude");
    for form in strings(gone, "exclude") {
        if !excluded.contains(&form) && !known.contains(&form) {
            push(keep, "exclude", Value::from(form));
        }
    }
    if let (None, Some(gender)) = (keep.get("gender"), gone.get("gender").and_then(Item::as_str)) {
        insert(keep, "gender", value(gender));
    }
    merge_ids(keep, gone);
    let notes = [keep.get("notes"), gone.get("notes")].map(|n| n.and_then(Item::as_str));
    match notes {
        [Some(one), Some(two)] => keep["notes"] = value(format!("{one}\n{two}")),
        [None, Some(two)] => insert(keep, "notes", value(two)),
        [_, None] => {}
    }
}

fn merge_ids(keep: &mut Table, gone: &Table) {
    let Some(ids) = gone.get("ids").and_then(Item::as_table_like) else { return };
    let new: Vec<(String, String)> = ids
        .iter()
        .filter_map(|(scheme, id)| Some((scheme.to_owned(), id.as_str()?.to_owned())))
        .collect();
    if keep.get("ids").is_none() {
        insert(keep, "ids", value(InlineTable::new()));
    }
    if let Some(ids) = keep.get_mut("ids").and_then(Item::as_table_like_mut) {
        for (scheme, id) in new {
            if ids.get(&scheme).is_none() {
                ids.insert(&scheme, value(id));
            }
        }
    }
}

// --- what must not be lost ---------------------------------------------------------------------

/// The comments of a TOML text, `#` included, in order.
fn comments(text: &str) -> Vec<&str> {
    let (bytes, mut at, mut found) = (text.as_bytes(), 0, Vec::new());
    while at < bytes.len() {
        match bytes[at] {
            b'#' => {
                let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |n| at + n);
                found.push(text[at..end].trim_end());
                at = end;
            }
            quote @ (b'"' | b'\'') => at = after_string(bytes, at, quote),
            _ => at += 1,
        }
    }
    found
}

/// The offset after the string that begins here.
fn after_string(bytes: &[u8], start: usize, quote: u8) -> usize {
    let long = bytes[start..].starts_with(&[quote; 3]);
    let mut at = start + if long { 3 } else { 1 };
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 2,
            b if b == quote && !long => return at + 1,
            _ if long && bytes[at..].starts_with(&[quote; 3]) => {
                // up to two quotation marks may stand before the closing three
                let run = bytes[at..].iter().take_while(|b| **b == quote).count();
                return at + run;
            }
            b'\n' if !long => return at,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// The comment lines of what stands between two tables.
fn lines_of_comments(decor: &str) -> String {
    if comments(decor).is_empty() { String::new() } else { decor.to_owned() }
}

/// The comments inside a table, each on a line.
fn inner_comments(table: &Table) -> String {
    let mut table = table.clone();
    table.decor_mut().set_prefix("");
    let mut document = DocumentMut::new();
    document.insert("entity", Item::ArrayOfTables(ArrayOfTables::from_iter([table])));
    let text = document.to_string();
    comments(&text).into_iter().map(|comment| format!("{comment}\n")).collect()
}

/// By id, the names of every entity.
fn all_names(text: &str) -> Option<BTreeMap<String, Vec<String>>> {
    let document: DocumentMut = text.parse().ok()?;
    let tables = document.get("entity").and_then(Item::as_array_of_tables);
    let named = |table: &Table| Some((id_of(table)?.to_owned(), names(table)));
    Some(tables.into_iter().flatten().filter_map(named).collect())
}

/// The first thing that is in the text before and not in the text after.
fn lost(before: &str, after: &str, gone: &BTreeMap<String, String>) -> Option<String> {
    let (Some(old), Some(new)) = (all_names(before), all_names(after)) else {
        return Some("the file".to_owned());
    };
    let everywhere: HashSet<&String> = new.values().flatten().collect();
    for (id, names) in &old {
        if !new.contains_key(id) && !gone.contains_key(id) {
            return Some(format!("the entity “{id}”"));
        }
        if let Some(name) = names.iter().find(|name| !everywhere.contains(name)) {
            return Some(format!("the name “{name}” of “{id}”"));
        }
    }
    let mut left: HashMap<&str, usize> = HashMap::new();
    for comment in comments(after) {
        *left.entry(comment).or_default() += 1;
    }
    let gone = comments(before).into_iter().find(|comment| match left.get_mut(comment) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    gone.map(|comment| format!("the comment “{comment}”"))
}

#[cfg(test)]
#[path = "tests/edit.rs"]
mod tests;

//! The tables and lists of a file, changed in the way in which they are laid out.

use std::collections::BTreeMap;

use toml_edit::{Array, InlineTable, Item, Table, Value, value};

use crate::gazetteer::Alias;

const FIELDS: [&str; 9] =
    ["id", "kind", "name", "aliases", "exclude", "gender", "roles", "ids", "notes"];

pub(super) fn prefix(table: &Table) -> &str {
    table.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default()
}

pub(super) fn set_prefix(table: &mut Table, prefix: &str) {
    table.decor_mut().set_prefix(prefix);
}

/// The strings of a list, weak aliases too.
pub(super) fn strings(table: &Table, field: &str) -> Vec<String> {
    let array = table.get(field).and_then(Item::as_array);
    array.into_iter().flatten().filter_map(text_of).map(str::to_owned).collect()
}

pub(super) fn text_of(value: &Value) -> Option<&str> {
    value.as_str().or_else(|| value.as_inline_table()?.get("text")?.as_str())
}

/// The entity's name and aliases.
pub(super) fn names(table: &Table) -> Vec<String> {
    let name = table.get("name").and_then(Item::as_str).map(str::to_owned);
    name.into_iter().chain(strings(table, "aliases")).collect()
}

pub(super) fn alias_value(alias: &Alias) -> Value {
    if !alias.weak {
        return Value::from(alias.text.as_str());
    }
    let mut table = InlineTable::new();
    table.insert("text", alias.text.as_str().into());
    table.insert("weak", true.into());
    Value::InlineTable(table)
}

/// Adds a value to a list, in the way in which the list is laid out.
pub(super) fn push(table: &mut Table, field: &str, mut new: Value) {
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

pub(super) fn on_own_line(value: &Value) -> bool {
    value.decor().prefix().and_then(|p| p.as_str()).is_some_and(|p| p.contains('\n'))
}

/// Puts a field that is not there in its usual place among the others.
pub(super) fn insert(table: &mut Table, field: &str, item: Item) {
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

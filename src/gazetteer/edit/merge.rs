//! Making one entity of two.

use toml_edit::{ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{
    Edit,
    kept::comments,
    list::{alias_value, insert, names, prefix, push, set_prefix, strings, text_of},
};
use crate::{error::Result, gazetteer::Alias};

impl Edit {
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

//! What an edit must not lose: entities, names, comments.

use std::collections::{BTreeMap, HashMap, HashSet};

use toml_edit::{DocumentMut, Item, Table};

use super::{id_of, list::names};

/// The comments of a TOML text, `#` included, in order.
pub(super) fn comments(text: &str) -> Vec<&str> {
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
pub(super) fn after_string(bytes: &[u8], start: usize, quote: u8) -> usize {
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

/// By id, the names of every entity.
pub(super) fn all_names(text: &str) -> Option<BTreeMap<String, Vec<String>>> {
    let document: DocumentMut = text.parse().ok()?;
    let tables = document.get("entity").and_then(Item::as_array_of_tables);
    let named = |table: &Table| Some((id_of(table)?.to_owned(), names(table)));
    Some(tables.into_iter().flatten().filter_map(named).collect())
}

/// The first thing that is in the text before and not in the text after.
pub(super) fn lost(before: &str, after: &str, gone: &BTreeMap<String, String>) -> Option<String> {
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

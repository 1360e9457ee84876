//! A later entry laid over an earlier entity.

use std::mem;

use indexmap::IndexMap;

use super::{Alias, Entity, intake::Entry};

/// Layers a whole entity over an earlier one.
pub(crate) fn layer(earlier: &mut Entity, later: Entity) {
    let Entity { id: _, name, kind, aliases, exclude, gender, roles, ids, notes } = later;
    let (name, kind) = (Some(name), Some(kind));
    let (id, places) = (String::new(), Vec::new());
    let entry = Entry { id, name, kind, aliases, exclude, gender, roles, ids, notes, places };
    layer_entry(earlier, entry);
}

pub(super) fn layer_entry(earlier: &mut Entity, later: Entry) {
    if let Some(name) = later.name
        && name != earlier.name
    {
        let old = mem::replace(&mut earlier.name, name);
        join_aliases(earlier, vec![Alias::new(old)]);
    }
    let Entity { name, aliases, exclude, .. } = earlier;
    exclude.retain(|form| !later.aliases.iter().any(|alias| alias.text == *form));
    aliases.retain(|alias| alias.text != *name && !later.exclude.contains(&alias.text));
    join(exclude, later.exclude);
    join(&mut earlier.roles, later.roles);
    join_aliases(earlier, later.aliases);
    earlier.kind = later.kind.unwrap_or(earlier.kind);
    earlier.gender = later.gender.or(earlier.gender);
    earlier.ids.extend(later.ids);
    earlier.notes = later.notes.or(earlier.notes.take());
}

/// Lists longer than this are joined by a table, so that no file can make them slow.
const LONG: usize = 24;

/// Adds the aliases that are not there yet; those that are become weak or not as the later says.
pub(super) fn join_aliases(entity: &mut Entity, more: Vec<Alias>) {
    let Entity { name, aliases, .. } = entity;
    if aliases.is_empty() && more.len() <= 1 {
        *aliases = more;
        aliases.retain(|alias| alias.text != *name);
    } else if aliases.len() + more.len() <= LONG {
        for alias in more {
            match aliases.iter_mut().find(|a| a.text == alias.text) {
                Some(there) => there.weak = alias.weak,
                None if alias.text != *name => aliases.push(alias),
                None => {}
            }
        }
    } else {
        let all = mem::take(aliases).into_iter().chain(more).filter(|alias| alias.text != *name);
        let mut table = IndexMap::new();
        all.for_each(|alias| {
            table.insert(alias.text, alias.weak);
        });
        *aliases = table.into_iter().map(|(text, weak)| Alias { text, weak }).collect();
    }
    aliases.shrink_to_fit();
}

/// Adds the strings that are not there yet.
pub(super) fn join(list: &mut Vec<String>, more: Vec<String>) {
    if list.len() + more.len() <= LONG {
        for text in more {
            if !list.contains(&text) {
                list.push(text);
            }
        }
    } else {
        let all: indexmap::IndexSet<String> = mem::take(list).into_iter().chain(more).collect();
        *list = all.into_iter().collect();
    }
}

//! Making two entities of one.

use toml_edit::{Array, Item};

use super::{Edit, kept::comments, list::text_of};
use crate::{error::Result, gazetteer::Entity};

impl Edit {
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

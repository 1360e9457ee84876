//! Adding entities, aliases and roles.

use toml_edit::{Array, Value};

use super::{
    Edit,
    list::{alias_value, names, push, strings},
    parse,
};
use crate::{
    error::Result,
    gazetteer::{
        Alias, Entity,
        intake::{fault_of_id, fault_of_text},
        toml::entity_as_toml,
    },
};

impl Edit {
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
}

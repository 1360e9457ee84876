//! Given names: which spellings are forms of one name, and whose name it is.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::form::Form;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    female: Vec<String>,
    male: Vec<String>,
    both: Vec<String>,
}

/// The groups of `data/given.toml`.
struct Given {
    /// Folded form → groups.
    groups: FxHashMap<String, Vec<u16>>,
    forms: Vec<Vec<String>>,
}

fn given() -> &'static Given {
    static GIVEN: OnceLock<Given> = OnceLock::new();
    GIVEN.get_or_init(|| {
        let file: File = toml::from_str(include_str!("data/given.toml"))
            .expect("the built-in data are well-formed");
        let lines = file.female.iter().chain(&file.male).chain(&file.both);
        let forms: Vec<Vec<String>> = lines
            .map(|line| line.split_whitespace().map(|w| Form::new(w).folded).collect())
            .collect();
        let mut groups: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for (i, group) in forms.iter().enumerate() {
            for form in group {
                let list = groups.entry(form.clone()).or_default();
                if !list.contains(&(i as u16)) {
                    list.push(i as u16);
                }
            }
        }
        Given { groups, forms }
    })
}

/// The groups that a folded form belongs to.
pub(crate) fn groups(folded: &str) -> &'static [u16] {
    given().groups.get(folded).map_or(&[], Vec::as_slice)
}

/// Whether the folded form is a given name that we know.
pub(crate) fn is_given(folded: &str) -> bool {
    !groups(folded).is_empty()
}

/// The other forms of a given name.
pub(crate) fn forms(folded: &str) -> impl Iterator<Item = &'static str> {
    groups(folded).iter().flat_map(|g| given().forms[*g as usize].iter().map(String::as_str))
}

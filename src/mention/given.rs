//! Given names: which spellings are forms of one name, and which are never.

use std::sync::OnceLock;

use indexmap::IndexSet;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{form::Form, table::Lists};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    female: Vec<String>,
    male: Vec<String>,
    both: Vec<String>,
    elsewhere: Vec<String>,
}

/// A spelling in its group.
struct Member {
    folded: String,
    /// A short or pet form.
    short: bool,
}

/// The groups of `data/given.toml`.
struct Given {
    /// Folded form → its set of groups.
    groups: FxHashMap<String, u16>,
    /// The distinct sets; the first one is empty.
    sets: Vec<Vec<u16>>,
    members: Vec<Vec<Member>>,
}

fn given() -> &'static Given {
    static GIVEN: OnceLock<Given> = OnceLock::new();
    GIVEN.get_or_init(|| {
        let file: File = toml::from_str(include_str!("data/given.toml"))
            .expect("the built-in data are well-formed");
        let lines = file.female.iter().chain(&file.male).chain(&file.both);
        let mut members: Vec<Vec<Member>> = lines.map(|line| group(line)).collect();
        for line in &file.elsewhere {
            let mut forms = group(line);
            let first = forms.remove(0).folded;
            let own = members.iter_mut().find(|g| g.first().is_some_and(|m| m.folded == first));
            own.expect("a line of other scripts begins as another line does").extend(forms);
        }
        let mut groups: FxHashMap<String, Vec<u16>> = FxHashMap::default();
        for (i, group) in members.iter().enumerate() {
            for member in group {
                let list = groups.entry(member.folded.clone()).or_default();
                if !list.contains(&(i as u16)) {
                    list.push(i as u16);
                }
            }
        }
        let mut sets: IndexSet<Vec<u16>> = IndexSet::from([Vec::new()]);
        // in the order of the file, so that the numbers are the same on every run
        for member in members.iter().flatten() {
            sets.insert(groups[&member.folded].clone());
        }
        let number = |set| sets.get_index_of(set).expect("it was put in") as u16;
        let groups = groups.iter().map(|(word, set)| (word.clone(), number(set))).collect();
        Given { groups, sets: sets.into_iter().collect(), members }
    })
}

fn group(line: &str) -> Vec<Member> {
    let (full, short) = line.split_once('|').unwrap_or((line, ""));
    let members = |text: &'_ str, short: bool| -> Vec<Member> {
        let forms = text.split_whitespace().map(|w| Form::new(w).folded);
        forms.map(|folded| Member { folded, short }).collect()
    };
    let mut all = members(full, false);
    all.extend(members(short, true));
    all
}

/// The groups that a folded form belongs to.
pub(crate) fn groups(folded: &str) -> &'static [u16] {
    set(given().groups.get(folded).copied().unwrap_or_default())
}

/// The set of groups with this number.
pub(crate) fn set(number: u16) -> &'static [u16] {
    given().sets.get(usize::from(number)).map_or(&[], Vec::as_slice)
}

/// The number of a set of groups.
pub(crate) fn number(set: &[u16]) -> u16 {
    given().sets.iter().position(|s| s == set).unwrap_or_default() as u16
}

/// All given names that we know, folded.
pub(crate) fn all() -> impl Iterator<Item = &'static String> {
    given().groups.keys()
}

/// Whether the folded form is a given name that we know.
pub(crate) fn is_given(folded: &str) -> bool {
    !groups(folded).is_empty()
}

/// Whether both are given names that we know, and different ones.
pub(crate) fn differ(a: &[u16], b: &[u16]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|group| b.contains(group))
}

/// The tokens of an index that are forms of each group's name, by the function that finds them,
/// each with whether the form is a short one in its last bit.
pub(crate) fn tokens<'a>(find: impl Fn(&str) -> &'a [u32]) -> Lists {
    let members = &given().members;
    let mut pairs = Vec::new();
    for (group, members) in members.iter().enumerate() {
        for member in members {
            let tokens = find(&member.folded).iter();
            pairs.extend(tokens.map(|t| (group as u32, t << 1 | u32::from(member.short))));
        }
    }
    Lists::new(members.len(), &pairs)
}

/// Whether the folded form is a short one in the group.
pub(crate) fn is_short(folded: &str, group: u16) -> bool {
    given().members[group as usize].iter().any(|m| m.folded == folded && m.short)
}

/// Whether the folded form is in the group as a short one alone.
pub(crate) fn is_only_short(folded: &str, group: u16) -> bool {
    let mut all = given().members[group as usize].iter().filter(|m| m.folded == folded);
    all.all(|m| m.short)
}

/// The other forms of a given name, each with whether a short form stands on either side.
#[cfg(test)]
pub(crate) fn forms(folded: &str) -> impl Iterator<Item = (&'static str, bool)> {
    groups(folded).iter().flat_map(move |group| {
        let members = &given().members[*group as usize];
        let mine = members.iter().any(|m| m.folded == folded && m.short);
        members.iter().map(move |m| (m.folded.as_str(), m.short || mine))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_name_and_different_names() {
        assert!(forms("peter").any(|(f, short)| f == "pedro" && !short));
        assert!(forms("william").any(|(f, short)| f == "bill" && short));
        assert!(differ(groups("julia"), groups("julio")));
        assert!(!differ(groups("julia"), groups("giulia")));
        assert!(!differ(groups("julia"), groups("brook")));
    }
}

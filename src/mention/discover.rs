//! Names that the gazetteer lacks, found where people speak, with their short forms.
//!
//! A run of capitalised words is a name where a title, a given name, an age or a verb of saying
//! says so; a surname or given name alone is then whoever bears it in the document.

mod bearer;
mod called;
mod homonym;
mod run;

use indexmap::map::Entry as Slot;
use rustc_hash::FxHashMap;

use self::{
    bearer::{Finder, Person, surname},
    called::Called,
};
use super::{Cast, Mention, Tier};
use crate::{
    gazetteer::{Entity, EntityId, Kind},
    segmented::Segmented,
};

/// Adds the names that the listed mentions lack.
pub(super) fn discover(
    document: &Segmented<'_>,
    listed: Vec<Mention>,
    mut cast: Cast,
) -> (Vec<Mention>, Cast) {
    let runs = run::runs(document, &listed);
    let owner = vec![None; runs.len()];
    // about as many names as a third of the runs
    let some = runs.len() / 3 + 4;
    let (people, called) = (Vec::with_capacity(some), Called::with_capacity(2 * some));
    let mut finder = Finder { document, runs: &runs, people, owner, called };
    finder.full_names();
    finder.short_forms();
    let Finder { mut people, owner, .. } = finder;
    tell_apart(document, &mut people);
    let mut mentions = listed;
    mentions.reserve(runs.len());
    let mut key = String::new();
    let mut id = |person: &Person<'_>| {
        slug(&person.words, &mut key);
        EntityId::from(key.as_str())
    };
    let ids: Vec<Option<EntityId>> =
        people.iter().map(|person| person.keep.then(|| id(person))).collect();
    let mut order: Vec<usize> = (0..people.len()).filter(|&at| people[at].keep).collect();
    order.sort_by_key(|&at| people[at].first_run);
    cast.entities.reserve(order.len());
    for at in order {
        let (person, Some(id)) = (&people[at], &ids[at]) else { continue };
        let Slot::Vacant(slot) = cast.entities.entry(id.clone()) else { continue };
        let entity = Entity {
            id: id.clone(),
            name: person.words.join(" "),
            kind: person.kind,
            aliases: Vec::new(),
            exclude: Vec::new(),
            gender: person.gender,
            roles: Vec::new(),
            ids: crate::gazetteer::Ids::default(),
            notes: None,
        };
        slot.insert((entity, false));
    }
    for (run, owner) in runs.iter().zip(&owner) {
        if let Some(id) = owner.and_then(|at| ids[at].as_ref()) {
            mentions.push(Mention {
                span: document.span(run.first, run.last),
                candidates: vec![id.clone()],
                tier: Tier::Discovered,
                alias: None,
                score: if run.last > run.first { 0.9 } else { 0.8 },
            });
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    let homonyms = homonym::homonyms(document, &mentions, &cast);
    if !homonyms.is_empty() {
        mentions.extend(homonyms);
        mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    }
    (mentions, cast)
}

/// Two bearers of one surname of whom no given name is known keep their titles: Mr. Roe, Mrs. Roe.
fn tell_apart<'d>(document: &Segmented<'d>, people: &mut [Person<'d>]) {
    let alone = |person: &Person<'_>| {
        let titled = person.title.is_some() && person.kind == Kind::Person;
        titled && person.keep && person.words.len() == 1
    };
    if !people.iter().any(alone) {
        return;
    }
    let mut bearers: FxHashMap<String, u32> = FxHashMap::default();
    for person in people.iter().filter(|person| person.keep && person.kind == Kind::Person) {
        *bearers.entry(surname(&person.words).to_lowercase()).or_default() += 1;
    }
    for person in people.iter_mut().filter(|person| alone(person)) {
        let shared = bearers.get(&person.words[0].to_lowercase()).is_some_and(|&n| n > 1);
        if let Some(title) = person.title.filter(|_| shared) {
            person.words.insert(0, document.word(title));
        }
    }
}

/// Writes the key of a discovered name.
fn slug(words: &[&str], out: &mut String) {
    out.clear();
    out.push_str("discovered:");
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push('-');
        }
        for c in word.chars() {
            if c.is_ascii_alphanumeric() || c == '-' {
                out.push(c.to_ascii_lowercase());
            } else if c.is_alphanumeric() {
                out.extend(c.to_lowercase());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, gazetteer::Gazetteer, language::Language, mention};

    fn found(text: &str) -> Vec<(String, String)> {
        let document = Document::new("d", text);
        let english = Language::english();
        let cut = Segmented::new(&document, &english);
        let (mentions, cast) = mention::discover(&cut, Vec::new(), &Gazetteer::new());
        let name =
            |m: &Mention| m.entity().map(|id| cast.entities[id].0.name.clone()).unwrap_or_default();
        mentions.iter().map(|m| (cut.text(m.span).to_owned(), name(m))).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn a_surname_is_whoever_bears_it() {
        assert_eq!(
            found("Mayor Mara Quill, 42, spoke in Tarn. Ms. Quill said it was late."),
            [pair("Mara Quill", "Mara Quill"), pair("Quill", "Mara Quill")]
        );
    }

    #[test]
    fn a_surname_may_be_a_month() {
        let text = "Anna May came in May. Ms May said little. On Friday May told them more. May 3 \
                    was cold. “No,” said May. It rained in May.";
        let found = found(text);
        let surfaces: Vec<_> = found.iter().map(|(surface, _)| surface.as_str()).collect();
        assert_eq!(surfaces, ["Anna May", "May", "May", "May"]);
        assert!(found.iter().all(|(_, name)| name == "Anna May"));
    }

    #[test]
    fn titles_tell_two_bearers_apart() {
        let text = "Anna Roe and Peter Roe came. Mr. Roe said little. Mrs. Roe said more.";
        let names: Vec<_> = found(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Anna Roe", "Peter Roe", "Peter Roe", "Anna Roe"]);
    }

    #[test]
    fn bearers_without_a_given_name_keep_their_titles() {
        let text =
            "Mr. Roe said little. Mrs. Roe said more. Miss Roe said nothing. Mr. Roe said no.";
        let names: Vec<_> = found(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Mr. Roe", "Mrs. Roe", "Miss Roe", "Mr. Roe"]);
    }

    #[test]
    fn a_given_name_that_does_something_is_a_person() {
        assert_eq!(found("It rained. Then Paul dropped his keys."), [pair("Paul", "Paul")]);
    }

    #[test]
    fn an_organisation_that_acts_is_one() {
        let text = "The Harbour Museum in Ohio issued a report. The Ferry Committee has sent out \
                    letters. The trip ended at the Salt Museum.";
        let surfaces: Vec<_> = found(text).into_iter().map(|(surface, _)| surface).collect();
        assert!(
            ["Harbour Museum", "Ferry Committee"]
                .iter()
                .all(|name| surfaces.iter().any(|s| s == name))
        );
        assert!(!surfaces.iter().any(|surface| surface == "Salt Museum"));
    }

    #[test]
    fn what_a_preposition_governs_says_nothing() {
        let text = "Two faults were reported on Tarnish lines. Captain Jo Vale of the ferry Aurora \
                    told us. According to Marlow, it rained.";
        let names: Vec<_> = found(text).into_iter().map(|(surface, _)| surface).collect();
        assert_eq!(names, ["Jo Vale", "Marlow"]);
    }

    #[test]
    fn places_and_sentence_starts_are_no_speakers() {
        assert_eq!(found("Protesters marched through Ohio. Tensions grew."), []);
    }
}

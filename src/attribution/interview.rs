//! Who `A:` is in an interview, and who `M.Q.:` is: what the words before the first turn say.

use super::scene::Scene;
use crate::{gazetteer::EntityId, language::Class};

/// Most words before the first turn, in items, that introduce an interview.
const INTRODUCTION: usize = 600;
/// Longest initials in letters.
const INITIALS: usize = 4;

/// The item that names who is interviewed: behind “spoke to” or “asked” before the first turn at item
/// `begins`; else the only person named there. None where several people may be meant.
pub(super) fn interviewee(scene: &Scene<'_>, begins: usize) -> Option<usize> {
    let people: Vec<(usize, &EntityId)> = people(scene, begins);
    let asked = |at: usize| {
        let mut name = at;
        while name > 0 && scene.is(name - 1, Class::TITLE | Class::ROLE | Class::DET | Class::ADJ) {
            name -= 1;
        }
        let with = name.checked_sub(2)?;
        // not “in an interview with X”, who may be the one that asks
        let talks = Class::SAY | Class::TELL | Class::REPORT | Class::ABOUT;
        let told = scene.is(with + 1, Class::PREP | Class::TO) && scene.is(with, talks)
            || scene.is(with + 1, Class::SAY | Class::TELL);
        told.then_some(at)
    };
    let meant: Vec<(usize, &EntityId)> =
        people.iter().copied().filter(|&(at, _)| asked(at).is_some()).collect();
    only(&meant).or_else(|| only(&people))
}

/// The item that names the only person whose initials the label gives.
pub(super) fn initials(scene: &Scene<'_>, label: &str, begins: usize) -> Option<usize> {
    let letters: Vec<char> = label.chars().filter(|c| c.is_alphabetic()).collect();
    if !(2..=INITIALS).contains(&letters.len()) || letters.iter().any(|c| !c.is_uppercase()) {
        return None;
    }
    let bears = |at: usize| {
        let entity = scene.mention(at).and_then(|mention| scene.entity(mention));
        let words = entity.into_iter().flat_map(|entity| entity.name.split_whitespace());
        words.filter_map(|word| word.chars().next()).eq(letters.iter().copied())
    };
    let people: Vec<_> = people(scene, begins).into_iter().filter(|&(at, _)| bears(at)).collect();
    only(&people)
}

/// The people named before the item `begins`, at each item where a name starts.
fn people<'a>(scene: &'a Scene<'_>, begins: usize) -> Vec<(usize, &'a EntityId)> {
    let starts = |&at: &usize| {
        scene.is_person(at)
            && at.checked_sub(1).and_then(|before| scene.mention(before)) != scene.mention(at)
    };
    let low = begins.saturating_sub(INTRODUCTION);
    (low..begins)
        .filter(starts)
        .filter_map(|at| Some((at, scene.context.mentions[scene.mention(at)?].entity()?)))
        .collect()
}

/// The first item, where all are of one person.
fn only(people: &[(usize, &EntityId)]) -> Option<usize> {
    let (first, id) = people.first()?;
    people.iter().all(|(_, other)| other == id).then_some(*first)
}

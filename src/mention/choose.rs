//! Who of several bears a name: by the title before it, by the role beside it, by what else of a
//! role the document has.

use super::{
    hit::{Choice, Hit},
    page::Page,
};
use crate::{
    gazetteer::{Entity, Gazetteer, Gender},
    text::fold,
};

/// How many words before and behind a name may belong to its role.
const BESIDE: usize = 8;
/// Shorter words of a role say nothing.
const SHORTEST: usize = 4;

/// The hit without those whom its title cannot mean; where several are left, with the one alone for
/// whom a role speaks. None where nobody is left.
pub(crate) fn narrow(page: &Page<'_>, gazetteer: &Gazetteer, mut hit: Hit) -> Option<Hit> {
    let entity = |choice: &Choice| gazetteer.at(choice.entity as usize);
    if let Some(gender) = title_gender(page, hit.from) {
        let other = |e: &Entity| e.gender.is_some_and(|own| own != gender);
        hit.choices.retain(|choice| !entity(choice).is_some_and(other));
    }
    let signs: [fn(&Page<'_>, &Hit, &Entity) -> bool; 3] =
        [role_beside, role_anywhere, place_of_role];
    for sign in signs {
        if hit.choices.len() < 2 {
            break;
        }
        let speaks = |choice: &Choice| entity(choice).is_some_and(|e| sign(page, &hit, e));
        let spoken: Vec<Choice> = hit.choices.iter().copied().filter(speaks).collect();
        if spoken.len() == 1 {
            hit.choices = spoken;
        }
    }
    (!hit.choices.is_empty()).then_some(hit)
}

/// The gender that the title before a name tells: Mr, Frau, госпожа.
fn title_gender(page: &Page<'_>, from: usize) -> Option<Gender> {
    if from == 0 || !page.joined(from) {
        return None;
    }
    page.class(from - 1).gender()
}

/// The words of a role that tell it from others, folded.
fn words(role: &str) -> impl Iterator<Item = String> + '_ {
    let words = role.split(|c: char| !c.is_alphanumeric()).map(fold::fold);
    words.filter(|word| word.chars().count() >= SHORTEST)
}

fn holds(page: &Page<'_>, range: std::ops::Range<usize>, role: &str) -> bool {
    let mut any = false;
    let all = words(role).all(|word| {
        any = true;
        range.clone().any(|at| fold::fold(page.word(at)) == word)
    });
    all && any
}

/// Whether all words of a role stand near the name.
fn role_beside(page: &Page<'_>, hit: &Hit, entity: &Entity) -> bool {
    let first = hit.from.saturating_sub(BESIDE);
    let first = (first..=hit.from).rev().find(|at| page.begins(*at)).unwrap_or(first);
    let last = (hit.to + BESIDE).min(page.words.len());
    let last = (hit.to..last).find(|at| page.begins(*at)).unwrap_or(last);
    entity.roles.iter().any(|role| holds(page, first..last, role))
}

/// Whether the document has a role word for word.
fn role_anywhere(page: &Page<'_>, _: &Hit, entity: &Entity) -> bool {
    let whole = |role: &String| {
        let role: Vec<String> = role.split_whitespace().map(fold::fold).collect();
        let starts = 0..(page.words.len() + 1).saturating_sub(role.len());
        let at = |from: usize, i: usize| fold::fold(page.word(from + i)) == role[i];
        !role.is_empty() && starts.into_iter().any(|from| (0..role.len()).all(|i| at(from, i)))
    };
    entity.roles.iter().any(whole)
}

/// Whether the document names the place or body of a role: “mayor of Ostrel”.
fn place_of_role(page: &Page<'_>, _: &Hit, entity: &Entity) -> bool {
    let mut names = entity.roles.iter().flat_map(|role| role.split_whitespace());
    names.any(|word| {
        let name = fold::fold(word);
        word.starts_with(char::is_uppercase)
            && name.chars().count() >= SHORTEST
            && (0..page.words.len()).any(|at| page.capital(at) && fold::fold(page.word(at)) == name)
    })
}

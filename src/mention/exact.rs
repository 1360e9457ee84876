//! Names as they are listed, but for case and diacritics: the longest at each place.

use super::{
    Tier, guard,
    hit::{Choice, Hit},
    index::Index,
    lexicon::Class,
    page::Page,
};
use crate::text::fold;

/// The hits of a page, in order, none overlapping. Weak aliases are among them.
pub(crate) fn hits(index: &Index, page: &Page<'_>) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut at = 0;
    while at < page.words.len() {
        if !index.prefixes.may_begin(page.folded[at]) {
            at += 1;
            continue;
        }
        match longest(index, page, at) {
            Some(hit) => {
                at = hit.to;
                hits.push(without_article(index, page, hit));
            }
            None => at += 1,
        }
    }
    hits
}

fn longest(index: &Index, page: &Page<'_>, from: usize) -> Option<Hit> {
    let mut best = None;
    let mut step = index.prefixes.first(page.folded[from])?;
    let mut to = from + 1;
    loop {
        let found = hit(index, page, from, to, step.names);
        if found.as_ref().is_some_and(|f| !best.as_ref().is_some_and(|b| adds_noun(index, f, b))) {
            best = found;
        }
        let Some(state) = step.more else { break };
        if to == page.words.len() || !(page.joined(to) || page.dotted(to)) {
            break;
        }
        let Some(next) = index.prefixes.step(state, page.folded[to]) else { break };
        (step, to) = (next, to + 1);
    }
    best
}

/// The name without the article before it, where the entity is listed without one too.
fn without_article(index: &Index, page: &Page<'_>, hit: Hit) -> Hit {
    if hit.to - hit.from < 2 || !page.class(hit.from).is(Class::ARTICLE) {
        return hit;
    }
    match longest(index, page, hit.from + 1) {
        Some(shorter) if shorter.to == hit.to && shorter.entity() == hit.entity() => shorter,
        _ => hit,
    }
}

/// Whether `longer` only adds a common noun to what `shorter` names already (“Rockview prison”).
fn adds_noun(index: &Index, longer: &Hit, shorter: &Hit) -> bool {
    let name = &index.names[longer.choices[0].name as usize];
    longer.entity().is_some()
        && longer.entity() == shorter.entity()
        && (shorter.to - shorter.from..longer.to - longer.from).all(|at| !name.capital(at))
}

/// The hit of these names at these words, if their letters and capitals bear it.
fn hit(index: &Index, page: &Page<'_>, from: usize, to: usize, names: &[u32]) -> Option<Hit> {
    let mut choices: Vec<Choice> = Vec::new();
    for &at in names {
        let name = &index.names[at as usize];
        let known = choices.iter().any(|c| c.entity == name.entity);
        if !known && guard::capitals_fit(index, name, page, from, to) {
            choices.push(Choice { entity: name.entity, name: at });
        }
    }
    // the letters are compared where the mention is written down
    let some = !choices.is_empty();
    some.then_some(Hit { from, to, choices, tier: Tier::Exact, cost: 0.0 })
}

/// Whether the words from `from` are those of a name, capitals and all.
pub(crate) fn to_the_letter(index: &Index, page: &Page<'_>, from: usize, name: u32) -> bool {
    let name = &index.names[name as usize];
    let members = index.spoken(name).iter().enumerate();
    let mut same = members.map(|(i, (token, _))| {
        let (word, listed) = (page.word(from + i), index.tokens.get(*token));
        if word.is_ascii() {
            let capital = word.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
            return word.eq_ignore_ascii_case(listed) && capital == name.capital(i);
        }
        fold::lower(word) == listed
            && word.chars().next().is_some_and(char::is_uppercase) == name.capital(i)
    });
    same.all(|s| s)
}

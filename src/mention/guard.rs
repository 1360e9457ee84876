//! Guards against names that are not: capitals, common words, longer names of others.

use super::{
    hit::Hit,
    index::{Index, Name, Writing},
    lexicon::{Class, Part, lexicon},
    page::Page,
    word::Capitals,
};
use crate::text::fold;

/// Whether words written like this may be this name.
pub(crate) fn capitals_fit(
    index: &Index,
    name: &Name,
    page: &Page<'_>,
    from: usize,
    to: usize,
) -> bool {
    if !page.cased(from) {
        return true;
    }
    let members = index.spoken(name);
    if members.len() == 1 {
        return single_fits(index, name, page, from);
    }
    let small = (from..to).filter(|at| name.capital(*at - from) && !page.capital(*at));
    if small.filter(|at| members[*at - from].1 != Part::Particle).count() == 0 {
        return true;
    }
    let last = index.tokens.get(members[members.len() - 1].0);
    let words = members.iter().map(|(t, _)| index.tokens.get(*t));
    if name.person {
        words.filter(|w| lexicon().is_common(w)).count() == 0
    } else {
        lexicon().is_institution(&fold::fold(last))
    }
}

/// One word: an acronym only in capitals, a short name only to the letter.
fn single_fits(index: &Index, name: &Name, page: &Page<'_>, at: usize) -> bool {
    let (token, _) = index.spoken(name)[0];
    let length = index.infos[token as usize].length;
    match name.writing {
        Writing::Capitals if length <= 6 => page.words[at].capitals == Capitals::All,
        _ if length <= 3 => {
            page.capital(at) == name.capital(0) && page.words[at].capitals != Capitals::All
        }
        _ if !name.capital(0) => true,
        _ => {
            let bare = page.begins(at) || page.headline[at];
            page.capital(at) && !(page.class(at).is(Class::COMMON) && bare)
        }
    }
}

/// Whether the hit is a part of a longer name that is somebody else's.
pub(crate) fn part_of_longer(page: &Page<'_>, cover: &[bool], hit: &Hit) -> bool {
    let (from, to) = (hit.from, hit.to);
    let next = to < page.words.len() && page.joined(to) && !cover[to];
    if next && page.capital(to) && !page.headline[to] {
        if page.class(to).is(Class::HEAD) {
            return true;
        }
        if to - from == 1 && page.cased(to) && speaks(page.class(to)) {
            return true;
        }
    }
    to - from == 1 && stands_behind_name(page, cover, from)
}

/// Whether a capitalised word that is no title stands before `at` and belongs to the same name.
pub(crate) fn stands_behind_name(page: &Page<'_>, cover: &[bool], at: usize) -> bool {
    if at == 0 || !page.joined(at) || cover[at - 1] || page.headline[at] {
        return false;
    }
    let before = at - 1;
    let class = page.class(before);
    // at the head of a sentence a capital means nothing, but for a given name
    let by_position = page.begins(before) && !class.is(Class::GIVEN);
    page.capital(before) && page.cased(before) && !by_position && speaks(class)
}

/// Whether a capitalised word says something of the name beside it.
pub(crate) fn speaks(class: Class) -> bool {
    !(class.is(Class::TITLE) || class.is(Class::OPENER) || class.is(Class::CALENDAR))
}

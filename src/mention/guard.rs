//! Guards against names that are not: capitals, common words, longer names of others.

use super::{
    hit::Hit,
    index::{Index, Name, Writing},
    lexicon::{Part, lexicon},
    page::{Capitals, Page, cased},
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
    if !cased(page.word(from)) {
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
        Writing::Capitals if length <= 6 => page.capitals[at] == Capitals::All,
        _ if length <= 3 => {
            page.capital(at) == name.capital(0) && page.capitals[at] != Capitals::All
        }
        _ if !name.capital(0) => true,
        _ => {
            let word = fold::fold(page.word(at));
            let bare = page.begins(at) || page.headline[at];
            page.capital(at) && !(lexicon().is_common(&word) && bare)
        }
    }
}

/// Whether the hit is a part of a longer name that is somebody else's.
pub(crate) fn part_of_longer(page: &Page<'_>, cover: &[Option<u32>], hit: &Hit) -> bool {
    let (from, to) = (hit.from, hit.to);
    let next = to < page.words.len() && page.joined(to) && cover[to].is_none();
    if next && page.capital(to) && !page.headline[to] {
        let word = fold::fold(page.word(to));
        if lexicon().is_head(&word) {
            return true;
        }
        if to - from == 1 && cased(page.word(to)) && speaks(&word) {
            return true;
        }
    }
    to - from == 1 && stands_behind_name(page, cover, from)
}

/// Whether a capitalised word that is no title stands before `at` and belongs to the same name.
pub(crate) fn stands_behind_name(page: &Page<'_>, cover: &[Option<u32>], at: usize) -> bool {
    if at == 0 || !page.joined(at) || cover[at - 1].is_some() || page.headline[at] {
        return false;
    }
    let before = at - 1;
    let word = fold::fold(page.word(before));
    let by_position = page.begins(before) && !likely_name(&word);
    page.capital(before) && cased(page.word(before)) && !by_position && speaks(&word)
}

/// A word at the head of a sentence that is more than a sentence's first word.
fn likely_name(word: &str) -> bool {
    super::given::is_given(word)
}

/// Whether a capitalised word says something of the name beside it.
fn speaks(word: &str) -> bool {
    !(lexicon().is_title(word) || lexicon().is_opener(word) || lexicon().is_calendar(word))
}

//! Names of places and organisations in the cases of a language: `в Минске`, `w Warszawie`,
//! `Комитета государственной безопасности`. People's names have ways of their own (`near.rs`).
//!
//! The endings are taken off the words of the text and the rest is looked up to the letter. In
//! Latin letters that is done only where the text is not in the language it is read as: `Parisi` is
//! a surname in English and Paris in Finnish.

use super::{
    Tier,
    form::Form,
    guard,
    hit::{Choice, Hit},
    index::Index,
    inflect::{Reach, place_bases, without_apostrophe_ending},
    page::Page,
    table::hash,
};
use crate::{
    language::Class,
    segmented::Segmented,
    text::{Script, fold},
};

/// A base form of fewer letters is too short to be told from another word.
const SHORTEST: usize = 4;
/// A text in another language has at most this share of the reading language's small words.
const FOREIGN: f64 = 0.15;
/// Cost a letter of a name in another case.
const COST: f32 = 0.05;

/// The hits of names in a case, at words that nothing covers yet, in order.
pub(crate) fn hits(
    index: &Index,
    page: &Page<'_>,
    covered: &[bool],
    document: &Segmented<'_>,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut foreign = None;
    let mut at = 0;
    while at < page.words.len() {
        let open = |at: usize| !covered[at] && page.cased(at);
        let read = open(at)
            && page.capital(at)
            && (has_cases(page.word(at)) || *foreign.get_or_insert_with(|| is_foreign(document)));
        let found = if read { longest(index, page, at, &open) } else { None };
        at = found.as_ref().map_or(at + 1, |hit: &Hit| hit.to);
        hits.extend(found);
    }
    hits
}

/// Whether the word's script is written by languages with cases only.
fn has_cases(word: &str) -> bool {
    let script = word.chars().find(|c| c.is_alphabetic()).map(Script::of);
    matches!(script, Some(Script::Cyrillic | Script::Greek))
}

/// Whether few of the text's words are small words of the language it is read as.
fn is_foreign(document: &Segmented<'_>) -> bool {
    let words = document.tokens.iter().filter(|token| token.is_word());
    let (mut all, mut known) = (0u32, 0u32);
    for token in words {
        all += 1;
        known += u32::from(token.is(Class::GRAMMAR));
    }
    f64::from(known) <= FOREIGN * f64::from(all)
}

/// The longest name of no person from the word at `from`, at least one of its words in a case.
fn longest(
    index: &Index,
    page: &Page<'_>,
    from: usize,
    open: &impl Fn(usize) -> bool,
) -> Option<Hit> {
    let mut best = None;
    // the walks through the prefixes: where each stands, whether a word was in a case, and whether
    // only the last word may be
    let mut walks = vec![(None, false, false)];
    let mut to = from;
    while to < page.words.len() && (to == from || page.joined(to)) && open(to) {
        let forms = forms(page, to);
        let mut next = Vec::new();
        for &(state, declined, last) in walks.iter().filter(|walk| !walk.2) {
            for (hash, reach) in &forms {
                let step = match state {
                    None => index.prefixes.first(*hash),
                    Some(state) => index.prefixes.step(state, *hash),
                };
                let Some(step) = step else { continue };
                let declined = declined || reach.every || reach.last;
                let ends = last || reach.last && !reach.every;
                if declined && let Some(hit) = hit(index, page, (from, to + 1), step.names) {
                    best = Some(hit);
                }
                next.extend(step.more.map(|more| (Some(more), declined, ends)));
            }
        }
        if next.is_empty() {
            break;
        }
        (walks, to) = (next, to + 1);
    }
    best
}

/// What the word may stand for: itself and its base forms, as hashes of what is folded.
fn forms(page: &Page<'_>, at: usize) -> Vec<(u64, Reach)> {
    let word = page.word(at);
    let mut forms = vec![(page.folded[at], Reach::default())];
    if let Some(core) = without_apostrophe_ending(word) {
        forms.push((hash(&fold::fold(core)), Reach { every: false, last: true }));
    }
    let bases = place_bases(&Form::new(word)).into_iter();
    forms.extend(
        bases
            .filter(|(base, _)| base.chars().count() >= SHORTEST)
            .map(|(base, reach)| (hash(&fold::fold(&base)), reach)),
    );
    forms
}

/// The hit of those names that are no people's, if capitals bear them.
fn hit(index: &Index, page: &Page<'_>, (from, to): (usize, usize), names: &[u32]) -> Option<Hit> {
    let mut choices: Vec<Choice> = Vec::new();
    for &at in names {
        let name = &index.names[at as usize];
        let known = choices.iter().any(|choice| choice.entity == name.entity);
        if !name.person && !known && guard::capitals_fit(index, name, page, from, to) {
            choices.push(Choice { entity: name.entity, name: at });
        }
    }
    let some = !choices.is_empty();
    some.then_some(Hit { from, to, choices, tier: Tier::Fuzzy, cost: COST })
}

#[cfg(test)]
mod tests {
    use crate::{
        document::Document,
        gazetteer::{Entity, Gazetteer, Kind},
        language::Language,
        mention::Matcher,
        segmented::Segmented,
    };

    const NAMES: &[(&str, Kind)] = &[
        ("Минск", Kind::Place),
        ("Гродно", Kind::Place),
        ("Гомель", Kind::Place),
        ("Москва", Kind::Place),
        ("Київ", Kind::Place),
        ("Warszawa", Kind::Place),
        ("Kraków", Kind::Place),
        ("Helsinki", Kind::Place),
        ("Ankara", Kind::Place),
        ("Paris", Kind::Place),
        ("Комитет портовой безопасности", Kind::Organisation),
        ("Минский тракторный завод", Kind::Organisation),
        ("Анна Рим", Kind::Person),
    ];

    /// What of a text is found, as `surface = name`.
    fn found(text: &str) -> Vec<String> {
        let mut gazetteer = Gazetteer::new();
        for (name, kind) in NAMES {
            gazetteer.add(Entity::new(*name, *name, *kind));
        }
        let document = Document::new("d", text);
        let english = Language::english();
        let cut = Segmented::new(&document, &english);
        let mentions = Matcher::new(&gazetteer).find(&cut, &gazetteer);
        let one = |m: &crate::mention::Mention| {
            format!("{} = {}", cut.text(m.span), m.entity().map_or("?", |id| id.as_str()))
        };
        mentions.iter().map(one).collect()
    }

    #[test]
    fn places_in_their_cases() {
        let text = "Он жил в Минске и Гродне, ехал из Гомеля под Москвой. У Києві тихо.";
        let wanted = [
            "Минске = Минск",
            "Гродне = Гродно",
            "Гомеля = Гомель",
            "Москвой = Москва",
            "Києві = Київ",
        ];
        assert_eq!(found(text), wanted);
        assert_eq!(
            found("Padało w Warszawie i w Krakowie, ale nie tam."),
            ["Warszawie = Warszawa", "Krakowie = Kraków"]
        );
        assert_eq!(found("Satoi Helsingissä koko yön."), ["Helsingissä = Helsinki"]);
        assert_eq!(
            found("Ankara'dan geldi, Ankara'da kaldı."),
            ["Ankara'dan = Ankara", "Ankara'da = Ankara"]
        );
    }

    #[test]
    fn organisations_of_several_words() {
        let text = "Глава Комитета портовой безопасности был на Минском тракторном заводе.";
        assert_eq!(
            found(text),
            [
                "Комитета портовой безопасности = Комитет портовой безопасности",
                "Минском тракторном заводе = Минский тракторный завод"
            ]
        );
    }

    #[test]
    fn an_ending_of_another_language_means_nothing_in_english() {
        let text =
            "The tenor Luca Parisi sang for us, and it was the best of all that we had heard.";
        assert_eq!(found(text), [] as [&str; 0]);
    }
}

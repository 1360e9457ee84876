//! What the matcher as a whole must hold to. People, places and companies are made up.

use proptest::prelude::*;

use super::{Matcher, Mention, Tier};
use crate::{
    document::Document,
    gazetteer::{Alias, Entity, Gazetteer, Kind},
    language::Language,
    segmented::Segmented,
};

fn entity(id: &str, kind: &str, name: &str, aliases: &[&str]) -> Entity {
    let aliases: Vec<_> = aliases.iter().map(|a| serde_json::json!(a)).collect();
    let value = serde_json::json!({ "id": id, "kind": kind, "name": name, "aliases": aliases });
    serde_json::from_value(value).unwrap()
}

fn gazetteer(entities: &[Entity]) -> Gazetteer {
    let mut gazetteer = Gazetteer::new();
    entities.iter().for_each(|e| gazetteer.add(e.clone()));
    gazetteer
}

fn list() -> Vec<Entity> {
    let mut nick = entity("orlova", "person", "Svetlana Orlovskaya", &["Святлана Арлоўская"]);
    nick.aliases.push(Alias { text: "Sveta".to_owned(), weak: true });
    vec![
        nick,
        entity("brandt", "person", "Emil Brandt", &[]),
        entity("harlan", "place", "Harlan", &[]),
        entity("onu", "organisation", "ONU", &["Office of Nautical Units"]),
        entity("ministry", "organisation", "Harbour Ministry", &[]),
        entity("people", "organisation", "Quiet People", &[]),
        entity("hope", "person", "Nora Hope", &[]),
        entity("prison", "place", "Rockview prison", &["Rockview"]),
    ]
}

fn find(gazetteer: &Gazetteer, text: &str) -> Vec<Mention> {
    let document = Document::new("d", text);
    let language = Language::english();
    let segmented = Segmented::new(&document, &language);
    Matcher::new(gazetteer).find(&segmented, gazetteer)
}

/// The mentions of a text, each as `surface=id` or `surface=id|id`.
fn named(text: &str) -> Vec<String> {
    let show = |m: Mention| {
        let ids: Vec<_> = m.candidates.iter().map(|id| id.as_str().to_owned()).collect();
        format!("{}={}", &text[m.span.range()], ids.join("|"))
    };
    find(&gazetteer(&list()), text).into_iter().map(show).collect()
}

#[test]
fn names_are_found_as_written_and_otherwise() {
    for (text, expected) in [
        ("He met Emil Brandt.", vec!["Emil Brandt=brandt"]),
        ("He met EMIL BRANDT there.", vec!["EMIL BRANDT=brandt"]),
        ("He met Emil Brandt's aide.", vec!["Emil Brandt=brandt"]),
        ("Swetlana Orlowskaja kam.", vec!["Swetlana Orlowskaja=orlova"]),
        ("Пришла Светлана Орловская.", vec!["Светлана Орловская=orlova"]),
        ("Svetlana Orlovksaya spoke.", vec!["Svetlana Orlovksaya=orlova"]),
        ("Emil\nBrandt came.", vec!["Emil\nBrandt=brandt"]),
    ] {
        assert_eq!(named(text), expected, "{text}");
    }
}

#[test]
fn parts_count_once_the_document_says_whom_they_mean() {
    assert_eq!(
        named("Svetlana Orlovskaya won. Orlovskaya left; Orlovskya, Sveta to friends, stays."),
        ["Svetlana Orlovskaya=orlova", "Orlovskaya=orlova", "Orlovskya=orlova", "Sveta=orlova"]
    );
    assert!(named("Sveta is at home.").is_empty(), "a weak alias alone names nobody");
    assert_eq!(named("President Brandt spoke."), ["Brandt=brandt"]);
    assert_eq!(named("Then Orlowskaja spoke."), ["Orlowskaja=orlova"]);
    assert!(named("Then Orlovskya spoke.").is_empty(), "a slip of a surname alone names nobody");
    assert!(named("Then Brant spoke.").is_empty());
}

#[test]
fn names_are_found_in_scripts_without_blanks() {
    let gazetteer = gazetteer(&[
        entity("lin", "person", "Lin Haifeng", &["林海風"]),
        entity("kaze", "person", "Mira Kazehara", &["ミランダ・カゼハラ"]),
        entity("pricha", "person", "Pricha Wat", &["ปรีชาวัฒน์"]),
    ]);
    for (text, expected) in [
        ("昨日林海風表示,港口關閉。", "林海風=lin"),
        ("市長のミランダ・カゼハラは答えた。", "ミランダ・カゼハラ=kaze"),
        ("เมื่อวานปรีชาวัฒน์กล่าวว่า", "ปรีชาวัฒน์=pricha"),
    ] {
        let found = find(&gazetteer, text);
        let named: Vec<String> = found
            .iter()
            .map(|m| format!("{}={}", &text[m.span.range()], m.candidates[0]))
            .collect();
        assert_eq!(named, [expected], "{text}");
        assert_eq!(found[0].tier, Tier::Exact);
    }
}

#[test]
fn never_inside_a_word_nor_a_part_of_another_name() {
    for text in [
        "The Harlanian press.",
        "Ivana Brandt spoke.",
        "The Harlan Post wrote.",
        "the Emil Brandt Foundation",
        "She works at Brandt Corporation.",
    ] {
        assert!(named(text).is_empty(), "{text}: {:?}", named(text));
    }
}

#[test]
fn capitals_tell_acronyms_and_common_words_apart() {
    assert_eq!(named("said ONU today"), ["ONU=onu"]);
    assert!(named("said Onu and onu today").is_empty());
    assert_eq!(named("the harbour ministry said"), ["harbour ministry=ministry"]);
    assert!(named("quiet people live here").is_empty());
    assert!(named("We keep Hope alive, hope dies last.").is_empty());
    assert_eq!(named("HARLAN MOURNS"), ["HARLAN=harlan"]);
}

#[test]
fn a_common_noun_behind_a_name_is_outside() {
    assert_eq!(named("in the Rockview prison"), ["Rockview=prison"]);
    assert_eq!(
        named("the anti-Brandt camp of Emil Brandt"),
        ["Brandt=brandt", "Emil Brandt=brandt"]
    );
}

#[test]
fn two_owners_of_a_name_are_settled_by_the_document_or_not_at_all() {
    let mut list = list();
    list.push(entity("brandt-2", "person", "Otto Brandt", &[]));
    let gazetteer = gazetteer(&list);
    let ids = |text: &str| -> Vec<Vec<String>> {
        let ids = |m: Mention| m.candidates.iter().map(|c| c.as_str().to_owned()).collect();
        find(&gazetteer, text).into_iter().map(ids).collect()
    };
    assert_eq!(ids("Otto Brandt came. Brandt spoke."), [["brandt-2"], ["brandt-2"]]);
    assert_eq!(
        ids("Otto Brandt met Emil Brandt. Brandt spoke."),
        vec![vec!["brandt-2"], vec!["brandt"], vec!["brandt", "brandt-2"]]
    );
    assert!(ids("Brandt spoke.").is_empty());
}

#[test]
fn every_mention_says_how_it_was_matched() {
    let mentions = find(&gazetteer(&list()), "Swetlana Orlowskaja met Emil Brandt. Brandt left.");
    let tiers: Vec<_> = mentions.iter().map(|m| m.tier).collect();
    assert_eq!(tiers, [Tier::Transliterated, Tier::Exact, Tier::Part]);
    assert!(mentions.iter().all(|m| m.alias.is_some() && (0.0..=1.0).contains(&m.score)));
}

#[test]
fn to_the_letter_is_capitals_and_all() {
    let gazetteer = gazetteer(&list());
    let tiers =
        |text: &str| -> Vec<Tier> { find(&gazetteer, text).iter().map(|m| m.tier).collect() };
    assert_eq!(tiers("in Harlan"), [Tier::Exact]);
    assert_eq!(tiers("HARLAN MOURNS"), [Tier::Folded]);
    assert_eq!(tiers("EMIL BRANDT met Emil\nBrandt"), [Tier::Folded, Tier::Exact]);
    let matcher = Matcher::new(&gazetteer);
    let tier = |name: &str| matcher.prove(&gazetteer, name).0[0].tier;
    assert_eq!([tier("Emil Brandt"), tier("EMIL BRANDT")], [Tier::Exact, Tier::Folded]);
}

const WORDS: &[&str] = &["Alda", "Brem", "Corv", "Dorn", "Elsk", "Fint"];

fn name() -> impl Strategy<Value = Vec<usize>> {
    prop::collection::vec(0..WORDS.len(), 2..4)
}

fn spell(words: &[usize]) -> String {
    words.iter().map(|w| WORDS[*w]).collect::<Vec<_>>().join(" ")
}

/// The longest listed name at each place, from left to right.
fn naive(names: &[Vec<usize>], text: &[usize]) -> Vec<(usize, usize)> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let fits = names.iter().filter(|n| text[at..].starts_with(n)).map(Vec::len).max();
        if let Some(length) = fits {
            found.push((at, at + length));
        }
        at += fits.unwrap_or(1);
    }
    found
}

fn family() -> Gazetteer {
    let person = |id: &str, name: &str, gender: &str, roles: &[&str]| {
        let value = serde_json::json!({
            "id": id, "kind": "person", "name": name, "gender": gender, "roles": roles });
        serde_json::from_value::<Entity>(value).unwrap()
    };
    gazetteer(&[
        person("pilot", "Anton Velmar", "m", &["harbour pilot"]),
        person("mayor", "Anton Velmar", "m", &["mayor of Ostrel"]),
        person("wife", "Irma Velmar", "f", &[]),
        person("ivanov", "Pavel Dorin", "m", &[]),
        person("ivanova", "Paula Dorina", "f", &[]),
        person("may", "Clara May", "f", &[]),
        person("hope", "Ivo Hope", "m", &[]),
    ])
}

fn of_family(text: &str) -> Vec<String> {
    let show = |m: Mention| {
        let ids: Vec<_> = m.candidates.iter().map(|id| id.as_str().to_owned()).collect();
        format!("{}={}", &text[m.span.range()], ids.join("|"))
    };
    find(&family(), text).into_iter().map(show).collect()
}

#[test]
fn namesakes_are_told_apart_by_role_place_and_title_or_not_at_all() {
    for (text, expected) in [
        (
            "The harbour pilot, Anton Velmar, left. Velmar waved.",
            vec!["Anton Velmar=pilot", "Velmar=pilot"],
        ),
        ("Anton Velmar, mayor of Ostrel, spoke.", vec!["Anton Velmar=mayor"]),
        ("In Ostrel, Anton Velmar spoke.", vec!["Anton Velmar=mayor"]),
        ("Anton Velmar spoke.", vec!["Anton Velmar=mayor|pilot"]),
        (
            "The harbour pilot Anton Velmar met Irma Velmar. Mr Velmar left, Mrs Velmar stayed.",
            vec!["Anton Velmar=pilot", "Irma Velmar=wife", "Velmar=pilot", "Velmar=wife"],
        ),
        ("Irma Velmar came. Mr Velmar did not.", vec!["Irma Velmar=wife"]),
    ] {
        assert_eq!(of_family(text), expected, "{text}");
    }
}

#[test]
fn women_and_men_of_a_family_common_words_headlines_and_look_alikes() {
    for (text, expected) in [
        ("Pavel Dorin met Paula Dorina.", vec!["Pavel Dorin=ivanov", "Paula Dorina=ivanova"]),
        ("Pavel Dorin came. Dorina stayed.", vec!["Pavel Dorin=ivanov", "Dorina=ivanova"]),
        ("It may rain in May. Hope remains.", vec![]),
        ("Clara May came. In May it rains, Mrs May said.", vec!["Clara May=may", "May=may"]),
        ("PAULA DORINA WINS\n\nShe said so.", vec!["PAULA DORINA=ivanova"]),
        ("Pаvel Dоrin came.", vec!["Pаvel Dоrin=ivanov"]),
    ] {
        assert_eq!(of_family(text), expected, "{text}");
    }
}

#[test]
fn forms_that_an_entity_excludes_are_nobodys() {
    let mut list = list();
    list[1].exclude.push("E. Brandt".to_owned());
    let gazetteer = gazetteer(&list);
    let matcher = Matcher::new(&gazetteer);
    assert!(matcher.prove(&gazetteer, "Emil Brandt").1);
    let (proofs, settled, reason) = matcher.prove(&gazetteer, "E. Brandt");
    assert!(proofs.is_empty() && !settled && reason.contains("excludes"), "{proofs:?} {reason}");
}

/// Words of a few sounds, and words that sound like none of these and are spelt like none.
const NEAR: &[&str] =
    &["Badorin", "Balmed", "Darbin", "Delmora", "Lindar", "Marbel", "Nolband", "Rondel"];
const FAR: &[&str] = &["Fikusz", "Gosik", "Haksiv", "Kezig", "Sukef", "Vaskig", "Zugif", "Xufek"];

/// A word as others write it: with other sounds for some, or a slip.
fn otherwise(word: &str, how: usize) -> String {
    match how {
        0 => word.to_owned(),
        1 => word.to_uppercase(),
        2 => word.replace('o', "a"),
        3 => word.replace('i', "y"),
        4 => format!("{}{}", &word[..2], &word[3..]),
        _ => format!("{word}a"),
    }
}

fn people(words: &[&str], names: &[(usize, usize)], from: usize) -> Vec<Entity> {
    let name = |(a, b): &(usize, usize)| format!("{} {}", words[*a], words[*b]);
    let ids = (from..).map(|i| format!("e{i}"));
    ids.zip(names).map(|(id, pair)| entity(&id, "person", &name(pair), &[])).collect()
}

/// A text that names people of the list in many ways, and surnames alone.
fn article(names: &[(usize, usize, usize, usize)]) -> String {
    let name = |(a, b, how, other): &(usize, usize, usize, usize)| {
        let (first, last) = (otherwise(NEAR[*a], *how), otherwise(NEAR[*b], *other));
        format!("Then {first} {last} spoke. Later {last} left. ")
    };
    names.iter().map(name).collect()
}

proptest! {
    #[test]
    fn listed_names_are_found_as_a_naive_search_finds_them(
        names in prop::collection::vec(name(), 1..8),
        text in prop::collection::vec(0..WORDS.len(), 0..40),
    ) {
        let kind = Kind::Organisation;
        let mut gazetteer = Gazetteer::new();
        for (i, words) in names.iter().enumerate() {
            let mut entity = entity(&format!("e{i}"), "organisation", &spell(words), &[]);
            entity.kind = kind;
            gazetteer.add(entity);
        }
        let spelt = spell(&text);
        let starts: Vec<usize> = text.iter().map(|_| 5).scan(0, |at, n| { *at += n; Some(*at - n) }).collect();
        let expected: Vec<(usize, usize)> =
            naive(&names, &text).into_iter().map(|(a, b)| (starts[a], starts[b - 1] + 4)).collect();
        let found: Vec<(usize, usize)> =
            find(&gazetteer, &spelt).iter().map(|m| (m.span.start as usize, m.span.end as usize)).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn an_unrelated_entity_and_another_order_change_nothing(
        at in 0usize..9,
        rotate in 0usize..9,
    ) {
        let text = "Swetlana Orlowskaja met Emil Brandt of the ONU in Harlan. Brandt and Sveta left.";
        let plain = find(&gazetteer(&list()), text);
        let mut more = list();
        more.insert(at.min(more.len()), entity("x", "person", "Zuzka Quimrill", &["Зузка Квимрилл"]));
        let length = more.len();
        more.rotate_left(rotate % length);
        prop_assert_eq!(find(&gazetteer(&more), text), plain);
    }

    #[test]
    fn who_shares_no_word_changes_nothing(
        names in prop::collection::vec((0..NEAR.len(), 0..NEAR.len()), 1..6),
        more in prop::collection::vec((0..FAR.len(), 0..FAR.len()), 1..30),
        said in prop::collection::vec((0..NEAR.len(), 0..NEAR.len(), 0..6usize, 0..6usize), 1..6),
    ) {
        let text = article(&said);
        let mut list = people(NEAR, &names, 0);
        let before = find(&gazetteer(&list), &text);
        list.extend(people(FAR, &more, names.len()));
        prop_assert_eq!(find(&gazetteer(&list), &text), before);
    }

    #[test]
    fn who_shares_a_word_moves_no_match_to_another(
        names in prop::collection::vec((0..NEAR.len(), 0..NEAR.len()), 1..6),
        more in prop::collection::vec((0..NEAR.len(), 0..FAR.len(), any::<bool>()), 1..8),
        said in prop::collection::vec((0..NEAR.len(), 0..NEAR.len(), 0..6usize, 0..6usize), 1..6),
    ) {
        let text = article(&said);
        let mut list = people(NEAR, &names, 0);
        let before = find(&gazetteer(&list), &text);
        for (i, (near, far, first)) in more.iter().enumerate() {
            let (near, far) = (NEAR[*near], FAR[*far]);
            let name = if *first { format!("{near} {far}") } else { format!("{far} {near}") };
            list.push(entity(&format!("new{i}"), "person", &name, &[]));
        }
        let after = find(&gazetteer(&list), &text);
        for mention in &after {
            // whom a mention means for certain, it meant before, unless it is the new one itself
            let Some(id) = mention.entity().filter(|id| !id.as_str().starts_with("new")) else { continue };
            let same = before.iter().find(|m| m.span == mention.span);
            prop_assert!(same.is_none_or(|m| m.candidates.contains(id)), "{text}: {mention:?} {same:?}");
        }
        let whole = |m: &&Mention| m.tier <= Tier::Folded && text[m.span.range()].contains(' ');
        for mention in before.iter().filter(whole) {
            prop_assert!(after.contains(mention), "{text}: {mention:?}");
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC*") {
        let gazetteer = gazetteer(&list());
        for mention in find(&gazetteer, &text) {
            prop_assert!(!mention.span.is_empty());
            prop_assert!(text.get(mention.span.range()).is_some());
        }
        let _ = Matcher::new(&gazetteer).prove(&gazetteer, &text);
    }
}

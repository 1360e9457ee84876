use super::*;
use crate::{Document, Pipeline};

const ARTICLES: [&str; 3] = [
    "The harbour was quiet on Monday.\n\n“We shall open the second gate,” said harbour director Mira \
     Dolan, 42. “It is time.”\n\nMs Dolan spoke after Otto Brenn, the head of the port authority, \
     had resigned. Brenn left Ostrel on Sunday.",
    "“Nobody asked us,” said Mira Dollan, who runs the harbour. Dollan added: “We were not told.”\n\n\
     Otto Brenn declined to comment.",
    "Ilya Marenko said that the ferries would run. “They will run,” Marenko said. Police quoted \
     Ilja Marenko as well.",
];

fn suggestions(gazetteer: Gazetteer) -> Suggestions {
    let pipeline = Pipeline::builder().build(gazetteer);
    let mut suggester = Suggester::default();
    for (number, text) in ARTICLES.iter().enumerate() {
        let document = Document::new(format!("article-{number}"), *text);
        suggester.add(look(&pipeline.analyze(&document), pipeline.gazetteer()));
    }
    suggester.finish(pipeline.gazetteer())
}

#[test]
fn people_who_speak_come_first_with_what_is_known_of_them() {
    let found = suggestions(Gazetteer::new());
    let mira = found.entities.iter().find(|new| new.entity.name.starts_with("Mira")).unwrap();
    assert_eq!(mira.entity.kind, Kind::Person);
    assert!(mira.quotes >= 2 && mira.documents >= 1, "{mira:?}");
    assert!(!mira.evidence.is_empty() && mira.evidence.len() <= EVIDENCE);
    assert!(mira.evidence[0].text.contains("Mira Dol"), "{:?}", mira.evidence);
    let scores: Vec<_> = found.entities.iter().map(|new| new.score).collect();
    assert!(scores.windows(2).all(|pair| pair[0] >= pair[1]), "{scores:?}");
    assert!(scores.iter().all(|score| (0.0..=1.0).contains(score)));
    let roles = &mira.entity.roles;
    assert!(roles.iter().any(|role| role == "harbour director"), "{roles:?}");
}

#[test]
fn listed_entities_are_not_proposed_but_their_new_spellings_are() {
    let mut dolan = Entity::new("mira-dolan", "Mira Dolan", Kind::Person);
    dolan.gender = Some(Gender::Female);
    let mut marenko = Entity::new("ilya-marenko", "Ilya Marenko", Kind::Person);
    marenko.aliases.push(Alias::new("Илья Маренко"));
    let found = suggestions(Gazetteer::from_iter([dolan, marenko]));
    assert!(found.entities.iter().all(|new| new.entity.name != "Mira Dolan"));
    for alias in &found.aliases {
        assert!(["mira-dolan", "ilya-marenko"].contains(&alias.entity.as_str()));
        assert!(!["Mira Dolan", "Ilya Marenko", "Dolan", "Marenko"].contains(&&*alias.text));
    }
    let dollan = found.aliases.iter().find(|alias| alias.text == "Mira Dollan").unwrap();
    assert_eq!(dollan.edits, 1);
    assert!(matches!(dollan.tier, Tier::Fuzzy | Tier::Transliterated));
    assert_eq!(dollan.evidence[0].document, "article-1");
}

#[test]
fn ids_are_not_taken_twice() {
    let other = Entity::new("otto-brenn", "Somebody Else", Kind::Person);
    let found = suggestions(Gazetteer::from_iter([other]));
    let otto = found.entities.iter().find(|new| new.entity.name == "Otto Brenn").unwrap();
    assert_eq!(otto.entity.id.as_str(), "otto-brenn-2");
}

#[test]
fn the_same_documents_give_the_same_suggestions() {
    assert_eq!(suggestions(Gazetteer::new()), suggestions(Gazetteer::new()));
}

#[test]
fn a_slip_of_an_unlisted_name_joins_it_and_plain_words_are_no_names() {
    let texts = [
        "“We sail at noon,” said Nela Varadinskaya, the pilot. Varadinskaya smiled. “We sail,” she said.",
        "Varadinskja, who left the harbour in May, called for calm. “Stay calm,” Varadinskja said.",
        "Photo: the harbour. Peaceful evenings are rare. A photo shows it; a peaceful one.",
    ];
    let pipeline = Pipeline::builder().build(Gazetteer::new());
    let mut suggester = Suggester::default();
    for (number, text) in texts.iter().enumerate() {
        let document = Document::new(format!("text-{number}"), *text);
        suggester.add(look(&pipeline.analyze(&document), pipeline.gazetteer()));
    }
    let found = suggester.finish(pipeline.gazetteer());
    let nela = found.entities.iter().find(|new| new.entity.name == "Nela Varadinskaya").unwrap();
    assert!(nela.variants.iter().any(|v| v.text == "Varadinskja"), "{nela:?}");
    for word in ["Photo", "Peaceful"] {
        assert!(found.entities.iter().all(|new| new.entity.name != word), "{word}");
    }
}

//! Each format over one list: what is written comes back; what real files hold is read.

use std::{fs, path::Path};

use proptest::prelude::*;

use super::{SAMPLE, mistakes, read};
use crate::gazetteer::{Alias, Entity, Gazetteer, Gender, Kind, LOADERS, Style, loader};

/// Awkward on purpose: separators, quotation marks, formulas, scripts.
const AWKWARD: &str = r#"
[[entity]]
id = "semi;colon|bar"
kind = "work"
name = "=SUM(A1), \"The Book\""
aliases = ["A|B;C", "-minus", "'+x", 'back\slash', "Книга", { text = "@weak", weak = true }]
roles = ["one; two", "three"]
notes = "two\nlines, \"quoted\""
[[entity]]
id = "ostrel"
kind = "place"
name = "Ostrel"
ids = { wikidata = "Q1", "viaf.org" = "2" }
[[entity]]
id = "tide-festival"
kind = "event"
name = "Tide Festival"
gender = "n"
"#;

fn there_and_back(format: &str, gazetteer: &Gazetteer, style: Style) -> Gazetteer {
    let loader = loader(format).unwrap();
    let mut bytes = Vec::new();
    loader.write(gazetteer, &mut bytes, &style).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(format!("list.{}", loader.extensions.first().unwrap_or(&"json")));
    fs::write(&path, bytes).unwrap();
    let back = Gazetteer::load([&path]).unwrap();
    assert_eq!(back.files()[0].format, format, "told by name or content");
    back
}

#[test]
fn formats_that_hold_everything_give_it_back() {
    for text in [SAMPLE, AWKWARD] {
        let gazetteer = read("a.toml", text).unwrap();
        for format in ["toml", "jsonl", "csv", "tsv"] {
            for csv_safe in [false, true] {
                let mut back = there_and_back(format, &gazetteer, Style { csv_safe });
                assert!(loader(format).unwrap().losses(&gazetteer).is_empty());
                // the order of weak aliases among the others is all that a table loses
                let sorted = |gazetteer: &Gazetteer| {
                    let mut entities: Vec<_> = gazetteer.iter().cloned().collect();
                    for entity in &mut entities {
                        entity.aliases.sort_by_key(|alias| alias.weak);
                    }
                    entities
                };
                assert_eq!(sorted(&back), sorted(&gazetteer), "{format}");
                back = there_and_back(format, &back, Style { csv_safe });
                assert_eq!(sorted(&back), sorted(&gazetteer), "{format} twice");
            }
        }
    }
}

#[test]
fn formats_that_hold_less_give_names_back_and_say_what_is_lost() {
    let gazetteer = read("a.toml", SAMPLE).unwrap();
    let lost = |format| {
        let losses = loader(format).unwrap().losses(&gazetteer);
        losses.into_iter().map(|(part, count)| format!("{part} {count}")).collect::<Vec<_>>()
    };
    assert_eq!(lost("ftm"), ["exclude 1", "ids 1"]);
    assert_eq!(lost("wikidata"), ["weak aliases 1", "exclude 1", "roles 1"]);
    let names = ["weak aliases 1", "exclude 1", "gender 1", "roles 1", "ids 1", "notes 1"];
    assert_eq!(lost("jrc"), names);
    assert_eq!(lost("spacy"), names);
    assert_eq!(lost("gate"), ["exclude 1", "roles 1"]);
    for format in LOADERS.iter().filter(|loader| loader.writes()) {
        let back = there_and_back(format.name, &gazetteer, Style::default());
        let names = |gazetteer: &Gazetteer| {
            let mut names: Vec<(String, Vec<String>, Kind)> = Vec::new();
            for entity in gazetteer.iter() {
                let mut all: Vec<_> = entity.aliases.iter().map(|a| a.text.clone()).collect();
                all.sort();
                names.push((entity.name.clone(), all, entity.kind));
            }
            names
        };
        assert_eq!(names(&back), names(&gazetteer), "{}", format.name);
    }
}

#[test]
fn tables_of_people_are_read() {
    let text = "sep=;\nName;Type;Also known as;Sex;Party;Wikidata\n\
                \"Dolan, Mira\";person;Mira Dolan | M. Dolan;female;Tide;Q0\n\
                ;;;;;\nOstrel;city;;;;http://www.wikidata.org/entity/Q1\n";
    let gazetteer = read("a.csv", text).unwrap();
    let mira = gazetteer.get(&"dolan-mira".into()).unwrap();
    assert_eq!(mira.name, "Dolan, Mira");
    assert_eq!(mira.aliases, [Alias::new("Mira Dolan"), Alias::new("M. Dolan")]);
    assert_eq!((mira.kind, mira.gender), (Kind::Person, Some(Gender::Female)));
    let ostrel = gazetteer.get(&"ostrel".into()).unwrap();
    assert_eq!((ostrel.kind, ostrel.ids["wikidata"].as_str()), (Kind::Place, "Q1"));
}

#[test]
fn tables_in_older_encodings_are_read() {
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(
        "name,kind\nМира Долан,person\nОстрельский портовый совет,org\nГород Острель,place\n",
    );
    let gazetteer = read("a.csv", bytes).unwrap();
    assert_eq!(gazetteer.iter().next().unwrap().name, "Мира Долан");
    let utf16: Vec<u8> =
        "\u{feff}name\tkind\nMira\tperson\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(read("a.tsv", utf16).unwrap().len(), 1);
}

#[test]
fn mistakes_in_tables_have_their_places() {
    let found = mistakes(
        "a.csv",
        "id,name,kind,gender\na,\"Ä, \nx\",ship,f\nb,B,org,u\n,,org,\nc,C,d,e,f\n",
    );
    assert_eq!(found.len(), 4, "{found:#?}");
    assert!(found[0].starts_with("3:4 unknown kind “ship”"), "{found:#?}");
    assert!(found[1].starts_with("4:9 unknown gender “u”"), "{found:#?}");
    assert_eq!(found[2], "5:1 this row has no name");
    assert!(found[3].starts_with("6:9 5 cells where the header has 4"), "{found:#?}");
    let found = mistakes("a.csv", "Vorname,Tel\nA,1\n");
    assert!(found[0].starts_with("1:1 no column is called `name`"), "{found:#?}");
    assert!(mistakes("a.csv", b"name\nA\0B\n")[0].starts_with("2:2 a NUL byte"));
    assert!(mistakes("a.xlsx", b"PK\x03\x04broken")[0].contains("not a spreadsheet"));
}

#[test]
fn rows_of_a_query_join_by_item() {
    let text = "item,itemLabel,alias,lang,P214\n\
                http://www.wikidata.org/entity/Q0,Mira Dolan,Мира Долан,ru,17\n\
                http://www.wikidata.org/entity/Q0,Mira Dolan,Mira D.,en,17\n";
    let gazetteer = read("a.csv", text).unwrap();
    let mira = gazetteer.get(&"Q0".into()).unwrap();
    assert_eq!(mira.aliases, [Alias::new("Мира Долан"), Alias::new("Mira D.")]);
    assert_eq!(mira.ids["P214"], "17");
    let json = r#"{"head":{"vars":["person","personLabel","personAltLabel"]},"results":{"bindings":[
        {"person":{"type":"uri","value":"http://www.wikidata.org/entity/Q0"},
         "personLabel":{"type":"literal","xml:lang":"en","value":"Mira Dolan"},
         "personAltLabel":{"type":"literal","value":"Mimi, Mira D."}}]}}"#;
    let gazetteer = read("a.json", json).unwrap();
    let mira = gazetteer.get(&"Q0".into()).unwrap();
    assert_eq!(mira.aliases, [Alias::new("Mimi"), Alias::new("Mira D.")]);
}

#[test]
fn follow_the_money_is_read() {
    let text = r#"{"id":"x-1","caption":"Mira Dolan","schema":"Person","properties":{"name":["DOLAN Mira","Mira Dolan"],"alias":["Мира Долан"],"weakAlias":["Mimi"],"previousName":["Mira Hale"],"gender":["female"],"position":["Harbour master"],"wikidataId":["Q0"],"country":["xx"],"notes":["One."]},"datasets":["d"]}
{"id":"x-2","schema":"Ownership","properties":{"asset":["x-1"]}}
{"id":"x-3","schema":"Person","properties":{"firstName":["Otto"],"lastName":["Brenn"]}}
{"id":"x-4","schema":"Organization","properties":{}}"#;
    let gazetteer = read("entities.ftm.json", text).unwrap();
    assert_eq!(gazetteer.files()[0].format, "ftm");
    let mira = gazetteer.get(&"x-1".into()).unwrap();
    assert_eq!(mira.name, "Mira Dolan");
    let aliases = ["DOLAN Mira", "Мира Долан", "Mira Hale"].map(Alias::new);
    assert_eq!(mira.aliases[..3], aliases);
    assert_eq!(mira.aliases[3], Alias::weak("Mimi"));
    assert_eq!((mira.gender, &mira.roles[0][..]), (Some(Gender::Female), "Harbour master"));
    assert_eq!(mira.ids["wikidata"], "Q0");
    assert_eq!(gazetteer.get(&"x-3".into()).unwrap().name, "Otto Brenn");
    assert_eq!(gazetteer.len(), 2);
    let found = mistakes("a.json", r#"{"id":"x","schema":"Dragon","properties":{"name":["A"]}}"#);
    assert_eq!(found, ["1:1 unknown schema “Dragon”"]);
}

#[test]
fn wikidata_dumps_are_read() {
    let text = r#"[
{"type":"item","id":"Q0","labels":{"ru":{"language":"ru","value":"Мира Долан"},"en":{"language":"en","value":"Mira Dolan"},"de":{"language":"de","value":"Mira Dolan"}},"aliases":{"en":[{"language":"en","value":"Mimi"}]},"descriptions":{"en":{"language":"en","value":"harbour master"}},"claims":{"P31":[{"mainsnak":{"snaktype":"value","property":"P31","datatype":"wikibase-item","datavalue":{"value":{"entity-type":"item","numeric-id":5,"id":"Q5"},"type":"wikibase-entityid"}},"type":"statement","rank":"normal"}],"P21":[{"mainsnak":{"snaktype":"value","property":"P21","datatype":"wikibase-item","datavalue":{"value":{"id":"Q6581072"}}}}],"P214":[{"mainsnak":{"snaktype":"value","property":"P214","datatype":"external-id","datavalue":{"value":"17","type":"string"}}}],"P569":[{"mainsnak":{"snaktype":"novalue","property":"P569","datatype":"time"}}]}},
{"type":"item","id":"Q2","labels":[],"aliases":[],"claims":[]},
{"type":"property","id":"P1","labels":{"en":{"language":"en","value":"size"}}}
]
"#;
    let gazetteer = read("dump.json", text).unwrap();
    assert_eq!(gazetteer.files()[0].format, "wikidata");
    let mira = gazetteer.get(&"Q0".into()).unwrap();
    assert_eq!((mira.name.as_str(), mira.kind), ("Mira Dolan", Kind::Person));
    assert_eq!(mira.aliases, [Alias::new("Мира Долан"), Alias::new("Mimi")]);
    assert_eq!(mira.gender, Some(Gender::Female));
    assert_eq!((mira.ids["wikidata"].as_str(), mira.ids["P214"].as_str()), ("Q0", "17"));
    assert_eq!(mira.notes.as_deref(), Some("harbour master"));
    assert_eq!(gazetteer.len(), 1);
}

#[test]
fn jrc_names_and_emm_lists_are_read() {
    let text = "# comment\n12\tP\tu\tMira+Dolan\n12\tP\tru\tМира+Долан\n13\tO\tu\tTide+Board\n";
    let gazetteer = read("entities.txt", text).unwrap();
    assert_eq!(gazetteer.files()[0].format, "jrc");
    let mira = gazetteer.get(&"12".into()).unwrap();
    assert_eq!((mira.name.as_str(), mira.kind), ("Mira Dolan", Kind::Person));
    assert_eq!(mira.aliases, [Alias::new("Мира Долан")]);
    assert_eq!(gazetteer.get(&"13".into()).unwrap().kind, Kind::Organisation);
    let emm = read("emm", "k1\t12\tp\tMira Dolan\nk2\t12\tp\tM. Dolan\n").unwrap();
    assert_eq!(emm.get(&"12".into()).unwrap().aliases, [Alias::new("M. Dolan")]);
    assert_eq!(mistakes("emm", "1\tP\tu\tA\nnothing\n").len(), 1);
}

#[test]
fn spacy_patterns_are_read() {
    let text = r#"{"label":"PERSON","pattern":"Mira Dolan","id":"mira"}
{"label":"PERSON","pattern":[{"LOWER":{"IN":["mira","mimi"]}},{"OP":"?","LOWER":"van"},{"LOWER":"dolan"}],"id":"mira"}
{"label":"GPE","pattern":"Ostrel"}"#;
    let gazetteer = read("patterns.jsonl", text).unwrap();
    assert_eq!(gazetteer.files()[0].format, "spacy");
    let mira = gazetteer.get(&"mira".into()).unwrap();
    let aliases = ["mira dolan", "mira van dolan", "mimi dolan", "mimi van dolan"];
    let read_aliases: Vec<_> = mira.aliases.iter().map(|a| a.text.as_str()).collect();
    assert_eq!((mira.name.as_str(), read_aliases), ("Mira Dolan", aliases.to_vec()));
    assert_eq!(gazetteer.get(&"ostrel".into()).unwrap().kind, Kind::Place);
    let found = mistakes("a.jsonl", r#"{"label":"X","pattern":[{"SHAPE":"dd"}]}"#);
    assert!(found[0].ends_with("not this SHAPE"), "{found:?}");
    let many = format!("[{}]", [r#"{"LOWER":{"IN":["a","b","c","d"]}}"#; 40].join(","));
    let found = mistakes("a.jsonl", format!(r#"{{"label":"X","pattern":{many}}}"#));
    assert!(found[0].contains("more than 256 names"), "{found:?}");
}

#[test]
fn gate_lists_are_read() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("people.lst"), "Mira Dolan&id=mira&gender=f\nM. Dolan&id=mira\n\n").unwrap();
    fs::write(at("towns.lst"), "Ostrel\nPort Ada\n").unwrap();
    fs::write(at("lists.def"), "people.lst:person:full\ntowns.lst:location:town:en\n").unwrap();
    let gazetteer = Gazetteer::load([at("lists.def")]).unwrap();
    let mira = gazetteer.get(&"mira".into()).unwrap();
    assert_eq!((mira.kind, mira.gender), (Kind::Person, Some(Gender::Female)));
    assert_eq!(mira.aliases, [Alias::new("M. Dolan")]);
    assert_eq!(gazetteer.get(&"port-ada".into()).unwrap().kind, Kind::Place);
    let alone = Gazetteer::load([at("towns.lst")]).unwrap();
    assert_eq!(alone.get(&"ostrel".into()).unwrap().kind, Kind::Other);
    fs::write(at("lists.def"), "missing.lst:person\n").unwrap();
    assert!(Gazetteer::load([at("lists.def")]).unwrap_err().to_string().contains("missing.lst"));
}

#[test]
fn packed_files_are_read_as_what_they_hold() {
    use std::io::Write;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.toml.gz");
    let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    out.write_all(SAMPLE.as_bytes()).unwrap();
    fs::write(&path, out.finish().unwrap()).unwrap();
    assert_eq!(Gazetteer::load([&path]).unwrap().len(), 2);
    fs::write(&path, b"\x1f\x8bbroken").unwrap();
    assert!(Gazetteer::load([&path]).is_err());
}

#[test]
fn odd_bytes_never_panic() {
    let samples: [&[u8]; 7] = [
        b"\0\0\0\0",
        b"\xff\xfe\xff",
        b"{",
        b"[[entity]]",
        b"\x1f\x8b",
        b"PK\x03\x04",
        b"\t\t\t\t",
    ];
    for name in ["a.toml", "a.jsonl", "a.csv", "a.tsv", "a.xlsx", "a.lst", "a.txt", "a.def", "a"] {
        for bytes in samples {
            _ = read(name, bytes);
            for repeated in [bytes.repeat(1_000), [bytes, b"\n"].concat().repeat(100)] {
                _ = read(name, repeated);
            }
        }
    }
}

#[test]
fn formats_that_are_only_read_say_so() {
    let gazetteer = Gazetteer::load([] as [&Path; 0]).unwrap();
    let error = loader("xlsx").unwrap().write(&gazetteer, &mut Vec::new(), &Style::default());
    assert!(error.unwrap_err().to_string().starts_with("xlsx is only read; written are toml, "));
}

/// Names with what formats must quote: separators, quotation marks, formulas, scripts.
fn a_name() -> impl Strategy<Value = String> {
    let word = prop_oneof!["[A-Z][a-z]{2,8}", "[А-Я][а-я]{3,8}", "[A-Z][;|,\"'\\\\=#@-][a-z]{2,5}"];
    prop::collection::vec(word, 1..4).prop_map(|words| words.join(" "))
}

fn an_entity() -> impl Strategy<Value = Entity> {
    let kinds = prop::sample::select(vec![Kind::Person, Kind::Organisation, Kind::Place]);
    let aliases = prop::collection::btree_set(a_name(), 0..4);
    let roles = prop::collection::btree_set("[a-z]{3,8}( of [A-Z][a-z;|]{3,6})?", 0..3);
    (a_name(), kinds, aliases, roles, any::<bool>(), any::<bool>()).prop_map(
        |(name, kind, mut aliases, roles, weak, gendered)| {
            aliases.remove(&name);
            let mut entity = Entity::new("id", name, kind);
            entity.aliases = aliases.into_iter().map(Alias::new).collect();
            if let Some(last) = entity.aliases.last_mut() {
                last.weak = weak;
            }
            entity.roles = roles.into_iter().collect();
            entity.gender = (gendered && kind == Kind::Person).then_some(Gender::Female);
            entity
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn every_format_gives_back_the_names_that_it_holds(
        entities in prop::collection::vec(an_entity(), 1..5),
    ) {
        let mut gazetteer = Gazetteer::new();
        for (i, mut entity) in entities.into_iter().enumerate() {
            entity.id = format!("Q{}", i + 1).as_str().into();
            gazetteer.add(entity);
        }
        for loader in LOADERS.iter().filter(|loader| loader.writes()) {
            let back = there_and_back(loader.name, &gazetteer, Style::default());
            prop_assert_eq!(back.len(), gazetteer.len(), "{}", loader.name);
            for (one, other) in gazetteer.iter().zip(back.iter()) {
                let forms = |e: &Entity| {
                    let aliases = e.aliases.iter().map(|a| a.text.clone());
                    aliases.chain([e.name.clone()]).collect::<std::collections::BTreeSet<_>>()
                };
                prop_assert_eq!(forms(other), forms(one), "{}", loader.name);
                prop_assert!(!loader.kept.roles || one.roles == other.roles, "{}", loader.name);
                prop_assert!(!loader.kept.gender || one.gender == other.gender, "{}", loader.name);
            }
        }
    }
}

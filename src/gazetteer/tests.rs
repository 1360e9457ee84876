//! What holds for gazetteers whatever their format: mistakes, layers, includes, fingerprints.

mod formats;

use std::{fs, path::Path};

use super::*;
use crate::error::Error;

/// Reads bytes under a name.
pub(super) fn read(name: &str, bytes: impl AsRef<[u8]>) -> Result<Gazetteer> {
    let mut intake = Intake::default();
    intake.read_bytes(name, bytes.as_ref())?;
    intake.finish()
}

/// The mistakes, each as `line:column message`.
pub(super) fn mistakes(name: &str, bytes: impl AsRef<[u8]>) -> Vec<String> {
    match read(name, bytes) {
        Err(Error::Data(faults)) => {
            faults.into_iter().map(|f| format!("{}:{} {}", f.line, f.column, f.message)).collect()
        }
        Err(other) => vec![other.to_string()],
        Ok(_) => Vec::new(),
    }
}

fn layers(files: &[(&str, &str)]) -> Result<Gazetteer> {
    let mut intake = Intake::default();
    for (name, text) in files {
        intake.read_bytes(name, text.as_bytes())?;
    }
    intake.finish()
}

pub(super) const SAMPLE: &str = r#"
title = "The harbour"
licence = "CC0-1.0"
origin = "invented"

[[entity]]
id = "mira-dolan"
kind = "person"
name = "Mira Dolan"
aliases = ["Мира Долан", { text = "Mimi", weak = true }, "Dolan, Mira"]
exclude = ["Dolan Street"]
gender = "f"
roles = ["harbour master"]
ids = { wikidata = "Q0", P214 = "17" }
notes = "Says “no” often."

[[entity]]
id = "port-of-ostrel"
kind = "organisation"
name = "Port of Ostrel"
"#;

#[test]
fn toml_gives_every_field() {
    let gazetteer = read("a.toml", SAMPLE).unwrap();
    let mira = gazetteer.get(&"mira-dolan".into()).unwrap();
    let aliases = [Alias::new("Мира Долан"), Alias::weak("Mimi"), Alias::new("Dolan, Mira")];
    assert_eq!(mira.aliases, aliases);
    assert_eq!(mira.exclude, ["Dolan Street"]);
    assert_eq!((mira.kind, mira.gender), (Kind::Person, Some(Gender::Female)));
    assert_eq!(mira.roles, ["harbour master"]);
    let ids: Vec<_> = mira.ids.iter().map(|(k, v)| format!("{k}={v}")).collect();
    assert_eq!(ids, ["wikidata=Q0", "P214=17"]);
    assert_eq!(mira.notes.as_deref(), Some("Says “no” often."));
    assert_eq!(gazetteer.len(), 2);
    let file = &gazetteer.files()[0];
    assert_eq!((file.title.as_deref(), file.format), (Some("The harbour"), "toml"));
    assert_eq!(file.licence.as_deref(), Some("CC0-1.0"));
}

#[test]
fn toml_reports_all_mistakes_with_their_places() {
    let text = r#"titel = "x"
[[entity]]
id = "a"
kind = "org"
name = " A"
alias = ["B"]
[[entity]]
id = "b"
kind = "person"
name = "B"
aliases = ["", 3, { text = "C", week = true }, { weak = true }]
gender = "female"
roles = "leader"
ids = { wikidata = 5 }
[[entity]]
kind = "place"
name = "Ä" # è
[[entity]]
id = "discovered:x"
kind = "place"
name = "X\u0007"
"#;
    let expected = [
        "1:1 unknown key `titel` (did you mean “title”?); known are include, title, licence, \
         origin, entity",
        "4:8 unknown kind “org” (did you mean “organisation”?); known are person, organisation, \
         place, group, work, event, other",
        "5:8 `name` begins or ends with a space: “A”",
        "6:1 unknown key `alias` (did you mean “aliases”?); known are id, kind, name, aliases, \
         exclude, gender, roles, ids, notes",
        "11:12 an alias is empty",
        "11:16 an alias is a string, or { text = \"…\", weak = true }",
        "11:33 unknown key `week` (did you mean “weak”?); known are text, weak",
        "11:48 an alias lacks `text`",
        "12:10 unknown gender “female”; write f (she), m (he) or n (they)",
        "13:9 `roles` must be a list: [\"…\", \"…\"]",
        "14:20 the id of wikidata must be a string in quotation marks",
        "15:1 an entity lacks `id`",
        "19:6 ids that begin with `discovered:` are kept for unlisted names",
        "21:8 `name` holds a line break or control character: “X\\u{7}”",
    ];
    assert_eq!(mistakes("a.toml", text), expected);
}

#[test]
fn toml_reports_all_syntax_errors() {
    let found = mistakes("a.toml", "a = \nb = 'x\nc = 1\n[[entity]\n");
    assert!(found.len() >= 3, "{found:?}");
    assert!(found[0].starts_with("1:") && found[1].starts_with("2:"), "{found:?}");
}

#[test]
fn jsonl_gives_every_field_and_equals_the_toml() {
    let line = r#"{"id":"mira-dolan","kind":"person","name":"Mira Dolan",
        "aliases":["Мира Долан",{"text":"Mimi","weak":true},"Dolan, Mira"],
        "exclude":["Dolan Street"],"gender":"f","roles":["harbour master"],
        "ids":{"wikidata":"Q0","P214":"17"},"notes":"Says “no” often."}"#;
    let text = format!(
        "{}\n\n{}\n",
        line.replace('\n', ""),
        r#"{"id":"port-of-ostrel","kind":"organisation","name":"Port of Ostrel"}"#
    );
    let (toml, jsonl) = (read("a.toml", SAMPLE).unwrap(), read("a.jsonl", &text).unwrap());
    assert_eq!(toml.iter().collect::<Vec<_>>(), jsonl.iter().collect::<Vec<_>>());
    assert_eq!(toml.fingerprint(), jsonl.fingerprint());
}

#[test]
fn jsonl_reports_all_mistakes_with_their_places() {
    let text = [
        r#"{"id":"a","kind":"person","name":"Ä","alias":["x"],"gender":"w"}"#,
        r#"{"id":"b","kind":"org","name":"Ä","aliases":["ö",""],"name":"B"}"#,
        r#"{"id":"ä","kind":"person","name":"x""#,
        r#"{"kind":"person","name":"x","notes":4}"#,
        r#"["a"]"#,
        r#"{"id":"ok","kind":"person","name":"x","notes":null,"gender":null}"#,
        r#"{"id":"ok","kind":"person","name":"x"}"#,
    ]
    .join("\n");
    let found = mistakes("a.jsonl", text);
    let expected = [
        "1:46 unknown key `alias` (did you mean “aliases”?); known are id, kind, name, aliases, \
         exclude, gender, roles, ids, notes",
        "1:61 unknown gender “w”; known are f, m, n",
        "2:18 unknown kind “org” (did you mean “organisation”?); known are person, organisation, \
         place, group, work, event, other",
        "2:50 an alias is empty",
        "2:61 the key `name` stands twice",
        "3:36 not a line of JSON: EOF while parsing an object",
        "4:1 an entity lacks `id`",
        "4:37 `notes` must be a string",
        "5:1 not a line of JSON: invalid type: sequence, expected an object: {\"id\": …}",
        "7:1 the id “ok” stands twice in this file (first in line 6); merge the two, or rename one",
    ];
    assert_eq!(found, expected);
}

#[test]
fn jsonl_of_programs_is_cleaned() {
    let text =
        r#"{"id":"a","kind":"person","name":" Mira\n Dolan","aliases":["M\tD ","Sne\u009eana"]}"#;
    let gazetteer = read("a.jsonl", text).unwrap();
    let mira = gazetteer.iter().next().unwrap();
    assert_eq!(mira.name, "Mira Dolan");
    assert_eq!(mira.aliases, [Alias::new("M D"), Alias::new("Sne\u{9e}ana")]);
    let found = mistakes("a.jsonl", r#"{"id":"a","kind":"person","name":" \n"}"#);
    assert_eq!(found, ["1:34 `name` is empty"]);
}

#[test]
fn later_files_add_and_win() {
    let one = "[[entity]]\nid='a'\nkind='person'\nname='Ann'\naliases=['A','Annie']\nroles=['x']\n\
               ids={w='1',v='2'}\nnotes='old'\n";
    let two = "[[entity]]\nid='a'\nname='Anna'\naliases=['B',{text='A',weak=true}]\n\
               exclude=['Annie']\nroles=['y','x']\nids={w='3'}\ngender='f'\n";
    let gazetteer = layers(&[("1.toml", one), ("2.toml", two)]).unwrap();
    let ann = gazetteer.iter().next().unwrap();
    assert_eq!(ann.name, "Anna");
    assert_eq!(ann.aliases, [Alias::weak("A"), Alias::new("Ann"), Alias::new("B")]);
    assert_eq!(ann.exclude, ["Annie"]);
    assert_eq!(ann.roles, ["x", "y"]);
    assert_eq!(ann.ids.values().collect::<Vec<_>>(), ["3", "2"]);
    assert_eq!((ann.kind, ann.gender), (Kind::Person, Some(Gender::Female)));
    assert_eq!(ann.notes.as_deref(), Some("old"));
    let third = "[[entity]]\nid='a'\naliases=['Annie']\n";
    let gazetteer = layers(&[("1.toml", one), ("2.toml", two), ("3.toml", third)]).unwrap();
    let ann = gazetteer.iter().next().unwrap();
    assert!(ann.exclude.is_empty() && ann.aliases.contains(&Alias::new("Annie")));
}

#[test]
fn an_id_twice_in_a_file_or_without_a_name_is_a_mistake() {
    let twice = "[[entity]]\nid='a'\nkind='person'\nname='A'\n[[entity]]\nid='a'\n";
    let message = "the id “a” stands twice in this file (first in line 1); merge the two, or \
                   rename one";
    assert_eq!(mistakes("a.toml", twice), [format!("5:1 {message}")]);
    let message = "1:1 the entity “a” lacks `name` and `kind`, and no earlier file gives it";
    assert_eq!(mistakes("a.toml", "[[entity]]\nid='a'\naliases=['b']\n"), [message]);
}

#[test]
fn long_alias_lists_are_joined_without_doubles() {
    let mut entity = Entity::new("a", "A0", Kind::Person);
    entity.aliases = (0..2_000).map(|i| Alias::new(format!("A{}", i % 500))).collect();
    let mut gazetteer = Gazetteer::new();
    gazetteer.add(Entity::new("a", "A0", Kind::Person));
    gazetteer.add(entity);
    assert_eq!(gazetteer.iter().next().unwrap().aliases.len(), 499);
}

#[test]
fn includes_come_first_and_a_ring_of_them_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        fs::create_dir_all(folder.path().join(name).parent().unwrap()).unwrap();
        fs::write(folder.path().join(name), text).unwrap();
        folder.path().join(name)
    };
    let entity = |id: &str| format!("[[entity]]\nid='{id}'\nkind='place'\nname='{id}'\n");
    write("common/b.toml", &entity("b"));
    let a = format!("include=['../common/b.toml','c.toml']\n{}", entity("a"));
    let a = write("story/a.toml", &a);
    write("story/c.toml", &format!("include=['../common/b.toml']\n{}", entity("c")));
    let gazetteer = Gazetteer::load([&a]).unwrap();
    let ids: Vec<_> = gazetteer.iter().map(|e| e.id.to_string()).collect();
    assert_eq!(ids, ["b", "c", "a"]);
    assert_eq!(gazetteer.files().len(), 3);

    write("story/c.toml", "include=['x.toml', 'a.toml']\n");
    let Err(Error::Data(faults)) = Gazetteer::load([&a]) else { panic!() };
    let shown: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), 2, "{shown:?}");
    assert!(shown[0].contains("c.toml:1:10: cannot include"), "{shown:?}");
    assert!(shown[1].contains("c.toml:1:20: files include each other: "), "{shown:?}");
    assert_eq!(shown[1].matches("a.toml").count(), 2, "{shown:?}");
}

#[test]
fn wrong_bytes_are_named_with_their_place() {
    let found = mistakes("a.toml", b"title = 'x'\n# caf\xe9\n");
    assert_eq!(found, ["2:6 not UTF-8 (byte 0xE9); save the file as UTF-8"]);
    let found = mistakes("a.jsonl", b"{\"id\":\"\xc3\xa4\0\"}");
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("1:9 a NUL byte"), "{found:?}");
    let utf16: Vec<u8> = "\u{feff}[[entity]]\nid='a'\nkind='place'\nname='Ä'\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read("a.toml", utf16).unwrap().iter().next().unwrap().name, "Ä");
}

#[test]
fn empty_files_are_empty_gazetteers() {
    for name in ["a.toml", "a.jsonl"] {
        assert!(read(name, "").unwrap().is_empty());
        assert!(read(name, "\n \n").unwrap().is_empty());
    }
    assert!(Gazetteer::load([] as [&Path; 0]).unwrap().is_empty());
}

#[test]
fn deep_nesting_is_an_error_and_no_crash() {
    let deep = format!("[[entity]]\nid = {}{}\n", "[".repeat(100_000), "]".repeat(100_000));
    assert!(!mistakes("a.toml", deep).is_empty());
    let deep = format!("{{\"id\":{}{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert!(!mistakes("a.jsonl", deep).is_empty());
}

#[test]
fn a_thousand_mistakes_are_listed_and_the_rest_counted() {
    let found = mistakes("a.jsonl", "{}\n".repeat(3_000));
    assert_eq!(found.len(), 1_001);
    assert_eq!(found[1_000], "0:0 and 2000 mistakes more");
}

#[test]
fn fingerprints_tell_lists_apart() {
    let print = |edit: fn(&mut Entity)| {
        let mut entity = Entity::new("a", "Ann", Kind::Person);
        entity.aliases.push(Alias::new("A"));
        edit(&mut entity);
        Gazetteer::from_iter([entity]).fingerprint()
    };
    let same = print(|_| ());
    assert_eq!(same.len(), 64);
    assert_eq!(same, print(|_| ()));
    assert_ne!(same, print(|e| e.aliases[0].weak = true));
    assert_ne!(same, print(|e| e.exclude.push(e.aliases.pop().unwrap().text)));
    assert_ne!(same, print(|e| e.kind = Kind::Group));
}

#[test]
fn unknown_formats_are_named() {
    let message = Gazetteer::load_as(Path::new("x"), "tomll").unwrap_err().to_string();
    assert!(message.starts_with("no gazetteer format is called “tomll” (did you mean “toml”?)"));
}

#[test]
fn the_lists_of_this_project_are_sound() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("gazetteer");
    let files = ["common/places.toml", "common/media.toml", "belarus-2020.toml"];
    let paths: Vec<_> = files.iter().map(|file| folder.join(file)).collect();
    let found = check(&paths, &CheckOptions::default()).unwrap();
    let bad: Vec<_> = found.iter().filter(|f| f.severity != Severity::Note).collect();
    assert!(bad.is_empty(), "{bad:#?}");
    let gazetteer = Gazetteer::load(&paths).unwrap();
    assert!(gazetteer.len() > 500);
    for file in gazetteer.files() {
        assert!(file.licence.is_some() && file.origin.is_some(), "{}", file.path.display());
    }
}

use proptest::prelude::*;

use toml_edit::Value;

use super::{kept::*, *};

use crate::gazetteer::{Alias, Entity, Gazetteer, Kind};

const LIST: &str = r#"# Our list.
title = "Harbour" # kept

# --- people ---

# The harbour master.
[[entity]]
id = "mira"
kind = "person"
name = "Mira Dolan" # canonical
aliases = [
  "Мира Долан", # in Cyrillic
  "M. Dolan" # short
]
gender = "f"

# Her deputy? See below.
[[entity]] # maybe the same
id = "mira-d"
kind = "person"
name = "Mira D."
aliases = ["Mimi", { text = "Mi", weak = true }] # nicknames
roles = ["deputy"]
ids = { wikidata = "Q0" }
notes = "Second."

# --- places ---
[[entity]]
id = "ostrel"
kind = "place"
name = "Ostrel"
# the end
"#;

fn open(text: &str) -> (tempfile::TempDir, Edit) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.toml");
    fs::write(&path, text).unwrap();
    let edit = Edit::open(&path).unwrap();
    (folder, edit)
}

fn saved(folder: &tempfile::TempDir, edit: &mut Edit) -> (String, Gazetteer) {
    edit.save().unwrap();
    let path = folder.path().join("a.toml");
    (fs::read_to_string(&path).unwrap(), Gazetteer::load([&path]).unwrap())
}

#[test]
fn nothing_changed_is_nothing_written() {
    let (folder, mut edit) = open(LIST);
    assert!(!edit.changed());
    assert_eq!(saved(&folder, &mut edit).0, LIST);
}

#[test]
fn aliases_are_added_where_they_belong() {
    let (folder, mut edit) = open(LIST);
    let new = [Alias::new("Mira Dollan"), Alias::weak("Mirka"), Alias::new("M. Dolan")];
    assert_eq!(edit.add_aliases("mira", &new).unwrap(), 2);
    assert_eq!(edit.add_aliases("ostrel", &[Alias::new("Острель")]).unwrap(), 1);
    assert_eq!(edit.add_roles("ostrel", &["port".into()]).unwrap(), 1);
    let (text, gazetteer) = saved(&folder, &mut edit);
    let expected = LIST
        .replace(
            "  \"M. Dolan\" # short\n]",
            "  \"M. Dolan\", # short\n  \"Mira Dollan\",\n  { text = \"Mirka\", weak = true }\n]",
        )
        .replace(
            "name = \"Ostrel\"\n",
            "name = \"Ostrel\"\naliases = [\"Острель\"]\nroles = [\"port\"]\n",
        );
    assert_eq!(text, expected);
    assert_eq!(gazetteer.get(&"mira".into()).unwrap().aliases.len(), 4);
}

#[test]
fn lists_keep_their_layout() {
    let layouts = [
        ("[]", "[\"N\"]"),
        ("[\"A\"]", "[\"A\", \"N\"]"),
        ("[\"A\", ]", "[\"A\", \"N\", ]"),
        ("[\n  \"A\",\n  \"B\",\n]", "[\n  \"A\",\n  \"B\",\n  \"N\",\n]"),
        ("[\n  \"A\", \"B\",\n  \"C\", \"D\",\n]", "[\n  \"A\", \"B\",\n  \"C\", \"D\", \"N\",\n]"),
        ("[\n  \"A\", # one\n]", "[\n  \"A\", # one\n  \"N\",\n]"),
    ];
    for (before, after) in layouts {
        let entity = |list: &str| {
            format!("[[entity]]\nid = \"a\"\nkind = \"person\"\nname = \"X\"\naliases = {list}\n")
        };
        let (folder, mut edit) = open(&entity(before));
        edit.add_aliases("a", &[Alias::new("N")]).unwrap();
        assert_eq!(saved(&folder, &mut edit).0, entity(after));
    }
}

#[test]
fn entities_are_added_at_the_end() {
    let (folder, mut edit) = open(LIST);
    let mut otto = Entity::new("otto", "Otto \"Ox\" Brenn", Kind::Person);
    otto.aliases.push(Alias::weak("Ox"));
    edit.add(&otto).unwrap();
    assert!(edit.add(&otto).unwrap_err().to_string().contains("there is an entity “otto” already"));
    let bad = Entity::new("x", " x", Kind::Other);
    assert!(edit.add(&bad).is_err());
    let (text, gazetteer) = saved(&folder, &mut edit);
    assert!(text.starts_with(LIST));
    assert_eq!(gazetteer.get(&"otto".into()), Some(&otto));

    let path = folder.path().join("new.toml");
    let mut new = Edit::open(&path).unwrap();
    new.add(&otto).unwrap();
    new.save().unwrap();
    assert_eq!(Gazetteer::load([&path]).unwrap().len(), 1);
}

#[test]
fn an_entry_may_add_to_another_list() {
    let (folder, mut edit) = open("[[entity]]\nid = \"a\"\naliases = [\"A\"]\n");
    edit.add_layer("b", &[Alias::weak("B")]).unwrap();
    edit.save().unwrap();
    let text = fs::read_to_string(folder.path().join("a.toml")).unwrap();
    let added = "\n[[entity]]\nid = \"b\"\naliases = [{ text = \"B\", weak = true }]\n";
    assert!(text.ends_with(added), "{text}");
    assert!(Edit::open(&folder.path().join("a.toml")).unwrap().contains("b"));
}

#[test]
fn merging_keeps_names_and_comments() {
    let (folder, mut edit) = open(LIST);
    edit.merge("mira", "mira-d").unwrap();
    let (text, gazetteer) = saved(&folder, &mut edit);
    let mira = gazetteer.get(&"mira".into()).unwrap();
    let names: Vec<_> = mira.aliases.iter().map(|a| a.text.as_str()).collect();
    assert_eq!(names, ["Мира Долан", "M. Dolan", "Mira D.", "Mimi", "Mi"]);
    assert!(mira.aliases[4].weak);
    assert_eq!((mira.roles[0].as_str(), mira.ids["wikidata"].as_str()), ("deputy", "Q0"));
    assert_eq!(mira.notes.as_deref(), Some("Second."));
    assert_eq!(gazetteer.len(), 2);
    for comment in comments(LIST) {
        assert!(text.contains(comment), "{comment} is lost in\n{text}");
    }
    assert!(edit.merge("mira", "mira").is_err());
    let error = edit.merge("mira", "ostrell").unwrap_err().to_string();
    assert!(error.contains("no entity “ostrell” in this file (did you mean “ostrel”?)"), "{error}");
}

#[test]
fn the_last_entity_can_be_merged_away() {
    let (folder, mut edit) = open(LIST);
    edit.merge("mira", "ostrel").unwrap();
    let (text, gazetteer) = saved(&folder, &mut edit);
    assert_eq!(gazetteer.len(), 2);
    assert!(text.contains("# --- places ---") && text.contains("# the end"), "{text}");
}

#[test]
fn splitting_moves_names() {
    let (folder, mut edit) = open(LIST);
    let mut new = Entity::new("mimi", "Mimi", Kind::Person);
    new.aliases.push(Alias::weak("Mi"));
    edit.split("mira-d", &new).unwrap();
    let (text, gazetteer) = saved(&folder, &mut edit);
    assert!(gazetteer.get(&"mira-d".into()).unwrap().aliases.is_empty());
    assert_eq!(gazetteer.get(&"mimi".into()), Some(&new));
    assert!(text.contains("# nicknames"), "{text}");
    let own = Entity::new("x", "Mira Dolan", Kind::Person);
    assert!(edit.split("mira", &own).is_err());
}

#[test]
fn a_file_changed_meanwhile_is_left_alone() {
    let (folder, mut edit) = open(LIST);
    edit.add_aliases("ostrel", &[Alias::new("O")]).unwrap();
    let changed = format!("{LIST}# by hand\n");
    fs::write(folder.path().join("a.toml"), &changed).unwrap();
    assert!(edit.save().unwrap_err().to_string().contains("changed meanwhile"));
    assert_eq!(fs::read_to_string(folder.path().join("a.toml")).unwrap(), changed);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn line_ends_and_permissions_stay() {
    let (folder, mut edit) = open(&LIST.replace('\n', "\r\n"));
    edit.add_aliases("ostrel", &[Alias::new("Острель")]).unwrap();
    let path = folder.path().join("a.toml");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    }
    let (text, _) = saved(&folder, &mut edit);
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn other_formats_and_faulty_files_are_not_edited() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    assert!(Edit::open(&path).unwrap_err().to_string().contains("gazetteer convert"));
    let path = folder.path().join("a.toml");
    fs::write(&path, "[[entity]]\nid = 3\n").unwrap();
    assert!(matches!(Edit::open(&path), Err(Error::Data(_))));
}

#[test]
fn comments_are_told_from_strings() {
    let text = "a = \"x # no\" # one\nb = '''#\nno''' # two\nc = \"\"\"a\\\"\"\"\"\" #three\n";
    assert_eq!(comments(text), ["# one", "# two", "#three"]);
}

/// A list with comments in odd places.
fn lists() -> impl Strategy<Value = String> {
    let word = "[A-Za-zА-яçé#\"' ]{0,6}[a-z]";
    let comment = prop_oneof![Just(String::new()), "# [a-z\"'\\[]{1,8}"];
    let alias = (word, comment.clone(), any::<bool>());
    let entity = (word, proptest::collection::vec(alias, 0..4), comment.clone(), comment);
    proptest::collection::vec(entity, 2..5).prop_map(|entities| {
        let mut text = String::new();
        for (i, (name, aliases, above, after)) in entities.into_iter().enumerate() {
            let quoted = |s: &str| Value::from(s.trim()).to_string();
            text += &format!("{above}\n[[entity]] {after}\nid = \"e{i}\"\nkind = \"person\"\n");
            text += &format!("name = {}\naliases = [", quoted(&name));
            for (j, (alias, comment, lines)) in aliases.iter().enumerate() {
                let comma = if j + 1 < aliases.len() || *lines { "," } else { "" };
                text += &format!("\n {}{comma} {comment}\n", quoted(alias));
            }
            text += &format!("] {after}\n");
        }
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn no_edit_loses_an_entry_a_name_or_a_comment(
        text in lists(),
        steps in proptest::collection::vec((0..4usize, 0..5usize, 0..5usize), 1..6),
    ) {
        let Ok(document) = text.parse::<DocumentMut>() else { return Ok(()) };
        prop_assert_eq!(document.to_string(), text.clone());
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(&path, &text).unwrap();
        // a list may hold a name that is none; those are refused, not edited
        let Ok(mut edit) = Edit::open(&path) else { return Ok(()) };
        for (number, (step, a, b)) in steps.into_iter().enumerate() {
            let (a, b) = (format!("e{a}"), format!("e{b}"));
            let new = format!("n{number}");
            let first = all_names(&edit.text()).unwrap().get(&a).and_then(|n| n.get(1).cloned());
            _ = match step {
                0 => edit.add(&Entity::new(new.as_str(), "New", Kind::Place)),
                1 => edit.add_aliases(&a, &[Alias::new(new)]).map(|_| ()),
                2 => edit.merge(&a, &b),
                _ => edit.split(&a, &Entity::new(new, first.unwrap_or("X".into()), Kind::Other)),
            };
        }
        let gone = edit.gone.clone();
        edit.save().unwrap();
        let after = fs::read_to_string(&path).unwrap();
        prop_assert_eq!(lost(&text, &after, &gone), None);
        Gazetteer::load([&path]).unwrap();
    }
}

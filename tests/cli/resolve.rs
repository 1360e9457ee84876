//! Lists of names through the command: one a line, tables, records.

use std::fs;

use serde_json::Value;

use super::{err, out, piped, records, whosaid};

const LIST: &str = r#"
[[entity]]
id = "mira"
kind = "person"
name = "Mira Dolanskaya"
exclude = ["Mira D."]

[[entity]]
id = "otto"
kind = "person"
name = "Otto Brenn"
"#;

fn list() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.toml");
    fs::write(&path, LIST).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

fn entity(record: &Value) -> Option<&str> {
    record["entity"].as_str()
}

#[test]
fn names_one_a_line() {
    let (_folder, list) = list();
    let output = piped(
        &["resolve", "-g", &list, "-"],
        "Mira Dolanskaja\nBrenn, Otto\n\nМира Доланская\nZuzka Quimrill\nMira D.\n".as_bytes(),
    );
    let found = records(&output);
    let ids: Vec<_> = found.iter().map(entity).collect();
    assert_eq!(ids, [Some("mira"), Some("otto"), None, Some("mira"), None, None]);
    assert_eq!(found[3]["tier"], "transliterated");
    assert!(found[3]["score"].as_f64().unwrap() > 0.9);
    assert!(found[3]["proof"].as_str().unwrap().contains("Mira Dolanskaya"));
    assert!(found[4]["proof"].as_str().is_some_and(|why| !why.is_empty()));
}

#[test]
fn a_column_of_a_table_and_all_others_stay() {
    let (folder, list) = list();
    for (name, text) in [
        ("staff.csv", "Nr,Name,Town\n1,\"Brenn, Otto\",Ostrel\n2,Nobody,\n"),
        ("staff.tsv", "Nr\tName\tTown\n1\tBrenn, Otto\tOstrel\n2\tNobody\t\n"),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let args = ["resolve", "-g", &list, path.to_str().unwrap(), "--field", "Name"];
        let output = out(&whosaid(&args));
        let mark = if name.ends_with("csv") { ',' } else { '\t' };
        let rows: Vec<&str> = output.lines().collect();
        assert!(rows[0].starts_with("Nr") && rows[0].ends_with("proof"), "{rows:?}");
        assert!(rows[1].contains("Ostrel") && rows[1].contains(&format!("{mark}otto{mark}")));
        assert_eq!(rows.len(), 3, "{rows:?}");
    }
}

#[test]
fn a_field_of_records_and_all_others_stay() {
    let (folder, list) = list();
    let path = folder.path().join("rows.jsonl");
    fs::write(&path, "{\"n\":1,\"who\":\"Otto Brenn\"}\n\n{\"n\":2,\"who\":\"\"}\n").unwrap();
    let args = ["resolve", "-g", &list, path.to_str().unwrap(), "--field", "who"];
    let found = records(&whosaid(&args));
    assert_eq!((found[0]["n"].as_i64(), entity(&found[0])), (Some(1), Some("otto")));
    assert_eq!((found[1]["n"].as_i64(), entity(&found[1])), (Some(2), None));
}

#[test]
fn mistakes_are_said_with_what_to_do() {
    let (folder, list) = list();
    let path = folder.path().join("a.csv");
    fs::write(&path, "Nr,Name\n1,Otto\n").unwrap();
    let path = path.to_str().unwrap();
    let missing = whosaid(&["resolve", "-g", &list, path, "--field", "Who"]);
    assert!(!missing.status.success() && err(&missing).contains("Nr, Name"), "{}", err(&missing));
    let unsaid = whosaid(&["resolve", "-g", &list, path]);
    assert!(!unsaid.status.success() && err(&unsaid).contains("--field"), "{}", err(&unsaid));
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_goes_on() {
    let (folder, list) = list();
    for (name, field, text, faults) in [
        ("names.txt", None, &b"Otto Brenn\n\xff\xfe\nMira Dolanskaya\n"[..], &[2][..]),
        (
            "rows.jsonl",
            Some("who"),
            b"{\"who\":\"Otto Brenn\"}\n{broken\n{\"name\":1}\n{\"who\":\"\xff\"}\n{\"who\":\"Mira Dolanskaya\"}\n",
            &[2, 3, 4],
        ),
        (
            "staff.csv",
            Some("Name"),
            b"\xef\xbb\xbfName,Town\nOtto Brenn,Ostrel,\n\xff,Ostrel\nA,B,C\nMira Dolanskaya\n",
            &[3, 4],
        ),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        let mut args = vec!["resolve", "-g", &list, path.to_str().unwrap()];
        args.extend(field.iter().flat_map(|field| ["--field", field]));
        let output = whosaid(&args);
        assert_eq!(output.status.code(), Some(1), "{name}: {}", err(&output));
        let (out, err) = (out(&output), err(&output));
        assert_eq!(err.lines().count(), faults.len(), "{err}");
        for line in faults {
            assert!(err.contains(&format!("{name}:{line}")), "{name}: {line} in {err}");
        }
        assert!(out.contains("otto") && out.contains("mira"), "{name}: {out}");
        if name == "staff.csv" {
            let cells: Vec<_> = out.lines().map(|row| row.split(',').count()).collect();
            assert_eq!(cells[0], 6, "{out}");
            assert!(out.lines().any(|row| row.starts_with("Mira Dolanskaya,,mira,")), "{out}");
        }
    }
}

#[test]
fn a_kept_list_gives_the_same_and_follows_its_file() {
    let (folder, list) = list();
    let cache = folder.path().join("cache");
    let run = || {
        let cache = cache.to_str().unwrap();
        let output = piped(
            &["resolve", "-g", &list, "--cache", cache, "-"],
            "Mira Dolanskaja\nBrenn\nBrem, Otto\n".as_bytes(),
        );
        assert!(output.status.success(), "{}", err(&output));
        (out(&output), err(&output))
    };
    let plain = out(&piped(
        &["resolve", "-g", &list, "-"],
        "Mira Dolanskaja\nBrenn\nBrem, Otto\n".as_bytes(),
    ));
    assert_eq!(run(), (plain.clone(), String::new()), "made");
    assert_eq!(fs::read_dir(&cache).unwrap().count(), 1);
    assert_eq!(run(), (plain, String::new()), "read back");
    let explain = |more: &[&str]| {
        let command = ["gazetteer", "explain", "Mira Dolanskaja", "-g", &list];
        let output = piped(&[&command[..], more].concat(), b"");
        assert!(output.status.success(), "{}", err(&output));
        out(&output)
    };
    assert_eq!(explain(&["--cache", cache.to_str().unwrap()]), explain(&[]), "explained");
    fs::write(&list, LIST.replace("\"otto\"", "\"oskar\"")).unwrap();
    let (changed, note) = run();
    assert!(changed.contains("oskar") && !changed.contains("otto"), "{changed}");
    assert!(note.contains("the list has changed"), "{note}");
}

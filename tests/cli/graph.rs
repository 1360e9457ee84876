//! From records to graphs: `graph`, `show`, `schema`.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;

use super::{err, out, records, story, whosaid};

/// The story's records, all or some, in a file.
fn recorded(folder: &Path, name: &str, keep: impl Fn(usize) -> bool) -> String {
    let text = out(&whosaid(&story(&["extract"], &[])));
    let lines = text.lines().enumerate().filter(|(i, _)| keep(*i)).map(|(_, line)| line);
    let kept: Vec<&str> = lines.collect();
    let path = folder.join(name);
    fs::write(&path, kept.join("\n")).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_card_tells_spellings_words_and_ties() {
    let folder = tempfile::tempdir().unwrap();
    let path = recorded(folder.path(), "all.jsonl", |_| true);
    let card = out(&whosaid(&["show", "aisling moore", &path]));
    assert!(card.starts_with("Aisling Moore  (person, aisling-moore)\n"), "{card}");
    for part in [
        "Spellings\n  Aisling Moore ×",
        "\n  Moore ×",
        "\nSaid\n",
        "(Moore / said)\n",
        "tired people",
        "Spoken of by (1)\n  Viktar Zhdanouski",
        "Quoted in one article with",
    ] {
        assert!(card.contains(part), "{part:?} is not in\n{card}");
    }
    let one = out(&whosaid(&["show", "Moore", &path, "--quotes", "1"]));
    assert!(one.len() < card.len() && one.starts_with("Aisling Moore"), "{one}");
    let graph = folder.path().join("graph.json");
    let graph = graph.to_str().unwrap();
    assert!(whosaid(&["graph", &path, "-o", graph]).status.success());
    assert!(out(&whosaid(&["show", "aisling-moore", graph])).contains("tired people"));
}

#[test]
fn who_is_not_there_is_said_with_those_of_like_names() {
    let folder = tempfile::tempdir().unwrap();
    let path = recorded(folder.path(), "all.jsonl", |_| true);
    let missing = whosaid(&["show", "Aisling Mohre", &path]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(missing.stdout.is_empty());
    assert!(err(&missing).contains("near it: Aisling Moore (aisling-moore)"), "{}", err(&missing));
    let several = whosaid(&["show", "Karsavia", &path]);
    let nobody = whosaid(&["graph", &path, "--ego", "Xerxes Quux"]);
    assert_eq!(nobody.status.code(), Some(2));
    assert_eq!(err(&nobody), "whosaid: nobody here is called “Xerxes Quux”\n", "{}", out(&several));
}

#[test]
fn comparing_tells_what_came_went_and_grew() {
    let folder = tempfile::tempdir().unwrap();
    let first = recorded(folder.path(), "first.jsonl", |i| i < 4);
    let second = recorded(folder.path(), "second.jsonl", |i| i >= 4);
    let text = whosaid(&["graph", "--compare", &first, &second]);
    assert!(text.status.success(), "{}", err(&text));
    for part in [" ties came\n", " ties grew\n", " ties shrank\n", " ties went\n", " 0 → "] {
        assert!(out(&text).contains(part), "{part:?} is not in\n{}", out(&text));
    }
    let file = folder.path().join("changes.json");
    let args = ["graph", "--compare", &first, &second, "--format", "json", "-o"];
    assert!(whosaid(&[&args[..], &[file.to_str().unwrap()]].concat()).status.success());
    let changes: Vec<Value> = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    let weights = |path: &str| -> BTreeSet<(String, String, String)> {
        let graph = out(&whosaid(&["graph", path, "-o", "-", "--format", "json"]));
        let graph: Value = serde_json::from_str(&graph).unwrap();
        let word = |e: &Value, key: &str| e[key].as_str().unwrap().to_owned();
        let edges = graph["edges"].as_array().unwrap().iter();
        edges.map(|e| (word(e, "relation"), word(e, "a"), word(e, "b"))).collect()
    };
    let (before, after) = (weights(&first), weights(&second));
    let fate = |fate: &str| changes.iter().filter(|c| c["fate"] == fate).count();
    assert_eq!(fate("came"), after.difference(&before).count());
    assert_eq!(fate("went"), before.difference(&after).count());
    assert!(fate("grew") > 0 && fate("came") > 0);
    let same = whosaid(&["graph", "--compare", &first, &first, "--format", "json"]);
    assert_eq!(out(&same).trim(), "[]");
    let wrong = whosaid(&["graph", "--compare", &first, &second, "--format", "gexf"]);
    assert_eq!(wrong.status.code(), Some(2));
}

#[test]
fn schemas_are_those_of_the_data() {
    for (of, schema) in [("extraction", "whosaid.extraction/1"), ("graph", "whosaid.graph/1")] {
        let printed = whosaid(&["schema", of]);
        assert!(printed.status.success());
        let printed: Value = serde_json::from_str(&out(&printed)).unwrap();
        assert_eq!(printed["properties"]["schema"]["const"], schema, "{of}");
        assert!(printed["$schema"].as_str().unwrap().starts_with("https://json-schema.org/"));
    }
}

#[test]
fn pictures_by_an_engine_of_graphviz() {
    let folder = tempfile::tempdir().unwrap();
    let path = recorded(folder.path(), "all.jsonl", |_| true);
    let picture = |engine: &str| {
        let file = folder.path().join(format!("{engine}.svg"));
        let args = ["graph", &path, "--engine", engine, "-o", file.to_str().unwrap()];
        let output = whosaid(&args);
        (output, fs::read_to_string(file).unwrap_or_default())
    };
    let (drawn, circo) = picture("circo");
    assert!(drawn.status.success(), "{}", err(&drawn));
    assert!(circo.contains("Generated by graphviz") && circo.contains("Aisling Moore"));
    let (_, twopi) = picture("twopi");
    assert!(!twopi.is_empty() && twopi != circo);
    let (refused, nothing) = picture("nope");
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("circo") && nothing.is_empty(), "{}", err(&refused));
}

#[test]
fn words_reported_twice_are_listed_as_one_utterance() {
    let folder = tempfile::tempdir().unwrap();
    let path = recorded(folder.path(), "all.jsonl", |_| true);
    let told = records(&whosaid(&["quotes", "--utterances", "--format", "jsonl", &path]));
    let reports: Vec<usize> = told.iter().map(|u| u["reports"].as_array().unwrap().len()).collect();
    assert!(reports.iter().any(|n| *n > 1), "{reports:?}");
    assert!(told.len() < reports.iter().sum::<usize>());
}

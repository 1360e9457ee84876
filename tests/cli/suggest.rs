//! What a list lacks, through the command: shown, applied, and the file edited in place.

use std::fs;

use serde_json::Value;

use super::{err, out, whosaid};

const LIST: &str = r#"
# the harbour story
[[entity]]
id = "mira"
kind = "person"
name = "Mira Dolanskaya"   # checked by hand

# order matters to its readers
[[entity]]
id = "otto"
kind = "person"
name = "Otto Brenn"
"#;

/// An article in which an unlisted mayor speaks and a listed name is misspelt.
const ARTICLE: &str = "\
Mayor Judith Harker closed the bridge on Monday. “It is not safe,” Harker said. Mira Dolanskaya \
disagreed. “It is,” Ms. Dolanskaya said.\n\n\
“We will not wait,” Harker told the council. Otto Brenn said nothing. Mira Dolanskaja left early.\n";

fn story() -> (tempfile::TempDir, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (list, article) = (path("list.toml"), path("a.txt"));
    fs::write(&list, LIST).unwrap();
    fs::write(&article, ARTICLE).unwrap();
    (folder, list, article)
}

#[test]
fn who_speaks_and_is_not_listed_comes_first_with_evidence() {
    let (_folder, list, article) = story();
    let output = whosaid(&["gazetteer", "suggest", &article, "-g", &list, "--format", "json"]);
    let found: Value = serde_json::from_str(&out(&output)).unwrap();
    let first = &found["entities"][0];
    assert_eq!(first["entity"]["name"], "Judith Harker", "{found:#}");
    assert!(first["quotes"].as_u64().unwrap() >= 2, "{first:#}");
    assert!(first["evidence"][0]["text"].as_str().unwrap().contains("Harker"));
    assert_eq!(fs::read_to_string(&list).unwrap(), LIST, "showing changes nothing");
}

#[test]
fn applied_suggestions_leave_comments_and_order() {
    let (_folder, list, article) = story();
    let args = ["gazetteer", "suggest", &article, "-g", &list, "--apply", "0.5"];
    let output = whosaid(&args);
    assert!(output.status.success(), "{}", err(&output));
    let after = fs::read_to_string(&list).unwrap();
    for kept in ["# the harbour story", "# checked by hand", "# order matters to its readers"] {
        assert!(after.contains(kept), "{kept} is lost:\\n{after}");
    }
    let place =
        |name: &str| after.find(name).unwrap_or_else(|| panic!("{name} is lost:\\n{after}"));
    assert!(place("Mira Dolanskaya") < place("Otto Brenn"));
    assert!(place("Otto Brenn") < place("Judith Harker"));
    // what was added is found from now on, and not proposed again
    let again = whosaid(&["gazetteer", "suggest", &article, "-g", &list, "--format", "json"]);
    let found: Value = serde_json::from_str(&out(&again)).unwrap();
    let names = found["entities"].as_array().unwrap().iter().map(|one| &one["entity"]["name"]);
    assert!(!names.into_iter().any(|name| name == "Judith Harker"), "{found:#}");
}

#[test]
fn what_does_not_reach_the_score_is_not_added() {
    let (_folder, list, article) = story();
    let args = ["gazetteer", "suggest", &article, "-g", &list, "--apply", "1"];
    assert!(whosaid(&args).status.success());
    let after = fs::read_to_string(&list).unwrap();
    assert!(!after.contains("Harker"), "{after}");
    // a spelling that one listed name alone can bear is sure
    assert!(after.contains(r#"aliases = ["Mira Dolanskaja"]"#), "{after}");
}

#[test]
fn a_dialogue_needs_a_terminal() {
    let (_folder, list, article) = story();
    let output = whosaid(&["gazetteer", "suggest", &article, "-g", &list, "--ask"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("--apply"), "{}", err(&output));
}

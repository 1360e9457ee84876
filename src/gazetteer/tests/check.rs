use std::fs;

use super::*;

fn checked(files: &[(&str, &str)], options: &CheckOptions) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let paths: Vec<_> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for ((_, text), path) in files.iter().zip(&paths) {
        fs::write(path, text).unwrap();
    }
    let base = format!("{}/", folder.path().display());
    let found = check(&paths, options).unwrap();
    found.iter().map(|finding| finding.to_string().replace(&base, "")).collect()
}

const LIST: &str = r#"
[[entity]]
id = "mira"
kind = "person"
name = "Mira Dolan"
aliases = ["MIRA DOLAN", "Mira Dolan", "Hope", "M", "Dolan", { text = "Mi", weak = true }]
ids = { wikidata = "Q0" }
[[entity]]
id = "dolan"
kind = "person"
name = "Dolan, Mira"
ids = { wikidata = "Q0" }
[[entity]]
id = "mora"
kind = "person"
name = "Mara Dolan"
aliases = ["dolan"]
[[entity]]
id = "eu"
kind = "organisation"
name = "EU"
aliases = ["МВД", "李"]
"#;

#[test]
fn every_rule_finds_its_fault() {
    let found = checked(&[("a.toml", LIST)], &CheckOptions::default());
    let heads: Vec<_> = found.iter().map(|f| f.lines().next().unwrap()).collect();
    let expected = [
        "a.toml:6:12: note: “MIRA DOLAN” is found by “Mira Dolan” already [shadowed-alias]",
        "a.toml:6:26: warning: “Mira Dolan” stands twice for “mira” [duplicate-alias]",
        "a.toml:6:40: warning: “Hope” is an everyday word, too [common-word]",
        "a.toml:6:48: warning: “M” is too short to name anything by itself [too-short]",
        "a.toml:8:1: warning: “Dolan, Mira” looks like “Mira Dolan”, the name of “mira” (a.toml:2) \
         [near-duplicate]",
        "a.toml:8:1: warning: “mira” (a.toml:2) has the same wikidata id Q0 [same-id]",
        "a.toml:13:1: warning: “Mara Dolan” looks like “Dolan, Mira”, the name of “dolan” (a.toml:8) \
         [near-duplicate]",
        "a.toml:13:1: warning: “Mara Dolan” looks like “Mira Dolan”, the name of “mira” (a.toml:2) \
         [near-duplicate]",
        "a.toml:17:12: warning: “dolan” names “mira” (a.toml:2) as well [two-owners]",
        "a.toml:17:12: note: “dolan” is written as an everyday word, without a capital [lower-case]",
        "a.toml:22:19: warning: “李” is too short to name anything by itself [too-short]",
    ];
    let mut expected = expected.to_vec();
    let mut heads = heads;
    heads.sort_unstable();
    expected.sort_unstable();
    assert_eq!(heads, expected);
    let merge = found.iter().find(|f| f.contains("[same-id]")).unwrap();
    assert!(merge.ends_with("gazetteer merge FILE mira dolan, or correct the id"), "{merge}");
}

#[test]
fn mistakes_and_columns_that_are_not_read_are_findings() {
    let found = checked(
        &[("a.toml", "[[entity]]\nid='a'\nkind='x'\n"), ("b.csv", "name,party\nAnn Bell,Tide\n")],
        &CheckOptions::default(),
    );
    assert!(found[0].starts_with("a.toml:3:6: error: unknown kind “x”"), "{found:?}");
    assert_eq!(found[1], "b.csv:1:6: note: the column “party” is not read [not-read]");
}

#[test]
fn entities_that_no_document_names_are_noted() {
    let used = Some(["mira", "dolan", "mora"].into_iter().map(EntityId::from).collect());
    let found = checked(&[("a.toml", LIST)], &CheckOptions { used });
    let unused: Vec<_> = found.iter().filter(|f| f.contains("[unused]")).collect();
    assert_eq!(unused.len(), 1);
    assert!(unused[0].starts_with("a.toml:18:1: note: “eu” is named by none"), "{unused:?}");
}

#[test]
fn an_excluded_form_has_no_second_owner() {
    let common = "[[entity]]\nid='a'\nkind='place'\nname='Ostrel'\naliases=['Os Port']\n\
                  [[entity]]\nid='b'\nkind='place'\nname='Os Port'\n";
    let options = CheckOptions::default();
    assert_eq!(checked(&[("a.toml", common)], &options).len(), 1);
    let story = "[[entity]]\nid='a'\nexclude=['Os Port']\n";
    assert!(checked(&[("a.toml", common), ("b.toml", story)], &options).is_empty());
}

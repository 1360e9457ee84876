//! The house keeps its floors: no module looks up, none is forgotten, no table misses a file.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Modules of the crate from the ground up; those in one row do not know each other, unless one row
/// says so by standing below.
const FLOORS: &[&[&str]] = &[
    &["error"],
    &["text", "output"],
    &["document", "language", "gazetteer"],
    &["segmented"],
    &["mention", "quote"],
    &["attribution", "resolve"],
    &["record"],
    &["pipeline"],
    &["graph", "eval", "suggest"],
    &["input", "export"],
];

/// Who may use an outside crate that is to stay replaceable.
const KEEPERS: &[(&str, &[&str])] = &[("petgraph", &["graph"]), ("graphviz_rust", &["export/dot"])];

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            if !path.ends_with("node_modules") {
                found.extend(files(&path, ending));
            }
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found
}

fn library() -> Vec<(String, String)> {
    let root = source();
    let all = files(&root, "rs").into_iter().filter(|f| !f.starts_with(root.join("bin")));
    all.map(|file| {
        let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        (name, fs::read_to_string(&file).unwrap())
    })
    .collect()
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|row| row.contains(&module))
}

fn module(file: &str) -> &str {
    file.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The top modules that a file names after `crate::`, in a path or in braces.
fn uses(text: &str) -> BTreeSet<String> {
    let word = |s: &str| -> String {
        s.trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
    };
    let code: String = text
        .lines()
        .filter(|l| !l.trim_start().starts_with("//"))
        .flat_map(|l| [l, "\n"])
        .collect();
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if !rest.starts_with('{') {
            found.insert(word(rest));
            continue;
        }
        let mut depth = 0;
        let mut start = 1;
        for (i, c) in rest.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if (c == ',' && depth == 1) || depth == 0 {
                found.insert(word(&rest[start..i]));
                start = i + 1;
            }
            if depth == 0 {
                break;
            }
        }
    }
    found.retain(|name| name.chars().next().is_some_and(char::is_lowercase));
    found
}

#[test]
fn no_module_looks_up() {
    let mut faults = Vec::new();
    for (file, text) in library() {
        let from = module(&file);
        if from == "lib" {
            continue;
        }
        let Some(own) = floor(from) else {
            faults.push(format!("{file}: “{from}” is on no floor"));
            continue;
        };
        for used in uses(&text).iter().filter(|used| used.as_str() != from) {
            match floor(used) {
                Some(other) if other < own => {}
                Some(_) => faults.push(format!("{file}: looks up or across to {used}")),
                None => faults.push(format!("{file}: crate::{used} is on no floor")),
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_check_sees_uses() {
    let seen = uses("use crate::{a::{X, y}, b, c::d};\nlet _ = crate::e::f(); // crate::g::h\n");
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), ["a", "b", "c", "e", "g"]);
}

#[test]
fn replaceable_crates_stay_in_one_place() {
    for (name, keepers) in KEEPERS {
        for (file, text) in library() {
            let kept = keepers.iter().any(|k| file.starts_with(k));
            let code = text.lines().filter(|l| !l.trim_start().starts_with("//"));
            let used = code.clone().any(|l| l.contains(&format!("{name}::")));
            assert!(kept || !used, "{file} uses {name}, which only {keepers:?} may");
        }
    }
}

#[test]
fn every_file_is_named_by_a_mod_line() {
    for (file, _) in library() {
        let path = Path::new(&file);
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let (parent, name) = match stem {
            "lib" => continue,
            "mod" => {
                let folder = path.parent().unwrap();
                (folder.parent().unwrap(), folder.file_name().unwrap().to_str().unwrap())
            }
            _ => (path.parent().unwrap(), stem),
        };
        // a folder's own file stands in it as `mod.rs`, or beside it under its name
        let own = if parent.as_os_str().is_empty() {
            source().join("lib.rs")
        } else {
            let inside = source().join(parent).join("mod.rs");
            if inside.exists() { inside } else { source().join(parent).with_extension("rs") }
        };
        let text = fs::read_to_string(&own).unwrap();
        let named = text.lines().any(|l| l.trim().ends_with(&format!("mod {name};")));
        // tests in a folder of their own are named by their path
        let path =
            format!("{}/{name}.rs\"]", parent.file_name().map_or("", |n| n.to_str().unwrap()));
        let named = named || library().iter().any(|(_, text)| text.contains(&path));
        assert!(named, "{file}: no `mod {name};` in {}", own.display());
    }
}

#[test]
fn every_data_file_is_compiled_in() {
    let all: String = library().into_iter().map(|(_, text)| text).collect();
    for file in files(&source(), "toml") {
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(all.contains(&format!("{name}\"")), "{} is in no table", file.display());
    }
}

#[test]
fn rust_holds_no_machine_path() {
    for (file, text) in library() {
        assert!(!text.contains("/home/") && !text.contains("/tmp/"), "{file}");
    }
}

//! Every format read back by the programs that people read it with.
//!
//! These need Python, Node and Graphviz with what `tests/requirements.txt` and `tests/formats` ask
//! for, so they run where `WHOSAID_READERS=1` is set, as `tests/run` does; there a missing program
//! is a failure.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod story;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use story::{article, graph};
use whosaid::{
    Record,
    export::{ExportOptions, format_named, write_graph},
    graph::{EntityGraph, Options},
};

fn asked() -> bool {
    let asked = std::env::var_os("WHOSAID_READERS").is_some_and(|v| v == "1");
    if !asked {
        eprintln!("NOT RUN: set WHOSAID_READERS=1 to read the formats back (tests/run does)");
    }
    asked
}

fn run(program: &str, args: &[&Path]) {
    let output = Command::new(program)
        .args(args)
        .output()
        .unwrap_or_else(|e| panic!("{program} is needed and could not be started: {e}"));
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    println!("{out}");
    assert!(output.status.success(), "{program} {args:?}:\n{out}\n{err}");
}

fn formats() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

fn write(graph: &EntityGraph, format: &str, path: &Path, options: &ExportOptions) {
    write_graph(format_named(format).unwrap(), graph, options, path).unwrap();
}

/// Names that try to leave whatever they are put into.
fn hostile() -> Vec<Record> {
    let long = "Long ".repeat(100);
    let names = [
        "Ida \"The Quay\" Vale",
        "back\\slash \\",
        "a\"]; evil [label=\"x\" URL=\"javascript:alert(1)\"",
        "]]> <![CDATA[ & &lt; &#1;",
        "</script><script>alert(1)</script>",
        "line\nbreak\r\n\ttab",
        "control \u{1}\u{8}\u{1f}\u{7f} end",
        "\u{202e}right to left \u{2066}עברית عربي",
        "日本太郎 😀 é e\u{301}",
        "=HYPERLINK(\"http://example.org\")",
        "@SUM(1)",
        "-5",
        "+cmd|' /C calc'!A0",
        "end",
        "node",
        "Same Name",
        "Same Name",
        "",
        "' OR 1=1; MATCH (n) DETACH DELETE n //",
        "comma, semicolon; pipe| tab",
        "#quot; %% ::: |x| -->",
        long.as_str(),
        "\u{fffe}nonchar\u{ffff}",
        "<b>bold</b> &amp; {braces} [brackets] (round) `tick` $x$",
    ];
    let kinds = ["person", "organisation", "place", "group", "work", "event", "other"];
    let ids: Vec<String> = names.iter().enumerate().map(|(i, n)| format!("{n}#{i}")).collect();
    (0..names.len())
        .map(|i| {
            let others = [i, (i + 1) % names.len(), (i + 5) % names.len()];
            let mut made = article(&format!("doc \"{i}\" <{i}> {}", names[i]))
                .on(if i % 3 == 0 { "2026-02-11" } else { "2026-03-02T08:00:00Z" })
                .outlet(names[(i + 2) % names.len()])
                .field("url", "javascript:alert(1)")
                .field("title", names[(i + 3) % names.len()]);
            for j in others {
                made = made.cast(&ids[j], names[j], kinds[j % 7], j % 4 != 0);
            }
            let [a, b, c] = others.map(|j| ids[j].as_str());
            made.names(&[a, b, c])
                .says(a, names[(i + 7) % names.len()], &[b])
                .quote("indirect", Some(b), "that </script> it \"was\" so", &[c], Some(a))
                .record()
        })
        .collect()
}

#[test]
fn hostile_names_are_read_back_from_every_format() {
    if !asked() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let graph = graph(Options::default(), &hostile()).measured(None).laid_out();
    let options = ExportOptions {
        title: "A \"title\" </title> & ]]> \\".to_owned(),
        ..ExportOptions::default()
    };
    let endings = [
        ("json", "json"),
        ("node-link", "node-link.json"),
        ("d3", "d3.json"),
        ("graphology", "graphology.json"),
        ("cytoscape", "cyjs"),
        ("jgf", "jgf"),
        ("graphml", "graphml"),
        ("gexf", "gexf"),
        ("csv", "csv"),
        ("ftm", "ftm.jsonl"),
        ("dot", "dot"),
        ("mermaid", "mmd"),
        ("svg", "svg"),
        ("png", "png"),
        ("pdf", "pdf"),
    ];
    for (format, ending) in endings {
        write(&graph, format, &at(&format!("hostile.{ending}")), &options);
    }
    write(&graph, "csv", &at("safe.csv"), &ExportOptions { csv_safe: true, ..options.clone() });
    write(&graph, "neo4j", &at("neo.neo4j"), &options);
    let engine = Some("sfdp".to_owned());
    write(&graph, "svg", &at("engine.svg"), &ExportOptions { engine, ..options });
    run("python3", &[&formats().join("read.py"), folder.path()]);
    run("node", &[&formats().join("read.mjs"), folder.path()]);
}

#[test]
fn records_are_what_their_schema_says() {
    if !asked() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let print = |args: &[&str], name: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_whosaid"));
        let command = command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{args:?}");
        let path = folder.path().join(name);
        fs::write(&path, output.stdout).unwrap();
        path
    };
    let schema = print(&["schema", "extraction"], "schema.json");
    let gazetteer = "examples/harbour/gazetteer.toml";
    for (name, args) in [
        ("all", vec!["extract", "examples/harbour", "-g", gazetteer]),
        ("unlisted", vec!["extract", "examples/harbour"]),
    ] {
        let lines = print(&args, &format!("{name}.jsonl"));
        run("python3", &[&formats().join("validate.py"), &schema, &lines]);
    }
}

/// Planted parts with chance between them, by a fixed generator.
fn planted(parts: usize, size: usize, inside: u64, between: u64, seed: u64) -> EntityGraph {
    let mut state = seed;
    let mut chance = |of: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % of
    };
    let name = |i: usize| format!("p{i:04}");
    let all = parts * size;
    let mut records = Vec::new();
    for i in 0..all {
        for j in i + 1..all {
            let often = if i / size == j / size { inside } else { between };
            if chance(1000) >= often {
                continue;
            }
            let (a, b) = (name(i), name(j));
            let mut made = article(&format!("d{i}-{j}"));
            for _ in 0..=chance(4) {
                made = made.names(&[&a, &b]);
            }
            if chance(3) == 0 {
                made = made.says(&a, &format!("“{b} is right about {i} and {j}.”"), &[&b]);
            }
            records.push(made.record());
        }
    }
    graph(Options::default(), &records)
}

#[test]
fn measures_equal_those_of_networkx_and_igraph() {
    if !asked() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let graphs = [
        ("clear", planted(6, 20, 400, 5, 7)),
        ("faint", planted(8, 25, 220, 25, 11)),
        ("sparse", planted(20, 12, 250, 4, 13)),
    ];
    for (name, graph) in graphs {
        let graph = graph.measured(Some(true));
        let path = folder.path().join(format!("{name}.measured.json"));
        write(&graph, "node-link", &path, &ExportOptions::default());
    }
    run("python3", &[&formats().join("measures.py"), folder.path()]);
}

#[test]
fn records_of_nothing_make_files_that_are_read() {
    if !asked() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let empty = graph(Options::default(), &[]).measured(None).laid_out();
    for format in ["graphml", "gexf", "svg", "dot", "node-link"] {
        let path = folder.path().join(format!("empty.{format}"));
        write(&empty, format, &path, &ExportOptions::default());
        assert!(fs::metadata(&path).unwrap().len() > 0);
    }
    run("dot", &[Path::new("-Tsvg"), Path::new("-o/dev/null"), &folder.path().join("empty.dot")]);
}

#[test]
fn a_proposal_is_accepted_in_a_terminal_and_kept() {
    if !asked() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (article, list) = (folder.path().join("a.txt"), folder.path().join("list.toml"));
    let text = "Mayor Judith Harker closed the bridge. “It is not safe,” Harker said. Captain Peter \
                Vale disagreed. “It is,” Vale said.\n";
    fs::write(&article, text).unwrap();
    let entity = "# the harbour story\n[[entity]]\nid = \"otto\"\nkind = \"person\"\nname = \"Otto Brenn\"\n";
    fs::write(&list, entity).unwrap();
    let whosaid = Path::new(env!("CARGO_BIN_EXE_whosaid"));
    run("python3", &[&formats().join("dialogue.py"), whosaid, &article, &list]);
}

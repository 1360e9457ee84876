//! The command as a user runs it.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use serde_json::Value;

mod graph;
mod resolve;
mod suggest;

const STORY: &[&str] = &["examples/harbour", "-g", "examples/harbour/gazetteer.toml"];

fn whosaid(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn piped(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap().ok();
    output
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn records(output: &Output) -> Vec<Value> {
    out(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The story's arguments with others around them.
fn story<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<&'a str> {
    [before, STORY, after].concat()
}

#[test]
fn the_story_is_told_right() {
    let output = whosaid(&story(&["extract"], &[]));
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let records = records(&output);
    assert_eq!(records.len(), 8);
    let said = |record: &Value, words: &str| {
        let quotes = record["quotes"].as_array().unwrap().clone();
        let found = quotes.into_iter().find(|q| {
            q["content"]
                .as_array()
                .unwrap()
                .iter()
                .any(|s| s["text"].as_str().unwrap().contains(words))
        });
        found.unwrap_or_else(|| panic!("no quotation holds {words:?}"))
    };
    let speaker = |id: &str, words: &str| {
        let record = records.iter().find(|r| r["document"]["id"] == id).unwrap();
        said(record, words)["speaker"]["entity"].as_str().map(str::to_owned)
    };
    let expected = [
        ("strike-begins", "offered a pizza", Some("katsiaryna-halubovich")),
        ("strike-begins", "irresponsible", Some("viktar-zhdanouski")),
        ("strike-begins", "I love this ship", Some("tomasz-wilczek")),
        ("minister-answers", "ferries will sail, with", Some("viktar-zhdanouski")),
        ("minister-answers", "tied a knot", Some("katsiaryna-halubovich")),
        ("minister-answers", "tired people", Some("aisling-moore")),
        ("strike-begins-gazette", "My daughter", Some("discovered:marta-quist")),
        ("report-leaked", "Had we seen it", Some("aisling-moore")),
        ("report-leaked", "put in a drawer", None),
        ("cyrillic-letter", "I have changed", Some("discovered:marta-quist")),
        ("cyrillic-letter", "made me cry", Some("katsiaryna-halubovich")),
        ("deal", "Everybody gave", Some("katsiaryna-halubovich")),
        ("deal", "drawer is open", Some("ilse-tamm")),
    ];
    for (id, words, entity) in expected {
        assert_eq!(speaker(id, words).as_deref(), entity, "{id}: {words}");
    }
}

#[test]
fn offsets_are_code_points() {
    let text = "«Я дома», – 😀 “We open on Monday,” said Ada Brook, 42.";
    let output = piped(&["extract", "-"], text.as_bytes());
    let record = &records(&output)[0];
    let chars: Vec<char> = text.chars().collect();
    assert_eq!(record["document"]["chars"], chars.len());
    let quote = record["quotes"].as_array().unwrap().iter().find(|q| q["kind"] == "direct");
    let part = &quote.unwrap()["content"][0];
    let at = |key: &str| usize::try_from(part[key].as_u64().unwrap()).unwrap();
    let cut: String = chars[at("start")..at("end")].iter().collect();
    assert_eq!(Value::from(cut), part["text"]);
}

#[test]
fn the_same_bytes_on_every_run_and_any_thread_count() {
    let once = whosaid(&story(&["extract"], &["-j", "1"]));
    assert!(!once.stdout.is_empty());
    for threads in ["1", "2", "7"] {
        assert_eq!(whosaid(&story(&["extract"], &["-j", threads])).stdout, once.stdout);
    }
    let graph = whosaid(&story(&["build"], &["-o", "-", "--format", "json", "-j", "1"]));
    assert!(graph.stdout.starts_with(b"{"), "{}", err(&graph));
    let again = whosaid(&story(&["build"], &["-o", "-", "--format", "json", "-j", "2"]));
    assert_eq!(again.stdout, graph.stdout);
}

#[test]
fn the_two_halves_give_what_build_gives() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("records.jsonl");
    let path = path.to_str().unwrap();
    assert!(whosaid(&story(&["extract"], &["-o", path])).status.success());
    let halves = whosaid(&["graph", path, "-o", "-", "--format", "json"]);
    let whole = whosaid(&story(&["build"], &["-o", "-", "--format", "json"]));
    assert!(halves.status.success(), "{}", err(&halves));
    assert_eq!(out(&halves), out(&whole));
}

#[test]
fn one_bad_document_is_named_and_passed() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    write("a.txt", "“Fine,” said Ada Brook.".as_bytes());
    write("b.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0");
    write("c.txt", b"");
    write("d.txt", b"caf\xe9 is open, said the owner of the caf\xe9");
    write("e.txt", b"nul\0inside");
    write("f.jsonl", b"{\"id\":\"g\",\"text\":\"x\"}\n{\"id\":\n{\"id\":\"g\",\"text\":\"y\"}\n");
    let output = whosaid(&["extract", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let ids: Vec<Value> = records(&output).iter().map(|r| r["document"]["id"].clone()).collect();
    assert_eq!(ids, ["a.txt", "c.txt", "d.txt", "e.txt", "g"]);
    let told = err(&output);
    for part in
        ["b.txt: not a text", "d.txt: read as", "f.jsonl:2: column", "id “g” was read before"]
    {
        assert!(told.contains(part), "{part:?} is not in {told}");
    }
}

#[test]
fn usage_and_missing_files_exit_with_2() {
    let empty = tempfile::tempdir().unwrap();
    let cases: &[(&[&str], &str)] = &[
        (&["extract"], "INPUT"),
        (&["extract", "no-such-file.txt"], "no-such-file.txt"),
        (&["extract", empty.path().to_str().unwrap()], "no articles in this folder"),
        (&["extract", "examples/harbour", "-g", "no.toml"], "no.toml"),
        (&["extract", "examples/harbour", "--min-score", "7"], "--min-score"),
        (&["build", "examples/harbour", "-o", "graph.doc"], "graph.doc"),
        (&["extract", "examples/harbour", "-o", "no/such/folder.jsonl"], "folder.jsonl"),
        (&["eval", "no-gold", "no-records"], "no-gold"),
    ];
    for (args, part) in cases {
        let output = whosaid(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {}", err(&output));
        assert!(err(&output).contains(part), "{args:?}: {part:?} is not in {}", err(&output));
        assert!(output.stdout.is_empty(), "{args:?}");
    }
}

#[test]
fn hostile_texts_are_read_in_good_time() {
    let texts: &[(&str, String)] = &[
        ("unclosed marks", "“ ".repeat(10_000)),
        ("unclosed straight marks", "\" said he. ".repeat(10_001)),
        ("nested marks", "“‘".repeat(20_000) + &"’”".repeat(20_000)),
        ("one long line", "“We sail,” said Ada Brook of Velin. ".repeat(40_000)),
        ("they of one", "Ada Brook came. “We sail,” they said. ".repeat(60_000)),
        (
            "they of two",
            "Ada Brook and Tom Reed came. ".to_owned() + &"“We sail,” they said. ".repeat(60_000),
        ),
        ("turns", "Q: Why do we sail?\nA: We sail for Velin.\n".repeat(40_000)),
        ("one long word", "x".repeat(3_000_000)),
        ("capitals", "Ada Brook Velin Moore ".repeat(40_000)),
        ("blank lines", "\n\n".repeat(500_000)),
        ("abbreviations", "U.S. Mr. Dr. ".repeat(40_000)),
        ("controls", "\u{1}\u{7f}a\u{202e}b\u{feff}c ".repeat(1_000)),
        ("marks that combine", format!("e{} said", "\u{301}".repeat(200_000))),
    ];
    for (name, text) in texts {
        let started = std::time::Instant::now();
        let output =
            piped(&["extract", "-", "-g", "examples/harbour/gazetteer.toml"], text.as_bytes());
        let told = err(&output);
        assert!(matches!(output.status.code(), Some(0 | 1)), "{name}: {told}");
        // no figure of speed: only that nothing grows with the square of the text
        assert!(started.elapsed().as_secs() < 60, "{name}: {:?}", started.elapsed());
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_whosaid"))
        .args(story(&["extract"], &[]))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
}

#[test]
fn quotes_are_listed_as_text_csv_and_json() {
    let text = out(&whosaid(&story(&["quotes"], &["--speaker", "Moore"])));
    assert!(text.contains("Aisling Moore") && text.contains("tired people"), "{text}");
    assert!(!text.contains("offered a pizza"), "{text}");
    let csv = whosaid(&story(&["quotes"], &["--format", "csv"]));
    let mut reader = csv::Reader::from_reader(csv.stdout.as_slice());
    assert_eq!(reader.headers().unwrap().iter().filter(|h| *h == "speaker").count(), 1);
    let rows = reader.records().map(Result::unwrap).count();
    let json = records(&whosaid(&story(&["quotes"], &["--format", "jsonl"])));
    assert_eq!(rows, json.len());
    assert!(rows > 25, "{rows}");
}

#[test]
fn explain_names_rules_and_evidence() {
    let text = out(&whosaid(&story(&["explain"], &[])));
    for part in ["[Aisling Moore]", "rule ", "rests on", "cue ", "→ katsiaryna-halubovich: "] {
        assert!(text.contains(part), "{part:?} is not in the explanation");
    }
}

#[test]
fn explain_shows_what_was_considered_for_one_quotation() {
    let folder = tempfile::tempdir().unwrap();
    let article = folder.path().join("a.txt");
    fs::write(&article, "Mayor Anna Roe met Jane Orr. “It will hold,” she said. Orr left.")
        .unwrap();
    let article = article.to_str().unwrap();
    let text = out(&whosaid(&["explain", article, "--quote", "1"]));
    for part in ["said by “she” (", "→ after", "colon ", "points: Jane Orr", "points: Anna Roe"]
    {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    let all = records(&whosaid(&["explain", article, "--json"]));
    assert_eq!(all.len(), 1);
    let rules = all[0]["stretches"][0]["rules"].as_array().unwrap();
    assert_eq!(rules.iter().filter(|rule| rule["won"] == true).count(), 1);
    assert_eq!(all[0]["stretches"][0]["candidates"].as_array().unwrap().len(), 2);
    // who spoke last counts, without marks too
    let most = |first: &str| {
        let text = format!("{first} “It will hold,” she said.");
        fs::write(article, text).unwrap();
        let all = records(&whosaid(&["explain", article, "--json"]));
        let candidates = all.iter().flat_map(|one| one["stretches"].as_array().unwrap());
        candidates.filter_map(|one| one["candidates"][0]["points"].as_i64()).max().unwrap()
    };
    let (reported, walked) = ("Anna Roe said the bridge was old.", "Anna Roe crossed the bridge.");
    assert_eq!(most(reported), most(walked) + 25);
    fs::write(article, "“It will hold,” she said.").unwrap();
    let missing = whosaid(&["explain", article, "--quote", "7"]);
    assert!(String::from_utf8_lossy(&missing.stderr).contains("no quotation 7; there are 1"));
}

#[test]
fn eval_gives_full_marks_to_what_is_its_own_gold() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let output = whosaid(&story(&["extract"], &[]));
    fs::write(path("records.jsonl"), &output.stdout).unwrap();
    fs::write(path("gold.jsonl"), as_gold(&records(&output))).unwrap();
    let figures = eval(&path("gold.jsonl"), &path("records.jsonl"));
    for name in ["quotes", "mentions", "detection"] {
        assert_eq!(figures[name]["f1"], 1.0, "{name}");
    }
    for name in ["kind", "speaker", "source", "cue"] {
        assert_eq!(figures[name]["share"], 1.0, "{name}");
        assert!(figures[name]["of"].as_u64().unwrap() > 10, "{name}");
    }
    assert_eq!(figures["false"], 0);
}

fn eval(gold: &Path, records: &Path) -> Value {
    let args = ["eval", gold.to_str().unwrap(), records.to_str().unwrap(), "--json"];
    let output = whosaid(&args);
    assert!(output.status.success(), "{}", err(&output));
    serde_json::from_str(&out(&output)).unwrap()
}

/// Records in the form of gold: one entry a stretch.
fn as_gold(records: &[Value]) -> String {
    let line = |record: &Value| {
        let mut quotes = Vec::new();
        for quote in record["quotes"].as_array().unwrap() {
            for part in quote["content"].as_array().unwrap() {
                if quote["kind"] != "indirect" {
                    let mut entry = quote.clone();
                    for key in ["start", "end", "text"] {
                        entry[key] = part[key].clone();
                    }
                    quotes.push(entry);
                }
            }
        }
        let gold = serde_json::json!({
            "document": record["document"], "mentions": record["mentions"], "quotes": quotes,
        });
        gold.to_string() + "\n"
    };
    records.iter().map(line).collect()
}

/// What the story gives, kept to be read in review: after a change that is meant, write the new
/// output over the file.
#[test]
fn the_story_gives_what_the_snapshots_hold() {
    let cases: &[(&str, &[&str], &[&str])] = &[
        ("explain.txt", &["explain"], &[]),
        ("quotes.txt", &["quotes"], &[]),
        ("graph.dot", &["build"], &["-o", "-", "--format", "dot"]),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    for (name, before, after) in cases {
        let kept = fs::read_to_string(folder.join(name)).unwrap();
        let now = out(&whosaid(&story(before, after)));
        let differs = kept.lines().zip(now.lines()).position(|(a, b)| a != b);
        assert!(kept == now, "{name} differs from line {:?} on", differs.map(|line| line + 1));
    }
}

//! Names at 1k, 10k, 100k and 1M: build, memory, load, speed, beside the aho-corasick crate alone.
//!
//! `cargo bench --bench names [SIZE…]`; the names and the text are made up, the same on every run.
//! Times are processor time of the one thread that works.
//!
//! `cargo bench --bench names -- --ablation LIST.jsonl QUERIES.jsonl` writes for each way of
//! recognising names, switched off in turn, the answers to the queries' `variant` fields to
//! `QUERIES.jsonl.NAME`: what a scorer needs.
//!
//! `cargo bench --bench names -- --lookup LIST.jsonl QUERIES.jsonl` measures the mean time of looking
//! up the queries' `variant` fields; `-- --scan LIST.jsonl DOCUMENTS.jsonl` the speed on texts of
//! one's own (`text` fields), the first time and again; `-- --answers LIST.jsonl ROWS.jsonl` writes
//! everything that is found, to compare two states of the program.

#![allow(clippy::print_stdout)]

use std::{
    fs,
    hint::black_box,
    io::{BufWriter, Write},
    path::Path,
};

use aho_corasick::AhoCorasick;
use whosaid::{
    Document, Gazetteer, Language,
    mention::{CacheState, CompiledLists, Matcher, Tiers},
    resolve,
    segmented::Segmented,
};

const STARTS: &[&str] = &["Bra", "Dol", "Fen", "Gri", "Har", "Kel", "Lor", "Mar", "Nev", "Ost"];
const MIDDLES: &[&str] = &["", "ba", "de", "ka", "li", "mo", "na", "ri", "so", "ve"];
const ENDS: &[&str] = &["n", "ck", "dt", "ff", "ll", "nsky", "ova", "ris", "ston", "vich"];
const FILLER: &str = "said on the record that the harbour would open again when the council had \
                      settled who pays for the repairs to its walls and how long they may take";
const BYTES: usize = 8 << 20;

/// One of a hundred thousand words.
fn word(n: usize) -> String {
    let digit = |place: u32| n / 10_usize.pow(place) % 10;
    let middles = [MIDDLES[digit(1)], MIDDLES[digit(2)], MIDDLES[digit(4)]].concat();
    format!("{}{middles}{}", STARTS[digit(0)], ENDS[digit(3)])
}

fn name(n: usize) -> String {
    // no two are alike
    format!("{} {}", word(n * 7919 % 1000), word((n * 104_729 + n / 100_000) % 100_000))
}

/// The gazetteer, read from a file of JSON Lines as a user's would be, and the seconds it took.
fn gazetteer(names: usize, path: &Path) -> (Gazetteer, f64) {
    let mut out = BufWriter::new(fs::File::create(path).expect("a file"));
    for n in 0..names {
        let name = name(n);
        writeln!(out, r#"{{"id":"e{n}","kind":"person","name":"{name}"}}"#).expect("room");
    }
    drop(out);
    let start = seconds();
    let gazetteer = Gazetteer::load([path]).expect("a gazetteer");
    (gazetteer, seconds() - start)
}

/// The seconds it takes to read the compiled list back, and its MB.
fn compiled(path: &Path, folder: &Path) -> (f64, f64) {
    let lists = CompiledLists::new(folder, b"bench");
    drop(lists.load(&[path]).expect("a gazetteer"));
    let start = seconds();
    let (gazetteer, _, state) = lists.load(&[path]).expect("a gazetteer");
    let load = seconds() - start;
    assert!(state == CacheState::Read && !gazetteer.is_empty(), "{state:?}");
    let bytes = fs::metadata(lists.path(&[path])).expect("a compiled list").len();
    (load, bytes as f64 / 1e6)
}

/// Articles that name somebody listed about every hundred letters, common ones more often.
fn text(names: usize) -> String {
    let mut out = String::with_capacity(BYTES + 256);
    let mut seed = 1_usize;
    while out.len() < BYTES {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let share = (seed >> 33) % 1000 + 1;
        let who = (seed >> 13) % (names / share + 1);
        out.push_str(&format!("Yesterday {} {FILLER}.\n", name(who)));
    }
    out
}

/// Processor time of this thread, in seconds.
fn seconds() -> f64 {
    let stat = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanos: f64 = stat.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0.0);
    nanos / 1e9
}

/// Resident memory in MB, now and at its most.
fn memory() -> (f64, f64) {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find(|line| line.starts_with(name))?;
        line.split_whitespace().nth(1)?.parse::<f64>().ok()
    };
    let mb = |name| field(name).unwrap_or(0.0) / 1e3;
    (mb("VmRSS"), mb("VmHWM"))
}

/// What else is measured than the made-up names.
const MODES: [(&str, fn(&Path, &str)); 4] =
    [("--ablation", ablation), ("--answers", answers), ("--lookup", lookup), ("--scan", scan)];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    for (mode, run) in MODES {
        let at = args.iter().position(|a| a == mode).unwrap_or(args.len());
        if let [_, list, input, ..] = &args[at..] {
            return run(Path::new(list), input);
        }
    }
    let sizes: Vec<usize> = args.iter().filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000, 1_000_000] } else { sizes };
    println!(
        "names     load s  build s  index MB  peak MB  compiled s    MB  folded MB/s  all MB/s  mentions | \
         aho-corasick: build s  MB/s   hits | ratio"
    );
    let folder = std::env::temp_dir().join(format!("whosaid-bench-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let list = folder.join("list.jsonl");
    for names in sizes {
        let (gazetteer, load) = gazetteer(names, &list);
        let text = text(names);
        let (before, _) = memory();
        let start = seconds();
        let matcher = Matcher::new(&gazetteer);
        let build = seconds() - start;
        let (after, peak) = memory();
        let (all, mentions) = whosaid(&matcher, &gazetteer, &text);
        drop(matcher);
        let matcher = Matcher::with(&gazetteer, Tiers::NONE);
        let (folded, _) = whosaid(&matcher, &gazetteer, &text);
        drop((matcher, gazetteer));
        let (cached, megabytes) = compiled(&list, &folder);
        let (other_build, other, hits) = aho_corasick(names, &text);
        println!(
            "{names:<9} {load:>6.2} {build:>8.2} {:>9.0} {peak:>8.0} {cached:>11.2} {megabytes:>5.0} {folded:>12.1} {all:>9.1} \
             {mentions:>9} | {other_build:>21.2} {other:>5.0} {hits:>6} | {:>5.2}",
            after - before,
            folded / other,
        );
    }
    fs::remove_dir_all(&folder).expect("the folder");
}

fn whosaid(matcher: &Matcher, gazetteer: &Gazetteer, text: &str) -> (f64, usize) {
    let documents: Vec<Document> = text
        .as_bytes()
        .chunks(5_000)
        .map(|chunk| Document::new("d", String::from_utf8_lossy(chunk).into_owned()))
        .collect();
    speed(matcher, gazetteer, &documents)
}

/// MB a second, and how many mentions there are.
fn speed(matcher: &Matcher, gazetteer: &Gazetteer, documents: &[Document]) -> (f64, usize) {
    let language = Language::english();
    let segmented: Vec<Segmented<'_>> =
        documents.iter().map(|d| Segmented::new(d, &language)).collect();
    let bytes: usize = documents.iter().map(|d| d.text.len()).sum();
    let start = seconds();
    let mentions = segmented.iter().map(|s| black_box(matcher.find(s, gazetteer)).len()).sum();
    (bytes as f64 / 1e6 / (seconds() - start), mentions)
}

/// The rows of a file of JSON Lines.
fn rows(path: &str) -> Vec<serde_json::Value> {
    let rows = fs::read_to_string(path).expect("a file of JSON Lines");
    rows.lines().map(|row| serde_json::from_str(row).expect("JSON")).collect()
}

/// The mean time of a lookup.
fn lookup(list: &Path, queries: &str) {
    let gazetteer = Gazetteer::load([list]).expect("a gazetteer");
    let matcher = Matcher::new(&gazetteer);
    let rows = rows(queries);
    let names: Vec<&str> = rows.iter().filter_map(|row| row["variant"].as_str()).collect();
    resolve::resolve(&matcher, &gazetteer, "Ada Brook");
    let start = seconds();
    for name in &names {
        black_box(resolve::resolve(&matcher, &gazetteer, name));
    }
    let each = (seconds() - start) * 1e6 / names.len() as f64;
    println!("{} lookups among {} entities, {each:.1} µs each", names.len(), gazetteer.len());
}

/// The mentions of each `text` and the answers to each `variant`, one a line.
fn answers(list: &Path, rows: &str) {
    let gazetteer = Gazetteer::load([list]).expect("a gazetteer");
    let matcher = Matcher::new(&gazetteer);
    let language = Language::english();
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (at, row) in self::rows(rows).iter().enumerate() {
        if let Some(name) = row["variant"].as_str() {
            let answer = resolve::resolve(&matcher, &gazetteer, name);
            writeln!(out, "{at} {name} {answer:?}").expect("room");
        }
        if let Some(text) = row["text"].as_str() {
            let document = Document::new("d", text);
            for mention in matcher.find(&Segmented::new(&document, &language), &gazetteer) {
                writeln!(out, "{at} {mention:?}").expect("room");
            }
        }
    }
}

/// The speed on texts that are not made up.
fn scan(list: &Path, documents: &str) {
    let gazetteer = Gazetteer::load([list]).expect("a gazetteer");
    let text = |row: serde_json::Value| row["text"].as_str().unwrap_or_default().to_owned();
    let documents: Vec<Document> =
        rows(documents).into_iter().map(|row| Document::new("d", text(row))).collect();
    for (name, tiers) in [("folded", Tiers::NONE), ("all", Tiers::ALL)] {
        if std::env::args().any(|arg| arg == format!("--not-{name}")) {
            continue;
        }
        let matcher = Matcher::with(&gazetteer, tiers);
        let once = std::env::args().any(|arg| arg == "--once");
        for round in 1..=if once { 1 } else { 3 } {
            let (speed, mentions) = speed(&matcher, &gazetteer, &documents);
            println!("{name:>6}, round {round}: {speed:>6.1} MB/s, {mentions} mentions");
        }
    }
}

fn aho_corasick(names: usize, text: &str) -> (f64, f64, usize) {
    let start = seconds();
    let names: Vec<String> = (0..names).map(name).collect();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&names);
    let automaton = automaton.expect("an automaton");
    let build = seconds() - start;
    let start = seconds();
    let hits = automaton.find_iter(text).count();
    (build, text.len() as f64 / 1e6 / (seconds() - start), hits)
}

/// The answers with each way of recognising names switched off, and with none.
fn ablation(list: &Path, queries: &str) {
    let gazetteer = Gazetteer::load([list]).expect("a gazetteer");
    let rows = rows(queries);
    for (name, tiers) in [
        ("all", Tiers::ALL),
        ("transliterated", Tiers { transliterated: false, ..Tiers::ALL }),
        ("given", Tiers { given: false, ..Tiers::ALL }),
        ("inflected", Tiers { inflected: false, ..Tiers::ALL }),
        ("misspelt", Tiers { misspelt: false, ..Tiers::ALL }),
        ("parts", Tiers { parts: false, ..Tiers::ALL }),
        ("none", Tiers::NONE),
    ] {
        let matcher = Matcher::with(&gazetteer, tiers);
        let mut out =
            BufWriter::new(fs::File::create(format!("{queries}.{name}")).expect("a file"));
        for row in &rows {
            let mut row = row.clone();
            let variant = row["variant"].as_str().expect("a variant");
            let entity = resolve::resolve(&matcher, &gazetteer, variant).entity;
            row["entity"] = serde_json::to_value(entity).expect("an id");
            writeln!(out, "{row}").expect("room");
        }
    }
}

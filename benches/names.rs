//! Names at 1k, 10k, 100k and 1M: build, memory, speed, beside the aho-corasick crate alone.
//!
//! `cargo bench --bench names [SIZE…]`; the names and the text are made up, the same on every run.

use std::{fs, hint::black_box, time::Instant};

use aho_corasick::AhoCorasick;
use whosaid::{Document, Gazetteer, Language, mention::Matcher, segmented::Segmented};

const STARTS: &[&str] = &["Bra", "Dol", "Fen", "Gri", "Har", "Kel", "Lor", "Mar", "Nev", "Ost"];
const MIDDLES: &[&str] = &["", "ba", "de", "ka", "li", "mo", "na", "ri", "so", "ve"];
const ENDS: &[&str] = &["n", "ck", "dt", "ff", "ll", "nsky", "ova", "ris", "ston", "vich"];
const FILLER: &str = "said on the record that the harbour would open again when the council had \
                      settled who pays for the repairs to its walls and how long they may take";
const BYTES: usize = 8 << 20;

fn word(n: usize) -> String {
    let (a, b, c, d) = (n % 10, n / 10 % 10, n / 100 % 10, n / 1000 % 10);
    format!("{}{}{}{}", STARTS[a], MIDDLES[b], MIDDLES[c], ENDS[d])
}

fn name(n: usize) -> String {
    format!("{} {}", word(n * 7919 % 1000), word(n * 104_729 % 10_000))
}

fn gazetteer(names: usize) -> Gazetteer {
    let mut gazetteer = Gazetteer::new();
    for n in 0..names {
        let value = serde_json::json!({ "id": format!("e{n}"), "kind": "person", "name": name(n) });
        gazetteer.add(serde_json::from_value(value).expect("an entity"));
    }
    gazetteer
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

/// Resident memory, in MB.
fn memory() -> f64 {
    let statm = fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = statm.split(' ').nth(1).and_then(|p| p.parse().ok()).unwrap_or(0.0);
    pages * 4096.0 / 1e6
}

#[expect(clippy::print_stdout, reason = "a bench prints")]
fn main() {
    let sizes: Vec<usize> = std::env::args().skip(1).filter_map(|a| a.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1_000, 10_000, 100_000, 1_000_000] } else { sizes };
    println!("names     build s  memory MB   MB/s  mentions | aho-corasick: build s  MB/s  hits");
    for names in sizes {
        let gazetteer = gazetteer(names);
        let text = text(names);
        let before = memory();
        let start = Instant::now();
        let matcher = Matcher::new(&gazetteer);
        let build = start.elapsed().as_secs_f64();
        let grown = memory() - before;
        let (speed, mentions) = whosaid(&matcher, &gazetteer, &text);
        let (other_build, other_speed, hits) = aho_corasick(names, &text);
        println!(
            "{names:<9} {build:>7.2} {grown:>10.0} {speed:>6.1} {mentions:>9} | \
             {other_build:>21.2} {other_speed:>5.0} {hits:>5}"
        );
    }
}

fn whosaid(matcher: &Matcher, gazetteer: &Gazetteer, text: &str) -> (f64, usize) {
    let language = Language::english();
    let documents: Vec<Document> = text
        .as_bytes()
        .chunks(5_000)
        .map(|chunk| Document::new("d", String::from_utf8_lossy(chunk).into_owned()))
        .collect();
    let segmented: Vec<Segmented<'_>> =
        documents.iter().map(|d| Segmented::new(d, &language)).collect();
    let start = Instant::now();
    let mentions = segmented.iter().map(|s| black_box(matcher.find(s, gazetteer)).len()).sum();
    (text.len() as f64 / 1e6 / start.elapsed().as_secs_f64(), mentions)
}

fn aho_corasick(names: usize, text: &str) -> (f64, f64, usize) {
    let start = Instant::now();
    let names: Vec<String> = (0..names).map(name).collect();
    let automaton = AhoCorasick::builder().ascii_case_insensitive(true).build(&names);
    let automaton = automaton.expect("an automaton");
    let build = start.elapsed().as_secs_f64();
    let start = Instant::now();
    let hits = automaton.find_iter(text).count();
    (build, text.len() as f64 / 1e6 / start.elapsed().as_secs_f64(), hits)
}

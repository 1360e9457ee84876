//! Synthetic records to a graph: time, peak memory, bytes.
//!
//! `cargo bench --bench graph [-- RECORDS]`, a million unless told. The records are made on the way
//! and never all in memory, as from a file. They are of a thousand beats, each with its thirty
//! people, so that the graph fills up while records go on coming; a quarter of the articles are
//! another outlet's copy of the one before. Each way of counting runs in a process of its own.

#![allow(clippy::print_stdout)]

use std::{fs, process::Command, time::Instant};

use serde_json::{Value, json};
use whosaid::{
    Record,
    export::{ExportOptions, format_named},
    graph::{Options, Tally},
};

const BEATS: u64 = 1_000;
const PEOPLE: u64 = 30;
const OUTLETS: u64 = 300;
/// Words of the language that quotations are made of.
const VOCABULARY: u64 = 20_000;

struct Chance(u64);

impl Chance {
    fn of(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    /// Few of so many come often, most seldom.
    fn seldom(&mut self, n: u64) -> u64 {
        let range = self.of(8);
        self.of((n >> range).max(4).min(n))
    }
}

/// A word that differs from others in its first letters, by which words are compared.
fn word(number: u64) -> String {
    let letter = |place: u32| char::from(b'a' + (number / 26_u64.pow(place) % 26) as u8);
    (0..4).map(letter).collect()
}

fn record(number: u64) -> Record {
    // Every fourth article is a copy of the one before it, in another outlet.
    let story = if number % 4 == 3 { number - 1 } else { number };
    let mut chance = Chance(story.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let beat = chance.seldom(BEATS);
    let cast: Vec<u64> =
        (0..4 + chance.of(5)).map(|_| beat * PEOPLE + chance.seldom(PEOPLE)).collect();
    let mut mentions: Vec<Value> = Vec::new();
    let mut sentences: Vec<Value> = Vec::new();
    let mut quotes: Vec<Value> = Vec::new();
    for (i, pair) in cast.windows(2).enumerate() {
        let start = i as u64 * 200;
        for (j, entity) in pair.iter().enumerate() {
            let at = start + j as u64 * 60;
            mentions.push(json!({
                "start": at, "end": at + 12, "text": format!("Person {entity}"),
                "entity": format!("p{entity}"), "word": i * 20 + j * 8,
                "match": {"tier": "exact", "alias": null, "score": 1.0}}));
        }
        sentences.push(json!({"start": start, "end": start + 190, "paragraph": i / 2,
            "text": format!("Person {} was seen with Person {} on the quay that morning.", pair[0], pair[1])}));
        if i < 2 {
            let words: Vec<String> =
                (0..8 + chance.of(16)).map(|_| word(chance.seldom(VOCABULARY))).collect();
            let text = format!("“{}”", words.join(" "));
            let at =
                json!({"start": start, "end": start + 10, "text": format!("Person {}", pair[0])});
            let mut speaker = at.clone();
            speaker["entity"] = format!("p{}", pair[0]).into();
            speaker["by"] = "name".into();
            quotes.push(json!({
                "content": [{"start": start, "end": start + 100, "text": text}], "kind": "direct",
                "speaker": speaker, "cue": at, "mentions": [i * 2 + 1]}));
        }
    }
    let mut ids: Vec<u64> = cast.clone();
    ids.sort_unstable();
    ids.dedup();
    let entities: Vec<Value> = ids
        .iter()
        .map(|e| json!({"id": format!("p{e}"), "name": format!("Person {e}"), "kind": "person", "listed": true}))
        .collect();
    let day = story / 4 % 365;
    let document = json!({"id": format!("d{number:08}"), "title": format!("Story {story}"),
        "published": format!("2026-{:02}-{:02}", day / 31 + 1, day % 28 + 1),
        "source": format!("Outlet {}", Chance(number | 1 << 40).of(OUTLETS)), "chars": 2000, "sha256": ""});
    let value = json!({"schema": "whosaid.extraction/1", "document": document,
        "entities": entities, "mentions": mentions, "quotes": quotes, "sentences": sentences});
    serde_json::from_value(value).expect("it is a record")
}

/// Peak memory of this process in megabytes, where the system tells.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn main() {
    let numbers = || std::env::args().filter_map(|a| a.parse::<u64>().ok());
    let count = numbers().next().unwrap_or(1_000_000);
    if let Some(way) = numbers().nth(1) {
        return measure(count, way == 1);
    }
    let own = std::env::current_exe().expect("this program has a path");
    for way in ["0", "1"] {
        let status = Command::new(&own).args([&count.to_string(), way]).status();
        assert!(status.is_ok_and(|s| s.success()), "the run of one way failed");
    }
}

/// Counts so many records; says how long it took and how memory grew.
fn measure(count: u64, utterances: bool) {
    println!("{count} records, utterances told apart: {utterances}");
    let mut tally = Tally::new(Options { utterances, ..Options::default() });
    let mut counting = 0.0;
    for number in 0..count {
        let record = record(number);
        let started = Instant::now();
        tally.add(&record);
        counting += started.elapsed().as_secs_f64();
        if (number + 1) % (count / 4).max(1) == 0 {
            println!("  {:>9} records: {counting:6.1} s, peak {} MB", number + 1, peak());
        }
    }
    let started = Instant::now();
    let graph = tally.into_graph();
    println!("  finished in {:.1} s, peak {} MB", started.elapsed().as_secs_f64(), peak());
    assert_eq!(graph.summary().documents, count);
    assert!(graph.nodes().len() as u64 <= BEATS * PEOPLE);
    let mut bytes = Bytes(0);
    let started = Instant::now();
    let json = format_named("json").expect("it is there");
    json.write("", &graph, &ExportOptions::default(), &mut bytes).expect("nothing can fail");
    println!(
        "  {} nodes, {} edges, {} utterances in {} reports; json {:.0} MB in {:.1} s, peak {} MB",
        graph.nodes().len(),
        graph.edges().len(),
        graph.summary().utterances,
        graph.summary().reports,
        bytes.0 as f64 / 1e6,
        started.elapsed().as_secs_f64(),
        peak()
    );
}

/// Counts what is written to it.
struct Bytes(u64);

impl std::io::Write for Bytes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

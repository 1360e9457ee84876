//! What share of the time each stage of reading a document takes, on one thread, without a list.
//!
//! `cargo bench --bench stages -- DOCUMENTS.jsonl` (default: the stories of `examples/`).

#![allow(clippy::print_stdout)]

use std::{
    env,
    hint::black_box,
    io,
    path::PathBuf,
    time::{Duration, Instant},
};

use whosaid::{
    Document, Gazetteer, Language, Pipeline,
    attribution::{self, Context},
    input::Documents,
    mention::{self, Matcher},
    quote,
    segmented::Segmented,
};

/// The stages in order.
const STAGES: [&str; 6] =
    ["words", "listed names", "names found", "quotations", "attribution", "record"];
const ROUNDS: u32 = 3;

fn main() {
    let path = env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let path = PathBuf::from(path.unwrap_or_else(|| "examples".to_owned()));
    let mut documents: Vec<Document> = Vec::new();
    let opened = Documents::open(&[path]).expect("the documents can be read");
    documents.extend(opened.filter_map(Result::ok));
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let (gazetteer, language) = (Gazetteer::new(), Language::english());
    let matcher = Matcher::new(&gazetteer);
    let pipeline = Pipeline::builder().build(Gazetteer::new());
    let mut spent = [Duration::ZERO; STAGES.len()];
    for _ in 0..ROUNDS {
        for document in &documents {
            let mut last = Instant::now();
            let mut stage = 0;
            let mut done = |spent: &mut [Duration]| {
                let now = Instant::now();
                spent[stage] += now - last;
                (last, stage) = (now, stage + 1);
            };
            let segmented = Segmented::new(document, &language);
            done(&mut spent);
            let listed = matcher.find(&segmented, &gazetteer);
            done(&mut spent);
            let (mentions, cast) = mention::discover(&segmented, listed, &gazetteer);
            done(&mut spent);
            let quotes = quote::detect(&segmented);
            done(&mut spent);
            let context = Context {
                document: &segmented,
                gazetteer: &gazetteer,
                cast: &cast,
                mentions: &mentions,
            };
            black_box(attribution::attribute(&context, quotes));
            done(&mut spent);
            // all stages again, and the record: the difference is the record's
            let all = Instant::now();
            pipeline.write_record(document, &mut io::sink()).expect("a sink takes all");
            spent[5] += all.elapsed();
        }
    }
    let stages: Duration = spent[..5].iter().sum();
    spent[5] = spent[5].saturating_sub(stages);
    let total: Duration = spent.iter().sum();
    for (name, time) in STAGES.iter().zip(spent) {
        println!("{name:>14}  {:>5.1} %", 100.0 * time.as_secs_f64() / total.as_secs_f64());
    }
    let speed = bytes as f64 * f64::from(ROUNDS) / 1e6 / total.as_secs_f64();
    println!("{:>14}  {speed:.1} MB/s of {:.1} MB", "all", bytes as f64 / 1e6);
}

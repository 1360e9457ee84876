//! The shortest way from a text to who said what: `cargo run --example first`.
#![allow(clippy::print_stdout)]

use whosaid::{Document, Gazetteer, Pipeline};

fn main() {
    let pipeline = Pipeline::builder().build(Gazetteer::new());
    let text =
        "“We open on Monday,” said Ada Brook, 42. Tom Reed, her deputy, called that “brave”.";
    let record = pipeline.record(&Document::new("opening", text));
    for quote in &record.quotes {
        let who = quote.speaker.as_ref().map_or("nobody", |speaker| &speaker.at.text);
        println!("{who}: {}", quote.content[0].text);
    }
}

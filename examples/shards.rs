//! Counting in shards and merging in any order gives the same graph: `cargo run --example shards`.
#![allow(clippy::print_stdout)]

use whosaid::{
    Document, Gazetteer, Pipeline,
    graph::{Options, Tally},
};

fn main() {
    let pipeline = Pipeline::builder().build(Gazetteer::new());
    let texts = [
        "“Ada Brook is late,” said Tom Reed.",
        "Tom Reed thanked Ada Brook. “He is kind,” Ada Brook said.",
        "Ada Brook told Ida Vale that Tom Reed was late.",
    ];
    let shard = |numbers: &[usize]| {
        let mut tally = Tally::new(Options::default());
        for number in numbers {
            let document = Document::new(number.to_string(), texts[*number]);
            tally.add(&pipeline.record(&document));
        }
        tally
    };
    let mut one = shard(&[0]);
    one.merge(shard(&[2, 1]));
    let mut other = shard(&[1, 0]);
    other.merge(shard(&[2]));
    let (one, other) = (one.into_graph(), other.into_graph());
    assert!(one.edges().zip(other.edges()).all(|(a, b)| a.relation == b.relation));
    for edge in one.edges() {
        println!("{:?}: {} — {}", edge.relation, edge.a, edge.b);
    }
}

//! Who said what, about whom, and who appears with whom: from news articles and a gazetteer (people,
//! organisations and places with their aliases) to a graph with the evidence behind every edge.
//!
//! ```
//! use whosaid::{Document, Entity, Gazetteer, Kind, Pipeline, graph};
//!
//! let mut gazetteer = Gazetteer::new();
//! gazetteer.add(Entity::new("ada-brook", "Ada Brook", Kind::Person));
//! gazetteer.add(Entity::new("tom-reed", "Tom Reed", Kind::Person));
//!
//! let pipeline = Pipeline::builder().build(gazetteer);
//! let text = "“Tom Reed is late,” said Ada Brook, 42.";
//! let record = pipeline.record(&Document::new("quay", text));
//!
//! let mut tally = graph::Tally::new(graph::Options::default());
//! tally.add(&record);
//! let graph = tally.into_graph();
//! let tie = graph.edges().find(|e| e.relation == graph::Relation::Mentions).unwrap();
//! assert_eq!((tie.a.as_str(), tie.b.as_str()), ("ada-brook", "tom-reed"));
//! ```
//!
//! # By task
//! - Load a list: [`Gazetteer::load`]; make one in code: [`Gazetteer::add`].
//! - Read articles: [`input::Documents`], or [`Document::new`].
//! - Find what is in one: [`Pipeline::record`] (owned, serde, offsets in code points) or
//!   [`Pipeline::analyze`] (borrowed, offsets in bytes, with everything that `explain` shows).
//! - Count over many: [`graph::Tally`], which merges in any order; then [`graph::EntityGraph`].
//! - Write: [`export::GRAPH_FORMATS`], [`export::quotes`], [`export::annotated`].
//! - Clean a list of names: [`resolve`]. Measure: [`eval`]. Extend a list: [`suggest`].
//!
//! Errors arise only at the doors (loading, reading, writing) and are [`Error`]s that name file,
//! line and what to do; the stages between give a result for every text. The library starts no
//! thread and prints nothing.
//!
//! How the house is built and where a new thing goes: `ARCHITECTURE.md`.

pub mod attribution;
pub mod document;
pub mod error;
pub mod eval;
pub mod export;
pub mod gazetteer;
pub mod graph;
pub mod input;
pub mod language;
pub mod mention;
pub mod output;
pub mod pipeline;
pub mod quote;
pub mod record;
pub mod resolve;
pub mod segmented;
pub mod suggest;
pub mod text;

pub use document::{Document, Meta};
pub use error::{Error, Fault, Result};
pub use gazetteer::{Alias, Entity, EntityId, Gazetteer, Gender, Kind};
pub use language::Language;
pub use pipeline::Pipeline;
pub use record::Record;
pub use text::Span;

/// The README's code, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

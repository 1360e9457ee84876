//! Who said what, about whom, and who appears with whom.

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

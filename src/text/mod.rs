//! Floor 0: positions in a text, folding, segmentation. Knows no language and no names.

pub mod fold;
pub mod paragraph;
mod script;
pub mod segment;
mod span;

pub use script::Script;
pub use span::{CharOffsets, Span};

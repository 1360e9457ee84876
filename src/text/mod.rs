//! Floor 0: positions in a text, folding, segmentation. Knows no language and no names.

pub mod fold;
mod packed;
pub mod paragraph;
mod script;
pub mod segment;
mod span;

pub(crate) use packed::packed;
pub use script::Script;
pub use span::{CharOffsets, Span};

//! Floor 6: who appears with whom and who speaks of whom, as a graph with its evidence.

mod reader;

pub use reader::records;

//! Floor 7: the forms in which results are written.

pub mod annotated;
pub mod quotes;

//! One command a file.

pub(crate) mod build;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod gazetteer;
pub(crate) mod graph;
pub(crate) mod quotes;
pub(crate) mod resolve;
pub(crate) mod schema;
pub(crate) mod show;

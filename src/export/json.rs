//! The project's own JSON: everything that a graph holds, with its version inside.

use std::{
    collections::BTreeMap,
    io::{self, Read, Write},
    path::Path,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use super::{ExportOptions, GraphFormat};
use crate::{
    error::{Error, Result},
    graph::{Edge, EntityGraph, Node, Source, Summary},
};

/// Name and version of the format; its JSON Schema has the same id.
pub const SCHEMA: &str = "whosaid.graph/1";

pub(super) struct Json;

#[derive(Serialize)]
struct Written<'g> {
    schema: &'static str,
    generator: &'static str,
    title: &'g str,
    summary: &'g Summary,
    documents: Vec<&'g Arc<Source>>,
    nodes: Vec<&'g Node>,
    edges: Vec<&'g Edge>,
}

#[derive(Deserialize)]
struct Stored {
    schema: String,
    summary: Summary,
    documents: Vec<Source>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl GraphFormat for Json {
    fn name(&self) -> &'static str {
        "json"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["json"]
    }

    fn about(&self) -> &'static str {
        "everything, with evidence; read again by `graph` and `show`"
    }

    fn positions(&self) -> bool {
        true
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let written = Written {
            schema: SCHEMA,
            generator: concat!("whosaid ", env!("CARGO_PKG_VERSION")),
            title: &options.title,
            summary: graph.summary(),
            documents: graph.sources(),
            nodes: graph.nodes().collect(),
            edges: graph.edges().collect(),
        };
        serde_json::to_writer(&mut *out, &written)?;
        out.write_all(b"\n")
    }
}

/// Reads a graph that was written as `json`. `path` is named in errors.
///
/// # Errors
/// What is no such file, or one of another version.
pub fn read(path: &Path, input: impl Read) -> Result<EntityGraph> {
    let wrong = |reason: String| Error::document(path, reason);
    let stored: Stored = serde_json::from_reader(input)
        .map_err(|e| wrong(format!("{e}; this is read as a graph written by `--format json`")))?;
    if stored.schema != SCHEMA {
        return Err(wrong(format!("schema “{}” is not “{SCHEMA}”", stored.schema)));
    }
    let documents = stored.documents.into_iter().map(|d| (d.id.clone(), Arc::new(d)));
    let documents: BTreeMap<String, Arc<Source>> = documents.collect();
    let (mut nodes, mut edges) = (stored.nodes, stored.edges);
    let proofs = edges.iter_mut().flat_map(|e| &mut e.evidence);
    let words = nodes.iter_mut().flat_map(|n| &mut n.said).map(|s| &mut s.evidence);
    for evidence in proofs.chain(words) {
        if let Some(document) = documents.get(&evidence.document.id) {
            evidence.document = document.clone();
        }
    }
    Ok(EntityGraph::new(nodes, edges, stored.summary))
}

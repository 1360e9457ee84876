//! Node-link JSON as `networkx` 3.4 and later reads it: `nx.node_link_graph(data)`.
//!
//! A directed multigraph whose edge keys are the relations. `networkx` cannot mix directed and
//! undirected ties, so an undirected one is written once, from the smaller id to the larger, with
//! `"directed": false`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{ExportOptions, GraphFormat};
use crate::graph::EntityGraph;

pub(super) struct NodeLink;

impl GraphFormat for NodeLink {
    fn name(&self) -> &'static str {
        "node-link"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["node-link.json", "nl.json"]
    }

    fn about(&self) -> &'static str {
        "networkx ≥ 3.4, with evidence"
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
        let nodes: Vec<Value> =
            graph.nodes().map(serde_json::to_value).collect::<Result<_, _>>()?;
        let mut edges = Vec::with_capacity(graph.edges().len());
        for edge in graph.edges() {
            let mut object = Map::new();
            object.insert("source".to_owned(), edge.a.as_str().into());
            object.insert("target".to_owned(), edge.b.as_str().into());
            object.insert("key".to_owned(), edge.relation.name().into());
            object.insert("directed".to_owned(), edge.relation.directed().into());
            if let Value::Object(fields) = serde_json::to_value(edge)? {
                object.extend(fields.into_iter().filter(|(k, _)| k != "a" && k != "b"));
            }
            edges.push(Value::Object(object));
        }
        let all = json!({
            "directed": true,
            "multigraph": true,
            "graph": {
                "name": options.title,
                "schema": super::GRAPH_SCHEMA,
                "summary": graph.summary(),
                "documents": graph.sources(),
            },
            "nodes": nodes,
            "edges": edges,
        });
        serde_json::to_writer(&mut *out, &all)?;
        out.write_all(b"\n")
    }
}

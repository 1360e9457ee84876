//! JSON Graph Format, version 2: everything of ours under `metadata`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{ExportOptions, GraphFormat, fields};
use crate::graph::EntityGraph;

pub(super) struct Jgf;

impl GraphFormat for Jgf {
    fn name(&self) -> &'static str {
        "jgf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["jgf", "jgf.json"]
    }

    fn about(&self) -> &'static str {
        "JSON Graph Format 2"
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
        let mut nodes = Map::new();
        for node in graph.nodes() {
            let mut metadata = fields::object(fields::NODE, node);
            metadata.remove("label");
            if let Some(at) = node.position {
                metadata.insert("x".to_owned(), at.x.into());
                metadata.insert("y".to_owned(), at.y.into());
            }
            let object = json!({"label": node.name, "metadata": metadata});
            nodes.insert(node.id.to_string(), object);
        }
        let edges: Vec<Value> = graph
            .edges()
            .map(|edge| {
                let mut metadata = fields::object(fields::EDGE, edge);
                metadata.remove("relation");
                json!({
                    "source": edge.a.as_str(),
                    "target": edge.b.as_str(),
                    "relation": edge.relation.name(),
                    "directed": edge.relation.directed(),
                    "metadata": metadata,
                })
            })
            .collect();
        let all = json!({"graph": {
            "label": options.title,
            "directed": true,
            "metadata": {"summary": graph.summary()},
            "nodes": nodes,
            "edges": edges,
        }});
        serde_json::to_writer(&mut *out, &all)?;
        out.write_all(b"\n")
    }
}

//! Cytoscape JSON: for Cytoscape.js and, as `.cyjs`, for Cytoscape on the desktop.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{ExportOptions, GraphFormat, fields, style};
use crate::graph::EntityGraph;

pub(super) struct Cytoscape;

/// Pixels between two units of the graph's positions.
const PIXELS: f64 = 100.0;

impl GraphFormat for Cytoscape {
    fn name(&self) -> &'static str {
        "cytoscape"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["cyjs", "cytoscape.json"]
    }

    fn about(&self) -> &'static str {
        "Cytoscape and Cytoscape.js"
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
        let nodes: Vec<Value> = graph
            .nodes()
            .map(|node| {
                let mut data = fields::object(fields::NODE, node);
                // Entities and ties share one set of ids there: a tie that had an entity's id
                // would be lost.
                data.insert("id".to_owned(), format!("n:{}", node.id).into());
                data.insert("entity".to_owned(), node.id.as_str().into());
                data.insert("name".to_owned(), node.name.as_str().into());
                data.insert("color".to_owned(), style::colour(node, options.colour).into());
                let mut object = json!({"data": data});
                if let Some(at) = node.position {
                    let (x, y) = (at.x * PIXELS, 0.0 - at.y * PIXELS);
                    object["position"] = json!({"x": x, "y": y});
                }
                object
            })
            .collect();
        let edges: Vec<Value> = graph
            .edges()
            .enumerate()
            .map(|(i, edge)| {
                let mut data = fields::object(fields::EDGE, edge);
                data.insert("id".to_owned(), format!("e:{i}").into());
                data.insert("source".to_owned(), format!("n:{}", edge.a).into());
                data.insert("target".to_owned(), format!("n:{}", edge.b).into());
                data.insert("interaction".to_owned(), edge.relation.name().into());
                json!({"data": data})
            })
            .collect();
        let all = json!({
            "format_version": "1.0",
            "generated_by": concat!("whosaid ", env!("CARGO_PKG_VERSION")),
            "data": {"name": options.title},
            "elements": {"nodes": nodes, "edges": edges},
        });
        serde_json::to_writer(&mut *out, &all)?;
        out.write_all(b"\n")
    }
}

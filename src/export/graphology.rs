//! Graphology JSON: `Graph.from(json)`; for Gephi Lite, sigma.js and ipysigma. The one JSON that
//! holds directed and undirected ties, several between two ends, and positions.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{ExportOptions, GraphFormat, fields, style};
use crate::graph::EntityGraph;

pub(super) struct Graphology;

impl GraphFormat for Graphology {
    fn name(&self) -> &'static str {
        "graphology"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["graphology.json"]
    }

    fn about(&self) -> &'static str {
        "Gephi Lite, sigma.js, ipysigma"
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
        let (most, _) = style::largest(graph.nodes(), graph.edges());
        let nodes: Vec<Value> = graph
            .nodes()
            .map(|node| {
                let mut attributes = fields::object(fields::NODE, node);
                let size = style::scale(style::importance(node), most, 3.0, 18.0);
                attributes.insert("size".to_owned(), ((size * 100.0).round() / 100.0).into());
                attributes.insert("color".to_owned(), style::colour(node, options.colour).into());
                if let Some(at) = node.position {
                    attributes.insert("x".to_owned(), at.x.into());
                    attributes.insert("y".to_owned(), at.y.into());
                }
                json!({"key": node.id.as_str(), "attributes": attributes})
            })
            .collect();
        let edges: Vec<Value> = graph
            .edges()
            .enumerate()
            .map(|(i, edge)| {
                json!({
                    "key": format!("e{i}"),
                    "source": edge.a.as_str(),
                    "target": edge.b.as_str(),
                    "undirected": !edge.relation.directed(),
                    "attributes": fields::object(fields::EDGE, edge),
                })
            })
            .collect();
        let all = json!({
            "attributes": {"name": options.title},
            "options": {"type": "mixed", "multi": true, "allowSelfLoops": true},
            "nodes": nodes,
            "edges": edges,
        });
        serde_json::to_writer(&mut *out, &all)?;
        out.write_all(b"\n")
    }
}

//! JSON for `d3-force`: `links` with `source` and `target`, for `.id(d => d.id)`.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{ExportOptions, GraphFormat, fields, style};
use crate::graph::EntityGraph;

pub(super) struct D3;

impl GraphFormat for D3 {
    fn name(&self) -> &'static str {
        "d3"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["d3.json"]
    }

    fn about(&self) -> &'static str {
        "d3-force: nodes and links"
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
        let nodes: Vec<Map<String, Value>> = graph
            .nodes()
            .map(|node| {
                let mut object = Map::from_iter([("id".to_owned(), node.id.as_str().into())]);
                object.extend(fields::object(fields::NODE, node));
                let group = node.measures.map_or(0, |m| m.community);
                object.insert("group".to_owned(), group.into());
                object.insert("color".to_owned(), style::colour(node, options.colour).into());
                if let Some(at) = node.position {
                    object.insert("x".to_owned(), at.x.into());
                    // On screens y grows downward.
                    object.insert("y".to_owned(), (0.0 - at.y).into());
                }
                object
            })
            .collect();
        let links: Vec<Map<String, Value>> = graph
            .edges()
            .map(|edge| {
                let mut object = fields::object(fields::EDGE, edge);
                object.insert("source".to_owned(), edge.a.as_str().into());
                object.insert("target".to_owned(), edge.b.as_str().into());
                object.insert("value".to_owned(), edge.weight.into());
                object
            })
            .collect();
        serde_json::to_writer(&mut *out, &json!({"nodes": nodes, "links": links}))?;
        out.write_all(b"\n")
    }
}

//! GraphML: for yEd, igraph, networkx, Gephi, `NodeXL`. All ties are written as directed, since
//! readers fail on a file that mixes both; `symmetric` tells the undirected ones.

use std::io::{self, Write};

use super::{
    ExportOptions, GraphFormat,
    fields::{self, Field, Type},
    style,
    xml::Xml,
};
use crate::graph::{EntityGraph, Node};

pub(super) struct GraphMl;

impl GraphFormat for GraphMl {
    fn name(&self) -> &'static str {
        "graphml"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["graphml"]
    }

    fn about(&self) -> &'static str {
        "yEd, igraph, networkx, Gephi, NodeXL"
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
        let mut xml = Xml::new(out)?;
        xml.open("graphml", &[("xmlns", "http://graphml.graphdrawing.org/xmlns")])?;
        keys(&mut xml, "node", fields::NODE)?;
        for (name, holds) in DRAWN {
            key(&mut xml, "node", name, holds)?;
        }
        keys(&mut xml, "edge", fields::EDGE)?;
        key(&mut xml, "graph", "name", Type::Text)?;
        xml.open("graph", &[("id", "G"), ("edgedefault", "directed")])?;
        xml.text("data", &[("key", "graph_name")], &options.title)?;
        for node in graph.nodes() {
            xml.open("node", &[("id", node.id.as_str())])?;
            data(&mut xml, "node", fields::NODE, node)?;
            drawn(&mut xml, node, options)?;
            xml.close("node")?;
        }
        for (i, edge) in graph.edges().enumerate() {
            let (id, source, target) = (format!("e{i}"), edge.a.as_str(), edge.b.as_str());
            xml.open("edge", &[("id", &id), ("source", source), ("target", target)])?;
            data(&mut xml, "edge", fields::EDGE, edge)?;
            xml.close("edge")?;
        }
        xml.close("graph")?;
        xml.close("graphml")?;
        xml.end()
    }
}

/// What Gephi takes for positions and colours.
const DRAWN: [(&str, Type); 5] = [
    ("x", Type::Float),
    ("y", Type::Float),
    ("r", Type::Integer),
    ("g", Type::Integer),
    ("b", Type::Integer),
];

fn drawn<W: Write>(xml: &mut Xml<W>, node: &Node, options: &ExportOptions) -> io::Result<()> {
    let mut put =
        |name: &str, value: String| xml.text("data", &[("key", &format!("node_{name}"))], &value);
    if let Some(at) = node.position {
        put("x", at.x.to_string())?;
        put("y", at.y.to_string())?;
    }
    let colour = style::rgb(style::colour(node, options.colour));
    ["r", "g", "b"].iter().zip(colour).try_for_each(|(name, c)| put(name, c.to_string()))
}

fn keys<W: Write, T>(xml: &mut Xml<W>, of: &str, fields: &[Field<T>]) -> io::Result<()> {
    fields.iter().try_for_each(|f| key(xml, of, f.name, f.holds))
}

fn key<W: Write>(xml: &mut Xml<W>, of: &str, name: &str, holds: Type) -> io::Result<()> {
    let holds = match holds {
        Type::Text => "string",
        Type::Integer => "long",
        Type::Float => "double",
        Type::Flag => "boolean",
    };
    let id = format!("{of}_{name}");
    let attributes = [("id", id.as_str()), ("for", of), ("attr.name", name), ("attr.type", holds)];
    xml.empty("key", &attributes)
}

fn data<W: Write, T>(xml: &mut Xml<W>, of: &str, fields: &[Field<T>], item: &T) -> io::Result<()> {
    for field in fields {
        let value = (field.of)(item);
        if !value.is_null() {
            xml.text("data", &[("key", &format!("{of}_{}", field.name))], &fields::text(&value))?;
        }
    }
    Ok(())
}

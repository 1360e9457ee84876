//! GEXF 1.3: for Gephi and Gephi Lite, with colours, sizes, positions and, where documents are
//! dated, the timeline. All ties are written as directed, since readers fail on a file that mixes
//! both; `symmetric` tells the undirected ones. The relation stands as `kind`, by which Gephi keeps
//! parallel ties apart, and as an attribute, since others drop `kind`.

use std::io::{self, Write};

use super::{
    ExportOptions, GraphFormat,
    fields::{self, Field, Type},
    style,
    xml::Xml,
};
use crate::graph::{Edge, EntityGraph, Node, Period, Slice};

pub(super) struct Gexf;

/// Gephi's units between two units of the graph's positions.
const UNITS: f64 = 100.0;

impl GraphFormat for Gexf {
    fn name(&self) -> &'static str {
        "gexf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["gexf"]
    }

    fn about(&self) -> &'static str {
        "Gephi and Gephi Lite, with the timeline"
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
        let dynamic = graph.edges().any(|e| !e.over_time.is_empty());
        let mut xml = Xml::new(out)?;
        xml.open(
            "gexf",
            &[
                ("xmlns", "http://gexf.net/1.3"),
                ("xmlns:viz", "http://gexf.net/1.3/viz"),
                ("version", "1.3"),
            ],
        )?;
        xml.open("meta", &[])?;
        xml.text("creator", &[], concat!("whosaid ", env!("CARGO_PKG_VERSION")))?;
        xml.text("description", &[], &options.title)?;
        xml.close("meta")?;
        let mut head = vec![("defaultedgetype", "directed")];
        if dynamic {
            head.extend([
                ("mode", "dynamic"),
                ("timeformat", "date"),
                ("timerepresentation", "interval"),
            ]);
        } else {
            head.push(("mode", "static"));
        }
        xml.open("graph", &head)?;
        attributes(&mut xml, "node", &fields::NODE[1..])?;
        attributes(&mut xml, "edge", fields::EDGE)?;
        nodes(&mut xml, graph, options)?;
        edges(&mut xml, graph)?;
        xml.close("graph")?;
        xml.close("gexf")?;
        xml.end()
    }
}

fn attributes<W: Write, T>(xml: &mut Xml<W>, of: &str, fields: &[Field<T>]) -> io::Result<()> {
    xml.open("attributes", &[("class", of), ("mode", "static")])?;
    for field in fields {
        let holds = match field.holds {
            Type::Text => "string",
            Type::Integer => "long",
            Type::Float => "double",
            Type::Flag => "boolean",
        };
        xml.empty("attribute", &[("id", field.name), ("title", field.name), ("type", holds)])?;
    }
    xml.close("attributes")
}

fn values<W: Write, T>(xml: &mut Xml<W>, fields: &[Field<T>], item: &T) -> io::Result<()> {
    for field in fields {
        let value = (field.of)(item);
        if !value.is_null() {
            xml.empty("attvalue", &[("for", field.name), ("value", &fields::text(&value))])?;
        }
    }
    Ok(())
}

fn nodes<W: Write>(
    xml: &mut Xml<W>,
    graph: &EntityGraph,
    options: &ExportOptions,
) -> io::Result<()> {
    let (most, _) = style::largest(graph.nodes(), graph.edges());
    xml.open("nodes", &[])?;
    for node in graph.nodes() {
        xml.open("node", &[("id", node.id.as_str()), ("label", &node.name)])?;
        xml.open("attvalues", &[])?;
        values(xml, &fields::NODE[1..], node)?;
        xml.close("attvalues")?;
        drawn(xml, node, most, options)?;
        xml.close("node")?;
    }
    xml.close("nodes")
}

fn drawn<W: Write>(
    xml: &mut Xml<W>,
    node: &Node,
    most: f64,
    options: &ExportOptions,
) -> io::Result<()> {
    let [r, g, b] = style::rgb(style::colour(node, options.colour)).map(|c| c.to_string());
    xml.empty("viz:color", &[("r", &r), ("g", &g), ("b", &b)])?;
    if let Some(at) = node.position {
        let place = |v: f64| format!("{:.2}", v * UNITS);
        xml.empty("viz:position", &[("x", &place(at.x)), ("y", &place(at.y)), ("z", "0")])?;
    }
    let size = style::scale(style::importance(node), most, 5.0, 40.0);
    xml.empty("viz:size", &[("value", &format!("{size:.2}"))])
}

fn edges<W: Write>(xml: &mut Xml<W>, graph: &EntityGraph) -> io::Result<()> {
    let period = graph.summary().period;
    xml.open("edges", &[])?;
    for (i, edge) in graph.edges().enumerate() {
        let (id, weight) = (format!("e{i}"), edge.weight.to_string());
        xml.open(
            "edge",
            &[
                ("id", &id),
                ("source", edge.a.as_str()),
                ("target", edge.b.as_str()),
                ("kind", edge.relation.name()),
                ("weight", &weight),
            ],
        )?;
        xml.open("attvalues", &[])?;
        values(xml, fields::EDGE, edge)?;
        xml.close("attvalues")?;
        spells(xml, edge, period)?;
        xml.close("edge")?;
    }
    xml.close("edges")
}

fn spells<W: Write>(xml: &mut Xml<W>, edge: &Edge, period: Period) -> io::Result<()> {
    if edge.over_time.is_empty() {
        return Ok(());
    }
    xml.open("spells", &[])?;
    for slice in &edge.over_time {
        let (start, end) = ends(*slice, period);
        xml.empty("spell", &[("start", &start), ("end", &end)])?;
    }
    xml.close("spells")
}

/// First and last day: an end counts as inside.
fn ends(slice: Slice, period: Period) -> (String, String) {
    (slice.start.to_string(), slice.start.end_of(period).to_string())
}

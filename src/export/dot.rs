//! DOT for Graphviz: kinds by shape and colour, relations by line, sizes by weight, a legend.

use std::io::{self, Write};

use graphviz_rust::{
    dot_structures::{
        Attribute, Edge as DotEdge, EdgeTy, Graph, GraphAttributes, Id, Node as DotNode, NodeId,
        Stmt, Vertex,
    },
    printer::{DotPrinter, PrinterContext},
};

use super::{Colour, ExportOptions, GraphFormat, style};
use crate::graph::{Edge, EntityGraph, Node, Relation};

pub(super) struct Dot;

/// Longest label in a picture, in code points; the tooltip has the whole name.
const LABEL: usize = 40;

/// Points between two units of the graph's own positions.
const POINTS: f64 = 72.0;

impl GraphFormat for Dot {
    fn name(&self) -> &'static str {
        "dot"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["dot", "gv"]
    }

    fn about(&self) -> &'static str {
        "Graphviz: `dot -Tsvg graph.dot` draws it"
    }

    fn picture(&self) -> bool {
        true
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        out.write_all(text(graph, options).as_bytes())
    }
}

/// The graph in the DOT language.
pub(super) fn text(graph: &EntityGraph, options: &ExportOptions) -> String {
    let (node_most, edge_most) = style::largest(graph.nodes(), graph.edges());
    let mut stmts = defaults(graph, options);
    stmts.extend(graph.nodes().map(|n| Stmt::Node(node(n, node_most, options.colour))));
    stmts.extend(graph.edges().map(|e| Stmt::Edge(edge(e, edge_most))));
    let graph = Graph::DiGraph { id: quoted(&options.title), strict: false, stmts };
    let mut text = graph.print(&mut PrinterContext::default());
    text.push('\n');
    text
}

fn defaults(graph: &EntityGraph, options: &ExportOptions) -> Vec<Stmt> {
    let font = || plain("fontname", "Helvetica");
    let positioned = graph.nodes().len() > 0 && graph.nodes().all(|n| n.position.is_some());
    let mut of_graph = vec![
        plain("layout", options.engine.as_deref().unwrap_or("sfdp")),
        plain("overlap", "prism"),
        plain("overlap_scaling", "-3"),
        plain("sep", "+6"),
        plain("K", "0.5"),
        plain("repulsiveforce", "1.6"),
        plain("splines", if positioned { "line" } else { "true" }),
        plain("outputorder", "edgesfirst"),
        plain("pad", "0.4"),
        plain("bgcolor", "white"),
        font(),
        plain("labelloc", "b"),
        plain("labeljust", "l"),
    ];
    of_graph.push(Attribute(bare("label"), Id::Html(legend(graph, options))));
    let of_node = vec![
        font(),
        plain("style", "filled"),
        plain("margin", "0.08,0.04"),
        plain("fontcolor", "#111111"),
    ];
    let of_edge = vec![font(), plain("arrowsize", "0.7")];
    vec![
        Stmt::GAttribute(GraphAttributes::Graph(of_graph)),
        Stmt::GAttribute(GraphAttributes::Node(of_node)),
        Stmt::GAttribute(GraphAttributes::Edge(of_edge)),
    ]
}

fn node(node: &Node, most: f64, by: Colour) -> DotNode {
    let (kind, colour) = (style::of_kind(node.kind), style::colour(node, by));
    let size = style::scale(style::importance(node), most, 9.0, 22.0);
    let mut attributes = vec![
        text_of("label", &style::short(&node.name, LABEL)),
        text_of("tooltip", &node.name),
        plain("class", kind.name),
        plain("shape", kind.shape),
        plain("color", colour),
        plain("fillcolor", &style::tint(colour, 22)),
        plain("style", if node.listed { "filled" } else { "filled,dashed" }),
        plain("fontsize", &format!("{size:.1}")),
        plain("penwidth", &format!("{:.2}", style::scale(size, 22.0, 0.5, 2.0))),
    ];
    if let Some(at) = node.position {
        attributes.push(plain("pos", &format!("{:.2},{:.2}", at.x * POINTS, at.y * POINTS)));
    }
    DotNode { id: NodeId(quoted(node.id.as_str()), None), attributes }
}

fn edge(edge: &Edge, most: f64) -> DotEdge {
    let drawn = style::of_relation(edge.relation);
    let line = if edge.only_indirect { "dashed" } else { drawn.line };
    let attributes = vec![
        plain("class", edge.relation.name()),
        plain("dir", if edge.relation.directed() { "forward" } else { "none" }),
        plain("color", drawn.colour),
        plain("style", line),
        plain("weight", &edge.count.to_string()),
        plain("penwidth", &format!("{:.2}", style::scale(edge.weight, most, 0.5, 5.0))),
        plain("tooltip", &format!("{} {}", drawn.words, style::number(edge.weight))),
    ];
    let end = |id: &str| Vertex::N(NodeId(quoted(id), None));
    DotEdge { ty: EdgeTy::Pair(end(edge.a.as_str()), end(edge.b.as_str())), attributes }
}

/// Title and legend as a table; what of it is data is escaped.
fn legend(graph: &EntityGraph, options: &ExportOptions) -> String {
    let cell = |colour: &str, sign: &str, words: &str| {
        format!("<FONT COLOR=\"{colour}\">{sign}</FONT> {words}")
    };
    let mut cells: Vec<String> = Vec::new();
    if options.colour == Colour::Kind {
        let there = |k: &&style::KindStyle| graph.nodes().any(|n| n.kind == k.kind);
        cells.extend(style::KINDS.iter().filter(there).map(|k| cell(k.colour, "●", k.plural)));
    } else {
        cells.push("colours: communities".to_owned());
    }
    for relation in Relation::ALL {
        if graph.edges().any(|e| e.relation == relation) {
            let drawn = style::of_relation(relation);
            let sign = if relation.directed() { "→" } else { "—" };
            cells.push(cell(drawn.colour, sign, drawn.words));
        }
    }
    let title = xml(&style::short(&options.title, 120));
    let note = format!(
        "{} articles · larger: more and stronger ties · dashed outline: not in a gazetteer",
        graph.summary().documents
    );
    format!(
        "<<TABLE BORDER=\"0\" CELLSPACING=\"2\"><TR><TD ALIGN=\"LEFT\"><FONT POINT-SIZE=\"20\">{title}</FONT></TD></TR>\
         <TR><TD ALIGN=\"LEFT\">{}</TD></TR><TR><TD ALIGN=\"LEFT\">{note}</TD></TR></TABLE>>",
        cells.join("   ")
    )
}

fn bare(name: &str) -> Id {
    Id::Plain(name.to_owned())
}

/// An attribute whose value is no display text.
fn plain(name: &str, value: &str) -> Attribute {
    Attribute(bare(name), quoted(value))
}

/// An attribute whose value Graphviz shows: `\` starts an escape there and `&` an entity.
fn text_of(name: &str, value: &str) -> Attribute {
    let mut shown = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\\' => shown.push_str("\\\\"),
            '\n' => shown.push_str("\\n"),
            '&' => shown.push_str("&amp;"),
            c if hidden(c) => {}
            c => shown.push(c),
        }
    }
    Attribute(bare(name), Id::Escaped(format!("\"{}\"", shown.replace('"', "\\\""))))
}

/// A quoted id or value. In quotation marks `\"` is the grammar's one escape; a backslash is doubled
/// so that it cannot hide the closing mark, and stays doubled in what Graphviz reads. Control
/// characters would make its SVG unreadable.
fn quoted(value: &str) -> Id {
    let visible = |c: char| if hidden(c) { '\u{fffd}' } else { c };
    let visible: String = value.chars().map(visible).collect();
    // A reference like `&#1;` would pass into the SVG as it is.
    let visible = visible.replace("&#", "&amp;#");
    let safe = visible.replace('\\', "\\\\").replace('"', "\\\"");
    Id::Escaped(format!("\"{safe}\""))
}

/// What XML does not allow, line ends too.
fn hidden(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Text in an HTML-like label.
fn xml(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_leave_their_quotation_marks() {
        for name in ["a\"]; evil [label=\"x", "tail\\", "mid\\\"dle", "a\0b", "<b>", "node", "a:b"]
        {
            let mut stmts = vec![Stmt::Node(DotNode {
                id: NodeId(quoted(name), None),
                attributes: vec![text_of("label", name), plain("color", "red")],
            })];
            stmts.push(Stmt::GAttribute(GraphAttributes::Graph(vec![plain("pad", "1")])));
            let graph = Graph::DiGraph { id: quoted(name), strict: false, stmts };
            let printed = graph.print(&mut PrinterContext::default());
            assert_eq!(graphviz_rust::parse(&printed).as_ref(), Ok(&graph), "{printed}");
        }
    }
}

//! What shapes, colours, sizes and lines stand for.

use std::fmt::Write;

use super::{
    super::{Colour, ExportOptions, style, xml::escaped},
    draw,
    place::{Picture, width},
};
use crate::graph::{EntityGraph, Relation};

/// A legend and its height.
pub(super) struct Legend {
    pub(super) svg: String,
    pub(super) height: f64,
}

const FONT: f64 = 13.0;
const ROW: f64 = 26.0;

/// What the graph rests on, in a line.
pub(super) fn about(graph: &EntityGraph) -> String {
    let summary = graph.summary();
    let days = match (summary.first, summary.last) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    let count = |n: u64, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    let outlets = match summary.outlets {
        0 => String::new(),
        n => format!(" from {}", count(n, "outlet", "outlets")),
    };
    format!(
        "{}{outlets}{days}: {} and {}",
        count(summary.documents, "article", "articles"),
        count(graph.nodes().len() as u64, "entity", "entities"),
        count(graph.edges().len() as u64, "tie", "ties"),
    )
}

/// Items flow in rows of this width.
struct Flow {
    svg: String,
    x: f64,
    y: f64,
    wide: f64,
}

impl Flow {
    /// Makes room for a sign and its words; where they start.
    fn item(&mut self, sign: f64, words: &str) -> (f64, f64) {
        let length = sign + 8.0 + width(words) * FONT + 26.0;
        if self.x > 0.0 && self.x + length > self.wide {
            self.row();
        }
        let at = (self.x, self.y);
        let _ = writeln!(
            self.svg,
            "<text x=\"{:.1}\" y=\"{:.1}\">{}</text>",
            at.0 + sign + 8.0,
            at.1 + FONT * 0.35,
            escaped(words)
        );
        self.x += length;
        at
    }

    fn row(&mut self) {
        self.x = 0.0;
        self.y += ROW;
    }
}

/// The legend of a picture so wide.
pub(super) fn legend(
    graph: &EntityGraph,
    options: &ExportOptions,
    picture: &Picture,
    wide: f64,
) -> Legend {
    let mut flow = Flow { svg: String::new(), x: 0.0, y: 14.0, wide };
    kinds(&mut flow, graph, options);
    relations(&mut flow, graph);
    sizes(&mut flow, graph, picture);
    let mut notes: Vec<&str> = graph.summary().notes.iter().map(String::as_str).collect();
    if options.colour == Colour::Community {
        notes.insert(
            0,
            "Colours are communities: parts with more ties inside than chance would give.",
        );
    }
    for note in notes {
        for line in style::wrapped(note, |line| width(line) * FONT <= wide - 26.0) {
            flow.item(-8.0, &line);
            flow.row();
        }
    }
    let height = flow.y + if flow.x > 0.0 { ROW } else { 0.0 };
    let rule = format!("<path d=\"M0 -6H{wide:.1}\" stroke=\"#cccccc\"/>");
    let svg = format!("<g font-size=\"{FONT}\" fill=\"#333333\">\n{rule}\n{}</g>\n", flow.svg);
    Legend { svg, height }
}

fn kinds(flow: &mut Flow, graph: &EntityGraph, options: &ExportOptions) {
    for kind in &style::KINDS {
        let count = graph.nodes().filter(|n| n.kind == kind.kind).count();
        if count > 0 {
            let colour = if options.colour == Colour::Kind { kind.colour } else { style::GREY };
            let (x, y) = flow.item(14.0, &format!("{} ({count})", kind.plural));
            draw::mark(&mut flow.svg, kind.kind, (x + 7.0, y, 6.5), colour, true);
            flow.svg.push('\n');
        }
    }
    if graph.nodes().any(|n| !n.listed) {
        let (x, y) = flow.item(14.0, "not in a gazetteer");
        let kind = style::KINDS[0].kind;
        draw::mark(&mut flow.svg, kind, (x + 7.0, y, 6.5), style::GREY, false);
        flow.svg.push('\n');
    }
    flow.row();
}

fn relations(flow: &mut Flow, graph: &EntityGraph) {
    for relation in Relation::ALL {
        let count = graph.edges().filter(|e| e.relation == relation).count();
        if count == 0 {
            continue;
        }
        let drawn = style::of_relation(relation);
        let words = match relation {
            Relation::CoOccurrence => {
                format!("{} in one {} ({count})", drawn.words, graph.summary().unit)
            }
            _ => format!("{} ({count})", drawn.words),
        };
        let (x, y) = flow.item(34.0, &words);
        let dash = match drawn.line {
            "dashed" => " stroke-dasharray=\"7 5\"",
            "dotted" => " stroke-dasharray=\"0.1 6\"",
            _ => "",
        };
        let end = if relation.directed() { x + 24.0 } else { x + 34.0 };
        let _ = write!(
            flow.svg,
            "<path d=\"M{x:.1} {y:.1}H{end:.1}\" stroke=\"{}\" stroke-width=\"3\" stroke-linecap=\"round\"{dash}/>",
            drawn.colour
        );
        if relation.directed() {
            let (tip, up, down) = (x + 35.0, y - 5.0, y + 5.0);
            let _ = write!(
                flow.svg,
                "<path d=\"M{tip:.1} {y:.1}L{end:.1} {up:.1}L{end:.1} {down:.1}Z\" fill=\"{}\"/>",
                drawn.colour
            );
        }
        flow.svg.push('\n');
    }
    if graph.edges().any(|e| e.only_indirect) {
        let (x, y) = flow.item(34.0, "only indirect speech");
        let _ = writeln!(
            flow.svg,
            "<path d=\"M{x:.1} {y:.1}h34\" stroke=\"{}\" stroke-width=\"2\" stroke-dasharray=\"7 6\"/>",
            style::of_relation(Relation::Mentions).colour
        );
    }
    flow.row();
}

fn sizes(flow: &mut Flow, graph: &EntityGraph, picture: &Picture) {
    if graph.edges().len() == 0 {
        return;
    }
    let weight = match graph.summary().weight.as_str() {
        "count" => "how often",
        "docs" => "in how many articles",
        other => other,
    };
    for share in [1.0, 0.25] {
        let value = picture.largest.1 * share;
        let thick = style::scale(value, picture.largest.1, draw::LINE.0, draw::LINE.1);
        let (x, y) = flow.item(34.0, &style::number((value * 100.0).round() / 100.0));
        let _ = writeln!(
            flow.svg,
            "<path d=\"M{x:.1} {y:.1}h34\" stroke=\"#777777\" stroke-width=\"{thick:.2}\"/>"
        );
    }
    flow.item(-8.0, &format!("width of a line: {weight}; size of a mark: all its ties together"));
    flow.row();
}

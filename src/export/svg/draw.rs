//! Marks, labels and lines.

use std::{collections::BTreeMap, fmt::Write};

use super::{
    super::{ExportOptions, style, xml::escaped},
    place::{Picture, Placed},
};
use crate::{
    gazetteer::Kind,
    graph::{Edge, EntityGraph, Node},
};

/// Thinnest and thickest line.
pub(super) const LINE: (f64, f64) = (0.7, 7.0);

/// All ties, the weakest first, so that the strong lie on top.
pub(super) fn ties(svg: &mut String, graph: &EntityGraph, picture: &Picture) {
    let mut edges: Vec<&Edge> = graph.edges().collect();
    edges.sort_by(|x, y| x.weight.total_cmp(&y.weight));
    let mut lanes: BTreeMap<(usize, usize), u32> = BTreeMap::new();
    svg.push_str("<g fill=\"none\" stroke-linecap=\"round\">\n");
    for edge in edges {
        let (Some(a), Some(b)) = (graph.number(&edge.a), graph.number(&edge.b)) else { continue };
        let lane = lanes.entry((a.min(b), a.max(b))).or_default();
        tie(svg, edge, (&picture.entities[a], &picture.entities[b]), *lane, picture.largest.1);
        *lane += 1;
    }
    svg.push_str("</g>\n");
}

/// One tie; each further one between the same two bends more.
fn tie(svg: &mut String, edge: &Edge, (a, b): (&Placed, &Placed), lane: u32, most: f64) {
    let drawn = style::of_relation(edge.relation);
    let wide = style::scale(edge.weight, most, LINE.0, LINE.1);
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let length = dx.hypot(dy).max(1.0);
    let directed = edge.relation.directed();
    // Opposite ties bend to opposite sides, since each bends to its own left.
    let bend = f64::from(lane) * 0.14 + if directed { 0.12 } else { 0.0 };
    let (cx, cy) = (f64::midpoint(a.x, b.x) + dy * bend, f64::midpoint(a.y, b.y) - dx * bend);
    let arrow = if directed { 5.0 + wide * 1.6 } else { 0.0 };
    let (ex, ey) = toward((b.x, b.y), (cx, cy), b.radius + 2.0 + arrow);
    let (sx, sy) = toward((a.x, a.y), (cx, cy), a.radius.min(length / 3.0));
    let dash = match (drawn.line, edge.only_indirect) {
        ("dotted", _) => format!(" stroke-dasharray=\"0.1 {:.1}\"", wide * 2.0 + 2.0),
        ("dashed", _) | (_, true) => {
            format!(" stroke-dasharray=\"{:.1} {:.1}\"", wide + 5.0, wide + 4.0)
        }
        _ => String::new(),
    };
    let _ = write!(
        svg,
        "<g class=\"{}\"><title>{}</title><path d=\"M{sx:.1} {sy:.1}Q{cx:.1} {cy:.1} {ex:.1} {ey:.1}\" \
         stroke=\"{}\" stroke-opacity=\"0.62\" stroke-width=\"{wide:.2}\"{dash}/>",
        edge.relation.name(),
        escaped(&format!(
            "{}: {} (weight {})",
            drawn.words,
            edge.count,
            style::number(edge.weight)
        )),
        drawn.colour,
    );
    if directed {
        let tip = toward((b.x, b.y), (cx, cy), b.radius + 2.0);
        arrow_head(svg, tip, (ex, ey), wide, drawn.colour);
    }
    svg.push_str("</g>\n");
}

fn arrow_head(svg: &mut String, tip: (f64, f64), base: (f64, f64), wide: f64, colour: &str) {
    let (dx, dy) = (tip.0 - base.0, tip.1 - base.1);
    let length = dx.hypot(dy).max(0.1);
    let half = 2.2 + wide * 0.9;
    let (nx, ny) = (-dy / length * half, dx / length * half);
    let _ = write!(
        svg,
        "<path d=\"M{:.1} {:.1}L{:.1} {:.1}L{:.1} {:.1}Z\" fill=\"{colour}\" fill-opacity=\"0.8\"/>",
        tip.0,
        tip.1,
        base.0 + nx,
        base.1 + ny,
        base.0 - nx,
        base.1 - ny,
    );
}

/// The point so far from `from` on the way to `to`.
fn toward(from: (f64, f64), to: (f64, f64), far: f64) -> (f64, f64) {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(0.1);
    (from.0 + dx / length * far, from.1 + dy / length * far)
}

/// All marks, then all labels, so that no mark covers a label.
pub(super) fn entities(
    svg: &mut String,
    graph: &EntityGraph,
    picture: &Picture,
    options: &ExportOptions,
) {
    svg.push_str("<g>\n");
    for (node, at) in graph.nodes().zip(&picture.entities) {
        let colour = style::colour(node, options.colour);
        let _ = write!(svg, "<g><title>{}</title>", escaped(&card(node)));
        mark(svg, node.kind, (at.x, at.y, at.radius), colour, node.listed);
        svg.push_str("</g>\n");
    }
    svg.push_str("</g>\n<g text-anchor=\"middle\" fill=\"#111111\" stroke=\"#ffffff\" stroke-width=\"3.2\" stroke-linejoin=\"round\" paint-order=\"stroke\">\n");
    for at in &picture.entities {
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" font-size=\"{:.1}\">{}</text>",
            at.x,
            at.y + at.radius + at.font,
            at.font,
            escaped(&at.label)
        );
    }
    svg.push_str("</g>\n");
}

fn card(node: &Node) -> String {
    format!(
        "{} ({}): {} mentions in {} articles, {} utterances, spoken of in {}",
        style::short(&node.name, 200),
        style::kind_name(node.kind),
        node.counts.mentions,
        node.counts.documents,
        node.counts.quotes,
        node.counts.spoken_of
    )
}

/// A kind's own shape, so that colour is never the only sign; dashed where no gazetteer lists it.
pub(super) fn mark(
    svg: &mut String,
    kind: Kind,
    (x, y, r): (f64, f64, f64),
    colour: &str,
    listed: bool,
) {
    let (fill, dash) = if listed {
        (colour.to_owned(), "")
    } else {
        (style::tint(colour, 35), " stroke-dasharray=\"3 2\"")
    };
    let edge = if listed { "#ffffff" } else { colour };
    let paint = format!("fill=\"{fill}\" stroke=\"{edge}\" stroke-width=\"1.4\"{dash}");
    let polygon = |corners: u32, turn: f64, size: f64| -> String {
        let corner = |i| {
            let angle = turn + std::f64::consts::TAU * f64::from(i) / f64::from(corners);
            format!("{:.1},{:.1}", x + size * angle.cos(), y + size * angle.sin())
        };
        (0..corners).map(corner).collect::<Vec<_>>().join(" ")
    };
    let up = -std::f64::consts::FRAC_PI_2;
    let _ = match kind {
        Kind::Person => write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{r:.1}\" {paint}/>"),
        Kind::Organisation => {
            let side = r * 1.76;
            let (left, top) = (x - side / 2.0, y - side / 2.0);
            write!(
                svg,
                "<rect x=\"{left:.1}\" y=\"{top:.1}\" width=\"{side:.1}\" height=\"{side:.1}\" {paint}/>"
            )
        }
        Kind::Place => write!(svg, "<polygon points=\"{}\" {paint}/>", polygon(3, up, r * 1.2)),
        Kind::Group => write!(svg, "<polygon points=\"{}\" {paint}/>", polygon(6, 0.0, r * 1.06)),
        Kind::Work => write!(svg, "<polygon points=\"{}\" {paint}/>", polygon(4, 0.0, r * 1.1)),
        Kind::Event => write!(svg, "<polygon points=\"{}\" {paint}/>", polygon(5, up, r * 1.1)),
        Kind::Other => {
            write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{:.1}\" {paint}/>", r * 0.8)
        }
    };
}

//! SVG for print, from the graph's own positions, without any outside program: labels that do not
//! collide, a legend, a title.

mod draw;
mod legend;
mod place;

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use super::{ExportOptions, GraphFormat, graphviz, style, xml::escaped};
use crate::graph::EntityGraph;

pub(super) struct Svg;

/// Room around the picture, in pixels.
const MARGIN: f64 = 40.0;

/// Narrowest picture: the legend needs as much.
const NARROWEST: f64 = 860.0;

/// Height of the title with its line.
const HEAD: f64 = 84.0;

impl GraphFormat for Svg {
    fn name(&self) -> &'static str {
        "svg"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["svg"]
    }

    fn about(&self) -> &'static str {
        "a picture for print; needs no Graphviz unless --engine asks for it"
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
        if options.engine.is_some() {
            return graphviz::draw("svg", graph, options, out);
        }
        out.write_all(picture(graph, options).as_bytes())
    }
}

/// The whole picture.
fn picture(graph: &EntityGraph, options: &ExportOptions) -> String {
    let placed = place::place(graph);
    let (left, top, right, bottom) = placed.bounds();
    let wide = (right - left + 2.0 * MARGIN).max(NARROWEST);
    let legend = legend::legend(graph, options, &placed, wide - 2.0 * MARGIN);
    let high = HEAD + MARGIN + (bottom - top) + MARGIN + legend.height + MARGIN / 2.0;
    // The picture stands in the middle of its width.
    let shift = ((wide - (right - left)) / 2.0 - left, HEAD + MARGIN - top);
    let mut svg = String::new();
    let _ = write!(
        svg,
        r##"<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="{wide:.0}" height="{high:.0}" viewBox="0 0 {wide:.0} {high:.0}" role="img" aria-labelledby="title desc" font-family="Helvetica, Arial, 'Liberation Sans', 'Noto Sans', sans-serif">
<title id="title">{title}</title>
<desc id="desc">{desc}</desc>
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="{MARGIN}" y="50" font-size="26" font-weight="700" fill="#111111">{title}</text>
<text x="{MARGIN}" y="76" font-size="14" fill="#555555">{line}</text>
"##,
        title = escaped(&style::short(&options.title, 90)),
        desc = escaped(&legend::about(graph)),
        line = escaped(&legend::about(graph)),
    );
    let _ = writeln!(svg, "<g transform=\"translate({:.2} {:.2})\">", shift.0, shift.1);
    draw::ties(&mut svg, graph, &placed);
    draw::entities(&mut svg, graph, &placed, options);
    svg.push_str("</g>\n");
    let _ = writeln!(
        svg,
        "<g transform=\"translate({MARGIN} {:.2})\">\n{}</g>\n</svg>",
        high - legend.height - MARGIN / 2.0,
        legend.svg
    );
    svg
}

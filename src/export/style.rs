//! What pictures have in common: colours that the colour-blind tell apart, sizes, short names.

use super::Colour;
use crate::{
    gazetteer::Kind,
    graph::{Edge, Node, Relation},
};

/// Okabe and Ito's palette (“Color Universal Design”, 2008) without black, the yellow darkened so
/// that it shows on paper.
pub(super) const PALETTE: [&str; 7] =
    ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#b8a800"];

/// What has no colour of its own.
pub(super) const GREY: &str = "#6f6f6f";

/// How a kind is drawn: its name, its plural, its colour, its shape in Graphviz.
pub(super) struct KindStyle {
    pub(super) kind: Kind,
    pub(super) name: &'static str,
    pub(super) plural: &'static str,
    pub(super) colour: &'static str,
    pub(super) shape: &'static str,
}

/// The kinds in the order of legends.
pub(super) const KINDS: [KindStyle; 7] = [
    style(Kind::Person, "person", "people", PALETTE[0], "ellipse"),
    style(Kind::Organisation, "organisation", "organisations", PALETTE[1], "box"),
    style(Kind::Place, "place", "places", PALETTE[2], "hexagon"),
    style(Kind::Group, "group", "groups", PALETTE[3], "octagon"),
    style(Kind::Work, "work", "works", PALETTE[4], "note"),
    style(Kind::Event, "event", "events", PALETTE[5], "cds"),
    style(Kind::Other, "other", "others", GREY, "plain"),
];

const fn style(
    kind: Kind,
    name: &'static str,
    plural: &'static str,
    colour: &'static str,
    shape: &'static str,
) -> KindStyle {
    KindStyle { kind, name, plural, colour, shape }
}

/// How a kind is drawn.
pub(super) fn of_kind(kind: Kind) -> &'static KindStyle {
    KINDS.iter().find(|k| k.kind == kind).unwrap_or(&KINDS[KINDS.len() - 1])
}

/// The name of a kind in outputs.
pub(super) fn kind_name(kind: Kind) -> &'static str {
    of_kind(kind).name
}

/// How a relation is drawn: its words in legends, its colour, its line.
pub(super) struct RelationStyle {
    pub(super) words: &'static str,
    pub(super) colour: &'static str,
    /// `solid`, `dashed` or `dotted`.
    pub(super) line: &'static str,
}

/// How a relation is drawn.
pub(super) fn of_relation(relation: Relation) -> RelationStyle {
    let (words, colour, line) = match relation {
        Relation::CoOccurrence => ("named together", "#9a9a9a", "solid"),
        Relation::Mentions => ("speaks of", "#b0413e", "solid"),
        Relation::Addresses => ("speaks to", "#6a3d9a", "dashed"),
        Relation::QuotesWith => ("quoted in one article", "#b5a642", "dotted"),
    };
    RelationStyle { words, colour, line }
}

/// The colour of a node.
pub(super) fn colour(node: &Node, by: Colour) -> &'static str {
    match (by, node.measures) {
        (Colour::Community, Some(m)) => PALETTE.get(m.community as usize).copied().unwrap_or(GREY),
        _ => of_kind(node.kind).colour,
    }
}

/// Red, green, blue of a `#rrggbb` colour.
pub(super) fn rgb(colour: &str) -> [u8; 3] {
    let part = |i| u8::from_str_radix(colour.get(i..i + 2).unwrap_or("0"), 16).unwrap_or(0);
    [part(1), part(3), part(5)]
}

/// A colour mixed with white: 100 percent leave it as it is.
pub(super) fn tint(colour: &str, percent: u32) -> String {
    let mix = |c: u8| 255 - (255 - u32::from(c)) * percent / 100;
    let [r, g, b] = rgb(colour).map(mix);
    format!("#{r:02x}{g:02x}{b:02x}")
}

/// What a node's size stands for: the weight of its ties, or else its mentions.
pub(super) fn importance(node: &Node) -> f64 {
    node.measures.map_or(node.counts.mentions as f64, |m| m.weighted_degree)
}

/// A value between `low` and `high`, by area: the square root of its share of the largest.
pub(super) fn scale(value: f64, largest: f64, low: f64, high: f64) -> f64 {
    if largest <= 0.0 { low } else { low + (high - low) * (value.max(0.0) / largest).sqrt() }
}

/// The largest importance of these nodes and the largest weight of these ties.
pub(super) fn largest<'g>(
    nodes: impl Iterator<Item = &'g Node>,
    edges: impl Iterator<Item = &'g Edge>,
) -> (f64, f64) {
    (nodes.map(importance).fold(0.0, f64::max), edges.map(|e| e.weight).fold(0.0, f64::max))
}

/// A name for display: one line, no control or direction characters, at most `most` code points.
pub(super) fn short(name: &str, most: usize) -> String {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
    };
    let visible: String = name.chars().map(|c| if hidden(c) { ' ' } else { c }).collect();
    let mut line = visible.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        "(no name)".clone_into(&mut line);
    }
    if line.chars().count() > most {
        let cut: String = line.chars().take(most.saturating_sub(1)).collect();
        line = format!("{}…", cut.trim_end());
    }
    line
}

/// A number without needless digits: whole where it is whole, else up to four decimal places.
pub(super) fn number(value: f64) -> String {
    let text = format!("{value:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A text in lines that fit, cut at spaces; a word that fits nowhere has a line of its own.
pub(super) fn wrapped(text: &str, fits: impl Fn(&str) -> bool) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.last_mut().expect("there is a line");
        let longer = if last.is_empty() { word.to_owned() } else { format!("{last} {word}") };
        if last.is_empty() || fits(&longer) {
            *last = longer;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_for_display_are_one_clean_line() {
        assert_eq!(short("Ida\n\u{202e}Vale\u{0}", 20), "Ida Vale");
        assert_eq!(short("\u{1}", 20), "(no name)");
        assert_eq!(short(&"é".repeat(30), 10), format!("{}…", "é".repeat(9)));
    }

    #[test]
    fn numbers_are_short() {
        let all = [3.0, 0.12345, 12.5, 0.0, -0.25, 100.0, -0.00001].map(number);
        assert_eq!(all, ["3", "0.1235", "12.5", "0", "-0.25", "100", "0"]);
    }

    #[test]
    fn tints_run_to_white() {
        assert_eq!(tint("#0072b2", 100), "#0072b2");
        assert_eq!(tint("#0072b2", 0), "#ffffff");
    }
}

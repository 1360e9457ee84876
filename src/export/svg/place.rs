//! Where entities and their labels stand: the graph's positions, pushed apart until no two boxes
//! of a mark and its label touch.

use super::super::style;
use crate::graph::EntityGraph;

/// Pixels between two units of the graph's positions.
const SPREAD: f64 = 130.0;

/// Room between two boxes.
const GAP: f64 = 5.0;

/// Longest label, in code points.
const LABEL: usize = 36;

/// An entity in the picture; y grows downward.
pub(super) struct Placed {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) radius: f64,
    pub(super) font: f64,
    pub(super) label: String,
    /// Width of the label.
    pub(super) width: f64,
}

/// All entities in the order of the graph.
pub(super) struct Picture {
    pub(super) entities: Vec<Placed>,
    /// The largest importance of an entity, the largest weight of a tie.
    pub(super) largest: (f64, f64),
}

impl Placed {
    /// Left, top, right, bottom of the mark with its label beneath.
    pub(super) fn bounds(&self) -> (f64, f64, f64, f64) {
        let half = self.radius.max(self.width / 2.0);
        let bottom = self.y + self.radius + self.font * 1.3;
        (self.x - half, self.y - self.radius, self.x + half, bottom)
    }
}

impl Picture {
    /// Left, top, right, bottom of everything.
    pub(super) fn bounds(&self) -> (f64, f64, f64, f64) {
        let none = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        let all = self
            .entities
            .iter()
            .map(Placed::bounds)
            .fold(none, |a, b| (a.0.min(b.0), a.1.min(b.1), a.2.max(b.2), a.3.max(b.3)));
        if all.0 <= all.2 { all } else { (0.0, 0.0, 0.0, 0.0) }
    }
}

/// Places every entity.
pub(super) fn place(graph: &EntityGraph) -> Picture {
    let largest = style::largest(graph.nodes(), graph.edges());
    let mut entities: Vec<Placed> = graph
        .nodes()
        .map(|node| {
            let size = style::importance(node);
            let label = style::short(&node.name, LABEL);
            let font = style::scale(size, largest.0, 10.5, 19.0);
            let at = node.position.map_or((0.0, 0.0), |p| (p.x, p.y));
            Placed {
                x: at.0 * SPREAD,
                y: 0.0 - at.1 * SPREAD,
                radius: style::scale(size, largest.0, 4.5, 26.0),
                width: width(&label) * font,
                font,
                label,
            }
        })
        .collect();
    separate(&mut entities);
    Picture { entities, largest }
}

/// Pushes boxes that touch apart, each pair along the shorter way, until none do.
fn separate(entities: &mut [Placed]) {
    let rounds = if entities.len() > 1000 { 60 } else { 600 };
    for _ in 0..rounds {
        let mut order: Vec<usize> = (0..entities.len()).collect();
        order.sort_by(|a, b| {
            entities[*a].bounds().0.total_cmp(&entities[*b].bounds().0).then(a.cmp(b))
        });
        let mut moved = false;
        for (i, &a) in order.iter().enumerate() {
            for &b in &order[i + 1..] {
                if entities[b].bounds().0 >= entities[a].bounds().2 + GAP {
                    break;
                }
                moved |= part(entities, a, b);
            }
        }
        if !moved {
            break;
        }
    }
}

/// Pushes two boxes apart where they touch; whether they did.
fn part(entities: &mut [Placed], a: usize, b: usize) -> bool {
    let (one, other) = (entities[a].bounds(), entities[b].bounds());
    let across = one.2.min(other.2) - one.0.max(other.0) + GAP;
    let down = one.3.min(other.3) - one.1.max(other.1) + GAP;
    if across <= 0.01 || down <= 0.01 {
        return false;
    }
    let middle = |b: (f64, f64, f64, f64)| (b.0 + b.2, b.1 + b.3);
    let (at, to) = (middle(one), middle(other));
    if down <= across {
        let push = (down / 2.0 + 0.01) * if to.1 < at.1 { -1.0 } else { 1.0 };
        entities[a].y -= push;
        entities[b].y += push;
    } else {
        let push = (across / 2.0 + 0.01) * if to.0 < at.0 { -1.0 } else { 1.0 };
        entities[a].x -= push;
        entities[b].x += push;
    }
    true
}

/// The width of a text in ems of a Helvetica-like face, rather too wide than too narrow.
pub(super) fn width(text: &str) -> f64 {
    let of = |c: char| match c {
        'i' | 'j' | 'l' | 'I' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 0.29,
        'f' | 't' | 'r' | ' ' | '-' | '(' | ')' | '“' | '”' | '"' => 0.37,
        'm' | 'w' | 'M' | 'W' | '…' | '@' | '%' => 0.98,
        c if c.is_ascii_uppercase() => 0.72,
        c if c.is_ascii() => 0.56,
        // Wide scripts: Han, kana, Hangul, emoji.
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{1f300}'..='\u{3fffd}' => 1.05,
        '\u{0300}'..='\u{036f}' | '\u{200b}'..='\u{200d}' => 0.0,
        c if c.is_uppercase() => 0.76,
        _ => 0.62,
    };
    text.chars().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_no_longer_touch() {
        let mut entities: Vec<Placed> = (0..120)
            .map(|i| Placed {
                x: f64::from(i % 11) * 20.0,
                y: f64::from(i % 7) * 15.0,
                radius: 4.0 + f64::from(i % 9),
                font: 11.0,
                label: String::new(),
                width: 40.0 + f64::from(i % 5) * 20.0,
            })
            .collect();
        separate(&mut entities);
        for (i, a) in entities.iter().enumerate() {
            for b in &entities[i + 1..] {
                let (a, b) = (a.bounds(), b.bounds());
                assert!(a.2 <= b.0 || b.2 <= a.0 || a.3 <= b.1 || b.3 <= a.1, "{a:?} {b:?}");
            }
        }
    }
}

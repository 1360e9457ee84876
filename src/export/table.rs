//! Tables for the terminal: top entities, top ties, who is quoted most, communities.

use std::{
    cmp::Ordering,
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

use super::{ExportOptions, GraphFormat, style};
use crate::{
    gazetteer::EntityId,
    graph::{Edge, EntityGraph, Node, Relation},
};

pub(super) struct Table;

/// Rows of each table.
const ROWS: usize = 15;

impl GraphFormat for Table {
    fn name(&self) -> &'static str {
        "table"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["txt"]
    }

    fn about(&self) -> &'static str {
        "top entities and ties, for the terminal"
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let width = options.width.max(40);
        head(graph, out)?;
        entities(graph, width, out)?;
        for relation in Relation::ALL {
            ties(graph, relation, width, out)?;
        }
        quoted(graph, width, out)?;
        communities(graph, width, out)?;
        for note in &graph.summary().notes {
            writeln!(out, "Note: {note}")?;
        }
        Ok(())
    }
}

fn head(graph: &EntityGraph, out: &mut dyn Write) -> io::Result<()> {
    let summary = graph.summary();
    let days = match (summary.first, summary.last) {
        (Some(first), Some(last)) if first == last => format!(", {first}"),
        (Some(first), Some(last)) => format!(", {first} to {last}"),
        _ => String::new(),
    };
    writeln!(
        out,
        "{} articles{days}: {} entities, {} ties, {} utterances by named speakers in {} reports",
        summary.documents,
        graph.nodes().len(),
        graph.edges().len(),
        summary.utterances,
        summary.reports,
    )
}

fn entities(graph: &EntityGraph, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let columns = ["Entity", "kind", "articles", "mentions", "quotes", "spoken of", "ties"];
    let nodes = top(graph.nodes(), by(|n| (n.counts.documents, n.counts.mentions)), ROWS);
    let rows: Vec<Vec<String>> = nodes.iter().map(|n| entity(n)).collect();
    columns_out("Top entities", &columns, &rows, width, out)
}

fn entity(node: &Node) -> Vec<String> {
    let counts = &node.counts;
    let mark = if node.listed { "" } else { " *" };
    let ties = node.measures.map_or_else(String::new, |m| m.degree.to_string());
    vec![
        format!("{}{mark}", style::short(&node.name, 60)),
        style::kind_name(node.kind).to_owned(),
        counts.documents.to_string(),
        counts.mentions.to_string(),
        counts.quotes.to_string(),
        counts.spoken_of.to_string(),
        ties,
    ]
}

fn ties(
    graph: &EntityGraph,
    relation: Relation,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let of_relation = graph.edges().filter(|e| e.relation == relation);
    let edges =
        top(of_relation, |x, y| x.weight.total_cmp(&y.weight).then(x.count.cmp(&y.count)), ROWS);
    let name =
        |id: &EntityId| graph.node(id).map_or_else(String::new, |n| style::short(&n.name, 60));
    let row = |e: &&Edge| {
        let (arrow, weight) =
            (if relation.directed() { "→" } else { "–" }, style::number(e.weight));
        let pair = format!("{} {arrow} {}", name(&e.a), name(&e.b));
        vec![pair, weight, e.count.to_string(), e.counts.documents.to_string(), days(e)]
    };
    let rows: Vec<Vec<String>> = edges.iter().map(row).collect();
    let title = match relation {
        Relation::CoOccurrence => format!("Named together (by {})", graph.summary().unit),
        Relation::Mentions => "Who speaks of whom".to_owned(),
        Relation::Addresses => "Who speaks to whom".to_owned(),
        Relation::QuotesWith => "Quoted in one article".to_owned(),
    };
    let weight = graph.summary().weight.as_str();
    let columns = ["Tie", weight, "count", "articles", "dates"];
    let same = weight == "count";
    let drop = |row: &[String]| -> Vec<String> {
        row.iter().enumerate().filter(|(i, _)| !(same && *i == 1)).map(|(_, c)| c.clone()).collect()
    };
    let rows: Vec<Vec<String>> = rows.iter().map(|r| drop(r)).collect();
    let kept: Vec<&str> =
        columns.iter().enumerate().filter(|(i, _)| !(same && *i == 1)).map(|(_, c)| *c).collect();
    columns_out(&title, &kept, &rows, width, out)
}

fn days(edge: &Edge) -> String {
    match (edge.first, edge.last) {
        (Some(first), Some(last)) if first == last => first.to_string(),
        (Some(first), Some(last)) => format!("{first} … {last}"),
        _ => String::new(),
    }
}

fn quoted(graph: &EntityGraph, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let speakers = graph.nodes().filter(|n| n.counts.quotes > 0);
    let row = |n: &&Node| {
        let c = &n.counts;
        let numbers = [c.quotes, c.reports, c.quoted_in].map(|n| n.to_string());
        std::iter::once(style::short(&n.name, 60)).chain(numbers).collect()
    };
    let nodes = top(speakers, by(|n| (n.counts.quotes, n.counts.reports)), ROWS);
    let rows: Vec<Vec<String>> = nodes.iter().map(row).collect();
    columns_out("Quoted most", &["Speaker", "utterances", "reports", "articles"], &rows, width, out)
}

fn communities(graph: &EntityGraph, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut members: BTreeMap<u64, Vec<&Node>> = BTreeMap::new();
    for node in graph.nodes() {
        if let Some(measures) = node.measures {
            members.entry(measures.community).or_default().push(node);
        }
    }
    let mut rows = Vec::new();
    for (number, nodes) in members.into_iter().filter(|(_, n)| n.len() > 1).take(8) {
        let size = nodes.len();
        let first = top(nodes.into_iter(), by(|n| (n.counts.mentions, n.counts.documents)), 6);
        let names: Vec<String> = first.iter().map(|n| style::short(&n.name, 30)).collect();
        rows.push(vec![format!("{}: {}", number + 1, names.join(", ")), size.to_string()]);
    }
    columns_out("Communities", &["Who", "size"], &rows, width, out)
}

/// The largest items, equal ones in their own order.
fn top<'g, T>(
    items: impl Iterator<Item = &'g T>,
    order: impl Fn(&T, &T) -> Ordering,
    most: usize,
) -> Vec<&'g T> {
    let mut items: Vec<&T> = items.collect();
    items.sort_by(|x, y| order(y, x));
    items.truncate(most);
    items
}

fn by<K: Ord>(key: impl Fn(&Node) -> K) -> impl Fn(&Node, &Node) -> Ordering {
    move |x, y| key(x).cmp(&key(y))
}

/// A table whose first column gives way where the terminal is narrow, then whose last columns are
/// left out.
fn columns_out(
    title: &str,
    heads: &[&str],
    rows: &[Vec<String>],
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let length = |text: &str| text.chars().count();
    let wide = |column: usize| {
        let cells = rows.iter().map(|r| length(&r[column]));
        cells.chain([length(heads[column])]).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..heads.len()).map(wide).collect();
    let mut shown = heads.len();
    let rest = |shown: usize| widths[1..shown].iter().map(|w| w + 2).sum::<usize>();
    while shown > 2 && rest(shown) + 24.min(widths[0]) > width {
        shown -= 1;
    }
    let first = widths[0].min(width.saturating_sub(rest(shown)).max(8));
    writeln!(out, "\n{title}")?;
    let mut line = |cells: Vec<&str>| -> io::Result<()> {
        let head = fit(cells[0], first);
        let mut text = format!("{head}{}", " ".repeat(first - length(&head)));
        for (cell, width) in cells[1..shown].iter().zip(&widths[1..]) {
            let _ = write!(text, "  {cell:>width$}");
        }
        writeln!(out, "{}", text.trim_end())
    };
    line(heads.to_vec())?;
    rows.iter().try_for_each(|row| line(row.iter().map(String::as_str).collect()))
}

/// A cell cut to a width in characters.
fn fit(cell: &str, width: usize) -> String {
    if cell.chars().count() <= width {
        return cell.to_owned();
    }
    cell.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

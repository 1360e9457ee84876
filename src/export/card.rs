//! Everything about one entity, for the terminal.

use std::io::{self, Write};

use super::style;
use crate::graph::{Edge, EntityGraph, Evidence, Node, Relation};

/// Writes an entity's card: at most `most` quotations and ties of each sort, in lines of `width`
/// characters.
///
/// # Errors
/// What the writer returns.
pub fn write(
    graph: &EntityGraph,
    node: &Node,
    most: usize,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    head(node, out)?;
    spellings(node, out)?;
    over_time(node, width, out)?;
    quotations(node, most, width, out)?;
    for relation in Relation::ALL {
        for outward in [true, false] {
            if outward || relation.directed() {
                ties(graph, node, (relation, outward), most, width, out)?;
            }
        }
    }
    Ok(())
}

fn head(node: &Node, out: &mut dyn Write) -> io::Result<()> {
    let listed = if node.listed { "" } else { ", not in a gazetteer" };
    writeln!(
        out,
        "{}  ({}, {}{listed})",
        style::short(&node.name, 100),
        style::kind_name(node.kind),
        style::short(node.id.as_str(), 60)
    )?;
    let c = &node.counts;
    let days = match (node.first, node.last) {
        (Some(first), Some(last)) if first == last => format!(" on {first}"),
        (Some(first), Some(last)) => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    writeln!(out, "{} mentions in {} articles{days}", c.mentions, c.documents)?;
    writeln!(
        out,
        "{} utterances in {} reports; spoken of in {}; spoken to in {}",
        c.quotes, c.reports, c.spoken_of, c.addressed
    )?;
    if let Some(m) = node.measures {
        writeln!(
            out,
            "{} neighbours, PageRank {}, core {}, community {}",
            m.degree,
            style::number(m.pagerank),
            m.core,
            m.community + 1
        )?;
    }
    Ok(())
}

fn spellings(node: &Node, out: &mut dyn Write) -> io::Result<()> {
    if node.forms.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSpellings")?;
    for form in node.forms.iter().take(12) {
        let outlets = match form.outlets.as_slice() {
            [] => String::new(),
            some => format!("  {}", style::short(&some.join(", "), 60)),
        };
        writeln!(out, "  {} ×{}{outlets}", style::short(&form.text, 60), form.count)?;
    }
    if node.forms.len() > 12 {
        writeln!(out, "  … and {} more", node.forms.len() - 12)?;
    }
    Ok(())
}

/// A bar for each period that names the entity.
fn over_time(node: &Node, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let most = node.over_time.iter().map(|s| s.documents).max().unwrap_or(0);
    if node.over_time.len() < 2 {
        return Ok(());
    }
    writeln!(out, "\nArticles over time")?;
    let room = width.saturating_sub(24).clamp(10, 60) as u64;
    for slice in &node.over_time {
        let bar = (slice.documents * room).div_ceil(most.max(1));
        writeln!(out, "  {}  {} {}", slice.start, "█".repeat(bar as usize), slice.documents)?;
    }
    Ok(())
}

fn quotations(node: &Node, most: usize, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if node.said.is_empty() {
        return Ok(());
    }
    writeln!(out, "\nSaid")?;
    let mut told = std::collections::BTreeSet::new();
    let new = node.said.iter().filter(|s| {
        let utterance = s.evidence.said.as_ref().and_then(|s| s.utterance);
        utterance.is_none_or(|number| told.insert(number))
    });
    new.take(most).try_for_each(|spoken| proof(&spoken.evidence, width, out))
}

/// One proof: where, who the text says it was, the words.
fn proof(evidence: &Evidence, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let document = &evidence.document;
    let mut place = style::short(document.outlet.as_deref().unwrap_or(&document.id), 40);
    if let Some(date) = document.date {
        place = format!("{place}, {date}");
    }
    let cue = evidence.said.as_ref().map_or_else(String::new, |said| {
        let speaker = style::short(&said.speaker, 40);
        match &said.cue {
            Some(cue) => format!("  ({speaker} / {})", style::short(cue, 30)),
            None => format!("  ({speaker})"),
        }
    });
    writeln!(out, "  {place}{cue}")?;
    let text = evidence.text();
    if !text.is_empty() {
        let room = width.saturating_sub(4).max(30);
        for line in style::wrapped(&style::short(&text, 600), |line| line.chars().count() <= room) {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}

fn ties(
    graph: &EntityGraph,
    node: &Node,
    (relation, outward): (Relation, bool),
    most: usize,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mine = |e: &&Edge| {
        e.relation == relation
            && if relation.directed() {
                (if outward { &e.a } else { &e.b }) == &node.id
            } else {
                e.a == node.id || e.b == node.id
            }
    };
    let mut edges: Vec<&Edge> = graph.edges().filter(mine).collect();
    if edges.is_empty() {
        return Ok(());
    }
    edges.sort_by(|x, y| y.weight.total_cmp(&x.weight));
    writeln!(out, "\n{} ({})", title(relation, outward), edges.len())?;
    for edge in edges.iter().take(most) {
        let other = if edge.a == node.id { &edge.b } else { &edge.a };
        let name = graph.node(other).map_or(other.as_str(), |n| n.name.as_str());
        let sure = if edge.only_indirect { ", only indirect speech" } else { "" };
        writeln!(
            out,
            "  {} ×{} in {} articles{sure}",
            style::short(name, 60),
            edge.count,
            edge.counts.documents
        )?;
        if let (true, Some(first)) = (relation.directed(), edge.evidence.first()) {
            let text = style::short(&first.text(), width.saturating_sub(8).max(30));
            if text != "(no name)" {
                writeln!(out, "      {text}")?;
            }
        }
    }
    Ok(())
}

fn title(relation: Relation, outward: bool) -> &'static str {
    match (relation, outward) {
        (Relation::CoOccurrence, _) => "Named together with",
        (Relation::Mentions, true) => "Speaks of",
        (Relation::Mentions, false) => "Spoken of by",
        (Relation::Addresses, true) => "Speaks to",
        (Relation::Addresses, false) => "Spoken to by",
        (Relation::QuotesWith, _) => "Quoted in one article with",
    }
}

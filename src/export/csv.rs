//! Two tables, entities and ties, with the column names that Gephi's spreadsheet import knows.

use std::io::{self, Write};

use serde_json::Value;

use super::{ExportOptions, GraphFormat, fields};
use crate::graph::{Edge, EntityGraph, Node};

pub(super) struct Csv;

impl GraphFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["csv"]
    }

    fn about(&self) -> &'static str {
        "spreadsheets and Gephi: NAME.nodes.csv and NAME.edges.csv"
    }

    fn parts(&self) -> &'static [&'static str] {
        &["nodes.csv", "edges.csv"]
    }

    fn write(
        &self,
        part: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let mut table = Table::new(out, options.csv_safe);
        if part == "nodes.csv" {
            let names = fields::NODE[1..].iter().map(|f| f.name);
            table.row(["Id", "Label"].into_iter().chain(names).map(str::to_owned))?;
            graph.nodes().try_for_each(|n| table.row(node(n)))?;
        } else {
            let names = fields::EDGE[2..].iter().map(|f| f.name);
            let first = ["Source", "Target", "Type", "Kind", "Weight", "Label", "Time Interval"];
            table.row(first.into_iter().chain(names).map(str::to_owned))?;
            graph.edges().try_for_each(|e| table.row(edge(e)))?;
        }
        table.end()
    }
}

fn node(node: &Node) -> Vec<String> {
    let values = fields::NODE[1..].iter().map(|f| fields::text(&(f.of)(node)));
    [node.id.to_string(), node.name.clone()].into_iter().chain(values).collect()
}

fn edge(edge: &Edge) -> Vec<String> {
    let directed = if edge.relation.directed() { "Directed" } else { "Undirected" };
    let interval = match (edge.first, edge.last) {
        (Some(first), Some(last)) => format!("<[{first},{last}]>"),
        _ => String::new(),
    };
    let weight = fields::text(&Value::from(edge.weight));
    let relation = edge.relation.name().to_owned();
    let first = [
        edge.a.to_string(),
        edge.b.to_string(),
        directed.to_owned(),
        relation.clone(),
        weight,
        relation,
        interval,
    ];
    let values = fields::EDGE[2..].iter().map(|f| fields::text(&(f.of)(edge)));
    first.into_iter().chain(values).collect()
}

/// Rows of a table.
pub(super) struct Table<'o> {
    csv: csv::Writer<&'o mut dyn Write>,
    safe: bool,
}

impl<'o> Table<'o> {
    pub(super) fn new(out: &'o mut dyn Write, safe: bool) -> Self {
        Self { csv: csv::Writer::from_writer(out), safe }
    }

    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) -> io::Result<()> {
        let cells = cells.into_iter().map(|c| if self.safe { harmless(c) } else { c });
        self.csv.write_record(cells.map(|c| c.replace('\0', ""))).map_err(io::Error::from)
    }

    pub(super) fn end(mut self) -> io::Result<()> {
        self.csv.flush()
    }
}

/// A cell that no spreadsheet takes for a formula.
fn harmless(cell: String) -> String {
    let formula = cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']);
    let number = cell.parse::<f64>().is_ok();
    if formula && !number { format!("'{cell}") } else { cell }
}

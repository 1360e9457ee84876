//! Neo4j: two tables with the headers of `neo4j-admin database import`, and a Cypher script that
//! loads the same files into a running database. Names come from the tables' cells only, never
//! spliced into Cypher.

use std::io::{self, Write};

use super::{ExportOptions, GraphFormat, csv::Table, fields, fields::Type, style};
use crate::graph::{EntityGraph, Relation};

pub(super) struct Neo4j;

impl GraphFormat for Neo4j {
    fn name(&self) -> &'static str {
        "neo4j"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["neo4j", "cypher"]
    }

    fn about(&self) -> &'static str {
        "Neo4j: two tables and a Cypher script that loads them"
    }

    fn parts(&self) -> &'static [&'static str] {
        &["nodes.csv", "relationships.csv", "load.cypher"]
    }

    fn write(
        &self,
        part: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        match part {
            "nodes.csv" => nodes(graph, out),
            "relationships.csv" => relationships(graph, out),
            _ => script(graph, &options.stem, out),
        }
    }
}

fn header<T>(field: &fields::Field<T>) -> String {
    let holds = match field.holds {
        Type::Text => "string",
        Type::Integer => "long",
        Type::Float => "double",
        Type::Flag => "boolean",
    };
    format!("{}:{holds}", field.name)
}

fn nodes(graph: &EntityGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out, false);
    let heads = fields::NODE[1..].iter().map(header);
    let first = ["id:ID", ":LABEL", "name:string"].map(str::to_owned);
    table.row(first.into_iter().chain(heads))?;
    for node in graph.nodes() {
        let label = format!("Entity;{}", capital(style::kind_name(node.kind)));
        let first = [node.id.to_string(), label, node.name.clone()];
        let values = fields::NODE[1..].iter().map(|f| fields::text(&(f.of)(node)));
        table.row(first.into_iter().chain(values))?;
    }
    table.end()
}

fn relationships(graph: &EntityGraph, out: &mut dyn Write) -> io::Result<()> {
    let mut table = Table::new(out, false);
    let heads = fields::EDGE[1..].iter().map(header);
    let first = [":START_ID", ":END_ID", ":TYPE"].map(str::to_owned);
    table.row(first.into_iter().chain(heads))?;
    for edge in graph.edges() {
        let first = [edge.a.to_string(), edge.b.to_string(), type_of(edge.relation)];
        let values = fields::EDGE[1..].iter().map(|f| fields::text(&(f.of)(edge)));
        table.row(first.into_iter().chain(values))?;
    }
    table.end()
}

fn capital(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map(|c| c.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn type_of(relation: Relation) -> String {
    relation.name().to_uppercase()
}

/// `LOAD CSV` reads every cell as text, so numbers are named; only our own words stand in it.
fn script(graph: &EntityGraph, stem: &str, out: &mut dyn Write) -> io::Result<()> {
    // The name of a file of the user's; in a Cypher string a mark or a backslash is escaped.
    let file = |part: &str| {
        format!("{stem}.{part}").replace('\\', "\\\\").replace('\'', "\\'").replace(' ', "%20")
    };
    writeln!(out, "// Copy both tables into the database's import folder, then run this script.")?;
    writeln!(
        out,
        "CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;"
    )?;
    let (nodes, ties) = (file("nodes.csv"), file("relationships.csv"));
    writeln!(out, "LOAD CSV WITH HEADERS FROM 'file:///{nodes}' AS row")?;
    writeln!(out, "MERGE (n:Entity {{id: row.`id:ID`}})")?;
    let sets = fields::NODE[1..].iter().map(|f| set("n", f));
    let sets: Vec<String> =
        std::iter::once("n.name = row.`name:string`".to_owned()).chain(sets).collect();
    writeln!(out, "SET {};", sets.join(", "))?;
    for relation in Relation::ALL {
        if !graph.edges().any(|e| e.relation == relation) {
            continue;
        }
        let name = type_of(relation);
        writeln!(out, "LOAD CSV WITH HEADERS FROM 'file:///{ties}' AS row")?;
        writeln!(out, "WITH row WHERE row.`:TYPE` = '{name}'")?;
        writeln!(
            out,
            "MATCH (a:Entity {{id: row.`:START_ID`}}), (b:Entity {{id: row.`:END_ID`}})"
        )?;
        writeln!(out, "MERGE (a)-[r:{name}]->(b)")?;
        let sets: Vec<String> = fields::EDGE[1..].iter().map(|f| set("r", f)).collect();
        writeln!(out, "SET {};", sets.join(", "))?;
    }
    Ok(())
}

fn set<T>(of: &str, field: &fields::Field<T>) -> String {
    let cell = format!("row.`{}`", header(field));
    let value = match field.holds {
        Type::Text => cell,
        Type::Integer => format!("toInteger({cell})"),
        Type::Float => format!("toFloat({cell})"),
        Type::Flag => format!("toBoolean({cell})"),
    };
    format!("{of}.{} = {value}", field.name)
}

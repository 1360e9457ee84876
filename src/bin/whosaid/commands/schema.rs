//! `whosaid schema`: the JSON Schemas of what the command writes.

use std::io::{self, Write};

use anyhow::Result;
use clap::{Args, ValueEnum};
use whosaid::export::{EXTRACTION_JSON_SCHEMA, GRAPH_JSON_SCHEMA};

use crate::Outcome;

/// The JSON Schema of extraction records or of graphs in JSON
#[derive(Debug, Args)]
pub(crate) struct SchemaArgs {
    /// Of what
    #[arg(value_enum)]
    of: Of,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// What `extract` writes, a line
    Extraction,
    /// What `graph -o graph.json` writes
    Graph,
}

/// Runs the command.
pub(crate) fn run(args: &SchemaArgs) -> Result<Outcome> {
    let schema = match args.of {
        Of::Extraction => EXTRACTION_JSON_SCHEMA,
        Of::Graph => GRAPH_JSON_SCHEMA,
    };
    io::stdout().lock().write_all(schema.as_bytes())?;
    Ok(Outcome::Done)
}

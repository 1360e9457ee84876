//! Results of a SPARQL query in JSON, as query.wikidata.org gives them; those in CSV are tables.

use indexmap::IndexMap;
use serde::Deserialize;

use super::{
    Kept, Loader,
    csv::remark_unknown,
    intake::Intake,
    jsonl::json_message,
    source::{Place, Source, place_in, utf8},
    table::Table,
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "sparql",
    about: "results of a SPARQL query in JSON: item, itemLabel, alias, P-ids (only read)",
    extensions: &["srj"],
    detect,
    read,
    write: None,
    kept: Kept::ALL,
};

fn detect(start: &[u8]) -> bool {
    let has = |key: &[u8]| memchr::memmem::find(start, key).is_some();
    start.trim_ascii_start().starts_with(b"{") && has(b"\"head\"") && has(b"\"vars\"")
}

#[derive(Deserialize)]
struct Results {
    head: Head,
    results: Bindings,
}

#[derive(Deserialize)]
struct Head {
    vars: Vec<String>,
}

#[derive(Deserialize)]
struct Bindings {
    bindings: Vec<IndexMap<String, Bound>>,
}

#[derive(Deserialize)]
struct Bound {
    value: String,
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    let bytes = source.bytes()?;
    let text = match utf8(&bytes) {
        Ok(text) => text,
        Err((at, message)) => {
            intake.fault(place_in(&bytes, at), message);
            return Ok(());
        }
    };
    let results: Results = match serde_json::from_str(text) {
        Ok(results) => results,
        Err(e) => {
            let column = e.column() as u32;
            intake.fault(Place { line: e.line() as u32, column }, json_message(&e));
            return Ok(());
        }
    };
    let vars = &results.head.vars;
    let mut table = match Table::new(vars) {
        Ok(table) => table,
        Err(message) => {
            intake.fault(Place::default(), message);
            return Ok(());
        }
    };
    remark_unknown(&table, vars, &|_| Place::default(), intake);
    for (row, bound) in results.results.bindings.iter().enumerate() {
        let cells = vars.iter().map(|var| bound.get(var).map_or("", |b| b.value.as_str()));
        // a result has no line of its own: its number stands for it
        let place = |_| Place { line: row as u32 + 1, column: 0 };
        table.row(&cells.collect::<Vec<_>>(), &place, intake);
    }
    Ok(())
}

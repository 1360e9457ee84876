//! Records (JSON Lines) or a graph (`whosaid.graph/1`) on standard input, the page on standard output.

use std::{
    error::Error,
    io::{BufReader, Read, stdin, stdout},
    path::Path,
};

use whosaid::{
    export::{ExportOptions, format_named, read_json},
    graph::{Options, Tally, records},
};

fn main() -> Result<(), Box<dyn Error>> {
    let title = std::env::args().nth(1).unwrap_or_else(|| "Who said what".to_owned());
    let mut input = Vec::new();
    stdin().read_to_end(&mut input)?;
    let name = Path::new("-");
    let graph = if input.starts_with(b"{\"schema\":\"whosaid.graph/") {
        read_json(name, input.as_slice())?
    } else {
        let mut tally = Tally::new(Options::default());
        for record in records(name, BufReader::new(input.as_slice())) {
            tally.add(&record?);
        }
        tally.into_graph()
    };
    let options = ExportOptions { title, ..ExportOptions::default() };
    format_named("html")?.write("", &graph, &options, &mut stdout().lock())?;
    Ok(())
}

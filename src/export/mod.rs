//! Floor 7: the formats in which graphs, quotations and marked texts are written.
//!
//! A format is one file here and one line in [`GRAPH_FORMATS`].

pub mod annotated;
pub mod card;
pub mod changes;
pub mod quotes;

mod csv;
mod cytoscape;
mod d3;
mod dot;
mod fields;
mod ftm;
mod gexf;
mod graphml;
mod graphology;
mod graphviz;
mod html;
mod jgf;
mod json;
mod mermaid;
mod neo4j;
mod node_link;
mod style;
mod svg;
mod table;
mod xml;

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    graph::EntityGraph,
    output::write_atomic,
};

pub use graphviz::ENGINES;
pub use json::{SCHEMA as GRAPH_SCHEMA, read as read_json};

/// The JSON Schema of graphs in JSON, as text.
pub const GRAPH_JSON_SCHEMA: &str = include_str!("schema/graph.schema.json");

/// The JSON Schema of extraction records, as text.
pub const EXTRACTION_JSON_SCHEMA: &str = include_str!("schema/extraction.schema.json");

/// All formats, the project's own first.
pub const GRAPH_FORMATS: &[&dyn GraphFormat] = &[
    &json::Json,
    &node_link::NodeLink,
    &d3::D3,
    &graphology::Graphology,
    &cytoscape::Cytoscape,
    &jgf::Jgf,
    &graphml::GraphMl,
    &gexf::Gexf,
    &csv::Csv,
    &neo4j::Neo4j,
    &ftm::Ftm,
    &dot::Dot,
    &svg::Svg,
    &graphviz::Png,
    &graphviz::Pdf,
    &mermaid::Mermaid,
    &html::Html,
    &table::Table,
];

/// A way to write a graph.
pub trait GraphFormat: Sync {
    /// What `--format` calls it.
    fn name(&self) -> &'static str;

    /// File name endings that mean it, without the dot; those of earlier formats win.
    fn extensions(&self) -> &'static [&'static str];

    /// What it is for, in half a sentence.
    fn about(&self) -> &'static str;

    /// Whether people look at it: then only the strongest ties are worth drawing, and positions
    /// are needed.
    fn picture(&self) -> bool {
        false
    }

    /// Whether it holds positions.
    fn positions(&self) -> bool {
        self.picture()
    }

    /// The files it consists of: what to put after the name given, `""` for the file itself.
    fn parts(&self) -> &'static [&'static str] {
        &[""]
    }

    /// Whether it is no text, so that a terminal should be spared it.
    fn binary(&self) -> bool {
        false
    }

    /// Writes one of the [`parts`](Self::parts).
    ///
    /// # Errors
    /// What the writer returns; an outside program that is missing or fails.
    fn write(
        &self,
        part: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()>;
}

/// What colours stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Colour {
    /// The kind of an entity.
    #[default]
    Kind,
    /// Its community.
    Community,
}

/// How a graph is written.
#[derive(Debug, Clone)]
pub struct ExportOptions {
    /// What stands over pictures and in the head of files.
    pub title: String,
    /// What colours stand for.
    pub colour: Colour,
    /// Put `'` before cells of CSV that a spreadsheet would take for a formula.
    pub csv_safe: bool,
    /// The Graphviz engine that draws (`sfdp`, `dot`, …); None: the graph's own positions.
    pub engine: Option<String>,
    /// Seconds that an outside program may take.
    pub time_limit: u64,
    /// The name of the file without its ending, for formats of several files that name each other.
    pub stem: String,
    /// Characters of a line in the terminal.
    pub width: usize,
}

impl Default for ExportOptions {
    fn default() -> Self {
        Self {
            title: "Who said what, about whom".to_owned(),
            colour: Colour::Kind,
            csv_safe: false,
            engine: None,
            time_limit: 60,
            stem: "graph".to_owned(),
            width: 80,
        }
    }
}

/// The format of a name.
///
/// # Errors
/// An unknown name; the error lists those there are.
pub fn format_named(name: &str) -> Result<&'static dyn GraphFormat> {
    let found = GRAPH_FORMATS.iter().copied().find(|f| f.name() == name);
    found.ok_or_else(|| {
        let names: Vec<_> = GRAPH_FORMATS.iter().map(|f| f.name()).collect();
        Error::Setting(format!("no format “{name}”; there are: {}", names.join(", ")))
    })
}

/// The format that a file's name asks for.
///
/// # Errors
/// A name without a known ending; the error lists those there are.
pub fn format_of(path: &Path) -> Result<&'static dyn GraphFormat> {
    let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
    let ends = |e: &&str| name.strip_suffix(*e).is_some_and(|stem| stem.ends_with('.'));
    // The longest ending wins, so that `x.d3.json` is not taken for `x.json`.
    let found = GRAPH_FORMATS
        .iter()
        .copied()
        .filter_map(|f| {
            Some((f.extensions().iter().filter(|e| ends(e)).map(|e| e.len()).max()?, f))
        })
        .rev()
        .max_by_key(|(length, _)| *length);
    found.map(|(_, format)| format).ok_or_else(|| {
        let known: Vec<_> =
            GRAPH_FORMATS.iter().flat_map(|f| f.extensions()).map(|e| format!(".{e}")).collect();
        Error::Setting(format!(
            "{}: which format? Name it with --format, or end the file's name in {}",
            path.display(),
            known.join(", ")
        ))
    })
}

/// Writes a graph to a file, whole or not at all; gives the files written, of which some formats
/// have several. `-` stands for standard output.
///
/// # Errors
/// Files that cannot be written; several parts asked for on standard output.
pub fn write_graph(
    format: &dyn GraphFormat,
    graph: &EntityGraph,
    options: &ExportOptions,
    path: &Path,
) -> Result<Vec<PathBuf>> {
    let parts = format.parts();
    if path.as_os_str() == "-" && parts.len() > 1 {
        return Err(Error::Setting(format!(
            "{} is written as {} files; name them with -o FILE",
            format.name(),
            parts.len()
        )));
    }
    let mut options = options.clone();
    if let Some(stem) = path.file_stem() {
        options.stem = stem.to_string_lossy().into_owned();
    }
    let mut written = Vec::new();
    for part in parts {
        let file = if part.is_empty() { path.to_owned() } else { path.with_extension(part) };
        let failed = |e| Error::io(&file, e);
        if file.as_os_str() == "-" {
            let mut out = BufWriter::new(io::stdout().lock());
            let done = format.write(part, graph, &options, &mut out).and_then(|()| out.flush());
            done.map_err(failed)?;
        } else {
            write_atomic(&file, |out| format.write(part, graph, &options, out).map_err(failed))?;
        }
        written.push(file);
    }
    Ok(written)
}

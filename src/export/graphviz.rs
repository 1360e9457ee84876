//! Pictures drawn by Graphviz, where it is installed, under a time limit.

use std::{
    io::{self, Read, Seek, Write},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

use super::{ExportOptions, GraphFormat, dot};
use crate::graph::EntityGraph;

pub(super) struct Png;
pub(super) struct Pdf;

impl GraphFormat for Png {
    fn name(&self) -> &'static str {
        "png"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["png"]
    }

    fn about(&self) -> &'static str {
        "a picture, drawn by Graphviz where it is installed"
    }

    fn picture(&self) -> bool {
        true
    }

    fn binary(&self) -> bool {
        true
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        draw("png", graph, options, out)
    }
}

impl GraphFormat for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["pdf"]
    }

    fn about(&self) -> &'static str {
        "a page, drawn by Graphviz where it is installed"
    }

    fn picture(&self) -> bool {
        true
    }

    fn binary(&self) -> bool {
        true
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        draw("pdf", graph, options, out)
    }
}

/// The engines of Graphviz that may be asked for.
pub const ENGINES: [&str; 8] =
    ["sfdp", "neato", "fdp", "dot", "circo", "twopi", "osage", "patchwork"];

/// Draws a graph as `png`, `pdf` or `svg`. Input and output are files, so that neither side waits
/// for the other while we wait for the end.
pub(super) fn draw(
    kind: &str,
    graph: &EntityGraph,
    options: &ExportOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let engine = options.engine.as_deref().unwrap_or(ENGINES[0]);
    if !ENGINES.contains(&engine) {
        let known = ENGINES.join(", ");
        return Err(io::Error::other(format!("no engine “{engine}”; there are: {known}")));
    }
    let mut input = tempfile::tempfile()?;
    input.write_all(dot::text(graph, options).as_bytes())?;
    input.rewind()?;
    let mut drawn = tempfile::tempfile()?;
    let mut said = tempfile::tempfile()?;
    let mut child = Command::new("dot")
        .args([format!("-T{kind}"), format!("-K{engine}")])
        .stdin(input)
        .stdout(Stdio::from(drawn.try_clone()?))
        .stderr(Stdio::from(said.try_clone()?))
        .spawn()
        .map_err(|e| missing(kind, &e))?;
    let Some(status) = wait(&mut child, Duration::from_secs(options.time_limit))? else {
        return Err(too_slow(engine, options.time_limit));
    };
    if !status.success() {
        let mut words = String::new();
        said.rewind()?;
        said.take(2000).read_to_string(&mut words).ok();
        return Err(io::Error::other(format!("Graphviz failed ({status}): {}", words.trim())));
    }
    drawn.rewind()?;
    io::copy(&mut drawn, out)?;
    Ok(())
}

/// How a program ended; nothing where it had to be stopped.
fn wait(child: &mut Child, limit: Duration) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        thread::sleep(Duration::from_millis(20));
    }
}

fn too_slow(engine: &str, seconds: u64) -> io::Error {
    io::Error::new(
        io::ErrorKind::TimedOut,
        format!(
            "Graphviz's {engine} was stopped after {seconds} seconds: ask for fewer entities \
             (--top 60), another engine (--engine sfdp), or more time (--time-limit); .svg without \
             --engine needs no Graphviz"
        ),
    )
}

fn missing(kind: &str, error: &io::Error) -> io::Error {
    if error.kind() == io::ErrorKind::NotFound {
        io::Error::new(
            io::ErrorKind::NotFound,
            format!(
                "Graphviz draws {kind}, and its program `dot` is not installed: install the \
                 package graphviz, or write .svg, which needs nothing"
            ),
        )
    } else {
        io::Error::new(error.kind(), format!("Graphviz's `dot` could not be started: {error}"))
    }
}

//! One page to open in a browser: map, table, quotes and evidence, offline.
//!
//! The page is the template and the viewer of `page/` with the data packed inside: what the first
//! picture needs with gzip, which browsers unpack themselves, the words behind it with bzip2,
//! which is a third smaller on sentences and unpacked by the viewer afterwards. The page's policy
//! lets no script run but the viewer, which is known by its hash.

mod data;
mod details;

use std::io::{self, Write};

use base64::{Engine, engine::general_purpose::STANDARD};
use bzip2::write::BzEncoder;
use flate2::{Compression, GzBuilder};
use sha2::{Digest, Sha256};

use super::{ExportOptions, GraphFormat};
use crate::graph::EntityGraph;

const TEMPLATE: &str = include_str!("page/template.html");
const VIEWER: &str = include_str!("page/dist/viewer.js");
const STYLE: &str = include_str!("page/dist/viewer.css");

pub(super) struct Html;

impl GraphFormat for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn extensions(&self) -> &'static [&'static str] {
        &["html", "htm"]
    }

    fn about(&self) -> &'static str {
        "one page for the browser, offline: map, table, quotes, evidence"
    }

    fn positions(&self) -> bool {
        true
    }

    fn write(
        &self,
        _: &str,
        graph: &EntityGraph,
        options: &ExportOptions,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let data = data::Page::of(graph, &options.title);
        let packed = gzip(&serde_json::to_vec(&data.graph)?)?;
        let details = bzip2(&serde_json::to_vec(&data.details)?)?;
        let summary = format!("{} entities and {} ties.", graph.nodes().len(), graph.edges().len());
        fill(out, |name| match name {
            "csp" => policy(),
            "generator" => data::GENERATOR.to_owned(),
            "title" => escape(&options.title),
            "style" => STYLE.to_owned(),
            "summary" => summary.clone(),
            "graph" => STANDARD.encode(&packed),
            "details" => STANDARD.encode(&details),
            "viewer" => VIEWER.to_owned(),
            other => unreachable!("the template asks for {other}"),
        })
    }
}

/// Writes the template with each `{{name}}` in it replaced, once: what is put in is not read again.
fn fill(out: &mut dyn Write, value: impl Fn(&str) -> String) -> io::Result<()> {
    let mut rest = TEMPLATE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("the template closes what it opens");
        out.write_all(before.as_bytes())?;
        out.write_all(value(name).as_bytes())?;
        rest = after;
    }
    out.write_all(rest.as_bytes())
}

/// Nothing is loaded from anywhere; only this viewer and this style count.
fn policy() -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data: blob:; \
         base-uri 'none'; form-action 'none'",
        hash(VIEWER),
        hash(STYLE)
    )
}

/// Text for the inside of an element or of a quoted attribute.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&#38;"),
            '<' => escaped.push_str("&#60;"),
            '>' => escaped.push_str("&#62;"),
            '"' => escaped.push_str("&#34;"),
            '\'' => escaped.push_str("&#39;"),
            '\0' => escaped.push('\u{fffd}'),
            _ => escaped.push(c),
        }
    }
    escaped
}

/// The same bytes every time: no name, no date.
fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder =
        GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn bzip2(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = BzEncoder::new(Vec::new(), bzip2::Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Summary;

    fn page(title: &str) -> String {
        let graph = EntityGraph::new([], [], Summary::default());
        let options = ExportOptions { title: title.to_owned(), ..ExportOptions::default() };
        let mut out = Vec::new();
        Html.write("", &graph, &options, &mut out).expect("a vector takes everything");
        String::from_utf8(out).expect("the page is UTF-8")
    }

    #[test]
    fn the_bundle_is_the_one_recorded() {
        let sums = include_str!("page/dist/SHA256SUMS");
        for (name, text) in [
            ("viewer.js", VIEWER),
            ("viewer.css", STYLE),
            ("LICENSES.txt", include_str!("page/dist/LICENSES.txt")),
        ] {
            let sum: String =
                Sha256::digest(text.as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
            assert!(sums.contains(&format!("{sum}  {name}\n")), "{name} is not as recorded");
        }
    }

    #[test]
    fn the_page_asks_for_nothing_from_outside() {
        let page = page("Nothing yet");
        for part in ["src=\"", "@import", "<link", "url(http", "fetch(", "XMLHttpRequest"] {
            assert!(!page.contains(part), "{part}");
        }
        assert!(page.contains("default-src 'none'"));
    }

    #[test]
    fn a_title_stays_text() {
        let page = page("</title><script>x</script>{{viewer}}\0");
        assert!(page.contains(
            "<title>&#60;/title&#62;&#60;script&#62;x&#60;/script&#62;{{viewer}}\u{fffd}</title>"
        ));
        assert_eq!(page.matches("<script").count(), 3);
    }

    #[test]
    fn nothing_in_the_bundle_ends_its_element() {
        assert!(!VIEWER.to_lowercase().contains("</script") && !VIEWER.contains("<!--"));
        assert!(!STYLE.to_lowercase().contains("</style"));
    }

    #[test]
    fn the_same_graph_gives_the_same_bytes() {
        assert_eq!(page("x"), page("x"));
    }
}

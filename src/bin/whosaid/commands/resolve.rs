//! `whosaid resolve`: names of a list, a table or records, each to its entity.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value};
use whosaid::resolve;

use crate::{Outcome, args::CacheArgs, console, run};

/// Names of a list, a table or records, each to its entity with score, tier and proof
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid resolve -g people.toml names.txt                  one name a line
  whosaid resolve -g people.toml staff.csv --field Name     a column; all others are kept
  whosaid resolve -g people.jsonl rows.jsonl --field name   a field of JSON Lines
  echo 'Tichanowskaja, Swetlana' | whosaid resolve -g people.toml -

Where no entity is meant beyond doubt, the nearest candidates are given with their proofs.")]
pub(crate) struct ResolveArgs {
    /// Names one a line, CSV or TSV with a header, JSON Lines; `-` for the standard input
    #[arg(value_name = "INPUT")]
    input: PathBuf,
    /// The list to resolve against; several are layered, later ones over earlier ones
    #[arg(short, long = "gazetteer", value_name = "FILE", required = true)]
    gazetteers: Vec<PathBuf>,
    #[command(flatten)]
    cache: CacheArgs,
    /// The column or field that holds the name
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
}

/// A longer line holds no name: it is passed over, so that a broken file cannot fill the memory.
const LONGEST_LINE: u64 = 1 << 26;

/// Runs the command.
pub(crate) fn run(args: &ResolveArgs) -> Result<Outcome> {
    let (gazetteer, matcher) = run::compiled(&args.gazetteers, &args.cache)?;
    let resolve = |name: &str| resolve::resolve(&matcher, &gazetteer, name);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let mut input = Input::open(&args.input)?;
    let extension = args.input.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match (extension, &args.field) {
        ("csv", Some(field)) => table(&mut input, b',', field, &resolve, &mut out)?,
        ("tsv", Some(field)) => table(&mut input, b'\t', field, &resolve, &mut out)?,
        ("csv" | "tsv" | "jsonl" | "ndjson", None) => {
            bail!("which column or field holds the names? say --field NAME")
        }
        (_, Some(field)) => records(&mut input, field, &resolve, &mut out)?,
        (_, None) => lines(&mut input, &resolve, &mut out)?,
    }
    out.flush()?;
    Ok(if input.failed { Outcome::SomeFailed } else { Outcome::Done })
}

/// What is read, where it is, and whether a part of it was passed over.
struct Input<'a> {
    path: &'a Path,
    bytes: Box<dyn BufRead>,
    line: usize,
    failed: bool,
}

impl<'a> Input<'a> {
    fn open(path: &'a Path) -> Result<Self> {
        let reader: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(path).with_context(|| path.display().to_string())?)
        };
        let bytes = Box::new(BufReader::with_capacity(1 << 16, reader));
        Ok(Self { path, bytes, line: 0, failed: false })
    }

    /// Names what cannot be read at a line; the rest goes on.
    fn pass_over(&mut self, line: usize, reason: &str) {
        let place = format!("{}:{line}", self.path.display());
        console::failed(&whosaid::Error::document(place, reason));
        self.failed = true;
    }

    /// The next line that is text, without its end.
    fn next_line(&mut self) -> Result<Option<String>> {
        loop {
            let mut line = Vec::new();
            let read = (&mut self.bytes).take(LONGEST_LINE).read_until(b'\n', &mut line);
            if read.with_context(|| self.path.display().to_string())? == 0 {
                return Ok(None);
            }
            self.line += 1;
            if line.len() as u64 == LONGEST_LINE && line.last() != Some(&b'\n') {
                self.bytes.skip_until(b'\n')?;
                self.pass_over(self.line, "a line of over 64 MB holds no name");
                continue;
            }
            match String::from_utf8(line) {
                Ok(line) => return Ok(Some(line.trim_end_matches(['\r', '\n']).to_owned())),
                Err(_) => self.pass_over(self.line, "not UTF-8; convert the file to UTF-8"),
            }
        }
    }
}

type Resolve<'a> = &'a dyn Fn(&str) -> resolve::Resolution;

fn lines(input: &mut Input<'_>, resolve: Resolve<'_>, out: &mut impl Write) -> Result<()> {
    while let Some(line) = input.next_line()? {
        let name = line.trim_start_matches('\u{feff}').trim();
        let mut record = Map::new();
        record.insert("name".to_owned(), Value::from(name));
        add(&mut record, &resolve(name))?;
        writeln!(out, "{}", Value::Object(record))?;
    }
    Ok(())
}

fn records(
    input: &mut Input<'_>,
    field: &str,
    resolve: Resolve<'_>,
    out: &mut impl Write,
) -> Result<()> {
    while let Some(line) = input.next_line()? {
        let line = line.trim_start_matches('\u{feff}').trim();
        if line.is_empty() {
            continue;
        }
        match named(line, field) {
            Ok((name, mut record)) => {
                add(&mut record, &resolve(&name))?;
                writeln!(out, "{}", Value::Object(record))?;
            }
            Err(reason) => input.pass_over(input.line, &reason),
        }
    }
    Ok(())
}

/// The name in a record, and the record.
fn named(line: &str, field: &str) -> Result<(String, Map<String, Value>), String> {
    let record: Map<String, Value> =
        serde_json::from_str(line).map_err(|e| format!("column {}: {e}", e.column()))?;
    let name = record.get(field).and_then(Value::as_str).map(str::to_owned);
    Ok((name.ok_or_else(|| format!("no text in the field {field:?}"))?, record))
}

/// Adds what was found to a record; its other fields stay.
fn add(record: &mut Map<String, Value>, resolution: &resolve::Resolution) -> Result<()> {
    if let Value::Object(found) = serde_json::to_value(resolution)? {
        record.extend(found);
    }
    Ok(())
}

fn table(
    input: &mut Input<'_>,
    delimiter: u8,
    field: &str,
    resolve: Resolve<'_>,
    out: &mut impl Write,
) -> Result<()> {
    let bytes = std::mem::replace(&mut input.bytes, Box::new(io::empty()));
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(out);
    let mut header = reader.headers()?.clone();
    let at = header.iter().position(|h| h.trim_start_matches('\u{feff}') == field);
    let Some(at) = at else {
        bail!("no column {field:?}; there are {}", header.iter().collect::<Vec<_>>().join(", "))
    };
    let columns = header.len();
    header.extend(["entity", "score", "tier", "proof"]);
    writer.write_record(&header)?;
    let mut row = csv::ByteRecord::new();
    while reader.read_byte_record(&mut row)? {
        let line = row.position().map_or(0, |at| usize::try_from(at.line()).unwrap_or(usize::MAX));
        let Ok(mut row) = csv::StringRecord::from_byte_record(row.clone()) else {
            input.pass_over(line, "not UTF-8; convert the file to UTF-8");
            continue;
        };
        if row.iter().skip(columns).any(|cell| !cell.is_empty()) {
            let reason = format!("{} cells under {columns} headings", row.len());
            input.pass_over(line, &reason);
            continue;
        }
        let found = resolve(row.get(at).unwrap_or_default());
        row.truncate(columns);
        // a short row still has what was found below its heading
        for _ in row.len()..columns {
            row.push_field("");
        }
        row.push_field(found.entity.as_ref().map_or("", |id| id.as_str()));
        row.push_field(&found.score.map(|s| s.to_string()).unwrap_or_default());
        row.push_field(found.tier.map_or("", |t| t.word()));
        row.push_field(&found.proof);
        writer.write_record(&row)?;
    }
    writer.flush()?;
    Ok(())
}

//! `whosaid resolve`: names of a list, a table or records, each to its entity.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Map, Value};
use whosaid::{Gazetteer, mention::Matcher, resolve};

use crate::Outcome;

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
    /// The column or field that holds the name
    #[arg(long, value_name = "NAME")]
    field: Option<String>,
}

/// Runs the command.
pub(crate) fn run(args: &ResolveArgs) -> Result<Outcome> {
    let gazetteer = Gazetteer::load(&args.gazetteers)?;
    let matcher = Matcher::new(&gazetteer);
    let resolve = |name: &str| resolve::resolve(&matcher, &gazetteer, name);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let input = open(&args.input)?;
    let extension = args.input.extension().and_then(|e| e.to_str()).unwrap_or_default();
    match (extension, &args.field) {
        ("csv", Some(field)) => table(input, b',', field, &resolve, &mut out)?,
        ("tsv", Some(field)) => table(input, b'\t', field, &resolve, &mut out)?,
        ("csv" | "tsv" | "jsonl" | "ndjson", None) => {
            bail!("which column or field holds the names? say --field NAME")
        }
        (_, Some(field)) => records(input, field, &resolve, &mut out)?,
        (_, None) => lines(input, &resolve, &mut out)?,
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn open(path: &Path) -> Result<Box<dyn BufRead>> {
    let reader: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).with_context(|| path.display().to_string())?)
    };
    Ok(Box::new(BufReader::with_capacity(1 << 16, reader)))
}

type Resolve<'a> = &'a dyn Fn(&str) -> resolve::Resolution;

fn lines(input: impl BufRead, resolve: Resolve<'_>, out: &mut impl Write) -> Result<()> {
    for line in input.lines() {
        let line = line?;
        let mut record = Map::new();
        record.insert("name".to_owned(), Value::from(line.trim()));
        add(&mut record, &resolve(line.trim()))?;
        writeln!(out, "{}", Value::Object(record))?;
    }
    Ok(())
}

fn records(
    input: impl BufRead,
    field: &str,
    resolve: Resolve<'_>,
    out: &mut impl Write,
) -> Result<()> {
    for (i, line) in input.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let mut record: Map<String, Value> =
            serde_json::from_str(&line).with_context(|| format!("line {}", i + 1))?;
        let name = record.get(field).and_then(Value::as_str).map(str::to_owned);
        let Some(name) = name else { bail!("line {}: no text in the field {field:?}", i + 1) };
        add(&mut record, &resolve(&name))?;
        writeln!(out, "{}", Value::Object(record))?;
    }
    Ok(())
}

/// Adds what was found to a record; its other fields stay.
fn add(record: &mut Map<String, Value>, resolution: &resolve::Resolution) -> Result<()> {
    if let Value::Object(found) = serde_json::to_value(resolution)? {
        record.extend(found);
    }
    Ok(())
}

fn table(
    input: impl Read,
    delimiter: u8,
    field: &str,
    resolve: Resolve<'_>,
    out: &mut impl Write,
) -> Result<()> {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(input);
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).flexible(true).from_writer(out);
    let mut header = reader.headers()?.clone();
    let at = header.iter().position(|h| h == field);
    let Some(at) = at else {
        bail!("no column {field:?}; there are {}", header.iter().collect::<Vec<_>>().join(", "))
    };
    header.extend(["entity", "score", "tier", "proof"]);
    writer.write_record(&header)?;
    for row in reader.records() {
        let mut row = row?;
        let found = resolve(row.get(at).unwrap_or_default());
        row.push_field(found.entity.as_ref().map_or("", |id| id.as_str()));
        row.push_field(&found.score.map(|s| s.to_string()).unwrap_or_default());
        row.push_field(found.tier.map_or("", |t| t.word()));
        row.push_field(&found.proof);
        writer.write_record(&row)?;
    }
    writer.flush()?;
    Ok(())
}

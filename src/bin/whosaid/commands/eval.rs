//! `whosaid eval`: records against hand-made annotation.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::Result;
use clap::Args;
use serde_json::json;
use whosaid::{
    eval::{self, Figures, Prf, Share},
    graph,
};

use crate::{Outcome, records};

/// Measure records against your own annotated articles
#[derive(Debug, Args)]
#[command(after_help = "Example:
  whosaid extract articles/ -g people.toml > records.jsonl
  whosaid eval gold/ records.jsonl --errors

docs/eval.md shows the format of gold files and says what each figure means.")]
pub(crate) struct EvalArgs {
    /// Gold: a folder with a .json file a document, or one file of JSON Lines
    #[arg(value_name = "GOLD")]
    gold: PathBuf,
    /// What `whosaid extract` wrote; `-` for the standard input
    #[arg(value_name = "RECORDS")]
    records: PathBuf,
    /// Name every difference
    #[arg(long)]
    errors: bool,
    /// Figures as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: &EvalArgs) -> Result<Outcome> {
    let gold = eval::load(&args.gold)?;
    let records: Result<Vec<_>, _> =
        graph::records(&args.records, records::open(&args.records)?).collect();
    let figures = eval::score(&gold, &records?);
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.json {
        serde_json::to_writer(&mut out, &as_json(&figures, args.errors))?;
        writeln!(out)?;
    } else {
        table(&mut out, &figures, args.errors)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn table(out: &mut dyn Write, figures: &Figures, errors: bool) -> io::Result<()> {
    for error in figures.errors.iter().filter(|_| errors) {
        let (document, start, end) = (&error.document, error.start, error.end);
        writeln!(out, "{document} {start}-{end}: {}: {:?}", error.what, error.text)?;
    }
    let prf = |name: &str, f: Prf| {
        let (p, r, f1) = (f.precision(), f.recall(), f.f1());
        let counts = format!("{} right of {} found, {} gold", f.right, f.found, f.gold);
        format!("{name:9} P {p:.3}  R {r:.3}  F1 {f1:.3}   ({counts})")
    };
    let share =
        |name: &str, s: Share| format!("{name:9} {:.3}   ({} of {})", s.value(), s.right, s.of);
    writeln!(out, "{}", prf("detection", figures.detection))?;
    writeln!(out, "{}", prf("quotes", figures.quotes))?;
    writeln!(out, "{}", share("kind", figures.kind))?;
    writeln!(out, "{}", share("speaker", figures.speaker))?;
    writeln!(out, "{}", share("name", figures.name))?;
    writeln!(out, "{}", share("source", figures.source))?;
    writeln!(out, "{}", share("unnamed", figures.unnamed))?;
    writeln!(out, "{:9} {}", "false", figures.false_speakers)?;
    writeln!(out, "{}", share("cue", figures.cue))?;
    writeln!(out, "{}", prf("mentions", figures.mentions))
}

fn as_json(figures: &Figures, errors: bool) -> serde_json::Value {
    let prf = |f: Prf| {
        json!({"p": f.precision(), "r": f.recall(), "f1": f.f1(), "right": f.right,
               "found": f.found, "gold": f.gold})
    };
    let share = |s: Share| json!({"share": s.value(), "right": s.right, "of": s.of});
    let mut all = json!({
        "detection": prf(figures.detection),
        "quotes": prf(figures.quotes),
        "kind": share(figures.kind),
        "speaker": share(figures.speaker),
        "name": share(figures.name),
        "source": share(figures.source),
        "unnamed": share(figures.unnamed),
        "false": figures.false_speakers,
        "cue": share(figures.cue),
        "mentions": prf(figures.mentions),
    });
    if errors {
        all["errors"] = json!(figures.errors);
    }
    all
}

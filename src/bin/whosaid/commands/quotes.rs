//! `whosaid quotes`: who said what.

use std::io::{self, IsTerminal, Write};

use anyhow::Result;
use clap::{Args, builder::PossibleValuesParser};
use terminal_size::{Width, terminal_size};
use whosaid::{
    export::quotes::{self, QUOTE_FORMATS, QuoteFormat, QuoteRow, Style, utterances::gather},
    graph::Utterances,
    quote::QuoteKind,
};

use crate::{Outcome, args::InputArgs, run};

/// Who said what: for the terminal, as CSV or as JSON Lines
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid quotes articles/ -g people.toml
  whosaid quotes articles/ -g people.toml --speaker Moore --about ferry-board
  whosaid quotes articles/ -g people.toml --format csv > quotes.csv
  whosaid quotes articles/ -g people.toml --utterances      agency copy counts once
  whosaid quotes records.jsonl                  records that `extract` wrote")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(crate) struct QuotesArgs {
    #[command(flatten)]
    input: InputArgs,
    /// How rows are written
    #[arg(long, value_parser = PossibleValuesParser::new(QUOTE_FORMATS.iter().map(|f| f.name())))]
    #[arg(value_name = "FORMAT", default_value = QUOTE_FORMATS[0].name())]
    format: String,
    /// Only what this speaker says: an id, or part of a name
    #[arg(long, value_name = "NAME")]
    speaker: Option<String>,
    /// Only what mentions this entity: part of a name
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
    /// Chants, signs and names in quotation marks too, and quotations without a source
    #[arg(long)]
    all: bool,
    /// Without reported speech, which stands in no quotation marks
    #[arg(long)]
    only_direct: bool,
    /// The same words once, with every article and outlet that reports them (text or jsonl)
    #[arg(long)]
    utterances: bool,
    /// Cells that a spreadsheet would run as a formula get a ' before them
    #[arg(long)]
    csv_safe: bool,
}

/// Runs the command.
pub(crate) fn run(args: &QuotesArgs) -> Result<Outcome> {
    let format = QUOTE_FORMATS.iter().find(|f| f.name() == args.format).copied();
    let format: &dyn QuoteFormat = format.unwrap_or(QUOTE_FORMATS[0]);
    let stdout = io::stdout();
    let width = terminal_size().filter(|_| stdout.is_terminal());
    let style =
        Style { width: width.map_or(100, |(Width(w), _)| usize::from(w)), csv_safe: args.csv_safe };
    let mut out = io::BufWriter::new(stdout.lock());
    if args.utterances {
        return by_utterance(args, format.name(), &style, &mut out);
    }
    format.begin(&mut out, &style)?;
    let outcome = run::for_each_record(&args.input, |record| {
        let mut rows = quotes::rows(&record);
        rows.retain(|row| wanted(row, args));
        Ok(format.rows(&mut out, &rows, &style)?)
    })?;
    out.flush()?;
    Ok(outcome)
}

/// The same words once. An utterance is shown with all its reports where any of them is wanted.
fn by_utterance(
    args: &QuotesArgs,
    format: &str,
    style: &Style,
    out: &mut dyn Write,
) -> Result<Outcome> {
    anyhow::ensure!(
        format != "csv",
        "--utterances is written as text or jsonl: a report has no row of its own"
    );
    let (mut utterances, mut rows) = (Utterances::new(), Vec::new());
    let outcome = run::for_each_record(&args.input, |record| {
        utterances.add(&record);
        rows.extend(quotes::rows(&record));
        Ok(())
    })?;
    let mut gathered = gather(utterances.numbers().into_iter().zip(rows).collect());
    gathered.retain(|u| u.reports.iter().any(|row| wanted(row, args)));
    if format == "jsonl" {
        quotes::utterances::jsonl(out, &gathered)?;
    } else {
        quotes::utterances::text(out, &gathered, style)?;
    }
    out.flush()?;
    Ok(outcome)
}

fn wanted(row: &QuoteRow, args: &QuotesArgs) -> bool {
    let said = matches!(row.kind, QuoteKind::Direct | QuoteKind::Mixed | QuoteKind::Indirect);
    (args.all || (said && row.source.is_some()))
        && !(args.only_direct && row.kind == QuoteKind::Indirect)
        && args.speaker.as_ref().is_none_or(|name| {
            row.speakers.contains(name) || holds(&row.names, name) || holds(&row.source, name)
        })
        && args.about.as_ref().is_none_or(|name| holds(&row.about, name))
}

/// Whether any of the texts has `part` in it, in whatever case.
fn holds<'a>(texts: impl IntoIterator<Item = &'a String>, part: &str) -> bool {
    let part = part.to_lowercase();
    texts.into_iter().any(|text| text.to_lowercase().contains(&part))
}

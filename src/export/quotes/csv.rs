//! Rows for spreadsheets.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{QuoteFormat, QuoteRow, Style};

/// Comma-separated values with a header.
pub(super) struct Csv;

const HEADER: &[&str] = &[
    "document",
    "published",
    "outlet",
    "url",
    "start",
    "end",
    "speaker",
    "speaker_id",
    "source",
    "cue",
    "kind",
    "quote",
    "about",
    "addressee",
    "rule",
    "score",
];

impl QuoteFormat for Csv {
    fn name(&self) -> &'static str {
        "csv"
    }

    fn begin(&self, out: &mut dyn Write, _: &Style) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        csv.write_record(HEADER)?;
        csv.flush()
    }

    fn rows(&self, out: &mut dyn Write, rows: &[QuoteRow], style: &Style) -> io::Result<()> {
        let mut csv = csv::Writer::from_writer(out);
        for row in rows {
            csv.write_record(cells(row).iter().map(|c| safe(c, style.csv_safe).into_owned()))?;
        }
        csv.flush()
    }
}

fn cells(row: &QuoteRow) -> [String; 16] {
    let or_empty = |cell: &Option<String>| cell.clone().unwrap_or_default();
    [
        row.document.clone(),
        or_empty(&row.published),
        or_empty(&row.outlet),
        or_empty(&row.url),
        row.start.to_string(),
        row.end.to_string(),
        row.names.join("; "),
        row.speakers.join("; "),
        or_empty(&row.source),
        or_empty(&row.cue),
        format!("{:?}", row.kind).to_lowercase(),
        row.quote.clone(),
        row.about.join("; "),
        or_empty(&row.addressee),
        or_empty(&row.rule),
        row.score.map(|s| s.to_string()).unwrap_or_default(),
    ]
}

/// A cell that no spreadsheet takes for a formula.
fn safe(cell: &str, on: bool) -> Cow<'_, str> {
    let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    if on && formula { format!("'{cell}").into() } else { cell.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed_where_asked() {
        assert_eq!(safe("=HYPERLINK(1)", true), "'=HYPERLINK(1)");
        assert_eq!(safe("=HYPERLINK(1)", false), "=HYPERLINK(1)");
        assert_eq!(safe("“=1”", true), "“=1”");
    }
}

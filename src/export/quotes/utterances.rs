//! Quotations by utterance: the same words once, with every report of them.

use std::{
    collections::BTreeSet,
    io::{self, Write},
};

use serde::Serialize;

use super::{QuoteRow, Style};

/// The same words, as several articles report them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct UtteranceRow {
    /// Its number, from 1.
    pub utterance: u32,
    /// The words of the longest report.
    pub quote: String,
    /// Ids of the speakers, of all reports together.
    pub speakers: Vec<String>,
    /// Their names.
    pub names: Vec<String>,
    /// Distinct outlets; documents without one count as none.
    pub outlets: usize,
    /// Every report, in the order of the documents.
    pub reports: Vec<QuoteRow>,
}

/// Brings rows together by the numbers of their utterances; those reported most come first.
pub fn gather(rows: Vec<(u32, QuoteRow)>) -> Vec<UtteranceRow> {
    let mut rows = rows;
    rows.sort_by(|x, y| (x.0, &x.1.document, x.1.start).cmp(&(y.0, &y.1.document, y.1.start)));
    let mut made: Vec<UtteranceRow> = rows.chunk_by(|x, y| x.0 == y.0).map(utterance).collect();
    made.sort_by(|x, y| {
        let first = |u: &UtteranceRow| (u.reports[0].document.clone(), u.reports[0].start);
        y.reports.len().cmp(&x.reports.len()).then_with(|| first(x).cmp(&first(y)))
    });
    for (i, utterance) in made.iter_mut().enumerate() {
        utterance.utterance = i as u32 + 1;
    }
    made
}

fn utterance(rows: &[(u32, QuoteRow)]) -> UtteranceRow {
    let reports: Vec<QuoteRow> = rows.iter().map(|(_, row)| row.clone()).collect();
    let quote = reports.iter().map(|r| &r.quote).max_by_key(|q| q.chars().count());
    let union = |of: fn(&QuoteRow) -> &Vec<String>| -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for one in reports.iter().flat_map(of) {
            if !all.contains(one) {
                all.push(one.clone());
            }
        }
        all
    };
    let outlets: BTreeSet<&String> = reports.iter().filter_map(|r| r.outlet.as_ref()).collect();
    UtteranceRow {
        utterance: 0,
        quote: quote.cloned().unwrap_or_default(),
        speakers: union(|r| &r.speakers),
        names: union(|r| &r.names),
        outlets: outlets.len(),
        reports,
    }
}

/// For the terminal: the words, who said them, then each report, with its own words where they
/// differ.
///
/// # Errors
/// `out` fails.
pub fn text(out: &mut dyn Write, utterances: &[UtteranceRow], _: &Style) -> io::Result<()> {
    for utterance in utterances {
        let names = match utterance.names.as_slice() {
            [] => utterance.reports[0].source.clone().unwrap_or_else(|| "nobody named".to_owned()),
            names => names.join(" and "),
        };
        let count = |n: usize, one: &str| format!("{n} {one}{}", if n == 1 { "" } else { "s" });
        let outlets = match utterance.outlets {
            0 => String::new(),
            n => format!(" in {}", count(n, "outlet")),
        };
        writeln!(out, "{}", line(&utterance.quote))?;
        writeln!(out, "  {}: {}{outlets}", line(&names), count(utterance.reports.len(), "report"))?;
        for report in &utterance.reports {
            let place = [Some(&report.document), report.outlet.as_ref(), report.published.as_ref()];
            let place: Vec<String> = place.into_iter().flatten().map(|p| line(p)).collect();
            writeln!(out, "    {}", place.join(", "))?;
            if report.quote != utterance.quote {
                writeln!(out, "      {}", line(&report.quote))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// As JSON Lines.
///
/// # Errors
/// `out` fails.
pub fn jsonl(out: &mut dyn Write, utterances: &[UtteranceRow]) -> io::Result<()> {
    for utterance in utterances {
        serde_json::to_writer(&mut *out, utterance)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Without line ends and control characters.
fn line(text: &str) -> String {
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

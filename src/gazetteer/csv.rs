//! Tables of comma, semicolon or tab separated values with a header.

use std::io;

use csv::{ReaderBuilder, WriterBuilder};

use super::{
    Gazetteer, Kept, Loader, Style,
    decode::decode,
    intake::Intake,
    source::{Lines, Place, Source},
    table::{self, Table},
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "csv",
    about: "table with a header: name; id, kind, aliases, …; separated by , ; | or tabs",
    extensions: &["csv"],
    detect,
    read,
    write: Some(|gazetteer, out, style| write(gazetteer, out, style, b',')),
    kept: Kept::ALL,
};

/// The same with tabs.
pub(super) const TSV: Loader = Loader {
    name: "tsv",
    about: "the same, separated by tabs",
    extensions: &["tsv", "tab"],
    detect: |_| false,
    read,
    write: Some(|gazetteer, out, style| write(gazetteer, out, style, b'\t')),
    kept: Kept::ALL,
};

fn detect(start: &[u8]) -> bool {
    let header = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let Ok(header) = decode(header) else { return false };
    let cells = header
        .split(char::from(delimiter(&header)))
        .map(|cell| cell.trim().trim_matches('"').to_owned());
    let cells: Vec<String> = cells.collect();
    cells.len() > 1 && Table::new(&cells).is_ok()
}

/// The delimiter that the header has most of, outside quotation marks.
fn delimiter(header: &str) -> u8 {
    let mut quoted = false;
    let mut counts = [(0, b','), (0, b';'), (0, b'\t'), (0, b'|')];
    for byte in header.bytes() {
        quoted ^= byte == b'"';
        if !quoted && let Some(count) = counts.iter_mut().find(|count| count.1 == byte) {
            count.0 += 1;
        }
    }
    // of equals the first
    counts.iter().rev().max_by_key(|count| count.0).map_or(b',', |count| count.1)
}

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    let bytes = source.bytes()?;
    let text = match decode(&bytes) {
        Ok(text) => text,
        Err((place, message)) => {
            intake.fault(place, message);
            return Ok(());
        }
    };
    let text = text.as_ref();
    // Excel's way to name the delimiter.
    let stated = text.strip_prefix("sep=").and_then(|rest| rest.bytes().next());
    let start = if stated.is_some() { text.find('\n').map_or(text.len(), |at| at + 1) } else { 0 };
    let body = &text[start..];
    let header = body.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let delimiter = stated.unwrap_or_else(|| delimiter(header));
    rows(text, start, delimiter, intake);
    Ok(())
}

fn rows(text: &str, start: usize, delimiter: u8, intake: &mut Intake) {
    let body = &text[start..];
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(body.as_bytes());
    let lines = Lines::new(text);
    let mut record = csv::StringRecord::new();
    let mut table: Option<Table> = None;
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return,
            Ok(true) => {}
            Err(e) => {
                let at = e.position().map_or(0, |p| p.byte() as usize);
                intake.fault(lines.place(start + at), format!("not a row of a table: {e}"));
                return;
            }
        }
        // The position is where the reader began to look: before blank lines.
        let at = record.position().map_or(0, |p| p.byte() as usize);
        let at = at + body[at..].bytes().take_while(|b| matches!(b, b'\n' | b'\r')).count();
        let place =
            |cell: usize| lines.place(start + at + cell_offset(&body[at..], delimiter, cell));
        let cells: Vec<&str> = record.iter().collect();
        let Some(table) = &mut table else {
            let header: Vec<String> = cells.iter().map(ToString::to_string).collect();
            match Table::new(&header) {
                Err(message) => return intake.fault(place(0), message),
                Ok(new) => {
                    remark_unknown(&new, &header, &place, intake);
                    table = Some(new);
                }
            }
            continue;
        };
        if cells.len() > table.width() && cells[table.width()..].iter().any(|c| !c.is_empty()) {
            let message = format!(
                "{} cells where the header has {}; a cell that holds the separator must stand in \
                 quotation marks",
                cells.len(),
                table.width()
            );
            intake.fault(place(table.width()), message);
            continue;
        }
        table.row(&cells, &place, intake);
    }
}

pub(super) fn remark_unknown(
    table: &Table,
    header: &[String],
    place: &dyn Fn(usize) -> Place,
    intake: &mut Intake,
) {
    for column in table.unknown() {
        let title = header[column].trim();
        if !title.is_empty() {
            intake.remark(place(column), format!("the column “{title}” is not read"));
        }
    }
}

/// Where the cell of this number begins in a row; quotation marks are passed over.
fn cell_offset(row: &str, delimiter: u8, cell: usize) -> usize {
    let (mut quoted, mut passed) = (false, 0);
    for (at, byte) in row.bytes().enumerate() {
        if passed == cell {
            return at;
        }
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => return 0,
            _ if byte == delimiter && !quoted => passed += 1,
            _ => {}
        }
    }
    0
}

fn write(
    gazetteer: &Gazetteer,
    out: &mut dyn io::Write,
    style: &Style,
    delimiter: u8,
) -> io::Result<()> {
    let mut writer = WriterBuilder::new().delimiter(delimiter).from_writer(out);
    let schemes = table::schemes(gazetteer);
    writer.write_record(table::header(&schemes))?;
    for entity in gazetteer.iter() {
        let cells = table::cells(entity, &schemes);
        writer.write_record(cells.iter().map(|cell| table::armed(cell, style.csv_safe)))?;
    }
    writer.flush()
}

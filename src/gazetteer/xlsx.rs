//! Spreadsheets of Excel's format since 2007: the first sheet whose first row has a column `name`.

use std::io::{self, Cursor, Read as _};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use super::{
    Kept, Loader,
    csv::remark_unknown,
    intake::Intake,
    source::{Place, Source},
    table::Table,
};
use crate::error::Result;

pub(super) const LOADER: Loader = Loader {
    name: "xlsx",
    about: "spreadsheet with a header as in CSV (only read)",
    extensions: &["xlsx", "xlsm", "xlsb", "xls", "ods"],
    detect: |start| start.starts_with(b"PK\x03\x04") || start.starts_with(OLD_EXCEL),
    read,
    write: None,
    kept: Kept::ALL,
};

/// How the files of Excel before 2007 begin.
const OLD_EXCEL: &[u8] = b"\xD0\xCF\x11\xE0";
/// Nothing larger is unpacked: a million names take a tenth of it.
const LARGEST: u64 = 1 << 30;

type Read = std::result::Result<Option<String>, XlsxError>;
type Sheet = Xlsx<Cursor<Vec<u8>>>;

fn read(source: &mut Source, intake: &mut Intake) -> Result<()> {
    let bytes = source.bytes()?;
    if let Err(reason) = readable(&bytes, LARGEST) {
        intake.fault(Place::default(), reason);
        return Ok(());
    }
    let fail = |e: &XlsxError| format!("not a spreadsheet that can be read: {e}");
    let mut book: Sheet = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(e) => {
            intake.fault(Place::default(), fail(&e));
            return Ok(());
        }
    };
    let mut reasons = Vec::new();
    for name in book.sheet_names() {
        match sheet(&mut book, &name, intake) {
            Ok(None) => return Ok(()),
            Ok(Some(reason)) => reasons.push(format!("sheet “{name}”: {reason}")),
            Err(e) => reasons.push(format!("sheet “{name}”: {}", fail(&e))),
        }
    }
    intake.fault(Place::default(), reasons.join("; "));
    Ok(())
}

/// Whether the file is of the one sort of spreadsheet that is read and stays within bounds when it is
/// unpacked; what it says of its size itself is not believed.
fn readable(bytes: &[u8], largest: u64) -> std::result::Result<(), String> {
    let other = |what: &str| Err(format!("{what} is not read; save it as .xlsx or as CSV"));
    if bytes.starts_with(OLD_EXCEL) {
        return other("a spreadsheet of Excel before 2007 (.xls)");
    }
    let fail = |e: &dyn std::fmt::Display| format!("not a spreadsheet that can be read: {e}");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| fail(&e))?;
    if archive.index_for_name("content.xml").is_some() {
        return other("a spreadsheet of OpenDocument (.ods)");
    }
    if archive.index_for_name("xl/workbook.bin").is_some() {
        return other("a binary spreadsheet (.xlsb)");
    }
    let mut left = largest;
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|e| fail(&e))?;
        let read = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|e| fail(&e))?;
        left = left.checked_sub(read).ok_or_else(|| {
            let size = largest >> 20;
            format!("a spreadsheet of more than {size} MB when unpacked; save it as CSV")
        })?;
    }
    Ok(())
}

/// Reads one sheet cell by cell (a stray cell far away must not cost a table of that size); or why
/// it is no table of names.
fn sheet(book: &mut Sheet, name: &str, intake: &mut Intake) -> Read {
    let mut cells = book.worksheet_cells_reader(name)?;
    let mut rows = Rows { table: None, number: 0, cells: Vec::new() };
    while let Some(cell) = cells.next_cell()? {
        let (row, column) = cell.get_position();
        if row != rows.number {
            if let Some(reason) = rows.take(intake) {
                return Ok(Some(reason));
            }
            rows.number = row;
        }
        let text = text(cell.get_value()).unwrap_or_else(|e| {
            let place = Place { line: row + 1, column: column + 1 };
            intake.fault(place, format!("the cell holds the error {e}"));
            String::new()
        });
        if !text.is_empty() {
            rows.put(column as usize, text);
        }
    }
    if let Some(reason) = rows.take(intake) {
        return Ok(Some(reason));
    }
    Ok(rows.table.is_none().then(|| "empty".to_owned()))
}

/// The row being gathered.
struct Rows {
    table: Option<Table>,
    number: u32,
    cells: Vec<String>,
}

impl Rows {
    fn put(&mut self, column: usize, text: String) {
        if self.table.as_ref().is_some_and(|table| column >= table.width()) {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, String::new());
        }
        self.cells[column] = text;
    }

    /// Takes the gathered row as header or entry; or why the header is none.
    fn take(&mut self, intake: &mut Intake) -> Option<String> {
        let cells = std::mem::take(&mut self.cells);
        if cells.is_empty() {
            return None;
        }
        let number = self.number;
        let place = |cell: usize| Place { line: number + 1, column: cell as u32 + 1 };
        if let Some(table) = &mut self.table {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            table.row(&cells, &place, intake);
            return None;
        }
        match Table::new(&cells) {
            Err(reason) => return Some(reason),
            Ok(table) => {
                remark_unknown(&table, &cells, &place, intake);
                self.table = Some(table);
            }
        }
        None
    }
}

/// A cell as text: the value that a formula had when the file was saved; whole numbers without a
/// point; the error that a formula gave.
fn text(value: &DataRef<'_>) -> std::result::Result<String, String> {
    Ok(match value {
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(date) => date.as_f64().to_string(),
        DataRef::Error(error) => return Err(error.to_string()),
        DataRef::Empty => String::new(),
        #[allow(unreachable_patterns)]
        _ => String::new(),
    })
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn packed(parts: &[(&str, usize)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, size) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(&vec![b' '; *size]).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    #[test]
    fn what_unpacks_to_too_much_is_refused_before_it_is_read() {
        let bomb = packed(&[("xl/workbook.xml", 100), ("xl/worksheets/sheet1.xml", 3 << 20)]);
        assert!(bomb.len() < 10_000);
        assert!(readable(&bomb, 1 << 20).unwrap_err().contains("more than 1 MB"));
        assert!(readable(&bomb, 4 << 20).is_ok());
    }

    #[test]
    fn other_spreadsheets_are_told_with_what_to_do() {
        for (bytes, what) in [
            (OLD_EXCEL.to_vec(), ".xls"),
            (packed(&[("content.xml", 9)]), ".ods"),
            (packed(&[("xl/workbook.bin", 9)]), ".xlsb"),
        ] {
            let reason = readable(&bytes, 1 << 20).unwrap_err();
            assert!(reason.contains(what) && reason.contains("save it as .xlsx"), "{reason}");
        }
    }
}

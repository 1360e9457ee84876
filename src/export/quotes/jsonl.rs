//! Rows as JSON Lines.

use std::io::{self, Write};

use super::{QuoteFormat, QuoteRow, Style};

/// One JSON object a line.
pub(super) struct JsonLines;

impl QuoteFormat for JsonLines {
    fn name(&self) -> &'static str {
        "jsonl"
    }

    fn begin(&self, _: &mut dyn Write, _: &Style) -> io::Result<()> {
        Ok(())
    }

    fn rows(&self, out: &mut dyn Write, rows: &[QuoteRow], _: &Style) -> io::Result<()> {
        for row in rows {
            serde_json::to_writer(&mut *out, row)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }
}

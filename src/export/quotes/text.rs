//! Rows for a reader in a terminal.

use std::io::{self, Write};

use super::{QuoteFormat, QuoteRow, Style};

/// A paragraph a quotation, under a headline for each document.
pub(super) struct Text;

impl QuoteFormat for Text {
    fn name(&self) -> &'static str {
        "text"
    }

    fn begin(&self, _: &mut dyn Write, _: &Style) -> io::Result<()> {
        Ok(())
    }

    fn rows(&self, out: &mut dyn Write, rows: &[QuoteRow], style: &Style) -> io::Result<()> {
        let Some(first) = rows.first() else { return Ok(()) };
        let known = [Some(&first.document), first.published.as_ref(), first.outlet.as_ref()];
        let head: Vec<_> = known.into_iter().flatten().map(|s| visible(s)).collect();
        writeln!(out, "── {} ──\n", head.join(" · "))?;
        for row in rows {
            writeln!(out, "{}", who(row))?;
            for line in wrap(&visible(&row.quote), style.width.saturating_sub(4).max(20)) {
                writeln!(out, "    {line}")?;
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// `Aisling Moore (“the chief inspector”) said to reporters [direct, .97]`
fn who(row: &QuoteRow) -> String {
    let mut line = match (row.names.is_empty(), &row.source) {
        (false, Some(source)) if !row.names.contains(source) => {
            format!("{} (“{source}”)", row.names.join(" and "))
        }
        (false, _) => row.names.join(" and "),
        (true, Some(source)) => format!("“{source}”"),
        (true, None) => "—".to_owned(),
    };
    if let Some(cue) = &row.cue {
        line = format!("{line} · {cue}");
    }
    if let Some(addressee) = &row.addressee {
        line = format!("{line} → {addressee}");
    }
    let kind = format!("{:?}", row.kind).to_lowercase();
    let score = row.score.map(|s| format!(", {s:.2}")).unwrap_or_default();
    visible(&format!("{line}  [{kind}{score}]"))
}

/// White space to single spaces, and nothing that could steer a terminal.
fn visible(text: &str) -> String {
    let clean = |c: char| if c.is_control() { ' ' } else { c };
    text.chars().map(clean).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ') {
        let length = word.chars().count();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += length;
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_fit_the_width_and_lose_no_word() {
        let text = "one two three four five six seven eight nine ten eleven";
        let lines = wrap(text, 12);
        assert!(lines.iter().all(|l| l.chars().count() <= 12), "{lines:?}");
        assert_eq!(lines.join(" "), text);
    }

    #[test]
    fn control_codes_do_not_reach_the_terminal() {
        assert_eq!(visible("a\u{1b}[31m\nb"), "a [31m b");
    }
}

//! Words of a text as the matcher sees them: runs of letters and digits, with what lies between.

use super::form::letters;
use crate::text::{Script, fold};
use unicode_normalization::char::is_combining_mark;

/// What lies between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Nothing: the script changed.
    None,
    /// Blanks, at most one line break.
    Space,
    /// A hyphen, dash without blanks, middle dot, underline or apostrophe.
    Hyphen,
    /// A full stop, with or without a blank: after an initial or an abbreviation.
    Dot,
    /// A comma and blanks.
    Comma,
    /// Anything else: a name does not run over it.
    Break,
}

/// A word of a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Word {
    /// First byte.
    pub(crate) start: u32,
    /// One past the last byte, without the possessive.
    pub(crate) end: u32,
    /// One past the possessive.
    pub(crate) full_end: u32,
    /// What lies before it.
    pub(crate) gap: Gap,
}

impl Word {
    /// The word as it stands in `text`, without the possessive.
    pub(crate) fn text(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

/// The words of a text, in order.
pub(crate) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::with_capacity(text.len() / 6 + 1);
    let (mut at, mut last_end) = (0, 0);
    while at < text.len() {
        let c = next(text, at);
        if !in_word(c) {
            at += c.len_utf8();
            continue;
        }
        let run = run(text, at);
        // most words end where ASCII letters do, at a mark that is no part of them
        let plain = text.as_bytes().get(run).is_none_or(|b| b.is_ascii() && !b"'`".contains(b));
        if plain && run > at {
            let gap = if words.is_empty() { Gap::Break } else { gap(&text[last_end..at]) };
            words.push(Word { start: at as u32, end: run as u32, full_end: run as u32, gap });
            (at, last_end) = (run, run);
            continue;
        }
        let end = end_of(text, at);
        let gap = if words.is_empty() { Gap::Break } else { gap(&text[last_end..at]) };
        let core = at + without_possessive(&text[at..end]).len();
        words.push(Word { start: at as u32, end: core as u32, full_end: end as u32, gap });
        (at, last_end) = (end, end);
    }
    words
}

fn next(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte < 0x80 {
        char::from(byte)
    } else {
        text[at..].chars().next().expect("`at` lies inside the text")
    }
}

/// Letters, digits and the marks on them.
fn in_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    (c.is_alphanumeric() && c != 'ー') || c == 'ー' || is_combining_mark(c)
}

/// One past the ASCII letters and digits from `at`.
fn run(text: &str, at: usize) -> usize {
    let bytes = &text.as_bytes()[at..];
    at + bytes.iter().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(bytes.len())
}

/// One past the word that starts at `at`: apostrophes between letters and invisible marks belong
/// to it; where the script changes between one with and one without spaces, it ends.
fn end_of(text: &str, at: usize) -> usize {
    let unspaced = Script::of(next(text, at)).unspaced();
    let mut end = at;
    while end < text.len() {
        let c = next(text, end);
        let length = c.len_utf8();
        if in_word(c) {
            let script = Script::of(c);
            if script.unspaced() != unspaced && script != Script::Other {
                break;
            }
        } else if !(fold::is_format(c) || joins(text, at, end, c)) {
            break;
        }
        end += length;
    }
    end
}

/// Whether the mark `c` at `at` is an apostrophe inside the word that starts at `start`.
fn joins(text: &str, start: usize, at: usize, c: char) -> bool {
    let after = at + c.len_utf8();
    at > start
        && (letters().is_apostrophe(c) || c == '׳')
        && (after < text.len() && next(text, after).is_alphabetic()
            || Script::of(next(text, start)) == Script::Hebrew)
}

fn gap(between: &str) -> Gap {
    match between {
        "" => return Gap::None,
        " " => return Gap::Space,
        "-" => return Gap::Hyphen,
        "." | ". " => return Gap::Dot,
        "\n" => return Gap::Space,
        "\n\n" | ".\n\n" => return Gap::Break,
        ", " => return Gap::Comma,
        _ => {}
    }
    let mut kind = Gap::Space;
    let mut breaks = 0;
    for c in between.chars() {
        let this = match c {
            '\n' => {
                breaks += 1;
                if breaks > 1 { Gap::Break } else { Gap::Space }
            }
            '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Gap::Break,
            c if c.is_whitespace() || fold::is_format(c) || c == '\u{200c}' => Gap::Space,
            '-' | '_' | '·' | '・' | '･' | '\u{2010}'..='\u{2014}' | '\u{2212}' | '־' => {
                Gap::Hyphen
            }
            c if letters().is_apostrophe(c) => Gap::Hyphen,
            '.' => Gap::Dot,
            ',' | '،' | '、' => Gap::Comma,
            _ => Gap::Break,
        };
        kind = match (kind, this) {
            (Gap::Space, other) | (other, Gap::Space) => other,
            (a, b) if a == b && a != Gap::Dot => a,
            _ => Gap::Break,
        };
    }
    let spaced = between.starts_with(char::is_whitespace) && between.ends_with(char::is_whitespace);
    if kind == Gap::Hyphen && spaced { Gap::Break } else { kind }
}

/// The word without `'s`, `’s` or a lone closing apostrophe.
fn without_possessive(word: &str) -> &str {
    let Some(cut) = word.strip_suffix(['s', 'S']) else { return word };
    match cut.char_indices().next_back() {
        Some((at, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')) if at > 0 => &cut[..at],
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<(&str, Gap)> {
        words(text).into_iter().map(|w| (w.text(text), w.gap)).collect()
    }

    #[test]
    fn words_and_gaps() {
        use Gap::{Break, Comma, Dot, Hyphen, Space};
        assert_eq!(
            cut("Mr. Kim Jong-un's O’Neill, aide\nsaid."),
            [
                ("Mr", Break),
                ("Kim", Dot),
                ("Jong", Space),
                ("un", Hyphen),
                ("O’Neill", Space),
                ("aide", Comma),
                ("said", Space),
            ]
        );
        assert_eq!(cut("A\n\nB “C” D"), [("A", Break), ("B", Break), ("C", Break), ("D", Break)]);
    }

    #[test]
    fn a_spaced_dash_parts_and_an_unspaced_one_joins() {
        assert_eq!(cut("MINSK – Ada"), [("MINSK", Gap::Break), ("Ada", Gap::Break)]);
        assert_eq!(cut("Ada–Bo"), [("Ada", Gap::Break), ("Bo", Gap::Hyphen)]);
    }

    #[test]
    fn marks_belong_to_their_letters() {
        assert_eq!(cut("Cafe\u{301} co\u{ad}op").len(), 2);
        assert_eq!(cut("महिन्दा राजपक्षे").len(), 2);
        assert_eq!(cut("ウラジーミル・プーチン").len(), 2);
    }
}

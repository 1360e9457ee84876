//! Words of a text as the matcher sees them: runs of letters and digits, with what lies between.

use super::{
    form::letters,
    table::{eight, hash_end, hash_step},
};
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

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// The script has none, or there are no letters.
    None,
    /// Small letters only.
    Small,
    /// Begins with one.
    First,
    /// All letters, and more than one.
    All,
}

impl Capitals {
    /// The capitals of a word.
    pub(crate) fn of(word: &str) -> Self {
        let (mut upper, mut lower, mut first) = (0, 0, None);
        for c in word.chars() {
            let (u, l) = (c.is_uppercase(), c.is_lowercase());
            if u || l {
                first.get_or_insert(u);
            }
            upper += usize::from(u);
            lower += usize::from(l);
        }
        match (first, upper, lower) {
            (None, ..) => Self::None,
            (Some(false), ..) => Self::Small,
            (Some(true), 2.., 0) => Self::All,
            (Some(true), ..) => Self::First,
        }
    }

    /// The same for ASCII letters and digits.
    fn of_plain(text: &str, from: usize, to: usize) -> Self {
        let bytes = text.as_bytes();
        if bytes[from].is_ascii_lowercase() {
            Self::Small
        } else if bytes[from].is_ascii_uppercase()
            && to > from + 1
            && bytes[from + 1].is_ascii_lowercase()
        {
            Self::First
        } else {
            Self::of(&text[from..to])
        }
    }
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
    /// A line ends before it.
    pub(crate) line: bool,
    pub(crate) capitals: Capitals,
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
    each_word(text, |word, _| words.push(word));
    words
}

/// Gives the words of a text, in order, each with the hash of its folded form where it is plain:
/// ASCII letters and digits only.
pub(crate) fn each_word(text: &str, mut give: impl FnMut(Word, Option<u64>)) {
    let bytes = text.as_bytes();
    let (mut at, mut last) = (0, usize::MAX);
    while let Some(&byte) = bytes.get(at) {
        if !byte.is_ascii_alphanumeric() {
            if byte < 0x80 {
                at += 1;
                continue;
            }
            let c = next(text, at);
            if !in_word(c) {
                at += c.len_utf8();
                continue;
            }
        }
        let (run, hash) = run(bytes, at);
        let (gap, line) = gap_between(text, last, at);
        let start = at as u32;
        // most words end where ASCII letters do, at a mark that is no part of them
        if run > at && bytes.get(run).is_none_or(|b| *b < 0x80 && *b != b'\'' && *b != b'`') {
            let (end, capitals) = (run as u32, Capitals::of_plain(text, at, run));
            give(Word { start, end, full_end: end, gap, line, capitals }, Some(hash));
            (at, last) = (run, run);
        } else {
            let full_end = end_of(text, at);
            let word = without_possessive(&text[at..full_end]);
            let (end, capitals) = ((at + word.len()) as u32, Capitals::of(word));
            give(Word { start, end, full_end: full_end as u32, gap, line, capitals }, None);
            (at, last) = (full_end, full_end);
        }
    }
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
    // quotation marks and dashes
    if ('\u{2000}'..'\u{2070}').contains(&c) {
        return false;
    }
    (c.is_alphanumeric() && c != 'ー') || c == 'ー' || is_combining_mark(c)
}

/// One past the ASCII letters and digits from `at`, eight at a time, and the hash of these in lower
/// case, which is [`hash`](super::table::hash).
fn run(bytes: &[u8], from: usize) -> (usize, u64) {
    let (mut at, mut state) = (from, 0);
    loop {
        let eight = eight(bytes, at);
        let inside = alphanumerics(eight);
        if inside > 0 {
            // in ASCII a bit tells capitals from small letters; digits have it
            let kept = u64::MAX >> (64 - 8 * inside);
            state = hash_step(state, (eight | (EACH * 0x20)) & kept);
        }
        at += inside;
        if inside < 8 {
            return (at, hash_end(state, at - from));
        }
    }
}

/// One in each byte.
const EACH: u64 = 0x0101_0101_0101_0101;

/// How many of eight bytes, from the first, are ASCII letters and digits.
fn alphanumerics(eight: u64) -> usize {
    let low = eight & (EACH * 0x7F);
    let small = low | (EACH * 0x20);
    // the upper bit of each byte tells whether it lies in a range
    let within = |bytes: u64, first: u8, last: u8| {
        (bytes + EACH * u64::from(0x80 - first)) & !(bytes + EACH * u64::from(0x7F - last))
    };
    let fits = (within(small, b'a', b'z') | within(low, b'0', b'9')) & !eight;
    (!fits & (EACH * 0x80)).trailing_zeros() as usize / 8
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

/// What lies between a word that ends at `last` and one that starts at `at`, and whether a line
/// ends there.
fn gap_between(text: &str, last: usize, at: usize) -> (Gap, bool) {
    let Some(between) = text.as_bytes().get(last..at) else { return (Gap::Break, false) };
    match between {
        [b' '] => (Gap::Space, false),
        [b',', b' '] => (Gap::Comma, false),
        [b'.', b' '] => (Gap::Dot, false),
        other => (gap(&text[last..at]), other.contains(&b'\n')),
    }
}

fn gap(between: &str) -> Gap {
    match between {
        "" => return Gap::None,
        "-" => return Gap::Hyphen,
        "." => return Gap::Dot,
        "\n" => return Gap::Space,
        "\n\n" | ".\n\n" => return Gap::Break,
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
    fn plain_words_are_hashed_as_they_are_cut() {
        for text in ["Brandt", "AB12", "Aa Bcdefghi", "a-bcdefghijklmnopqrstuvw,x", "@[`{/:é"] {
            each_word(text, |word, hash| {
                let folded = word.text(text).to_lowercase();
                assert!(hash.is_none_or(|h| h == super::super::table::hash(&folded)), "{folded}");
                assert_eq!(hash.is_some(), folded.is_ascii());
            });
        }
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

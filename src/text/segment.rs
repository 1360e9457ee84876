//! Tokens: one pass over a paragraph that knows no language.
//!
//! Words are runs of letters and digits, with single apostrophes, hyphens and dots inside
//! (`O'Neill`, `co-author`, `U.S`, `4.5`); everything else that is not white space is a mark.
//! Sentences need a language's abbreviations and are cut by [`crate::segmented`].

mod plain;

pub use self::plain::Plain;
use self::plain::letters_at;
use super::Span;

/// What sort of token it is, as far as its characters tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Sign {
    /// Letters, perhaps with digits.
    Word,
    /// Starts with a digit.
    Number,
    /// `'s`, `’re`: a short tail behind an apostrophe.
    Clitic,
    /// A double quotation mark: `"`, `“`, `''`, `«`, …
    Double,
    /// A single quotation mark or apostrophe outside words.
    Single,
    /// `,`
    Comma,
    /// `.`
    Dot,
    /// `…`, `...`
    Ellipsis,
    /// `!` or `?`, any number of them.
    Bang,
    /// `:`
    Colon,
    /// `;`
    Semicolon,
    /// `—`, `–`, `--` and a hyphen between spaces.
    Dash,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// Anything else that is not white space.
    Other,
}

/// Is the character a double quotation mark?
pub fn is_double(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// Is the character a single quotation mark or an apostrophe?
pub fn is_single(c: char) -> bool {
    matches!(c, '\'' | '‘' | '’' | '‚' | '‛' | '‹' | '›' | '`' | '＇')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '＇' | 'ʼ' | '‘')
}

/// Letters, digits, marks that combine with them, and the underscore.
fn is_word(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric() || c == '_'
    } else if matches!(c, '\u{2010}'..='\u{206f}') {
        // dashes and quotation marks, the most frequent of all
        false
    } else {
        c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
    }
}

/// Is the character white space, or one that is not seen?
pub fn is_blank(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(c, '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What a byte says of the character that it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum Begins {
    Blank,
    Mark,
    /// A mark that may stand inside a word.
    Joint,
    /// A letter, a digit or the underscore.
    Word,
    /// A character beyond ASCII.
    Wide,
}

impl Begins {
    /// Whether the character parts words wherever it stands.
    fn parts(self) -> bool {
        self as u8 <= Begins::Mark as u8
    }
}

const BEGINS: [Begins; 256] = {
    let mut table = [Begins::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' => Begins::Word,
            b' ' | 9..=13 => Begins::Blank,
            b'\'' | b'.' | b',' | b'-' | b'&' => Begins::Joint,
            128.. => Begins::Wide,
            _ => Begins::Mark,
        };
        byte += 1;
    }
    table
};

fn begins(byte: u8) -> Begins {
    BEGINS[byte as usize]
}

/// The tokens of `text[paragraph]`, in order.
pub fn tokens(text: &str, paragraph: Span) -> Tokens<'_> {
    let (at, end) = (paragraph.start as usize, paragraph.end as usize);
    Tokens { text, at, end, clitic: 0 }
}

/// See [`tokens`].
#[derive(Debug)]
pub struct Tokens<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    /// Where the clitic ends that stands next, if one does.
    clitic: usize,
}

impl Iterator for Tokens<'_> {
    type Item = (Span, Sign);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        if self.clitic > start {
            self.at = self.clitic;
            return Some((span(start, self.at), Sign::Clitic));
        }
        let bytes = &self.text.as_bytes()[..self.end];
        let mut at = start + usize::from(bytes.get(start) == Some(&b' '));
        while let Some(&byte) = bytes.get(at) {
            match begins(byte) {
                Begins::Word => return Some(self.word(at)),
                Begins::Blank => at += 1,
                Begins::Wide => {
                    let c = char_at(self.text, at);
                    if is_word(c) {
                        return Some(self.word(at));
                    } else if !is_blank(c) {
                        return Some(self.mark(at, c));
                    }
                    at += c.len_utf8();
                }
                Begins::Joint | Begins::Mark => return Some(self.mark(at, byte as char)),
            }
        }
        None
    }
}

impl Tokens<'_> {
    fn mark(&mut self, at: usize, c: char) -> (Span, Sign) {
        let (to, sign) = mark(self.text, at, self.end, c);
        self.at = to;
        (span(at, to), sign)
    }

    /// The word at `start`, without its clitic, which stands next if it has one.
    #[inline]
    fn word(&mut self, start: usize) -> (Span, Sign) {
        let (text, end) = (self.text, self.end);
        let bytes = &text.as_bytes()[..end];
        let number = match bytes[start] {
            byte @ 0..0x80 => byte.is_ascii_digit(),
            _ => char_at(text, start).is_numeric(),
        };
        let sign = if number { Sign::Number } else { Sign::Word };
        self.at = start + letters_at(bytes, start);
        match bytes.get(self.at).copied().map(begins) {
            Some(Begins::Word | Begins::Wide) => self.at = run(text, self.at, end),
            Some(Begins::Joint) => {}
            _ => return (span(start, self.at), sign),
        }
        while self.at < end && matches!(begins(bytes[self.at]), Begins::Joint | Begins::Wide) {
            if !self.join(start, sign) {
                break;
            }
        }
        (span(start, self.at), sign)
    }

    /// Goes on behind the mark at which the word from `start` has arrived, if it stands inside.
    fn join(&mut self, start: usize, sign: Sign) -> bool {
        let (text, at, end) = (self.text, self.at, self.end);
        let bytes = text.as_bytes();
        let c = char_at(text, at);
        let next = at + c.len_utf8();
        let Some(after) = peek(text, next, end).filter(|&c| is_word(c)) else { return false };
        let tail = run(text, next, end);
        if is_apostrophe(c) {
            let letters = tail - next;
            let last = bytes[at - 1] | 0x20;
            // he's, they're, Trump’s; but don't, O'Neill
            if letters <= 2
                && after.is_ascii_lowercase()
                && !(last == b'n' && letters == 1 && after == 't')
            {
                self.clitic = tail;
                return false;
            }
        } else if c == '.' {
            // U.S, 4.5, example.org; but not a full stop without its space
            let capital = after.is_uppercase()
                && at - start > 1
                && !text[start..at].ends_with(char::is_uppercase);
            if capital {
                return false;
            }
        } else if c == ',' {
            if !(after.is_ascii_digit() && bytes[at - 1].is_ascii_digit() && sign == Sign::Number) {
                return false;
            }
        } else if !matches!(c, '-' | '‐' | '‑' | '&' | '·') {
            return false;
        }
        self.at = tail;
        true
    }
}

/// A span inside a paragraph, whose bounds are known to fit.
fn span(start: usize, end: usize) -> Span {
    Span { start: start as u32, end: end as u32 }
}

fn char_at(text: &str, at: usize) -> char {
    let byte = text.as_bytes()[at];
    if byte < 0x80 { byte as char } else { text[at..].chars().next().unwrap_or(' ') }
}

fn peek(text: &str, at: usize, end: usize) -> Option<char> {
    (at < end).then(|| char_at(text, at))
}

/// The end of the run of word characters that starts at `at`.
fn run(text: &str, mut at: usize, end: usize) -> usize {
    let bytes = &text.as_bytes()[..end];
    while at < bytes.len() {
        let count = letters_at(bytes, at);
        at += count;
        if count == 16 {
            continue;
        }
        match begins(bytes[at]) {
            Begins::Word => at += 1,
            Begins::Wide => {
                let c = char_at(text, at);
                if !is_word(c) {
                    break;
                }
                at += c.len_utf8();
            }
            _ => break,
        }
    }
    at
}

/// The end and sort of the mark at `at`.
fn mark(text: &str, at: usize, end: usize, c: char) -> (usize, Sign) {
    let to = at + c.len_utf8();
    let same = |mut to: usize| {
        while peek(text, to, end) == Some(c) {
            to += c.len_utf8();
        }
        to
    };
    match c {
        ',' => (to, Sign::Comma),
        '.' => {
            let to = same(to);
            (to, if to - at >= 2 { Sign::Ellipsis } else { Sign::Dot })
        }
        '…' => (same(to), Sign::Ellipsis),
        '!' | '?' => {
            let mut to = to;
            while matches!(peek(text, to, end), Some('!' | '?')) {
                to += 1;
            }
            (to, Sign::Bang)
        }
        ':' => (to, Sign::Colon),
        ';' => (to, Sign::Semicolon),
        '—' | '–' | '―' => (same(to), Sign::Dash),
        '-' => (same(to), Sign::Dash),
        '(' | '[' | '{' => (to, Sign::Open),
        ')' | ']' | '}' => (to, Sign::Close),
        '\'' | '`' | '’' | '‘' if peek(text, to, end) == Some(c) => {
            let mut to = to + c.len_utf8();
            // ''' is an inner mark beside an outer one: two characters make the outer
            if c == '\'' && peek(text, to, end) == Some(c) && peek(text, to + 1, end) == Some(c) {
                to = same(to);
            }
            (to, Sign::Double)
        }
        c if is_double(c) => (to, Sign::Double),
        c if is_single(c) => (to, Sign::Single),
        _ => (to, Sign::Other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::paragraph::paragraphs;

    fn cut(text: &str) -> Vec<(&str, Sign)> {
        let mut out = Vec::new();
        for paragraph in paragraphs(text) {
            out.extend(tokens(text, paragraph).map(|(span, sign)| (&text[span.range()], sign)));
        }
        out
    }

    fn words(text: &str) -> Vec<&str> {
        cut(text).into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn clitics_stand_apart_but_not_names_and_negations() {
        assert_eq!(
            words("Rana’s don't O'Neill we're"),
            ["Rana", "’s", "don't", "O'Neill", "we", "'re"]
        );
    }

    #[test]
    fn dots_join_initials_and_numbers_but_not_sentences() {
        assert_eq!(
            words("U.S. 4.5 end.Next 1,000,two"),
            ["U.S", ".", "4.5", "end", ".", "Next", "1,000", ",", "two"]
        );
    }

    #[test]
    fn two_apostrophes_are_a_double_mark() {
        let signs: Vec<_> = cut("''Go,'' she").into_iter().map(|(_, sign)| sign).collect();
        assert_eq!(signs, [Sign::Double, Sign::Word, Sign::Comma, Sign::Double, Sign::Word]);
    }
}

//! Paragraphs and tokens: one pass over the text that knows no language.
//!
//! Words are runs of letters and digits, with single apostrophes, hyphens and dots inside
//! (`O'Neill`, `co-author`, `U.S`, `4.5`); everything else that is not white space is a mark.
//! Sentences need a language's abbreviations and are cut by [`crate::segmented`].

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
    } else {
        c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}' | '\u{ad}' | '\u{200d}')
    }
}

/// Is the character white space, or one that is not seen?
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}' | '\u{2060}')
}

/// Non-blank stretches of text that belong together.
///
/// One line is one paragraph, unless the text is wrapped by hand: then blank lines part them.
pub fn paragraphs(text: &str) -> Vec<Span> {
    let lines = lines(text);
    if !is_wrapped(text, &lines) {
        return lines.into_iter().filter(|line| !line.is_empty()).collect();
    }
    let mut out: Vec<Span> = Vec::new();
    let mut joined = false;
    for line in lines {
        match out.last_mut() {
            _ if line.is_empty() => joined = false,
            Some(last) if joined => last.end = line.end,
            _ => {
                out.push(line);
                joined = true;
            }
        }
    }
    out
}

/// The lines without the blanks around them; blank ones are empty.
fn lines(text: &str) -> Vec<Span> {
    let mut out = Vec::new();
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = &text[start..end];
        let left = line.len() - line.trim_start_matches(is_blank).len();
        let body = line.trim_matches(is_blank);
        let from = if body.is_empty() { start } else { start + left };
        out.push(Span::new(from, from + body.len()));
        start = end + 1;
    }
    out
}

/// Whether lines break inside sentences: most lines that another follows at once are of a typist's
/// length and end in the midst of a sentence.
fn is_wrapped(text: &str, lines: &[Span]) -> bool {
    let (mut followed, mut broken, mut blank) = (0u32, 0u32, 0u32);
    for pair in lines.windows(2) {
        if pair[0].is_empty() {
            blank += 1;
        } else if !pair[1].is_empty() {
            followed += 1;
            let ends = text[pair[0].range()].ends_with(['.', '!', '?', '"', '”', ':', '\'', '’']);
            broken += u32::from(!ends && (40..=120).contains(&pair[0].len()));
        }
    }
    followed >= 4 && blank >= 1 && broken * 2 > followed
}

/// Calls `emit` with each token of `text[paragraph]`, in order.
pub fn tokens(text: &str, paragraph: Span, emit: &mut impl FnMut(Span, Sign)) {
    let end = paragraph.end as usize;
    let mut at = paragraph.start as usize;
    while at < end {
        let c = char_at(text, at);
        if is_word(c) {
            at = word(text, at, end, emit);
        } else if c.is_ascii_whitespace() || is_blank(c) {
            at += c.len_utf8();
        } else {
            let (to, sign) = mark(text, at, end, c);
            emit(Span::new(at, to), sign);
            at = to;
        }
    }
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
    let bytes = text.as_bytes();
    while at < end {
        let byte = bytes[at];
        if byte < 0x80 {
            if !(byte.is_ascii_alphanumeric() || byte == b'_') {
                break;
            }
            at += 1;
        } else {
            let c = char_at(text, at);
            if !is_word(c) {
                break;
            }
            at += c.len_utf8();
        }
    }
    at
}

/// Emits the word at `start`, with its clitic if it has one; gives where it ends.
fn word(text: &str, start: usize, end: usize, emit: &mut impl FnMut(Span, Sign)) -> usize {
    let first = char_at(text, start);
    let sign = if first.is_numeric() { Sign::Number } else { Sign::Word };
    let mut at = run(text, start, end);
    while let Some(c) = peek(text, at, end) {
        let next = at + c.len_utf8();
        let Some(after) = peek(text, next, end).filter(|&c| is_word(c)) else { break };
        let tail = run(text, next, end);
        if is_apostrophe(c) {
            let letters = tail - next;
            let last = text.as_bytes()[at - 1] | 0x20;
            // he's, they're, Trump’s; but don't, O'Neill
            if letters <= 2
                && after.is_ascii_lowercase()
                && !(last == b'n' && letters == 1 && after == 't')
            {
                emit(Span::new(start, at), sign);
                emit(Span::new(at, tail), Sign::Clitic);
                return tail;
            }
        } else if c == '.' {
            // U.S, 4.5, example.org; but not a full stop without its space
            let capital = after.is_uppercase()
                && at - start > 1
                && !text[start..at].ends_with(char::is_uppercase);
            if capital {
                break;
            }
        } else if c == ',' {
            if !(after.is_ascii_digit()
                && text.as_bytes()[at - 1].is_ascii_digit()
                && sign == Sign::Number)
            {
                break;
            }
        } else if !matches!(c, '-' | '‐' | '‑' | '&' | '·') {
            break;
        }
        at = tail;
    }
    emit(Span::new(start, at), sign);
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

    fn cut(text: &str) -> Vec<(&str, Sign)> {
        let mut out = Vec::new();
        for paragraph in paragraphs(text) {
            tokens(text, paragraph, &mut |span, sign| out.push((&text[span.range()], sign)));
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

    #[test]
    fn lines_are_paragraphs_unless_a_typist_broke_them() {
        assert_eq!(paragraphs("One line.\nAnother.\n\n Third \n").len(), 3);
        let wrapped = "It was a long and quiet evening in the small town, and\n\
                       nobody had come to the square since the bells had rung\n\
                       for the last time that day; the lamps were lit and the\n\
                       dogs lay down. Then a carriage rolled in from the north\n\
                       and stopped.\n\n\"Who is there?\"\n";
        assert_eq!(paragraphs(wrapped).len(), 2);
    }
}

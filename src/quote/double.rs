//! Stretches in double marks: `"…"`, `“…”`, `''…''`, `«…»`, `„…“`, and mixed pairs.
//!
//! Curly marks are trusted unless their neighbours flatly contradict them; straight ones take
//! their direction from the characters beside them. A paragraph that opens a quotation and does
//! not close it ends its stretch at the paragraph's end where the next one opens with a mark;
//! runs on to the closing mark where one of the next three closes it; else the mark is missing.

use super::{Stretch, has_word};
use crate::{
    language::Language,
    segmented::Segmented,
    text::{
        Span,
        segment::{Sign, is_blank},
    },
};

/// Where a mark points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

/// A double mark.
#[derive(Debug, Clone, Copy)]
struct Mark {
    start: usize,
    end: usize,
    side: Side,
    /// Curly, straight, apostrophes, angled: pairs are mostly of one sort.
    sort: char,
}

/// The marks of a paragraph.
struct Line<'m> {
    span: Span,
    marks: &'m [Mark],
}

impl Line<'_> {
    /// Whether it begins with a mark that may open.
    fn opens(&self) -> bool {
        self.first().is_some_and(|mark| mark.side != Side::Close)
    }

    /// The mark it begins with.
    fn first(&self) -> Option<&Mark> {
        self.marks.first().filter(|mark| mark.start == self.span.start as usize)
    }
}

/// How many marks ahead the search for a partner looks, so that time stays linear.
const AHEAD: usize = 64;
/// How many paragraphs ahead a closing mark may stand.
const PARAGRAPHS: usize = 3;
/// How many paragraphs a stretch may run over.
const RUNS: usize = 6;

const BEFORE_OPEN: &str = "([{—–―-/‘'“\"«…>|:;~";
const AFTER_CLOSE: &str = ".,;:!?)]}—–―…/’'”\"»*<|";
const BRACKETS: &str = "([{—–―-";

/// Finds the stretches in double marks.
pub(super) fn find(document: &Segmented<'_>, _before: &[Stretch]) -> Vec<Stretch> {
    let (marks, ends) = marks(document);
    let mut start = 0;
    let paragraphs = document.paragraphs.iter().zip(&ends);
    let lines: Vec<Line<'_>> = paragraphs
        .map(|(&span, &end)| Line { span, marks: &marks[std::mem::replace(&mut start, end)..end] })
        .collect();
    let mut out = Vec::new();
    let mut finder = Finder { document, lines: &lines, out: &mut out };
    let mut carried = None;
    for at in 0..lines.len() {
        carried = finder.line(at, carried);
    }
    out.retain(|stretch| has_word(document, stretch.span));
    out
}

/// An opening that waits for its close.
#[derive(Debug, Clone, Copy)]
struct Opening {
    start: usize,
    sort: char,
    /// The paragraph in which it stands.
    line: usize,
}

struct Finder<'a, 'd> {
    document: &'a Segmented<'d>,
    lines: &'a [Line<'a>],
    out: &'a mut Vec<Stretch>,
}

impl Finder<'_, '_> {
    fn push(&mut self, start: usize, end: usize, continues: bool) {
        let text = self.document.all();
        let end = start + text[start..end].trim_end_matches(is_blank).len();
        if end > start {
            self.out.push(Stretch { span: Span::new(start, end), continues });
        }
    }

    /// Reads one paragraph; gives the opening that runs over its end.
    fn line(&mut self, at: usize, carried: Option<Opening>) -> Option<Opening> {
        let line = &self.lines[at];
        let end = line.span.end as usize;
        let mut open = carried;
        let mut depth = 1;
        for (k, mark) in line.marks.iter().enumerate() {
            let Some(opening) = open else {
                if mark.side == Side::Close {
                    self.absorb(mark);
                } else {
                    open = Some(Opening { start: mark.start, sort: mark.sort, line: at });
                    depth = 1;
                }
                continue;
            };
            if mark.side == Side::Open && mark.end < end {
                if let Some(deeper) = self.nested(at, k, opening, depth) {
                    depth = deeper;
                } else {
                    self.push(opening.start, mark.start, false);
                    open = Some(Opening { start: mark.start, sort: mark.sort, line: at });
                    depth = 1;
                }
                continue;
            }
            depth -= 1;
            if depth <= 0 {
                self.push(opening.start, mark.end, false);
                open = None;
            }
        }
        open.and_then(|opening| self.unclosed(at, opening))
    }

    /// A doubled closing mark (`said."”`) belongs to the stretch before it.
    fn absorb(&mut self, mark: &Mark) {
        if let Some(last) = self.out.last_mut()
            && last.span.end as usize == mark.start
        {
            last.span.end = mark.end as u32;
        }
    }

    /// The depth inside an inner quotation; none where the outer one was never closed.
    fn nested(&self, at: usize, k: usize, opening: Opening, depth: i32) -> Option<i32> {
        let marks = self.lines[at].marks;
        let mark = marks[k];
        let mut deep = depth;
        let mut closed = false;
        for later in marks[k..].iter().take(AHEAD) {
            deep += if later.side == Side::Open { 1 } else { -1 };
            if deep <= 0 {
                closed = true;
                break;
            }
        }
        let same = mark.sort == opening.sort;
        let mut nested = closed;
        if !nested && !same && deep == 1 {
            let next = self.lines.get(at + 1).and_then(Line::first);
            nested = next.is_some_and(|first| first.sort == opening.sort);
        }
        if nested && same {
            let ahead = marks.get(k + 1..).unwrap_or_default();
            nested = ahead.len() >= 2 && ahead[..2].iter().all(|later| later.side != Side::Open);
        }
        let between = &self.document.all()[opening.start..mark.start];
        if between.chars().all(|c| "“”\"'` ".contains(c)) {
            return Some(if same { depth } else { depth + 1 });
        }
        nested.then_some(depth + 1)
    }

    /// What becomes of an opening at its paragraph's end.
    fn unclosed(&mut self, at: usize, opening: Opening) -> Option<Opening> {
        let ahead = &self.lines[at + 1..self.lines.len().min(at + 1 + PARAGRAPHS)];
        let continues = ahead.first().is_some_and(Line::opens);
        let over = if opening.line < at {
            ahead.first().is_some_and(|next| next.marks.is_empty()) && at - opening.line < RUNS
        } else {
            !continues
                && ahead
                    .iter()
                    .find_map(|next| next.marks.first())
                    .is_some_and(|mark| mark.side == Side::Close)
        };
        if over {
            return Some(opening);
        }
        self.push(opening.start, self.lines[at].span.end as usize, continues);
        None
    }
}

/// The marks, and for each paragraph where its own end.
fn marks(document: &Segmented<'_>) -> (Vec<Mark>, Vec<usize>) {
    let text = document.all();
    let mut marks = Vec::new();
    let mut ends = Vec::with_capacity(document.paragraphs.len());
    for (paragraph, span) in document.paragraphs.iter().enumerate() {
        let mut tag_end = 0;
        for token in document.marks_of(paragraph) {
            let (start, end) = (token.span.start as usize, token.span.end as usize);
            match token.sign {
                Sign::Other if text.as_bytes()[start] == b'<' => {
                    tag_end = tag(text, start).max(tag_end);
                }
                Sign::Double if start >= tag_end && !is_inch(text, start) => {
                    let side = side(document.language, text, *span, start, end);
                    marks.push(Mark { start, end, side, sort: sort(text, start) });
                }
                _ => {}
            }
        }
        ends.push(marks.len());
    }
    (marks, ends)
}

fn sort(text: &str, at: usize) -> char {
    match text[at..].chars().next() {
        Some('"' | '＂') => 'd',
        Some('“' | '”' | '„' | '‟') => 'c',
        Some('«' | '»') => 'g',
        _ => 's',
    }
}

/// The end of the tag `<…>` that starts at `at`, or `at`.
fn tag(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at + 1..text.len().min(at + 600)];
    if !rest.first().is_some_and(|&b| b.is_ascii_alphabetic() || b == b'/') {
        return at;
    }
    match memchr::memchr2(b'<', b'>', rest) {
        Some(end) if rest[end] == b'>' => at + 2 + end,
        _ => at,
    }
}

/// Whether the mark at `at` ends a measure in feet and inches: `5'2"`.
fn is_inch(text: &str, at: usize) -> bool {
    let before = &text[..at];
    let feet = before.trim_end_matches(|c: char| c.is_ascii_digit());
    if feet.len() == before.len() || before.len() - feet.len() > 2 {
        return false;
    }
    let feet = feet.strip_suffix(' ').unwrap_or(feet);
    let Some(feet) = feet.strip_suffix(['\'', '’']) else { return false };
    feet.ends_with(|c: char| c.is_ascii_digit())
}

/// Where the mark `text[start..end]` points.
fn side(language: &Language, text: &str, line: Span, start: usize, end: usize) -> Side {
    let before = text[line.start as usize..start].chars().next_back();
    let after = text[end..line.end as usize].chars().next();
    let blank = |c: Option<char>| c.is_none_or(is_blank);
    let within = |c: Option<char>, set: &str| c.is_some_and(|c| set.contains(c));
    let mark = text[start..end].chars().next().unwrap_or('"');
    if language.open.contains(&mark) || mark == '`' || mark == '‘' {
        let hugging =
            !blank(before) && (blank(after) || after == Some('<')) && !within(before, BRACKETS);
        return if hugging || text[end..line.end as usize].trim().is_empty() {
            Side::Close
        } else {
            Side::Open
        };
    }
    if language.close.contains(&mark) || mark == '’' {
        let hugging =
            blank(before) && (!blank(after) || before.is_none()) && !within(after, AFTER_CLOSE);
        return if hugging { Side::Open } else { Side::Close };
    }
    match (blank(before), blank(after)) {
        (true, false) => return Side::Open,
        (false, true) => return if within(before, "([{") { Side::Open } else { Side::Close },
        _ => {}
    }
    let opens = blank(before) || within(before, BEFORE_OPEN);
    let closes = blank(after) || within(after, AFTER_CLOSE);
    match (opens, closes) {
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        _ => Side::Either,
    }
}

//! Paragraphs: lines, or what blank lines part where a typist broke the lines.

use super::{Span, segment::is_blank};

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
    let mut out = Vec::with_capacity(text.len() / 64 + 1);
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        out.push(trimmed(text, start, end));
        start = end + 1;
    }
    out
}

/// The line `text[start..end]` without the blanks around it.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let bytes = &text.as_bytes()[start..end];
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return Span::new(start, end);
    }
    let line = &text[start..end];
    let left = line.len() - line.trim_start_matches(is_blank).len();
    let body = line.trim_matches(is_blank);
    let from = if body.is_empty() { start } else { start + left };
    Span::new(from, from + body.len())
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

#[cfg(test)]
mod tests {
    use super::*;

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

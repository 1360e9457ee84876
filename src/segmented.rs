//! Floor 2: a document cut into paragraphs, sentences and tagged tokens, which every later stage
//! reads.

mod classes;
mod ends;
mod tag;

pub use self::classes::LongWords;
use self::classes::settle;
use crate::{
    document::Document,
    language::{Class, Language},
    text::{Span, paragraph, segment::Sign},
};

/// A word or mark of a document with what the lexicon says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Its classes; none for an unlisted word.
    pub class: Class,
    /// Its base form's number in the lexicon; 0 where it is not listed.
    pub lemma: u16,
    /// What its characters make it.
    pub sign: Sign,
    flags: u8,
}

const SPACED: u8 = 1;
const CAPITAL: u8 = 2;
const UPPER: u8 = 4;
const INITIAL: u8 = 8;
const STARTS: u8 = 16;

/// Longest sentence in tokens: what looks back and ahead in one does so in bounded time.
const LONGEST: usize = 400;

impl Token {
    /// Whether white space stands before it (or nothing does).
    pub const fn spaced(self) -> bool {
        self.flags & SPACED != 0
    }

    /// Whether it begins with a capital letter.
    pub const fn capital(self) -> bool {
        self.flags & CAPITAL != 0
    }

    /// Whether it has two letters or more, all capitals.
    pub const fn upper(self) -> bool {
        self.flags & UPPER != 0
    }

    /// Whether it is one capital letter.
    pub const fn initial(self) -> bool {
        self.flags & INITIAL != 0
    }

    /// Whether it is the first word of a sentence or behind an opening mark.
    pub const fn starts(self) -> bool {
        self.flags & STARTS != 0
    }

    /// Whether it is a word or a number.
    pub fn is_word(self) -> bool {
        matches!(self.sign, Sign::Word | Sign::Number)
    }

    /// Whether it has any of these classes.
    pub const fn is(self, class: Class) -> bool {
        self.class.any(class)
    }
}

/// A run of tokens, end exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Run {
    /// First token.
    pub start: u32,
    /// One past the last.
    pub end: u32,
}

impl Run {
    /// As a range of indexes.
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A document with its paragraphs, sentences and words.
#[derive(Debug)]
pub struct Segmented<'d> {
    /// The document.
    pub document: &'d Document,
    /// The language it is read in.
    pub language: &'d Language,
    /// In order; none overlap; blank lines lie between.
    pub paragraphs: Vec<Span>,
    /// In order; each lies in one paragraph.
    pub sentences: Vec<Span>,
    /// Words and marks in order; each lies in one sentence.
    pub tokens: Vec<Token>,
    /// The tokens that may be quotation marks, in order: those of these signs, and other marks.
    pub marks: Vec<u32>,
    /// The tokens of each paragraph.
    pub paragraph_tokens: Vec<Run>,
    /// The tokens of each sentence.
    pub sentence_tokens: Vec<Run>,
    /// The longer words of each sentence.
    pub long_words: Vec<LongWords>,
}

impl<'d> Segmented<'d> {
    /// Cuts `document` as `language` asks.
    pub fn new(document: &'d Document, language: &'d Language) -> Self {
        let text = document.text.as_str();
        let paragraphs = paragraph::paragraphs(text);
        let mut out = Self {
            document,
            language,
            paragraphs: Vec::with_capacity(paragraphs.len()),
            sentences: Vec::with_capacity(text.len() / 100),
            tokens: Vec::with_capacity(text.len() / 5),
            marks: Vec::with_capacity(text.len() / 64),
            paragraph_tokens: Vec::with_capacity(paragraphs.len()),
            sentence_tokens: Vec::with_capacity(text.len() / 100),
            long_words: Vec::with_capacity(text.len() / 100),
        };
        let mut stops = Vec::with_capacity(64);
        for paragraph in paragraphs {
            let start = out.tokens.len();
            stops.clear();
            out.tag(paragraph, &mut stops);
            let end = out.tokens.len();
            if start == end {
                continue;
            }
            out.paragraphs.push(paragraph);
            out.paragraph_tokens.push(Run { start: start as u32, end: end as u32 });
            out.cut(start, end, &stops);
        }
        out
    }

    /// The whole text.
    pub fn all(&self) -> &'d str {
        &self.document.text
    }

    /// The surface form of a span.
    pub fn text(&self, span: Span) -> &'d str {
        &self.document.text[span.range()]
    }

    /// The surface form of a token.
    pub fn word(&self, at: usize) -> &'d str {
        self.text(self.tokens[at].span)
    }

    /// The token that holds byte `at` or, where none does, the first after it.
    pub fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.span.end <= at)
    }

    /// The tokens of a paragraph that may be quotation marks, in order.
    pub fn marks_of(&self, paragraph: usize) -> impl Iterator<Item = Token> {
        let run = self.paragraph_tokens[paragraph];
        let first = self.marks.partition_point(|&at| at < run.start);
        let marks = self.marks[first..].iter().take_while(move |&&at| at < run.end);
        marks.map(|&at| self.tokens[at as usize])
    }

    /// The sentence that token `at` lies in.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentence_tokens.partition_point(|run| run.end as usize <= at)
    }

    /// The paragraph that token `at` lies in.
    pub fn paragraph_of(&self, at: usize) -> usize {
        self.paragraph_tokens.partition_point(|run| run.end as usize <= at)
    }

    /// From the start of token `first` to the end of token `last`.
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span.cover(self.tokens[last].span)
    }

    /// Cuts the tokens `start..end` of a paragraph into sentences; `stops` may end one.
    fn cut(&mut self, start: usize, end: usize, stops: &[u32]) {
        let mut first = start;
        for &stop in stops {
            let stop = stop as usize;
            while first + LONGEST <= stop {
                self.sentence(first, first + LONGEST + 1);
                first += LONGEST + 1;
            }
            if stop >= first
                && let Some(next) = self.ends(stop, end)
            {
                self.sentence(first, next);
                first = next;
            }
        }
        while first + LONGEST < end {
            self.sentence(first, first + LONGEST + 1);
            first += LONGEST + 1;
        }
        if first < end {
            self.sentence(first, end);
        }
    }

    /// Adds a sentence.
    fn sentence(&mut self, first: usize, end: usize) {
        self.sentences.push(self.span(first, end - 1));
        self.sentence_tokens.push(Run { start: first as u32, end: end as u32 });
        self.long_words.push(settle(&mut self.tokens[first..end]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentences(text: &str) -> Vec<String> {
        let document = Document::new("d", text);
        let english = Language::english();
        let cut = Segmented::new(&document, &english);
        cut.sentences.iter().map(|&span| cut.text(span).to_owned()).collect()
    }

    #[test]
    fn abbreviations_do_not_end_sentences() {
        for text in [
            "Ms. Quill said so.",
            "It was on Aug. 4 that Gov. Brandt came.",
            "The U.S. Senate met at 5 p.m. on Monday.",
            "“Is it true?” Mara Quill said.",
            "“Stop!” he said.",
        ] {
            assert_eq!(sentences(text), [text]);
        }
    }

    #[test]
    fn sentences_end_at_full_stops_with_their_marks() {
        assert_eq!(
            sentences("He left the U.S. The rest stayed. “Go.” She went."),
            ["He left the U.S.", "The rest stayed.", "“Go.”", "She went."]
        );
    }

    #[test]
    fn tokens_lie_in_sentences_and_paragraphs() {
        let document = Document::new("d", "One. Two “three”\n\nfour 5'2\" — end\u{0}…");
        let english = Language::english();
        let cut = Segmented::new(&document, &english);
        let covered: usize = cut.sentence_tokens.iter().map(|run| run.range().len()).sum();
        assert_eq!(covered, cut.tokens.len());
        let covered: usize = cut.paragraph_tokens.iter().map(|run| run.range().len()).sum();
        assert_eq!(covered, cut.tokens.len());
    }
}

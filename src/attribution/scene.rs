//! The narrator's text: quotations stand in it as single items, so that rules read past them.

use super::Context;
use crate::{
    language::Class,
    quote::Quote,
    segmented::{Run, Token},
    text::{Span, segment::Sign},
};

/// A token of the narrator's, or a whole quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// The first token.
    pub(super) first: u32,
    /// The last token.
    pub(super) last: u32,
    /// The quotation, where it is one.
    pub(super) quote: Option<u32>,
}

/// A sentence of the narrator's: a run of items.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sentence {
    pub(super) items: Run,
    pub(super) paragraph: u32,
    /// Whether most of its words are capitalised.
    pub(super) headline: bool,
}

/// What a word is not where it stands in a name.
const NAMED: Class = Class::ADV.or(Class::AUX).or(Class::NEG).or(Class::SUBJ).or(Class::SUB);

/// Fewest exchanges of a document that is dialogue.
const EXCHANGES: usize = 3;
/// A turn of more bytes is a statement rather than conversation.
const TURN: usize = 240;

/// Whether the document is dialogue: paragraphs of bare speech answer each other, and of the
/// paragraphs that start with a quotation at least a quarter hold nothing else.
fn is_dialogue(context: &Context<'_>, quotes: &[Quote]) -> bool {
    let (mut starting, mut bare, mut exchanges, mut next) = (0, 0, 0, 0);
    // whether the paragraph before starts with a quotation, and whether it holds nothing else
    let mut before = (false, false);
    for paragraph in &context.document.paragraphs {
        while next < quotes.len() && quotes[next].content[0].start < paragraph.start {
            next += 1;
        }
        let first = quotes.get(next).filter(|quote| {
            let span = quote.content[0];
            span.start == paragraph.start && span.end <= paragraph.end && !quote.continues
        });
        let alone = first.is_some_and(|quote| {
            quote.content[0].end >= paragraph.end && quote.content[0].len() <= TURN
        });
        starting += usize::from(first.is_some());
        bare += usize::from(alone);
        exchanges += usize::from(alone && before.0 || first.is_some() && before.1);
        before = (first.is_some(), alone);
    }
    exchanges >= EXCHANGES && bare >= EXCHANGES && bare * 4 >= starting
}

/// A document as the rules read it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) items: Vec<Item>,
    pub(super) sentences: Vec<Sentence>,
    /// For each quotation the item that it is.
    pub(super) at: Vec<u32>,
    /// For each quotation the sentence it lies in.
    pub(super) sentence_of: Vec<u32>,
    /// Whether the document is dialogue, as in novels: many paragraphs are nothing but speech.
    pub(super) dialogue: bool,
    /// For each token the mention that covers it, plus one.
    pub(super) mention: Vec<u32>,
}

impl<'a> Scene<'a> {
    /// Reads the document past its quotations.
    pub(super) fn new(context: &'a Context<'a>, quotes: &[Quote]) -> Self {
        let document = context.document;
        let mut scene = Self {
            context,
            items: Vec::with_capacity(document.tokens.len()),
            sentences: Vec::with_capacity(document.sentences.len()),
            at: vec![0; quotes.len()],
            sentence_of: vec![0; quotes.len()],
            dialogue: is_dialogue(context, quotes),
            mention: vec![0; document.tokens.len()],
        };
        for (i, mention) in context.mentions.iter().enumerate() {
            let mut token = document.token_at(mention.span.start);
            while token < document.tokens.len()
                && document.tokens[token].span.start < mention.span.end
            {
                scene.mention[token] = i as u32 + 1;
                token += 1;
            }
        }
        let mut next = 0;
        let mut token = 0;
        for (paragraph, run) in document.paragraph_tokens.iter().enumerate() {
            scene.paragraph(paragraph as u32, *run, quotes, &mut next, &mut token);
        }
        scene
    }

    /// Adds the sentences of a paragraph; `token` may already lie behind its start, where a
    /// quotation runs over from the paragraph before.
    fn paragraph(
        &mut self,
        paragraph: u32,
        run: Run,
        quotes: &[Quote],
        next: &mut usize,
        token: &mut usize,
    ) {
        let document = self.context.document;
        let mut start = self.items.len();
        *token = (*token).max(run.start as usize);
        while *token < run.end as usize {
            let at = *token;
            let span = document.tokens[at].span;
            if *next < quotes.len() && quotes[*next].content[0].start <= span.start {
                let end = quotes[*next].content[0].end;
                let last = document.token_at(end.saturating_sub(1)).max(at);
                self.at[*next] = self.items.len() as u32;
                self.items.push(Item {
                    first: at as u32,
                    last: last as u32,
                    quote: Some(*next as u32),
                });
                *next += 1;
                *token = last + 1;
            } else {
                self.items.push(Item { first: at as u32, last: at as u32, quote: None });
                *token += 1;
            }
            let last = *token - 1;
            let ends = *token >= run.end as usize
                || document.sentence_tokens[document.sentence_of(last)].end as usize == *token;
            if ends {
                self.close(start, paragraph);
                start = self.items.len();
            }
        }
        if start < self.items.len() {
            self.close(start, paragraph);
        }
    }

    fn close(&mut self, start: usize, paragraph: u32) {
        let end = self.items.len();
        let sentence = self.sentences.len() as u32;
        let (mut long, mut capital) = (0u32, 0u32);
        for item in &self.items[start..end] {
            if let Some(quote) = item.quote {
                self.sentence_of[quote as usize] = sentence;
            } else {
                let token = self.context.document.tokens[item.first as usize];
                if token.sign == Sign::Word && token.span.len() > 3 {
                    long += 1;
                    capital += u32::from(token.capital());
                }
            }
        }
        let items = Run { start: start as u32, end: end as u32 };
        let headline = long >= 3 && capital * 4 >= long * 3;
        self.sentences.push(Sentence { items, paragraph, headline });
    }

    /// The token of an item that is no quotation.
    pub(super) fn token(&self, item: usize) -> Option<Token> {
        let found = self.items.get(item)?;
        if found.quote.is_some() {
            return None;
        }
        let mut token = self.context.document.tokens[found.first as usize];
        // Will, Skelly: a word of a name is nothing else
        if self.mention[found.first as usize] != 0 && token.capital() {
            token.class = token.class.without(NAMED);
        }
        Some(token)
    }

    /// Whether the item has any of these classes.
    pub(super) fn is(&self, item: usize, class: Class) -> bool {
        self.token(item).is_some_and(|token| token.is(class))
    }

    /// The classes of the item.
    pub(super) fn class(&self, item: usize) -> Class {
        self.token(item).map_or(Class::NONE, |token| token.class)
    }

    /// What sort of characters the item is.
    pub(super) fn sign(&self, item: usize) -> Option<Sign> {
        self.token(item).map(|token| token.sign)
    }

    /// Whether the item is the mark.
    pub(super) fn is_sign(&self, item: usize, sign: Sign) -> bool {
        self.sign(item) == Some(sign)
    }

    /// Whether the item is a word.
    pub(super) fn is_word(&self, item: usize) -> bool {
        self.token(item).is_some_and(Token::is_word)
    }

    /// The quotation that the item is.
    pub(super) fn quote(&self, item: usize) -> Option<usize> {
        self.items.get(item).and_then(|item| item.quote).map(|quote| quote as usize)
    }

    /// The mention that covers the item.
    pub(super) fn mention(&self, item: usize) -> Option<usize> {
        let item = self.items.get(item).filter(|item| item.quote.is_none())?;
        (self.mention[item.first as usize] as usize).checked_sub(1)
    }

    /// The bytes from item `first` to item `last`.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let (first, last) = (self.items[first].first as usize, self.items[last].last as usize);
        self.context.document.span(first, last)
    }

    /// The words of an item.
    pub(super) fn word(&self, item: usize) -> &'a str {
        self.context.document.text(self.span(item, item))
    }
}

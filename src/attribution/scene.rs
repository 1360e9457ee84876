//! The narrator's text: quotations stand in it as single items, so that rules read past them.

use super::Context;
use crate::{
    gazetteer::{Entity, Kind},
    language::{Class, Family},
    mention::Mention,
    quote::{Quote, QuoteKind},
    segmented::{LongWords, Run, Segmented, Token},
    text::{Span, segment::Sign},
};

/// A token of the narrator's, or a whole quotation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// The token or, with the highest bit set, the quotation.
    place: u32,
    /// What the token is where it stands; nothing for a quotation.
    class: Class,
}

/// Set in the place of a quotation.
const QUOTE: u32 = 1 << 31;

impl Item {
    fn quote(self) -> Option<usize> {
        (self.place >= QUOTE).then_some((self.place & !QUOTE) as usize)
    }

    fn token(self) -> Option<usize> {
        (self.place < QUOTE).then_some(self.place as usize)
    }
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
const NAMED: Class =
    Class::ADV.or(Class::AUX).or(Class::NEG).or(Class::SUBJ).or(Class::SUB).or(Class::TIME);

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

/// The entity that a mention names.
fn entity<'a>(context: &'a Context<'_>, mention: &Mention) -> Option<&'a Entity> {
    context.cast.entities.get(mention.entity()?).map(|(entity, _)| entity)
}

/// The entities that have roles.
fn described<'a>(context: &'a Context<'_>) -> Vec<&'a Entity> {
    let entities = context.cast.entities.values().map(|(entity, _)| entity);
    entities.filter(|entity| !entity.roles.is_empty()).collect()
}

/// How far the document was read.
#[derive(Debug, Default)]
struct Reader {
    /// The next token, the next quotation, the sentence of the last token.
    token: usize,
    quote: usize,
    sentence: usize,
    /// The first token of the next quotation.
    opens: usize,
    /// The next mention.
    mention: usize,
    /// Longer words of the sentence so far.
    long: LongWords,
}

impl Reader {
    /// Finds where the next quotation begins.
    fn seek(&mut self, document: &Segmented<'_>, quotes: &[Quote]) {
        self.opens = quotes.get(self.quote).map_or(usize::MAX, |quote| {
            let start = quote.content[0].start;
            document.tokens.partition_point(|token| token.span.start < start)
        });
    }

    /// Where the sentence of the next token ends.
    fn sentence_end(&mut self, sentences: &[Run]) -> usize {
        while sentences[self.sentence].end as usize <= self.token {
            self.sentence += 1;
        }
        sentences[self.sentence].end as usize
    }

    /// Whether the last token that was read ends its sentence.
    fn ends_sentence(&mut self, sentences: &[Run]) -> bool {
        while (sentences[self.sentence].end as usize) < self.token {
            self.sentence += 1;
        }
        sentences[self.sentence].end as usize == self.token
    }
}

/// A document as the rules read it.
#[derive(Debug)]
pub(super) struct Scene<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) items: Vec<Item>,
    pub(super) sentences: Vec<Sentence>,
    /// For each quotation the item that it is.
    pub(super) at: Vec<u32>,
    /// For each quotation whether it is a title or a term, which nobody says.
    titles: Vec<bool>,
    /// For each quotation its first and last token.
    bounds: Vec<(u32, u32)>,
    /// For each quotation the sentence it lies in.
    pub(super) sentence_of: Vec<u32>,
    /// Whether the document is dialogue, as in novels: many paragraphs are nothing but speech.
    pub(super) dialogue: bool,
    /// For each token the mention that covers it, plus one.
    pub(super) mention: Vec<u32>,
    /// The mentions in the narrator's words: the first item and the mention.
    pub(super) named: Vec<(usize, usize)>,
    /// For each mention its first token and the one behind its last; while the items are read.
    mention_tokens: Vec<(u32, u32)>,
    /// For each mention its entity.
    entities: Vec<Option<&'a Entity>>,
    /// The entities whose roles the gazetteer gives.
    pub(super) described: Vec<&'a Entity>,
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
            titles: quotes.iter().map(|quote| quote.kind == QuoteKind::Name).collect(),
            bounds: vec![(0, 0); quotes.len()],
            sentence_of: vec![0; quotes.len()],
            dialogue: is_dialogue(context, quotes),
            mention: vec![0; document.tokens.len()],
            named: Vec::with_capacity(context.mentions.len()),
            mention_tokens: Vec::with_capacity(context.mentions.len()),
            described: described(context),
            entities: context.mentions.iter().map(|mention| entity(context, mention)).collect(),
        };
        for (i, mention) in context.mentions.iter().enumerate() {
            let first = document.token_at(mention.span.start);
            let mut token = first;
            while token < document.tokens.len()
                && document.tokens[token].span.start < mention.span.end
            {
                scene.mention[token] = i as u32 + 1;
                token += 1;
            }
            scene.mention_tokens.push((first as u32, token as u32));
        }
        let mut reader = Reader::default();
        reader.seek(document, quotes);
        for (paragraph, run) in document.paragraph_tokens.iter().enumerate() {
            scene.paragraph(paragraph as u32, *run, quotes, &mut reader);
        }
        scene.mention_tokens = Vec::new();
        scene
    }

    /// Adds the sentences of a paragraph; the reader may already be behind its start, where a
    /// quotation runs over from the paragraph before.
    fn paragraph(&mut self, paragraph: u32, run: Run, quotes: &[Quote], reader: &mut Reader) {
        let document = self.context.document;
        let mut start = self.items.len();
        let end = run.end as usize;
        reader.token = reader.token.max(run.start as usize);
        while reader.token < end {
            let at = reader.token;
            if at < reader.opens {
                let sentence = reader.sentence_end(&document.sentence_tokens);
                self.narrate(at, sentence.min(end).min(reader.opens), reader);
            } else {
                let content = quotes[reader.quote].content[0];
                let last = document.token_at(content.end.saturating_sub(1)).max(at);
                self.quoted(at, last, reader);
                reader.seek(document, quotes);
            }
            if reader.token >= end || reader.ends_sentence(&document.sentence_tokens) {
                self.close(start, paragraph, reader);
                start = self.items.len();
            }
        }
        if start < self.items.len() {
            self.close(start, paragraph, reader);
        }
    }

    /// Adds the narrator's tokens `at..end`, of one sentence.
    fn narrate(&mut self, at: usize, end: usize, reader: &mut Reader) {
        let document = self.context.document;
        let items = self.items.len();
        let tokens = document.tokens[at..end].iter().zip(at as u32..);
        self.items.extend(tokens.map(|(token, place)| Item { place, class: token.class }));
        self.name(at, end, items, reader);
        let sentence = document.sentence_tokens[reader.sentence];
        let long = if sentence.range() == (at..end) {
            document.long_words[reader.sentence]
        } else {
            LongWords::of(&document.tokens[at..end])
        };
        reader.long.all += long.all;
        reader.long.capital += long.capital;
        reader.token = end;
    }

    /// Adds the mentions among the narrator's tokens `at..end`, which were added last, from item
    /// `items` on.
    fn name(&mut self, at: usize, end: usize, items: usize, reader: &mut Reader) {
        let before = items.checked_sub(1).and_then(|last| self.items[last].token());
        // a mention may go on from a sentence into the next
        let goes_on = before.is_some_and(|token| {
            token + 1 == at && self.mention[token] != 0 && self.mention[token] == self.mention[at]
        });
        while let Some(&(first, behind)) = self.mention_tokens.get(reader.mention)
            && (first as usize) < end
        {
            let from = (first as usize).max(at);
            if from < behind as usize && !(from == at && goes_on) {
                self.named.push((items + from - at, reader.mention));
            }
            // Will, Skelly: a word of a name is nothing else
            for token in from..end.min(behind as usize) {
                if self.context.document.tokens[token].capital() {
                    let class = &mut self.items[items + token - at].class;
                    *class = class.without(NAMED);
                }
            }
            if behind as usize > end {
                break;
            }
            reader.mention += 1;
        }
    }

    /// Adds the next quotation, the tokens `at..=last`.
    fn quoted(&mut self, at: usize, last: usize, reader: &mut Reader) {
        let quote = reader.quote;
        self.at[quote] = self.items.len() as u32;
        self.bounds[quote] = (at as u32, last as u32);
        self.sentence_of[quote] = self.sentences.len() as u32;
        self.items.push(Item { place: quote as u32 | QUOTE, class: Class::NONE });
        reader.quote += 1;
        reader.token = last + 1;
    }

    fn close(&mut self, start: usize, paragraph: u32, reader: &mut Reader) {
        let items = Run { start: start as u32, end: self.items.len() as u32 };
        let LongWords { all, capital } = std::mem::take(&mut reader.long);
        let headline = all >= 3 && capital * 4 >= all * 3;
        self.sentences.push(Sentence { items, paragraph, headline });
    }

    /// The token of an item that is no quotation.
    pub(super) fn token(&self, item: usize) -> Option<Token> {
        let found = self.items.get(item)?;
        let mut token = self.context.document.tokens[found.token()?];
        token.class = found.class;
        Some(token)
    }

    /// Whether the item has any of these classes.
    pub(super) fn is(&self, item: usize, class: Class) -> bool {
        self.items.get(item).is_some_and(|item| item.class.any(class))
    }

    /// Whether the item is a word of the family.
    pub(super) fn is_in(&self, item: usize, family: Family) -> bool {
        self.token(item)
            .is_some_and(|token| self.context.document.language.is_in(token.lemma, family))
    }

    /// The classes of the items `low..high`.
    pub(super) fn classes(&self, low: usize, high: usize) -> impl Iterator<Item = Class> {
        self.items[low..high].iter().map(|item| item.class)
    }

    /// The classes of the item.
    pub(super) fn class(&self, item: usize) -> Class {
        self.items.get(item).map_or(Class::NONE, |item| item.class)
    }

    /// What sort of characters the item is.
    pub(super) fn sign(&self, item: usize) -> Option<Sign> {
        let token = self.items.get(item)?.token()?;
        Some(self.context.document.tokens[token].sign)
    }

    /// Whether the item is the mark.
    pub(super) fn is_sign(&self, item: usize, sign: Sign) -> bool {
        self.sign(item) == Some(sign)
    }

    /// Whether the item is a word.
    pub(super) fn is_word(&self, item: usize) -> bool {
        matches!(self.sign(item), Some(Sign::Word | Sign::Number))
    }

    /// The quotation that the item is.
    pub(super) fn quote(&self, item: usize) -> Option<usize> {
        self.items.get(item).and_then(|item| item.quote())
    }

    /// Whether a quotation is a title or a term.
    pub(super) fn is_title(&self, quote: usize) -> bool {
        self.titles[quote]
    }

    /// The mention that covers the item.
    pub(super) fn mention(&self, item: usize) -> Option<usize> {
        let token = self.items.get(item)?.token()?;
        (self.mention[token] as usize).checked_sub(1)
    }

    /// What sort of thing a mention names.
    pub(super) fn kind(&self, mention: usize) -> Option<Kind> {
        self.entities[mention].map(|entity| entity.kind)
    }

    /// The entity that a mention names.
    pub(super) fn entity(&self, mention: usize) -> Option<&'a Entity> {
        self.entities[mention]
    }

    /// The bytes from item `first` to item `last`.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        self.context.document.span(self.first_token(first), self.last_token(last))
    }

    /// The first token of an item.
    pub(super) fn first_token(&self, item: usize) -> usize {
        let item = self.items[item];
        item.quote().map_or(item.place, |quote| self.bounds[quote].0) as usize
    }

    /// The last token of an item.
    pub(super) fn last_token(&self, item: usize) -> usize {
        let item = self.items[item];
        item.quote().map_or(item.place, |quote| self.bounds[quote].1) as usize
    }

    /// The item that holds byte `at` or, where none does, the first after it.
    pub(super) fn item_at(&self, at: u32) -> usize {
        self.items.partition_point(|item| {
            let last = item.quote().map_or(item.place, |quote| self.bounds[quote].1);
            self.context.document.tokens[last as usize].span.end <= at
        })
    }

    /// The words of an item.
    pub(super) fn word(&self, item: usize) -> &'a str {
        self.context.document.text(self.span(item, item))
    }
}

//! The compiled gazetteer: distinct tokens with their readings, names as lists of tokens, and the
//! tables by which a token of a text meets the tokens it may stand for.

use super::{
    form::Form,
    given,
    lexicon::{Part, lexicon},
    name::{self, Token},
    prefix::Prefixes,
    reading::{NONE, Reading, readings},
    sound::sounds,
    table::{Interner, Lists, Multi, hash, mix},
};
use crate::{
    gazetteer::{Gazetteer, Kind},
    text::Script,
};

/// A name of the gazetteer: an entity's own or an alias.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    /// The entity's place in the gazetteer.
    pub(crate) entity: u32,
    /// 0 for the entity's own name, else the alias's place from 1.
    pub(crate) alias: u32,
    start: u32,
    len: u8,
    /// Its content tokens, without the father's name.
    content: u32,
    contents: u8,
    /// The father's name stands last.
    pub(crate) father_last: bool,
    /// The token of the father's name, `u32::MAX` where there is none.
    father: u32,
    pub(crate) script: Script,
    /// Readings, cases and typos are for the names of people.
    pub(crate) person: bool,
    pub(crate) weak: bool,
    /// How it is written: an acronym counts only in capitals.
    pub(crate) writing: Writing,
    /// One bit a token: it is written with a capital.
    capitals: u16,
    /// Tokens at its head that a text may leave out: an article.
    article: u8,
}

/// How a name is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Writing {
    /// Like a name.
    Plain,
    /// All in capitals, as acronyms are.
    Capitals,
}

/// What is known of a distinct token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TokenInfo {
    readings: u32,
    count: u8,
    /// Letters of the folded form.
    pub(crate) length: u8,
    pub(crate) script: Script,
    /// One bit a letter, to see at a glance how far two tokens are apart.
    pub(crate) letters: u32,
    /// Hash of the folded form.
    pub(crate) folded: u64,
    /// The given names that it is a form of.
    pub(crate) given: &'static [u16],
}

impl Name {
    /// The token of the father's name.
    pub(crate) fn father(&self) -> Option<u32> {
        (self.father != u32::MAX).then_some(self.father)
    }

    /// Whether the spoken token at `at` is written with a capital.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.capitals >> (at + self.article as usize) & 1 == 1
    }
}

fn is_capital(word: &str) -> bool {
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// The compiled gazetteer.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) tokens: Interner,
    pub(crate) infos: Vec<TokenInfo>,
    sounds: Vec<u8>,
    /// (start, length, spoken, tradition) of each reading in `sounds`.
    spans: Vec<(u32, u8, bool, u8)>,
    pub(crate) names: Vec<Name>,
    members: Vec<(u32, Part)>,
    contents: Vec<u32>,
    /// Token → names that hold it as content.
    pub(crate) postings: Lists,
    /// Folded form → tokens.
    pub(crate) folded: Multi,
    pub(crate) narrow: Multi,
    pub(crate) broad: Multi,
    /// The folded tokens of a whole name, in any order → names.
    pub(crate) exact: Multi,
    /// The tokens of a name in their order → names.
    pub(crate) prefixes: Prefixes,
    /// Where each entity's names begin.
    firsts: Vec<u32>,
    /// Entities with a name in an alphabet.
    pub(crate) alphabetic: Vec<bool>,
}

impl Index {
    /// Compiles a gazetteer.
    pub(crate) fn new(gazetteer: &Gazetteer) -> Self {
        let mut index = Self { alphabetic: vec![false; gazetteer.len()], ..Self::default() };
        for (i, entity) in gazetteer.iter().enumerate() {
            let person = matches!(entity.kind, Kind::Person);
            index.firsts.push(index.names.len() as u32);
            let own = std::iter::once((entity.name.as_str(), false));
            let others = entity.aliases.iter().map(|a| (a.text.as_str(), a.weak));
            for (alias, (text, weak)) in own.chain(others).enumerate() {
                index.add(i as u32, alias as u32, text, weak, person);
            }
        }
        index.finish();
        index
    }

    fn add(&mut self, entity: u32, alias: u32, text: &str, weak: bool, person: bool) {
        let tokens = name::tokens(text);
        if tokens.is_empty() || tokens.len() > LONGEST {
            return;
        }
        self.add_cut(entity, alias, text, &tokens, weak, person);
        if let Some(recut) = name::recut(&tokens).filter(|_| person) {
            self.add_cut(entity, alias, text, &recut, weak, person);
        }
    }

    fn add_cut(
        &mut self,
        entity: u32,
        alias: u32,
        text: &str,
        tokens: &[Token],
        weak: bool,
        person: bool,
    ) {
        let script = super::form::script(text);
        self.alphabetic[entity as usize] |= script.alphabetic();
        let content = || tokens.iter().filter(|t| t.part == Part::Content).map(|t| &t.form);
        let patronymic = name::patronymic(content());
        let start = self.members.len() as u32;
        for token in tokens {
            let id = self.token(token);
            self.members.push((id, token.part));
        }
        let content = self.contents.len() as u32;
        let mut ids: Vec<u32> = self.members[start as usize..]
            .iter()
            .filter(|(_, part)| *part == Part::Content)
            .map(|(id, _)| *id)
            .collect();
        let father = patronymic.map_or(u32::MAX, |at| ids.remove(at));
        self.contents.extend_from_slice(&ids);
        let article = tokens.len() > 2 && lexicon().is_article(&tokens[0].form.folded);
        self.names.push(Name {
            entity,
            alias,
            start,
            len: tokens.len() as u8,
            content,
            contents: ids.len() as u8,
            father_last: patronymic == Some(2),
            father,
            script,
            person,
            weak,
            writing: writing(text),
            capitals: tokens
                .iter()
                .rev()
                .fold(0, |bits, t| bits << 1 | u16::from(is_capital(&t.surface))),
            article: u8::from(article),
        });
    }

    fn token(&mut self, token: &Token) -> u32 {
        let id = self.tokens.intern(&token.form.lower);
        if id as usize == self.infos.len() {
            let readings = readings(&token.form);
            self.infos.push(TokenInfo {
                readings: self.spans.len() as u32,
                count: readings.len().min(255) as u8,
                length: token.form.length().min(255) as u8,
                script: token.form.script,
                letters: letters(&token.form.folded),
                folded: hash(&token.form.folded),
                given: given::groups(&token.form.folded),
            });
            for reading in readings.iter().take(255) {
                let start = self.sounds.len() as u32;
                self.sounds.extend_from_slice(&reading.sounds);
                let length = reading.sounds.len() as u8;
                self.spans.push((start, length, reading.spoken, reading.tradition));
            }
        }
        id
    }

    fn finish(&mut self) {
        let mut postings = Vec::new();
        let mut exact = Vec::new();
        for (i, name) in self.names.iter().enumerate() {
            let members = self.members(name);
            let content = self.content(name);
            for (at, token) in content.iter().enumerate() {
                if !content[..at].contains(token) {
                    postings.push((*token, i as u32));
                }
            }
            let key = bag(members.iter().map(|(t, _)| self.infos[*t as usize].folded));
            exact.push((key, i as u32));
        }
        self.firsts.push(self.names.len() as u32);
        self.prefixes = Prefixes::new(self.names.iter().enumerate().map(|(i, name)| {
            let tokens = self.spoken(name).iter();
            (i as u32, tokens.map(|(t, _)| self.infos[*t as usize].folded))
        }));
        self.postings = Lists::new(self.tokens.len(), &postings);
        self.exact = Multi::new(exact);
        let (mut folded, mut narrow, mut broad) = (Vec::new(), Vec::new(), Vec::new());
        for id in 0..self.tokens.len() as u32 {
            folded.push((self.infos[id as usize].folded, id));
            for (reading, _, _) in self.readings(id) {
                narrow.push((sounds().narrow_key(reading), id));
                broad.push((sounds().broad_key(reading), id));
                broad.extend(sounds().silent_key(reading).map(|key| (key, id)));
            }
        }
        self.folded = Multi::new(folded);
        self.narrow = Multi::new(narrow);
        self.broad = Multi::new(broad);
    }

    /// The tokens of a name with their parts.
    pub(crate) fn members(&self, name: &Name) -> &[(u32, Part)] {
        &self.members[name.start as usize..name.start as usize + name.len as usize]
    }

    /// The tokens of a name that name, without the father's.
    pub(crate) fn content(&self, name: &Name) -> &[u32] {
        &self.contents[name.content as usize..name.content as usize + name.contents as usize]
    }

    /// The tokens of a name without an article at its head.
    pub(crate) fn spoken(&self, name: &Name) -> &[(u32, Part)] {
        &self.members(name)[name.article as usize..]
    }

    /// The places of an entity's names.
    pub(crate) fn names_of(&self, entity: u32) -> std::ops::Range<u32> {
        self.firsts[entity as usize]..self.firsts[entity as usize + 1]
    }

    /// The readings of a token: sounds, whether they are as spoken, tradition.
    pub(crate) fn readings(&self, token: u32) -> impl Iterator<Item = (&[u8], bool, u8)> {
        let info = &self.infos[token as usize];
        let spans =
            &self.spans[info.readings as usize..info.readings as usize + info.count as usize];
        spans.iter().map(|(start, length, spoken, tradition)| {
            (&self.sounds[*start as usize..*start as usize + *length as usize], *spoken, *tradition)
        })
    }

    /// The names whose tokens are these, folded, in any order.
    pub(crate) fn exact(&self, tokens: &[Token]) -> &[u32] {
        self.exact.get(bag(tokens.iter().map(|t| hash(&t.form.folded))))
    }
}

fn writing(text: &str) -> Writing {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        Writing::Capitals
    } else {
        Writing::Plain
    }
}

/// Names of more words are no names.
const LONGEST: usize = 16;

/// One number for a bag of hashes, whatever their order.
fn bag(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0, |sum, h| sum.wrapping_add(mix(h)))
}

/// One bit for each letter that occurs; letters beyond 32 share bits.
pub(crate) fn letters(folded: &str) -> u32 {
    folded.chars().fold(0, |bits, c| bits | 1 << (c as u32 & 31))
}

/// A reading's tradition by name, for explanations.
pub(crate) fn tradition_name(tradition: u8) -> Option<&'static str> {
    (tradition != NONE)
        .then(|| super::tradition::traditions().all[tradition as usize].name.as_str())
}

/// The readings of a token that is not in the index.
pub(crate) fn foreign(form: &Form) -> Vec<Reading> {
    readings(form)
}

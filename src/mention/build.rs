//! A gazetteer compiled: its names cut into tokens, its tables filled.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{
    Tiers, given,
    index::{Beside, Heard, Index, Name, TokenInfo, Way, Writing},
    lexicon::{Part, lexicon},
    name::{self, Token},
    prefix::Prefixes,
    reading::readings,
    slip::{Look, Spellings},
    sound::{Set, sounds},
    table::{Groups, Interner, Lists, Multi, hash},
};
use crate::{
    gazetteer::{Gazetteer, Kind},
    text::{Script, fold},
};

/// Names of more words are no names.
const LONGEST: usize = 16;

/// A name of an entity.
struct Named<'a> {
    entity: u32,
    alias: u32,
    text: &'a str,
    weak: bool,
    person: bool,
}

/// A reading of a token.
struct Said<'a> {
    /// Broad and narrow.
    keys: (u64, u64),
    sounds: &'a [u8],
    script: Script,
    way: Way,
    token: u32,
}

impl<'a> Said<'a> {
    /// What makes two readings one.
    fn sort(&self) -> (&'a [u8], Script, Way) {
        (self.sounds, self.script, self.way)
    }
}

impl Index {
    /// Compiles a gazetteer.
    pub(crate) fn new(gazetteer: &Gazetteer, tiers: Tiers) -> Self {
        let alphabetic = vec![false; gazetteer.len()];
        let mut index = Self { alphabetic, tiers, ..Self::default() };
        let mut known: FxHashMap<Arc<str>, Token> = FxHashMap::default();
        let mut interner = Interner::default();
        let mut entity = 0;
        gazetteer.each_named(|kind, names| {
            index.firsts.push(index.names.len() as u32);
            for (alias, (text, weak)) in names.iter().enumerate() {
                let mut tokens = name::tokens_by(text, |surface| known_token(&mut known, surface));
                let new = tokens.iter().any(|token| token.number.is_none());
                let (alias, weak, person) = (alias as u32, *weak, matches!(kind, Kind::Person));
                let named = Named { entity, alias, text, weak, person };
                index.add(&mut interner, &named, &mut tokens);
                // the next name that has the token need not look its number up
                for token in tokens.iter().filter(|token| new && token.number.is_some()) {
                    if let Some(known) = known.get_mut(&token.surface) {
                        known.number = token.number;
                    }
                }
            }
            entity += 1;
        });
        drop(known);
        index.order(interner.texts());
        drop(interner);
        index.finish();
        index
    }

    fn add(&mut self, interner: &mut Interner, named: &Named<'_>, tokens: &mut [Token]) {
        if tokens.is_empty() || tokens.len() > LONGEST {
            return;
        }
        self.add_cut(interner, named, tokens);
        if let Some(mut recut) = name::recut(tokens).filter(|_| named.person) {
            self.add_cut(interner, named, &mut recut);
        }
    }

    fn add_cut(&mut self, interner: &mut Interner, named: &Named<'_>, tokens: &mut [Token]) {
        let &Named { entity, alias, text, weak, person } = named;
        let script = super::form::script(text);
        self.alphabetic[entity as usize] |= script.alphabetic();
        let content = || tokens.iter().filter(|t| t.part == Part::Content).map(|t| &*t.form);
        let patronymic = name::patronymic(content());
        let start = self.members.len() as u32;
        for token in tokens.iter_mut() {
            let id = token.number.unwrap_or_else(|| self.token(interner, token));
            token.number = Some(id);
            self.members.push((id, token.part));
        }
        let content = self.contents.len() as u32;
        let named =
            self.members[start as usize..].iter().filter(|(_, part)| *part == Part::Content);
        self.contents.extend(named.map(|(id, _)| *id));
        let father = patronymic.map_or(u32::MAX, |at| self.contents.remove(content as usize + at));
        let article = tokens.len() > 2 && lexicon().is_article(&tokens[0].form.folded);
        self.names.push(Name {
            entity,
            alias,
            start,
            len: tokens.len() as u8,
            content,
            contents: (self.contents.len() - content as usize) as u8,
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

    fn token(&mut self, interner: &mut Interner, token: &Token) -> u32 {
        let id = interner.intern(&token.form.lower);
        if id as usize == self.infos.len() {
            let form = &token.form;
            let length = form.length().min(255) as u8;
            let start = self.said.len() as u32;
            let readings = readings(form);
            for reading in &readings {
                let (woman, man) = sounds().sides(&reading.sounds);
                let spoken = u8::from(reading.spoken);
                self.said.extend([reading.sounds.len() as u8, spoken, woman, man]);
                self.said.extend_from_slice(&reading.sounds);
            }
            self.infos.push(TokenInfo {
                readings: start,
                count: readings.len().min(255) as u8,
                length,
                script: form.script,
                letters: letters(&form.folded),
                first: form.folded.chars().next().unwrap_or_default(),
                folded: hash(&form.folded),
                given: given::groups(&form.folded),
            });
        }
        id
    }

    /// Gathers the ways of reading, those with the same consonants together, and in each of these
    /// groups by their sounds.
    fn hear(&mut self) {
        let mut all = Vec::new();
        for token in 0..self.tokens.len() as u32 {
            let script = self.infos[token as usize].script;
            all.extend(self.readings(token).map(|(reading, way)| {
                let keys = (sounds().broad_key(reading), sounds().narrow_key(reading));
                Said { keys, sounds: reading, script, way, token }
            }));
        }
        all.sort_unstable_by(|a, b| {
            a.keys.cmp(&b.keys).then_with(|| a.sort().cmp(&b.sort())).then(a.token.cmp(&b.token))
        });
        let (mut heard, mut text, mut keys) = (Vec::<Heard>::new(), Vec::new(), Vec::new());
        let mut tokens = Vec::with_capacity(all.len());
        let mut last: Option<&Said<'_>> = None;
        for said in &all {
            if last.is_none_or(|last| last.sort() != said.sort()) {
                let (start, length) = (text.len() as u32, said.sounds.len() as u8);
                let (script, way) = (said.script, said.way);
                let set = Set::new(said.sounds);
                heard.push(Heard { start, length, longest: 0, script, way, set });
                text.extend_from_slice(said.sounds);
                keys.push(said.keys);
            }
            last = Some(said);
            tokens.push((heard.len() as u32 - 1, said.token));
            let longest = heard.last_mut().map(|h| &mut h.longest).expect("one was just added");
            *longest = self.infos[said.token as usize].length.max(*longest);
        }
        self.read_so = Lists::new(heard.len(), &tokens);
        let mut broad = Vec::with_capacity(keys.len());
        for (at, (reading, (key, _))) in heard.iter().zip(&keys).enumerate() {
            let spoken = &text[reading.start as usize..][..reading.length.into()];
            broad.push((*key, at as u32));
            broad.extend(sounds().silent_key(spoken).map(|key| (key, at as u32)));
        }
        self.broad = Multi::new(broad);
        self.narrow = Groups::new(keys.iter().map(|k| k.1));
        let mut sum = 0;
        let held = (0..heard.len() as u32).map(|at| {
            let tokens = self.read_so.get(at).iter();
            sum += tokens.map(|token| self.postings.get(*token).len() as u32).sum::<u32>();
            sum
        });
        self.holders = std::iter::once(0).chain(held).collect();
        (self.heard, self.sounds) = (heard, text);
    }

    fn finish(&mut self) {
        self.firsts.push(self.names.len() as u32);
        self.prefixes = Prefixes::new(self.names.iter().enumerate().map(|(i, name)| {
            let tokens = self.spoken(name).iter();
            (i as u32, tokens.map(|(t, _)| self.infos[*t as usize].folded))
        }));
        let exact = self.names.iter().enumerate().map(|(i, name)| {
            let members = self.members(name);
            (bag(members.iter().map(|(t, _)| self.infos[*t as usize].folded)), i as u32)
        });
        self.exact = Multi::new(exact.collect());
        self.post();
        let ids = || 0..self.tokens.len() as u32;
        self.folded = Multi::new(ids().map(|id| (self.infos[id as usize].folded, id)).collect());
        self.hear();
        self.spellings = Spellings::new(&self.infos, |token| {
            let text = self.tokens.get(token);
            if text.is_ascii() { Look::new(text) } else { Look::new(&fold::fold(text)) }.pairs
        });
        self.complete();
        self.given = given::tokens(|folded| self.folded.get(hash(folded)));
    }

    /// The names that hold each token, and what stands beside it there.
    fn post(&mut self) {
        let mut postings = Vec::new();
        for (i, name) in self.names.iter().enumerate() {
            let content = self.content(name);
            for (at, token) in content.iter().enumerate() {
                if !content[..at].contains(token) {
                    postings.push((*token, i as u32));
                }
            }
        }
        self.postings = Lists::new(self.tokens.len(), &postings);
        let beside = |(token, name): (u32, u32)| {
            let name = &self.names[name as usize];
            match self.content(name) {
                _ if !name.person => Beside::NOBODY,
                &[a, b] => Beside::one(if a == token { b } else { a }),
                more => Beside::several(name.content, more.len()),
            }
        };
        let tokens = 0..self.tokens.len() as u32;
        let pairs = tokens.flat_map(|t| self.postings.get(t).iter().map(move |n| (t, *n)));
        self.beside = pairs.map(beside).collect();
    }
}

/// The token of a word, which is made once.
fn known_token(known: &mut FxHashMap<Arc<str>, Token>, surface: &str) -> Token {
    if let Some(token) = known.get(surface) {
        return token.clone();
    }
    let token = Token::new(surface);
    known.insert(Arc::clone(&token.surface), token.clone());
    token
}

fn is_capital(word: &str) -> bool {
    if let Some(first) = word.bytes().next().filter(u8::is_ascii_alphabetic) {
        return first.is_ascii_uppercase();
    }
    word.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

fn writing(text: &str) -> Writing {
    if text.bytes().any(|b| b.is_ascii_lowercase()) {
        return Writing::Plain;
    }
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    if letters().count() > 1 && letters().all(char::is_uppercase) {
        Writing::Capitals
    } else {
        Writing::Plain
    }
}

/// One number for a bag of hashes, whatever their order.
pub(crate) fn bag(hashes: impl Iterator<Item = u64>) -> u64 {
    hashes.fold(0, |sum, h| sum.wrapping_add(super::table::mix(h)))
}

/// One bit for each letter that occurs; letters beyond 32 share bits.
pub(crate) fn letters(folded: &str) -> u32 {
    folded.chars().fold(0, |bits, c| bits | 1 << (c as u32 & 31))
}

//! The compiled gazetteer: distinct tokens with their readings, names as lists of tokens, and the
//! tables by which a token of a text meets the tokens it may stand for.

use std::sync::Arc;

use super::{
    Tier, Tiers, build,
    cache::Cache,
    candidate::Probe,
    form::Form,
    hit::Choice,
    lexicon::Part,
    name::Token,
    portion::{Portion, portions},
    prefix::Prefixes,
    reading::NONE,
    slip::Spellings,
    sound::Set,
    table::{Groups, Lists, Multi, Texts, hash},
    unspaced::Unspaced,
};
use crate::text::Script;

/// A name of the gazetteer: an entity's own or an alias.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Name {
    /// The entity's place in the gazetteer.
    pub(crate) entity: u32,
    /// 0 for the entity's own name, else the alias's place from 1.
    pub(crate) alias: u32,
    pub(crate) start: u32,
    pub(crate) len: u8,
    /// Its content tokens, without the father's name.
    pub(crate) content: u32,
    pub(crate) contents: u8,
    /// The father's name stands last.
    pub(crate) father_last: bool,
    /// The token of the father's name, `u32::MAX` where there is none.
    pub(crate) father: u32,
    pub(crate) script: Script,
    /// Readings, cases and typos are for the names of people.
    pub(crate) person: bool,
    pub(crate) weak: bool,
    /// How it is written: an acronym counts only in capitals.
    pub(crate) writing: Writing,
    /// One bit a token: it is written with a capital.
    pub(crate) capitals: u16,
    /// Tokens at its head that a text may leave out: an article.
    pub(crate) article: u8,
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
    pub(crate) readings: u32,
    pub(crate) count: u8,
    /// Letters of the folded form.
    pub(crate) length: u8,
    pub(crate) script: Script,
    /// One bit a letter, to see at a glance how far two tokens are apart.
    pub(crate) letters: u32,
    /// First letter of the folded form.
    pub(crate) first: char,
    /// Hash of the folded form.
    pub(crate) folded: u64,
    /// The given names that it is a form of.
    pub(crate) given: &'static [u16],
}

/// A way in which tokens of a script are read. Tokens that are read alike share it, and those
/// with the same consonants stand together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard {
    /// Where the sounds begin in `sounds`, and how many they are.
    pub(crate) start: u32,
    pub(crate) length: u8,
    /// Letters of the longest token that is read so.
    pub(crate) longest: u8,
    pub(crate) script: Script,
    pub(crate) way: Way,
    pub(crate) set: Set,
}

/// What is told of a reading beside its sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    /// For comparison with other scripts only.
    pub(crate) spoken: bool,
    /// Of which pairs of surnames it may be the woman's and the man's.
    pub(crate) sides: (u8, u8),
}

/// What stands beside a token in a name, so that a list of names is passed over without looking
/// each of them up: the other token that names, where there is one; else how many tokens name and
/// where they begin in `contents`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Beside(pub(super) u32);

/// What [`Beside`] says.
pub(crate) enum Others {
    One(u32),
    /// All tokens that name, that of the list among them: where they begin, and how many.
    All(usize, usize),
    /// So many that the name has to be asked.
    Many,
}

impl Beside {
    /// Not a person.
    pub(crate) const NOBODY: Self = Self(u32::MAX);
    const SEVERAL: u32 = 1 << 31;
    const COUNT: u32 = 28;

    /// In a name of two.
    pub(crate) fn one(token: u32) -> Self {
        assert!(token < Self::SEVERAL, "a token has a letter, and there is no room for as many");
        Self(token)
    }

    /// In a name of another number of tokens that name.
    pub(crate) fn several(start: u32, count: usize) -> Self {
        let room = count < 8 && start.wrapping_add(1) >> Self::COUNT == 0;
        Self(Self::SEVERAL | if room { (count as u32) << Self::COUNT | start } else { 0 })
    }

    /// What stands there, if it is a person's name.
    pub(crate) fn others(self) -> Option<Others> {
        let start = self.0 & ((1 << Self::COUNT) - 1);
        match self.0 >> Self::COUNT & 7 {
            _ if self == Self::NOBODY => None,
            _ if self.0 & Self::SEVERAL == 0 => Some(Others::One(self.0)),
            0 => Some(Others::Many),
            count => Some(Others::All(start as usize, count as usize)),
        }
    }
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

/// The compiled gazetteer.
#[derive(Debug, Default)]
pub(crate) struct Index {
    pub(crate) tokens: Texts,
    pub(crate) infos: Vec<TokenInfo>,
    /// The readings of each token, one behind the other: length, way (see [`Index::readings`]),
    /// sounds.
    pub(crate) said: Vec<u8>,
    /// Each way of reading once, by consonants.
    pub(crate) heard: Vec<Heard>,
    pub(crate) sounds: Vec<u8>,
    /// Reading → tokens.
    pub(crate) read_so: Lists,
    /// Group of given names → tokens, with whether a short form.
    pub(crate) given: Lists,
    pub(crate) names: Vec<Name>,
    pub(crate) members: Vec<(u32, Part)>,
    pub(crate) contents: Vec<u32>,
    /// Token → names that hold it as content.
    pub(crate) postings: Lists,
    /// What stands beside the token in each of these names.
    pub(crate) beside: Vec<Beside>,
    /// How many names hold a token of the readings before each one, as they stand in `heard`.
    pub(crate) holders: Vec<u32>,
    /// Tokens by their spelling.
    pub(crate) spellings: Spellings,
    /// Folded form → tokens.
    pub(crate) folded: Multi,
    /// Consonants → readings.
    pub(crate) narrow: Groups,
    pub(crate) broad: Multi,
    /// The folded tokens of a whole name, in any order → names.
    pub(crate) exact: Multi,
    /// The tokens of a name in their order → names.
    pub(crate) prefixes: Prefixes,
    /// Tokens that may stand inside a run of letters.
    pub(crate) unspaced: Unspaced,
    /// Where each entity's names begin.
    pub(crate) firsts: Vec<u32>,
    /// Entities with a name in an alphabet.
    pub(crate) alphabetic: Vec<bool>,
    pub(crate) tiers: Tiers,
    /// Words of texts that were looked up, as they stand and with their case endings taken off.
    pub(crate) plain: Cache<Arc<Probe>>,
    pub(crate) inflected: Cache<Arc<Probe>>,
    /// Stretches of several words, with whom they name.
    pub(crate) stretches: Small<Option<(Choice, Tier, f32)>>,
    /// Words alone, with the one person whose surname they are.
    pub(crate) surnames: Small<Option<Choice>>,
    /// The words of people's names, by entity.
    pub(crate) people: Small<Arc<[Portion]>>,
}

/// A cache of small values.
#[derive(Debug)]
pub(crate) struct Small<V>(pub(crate) Cache<V>);

impl<V> Default for Small<V> {
    fn default() -> Self {
        Self(Cache::large())
    }
}

impl Index {
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

    /// The readings of a token.
    pub(crate) fn readings(&self, token: u32) -> impl Iterator<Item = (&[u8], Way)> {
        let info = &self.infos[token as usize];
        let mut rest = &self.said[info.readings as usize..];
        (0..info.count).map_while(move |_| {
            let (&[length, spoken, woman, man], sounds) = rest.split_first_chunk()?;
            let (sounds, more) = sounds.split_at_checked(length.into())?;
            rest = more;
            Some((sounds, Way { spoken: spoken == 1, sides: (woman, man) }))
        })
    }

    /// The sounds of a way of reading.
    pub(crate) fn sounds(&self, heard: &Heard) -> &[u8] {
        &self.sounds[heard.start as usize..heard.start as usize + usize::from(heard.length)]
    }

    /// What stands beside a token in the names that hold it, each with the name's place in
    /// `postings`.
    pub(crate) fn holding(&self, token: u32) -> impl Iterator<Item = (usize, Beside)> {
        let range = self.postings.range(token);
        range.clone().zip(self.beside[range].iter().copied())
    }

    /// A token of a text with its candidates.
    pub(crate) fn probe(&self, form: &Form, inflected: bool) -> Arc<Probe> {
        let plain = || self.plain.get(&form.lower, || Arc::new(Probe::new(self, form)));
        if inflected && self.tiers.inflected {
            self.inflected.get(&form.lower, || {
                let plain = plain();
                plain.inflected(self).map_or(plain, Arc::new)
            })
        } else {
            plain()
        }
    }

    /// The words of an entity's names that may stand alone.
    pub(crate) fn portions(&self, entity: u32) -> Arc<[Portion]> {
        self.people.0.get(&entity.to_le_bytes(), || portions(self, entity).into())
    }

    /// The names whose tokens are these, folded, in any order.
    pub(crate) fn exact(&self, tokens: &[Token]) -> &[u32] {
        self.exact.get(build::bag(tokens.iter().map(|t| hash(&t.form.folded))))
    }
}

/// A reading's tradition by name, for explanations.
pub(crate) fn tradition_name(tradition: u8) -> Option<&'static str> {
    (tradition != NONE)
        .then(|| super::tradition::traditions().all[tradition as usize].name.as_str())
}

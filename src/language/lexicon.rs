//! The compiled lexicon: a word in, its classes out.

use rustc_hash::FxHashMap;

use super::class::Class;

/// What a lexicon says of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its classes.
    pub class: Class,
    /// Its base form's number; 0 for a word that is not listed.
    pub lemma: u16,
}

/// Words, phrases and the endings of unlisted words.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    words: FxHashMap<Box<[u8]>, Entry>,
    lemmas: FxHashMap<String, u16>,
    /// By the base of the first word and the second word: what the two make together.
    phrases: FxHashMap<(u16, u16), Class>,
    suffixes: Vec<(Box<[u8]>, Class)>,
}

/// Longer words are never listed.
const LONGEST: usize = 32;

impl Lexicon {
    /// The number of a base form, given one if it has none.
    pub(super) fn lemma_of(&mut self, base: &str) -> u16 {
        let next = u16::try_from(self.lemmas.len() + 1).unwrap_or(u16::MAX);
        *self.lemmas.entry(base.to_owned()).or_insert(next)
    }

    /// Adds classes to a word in small letters.
    pub(super) fn add(&mut self, word: &str, base: &str, class: Class) {
        let lemma = self.lemma_of(base);
        let entry = self.words.entry(word.as_bytes().into()).or_default();
        entry.class |= class;
        if entry.lemma == 0 || class.any(Class::SAY) {
            entry.lemma = lemma;
        }
    }

    /// Removes classes from a word.
    pub(super) fn remove(&mut self, word: &str, class: Class) {
        if let Some(entry) = self.words.get_mut(word.as_bytes()) {
            entry.class = entry.class.without(class);
        }
    }

    /// Adds a phrase of two words.
    pub(super) fn add_phrase(&mut self, first: &str, second: &str, class: Class) {
        if self.entry(first).lemma == 0 {
            self.add(first, first, Class::NONE);
        }
        if self.entry(second).lemma == 0 {
            self.add(second, second, Class::NONE);
        }
        let key = (self.entry(first).lemma, self.entry(second).lemma);
        *self.phrases.entry(key).or_default() |= class;
    }

    /// Adds an ending of unlisted words.
    pub(super) fn add_suffix(&mut self, ending: &str, class: Class) {
        self.suffixes.push((ending.as_bytes().into(), class));
    }

    /// What two neighbouring words make together.
    pub fn phrase(&self, first: u16, second: u16) -> Option<Class> {
        if first == 0 || second == 0 {
            return None;
        }
        self.phrases.get(&(first, second)).copied()
    }

    /// The entry of a word in any case; the ending decides where it is not listed.
    pub fn entry(&self, word: &str) -> Entry {
        let mut buffer = [0; LONGEST];
        let Some(key) = lower(word, &mut buffer) else { return Entry::default() };
        if let Some(entry) = self.words.get(key) {
            return *entry;
        }
        // a compound is what its last part is: co-founder, 42-year-old, vice-president
        if let Some(cut) = memchr::memrchr(b'-', key)
            && let Some(entry) = self.words.get(&key[cut + 1..])
        {
            return Entry {
                class: entry.class.and(Class::SPEAKER | Class::ADJ | Class::PLURAL | Class::ABBREV),
                lemma: 0,
            };
        }
        Entry { class: self.by_suffix(key), lemma: 0 }
    }

    fn by_suffix(&self, key: &[u8]) -> Class {
        let fits = |ending: &[u8]| key.len() > ending.len() + 2 && key.ends_with(ending);
        self.suffixes
            .iter()
            .find(|(ending, _)| fits(ending))
            .map_or(Class::NONE, |&(_, class)| class)
    }
}

/// `word` in small letters with straight apostrophes; none where it is too long to be listed.
fn lower<'b>(word: &str, buffer: &'b mut [u8; LONGEST]) -> Option<&'b [u8]> {
    if word.len() > LONGEST {
        return None;
    }
    if word.is_ascii() {
        for (to, from) in buffer.iter_mut().zip(word.as_bytes()) {
            *to = from.to_ascii_lowercase();
        }
        return Some(&buffer[..word.len()]);
    }
    let mut at = 0;
    for c in word.chars() {
        let c = if matches!(c, '’' | 'ʼ' | '＇') { '\'' } else { c };
        for low in c.to_lowercase() {
            if at + low.len_utf8() > LONGEST {
                return None;
            }
            at += low.encode_utf8(&mut buffer[at..]).len();
        }
    }
    Some(&buffer[..at])
}

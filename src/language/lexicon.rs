//! The compiled lexicon: a word in, its classes out.

use rustc_hash::FxHashMap;

use super::{
    class::Class,
    table::{Ending, Key, Table, has_hyphen, key_at, tail_of},
};

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
    words: Table,
    lemmas: FxHashMap<String, u16>,
    /// By the base of the first word and the second word: what the two make together.
    phrases: FxHashMap<(u16, u16), Class>,
    /// By base: whether a phrase begins with it.
    begins: Vec<bool>,
    suffixes: Vec<(Box<[u8]>, Class)>,
    /// The same by their last bytes, but for those that no short word has.
    endings: Vec<Vec<(Ending, Class)>>,
}

/// Longer words are never listed.
const LONGEST: usize = 32;

impl Lexicon {
    /// The number of a base form, given one if it has none.
    pub(super) fn lemma_of(&mut self, base: &str) -> u16 {
        let next = u16::try_from(self.lemmas.len() + 1).unwrap_or(u16::MAX);
        match self.lemmas.get(base) {
            Some(&lemma) => lemma,
            None => *self.lemmas.entry(base.to_owned()).or_insert(next),
        }
    }

    /// Adds classes to a word in small letters.
    pub(super) fn add(&mut self, word: &str, base: &str, class: Class) {
        let lemma = self.lemma_of(base);
        let entry = self.words.entry(word.as_bytes());
        entry.class |= class;
        if entry.lemma == 0 || class.any(Class::SAY) {
            entry.lemma = lemma;
        }
    }

    /// Removes classes from a word.
    pub(super) fn remove(&mut self, word: &str, class: Class) {
        if self.words.get(word.as_bytes()).is_some() {
            let entry = self.words.entry(word.as_bytes());
            entry.class = entry.class.without(class);
        }
    }

    /// The number of a word's base form; a word that is not listed is listed without a class.
    pub(super) fn base_of(&mut self, word: &str) -> u16 {
        if self.entry(word).lemma == 0 {
            self.add(word, word, Class::NONE);
        }
        self.entry(word).lemma
    }

    /// Adds a phrase of two words.
    pub(super) fn add_phrase(&mut self, first: &str, second: &str, class: Class) {
        let key = (self.base_of(first), self.base_of(second));
        *self.phrases.entry(key).or_default() |= class;
        let first = usize::from(key.0);
        self.begins.resize(self.begins.len().max(first + 1), false);
        self.begins[first] = true;
    }

    /// Adds an ending of unlisted words.
    pub(super) fn add_suffix(&mut self, ending: &str, class: Class) {
        let Some(&last) = ending.as_bytes().last() else { return };
        self.suffixes.push((ending.as_bytes().into(), class));
        self.endings.resize(256, Vec::new());
        let alike = &mut self.endings[usize::from(last)];
        alike.extend(Ending::new(ending.as_bytes()).map(|ending| (ending, class)));
    }

    /// Whether a phrase begins with the base.
    #[inline]
    pub(crate) fn begins(&self, base: u16) -> bool {
        self.begins.get(usize::from(base)).is_some_and(|&begins| begins)
    }

    /// What two neighbouring words make together.
    pub fn phrase(&self, first: u16, second: u16) -> Option<Class> {
        if second == 0 || !self.begins(first) {
            return None;
        }
        self.phrases.get(&(first, second)).copied()
    }

    /// The entry of a word in any case; the ending decides where it is not listed.
    pub fn entry(&self, word: &str) -> Entry {
        self.entry_at(word, 0, word.len())
    }

    /// The entry of the word at `text[start..end]`, as [`Lexicon::entry`] gives it.
    #[inline]
    pub fn entry_at(&self, text: &str, start: usize, end: usize) -> Entry {
        if let Some(key) = key_at(text.as_bytes(), start, end) {
            return match self.words.short(key) {
                Some(entry) => entry,
                None => self.unlisted(key, end - start),
            };
        }
        let mut buffer = [0; LONGEST];
        let Some(word) = lower(&text[start..end], &mut buffer) else { return Entry::default() };
        self.words.get(word).unwrap_or_else(|| self.unlisted_word(word))
    }

    /// The entry of a word of at most [`Plain::LONGEST`](crate::text::segment::Plain::LONGEST) small
    /// ASCII letters, the first one in the lowest byte and 0 behind them.
    #[inline]
    pub(crate) fn entry_of(&self, key: Key, length: usize) -> Entry {
        self.words.short(key).unwrap_or_else(|| self.by_ending(key, length))
    }

    /// What the last part of a compound and the ending say of a short word by its key.
    fn unlisted(&self, key: Key, length: usize) -> Entry {
        if has_hyphen(key) {
            return self.unlisted_word(&key.to_le_bytes()[..length]);
        }
        self.by_ending(key, length)
    }

    /// What the ending says of a short word by its key.
    fn by_ending(&self, key: Key, length: usize) -> Entry {
        let last = usize::from(key.to_le_bytes()[length - 1]);
        let alike = self.endings.get(last).map_or(&[][..], Vec::as_slice);
        let tail = tail_of(key, length);
        let class = alike.iter().find(|(ending, _)| ending.fits(tail, length));
        Entry { class: class.map_or(Class::NONE, |&(_, class)| class), lemma: 0 }
    }

    /// What the last part of a compound and the ending say of a word in small letters.
    fn unlisted_word(&self, word: &[u8]) -> Entry {
        // a compound is what its last part is: co-founder, 42-year-old, vice-president
        if let Some(cut) = memchr::memrchr(b'-', word)
            && let Some(entry) = self.words.get(&word[cut + 1..])
        {
            return Entry {
                class: entry.class.and(Class::SPEAKER | Class::ADJ | Class::PLURAL | Class::ABBREV),
                lemma: 0,
            };
        }
        Entry { class: self.by_suffix(word), lemma: 0 }
    }

    fn by_suffix(&self, word: &[u8]) -> Class {
        let fits = |ending: &[u8]| word.len() > ending.len() + 2 && word.ends_with(ending);
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

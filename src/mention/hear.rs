//! The tokens of the gazetteer that sound like a word of a text, or are forms of the same name.

use rustc_hash::FxHashMap;

use super::{
    candidate::{How, Pair},
    given,
    index::{Index, TokenInfo},
    stem::Stem,
    table::hash,
};
use crate::text::Script;

/// Above this cost a letter two tokens are no longer thought of as one.
pub(crate) const MOST: f32 = 0.22;
/// A token that the gazetteer knows stands for another one only if they differ by less.
const MOST_KNOWN: f32 = 0.10;
const MOST_LATIN: f32 = 0.045;

/// What forms of different given names may cost in two scripts: a language may spell both alike.
pub(crate) const SAME_SOUND: u16 = 5;

/// The word that is looked up.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub(crate) script: Script,
    /// The gazetteer knows it.
    pub(crate) known: bool,
    /// Hash of the folded form.
    pub(crate) folded: u64,
    /// Letters.
    pub(crate) length: usize,
    /// The given names that it is a form of.
    pub(crate) given: &'static [u16],
}

impl Word {
    /// How much a token of a script may cost a letter in place of the word.
    fn most(self, script: Script) -> f32 {
        if !self.known {
            MOST
        } else if script == Script::Latin && self.script == Script::Latin {
            MOST_LATIN
        } else if script == self.script || self.script.alphabetic() {
            MOST_KNOWN
        } else {
            MOST
        }
    }

    /// Whether a stem and a token are different given names that we know.
    pub(crate) fn differs(self, stem: &Stem, info: &TokenInfo) -> bool {
        let latin = info.script == Script::Latin && self.script == Script::Latin;
        given::differ(stem.given, info.given) || latin && given::differ(self.given, info.given)
    }

    /// Adds the tokens that are read like a stem of the word.
    pub(crate) fn hear(self, index: &Index, stem: &Stem, found: &mut FxHashMap<u32, Pair>) {
        let to_the_letter = !index.tiers.transliterated;
        if to_the_letter && stem.ending.is_none() {
            return;
        }
        for token in stem.proposed(index, |script| self.most(script)) {
            let info = &index.infos[token as usize];
            let old = found.get(&token).map(|old| old.cost);
            if to_the_letter && info.folded != hash(&stem.folded) {
                continue;
            }
            let differs = self.differs(stem, info);
            if info.folded == self.folded || differs && info.script == self.script {
                continue;
            }
            let most = self.most(info.script);
            let Some(pair) = stem.against(index, token, old, most) else { continue };
            if pair.rate() <= most && !(differs && pair.cost > SAME_SOUND) {
                found.insert(token, pair);
            }
        }
    }

    /// Adds other forms of a given name.
    pub(crate) fn recall(
        self,
        index: &Index,
        stem: &Stem,
        heard: &FxHashMap<u32, Pair>,
        found: &mut FxHashMap<u32, Pair>,
    ) {
        let groups = if index.tiers.given { stem.given } else { &[] };
        for &group in groups {
            let mine = given::is_short(&stem.folded, group);
            for &listed in index.given.get(u32::from(group)) {
                let (token, short) = (listed >> 1, listed & 1 == 1 || mine);
                let info = &index.infos[token as usize];
                let length = self.length.max(info.length.into()).min(255) as u8;
                let same_script = info.script == self.script;
                let alike = heard.contains_key(&token);
                let cost = stem.extra + given_cost(short, same_script, alike);
                let how = stem.how(How::Equal);
                let reach = stem.ending.unwrap_or_default();
                let pair = Pair { how, cost, length, reach };
                if found.get(&token).is_none_or(|old| pair.rate() < old.rate()) {
                    found.insert(token, pair);
                }
            }
        }
    }
}

/// What another form of a given name costs: a short one more, and more within a script, where
/// people keep to their own form, and where it sounds like another name.
fn given_cost(short: bool, same_script: bool, alike: bool) -> u16 {
    match (short, same_script) {
        (false, false) if alike => 5,
        (false, false) => 25,
        (false, true) => 40,
        (true, false) => 30,
        (true, true) => 60,
    }
}

//! The tokens of the gazetteer that sound like a word of a text, or are forms of the same name.

use super::{
    candidate::{How, Pair},
    given,
    index::{Index, TokenInfo},
    stem::{Gauges, Stem},
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

    /// Gives the tokens that may be read like a stem of the word, with what they cost a letter by
    /// the readings that have the same consonants; those that cost more than `most` may be left out.
    pub(crate) fn propose(
        self,
        index: &Index,
        gauges: &mut Gauges,
        stem: &Stem,
        most: f32,
        mut give: impl FnMut(u32, f32),
    ) {
        let to_the_letter = !index.tiers.transliterated;
        if to_the_letter && stem.ending.is_none() {
            return;
        }
        stem.propose(
            index,
            gauges,
            |script| self.most(script).min(most),
            |token, cost| {
                let info = &index.infos[token as usize];
                if to_the_letter && info.folded != stem.hash {
                    return;
                }
                let differs = self.differs(stem, info);
                let other = differs && info.script == self.script;
                if info.folded == self.folded || other || stem.short_of(info) {
                    return;
                }
                let rate = cost.map_or(f32::INFINITY, |(cost, sounds)| {
                    let length = stem.compared(info.script, sounds, info.length).max(3);
                    let rate = f32::from(cost) / 100.0 / length as f32;
                    let near = rate <= self.most(info.script) && !(differs && cost > SAME_SOUND);
                    if near { rate } else { f32::INFINITY }
                });
                give(token, rate);
            },
        );
    }

    /// Whether a token may be read like a stem of the word: what says no is right.
    pub(crate) fn may_hear(self, index: &Index, stem: &Stem, token: u32) -> bool {
        let info = &index.infos[token as usize];
        let listed =
            index.tiers.transliterated || stem.ending.is_some() && info.folded == stem.hash;
        let other = info.script == self.script && self.differs(stem, info);
        listed && !other && !stem.short_of(info) && stem.meets(index, token)
    }

    /// What a token costs that is read like a stem of the word; `old` is what an earlier stem says.
    pub(crate) fn hear(
        self,
        index: &Index,
        stem: &Stem,
        token: u32,
        old: Option<Pair>,
    ) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let most = self.most(info.script);
        let pair = stem.against(index, token, old.map(|old| old.cost), most);
        let differs = self.differs(stem, info);
        pair.filter(|p| p.rate() <= most && !(differs && p.cost > SAME_SOUND)).or(old)
    }

    /// Gives the tokens that are other forms of a given name, with whether one side is short.
    pub(crate) fn recall(index: &Index, stem: &Stem, mut give: impl FnMut(u32, bool)) {
        let groups = if index.tiers.given { stem.given } else { &[] };
        for &group in groups {
            let mine = given::is_short(&stem.folded, group);
            for &listed in index.given.get(u32::from(group)) {
                give(listed >> 1, listed & 1 == 1 || mine);
            }
        }
    }

    /// What another form of a given name costs, by whether it is short on a side and whether it
    /// sounds alike.
    pub(crate) fn equal(
        self,
        index: &Index,
        stem: &Stem,
        (token, short): (u32, bool),
        alike: bool,
    ) -> Pair {
        let info = &index.infos[token as usize];
        let length = self.length.max(info.length.into()).min(255) as u8;
        let same_script = info.script == self.script;
        let cost = stem.extra + given_cost(short, same_script, alike);
        let how = stem.how(How::Equal);
        Pair { how, cost, length, reach: stem.ending.unwrap_or_default() }
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

//! A written name against one of the gazetteer: word for word, and what both must agree in.

use std::{cell::RefCell, sync::Arc};

use rustc_hash::FxHashMap;

use super::{
    candidate::{How, Pair, Probe},
    index::{Index, Name},
    lexicon::Part,
    link::{Link, tier},
    name::Token,
    single,
};
use crate::text::Script;

/// A written name, its words looked up.
pub(crate) struct Written<'a> {
    pub(crate) probes: &'a [Arc<Probe>],
    /// The father's name.
    pub(crate) father: Option<&'a Probe>,
    pub(crate) initials: &'a [&'a Token],
    /// What tokens cost in place of each word, as far as it was asked: names have the same again
    /// and again.
    pub(crate) costs: Vec<RefCell<FxHashMap<u32, Option<Pair>>>>,
}

/// A word, the token that it stands for, the token's place in the name.
struct Match {
    word: usize,
    place: usize,
    token: u32,
    pair: Pair,
}

impl Written<'_> {
    /// Whether a name may be meant at first sight.
    pub(crate) fn may_mean(&self, index: &Index, name: &Name) -> bool {
        let spare = usize::from(name.contents).checked_sub(self.probes.len());
        name.person && spare.is_some_and(|spare| spare <= 1) && self.near_script(index, name)
    }

    /// Compares with one name of the gazetteer that may be meant.
    pub(crate) fn against(&self, index: &Index, at: u32) -> Option<Link> {
        let name = &index.names[at as usize];
        let members = index.content(name);
        let spare = members.len().checked_sub(self.probes.len())?;
        let matches = self.matches(index, name, members)?;
        let fits = self.order_bears(name, &matches)
            && self.inflected_as_one(index, &matches)
            && (spare == 0 || may_be_left_out(name, members.len() - 1, &matches))
            && !self.fathers_differ(index, name);
        if !fits {
            return None;
        }
        let extra = self.spare(spare, &matches)? + self.strange_initials(index, name)?;
        Some(self.link(at, name, &matches, extra))
    }

    /// What it costs that a word of the name is not written: more for the first one, since people
    /// leave out their second names; a name in Chinese characters is always whole.
    fn spare(&self, spare: usize, matches: &[Match]) -> Option<f32> {
        let whole = self.probes.iter().all(|p| p.form.script == Script::Han);
        match (spare, matches.iter().any(|m| m.place == 0)) {
            (0, _) => Some(0.0),
            (_, _) if whole => None,
            (_, true) => Some(SPARE_WORD),
            (_, false) => Some(SPARE_FIRST),
        }
    }

    /// A pair for every word; each token of the name serves once.
    fn matches(&self, index: &Index, name: &Name, members: &[u32]) -> Option<Vec<Match>> {
        let strict = name.script.alphabetic();
        let mut used = 0_u32;
        let mut matches = Vec::with_capacity(self.probes.len());
        for (word, probe) in self.probes.iter().enumerate() {
            let strict = strict && probe.form.script.alphabetic();
            let free = members.iter().enumerate().filter(|(j, _)| used & 1 << j == 0);
            let best = free
                .filter_map(|(place, token)| {
                    let pair = self.pair(index, word, *token)?;
                    Some(Match { word, place, token: *token, pair })
                })
                .min_by(|a, b| a.pair.rate().total_cmp(&b.pair.rate()))?;
            if best.pair.rate() > token_limit(best.pair, strict) {
                return None;
            }
            used |= 1 << best.place;
            matches.push(best);
        }
        Some(matches)
    }

    /// What a token costs in place of a word.
    fn pair(&self, index: &Index, word: usize, token: u32) -> Option<Pair> {
        let mut costs = self.costs[word].borrow_mut();
        *costs.entry(token).or_insert_with(|| self.probes[word].pair(index, token))
    }

    /// Whether a token may stand for a word at all.
    pub(crate) fn may_stand(&self, index: &Index, word: usize, token: u32) -> bool {
        self.pair(index, word, token).is_some_and(|pair| pair.rate() <= MOST_TOKEN)
    }

    /// Given name and surname in the other order bear no difference in Latin letters.
    fn order_bears(&self, name: &Name, matches: &[Match]) -> bool {
        let latin = name.script == Script::Latin
            && self.probes.iter().all(|p| p.form.script == Script::Latin);
        !latin || in_order(matches) || matches.iter().all(|m| m.pair.rate() <= REVERSED)
    }

    /// Whether the endings that were taken off can stand together: on every word of the name that
    /// takes any, or on the last one alone.
    fn inflected_as_one(&self, index: &Index, matches: &[Match]) -> bool {
        let inflected = |m: &&Match| m.pair.how == How::Inflected;
        let Some((last, others)) = matches.split_last() else { return true };
        if !matches.iter().any(|m| inflected(&m)) {
            return true;
        }
        if last.pair.reach.last && !others.iter().any(|m| inflected(&m)) {
            return true;
        }
        let woman = |m: &Match| ends_in(index.tokens.get(m.token), "aаяα");
        let woman = matches.iter().filter(inflected).any(woman);
        matches.iter().all(|m| {
            if m.pair.how == How::Inflected {
                m.pair.reach.every
            } else {
                let word = &self.probes[m.word].form;
                woman || word.length() <= 3 || ends_in(&word.lower, "oeiuyоеиуюіхαωη")
            }
        })
    }

    /// Names in an alphabet speak more clearly than those in an abjad: they are asked where both
    /// are there.
    fn near_script(&self, index: &Index, name: &Name) -> bool {
        let script = self.probes.last().map_or(name.script, |p| p.form.script);
        near_script(index, name, script)
    }

    fn fathers_differ(&self, index: &Index, name: &Name) -> bool {
        let (Some(mine), Some(theirs)) = (self.father, name.father()) else { return false };
        mine.pair(index, theirs).is_none_or(|p| p.rate() > FATHERS)
    }

    /// What initials cost that only one side has; nothing where both have different ones.
    fn strange_initials(&self, index: &Index, name: &Name) -> Option<f32> {
        let members = index.members(name);
        let own = members.iter().filter(|(_, part)| *part == Part::Initial).count();
        let mut cost = 0.0;
        for initial in self.initials {
            let spelt = |(t, _): &(u32, Part)| single::stands_for(initial, index.tokens.get(*t));
            if !members.iter().any(spelt) {
                if own > 0 {
                    return None;
                }
                cost += STRANGE;
            }
        }
        Some(cost + SPARE_INITIAL * own.saturating_sub(self.initials.len()) as f32)
    }

    fn link(&self, at: u32, name: &Name, matches: &[Match], extra: f32) -> Link {
        let letters: f32 = matches.iter().map(|m| f32::from(m.pair.length)).sum();
        let rates = || matches.iter().map(|m| (m.pair.rate(), f32::from(m.pair.length)));
        let total: f32 = rates().map(|(rate, length)| rate * length).sum();
        let how = matches.iter().map(|m| m.pair.how).max().unwrap_or(How::Exact);
        let order = if in_order(matches) { 0.0 } else { OTHER_ORDER };
        let word = |m: &Match| self.probes[m.word].form.lower.clone();
        Link {
            entity: name.entity,
            name: at,
            tier: tier(how),
            cost: total / letters + order + extra,
            worst: rates().map(|(rate, _)| rate).fold(0.0, f32::max),
            chance: 0.0,
            steps: matches.iter().map(|m| (word(m), m.token, m.pair)).collect(),
        }
    }
}

impl Written<'_> {
    /// How many names would fit as a link does by accident; once that is known to be at most, or
    /// more than, `enough`, some number that is too.
    pub(crate) fn chance(&self, index: &Index, link: &Link, enough: Option<f32>) -> f32 {
        let steps = || link.steps.iter().zip(self.probes);
        let bounds =
            steps().map(|((_, token, pair), probe)| probe.crowd_bounds(index, *token, *pair));
        let mut bounds: Vec<(f32, f32)> = bounds.collect();
        let mut words: Vec<_> = steps().enumerate().collect();
        words.sort_by_key(|(_, (_, probe))| probe.names());
        let chance = |crowds: &mut dyn Iterator<Item = f32>| {
            crowds.fold(PEOPLE, |chance, crowd| chance * (crowd / PEOPLE).min(1.0))
        };
        for (word, ((_, token, pair), probe)) in words {
            let least = chance(&mut bounds.iter().map(|b| b.0));
            let most = chance(&mut bounds.iter().map(|b| b.1));
            if let Some(enough) = enough {
                if most <= enough {
                    return most;
                }
                if least > enough {
                    return least;
                }
            }
            let crowd = probe.crowd(index, *token, *pair);
            bounds[word] = (crowd, crowd);
        }
        chance(&mut bounds.iter().map(|b| b.0))
    }
}

/// Whether a name may be asked for a word in `script`: it is in an alphabet, or in that script,
/// or the entity has no other.
pub(crate) fn near_script(index: &Index, name: &Name, script: Script) -> bool {
    name.script == script || name.script.alphabetic() || !index.alphabetic[name.entity as usize]
}

fn in_order(matches: &[Match]) -> bool {
    matches.is_sorted_by_key(|m| m.place)
}

/// A name may have one word more, but not its surname.
fn may_be_left_out(name: &Name, last: usize, matches: &[Match]) -> bool {
    let has = |place: usize| matches.iter().any(|m| m.place == place);
    has(last) || name.script == Script::Cyrillic && has(0)
}

/// The people of whom news may speak, beside whom a gazetteer's counts are small or large. It does
/// not follow the gazetteer's size: who is added must not change who is found.
const PEOPLE: f32 = 130_000.0;
/// A word of the name that is not written.
const SPARE_WORD: f32 = 0.03;
const SPARE_FIRST: f32 = 0.07;
/// Given name and surname in the other order.
const OTHER_ORDER: f32 = 0.02;
/// How much a token may cost a letter then.
const REVERSED: f32 = 0.02;
/// An initial that nothing bears out.
const STRANGE: f32 = 0.06;
/// An initial of the name that is not written.
const SPARE_INITIAL: f32 = 0.015;
/// How far fathers' names may differ.
const FATHERS: f32 = 0.14;

/// How much a token may cost a letter at most.
const MOST_TOKEN: f32 = 0.2;

fn ends_in(word: &str, letters: &str) -> bool {
    word.chars().next_back().is_some_and(|c| letters.contains(c))
}

/// How much one token may cost a letter, by its length: an exact surname must not pay for a
/// wrong given name.
fn token_limit(pair: Pair, strict: bool) -> f32 {
    if !strict || pair.how == How::Typo {
        return MOST_TOKEN;
    }
    match pair.length {
        0..=2 => 0.0,
        3 => 0.05,
        4 => 0.08,
        5 => 0.11,
        6 => 0.13,
        _ => 0.15,
    }
}

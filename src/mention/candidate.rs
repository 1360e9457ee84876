//! Tokens of the gazetteer that a token of a text may stand for, with what each costs.

use rustc_hash::FxHashMap;

use super::{
    distance::slips,
    form::Form,
    given,
    index::{Index, foreign, letters},
    inflect::{Reach, bases},
    reading::Reading,
    sound::{WHOLE, heard, sounds, tell_apart},
    table::hash,
    tradition::traditions,
};
use crate::text::{Script, fold};

/// How one token came to stand for another, from the surest way to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    /// The same letters.
    Exact,
    /// But for case, diacritics, width, apostrophes.
    Folded,
    /// Forms of one given name.
    Equal,
    /// Read alike.
    Sound,
    /// Read alike once a case ending is off.
    Inflected,
    /// Slips of the pen.
    Typo,
}

/// A token of the index beside a token of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) how: How,
    /// In hundredths of a letter.
    pub(crate) cost: u16,
    /// Letters or sounds that were compared.
    pub(crate) length: u8,
    /// What the ending that was taken off tells of the other words of the name.
    pub(crate) reach: Reach,
}

impl Pair {
    /// Cost a letter.
    pub(crate) fn rate(self) -> f32 {
        f32::from(self.cost) / f32::from(WHOLE) / f32::from(self.length.max(3))
    }
}

/// Above this cost a letter two tokens are no longer thought of as one.
const MOST: f32 = 0.22;
/// A token that the gazetteer knows stands for another one only if they differ by less.
const MOST_KNOWN: f32 = 0.10;
const MOST_LATIN: f32 = 0.045;
/// A surname that the document has settled.
const MOST_PART: f32 = 0.14;
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

/// What may differ within Latin letters beside a case ending: a language that puts its endings on
/// a name keeps to one spelling of it.
const MOST_ENDED: u16 = 45;
/// What is left of a Latin word without its ending may be spelt otherwise only if it is as long.
const SHORT_STEM: usize = 5;

/// What forms of different given names may cost in two scripts: a language may spell both alike.
const SAME_SOUND: u16 = 5;

/// A pair that needs no other explanation.
const SURE: f32 = 0.06;
/// What it costs that only consonants were compared.
const BARE: u16 = 12;
/// What taking an ending off costs.
const ENDING: u16 = 12;

/// A token of a text with all that is needed to compare it, worked out once.
pub(crate) struct Probe {
    pub(crate) form: Form,
    pub(crate) known: bool,
    letters: u32,
    length: usize,
    folded: u64,
    abjad: bool,
    broad: bool,
    stems: Vec<Stem>,
    found: FxHashMap<u32, Pair>,
    /// (cost a letter, names that hold a token at most so far away), rising.
    crowd: Vec<(f32, u32)>,
}

struct Stem {
    folded: String,
    given: &'static [u16],
    readings: Vec<Reading>,
    ending: Option<Reach>,
    /// Letters that were taken off.
    cut: usize,
}

impl Stem {
    fn new(form: &Form, ending: Option<Reach>) -> Self {
        let folded = form.folded.clone();
        Self { given: given::groups(&folded), folded, readings: foreign(form), ending, cut: 0 }
    }

    /// The pair as it comes out for this stem.
    fn pair(&self, pair: Pair) -> Pair {
        let how = if self.ending.is_some() { How::Inflected } else { How::Sound };
        Pair { how, reach: self.ending.unwrap_or_default(), ..pair }
    }

    /// What taking the ending off costs: little where every word of a name takes one, or where it
    /// is long; a word that the gazetteer knows is no other's form by the few letters at its end.
    fn cost(&self, script: Script, known: bool) -> Option<u16> {
        match self.ending {
            None => Some(0),
            Some(reach) if reach.every || script != Script::Latin => Some(ENDING),
            Some(_) if known => None,
            Some(_) => Some(match self.cut {
                0 | 1 => 45,
                2 => 25,
                _ => ENDING,
            }),
        }
    }
}

impl Probe {
    /// Prepares a token and looks its candidates up.
    pub(crate) fn new(index: &Index, form: &Form, inflected: bool) -> Self {
        let mut stems = vec![Stem::new(form, None)];
        if inflected {
            stems.extend(bases(form).into_iter().map(|(base, ending)| {
                let folded = fold::fold(&base);
                let cut = form.folded.len().saturating_sub(folded.len());
                let base = Form { lower: base, folded, script: form.script };
                Stem { cut, ..Stem::new(&base, Some(ending)) }
            }));
        }
        let mut probe = Self {
            known: !index.folded.get(hash(&form.folded)).is_empty(),
            letters: letters(&form.folded),
            length: form.length(),
            folded: hash(&form.folded),
            abjad: traditions().is_abjad(form.script),
            broad: traditions().is_broad(form.script),
            form: form.clone(),
            stems,
            found: FxHashMap::default(),
            crowd: Vec::new(),
        };
        probe.look_up(index);
        probe
    }

    fn look_up(&mut self, index: &Index) {
        for &token in index.folded.get(self.folded) {
            if let Some(pair) = self.compare(index, token) {
                self.found.insert(token, pair);
            }
        }
        let alphabet = matches!(self.form.script, Script::Latin | Script::Cyrillic);
        let mut tokens: Vec<u32> = Vec::new();
        for stem in &self.stems {
            tokens.clear();
            for reading in &stem.readings {
                tokens.extend(index.narrow.get(sounds().narrow_key(&reading.sounds)));
                if !alphabet {
                    tokens.extend(index.broad.get(sounds().broad_key(&reading.sounds)));
                }
            }
            tokens.sort_unstable();
            tokens.dedup();
            for &token in &tokens {
                let old = self.found.get(&token).copied();
                let Some(pair) = self.heard(index, token, stem, old) else { continue };
                if self.bears(index, token, pair) {
                    self.found.insert(token, pair);
                }
            }
        }
        self.look_up_given(index);
        self.count(index);
    }

    /// How many names hold a token within each distance.
    fn count(&mut self, index: &Index) {
        let names = |token: &u32| index.postings.get(*token).len() as u32;
        self.crowd = self.found.iter().map(|(t, pair)| (pair.rate(), names(t))).collect();
        self.crowd.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0;
        for (_, names) in &mut self.crowd {
            sum += *names;
            *names = sum;
        }
    }

    /// Of all names, how many hold a token that is as near as `pair` by accident.
    pub(crate) fn crowd(&self, index: &Index, token: u32, pair: Pair) -> f32 {
        if pair.how == How::Typo {
            let own = index.postings.get(token).len() as f32;
            return own + slips_by_accident(pair);
        }
        let rate = pair.rate() + 0.001;
        let at = self.crowd.partition_point(|(r, _)| *r <= rate);
        self.crowd[..at].last().map_or(1.0, |(_, names)| *names as f32)
    }

    /// Other forms of a given name.
    fn look_up_given(&mut self, index: &Index) {
        let mut found = Vec::new();
        for stem in &self.stems {
            let Some(extra) = stem.cost(self.form.script, self.known) else { continue };
            for (form, short) in given::forms(&stem.folded) {
                for &token in index.folded.get(hash(form)) {
                    let other = index.infos[token as usize].length as usize;
                    let length = self.length.max(other).min(255) as u8;
                    let same = index.infos[token as usize].script == self.form.script;
                    let cost = extra + given_cost(short, same, self.found.contains_key(&token));
                    let how = if stem.ending.is_some() { How::Inflected } else { How::Equal };
                    let reach = stem.ending.unwrap_or_default();
                    found.push((token, Pair { how, cost, length, reach }));
                }
            }
        }
        for (token, pair) in found {
            let old = self.found.get(&token);
            if old.is_none_or(|old| pair.rate() < old.rate()) {
                self.found.insert(token, pair);
            }
        }
    }

    /// Whether the difference is small enough for two tokens to be one.
    fn bears(&self, index: &Index, token: u32, pair: Pair) -> bool {
        let info = &index.infos[token as usize];
        let known = self.known && info.folded != self.folded && pair.how != How::Equal;
        let most = match known {
            true if info.script == Script::Latin && self.form.script == Script::Latin => MOST_LATIN,
            true if info.script == self.form.script || self.form.script.alphabetic() => MOST_KNOWN,
            true => MOST,
            false => MOST,
        };
        pair.rate() <= most
    }

    /// How many names hold a candidate.
    pub(crate) fn names(&self, index: &Index) -> usize {
        self.found.keys().map(|token| index.postings.get(*token).len()).sum()
    }

    /// The candidates by what they sound like.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = (u32, Pair)> {
        self.found.iter().map(|(t, p)| (*t, *p))
    }

    /// What `token` costs in place of this one; typos are thought of where nothing else fits.
    pub(crate) fn pair(&self, index: &Index, token: u32) -> Option<Pair> {
        let heard = self.found.get(&token).copied();
        if heard.is_some_and(|p| p.rate() <= SURE) {
            return heard;
        }
        let slip = self.typo(index, token);
        match (heard, slip) {
            (Some(a), Some(b)) => Some(if b.rate() < a.rate() { b } else { a }),
            (a, b) => a.or(b),
        }
    }

    /// The same for a part of a name that the document has settled: slips are thought of even
    /// where the gazetteer knows the word from elsewhere, unless it is somebody's very name.
    pub(crate) fn part(&self, index: &Index, token: u32) -> Option<Pair> {
        let pair = match self.found.get(&token) {
            Some(pair) if self.known && pair.how == How::Inflected => None,
            Some(pair) => Some(*pair),
            None if self.known => None,
            None => self.compare(index, token).filter(|p| p.rate() <= MOST_PART),
        };
        pair.or_else(|| self.typo(index, token)).filter(|p| p.rate() <= MOST_PART)
    }

    fn typo(&self, index: &Index, token: u32) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let (mine, other) = (self.length, info.length as usize);
        let longest = mine.max(other);
        if given::differ(self.stems[0].given, info.given) {
            return None;
        }
        if info.script != self.form.script || self.known || mine.min(other) < 3 || longest < 4 {
            return None;
        }
        if self.form.folded.chars().next()
            != index.tokens.get(token).chars().flat_map(folded).next()
        {
            return None;
        }
        let limit: u16 = if longest >= 8 { 200 } else { 100 };
        let apart = (self.letters ^ info.letters).count_ones();
        if mine.abs_diff(other) > 2 || apart > if limit == 200 { 4 } else { 2 } {
            return None;
        }
        let text = fold::fold(index.tokens.get(token));
        let cost = slips(&self.form.folded, &text, limit)?;
        let pair = Pair {
            how: How::Typo,
            cost: cost * 3 / 4,
            length: longest as u8,
            reach: Reach::default(),
        };
        (pair.rate() <= MOST).then_some(pair)
    }

    /// The least cost over all readings of both.
    fn compare(&self, index: &Index, token: u32) -> Option<Pair> {
        let info = &index.infos[token as usize];
        if info.folded == self.folded {
            let same = index.tokens.get(token) == self.form.lower;
            let how = if same { How::Exact } else { How::Folded };
            return Some(Pair { how, cost: 0, length: info.length, reach: Reach::default() });
        }
        let mut best: Option<Pair> = None;
        for stem in &self.stems {
            best = self.heard(index, token, stem, best).or(best);
        }
        best
    }

    /// The least cost over all readings of a stem and of the token, if it is less than `old`.
    fn heard(&self, index: &Index, token: u32, stem: &Stem, old: Option<Pair>) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let same_script = info.script == self.form.script;
        let nominative = same_script && self.form.script == Script::Latin;
        let differ = given::differ(stem.given, info.given)
            || nominative && given::differ(self.stems[0].given, info.given);
        if differ && same_script {
            return None;
        }
        let extra = stem.cost(self.form.script, self.known)?;
        let view = View {
            mine_bare: self.abjad,
            other_bare: traditions().is_abjad(info.script),
            broad: self.broad || traditions().is_broad(info.script),
        };
        let mut best: Option<Pair> = None;
        for mine in &stem.readings {
            for (sounds, spoken, _) in index.readings(token) {
                let unheard = same_script && (spoken || mine.spoken);
                if unheard || stem.ending.is_none() && tell_apart(&mine.sounds, sounds) {
                    continue;
                }
                let limit = best.or(old).map_or(400, |b| b.cost);
                let pair = one(&mine.sounds, sounds, view, extra, limit, info.length);
                if nominative && stem.ending.is_some() {
                    let other = stem.folded.len() < SHORT_STEM && hash(&stem.folded) != info.folded;
                    if other || pair.cost > extra + MOST_ENDED {
                        continue;
                    }
                }
                if best.or(old).is_none_or(|b| pair.cost < b.cost) {
                    best = Some(stem.pair(pair));
                }
            }
        }
        best.filter(|pair| !differ || pair.cost <= SAME_SOUND)
    }
}

fn folded(c: char) -> Vec<char> {
    let mut out = String::new();
    fold::fold_char(c, &mut out);
    out.chars().collect()
}

/// How many tokens are within a slip or two of a word of some length by accident, roughly.
fn slips_by_accident(pair: Pair) -> f32 {
    let one = match pair.length {
        0..=4 => 30.0,
        5 => 12.0,
        6 => 6.0,
        7 => 3.0,
        _ => 1.0,
    };
    let slips = f32::from(pair.cost) / 75.0;
    one * if slips > 1.1 { 8.0 } else { 1.0 }
}

/// What two scripts have in common.
#[derive(Clone, Copy)]
struct View {
    /// Vowels are mostly not written, on one side or the other.
    mine_bare: bool,
    other_bare: bool,
    /// Some sounds are one.
    broad: bool,
}

fn one(a: &[u8], b: &[u8], view: View, extra: u16, limit: u16, length: u8) -> Pair {
    let bare = view.mine_bare || view.other_bare;
    let (cost, compared) = if bare {
        let (mine, other) = ((a, view.mine_bare), (b, view.other_bare));
        (sounds().distance_unwritten(mine, other, limit), a.len().max(b.len()))
    } else if view.broad {
        let (plain, silent) = (|r: &[u8]| sounds().merge(r), |r: &[u8]| sounds().merge(&heard(r)));
        let (a, b, mine, other) = (plain(a), plain(b), silent(a), silent(b));
        let cost = sounds().distance(&a, &b, limit);
        let cost = if (mine.len(), other.len()) == (a.len(), b.len()) {
            cost
        } else {
            cost.min(sounds().distance(&mine, &other, limit))
        };
        (cost, a.len().max(b.len()).max(usize::from(length.min(8))))
    } else {
        (sounds().distance(a, b, limit), a.len().max(b.len()).max(length as usize))
    };
    let blind = if bare { BARE } else { 0 };
    Pair {
        how: How::Sound,
        cost: cost + extra + blind,
        length: compared.min(255) as u8,
        reach: Reach::default(),
    }
}

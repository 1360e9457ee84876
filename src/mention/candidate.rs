//! Tokens of the gazetteer that a token of a text may stand for, with what each costs.

use rustc_hash::FxHashMap;

use super::{
    distance::slips,
    form::Form,
    given,
    hear::{MOST, SAME_SOUND, Word},
    index::{Beside, Index, look, look_alike},
    inflect::{Reach, bases},
    sound::WHOLE,
    stem::Stem,
    table::hash,
};
use crate::text::fold;

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

/// A surname that the document has settled.
const MOST_PART: f32 = 0.14;
/// A pair that needs no other explanation.
const SURE: f32 = 0.06;

/// A token of a text with all that is needed to compare it, worked out once.
pub(crate) struct Probe {
    pub(crate) form: Form,
    pub(crate) known: bool,
    word: Word,
    letters: u32,
    first: Option<char>,
    look: u32,
    may_slip: bool,
    stems: Vec<Stem>,
    /// What sounds like it, before other forms of given names are thought of: kept where endings
    /// may yet be taken off.
    heard: FxHashMap<u32, Pair>,
    found: Found,
    /// (cost a letter, names that hold a token at most so far away), rising.
    crowd: Vec<(f32, u32)>,
    /// How many names hold a candidate.
    names: usize,
}

/// Candidates by token.
#[derive(Default)]
struct Found {
    pairs: Vec<(u32, Pair)>,
    /// A bit for what may be there, by the token's last bits.
    bits: [u64; 8],
}

impl Found {
    fn new(pairs: &FxHashMap<u32, Pair>) -> Self {
        let mut pairs: Vec<(u32, Pair)> = pairs.iter().map(|(t, p)| (*t, *p)).collect();
        pairs.sort_unstable_by_key(|(token, _)| *token);
        let mut bits = [0; 8];
        for (token, _) in &pairs {
            bits[(token >> 6) as usize & 7] |= 1 << (token & 63);
        }
        Self { pairs, bits }
    }

    fn get(&self, token: u32) -> Option<Pair> {
        if self.bits[(token >> 6) as usize & 7] >> (token & 63) & 1 == 0 {
            return None;
        }
        let at = self.pairs.binary_search_by_key(&token, |(token, _)| *token).ok()?;
        Some(self.pairs[at].1)
    }
}

impl Probe {
    /// Prepares a token as it stands and looks its candidates up.
    pub(crate) fn new(index: &Index, form: &Form) -> Self {
        let plain = Stem::whole(form);
        let known = index.folded.get(hash(&form.folded));
        let length = form.length();
        let first = form.folded.chars().next();
        let word = Word {
            script: form.script,
            known: !known.is_empty(),
            folded: hash(&form.folded),
            length,
            given: plain.given,
        };
        let letters = super::build::letters(&form.folded);
        let mut heard = FxHashMap::default();
        for &token in known {
            let same = index.tokens.get(token) == form.lower;
            heard.insert(token, to_the_letter(index, token, same));
        }
        word.hear(index, &plain, &mut heard);
        let mut probe = Self {
            form: form.clone(),
            known: word.known,
            word,
            letters,
            look: look(first.unwrap_or_default(), length, letters),
            first,
            may_slip: index.tiers.misspelt,
            stems: vec![plain],
            heard,
            found: Found::default(),
            crowd: Vec::new(),
            names: 0,
        };
        probe.finish(index);
        probe
    }

    /// The token with its case endings taken off too, if it may have any.
    pub(crate) fn inflected(&self, index: &Index) -> Option<Self> {
        let mut stems = vec![Stem::whole(&self.form)];
        for (base, ending) in bases(&self.form) {
            let folded = fold::fold(&base);
            let base = Form { lower: base, folded, script: self.form.script };
            stems.extend(Stem::base(&self.form, base, ending, self.known));
        }
        if stems.len() == 1 {
            return None;
        }
        let mut heard = self.heard.clone();
        for stem in &stems[1..] {
            self.word.hear(index, stem, &mut heard);
        }
        let mut probe = Self {
            form: self.form.clone(),
            stems,
            heard,
            found: Found::default(),
            crowd: Vec::new(),
            ..*self
        };
        probe.finish(index);
        Some(probe)
    }

    /// Other forms of given names, and how many names hold a token within each distance.
    fn finish(&mut self, index: &Index) {
        let mut all = self.heard.clone();
        for stem in &self.stems {
            self.word.recall(index, stem, &self.heard, &mut all);
        }
        self.found = Found::new(&all);
        let names = |token: u32| index.postings.get(token).len() as u32;
        self.crowd = self.found.pairs.iter().map(|(t, pair)| (pair.rate(), names(*t))).collect();
        self.crowd.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0;
        for (_, names) in &mut self.crowd {
            sum += *names;
            *names = sum;
        }
        self.names = sum as usize;
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

    /// How many names hold a candidate.
    pub(crate) fn names(&self) -> usize {
        self.names
    }

    /// The candidates by what they sound like.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = (u32, Pair)> {
        self.found.pairs.iter().copied()
    }

    /// Whether endings were taken off.
    pub(crate) fn is_inflected(&self) -> bool {
        self.stems.len() > 1
    }

    /// Whether slips are thought of: not where the gazetteer knows the word.
    pub(crate) fn may_be_misspelt(&self) -> bool {
        self.may_slip && !self.known && self.word.length >= 3
    }

    /// Whether a name may hold the word, by what stands beside another word's candidate in it.
    pub(crate) fn may_stand(&self, index: &Index, beside: Beside) -> bool {
        let slips = self.may_be_misspelt();
        if beside.is_one() {
            return slips && look_alike(self.look, beside.mark)
                || self.found.get(beside.token).is_some();
        }
        let others = index.others(beside.token, beside.mark);
        slips && !others.is_empty() || others.iter().any(|t| self.found.get(*t).is_some())
    }

    /// What `token` costs in place of this one; typos are thought of where nothing else fits.
    pub(crate) fn pair(&self, index: &Index, token: u32) -> Option<Pair> {
        let heard = self.found.get(token);
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
        let pair = match self.found.get(token) {
            Some(pair) if self.known && pair.how == How::Inflected => None,
            Some(pair) => Some(pair),
            None if self.known => None,
            None => self.compare(index, token).filter(|p| p.rate() <= MOST_PART),
        };
        pair.or_else(|| self.typo(index, token)).filter(|p| p.rate() <= MOST_PART)
    }

    fn typo(&self, index: &Index, token: u32) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let (mine, other) = (self.word.length, info.length as usize);
        let longest = mine.max(other);
        let short = mine.min(other) < 3 || longest < 4;
        if info.script != self.form.script || !self.may_slip || self.known || short {
            return None;
        }
        let limit: u16 = if longest >= 8 { 200 } else { 100 };
        let apart = (self.letters ^ info.letters).count_ones();
        if self.first != Some(info.first)
            || mine.abs_diff(other) > 2
            || apart > if limit == 200 { 4 } else { 2 }
            || given::differ(self.stems[0].given, info.given)
        {
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
        let mut best: Option<Pair> = None;
        for stem in &self.stems {
            let differs = self.word.differs(stem, info);
            if differs && info.script == self.form.script {
                continue;
            }
            let pair = stem.against(index, token, best.map(|b| b.cost), MOST_PART);
            best = pair.filter(|pair| !differs || pair.cost <= SAME_SOUND).or(best);
        }
        best
    }
}

fn to_the_letter(index: &Index, token: u32, same: bool) -> Pair {
    let how = if same { How::Exact } else { How::Folded };
    let length = index.infos[token as usize].length;
    Pair { how, cost: 0, length, reach: Reach::default() }
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

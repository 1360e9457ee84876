//! Tokens of the gazetteer that a token of a text may stand for, with what each costs.

use std::sync::OnceLock;

use super::{
    distance::slips,
    form::Form,
    given,
    hear::{MOST, SAME_SOUND, Word},
    index::{Beside, Index, look, look_alike},
    inflect::{Reach, bases},
    sound::WHOLE,
    stem::{Gauges, Stem},
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

/// A token of a text with all that is needed to compare it, worked out once; what a token of the
/// index costs in its place is worked out when it is asked for.
pub(crate) struct Probe {
    pub(crate) form: Form,
    pub(crate) known: bool,
    word: Word,
    letters: u32,
    first: Option<char>,
    look: u32,
    may_slip: bool,
    stems: Vec<Stem>,
    found: Found,
    /// (cost a letter, names that hold a token at most so far away), rising.
    crowd: OnceLock<Vec<(f32, u32)>>,
    /// How many names hold a candidate.
    names: usize,
}

/// A token that may stand for the word.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    token: u32,
    /// Which stems are read like it, a bit each.
    stems: u32,
    /// What it costs a letter by what was compared to find it; without end where that says nothing.
    rate: f32,
    /// A form of the same given name: which stem says so, and whether it is short on a side.
    equal: Option<(u8, bool)>,
}

/// Candidates by token.
#[derive(Default)]
struct Found {
    all: Vec<Candidate>,
    /// A bit for what may be there, by the token's last bits.
    bits: [u64; 16],
}

impl Found {
    /// From candidates in any order, several of which may be one token's; `names` are the names
    /// that hold a token.
    fn new(mut all: Vec<Candidate>) -> Self {
        all.sort_unstable_by_key(|c| (c.token, c.equal.is_some(), c.equal, c.stems));
        all.dedup_by(|later, first| {
            let same =
                later.token == first.token && (later.equal.is_none() || first.equal.is_none());
            if same {
                first.stems |= later.stems;
                first.rate = first.rate.min(later.rate);
                first.equal = first.equal.or(later.equal);
            }
            same
        });
        let mut bits = [0; 16];
        for Candidate { token, .. } in &all {
            bits[(token >> 6) as usize & 15] |= 1 << (token & 63);
        }
        Self { all, bits }
    }

    /// All that is known of a token.
    fn get(&self, token: u32) -> &[Candidate] {
        if self.bits[(token >> 6) as usize & 15] >> (token & 63) & 1 == 0 {
            return &[];
        }
        let from = self.all.partition_point(|c| c.token < token);
        let count = self.all[from..].iter().take_while(|c| c.token == token).count();
        &self.all[from..from + count]
    }
}

impl Probe {
    /// Prepares a token as it stands and looks its candidates up.
    pub(crate) fn new(index: &Index, form: &Form) -> Self {
        let plain = Stem::whole(form);
        let folded = hash(&form.folded);
        let known = !index.folded.get(folded).is_empty();
        let length = form.length();
        let first = form.folded.chars().next();
        let word = Word { script: form.script, known, folded, length, given: plain.given };
        let letters = super::build::letters(&form.folded);
        let mut probe = Self {
            form: form.clone(),
            known,
            word,
            letters,
            look: look(first.unwrap_or_default(), length, letters),
            first,
            may_slip: index.tiers.misspelt,
            stems: vec![plain],
            found: Found::default(),
            crowd: OnceLock::new(),
            names: 0,
        };
        probe.find(index);
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
        stems.truncate(32);
        let (form, found) = (self.form.clone(), Found::default());
        let mut probe = Self { form, stems, found, crowd: OnceLock::new(), ..*self };
        probe.find(index);
        Some(probe)
    }

    /// Looks the candidates up.
    fn find(&mut self, index: &Index) {
        let none = Candidate { token: 0, stems: 0, rate: f32::INFINITY, equal: None };
        let known = index.folded.get(self.word.folded).iter();
        let mut all: Vec<_> = known.map(|t| Candidate { token: *t, rate: 0.0, ..none }).collect();
        let mut gauges = Gauges::default();
        for (i, stem) in self.stems.iter().enumerate() {
            self.word.propose(index, &mut gauges, stem, |token, rate| {
                all.push(Candidate { token, stems: 1 << i, rate, ..none });
            });
        }
        for (i, stem) in self.stems.iter().enumerate() {
            Word::recall(index, stem, |token, short| {
                all.push(Candidate { token, equal: Some((i as u8, short)), ..none });
            });
        }
        self.found = Found::new(all);
        let mut last = None;
        let distinct = self.found.all.iter().filter(|c| last.replace(c.token) != Some(c.token));
        self.names = distinct.map(|c| index.postings.get(c.token).len()).sum();
    }

    /// What a candidate costs: by its sound, or as another form of the same given name.
    fn found(&self, index: &Index, token: u32) -> Option<Pair> {
        let candidates = self.found.get(token);
        let stems = candidates.iter().fold(0, |stems, c| stems | c.stems);
        let mut heard = None;
        if candidates.is_empty() {
            return None;
        }
        if index.infos[token as usize].folded == self.word.folded {
            let same = index.tokens.get(token) == self.form.lower;
            heard = Some(to_the_letter(index, token, same));
        }
        for (_, stem) in self.stems.iter().enumerate().filter(|(i, _)| stems >> i & 1 == 1) {
            heard = self.word.hear(index, stem, token, heard);
        }
        let alike = heard.is_some();
        candidates.iter().filter_map(|c| c.equal).fold(heard, |best, (stem, short)| {
            let stem = &self.stems[usize::from(stem)];
            let pair = self.word.equal(index, stem, (token, short), alike);
            if best.is_none_or(|best| pair.rate() < best.rate()) { Some(pair) } else { best }
        })
    }

    /// Of all names, how many hold a token that is as near as `pair` by accident.
    pub(crate) fn crowd(&self, index: &Index, token: u32, pair: Pair) -> f32 {
        if pair.how == How::Typo {
            let own = index.postings.get(token).len() as f32;
            return own + slips_by_accident(pair);
        }
        let rate = pair.rate() + 0.001;
        let crowd = self.crowd.get_or_init(|| self.rates(index));
        let at = crowd.partition_point(|(r, _)| *r <= rate);
        let own = index.postings.get(token).len() as f32;
        crowd[..at].last().map_or(own, |(_, names)| (*names as f32).max(own))
    }

    /// How many names hold a token within each distance.
    fn rates(&self, index: &Index) -> Vec<(f32, u32)> {
        let mut rates: Vec<(u32, f32)> = Vec::with_capacity(self.found.all.len());
        for candidate in &self.found.all {
            let (token, mut rate) = (candidate.token, candidate.rate);
            if let Some((stem, short)) = candidate.equal {
                let stem = &self.stems[usize::from(stem)];
                let alike = rate.is_finite();
                rate = rate.min(self.word.equal(index, stem, (token, short), alike).rate());
            }
            match rates.last_mut() {
                Some(last) if last.0 == token => last.1 = last.1.min(rate),
                _ => rates.push((token, rate)),
            }
        }
        rates.retain(|(_, rate)| rate.is_finite());
        rates.sort_by(|a, b| a.1.total_cmp(&b.1));
        let mut sum = 0;
        let sums = rates.into_iter().map(|(token, rate)| {
            sum += index.postings.get(token).len() as u32;
            (rate, sum)
        });
        sums.collect()
    }

    /// How many names hold a candidate.
    pub(crate) fn names(&self) -> usize {
        self.names
    }

    /// The tokens that may stand for the word, some more than once.
    pub(crate) fn candidates(&self) -> impl Iterator<Item = u32> {
        self.found.all.iter().map(|candidate| candidate.token)
    }

    /// The tokens that stand for the word at no more than `most` a letter.
    pub(crate) fn within(&self, index: &Index, most: f32) -> impl Iterator<Item = (u32, Pair)> {
        let mut last = None;
        let distinct = self.candidates().filter(move |token| last.replace(*token) != Some(*token));
        let pairs = distinct.filter_map(|token| Some((token, self.found(index, token)?)));
        pairs.filter(move |(_, pair)| pair.rate() <= most)
    }

    /// Whether a token may stand for the word: what says no is right.
    pub(crate) fn may_be(&self, index: &Index, token: u32) -> bool {
        let info = &index.infos[token as usize];
        !self.found.get(token).is_empty()
            || self.may_be_misspelt()
                && look_alike(self.look, look(info.first, info.length.into(), info.letters))
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
                || !self.found.get(beside.token).is_empty();
        }
        let others = index.others(beside.token, beside.mark);
        slips && !others.is_empty() || others.iter().any(|t| !self.found.get(*t).is_empty())
    }

    /// What `token` costs in place of this one; typos are thought of where nothing else fits.
    pub(crate) fn pair(&self, index: &Index, token: u32) -> Option<Pair> {
        let heard = self.found(index, token);
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
        let pair = match self.found(index, token) {
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

//! Tokens of the gazetteer that a token of a text may stand for, with what each costs.

mod crowd;

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;

use super::{
    distance::slips,
    form::Form,
    given,
    hear::{MOST, SAME_SOUND, Word},
    index::Index,
    inflect::{Reach, bases},
    mates::{Mates, StandIn},
    portion::Portion,
    slip::{Limits, Look},
    sound::{Outlines, WHOLE},
    stem::{Gauges, Stem, limit},
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
/// Tokens of which a word remembers what they cost in its place.
const MOST_PARTS: usize = 128;
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
    may_slip: bool,
    stems: Vec<Stem>,
    mates: Mates,
    outlines: Outlines,
    /// Sounds of the longest reading, or letters.
    longest: usize,
    /// Tokens of which it may be a misspelling, in order.
    slips: Arc<OnceLock<Vec<u32>>>,
    /// What tokens cost in its place, as far as there is room: documents name the same people.
    parts: Mutex<FxHashMap<u32, Option<Pair>>>,
    /// How many names hold a token that costs at most so much a letter (its
    /// bits): costs are few.
    crowds: Mutex<Vec<(u32, usize)>>,
}

impl Probe {
    /// Prepares a token as it stands and looks its candidates up.
    pub(crate) fn new(index: &Index, form: &Form) -> Self {
        let plain = Stem::whole(form);
        let known = !index.folded.get(plain.hash).is_empty();
        let word = Word {
            script: form.script,
            known,
            folded: plain.hash,
            length: form.length(),
            given: plain.given,
        };
        let stems = vec![plain];
        Self {
            form: form.clone(),
            known,
            word,
            letters: super::build::letters(&form.folded),
            first: form.folded.chars().next(),
            may_slip: index.tiers.misspelt,
            mates: Mates::new(index, word.folded, &stems),
            outlines: Outlines::new(stems[0].sounds()),
            longest: stems[0].sounds().map(<[u8]>::len).max().unwrap_or(0),
            stems,
            slips: Arc::default(),
            parts: Mutex::default(),
            crowds: Mutex::default(),
        }
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
        let mates = Mates::new(index, self.word.folded, &stems);
        let sounds = || stems.iter().flat_map(Stem::sounds);
        let (outlines, longest) = (Outlines::new(sounds()), sounds().map(<[u8]>::len).max());
        let (form, slips) = (self.form.clone(), Arc::clone(&self.slips));
        let (parts, crowds) = (Mutex::default(), Mutex::default());
        let longest = longest.unwrap_or(0);
        Some(Self { form, stems, mates, outlines, longest, slips, parts, crowds, ..*self })
    }

    /// What a mate costs: by its sound, or as another form of the same given name.
    fn found(&self, index: &Index, token: u32) -> Option<Pair> {
        if !self.mates.may_hold(token) {
            return None;
        }
        let info = &index.infos[token as usize];
        let mut heard = None;
        if info.folded == self.word.folded {
            let same = index.tokens.get(token) == self.form.lower;
            heard = Some(to_the_letter(index, token, same));
        } else {
            for stem in self.stems.iter().filter(|stem| self.word.may_hear(index, stem, token)) {
                heard = self.word.hear(index, stem, token, heard);
            }
        }
        let alike = heard.is_some();
        self.equals(index, token).fold(heard, |best, (stem, short)| {
            let pair = self.word.equal(index, stem, (token, short), alike);
            if best.is_none_or(|best| pair.rate() < best.rate()) { Some(pair) } else { best }
        })
    }

    /// The stems of which a token is another form of the same given name, each with whether one
    /// side is short.
    fn equals(&self, index: &Index, token: u32) -> impl Iterator<Item = (&Stem, bool)> {
        let theirs = if index.tiers.given { index.infos[token as usize].given } else { &[] };
        self.stems.iter().flat_map(move |stem| {
            let shared = stem.given.iter().filter(|group| theirs.contains(group));
            shared.map(move |group| {
                let listed = || fold::fold(index.tokens.get(token));
                (
                    stem,
                    given::is_short(&stem.folded, *group)
                        || given::is_only_short(&listed(), *group),
                )
            })
        })
    }

    /// At most how many names hold a mate.
    pub(crate) fn names(&self) -> usize {
        self.mates.names()
    }

    /// The tokens that may stand for the word, but for slips; a few of them more than once.
    pub(crate) fn mates(&self, index: &Index) -> Vec<u32> {
        self.mates.tokens(index)
    }

    /// The tokens that stand for the word at no more than `most` a letter, in order.
    pub(crate) fn within(&self, index: &Index, most: f32) -> impl Iterator<Item = (u32, Pair)> {
        let mut near = self.mates.few().to_vec();
        let mut gauges = Gauges::default();
        for stem in &self.stems {
            self.word.propose(index, &mut gauges, stem, most, |token, _| near.push(token));
        }
        near.sort_unstable();
        near.dedup();
        let pairs = near.into_iter().filter_map(|token| Some((token, self.found(index, token)?)));
        pairs.filter(move |(_, pair)| pair.rate() <= most)
    }

    /// Whether a token may stand for the word, but for slips: what says no is right.
    pub(crate) fn may_be_mate(&self, token: u32) -> bool {
        self.mates.may_hold(token)
    }

    /// The tokens that may stand for the word.
    pub(crate) fn stand_in(&self, index: &Index) -> StandIn<'_> {
        StandIn { mates: &self.mates, slips: self.slips(index) }
    }

    /// Whether endings were taken off.
    pub(crate) fn is_inflected(&self) -> bool {
        self.stems.len() > 1
    }

    /// Whether slips are thought of: not where the gazetteer knows the word.
    fn may_be_misspelt(&self) -> bool {
        self.may_slip && !self.known && self.word.length >= 3
    }

    /// The tokens of which the word may be a misspelling, in order.
    pub(crate) fn slips(&self, index: &Index) -> &[u32] {
        let first = self.first.filter(|_| self.may_be_misspelt());
        let Some(first) = first else { return &[] };
        self.slips.get_or_init(|| {
            let mut near = Vec::new();
            let look = Look::new(&self.form.folded);
            index.spellings.near(self.form.script, first, look, |token, length| {
                let limits = Limits::new(look.length.max(length));
                if self.slipped(index, token, limits).is_some() {
                    near.extend(self.typo(index, token).map(|_| token));
                }
            });
            near.sort_unstable();
            near
        })
    }

    /// Whether the word may be a misspelling of a token.
    pub(crate) fn is_slip(&self, index: &Index, token: u32) -> bool {
        self.slips(index).binary_search(&token).is_ok()
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
        let open = || self.parts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(pair) = open().get(&token) {
            return *pair;
        }
        let pair = self.as_part(index, token);
        let mut parts = open();
        if parts.len() >= MOST_PARTS {
            parts.clear();
        }
        parts.insert(token, pair);
        pair
    }

    fn as_part(&self, index: &Index, token: u32) -> Option<Pair> {
        let pair = match self.found(index, token) {
            Some(pair) if self.known && pair.how == How::Inflected => None,
            Some(pair) => Some(pair),
            None if self.known => None,
            None => self.compare(index, token).filter(|p| p.rate() <= MOST_PART),
        };
        pair.or_else(|| self.typo(index, token)).filter(|p| p.rate() <= MOST_PART)
    }

    /// Whether [`Probe::part`] may say something of a portion: what says no is right.
    pub(crate) fn may_be_portion(&self, index: &Index, portion: &Portion) -> bool {
        if portion.given {
            return portion.folded == self.word.folded;
        }
        self.may_be_mate(portion.token)
            || !self.known && {
                let merged = self.stems[0].merges(portion.script);
                let length = self.longest.max(portion.longest.into());
                self.outlines.at_least(&portion.outlines, merged) <= limit(MOST_PART, length)
                    || self.typo(index, portion.token).is_some()
            }
    }

    fn typo(&self, index: &Index, token: u32) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let (mine, other) = (self.word.length, info.length as usize);
        let longest = mine.max(other);
        let short = mine.min(other) < 3 || longest < 4;
        if info.script != self.form.script || !self.may_slip || self.known || short {
            return None;
        }
        let limits = Limits::new(longest);
        let apart = (self.letters ^ info.letters).count_ones();
        if self.first != Some(info.first)
            || !limits.allow(mine.abs_diff(other), apart)
            || given::differ(self.stems[0].given, info.given)
        {
            return None;
        }
        let cost = self.slipped(index, token, limits)?;
        let pair = Pair {
            how: How::Typo,
            cost: cost * 3 / 4,
            length: longest as u8,
            reach: Reach::default(),
        };
        (pair.rate() <= MOST).then_some(pair)
    }

    /// What the slips cost that make the word of a token, if that is within the limits.
    fn slipped(&self, index: &Index, token: u32, limits: Limits) -> Option<u16> {
        let text = index.tokens.get(token);
        if text.is_ascii() {
            return slips(&self.form.folded, text, limits.cost);
        }
        slips(&self.form.folded, &fold::fold(text), limits.cost)
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

//! A word of a text as it stands, or with a case ending taken off, in all its readings.

mod ask;

use std::ops::Range;

use self::ask::Asker;
pub(crate) use self::ask::Gauges;
use super::{
    candidate::{How, Pair},
    form::Form,
    given,
    index::{Index, TokenInfo, Way},
    inflect::Reach,
    reading::readings,
    sound::{Fence, LONGEST, Set, Sets, Spelt, heard, sounds, tell_apart},
    table::hash,
    tradition::traditions,
};
use crate::text::Script;

/// What it costs that only consonants were compared.
const BARE: u16 = 12;
/// What taking an ending off costs.
const ENDING: u16 = 12;

/// What may differ within Latin letters beside a case ending: a language that puts its endings on
/// a name keeps to one spelling of it.
const MOST_ENDED: u16 = 45;
/// What is left of a Latin word without its ending may be spelt otherwise only if it is as long.
const SHORT_STEM: usize = 5;

/// A word without an ending, or with one taken off.
pub(crate) struct Stem {
    pub(crate) folded: String,
    /// Of the folded form.
    pub(crate) hash: u64,
    script: Script,
    pub(crate) given: &'static [u16],
    readings: Vec<Mine>,
    /// The sounds of the readings, and how many the longest has.
    sets: Sets,
    longest: usize,
    pub(crate) ending: Option<Reach>,
    /// What taking the ending off costs.
    pub(crate) extra: u16,
}

/// A reading of a stem.
struct Mine {
    sounds: Spelt,
    set: Set,
    way: Way,
    narrow: u64,
    broad: u64,
}

/// What two scripts have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// All sounds.
    Full,
    /// Vowels are mostly not written, on my side or the other.
    Bare(bool, bool),
    /// Some sounds are one.
    Broad,
}

impl View {
    /// What two readings cost, and the sounds that were compared.
    fn measure(self, mine: &[u8], theirs: &[u8], limit: u16) -> (u16, usize) {
        let sounds = sounds();
        let longer = mine.len().max(theirs.len());
        match self {
            Self::Full => (sounds.distance(mine, theirs, limit), longer),
            Self::Bare(a, b) => (sounds.distance_unwritten((mine, a), (theirs, b), limit), longer),
            Self::Broad => {
                let (a, b) = (sounds.merge(mine), sounds.merge(theirs));
                let (silent, other) = (sounds.merge(&heard(mine)), sounds.merge(&heard(theirs)));
                let mut cost = sounds.distance(&a, &b, limit);
                if (silent.len(), other.len()) != (a.len(), b.len()) {
                    cost = cost.min(sounds.distance(&silent, &other, limit));
                }
                (cost, a.len().max(b.len()))
            }
        }
    }

    /// What tells of readings at a glance that they are too far.
    fn fence(self) -> Fence {
        match self {
            Self::Full => Fence::new((false, false)),
            Self::Bare(a, b) => Fence::new((a, b)),
            Self::Broad => Fence::merged(),
        }
    }

    /// Letters or sounds that are compared.
    fn length(self, sounds: usize, letters: u8) -> usize {
        match self {
            Self::Full => sounds.max(letters.into()),
            Self::Bare(..) => sounds,
            Self::Broad => sounds.max(letters.min(8).into()),
        }
    }

    /// What it costs that less is compared.
    fn blind(self) -> u16 {
        if matches!(self, Self::Bare(..)) { BARE } else { 0 }
    }
}

#[expect(clippy::cast_sign_loss, reason = "a cost is not negative")]
/// What a cost a letter makes for so many letters, and a little more.
pub(crate) fn limit(rate: f32, length: usize) -> u16 {
    (rate * 100.0 * length.max(3) as f32) as u16 + 1
}

impl Stem {
    /// The word as it stands.
    pub(crate) fn whole(form: &Form) -> Self {
        Self::new(form, None, 0)
    }

    /// The word (`form`) with an ending taken off, if that may be thought of. It costs little where
    /// every word of a name takes one, or where it is long; a word that the gazetteer knows is no
    /// other's form by the few letters at its end.
    pub(crate) fn base(form: &Form, base: Form, ending: Reach, known: bool) -> Option<Self> {
        let extra = if ending.every || form.script != Script::Latin {
            ENDING
        } else if known {
            return None;
        } else {
            match form.folded.len().saturating_sub(base.folded.len()) {
                0 | 1 => 45,
                2 => 25,
                _ => ENDING,
            }
        };
        Some(Self::new(&base, Some(ending), extra))
    }

    fn new(form: &Form, ending: Option<Reach>, extra: u16) -> Self {
        let mine = readings(form).into_iter().map(|reading| {
            let sides = sounds().sides(&reading.sounds);
            let way = Way { spoken: reading.spoken, sides };
            let narrow = sounds().narrow_key(&reading.sounds);
            let broad = sounds().broad_key(&reading.sounds);
            Mine { sounds: reading.sounds, set: Set::new(&reading.sounds), way, narrow, broad }
        });
        let readings: Vec<Mine> = mine.collect();
        Self {
            sets: Sets::new(readings.iter().map(|mine| mine.set)),
            longest: readings.iter().map(|mine| mine.sounds.len()).max().unwrap_or(0),
            readings,
            given: given::groups(&form.folded),
            folded: form.folded.clone(),
            hash: hash(&form.folded),
            script: form.script,
            ending,
            extra,
        }
    }

    /// How a token came to stand for another by this stem.
    pub(crate) fn how(&self, plain: How) -> How {
        if self.ending.is_some() { How::Inflected } else { plain }
    }

    fn view(&self, script: Script) -> View {
        let traditions = traditions();
        match (traditions.is_abjad(self.script), traditions.is_abjad(script)) {
            (false, false) if traditions.is_broad(self.script) || traditions.is_broad(script) => {
                View::Broad
            }
            (false, false) => View::Full,
            (mine, other) => View::Bare(mine, other),
        }
    }

    /// Whether sounds that some scripts do not tell apart are one beside a token of a script.
    pub(crate) fn merges(&self, script: Script) -> bool {
        self.view(script) == View::Broad
    }

    /// Whether two readings say nothing of each other: how a name is spoken tells only how another
    /// script writes it; women and men of one family are two people.
    fn unheard(&self, mine: Way, script: Script, theirs: Way) -> bool {
        script == self.script && (theirs.spoken || mine.spoken)
            || self.ending.is_none() && tell_apart(mine.sides, theirs.sides)
    }

    /// Gives the tokens that are read with the same consonants, as far as one of these readings
    /// lets them cost at most what `most` says for their script; each with the cost and the sounds
    /// that were compared, where the two readings may be compared. How a name is spoken may propose
    /// what another reading bears out.
    pub(crate) fn propose(
        &self,
        index: &Index,
        gauges: &mut Gauges,
        most: impl Fn(Script) -> f32,
        mut give: impl FnMut(u32, Option<(u16, usize)>),
    ) {
        let mut give = |at: usize, cost| {
            index.read_so.get(at as u32).iter().for_each(|token| give(*token, cost));
        };
        for mine in &self.readings {
            let mut asker = Asker::new(index, self, mine, gauges);
            asker.ask(index.narrow.get(mine.narrow), &most, &mut give);
            if self.is_broad() {
                for run in runs(index.broad.get(mine.broad)) {
                    asker.ask(run, &most, &mut give);
                }
            }
        }
    }

    /// Whether its script tells fewer consonants apart than the narrow keys do.
    fn is_broad(&self) -> bool {
        !matches!(self.script, Script::Latin | Script::Cyrillic)
    }

    /// Its readings.
    pub(crate) fn sounds(&self) -> impl Iterator<Item = &[u8]> {
        self.readings.iter().map(|mine| &*mine.sounds)
    }

    /// The keys under which its readings meet others.
    pub(crate) fn narrow_keys(&self) -> impl Iterator<Item = u64> {
        self.readings.iter().map(|mine| mine.narrow)
    }

    /// The same of the broad keys, if it is asked for by these.
    pub(crate) fn broad_keys(&self) -> impl Iterator<Item = u64> {
        self.readings.iter().filter(|_| self.is_broad()).map(|mine| mine.broad)
    }

    /// Whether one of its readings has the consonants of one of a token's.
    pub(crate) fn meets(&self, index: &Index, token: u32) -> bool {
        let mut readings = index.readings(token).map(|(theirs, _)| theirs);
        readings.any(|theirs| {
            let narrow = sounds().narrow_key(theirs);
            self.readings.iter().any(|mine| mine.narrow == narrow)
                || self.is_broad() && {
                    let broad = sounds().broad_key(theirs);
                    let silent = sounds().silent_key(theirs);
                    self.readings.iter().any(|m| m.broad == broad || Some(m.broad) == silent)
                }
        })
    }

    /// Letters or sounds that are compared with a token of a script.
    pub(crate) fn compared(&self, script: Script, sounds: usize, letters: u8) -> usize {
        self.view(script).length(sounds, letters)
    }

    /// Whether an ending was taken off a Latin word to compare it with Latin ones.
    fn ended(&self, script: Script) -> bool {
        self.ending.is_some() && script == Script::Latin && self.script == Script::Latin
    }

    /// Whether what is left of a Latin word without its ending is too short to be spelt otherwise.
    pub(crate) fn short_of(&self, info: &TokenInfo) -> bool {
        self.ended(info.script) && self.folded.len() < SHORT_STEM && self.hash != info.folded
    }

    /// What may differ beside the ending that was taken off.
    fn most_ended(&self, script: Script, extra: u16) -> u16 {
        if self.ended(script) { extra + MOST_ENDED } else { u16::MAX }
    }

    /// The least cost over all readings of the stem and of a token, if it is less than `than` and
    /// about `most` a letter.
    pub(crate) fn against(
        &self,
        index: &Index,
        token: u32,
        than: Option<u16>,
        most: f32,
    ) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let view = self.view(info.script);
        let extra = self.extra + view.blind();
        let most_ended = self.most_ended(info.script, extra).min(match than {
            Some(than) => than.checked_sub(1)?,
            None => u16::MAX,
        });
        let most = |sounds: usize| limit(most, view.length(sounds, info.length)).min(most_ended);
        let (mut sets, mut longest) = ([Set::new(&[]); 16], 0);
        for (set, (theirs, _)) in sets.iter_mut().zip(index.readings(token)) {
            (*set, longest) = (Set::new(theirs), longest.max(theirs.len()));
        }
        let count = usize::from(info.count);
        let theirs = match sets.get(..count) {
            Some(sets) => Sets::new(sets.iter().copied()),
            None => Sets::UNKNOWN,
        };
        let longest = if count > sets.len() { LONGEST } else { longest };
        let left = most(longest.max(self.longest)).checked_sub(extra)?;
        let fence = view.fence();
        if self.short_of(info) || fence.parts(self.sets, theirs, left) {
            return None;
        }
        // of equal costs the one that comes first among mine, then among theirs
        let mut best: Option<(u16, usize, usize, usize)> = None;
        // readings that are alike come first: there is little left to measure then
        for alike in [true, false] {
            for (j, (theirs, way)) in index.readings(token).enumerate() {
                let set = sets.get(j).copied().unwrap_or_else(|| Set::new(theirs));
                for (i, mine) in self.readings.iter().enumerate() {
                    let same = mine.set == set && *mine.sounds == *theirs;
                    if same != alike || self.unheard(mine.way, info.script, way) {
                        continue;
                    }
                    let most = most(mine.sounds.len().max(theirs.len()));
                    let most = most.min(best.map_or(u16::MAX, |b| b.0));
                    let Some(left) = most.checked_sub(extra) else { continue };
                    let (one, other) = (Sets::one(mine.set), Sets::one(set));
                    if !alike && fence.parts(one, other, left) {
                        continue;
                    }
                    let (distance, sounds) = view.measure(&mine.sounds, theirs, left);
                    let cost = distance.saturating_add(extra);
                    let length = view.length(sounds, info.length);
                    if cost <= most && best.is_none_or(|b| (cost, i, j) < (b.0, b.1, b.2)) {
                        best = Some((cost, i, j, length));
                    }
                }
            }
        }
        best.map(|(cost, _, _, length)| Pair {
            how: self.how(How::Sound),
            cost,
            length: length.min(255) as u8,
            reach: self.ending.unwrap_or_default(),
        })
    }
}

/// Numbers in order as runs of neighbours.
pub(crate) fn runs(numbers: &[u32]) -> impl Iterator<Item = Range<usize>> {
    let runs = numbers.chunk_by(|at, next| at + 1 == *next);
    runs.map(|run| run[0] as usize..run[0] as usize + run.len())
}

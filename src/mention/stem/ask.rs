//! One reading against all that have its consonants.

use std::ops::Range;

use super::{Mine, Stem, View, limit};
use crate::{
    mention::{
        index::{Heard, Index},
        sound::{Ring, Ruler, heard, sounds},
    },
    text::Script,
};

/// Most tokens have no more letters, and no more sounds.
const USUAL: usize = 10;

/// Measures a reading with those of the index.
pub(super) struct Asker<'a> {
    stem: &'a Stem,
    mine: &'a Mine,
    index: &'a Index,
    kinds: [Option<Kind>; 16],
    gauges: &'a mut Gauges,
}

/// How a script is compared.
struct Kind {
    view: View,
    gauge: usize,
    ring: Ring,
    most: f32,
    /// What is to pay already.
    extra: u16,
    most_ended: u16,
    /// What that leaves, by how many sounds are compared.
    lefts: [Option<u16>; 16],
}

/// Room for what is measured with, one reading after another.
#[derive(Default)]
pub(crate) struct Gauges([Gauge; 3]);

/// A ruler, and one without an r that is not heard, where sounds are merged.
#[derive(Default)]
struct Gauge {
    begun: bool,
    ruler: Ruler,
    silent: Ruler,
    merged: bool,
}

/// What a reading costs and the sounds that were compared, if it may be compared.
type Told = Option<(u16, usize)>;

impl<'a> Asker<'a> {
    pub(super) fn new(
        index: &'a Index,
        stem: &'a Stem,
        mine: &'a Mine,
        gauges: &'a mut Gauges,
    ) -> Self {
        gauges.0.iter_mut().for_each(|gauge| gauge.begun = false);
        Self { stem, mine, index, kinds: [const { None }; 16], gauges }
    }

    /// Gives the readings among some of the index that are near enough.
    pub(super) fn ask(
        &mut self,
        range: Range<usize>,
        most: &impl Fn(Script) -> f32,
        mut give: impl FnMut(usize, Told),
    ) {
        for (at, heard) in range.clone().zip(&self.index.heard[range]) {
            let kind = self.kinds[heard.script as usize].get_or_insert_with(|| {
                Kind::new(self.stem, self.mine, heard.script, most(heard.script))
            });
            let sounds = self.mine.sounds.len().max(heard.length.into());
            let length = kind.view.length(sounds, heard.longest);
            let left = kind.lefts.get(length).copied().unwrap_or_else(|| kind.left(length));
            let Some(left) = left else { continue };
            if kind.ring.keeps_out(heard.set, left) {
                continue;
            }
            let gauge = &mut self.gauges.0[kind.gauge];
            if !gauge.begun {
                gauge.begin(self.mine, kind.view);
            }
            let (distance, sounds) = gauge.measure(self.index, heard, left, sounds);
            if distance <= left {
                let told = !self.stem.unheard(self.mine.way, heard.script, heard.way);
                give(at, told.then_some((distance + kind.extra, sounds)));
            }
        }
    }
}

impl Kind {
    fn new(stem: &Stem, mine: &Mine, script: Script, most: f32) -> Self {
        let view = stem.view(script);
        let extra = stem.extra + view.blind();
        // the other side alone tells the kinds of bareness apart for one stem
        let gauge = match view {
            View::Full | View::Bare(_, false) => 0,
            View::Bare(_, true) => 1,
            View::Broad => 2,
        };
        let most_ended = stem.most_ended(script, extra);
        let usual = limit(most, USUAL).min(most_ended).saturating_sub(extra);
        let ring = Ring::new(view.fence(), mine.set, usual);
        let mut kind = Self { view, gauge, ring, most, extra, most_ended, lefts: [None; 16] };
        kind.lefts = std::array::from_fn(|length| kind.left(length));
        kind
    }

    /// What may differ where so many sounds are compared.
    fn left(&self, length: usize) -> Option<u16> {
        limit(self.most, length).min(self.most_ended).checked_sub(self.extra)
    }
}

impl Gauge {
    fn begin(&mut self, mine: &Mine, view: View) {
        (self.begun, self.merged) = (true, view == View::Broad);
        match view {
            View::Full => self.ruler.begin(mine.sounds, (false, false)),
            View::Bare(a, b) => self.ruler.begin(mine.sounds, (a, b)),
            View::Broad => {
                self.ruler.begin(sounds().merge(&mine.sounds), (false, false));
                self.silent.begin(sounds().merge(&heard(&mine.sounds)), (false, false));
            }
        }
    }

    /// The distance and how many sounds were compared.
    fn measure(&mut self, index: &Index, heard: &Heard, limit: u16, longer: usize) -> (u16, usize) {
        let theirs = index.sounds(heard);
        if !self.merged {
            return (self.ruler.distance(theirs, limit), longer);
        }
        let silent = &mut self.silent;
        let merged = sounds().merge(theirs);
        let mut cost = self.ruler.distance(&merged, limit);
        let other =
            if theirs.contains(&b'r') { sounds().merge(&super::heard(theirs)) } else { merged };
        if (silent.length(), other.len()) != (self.ruler.length(), merged.len()) {
            cost = cost.min(silent.distance(&other, limit));
        }
        (cost, self.ruler.length().max(merged.len()))
    }
}

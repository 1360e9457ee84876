//! One reading against all that have its consonants.

use super::{Mine, Stem, View, limit};
use crate::{
    mention::{
        index::{Heard, Index},
        sound::{Ruler, heard, sounds},
    },
    text::Script,
};

/// Measures a reading with those of the index.
pub(super) struct Asker<'a> {
    stem: &'a Stem,
    mine: &'a Mine,
    index: &'a Index,
    kinds: [Option<Kind>; 16],
    gauges: &'a mut Gauges,
}

/// How a script is compared.
#[derive(Clone, Copy)]
struct Kind {
    view: View,
    gauge: usize,
    most: f32,
    /// What is to pay already.
    extra: u16,
    most_ended: u16,
}

/// Room for what is measured with, one reading after another.
#[derive(Default)]
pub(crate) struct Gauges([Gauge; 3]);

/// A ruler, and with how many sounds all begin that were passed since it measured last.
#[derive(Default)]
struct Gauge {
    begun: bool,
    ruler: Ruler,
    shared: usize,
    /// Without an r that is not heard, where sounds are merged.
    silent: Ruler,
    merged: bool,
}

impl<'a> Asker<'a> {
    pub(super) fn new(
        index: &'a Index,
        stem: &'a Stem,
        mine: &'a Mine,
        gauges: &'a mut Gauges,
    ) -> Self {
        gauges.0.iter_mut().for_each(|gauge| gauge.begun = false);
        Self { stem, mine, index, kinds: [None; 16], gauges }
    }

    /// Whether the reading at `at` is near enough: what it costs, if the two may be compared, and
    /// the sounds that were. `next`: the one before it in the index was passed right before it.
    #[expect(clippy::option_option, reason = "near or not; told or not")]
    pub(super) fn ask(
        &mut self,
        at: usize,
        next: bool,
        most: &impl Fn(Script) -> f32,
    ) -> Option<Option<(u16, usize)>> {
        let heard = self.index.heard[at];
        let shared = if next { heard.shared.into() } else { 0 };
        for gauge in &mut self.gauges.0 {
            gauge.shared = gauge.shared.min(shared);
        }
        let kind = *self.kinds[heard.script as usize]
            .get_or_insert_with(|| Kind::new(self.stem, heard.script, most(heard.script)));
        let sounds = self.mine.sounds.len().max(heard.length.into());
        let limit = limit(kind.most, kind.view.length(sounds, heard.longest)).min(kind.most_ended);
        let left = limit.checked_sub(kind.extra)?;
        if kind.view.at_least(self.mine.set, heard.set) > left {
            return None;
        }
        let gauge = &mut self.gauges.0[kind.gauge];
        if !gauge.begun {
            gauge.begin(self.mine, kind.view);
        }
        let (distance, sounds) = gauge.measure(self.index, heard, left, sounds)?;
        let told = !self.stem.unheard(self.mine.way, heard.script, heard.way);
        (distance <= left).then(|| told.then_some((distance + kind.extra, sounds)))
    }
}

impl Kind {
    fn new(stem: &Stem, script: Script, most: f32) -> Self {
        let view = stem.view(script);
        let extra = stem.extra + view.blind();
        // the other side alone tells the kinds of bareness apart for one stem
        let gauge = match view {
            View::Full | View::Bare(_, false) => 0,
            View::Bare(_, true) => 1,
            View::Broad => 2,
        };
        Self { view, gauge, most, extra, most_ended: stem.most_ended(script, extra) }
    }
}

impl Gauge {
    fn begin(&mut self, mine: &Mine, view: View) {
        (self.begun, self.shared, self.merged) = (true, 0, view == View::Broad);
        match view {
            View::Full => self.ruler.begin(mine.sounds, (false, false)),
            View::Bare(a, b) => self.ruler.begin(mine.sounds, (a, b)),
            View::Broad => {
                self.ruler.begin(sounds().merge(&mine.sounds), (false, false));
                self.silent.begin(sounds().merge(&heard(&mine.sounds)), (false, false));
            }
        }
    }

    /// The distance and how many sounds were compared; none where what it begins with tells that
    /// it is too far.
    fn measure(
        &mut self,
        index: &Index,
        heard: Heard,
        limit: u16,
        longer: usize,
    ) -> Option<(u16, usize)> {
        let theirs = index.sounds(heard);
        if !self.merged {
            if self.ruler.beyond(self.shared.min(theirs.len().saturating_sub(1)), limit) {
                return None;
            }
            self.shared = usize::MAX;
            return Some((self.ruler.distance(theirs, limit), longer));
        }
        let silent = &mut self.silent;
        let merged = sounds().merge(theirs);
        let mut cost = self.ruler.distance(&merged, limit);
        let other =
            if theirs.contains(&b'r') { sounds().merge(&super::heard(theirs)) } else { merged };
        if (silent.length(), other.len()) != (self.ruler.length(), merged.len()) {
            cost = cost.min(silent.distance(&other, limit));
        }
        Some((cost, self.ruler.length().max(merged.len())))
    }
}

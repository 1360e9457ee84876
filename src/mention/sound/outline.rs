//! What readings have at least, to see at a glance that others are far from them.

use super::{Gaps, Sounds, WHOLE, place, sounds};

/// Sounds of one or several readings, a bit each by [`place`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outline {
    /// Those that all readings have, and that cost a whole letter where another reading has
    /// nothing like them.
    has: u64,
    /// Those that are like one of some reading.
    like: u64,
}

/// The outlines of readings as they are, and with the sounds as one that some scripts do not tell
/// apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Outlines {
    full: Outline,
    merged: Outline,
}

impl Outlines {
    /// Of readings.
    pub(crate) fn new<'r>(readings: impl Iterator<Item = &'r [u8]>) -> Self {
        let none = Outline { has: u64::MAX, like: 0 };
        let mut all = Self { full: none, merged: none };
        for reading in readings {
            let sounds = sounds();
            all.full.add(reading.iter().copied(), sounds, &sounds.strong);
            let merged = reading.iter().map(|sound| sounds.merged[usize::from(*sound)]);
            all.merged.add(merged, sounds, &sounds.strong_merged);
        }
        all
    }

    /// What a reading of the one costs at least in place of one of the other.
    pub(crate) fn at_least(&self, other: &Self, merged: bool) -> u16 {
        let pick = |all: &Self| if merged { all.merged } else { all.full };
        let (a, b) = (pick(self), pick(other));
        let lacks = |has: u64, like: u64| (has & !like).count_ones();
        lacks(a.has, b.like).max(lacks(b.has, a.like)) as u16 * WHOLE
    }
}

impl Outline {
    fn add(&mut self, reading: impl Iterator<Item = u8>, sounds: &Sounds, strong: &u64) {
        let mut here = 0;
        for sound in reading {
            here |= 1 << place(sound);
            self.like |= sounds.like[place(sound)];
        }
        self.has &= here & strong;
    }
}

/// The sounds of one reading, a bit each by [`place`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Set(pub(crate) u64);

impl Set {
    /// Of a reading.
    pub(crate) fn new(reading: &[u8]) -> Self {
        Self(reading.iter().fold(0, |bits, sound| bits | 1 << place(*sound)))
    }

    /// With the sounds as one that some scripts do not tell apart.
    pub(crate) fn merged(self) -> Self {
        let sounds = sounds();
        let merged = |bits, sound: usize| bits | 1 << sounds.merging[sound];
        Self(places(self.0 & sounds.merges).fold(self.0 & !sounds.merges, merged))
    }
}

/// What a sound costs at least where another reading does not have it: in place of one that costs
/// little, nothing.
pub(super) struct Alone {
    /// The sounds in whose place it costs little.
    cheap: [u64; 64],
    /// What it costs where the other has none of these.
    cost: [u16; 64],
}

/// Below it a sound costs little in place of another.
const CHEAP: u16 = 15;

impl Alone {
    /// By what a sound costs in place of others, and where nothing stands in its place.
    pub(super) fn new(swap: &[[u16; 64]; 64], gaps: &Gaps) -> Self {
        let others = |a: usize| (0..64).filter(move |b| a != *b);
        let dear = |a: usize| others(a).map(|b| swap[a][b]).filter(|cost| *cost >= CHEAP).min();
        let gap = |a: usize| gaps.inside[a].min(gaps.edge[a]);
        Self {
            cheap: std::array::from_fn(|a| {
                others(a).filter(|b| swap[a][*b] < CHEAP).fold(0, |bits, b| bits | 1 << b)
            }),
            cost: std::array::from_fn(|a| dear(a).unwrap_or(WHOLE).min(gap(a))),
        }
    }

    /// The same where a sound may be silent.
    pub(super) fn silent(mut self, sound: u8) -> Self {
        self.cost[place(sound)] = 0;
        self
    }

    /// What those of `mine` cost at least that `theirs` lack.
    fn cost(&self, mine: u64, theirs: u64) -> u16 {
        let costs = places(mine & !theirs)
            .map(|sound| if theirs & self.cheap[sound] == 0 { self.cost[sound] } else { 0 });
        costs.sum()
    }

    /// The sounds, and those that cost little in their place.
    fn near(&self, set: u64) -> u64 {
        places(set).fold(set, |near, sound| near | self.cheap[sound])
    }
}

/// The sounds of a reading, ready to tell of others that they are too far.
pub(crate) struct Fence {
    set: u64,
    /// And those that are known to cost little in place of one of them.
    near: u64,
    /// What costs theirs that mine lacks, and mine that theirs lacks.
    theirs: &'static Alone,
    mine: &'static Alone,
    merged: bool,
}

impl Fence {
    /// Of a reading, and whether its script and the other one leave vowels out.
    pub(crate) fn new(set: Set, unwritten: (bool, bool)) -> Self {
        let alone = |unwritten| {
            if unwritten { &sounds().alone_unwritten } else { &sounds().alone }
        };
        let (theirs, mine) = (alone(unwritten.0), alone(unwritten.1));
        Self { set: set.0, near: set.0, theirs, mine, merged: false }
    }

    /// The same where sounds are merged, and an r may be silent.
    pub(crate) fn merged(set: Set) -> Self {
        let (set, alone) = (set.merged().0, &sounds().alone_merged);
        Self { set, near: set, theirs: alone, mine: alone, merged: true }
    }

    /// The same for many others.
    pub(crate) fn for_many(self) -> Self {
        Self { near: self.theirs.near(self.set), ..self }
    }

    /// Whether another reading costs more than `limit` by its sounds alone: what says so is right.
    pub(crate) fn keeps_out(&self, other: Set, limit: u16) -> bool {
        let other = if self.merged { other.merged().0 } else { other.0 };
        let strange = other & !self.near;
        strange != 0 && self.theirs.cost(strange, self.set) > limit
            || self.mine.cost(self.set, other) > limit
    }
}

/// The places of the bits.
fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros() as usize;
        (bits != 0).then(|| {
            bits &= bits - 1;
            place
        })
    })
}

/// For each sound, those that may stand in its place for less than a whole letter, a bit each.
pub(super) fn alike(swap: &[[u16; 64]; 64]) -> [u64; 64] {
    std::array::from_fn(|a| {
        (0..64).filter(|b| swap[a][*b] < WHOLE).fold(0, |bits, b| bits | 1 << b)
    })
}

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
    fn merged(self) -> Self {
        let sounds = sounds();
        let merged = |bits, sound: usize| bits | 1 << sounds.merging[sound];
        Self(places(self.0 & sounds.merges).fold(self.0 & !sounds.merges, merged))
    }
}

/// The sounds that all of some readings have, and those that any has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sets {
    all: Set,
    any: Set,
}

impl Sets {
    /// Of readings that are not looked at.
    pub(crate) const UNKNOWN: Self = Self { all: Set(0), any: Set(u64::MAX) };

    /// Of readings.
    pub(crate) fn new(readings: impl Iterator<Item = Set>) -> Self {
        let none = Self { all: Set(u64::MAX), any: Set(0) };
        readings.fold(none, |sets, set| Self {
            all: Set(sets.all.0 & set.0),
            any: Set(sets.any.0 | set.0),
        })
    }

    /// Of one reading.
    pub(crate) fn one(set: Set) -> Self {
        Self { all: set, any: set }
    }

    fn merged(self) -> Self {
        Self { all: self.all.merged(), any: self.any.merged() }
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

/// Tells of readings by their sounds alone that they are too far from others.
#[derive(Clone, Copy)]
pub(crate) struct Fence {
    /// What costs theirs that mine lacks, and mine that theirs lacks.
    theirs: &'static Alone,
    mine: &'static Alone,
    merged: bool,
}

impl Fence {
    /// By whether my script and the other one leave vowels out.
    pub(crate) fn new(unwritten: (bool, bool)) -> Self {
        let alone = |unwritten| {
            if unwritten { &sounds().alone_unwritten } else { &sounds().alone }
        };
        Self { theirs: alone(unwritten.0), mine: alone(unwritten.1), merged: false }
    }

    /// The same where sounds are merged, and an r may be silent.
    pub(crate) fn merged() -> Self {
        let alone = &sounds().alone_merged;
        Self { theirs: alone, mine: alone, merged: true }
    }

    /// Whether each of my readings costs more than `limit` beside each of theirs: what says so is
    /// right.
    pub(crate) fn parts(&self, mine: Sets, theirs: Sets, limit: u16) -> bool {
        let merge = |sets: Sets| if self.merged { sets.merged() } else { sets };
        let (mine, theirs) = (merge(mine), merge(theirs));
        self.theirs.cost(theirs.all.0, mine.any.0) > limit
            || self.mine.cost(mine.all.0, theirs.any.0) > limit
    }
}

/// A fence around one reading, for many others.
pub(crate) struct Ring {
    fence: Fence,
    mine: Set,
    /// Up to this limit some sounds alone tell enough.
    limit: u16,
    /// Those of theirs that cost more.
    strange: u64,
    /// Of each of these theirs must have one, or mine cost more; those that are told are a few.
    needed: [u64; 4],
}

impl Ring {
    /// Around a reading; most limits are at most `limit`.
    pub(crate) fn new(fence: Fence, mine: Set, limit: u16) -> Self {
        let mine = if fence.merged { mine.merged() } else { mine };
        let near = fence.theirs.near(mine.0);
        let dear = |sound: &usize| fence.theirs.cost[*sound] > limit;
        let strange = places(!near).filter(dear).fold(0, |bits, sound| bits | 1 << sound);
        let mut needed = [u64::MAX; 4];
        let dear = places(mine.0).filter(|sound| fence.mine.cost[*sound] > limit);
        for (place, sound) in needed.iter_mut().zip(dear) {
            *place = 1 << sound | fence.mine.cheap[sound];
        }
        Self { fence, mine, limit, strange, needed }
    }

    /// Whether another reading costs more than `limit` by its sounds alone: what says so is right.
    pub(crate) fn keeps_out(&self, other: Set, limit: u16) -> bool {
        let other = if self.fence.merged { other.merged() } else { other };
        if limit <= self.limit
            && (other.0 & self.strange != 0 || self.needed.iter().any(|some| other.0 & some == 0))
        {
            return true;
        }
        self.fence.theirs.cost(other.0, self.mine.0) > limit
            || self.fence.mine.cost(self.mine.0, other.0) > limit
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

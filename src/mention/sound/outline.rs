//! What readings have at least, to see at a glance that others are far from them.

use super::{Sounds, WHOLE, place, sounds};

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

/// For each sound, those that may stand in its place for less than a whole letter, a bit each.
pub(super) fn alike(swap: &[[u16; 64]; 64]) -> [u64; 64] {
    std::array::from_fn(|a| {
        (0..64).filter(|b| swap[a][*b] < WHOLE).fold(0, |bits, b| bits | 1 << b)
    })
}

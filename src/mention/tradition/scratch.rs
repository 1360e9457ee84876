//! Readings in the making.

/// How many readings one spelling may have.
const MOST: usize = 16;

/// Room for the readings of one spelling after another.
#[derive(Default)]
pub(crate) struct Scratch {
    pub(super) spelling: String,
    readings: Vec<Vec<u8>>,
    count: usize,
}

impl Scratch {
    pub(super) fn begin(&mut self) {
        if self.readings.is_empty() {
            self.readings.push(Vec::with_capacity(32));
        }
        self.readings[0].clear();
        self.count = 1;
    }

    /// Every reading goes on with one of the alternatives, the usual ones first, as far as there
    /// is room.
    pub(super) fn add(&mut self, sounds: &[String]) {
        let room = self.count * sounds.len() <= MOST;
        let sounds = if room { sounds } else { &sounds[..sounds.len().min(1)] };
        let Some((first, others)) = sounds.split_first() else { return };
        let before = self.count;
        for other in others {
            for i in 0..before {
                if self.readings.len() == self.count {
                    self.readings.push(Vec::with_capacity(32));
                }
                let (old, new) = self.readings.split_at_mut(self.count);
                new[0].clone_from(&old[i]);
                new[0].extend_from_slice(other.as_bytes());
                self.count += 1;
            }
        }
        self.readings[..before].iter_mut().for_each(|r| r.extend_from_slice(first.as_bytes()));
    }

    /// Every reading goes on with one sound.
    pub(super) fn push(&mut self, sound: u8) {
        self.readings[..self.count].iter_mut().for_each(|r| r.push(sound));
    }

    pub(super) fn readings(&self) -> impl Iterator<Item = &[u8]> {
        self.readings[..self.count].iter().map(Vec::as_slice)
    }
}

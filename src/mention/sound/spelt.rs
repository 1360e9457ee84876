//! A reading's sounds by value.

use std::{fmt, ops::Deref};

use super::{LONGEST, is_vowel};

/// The sounds of a token, at most [`LONGEST`], without a place of their own in memory.
#[derive(Clone, Copy, Default)]
pub(crate) struct Spelt {
    pub(super) bytes: [u8; LONGEST],
    pub(super) length: u8,
}

impl Spelt {
    /// The first of these.
    pub(crate) fn new(sounds: &[u8]) -> Self {
        let mut out = Self::default();
        let length = sounds.len().min(LONGEST);
        out.bytes[..length].copy_from_slice(&sounds[..length]);
        out.length = length as u8;
        out
    }

    /// Adds a sound; what is too many is left out.
    pub(crate) fn push(&mut self, sound: u8) {
        if let Some(place) = self.bytes.get_mut(usize::from(self.length)) {
            *place = sound;
            self.length += 1;
        }
    }
}

impl Deref for Spelt {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..usize::from(self.length)]
    }
}

impl fmt::Debug for Spelt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(self))
    }
}

/// A reading without an r that stands before no vowel.
pub(crate) fn heard(reading: &[u8]) -> Spelt {
    let vowel = |at: usize| reading.get(at).is_some_and(|s| is_vowel(*s) || *s == b'j');
    let mut heard = Spelt::default();
    for (at, &sound) in reading.iter().enumerate() {
        if sound != b'r' || vowel(at + 1) {
            heard.push(sound);
        }
    }
    heard
}

//! Readings: the sounds that a token may stand for, whatever its script.

use super::{
    form::Form,
    sound::Spelt,
    tradition::{Scratch, traditions},
};

/// One way of reading a token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// ASCII; see `data/latin.toml`.
    pub(crate) sounds: Spelt,
    /// As spoken, for comparison with other scripts only.
    pub(crate) spoken: bool,
    /// Under which tradition: its place in the table, `NONE` where none was needed.
    pub(crate) tradition: u8,
}

/// The tradition of a reading that a library's romanisation gave.
pub(crate) const NONE: u8 = u8::MAX;

/// The distinct readings of a token, in the order of the traditions.
pub(crate) fn readings(form: &Form) -> Vec<Reading> {
    let mut all: Vec<Reading> = Vec::with_capacity(4);
    let mut evened = Vec::new();
    let mut push = |raw: &[u8], spoken: bool, tradition: u8| {
        even(raw, &mut evened);
        let known = |r: &Reading| *r.sounds == *evened && r.spoken <= spoken;
        if !evened.is_empty() && !all.iter().any(known) {
            all.push(Reading { sounds: Spelt::new(&evened), spoken, tradition });
        }
    };
    let mut any = false;
    let mut scratch = Scratch::default();
    for (i, tradition) in traditions().of(form.script, &form.lower) {
        any = true;
        for reading in tradition.read(&form.lower, &mut scratch) {
            push(reading, tradition.spoken, i as u8);
        }
    }
    if !any {
        let latin = any_ascii::any_ascii(&form.lower).to_ascii_lowercase();
        push(latin.as_bytes(), false, NONE);
    }
    all
}

/// Evens a reading out: doubled sounds once, glides by position, clusters that are one sound; what
/// is longer than a [`Spelt`] is cut.
pub(crate) fn even(raw: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut sounds = raw.iter().copied().filter(u8::is_ascii_alphabetic).peekable();
    while let Some(byte) = sounds.next() {
        let next = sounds.peek();
        let sound = match byte {
            b'y' if next.is_some_and(|b| b"aeiou".contains(b)) => b'j',
            b'y' => b'i',
            b'i' if next.is_some_and(|b| b"aeouAU".contains(b)) => b'j',
            b'c' | b'q' => b'k',
            b'w' => b'v',
            b'x' => b's',
            other => other,
        };
        match (out.last(), sound) {
            (Some(&last), s) if last == s => {}
            (Some(b'S'), b'Q') => {}
            (Some(b'd'), b'Z') => {
                out.pop();
                out.push(sound);
            }
            (Some(b's' | b't'), b'Q') | (Some(b't'), b'C') => {
                let one = if out.last() == Some(&b's') { b'S' } else { sound };
                out.pop();
                out.push(one);
            }
            _ => out.push(sound),
        }
    }
    out.truncate(super::sound::LONGEST);
}

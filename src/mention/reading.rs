//! Readings: the sounds that a token may stand for, whatever its script.

use super::{form::Form, sound::LONGEST, tradition::traditions};

/// One way of reading a token.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Reading {
    /// ASCII; see `data/latin.toml`.
    pub(crate) sounds: Vec<u8>,
    /// As spoken, for comparison with other scripts only.
    pub(crate) spoken: bool,
    /// Under which tradition: its place in the table, `NONE` where none was needed.
    pub(crate) tradition: u8,
}

/// The tradition of a reading that a library's romanisation gave.
pub(crate) const NONE: u8 = u8::MAX;

/// The distinct readings of a token, in the order of the traditions.
pub(crate) fn readings(form: &Form) -> Vec<Reading> {
    let mut all: Vec<Reading> = Vec::new();
    let mut push = |sounds: String, spoken: bool, tradition: u8| {
        let mut sounds = sounds.into_bytes();
        sounds.truncate(LONGEST);
        if !sounds.is_empty() && !all.iter().any(|r| r.sounds == sounds && r.spoken <= spoken) {
            all.push(Reading { sounds, spoken, tradition });
        }
    };
    let mut any = false;
    for (i, tradition) in traditions().of(form.script, &form.lower) {
        any = true;
        for reading in tradition.read(&form.lower) {
            push(even(&reading), tradition.spoken, i as u8);
        }
    }
    if !any {
        let latin = any_ascii::any_ascii(&form.lower).to_ascii_lowercase();
        push(even(&latin), false, NONE);
    }
    all
}

/// Evens a reading out: doubled sounds once, glides by position, clusters that are one sound.
pub(crate) fn even(raw: &str) -> String {
    let mut out: Vec<u8> = Vec::with_capacity(raw.len());
    let bytes: Vec<u8> = raw.bytes().filter(u8::is_ascii_alphabetic).collect();
    for (i, &byte) in bytes.iter().enumerate() {
        let vowel_follows = bytes.get(i + 1).is_some_and(|b| b"aeiou".contains(b));
        let sound = match byte {
            b'y' if vowel_follows => b'j',
            b'y' => b'i',
            b'i' if bytes.get(i + 1).is_some_and(|b| b"aeouAU".contains(b)) => b'j',
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
    String::from_utf8(out).expect("only ASCII was pushed")
}

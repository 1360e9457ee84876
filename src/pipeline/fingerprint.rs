//! SHA-256 (FIPS 180-4) of several texts at once: four in the four lanes of one register, where the
//! processor has no instructions for one.

use std::{cmp::Reverse, ops::Range};

use sha2::{Digest, Sha256};
use wide::u32x4;

/// The SHA-256 of a text.
pub(super) type Fingerprint = [u8; 32];

/// Bytes of a block.
const BLOCK: usize = 64;
/// Texts at once.
const LANES: usize = 4;

/// The fingerprint of each text.
pub(super) fn fingerprints(texts: &[&str]) -> Vec<Fingerprint> {
    let all: usize = texts.iter().map(|text| text.len()).sum();
    let longest = texts.iter().map(|text| text.len()).max().unwrap_or_default();
    // a long text alone would have empty lanes beside it
    if has_instructions() || longest * 2 > all {
        return texts.iter().map(|text| fingerprint(text)).collect();
    }
    in_lanes(texts)
}

/// The fingerprint of one text.
pub(super) fn fingerprint(text: &str) -> Fingerprint {
    Sha256::digest(text.as_bytes()).into()
}

/// A fingerprint as it is written: in hexadecimal.
pub(super) fn digits(fingerprint: &Fingerprint) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = fingerprint.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

/// Whether the processor hashes one text faster than four at once are here.
fn has_instructions() -> bool {
    #[cfg(target_arch = "x86_64")]
    let has = std::arch::is_x86_feature_detected!("sha");
    #[cfg(not(target_arch = "x86_64"))]
    let has = false;
    has
}

/// A text that is being hashed.
struct Lane<'t> {
    /// Its number.
    text: usize,
    /// Its bytes that are left.
    rest: &'t [u8],
    /// What stands behind its last whole block: the rest, a bit, zeros, the length.
    tail: [u8; 2 * BLOCK],
    /// The part of the tail that is left.
    left: Range<usize>,
}

impl<'t> Lane<'t> {
    fn new(text: usize, bytes: &'t [u8]) -> Self {
        let (blocks, rest) = bytes.as_chunks::<BLOCK>();
        let mut tail = [0; 2 * BLOCK];
        tail[..rest.len()].copy_from_slice(rest);
        tail[rest.len()] = 0x80;
        let end = if rest.len() + 9 <= BLOCK { BLOCK } else { 2 * BLOCK };
        tail[end - 8..end].copy_from_slice(&(bytes.len() as u64 * 8).to_be_bytes());
        Self { text, rest: blocks.as_flattened(), tail, left: 0..end }
    }

    /// Its next block; zeros where it is at its end.
    fn next(&mut self) -> [u8; BLOCK] {
        if let Some((block, rest)) = self.rest.split_first_chunk() {
            self.rest = rest;
            return *block;
        }
        let block = self.tail[self.left.clone()].first_chunk().copied();
        self.left.start += block.map_or(0, |_| BLOCK);
        block.unwrap_or([0; BLOCK])
    }

    fn is_done(&self) -> bool {
        self.rest.is_empty() && self.left.is_empty()
    }
}

/// Long texts first, each in the lane that is free first; zeros where there are no more texts.
fn in_lanes(texts: &[&str]) -> Vec<Fingerprint> {
    let mut out = vec![[0; 32]; texts.len()];
    let mut order: Vec<usize> = (0..texts.len()).collect();
    order.sort_by_key(|&at| Reverse(texts[at].len()));
    let mut next = order.into_iter();
    let mut begin = || next.next().map(|at| Lane::new(at, texts[at].as_bytes()));
    let mut lanes: [Option<Lane<'_>>; LANES] = std::array::from_fn(|_| begin());
    let mut state = FIRST.map(u32x4::splat);
    while lanes.iter().any(Option::is_some) {
        let blocks = lanes.each_mut().map(|lane| lane.as_mut().map_or([0; BLOCK], Lane::next));
        compress(&mut state, &blocks);
        for (at, lane) in lanes.iter_mut().enumerate() {
            let Some(done) = lane.take_if(|lane| lane.is_done()) else { continue };
            let mut words = state.map(u32x4::to_array);
            for (bytes, word) in out[done.text].chunks_exact_mut(4).zip(&words) {
                bytes.copy_from_slice(&word[at].to_be_bytes());
            }
            words.iter_mut().zip(FIRST).for_each(|(word, first)| word[at] = first);
            state = words.map(u32x4::new);
            *lane = begin();
        }
    }
    out
}

/// The state before the first block.
const FIRST: [u32; 8] = [
    0x6a09_e667,
    0xbb67_ae85,
    0x3c6e_f372,
    0xa54f_f53a,
    0x510e_527f,
    0x9b05_688c,
    0x1f83_d9ab,
    0x5be0_cd19,
];

/// The constants of the rounds.
#[rustfmt::skip]
const ROUNDS: [u32; 64] = [
    0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1, 0x923f_82a4, 0xab1c_5ed5,
    0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3, 0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174,
    0xe49b_69c1, 0xefbe_4786, 0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
    0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147, 0x06ca_6351, 0x1429_2967,
    0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13, 0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85,
    0xa2bf_e8a1, 0xa81a_664b, 0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
    0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a, 0x5b9c_ca4f, 0x682e_6ff3,
    0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208, 0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
];

/// The same in every lane.
const IN_LANES: [[u32; LANES]; 64] = {
    let mut all = [[0; LANES]; 64];
    let mut at = 0;
    while at < 64 {
        all[at] = [ROUNDS[at]; LANES];
        at += 1;
    }
    all
};

/// Takes a block of each lane into the state.
fn compress(state: &mut [u32x4; 8], blocks: &[[u8; BLOCK]; LANES]) {
    let mut words = [u32x4::ZERO; 64];
    for (at, word) in words[..16].iter_mut().enumerate() {
        let of = |block: &[u8; BLOCK]| u32::from_be_bytes(block.as_chunks().0[at]);
        *word = u32x4::new(blocks.each_ref().map(of));
    }
    for at in 16..64 {
        let (two, fifteen) = (words[at - 2], words[at - 15]);
        let small = rotated(fifteen, 7) ^ rotated(fifteen, 18) ^ fifteen.unbounded_shr_scalar(3);
        let large = rotated(two, 17) ^ rotated(two, 19) ^ two.unbounded_shr_scalar(10);
        words[at] = words[at - 16] + small + words[at - 7] + large;
    }
    let mut now = *state;
    for (words, constants) in words.as_chunks::<4>().0.iter().zip(IN_LANES.as_chunks::<4>().0) {
        let word = |at: usize| words[at] + u32x4::new(constants[at]);
        // written out: in a loop the letters would be moved about
        now = round(now, word(0));
        now = round(now, word(1));
        now = round(now, word(2));
        now = round(now, word(3));
    }
    state.iter_mut().zip(now).for_each(|(word, now)| *word += now);
}

#[inline]
fn rotated(word: u32x4, right: u32) -> u32x4 {
    word.unbounded_shr_scalar(right) | word.unbounded_shl_scalar(32 - right)
}

/// A round.
#[expect(clippy::inline_always, reason = "the state stays in registers")]
#[inline(always)]
fn round([a, b, c, d, e, f, g, h]: [u32x4; 8], word: u32x4) -> [u32x4; 8] {
    let choice = ((f ^ g) & e) ^ g;
    let majority = (a & b) | ((a | b) & c);
    let one = h + (rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)) + choice + word;
    let two = (rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)) + majority;
    [one + two, a, b, c, d + one, e, f, g]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_have_the_same_fingerprint_in_a_lane() {
        let text: String = ('a'..='z').cycle().take(300).collect();
        for length in 0..250 {
            let lengths = [length, 0, length / 2, 119, (length * 7) % 300, 55, 64];
            let texts = lengths.map(|length| &text[..length]);
            for count in 1..=texts.len() {
                let alone: Vec<_> = texts[..count].iter().map(|text| fingerprint(text)).collect();
                assert_eq!(in_lanes(&texts[..count]), alone);
                assert_eq!(fingerprints(&texts[..count]), alone);
            }
        }
    }

    #[test]
    fn fingerprints_are_written_in_hexadecimal() {
        // the standard's own example
        let digits = digits(&in_lanes(&["abc"])[0]);
        assert_eq!(digits, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}

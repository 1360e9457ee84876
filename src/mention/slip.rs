//! Tokens that are spelt like a word, but for a slip or two.

use super::{
    build::letters,
    index::TokenInfo,
    table::{Groups, mix},
};
use crate::{
    gazetteer::packed::{Packer, Unpacker},
    text::Script,
};

/// How many letters more or less a slip makes.
const MORE: usize = 2;

/// What two spellings may differ in.
#[derive(Clone, Copy)]
pub(crate) struct Limits {
    /// The cost of their slips, in hundredths.
    pub(crate) cost: u16,
    /// How many slips that may be.
    slips: usize,
}

impl Limits {
    /// By the longer one's letters: one slip, or two.
    pub(crate) fn new(longest: usize) -> Self {
        let slips = if longest >= 8 { MORE } else { 1 };
        Self { cost: 100 * slips as u16, slips }
    }

    /// Whether spellings may be as near whose lengths differ by so much and that have so many
    /// letters each alone: a slip makes a letter more or less, or puts one in the place of another.
    pub(crate) fn allow(self, longer: usize, letters: u32) -> bool {
        longer <= self.slips && letters <= self.letters(longer)
    }

    fn letters(self, longer: usize) -> u32 {
        (2 * self.slips).saturating_sub(longer) as u32
    }

    /// How many pairs of letters they may have each alone. Two letters exchanged make six, and no
    /// letter that is not there; one in place of another makes four; one more, three.
    fn pairs(self, longer: usize, letters: u32) -> u32 {
        let others = self.slips - longer.min(self.slips);
        let swapped = letters.saturating_sub(longer as u32).div_ceil(2).min(others as u32);
        3 * longer as u32 + 6 * others as u32 - 2 * swapped
    }
}

/// What a spelling has.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Look {
    /// Letters of the folded form.
    pub(crate) length: usize,
    /// A bit for each letter; several share one.
    pub(crate) letters: u32,
    /// The same for each pair of letters that stand together.
    pub(crate) pairs: u64,
}

impl Look {
    /// Of a folded form.
    pub(crate) fn new(folded: &str) -> Self {
        let (mut pairs, mut last, mut length) = (0, None, 0);
        for c in folded.chars() {
            length += 1;
            if let Some(last) = last.replace(c) {
                let pair = (last as u32).wrapping_mul(37).wrapping_add(c as u32);
                pairs |= 1 << (pair.wrapping_mul(0x9E37_79B1) >> 26);
            }
        }
        Self { length, letters: letters(folded), pairs }
    }
}

/// Tokens by script, first letter and length, each with its letters.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    groups: Groups,
    tokens: Vec<u32>,
    letters: Vec<u32>,
    pairs: Vec<u64>,
}

impl Spellings {
    /// Of all tokens.
    pub(crate) fn new(infos: &[TokenInfo], pairs: impl Fn(u32) -> u64) -> Self {
        let keys = infos.iter().map(|info| key(info.script, info.first, info.length.into()));
        let mut all: Vec<(u64, u32)> = keys.zip(0..).collect();
        all.sort_unstable();
        Self {
            groups: Groups::new(all.iter().map(|(key, _)| *key)),
            tokens: all.iter().map(|(_, token)| *token).collect(),
            letters: all.iter().map(|(_, token)| infos[*token as usize].letters).collect(),
            pairs: all.iter().map(|(_, token)| pairs(*token)).collect(),
        }
    }

    /// Gives the tokens that may be a slip or two away from a word, each with its length: what is
    /// not given is not.
    pub(crate) fn near(
        &self,
        script: Script,
        first: char,
        look: Look,
        mut give: impl FnMut(u32, usize),
    ) {
        for length in look.length.saturating_sub(MORE)..=look.length + MORE {
            let limits = Limits::new(look.length.max(length));
            let longer = look.length.abs_diff(length);
            if !limits.allow(longer, 0) {
                continue;
            }
            let range = self.groups.get(key(script, first, length));
            let most = limits.letters(longer);
            for (at, letters) in range.clone().zip(&self.letters[range]) {
                let letters = look.letters ^ letters;
                if !few(letters, most) {
                    continue;
                }
                let pairs = (look.pairs ^ self.pairs[at]).count_ones();
                if pairs <= limits.pairs(longer, letters.count_ones()) {
                    give(self.tokens[at], length);
                }
            }
        }
    }

    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        self.groups.pack(out);
        out.list(&self.tokens);
        out.list(&self.letters);
        out.list(&self.pairs);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (groups, tokens) = (Groups::unpack(from)?, from.list()?);
        Some(Self { groups, tokens, letters: from.list()?, pairs: from.list()? })
    }
}

/// Whether at most so many bits are set, up to four: less work than to count them.
fn few(bits: u32, most: u32) -> bool {
    let without = |bits: u32| bits & bits.wrapping_sub(1);
    let (one, two) = (without(bits), without(without(bits)));
    match most {
        0 => bits == 0,
        1 => one == 0,
        2 => two == 0,
        3 => without(two) == 0,
        _ => without(without(two)) == 0,
    }
}

fn key(script: Script, first: char, length: usize) -> u64 {
    mix((script as u64) << 40 | u64::from(first as u32) << 8 | length.min(255) as u64)
}

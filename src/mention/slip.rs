//! Tokens that are spelt like a word, but for a slip or two.

use super::{
    index::TokenInfo,
    table::{Groups, mix},
};
use crate::{
    gazetteer::packed::{Packer, Unpacker},
    text::Script,
};

/// How many letters more or less a slip makes.
const MORE: usize = 2;

/// What two spellings may differ in, by the longer one's letters: the cost of their slips, in
/// hundredths, and the letters that only one of them has.
pub(crate) fn limits(longest: usize) -> (u16, u32) {
    if longest >= 8 { (200, 4) } else { (100, 2) }
}

/// Tokens by script, first letter and length, each with its letters.
#[derive(Debug, Default)]
pub(crate) struct Spellings {
    groups: Groups,
    tokens: Vec<u32>,
    letters: Vec<u32>,
}

impl Spellings {
    /// Of all tokens.
    pub(crate) fn new(infos: &[TokenInfo]) -> Self {
        let keys = infos.iter().map(|info| key(info.script, info.first, info.length.into()));
        let mut all: Vec<(u64, u32)> = keys.zip(0..).collect();
        all.sort_unstable();
        Self {
            groups: Groups::new(all.iter().map(|(key, _)| *key)),
            tokens: all.iter().map(|(_, token)| *token).collect(),
            letters: all.iter().map(|(_, token)| infos[*token as usize].letters).collect(),
        }
    }

    /// Gives the tokens that may be a slip or two away from a word: what is not given is not.
    pub(crate) fn near(
        &self,
        script: Script,
        first: char,
        (length, letters): (usize, u32),
        mut give: impl FnMut(u32),
    ) {
        for other in length.saturating_sub(MORE)..=length + MORE {
            let most = limits(length.max(other)).1;
            let range = self.groups.get(key(script, first, other));
            for (token, theirs) in self.tokens[range.clone()].iter().zip(&self.letters[range]) {
                if (letters ^ theirs).count_ones() <= most {
                    give(*token);
                }
            }
        }
    }

    pub(crate) fn pack(&self, out: &mut Packer<'_>) {
        self.groups.pack(out);
        out.list(&self.tokens);
        out.list(&self.letters);
    }

    pub(crate) fn unpack(from: &mut Unpacker<'_>) -> Option<Self> {
        let (groups, tokens, letters) = (Groups::unpack(from)?, from.list()?, from.list()?);
        Some(Self { groups, tokens, letters })
    }
}

fn key(script: Script, first: char, length: usize) -> u64 {
    mix((script as u64) << 40 | u64::from(first as u32) << 8 | length.min(255) as u64)
}

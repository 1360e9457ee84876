//! The same words reported in several articles are one utterance.

use rustc_hash::FxHashMap;

use super::{Day, Source};
use crate::record::QuoteRecord;

/// One report of an utterance, as little of it as telling utterances apart needs.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// Which document (a hash of its id) and where in it.
    pub(super) place: (u64, u32),
    pub(super) day: Option<Day>,
    pub(super) speakers: Box<[u32]>,
    pub(super) mentioned: Box<[u32]>,
    pub(super) addressee: Option<u32>,
    /// Hashes of its words, folded, in order.
    words: Box<[u32]>,
}

impl Report {
    pub(super) fn new(
        source: &Source,
        quote: &QuoteRecord,
        (speakers, mentioned, addressee): (&[u32], &[u32], Option<u32>),
    ) -> Self {
        let text = quote.content.iter().map(|c| c.text.as_str());
        let words = text.flat_map(words).map(|w| hash(w.as_bytes()) as u32).collect();
        Self {
            place: (hash(source.id.as_bytes()), quote.content.first().map_or(0, |c| c.start)),
            day: source.date,
            speakers: speakers.into(),
            mentioned: mentioned.into(),
            addressee,
            words,
        }
    }

    /// With the entities' numbers in another tally.
    pub(super) fn renumbered(mut self, number: impl Fn(u32) -> u32) -> Self {
        for entity in self.speakers.iter_mut().chain(&mut self.mentioned) {
            *entity = number(*entity);
        }
        self.speakers.sort_unstable();
        self.mentioned.sort_unstable();
        self.addressee = self.addressee.map(number);
        self
    }
}

/// The words of a text, folded: lower case, letters and digits only.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// FNV-1a, its bits mixed: the same on every machine and in every version.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let fnv = |h: u64, b: &u8| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
    let h = bytes.iter().fold(0xcbf2_9ce4_8422_2325, fnv);
    let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// For each report the number of its utterance.
pub(super) fn group(reports: &[Report]) -> Vec<u32> {
    let mut known: FxHashMap<(&[u32], &[u32]), u32> = FxHashMap::default();
    reports
        .iter()
        .map(|r| {
            let next = known.len() as u32;
            *known.entry((&r.speakers, &r.words)).or_insert(next)
        })
        .collect()
}

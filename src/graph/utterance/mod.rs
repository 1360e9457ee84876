//! The same words reported in several articles are one utterance.
//!
//! Two passes. *Verbatim or nearly*: quotations of some length whose words agree in order, whoever
//! reports them. Articles that share two such utterances are *kin*: they carry one agency's copy,
//! or one is a translation of the other. *Between kin* less is asked: half of the words, or both
//! short and alike. Speakers never contradict each other within an utterance, and two quotations
//! that one article keeps apart stay apart.
//!
//! Words are compared by their first letters, which bridges inflection and slips, in the order in
//! which they stand (longest common subsequence). Pairs to compare are found through the smallest
//! hashes of word pairs, after Broder, “On the resemblance and containment of documents”, 1997, so
//! that a million quotations need no million squared comparisons.

mod groups;
mod kin;
mod near;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use groups::Groups;
use near::{candidates, in_time, near};

use super::Day;
use crate::{
    quote::QuoteKind,
    record::{QuoteRecord, Record},
};

/// Words that are compared; what follows is not.
const WORDS: usize = 64;

/// Letters of a word that count.
const LETTERS: usize = 5;

/// Words that a quotation needs to be recognised anywhere.
const LONG: usize = 5;

/// One report of an utterance, as little of it as telling utterances apart needs.
#[derive(Debug, Clone)]
pub(super) struct Report {
    /// Which document (a hash of its id) and where in it.
    pub(super) place: (u64, u32),
    pub(super) day: Option<Day>,
    /// Sorted; none where nobody named says it.
    pub(super) speakers: Box<[u32]>,
    pub(super) mentioned: Box<[u32]>,
    pub(super) addressee: Option<u32>,
    /// Hashes of the first letters of its words, in order.
    words: Box<[u32]>,
}

impl Report {
    pub(super) fn new(
        document: &str,
        day: Option<Day>,
        quote: &QuoteRecord,
        (speakers, mentioned, addressee): (&[u32], &[u32], Option<u32>),
    ) -> Self {
        let text = quote.content.iter().map(|c| c.text.as_str());
        Self {
            place: (hash(document.as_bytes()), quote.content.first().map_or(0, |c| c.start)),
            day,
            speakers: speakers.into(),
            mentioned: mentioned.into(),
            addressee,
            words: text.flat_map(words).take(WORDS).collect(),
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

    fn long(&self) -> bool {
        self.words.len() >= LONG
    }

    /// Whether nobody else is named as the speaker.
    fn agrees(&self, other: &Self) -> bool {
        let (one, two) = (&self.speakers, &other.speakers);
        one.iter().any(|s| two.contains(s)) || one.is_empty() || two.is_empty()
    }
}

/// The first letters of the words of a text, folded, as hashes. In scripts without spaces every
/// character counts as a word.
fn words(text: &str) -> impl Iterator<Item = u32> {
    let wide = |c: char| matches!(c, '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{0e00}'..='\u{0eff}');
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    parts.flat_map(move |part| {
        let step = if part.chars().any(wide) { 1 } else { usize::MAX };
        let letters: Vec<char> = part.chars().flat_map(char::to_lowercase).collect();
        let cut = |word: &[char]| {
            let stem: String = word.iter().take(LETTERS).collect();
            hash(stem.as_bytes()) as u32
        };
        letters.chunks(step.min(letters.len().max(1))).map(cut).collect::<Vec<u32>>()
    })
}

/// FNV-1a, its bits mixed: the same on every machine and in every version.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let fnv = |h: u64, b: &u8| (h ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3);
    mixed(bytes.iter().fold(0xcbf2_9ce4_8422_2325, fnv))
}

fn mixed(h: u64) -> u64 {
    let h = (h ^ (h >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let h = (h ^ (h >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    h ^ (h >> 31)
}

/// For each report the number of its utterance, from 0 without gaps. The same whatever the order
/// of the reports, but for the numbers.
pub(super) fn group(reports: &[Report]) -> Vec<u32> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| {
        reports[*a].place.cmp(&reports[*b].place).then(reports[*a].words.cmp(&reports[*b].words))
    });
    let mut groups = Groups::new(reports);
    let distinct = verbatim(reports, &order, &mut groups);
    let mut pairs = candidates(reports, &distinct);
    pairs.retain(|p| near(reports, p.1, p.2).is_some());
    groups.join_all(pairs.into_iter().filter_map(|(_, a, b)| Some((near(reports, a, b)?, a, b))));
    let kin = kin::pairs(reports, &mut groups);
    groups.join_all(kin::between_kin(reports, &order, &kin));
    groups.numbers()
}

/// Joins long quotations of exactly the same words and speakers; gives one of each.
fn verbatim(reports: &[Report], order: &[usize], groups: &mut Groups<'_>) -> Vec<usize> {
    let mut first: FxHashMap<(&[u32], &[u32]), usize> = FxHashMap::default();
    let mut distinct = Vec::new();
    for &at in order.iter().filter(|at| reports[**at].long()) {
        let report = &reports[at];
        let one = *first.entry((&report.words, &report.speakers)).or_insert(at);
        if one == at || !in_time(&reports[one], report) {
            distinct.push(at);
        } else {
            groups.join(one, at);
        }
    }
    distinct
}

/// Quotations of many records, brought together by the words they report.
#[derive(Debug, Clone, Default)]
pub struct Utterances {
    reports: Vec<Report>,
    speakers: IndexMap<String, ()>,
}

impl Utterances {
    /// An empty collection.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record's quotations in their order. Names in quotation marks are said by nobody and
    /// stay alone.
    pub fn add(&mut self, record: &Record) {
        let document = &record.document;
        let day = document.meta.published.as_deref().and_then(Day::parse);
        for quote in &record.quotes {
            let speaker = quote.speaker.iter();
            let named = speaker.flat_map(|s| s.entity.iter().chain(&s.others));
            let numbers = named.map(|id| self.speakers.insert_full(id.clone(), ()).0 as u32);
            let mut speakers: Vec<u32> = numbers.collect();
            speakers.sort_unstable();
            let mut report = Report::new(&document.id, day, quote, (&speakers, &[], None));
            if quote.kind == QuoteKind::Name {
                report.words = [].into();
            }
            self.reports.push(report);
        }
    }

    /// For each quotation, in the order in which they were added, the number of its utterance, from
    /// 0 without gaps.
    pub fn numbers(&self) -> Vec<u32> {
        group(&self.reports)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn report(document: &str, start: u32, speaker: u32, text: &str) -> Report {
        let speakers: &[u32] = if speaker == 0 { &[] } else { &[speaker] };
        Report {
            place: (hash(document.as_bytes()), start),
            day: None,
            speakers: speakers.into(),
            mentioned: [].into(),
            addressee: None,
            words: words(text).take(WORDS).collect(),
        }
    }

    fn together(reports: &[Report]) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, group) in group(reports).into_iter().enumerate() {
            groups.entry(group).or_default().push(at);
        }
        groups.into_values().filter(|g| g.len() > 1).collect()
    }

    const FERRY: &str =
        "The ferry has carried our children to school for forty winters without a fault";

    #[test]
    fn the_same_words_are_one_utterance_whoever_prints_them() {
        let found = together(&[
            report("a", 0, 1, FERRY),
            report(
                "b",
                9,
                1,
                "“the ferry has carried our children to school, for forty winters without a fault!”",
            ),
            report(
                "c",
                5,
                1,
                "The ferry carried our children to school for forty winters with no fault",
            ),
            report("d", 5, 1, "carried our children to school for forty winters"),
            report("e", 5, 1, "We will not sell the harbour to anyone who cannot name its winds"),
            report("f", 5, 2, FERRY),
        ]);
        assert_eq!(found, [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn short_words_of_strangers_stay_apart() {
        let found = together(&[
            report("a", 0, 1, "Come home!"),
            report("b", 0, 1, "Come home!"),
            report("c", 0, 0, "Come home!"),
        ]);
        assert_eq!(found, Vec::<Vec<usize>>::new());
    }

    #[test]
    fn kin_share_paraphrases_and_short_words_too() {
        let quay = "Nobody asked the people who work on this quay what they think of it";
        let found = together(&[
            report("a", 0, 1, FERRY),
            report("a", 100, 2, quay),
            report(
                "a",
                200,
                3,
                "I gave my word to this town, and seeing what goes on here I can't wear the badge",
            ),
            report("a", 300, 0, "Come home!"),
            report("b", 10, 1, FERRY),
            report("b", 110, 2, quay),
            report(
                "b",
                210,
                3,
                "I have given my word to the town and now that I see what is going on I cannot wear this badge",
            ),
            report("b", 310, 0, "Come home"),
            report("c", 0, 0, "Come home"),
        ]);
        assert_eq!(found, [vec![0, 4], vec![1, 5], vec![2, 6], vec![3, 7]]);
    }

    #[test]
    fn what_an_article_keeps_apart_stays_apart() {
        let both = format!(
            "{FERRY}. Nobody asked the people who work on this quay what they think of it."
        );
        let found = together(&[
            report("a", 0, 1, FERRY),
            report(
                "a",
                100,
                1,
                "Nobody asked the people who work on this quay what they think of it",
            ),
            report("b", 0, 1, &both),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 2);
    }

    #[test]
    fn the_order_of_reports_does_not_matter() {
        let reports: Vec<Report> = (0..40)
            .map(|i| {
                let words: Vec<String> =
                    (0..10).map(|w| format!("word{}", (w * 7 + i % 9 + w / 8 * i) % 23)).collect();
                report(&format!("d{}", i % 13), i, 1 + i % 2, &words.join(" "))
            })
            .collect();
        let sets = |reports: &[Report]| -> BTreeSet<Vec<(u64, u32)>> {
            let groups = together(reports);
            groups
                .iter()
                .map(|g| {
                    let mut places: Vec<_> = g.iter().map(|m| reports[*m].place).collect();
                    places.sort_unstable();
                    places
                })
                .collect()
        };
        let mut shuffled = reports.clone();
        shuffled.reverse();
        shuffled.rotate_left(17);
        assert_eq!(sets(&reports), sets(&shuffled));
        assert!(!sets(&reports).is_empty());
    }
}

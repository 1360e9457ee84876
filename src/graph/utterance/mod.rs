//! The same words reported in several articles are one utterance.
//!
//! Two passes. *Verbatim or nearly*: quotations of some length whose words agree in order, whoever
//! reports them. Articles that share two such utterances are *kin*: they carry one agency's copy,
//! or one is a translation of the other. *Between kin* less is asked: half of the words, or both
//! short and alike. Speakers never contradict each other within an utterance, and two quotations
//! that one article keeps apart stay apart.
//!
//! Words are compared by their first letters, which bridges inflection and slips, in the order in
//! which they stand (longest common subsequence). Pairs to compare are found through the rarest word
//! pairs that they share, so that a million quotations need no million squared comparisons.

mod groups;
mod kin;
mod near;
mod pool;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use groups::Groups;
use near::{candidates, in_time, near};
use pool::{List, Pool};

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

/// One report of an utterance, as little of it as telling utterances apart needs. Its lists are
/// numbers of a [`Pool`], so that a report of words already known takes a few bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Report {
    /// Which document (a hash of its id) and where in it.
    place: (u64, u32),
    day: Option<Day>,
    /// Hashes of the first letters of its words, in order.
    words: List,
    /// Sorted; none where nobody named says it.
    speakers: List,
    mentioned: List,
    /// None or one.
    addressee: List,
}

/// Who speaks, of whom, to whom: the numbers of entities.
pub(super) type People<'p> = (&'p [u32], &'p [u32], Option<u32>);

/// Reports in the order in which they were added, same words kept once.
#[derive(Debug, Clone, Default)]
pub(super) struct Reports {
    all: Vec<Report>,
    pool: Pool,
}

impl Reports {
    /// Adds a quotation. A name in quotation marks is said by nobody and has no words.
    pub(super) fn add(
        &mut self,
        document: &str,
        day: Option<Day>,
        quote: &QuoteRecord,
        people: People<'_>,
    ) {
        let text = quote.content.iter().map(|c| c.text.as_str());
        let text = text.filter(|_| quote.kind != QuoteKind::Name);
        let words: Vec<u32> = text.flat_map(words).take(WORDS).collect();
        let start = quote.content.first().map_or(0, |c| c.start);
        self.push((hash(document.as_bytes()), start), day, &words, people);
    }

    fn push(&mut self, place: (u64, u32), day: Option<Day>, words: &[u32], people: People<'_>) {
        let (speakers, mentioned, addressee) = people;
        let mut list = |numbers: &[u32]| self.pool.intern(numbers);
        let report = Report {
            place,
            day,
            words: list(words),
            speakers: list(speakers),
            mentioned: list(mentioned),
            addressee: list(addressee.as_slice()),
        };
        self.all.push(report);
    }

    /// Takes in the reports of another tally, its entities renumbered.
    pub(super) fn merge(&mut self, other: &Self, number: impl Fn(u32) -> u32) {
        let renumbered = |list: &[u32]| {
            let mut numbers: Vec<u32> = list.iter().map(|n| number(*n)).collect();
            numbers.sort_unstable();
            numbers
        };
        for report in other.iter() {
            let (speakers, mentioned) =
                (renumbered(report.speakers()), renumbered(report.mentioned()));
            let people = (&*speakers, &*mentioned, report.addressee().map(&number));
            self.push(report.place, report.day, report.words(), people);
        }
    }

    fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = Told<'_>> {
        (0..self.len()).map(|at| self.at(at))
    }

    fn at(&self, at: usize) -> Told<'_> {
        Told { report: self.all[at], pool: &self.pool }
    }
}

/// A report with its lists.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told<'r> {
    report: Report,
    pool: &'r Pool,
}

impl<'r> Told<'r> {
    pub(super) fn speakers(self) -> &'r [u32] {
        self.pool.get(self.speakers)
    }

    pub(super) fn mentioned(self) -> &'r [u32] {
        self.pool.get(self.mentioned)
    }

    pub(super) fn addressee(self) -> Option<u32> {
        self.pool.get(self.addressee).first().copied()
    }

    pub(super) fn place(self) -> (u64, u32) {
        self.place
    }

    fn words(self) -> &'r [u32] {
        self.pool.get(self.words)
    }

    fn long(self) -> bool {
        self.words().len() >= LONG
    }

    /// Whether nobody else is named as the speaker.
    fn agrees(self, other: Self) -> bool {
        let (one, two) = (self.speakers(), other.speakers());
        one.iter().any(|s| two.contains(s)) || one.is_empty() || two.is_empty()
    }
}

impl std::ops::Deref for Told<'_> {
    type Target = Report;

    fn deref(&self) -> &Report {
        &self.report
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
pub(super) fn group(reports: &Reports) -> Vec<u32> {
    let mut order: Vec<usize> = (0..reports.len()).collect();
    order.sort_by(|a, b| {
        let (a, b) = (reports.at(*a), reports.at(*b));
        a.place.cmp(&b.place).then_with(|| a.words().cmp(b.words()))
    });
    let mut groups = Groups::new(reports);
    let distinct = verbatim(reports, &order, &mut groups);
    let pairs = candidates(reports, &distinct).into_iter();
    groups.join_all(pairs.filter_map(|(a, b)| Some((near(reports, a, b)?, a, b))));
    let kin = kin::pairs(reports, &mut groups);
    groups.join_all(kin::between_kin(reports, &order, &kin));
    groups.numbers()
}

/// Joins long quotations of exactly the same words and speakers; gives one of each.
fn verbatim(reports: &Reports, order: &[usize], groups: &mut Groups<'_>) -> Vec<usize> {
    let mut first: FxHashMap<(List, List), usize> = FxHashMap::default();
    let mut distinct = Vec::new();
    for &at in order.iter().filter(|at| reports.at(**at).long()) {
        let report = reports.at(at);
        let one = *first.entry((report.words, report.speakers)).or_insert(at);
        if one == at || !in_time(reports.at(one), report) {
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
    reports: Reports,
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
            self.reports.add(&document.id, day, quote, (&speakers, &[], None));
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

    /// Document, place, speaker (0: none), words.
    type Line<'t> = (&'t str, u32, u32, &'t str);

    fn reports(lines: &[Line<'_>]) -> Reports {
        let mut made = Reports::default();
        for (document, start, speaker, text) in lines {
            let speakers: &[u32] = if *speaker == 0 { &[] } else { &[*speaker] };
            let words: Vec<u32> = words(text).take(WORDS).collect();
            made.push((hash(document.as_bytes()), *start), None, &words, (speakers, &[], None));
        }
        made
    }

    fn together(lines: &[Line<'_>]) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, group) in group(&reports(lines)).into_iter().enumerate() {
            groups.entry(group).or_default().push(at);
        }
        groups.into_values().filter(|g| g.len() > 1).collect()
    }

    const FERRY: &str =
        "The ferry has carried our children to school for forty winters without a fault";

    #[test]
    fn the_same_words_are_one_utterance_whoever_prints_them() {
        let found = together(&[
            ("a", 0, 1, FERRY),
            (
                "b",
                9,
                1,
                "“the ferry has carried our children to school, for forty winters without a fault!”",
            ),
            ("c", 5, 1, "The ferry carried our children to school for forty winters with no fault"),
            ("d", 5, 1, "carried our children to school for forty winters"),
            ("e", 5, 1, "We will not sell the harbour to anyone who cannot name its winds"),
            ("f", 5, 2, FERRY),
        ]);
        assert_eq!(found, [vec![0, 1, 2, 3]]);
    }

    #[test]
    fn short_words_of_strangers_stay_apart() {
        let found = together(&[
            ("a", 0, 1, "Come home!"),
            ("b", 0, 1, "Come home!"),
            ("c", 0, 0, "Come home!"),
        ]);
        assert_eq!(found, Vec::<Vec<usize>>::new());
    }

    #[test]
    fn kin_share_paraphrases_and_short_words_too() {
        let quay = "Nobody asked the people who work on this quay what they think of it";
        let found = together(&[
            ("a", 0, 1, FERRY),
            ("a", 100, 2, quay),
            (
                "a",
                200,
                3,
                "I gave my word to this town, and seeing what goes on here I can't wear the badge",
            ),
            ("a", 300, 0, "Come home!"),
            ("b", 10, 1, FERRY),
            ("b", 110, 2, quay),
            (
                "b",
                210,
                3,
                "I have given my word to the town and now that I see what is going on I cannot wear this badge",
            ),
            ("b", 310, 0, "Come home"),
            ("c", 0, 0, "Come home"),
        ]);
        assert_eq!(found, [vec![0, 4], vec![1, 5], vec![2, 6], vec![3, 7]]);
    }

    #[test]
    fn what_an_article_keeps_apart_stays_apart() {
        let both = format!(
            "{FERRY}. Nobody asked the people who work on this quay what they think of it."
        );
        let found = together(&[
            ("a", 0, 1, FERRY),
            ("a", 100, 1, "Nobody asked the people who work on this quay what they think of it"),
            ("b", 0, 1, &both),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].len(), 2);
    }

    #[test]
    fn the_order_of_reports_does_not_matter() {
        let lines: Vec<(String, u32, u32, String)> = (0..40)
            .map(|i| {
                let words: Vec<String> =
                    (0..10).map(|w| format!("word{}", (w * 7 + i % 9 + w / 8 * i) % 23)).collect();
                (format!("d{}", i % 13), i, 1 + i % 2, words.join(" "))
            })
            .collect();
        let sets = |lines: &[(String, u32, u32, String)]| -> BTreeSet<Vec<(String, u32)>> {
            let borrowed: Vec<Line<'_>> =
                lines.iter().map(|(d, i, s, w)| (&**d, *i, *s, &**w)).collect();
            let place = |m: &usize| (lines[*m].0.clone(), lines[*m].1);
            let sorted = |g: &Vec<usize>| {
                let mut places: Vec<_> = g.iter().map(place).collect();
                places.sort_unstable();
                places
            };
            together(&borrowed).iter().map(sorted).collect()
        };
        let mut shuffled = lines.clone();
        shuffled.reverse();
        shuffled.rotate_left(17);
        assert_eq!(sets(&lines), sets(&shuffled));
        assert!(!sets(&lines).is_empty());
    }
}

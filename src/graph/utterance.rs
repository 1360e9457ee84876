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

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::Day;
use crate::record::QuoteRecord;

/// Words that are compared; what follows is not.
const WORDS: usize = 64;

/// Letters of a word that count.
const LETTERS: usize = 5;

/// Words that a quotation needs to be recognised anywhere.
const LONG: usize = 5;

/// Words from which dates no longer matter: so many do not agree by chance.
const DISTINCT: usize = 8;

/// Days apart that a short utterance may be reported.
const DAYS: i32 = 30;

/// Hashes of a quotation that may bring it together with another.
const KEYS: usize = 8;

/// Neighbours in one bucket that are compared.
const NEIGHBOURS: usize = 24;

/// Utterances that make two articles kin.
const KIN: usize = 2;

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
    let kin = kin(reports, &mut groups);
    groups.join_all(between_kin(reports, &order, &kin));
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

/// Whether two reports are near enough in time to be of one utterance.
fn in_time(a: &Report, b: &Report) -> bool {
    match (a.day, b.day) {
        (Some(x), Some(y)) if a.words.len().min(b.words.len()) < DISTINCT => {
            x.days_since(y).abs() <= DAYS
        }
        _ => true,
    }
}

/// Pairs that share one of their smallest hashes of two words in a row.
fn candidates(reports: &[Report], distinct: &[usize]) -> Vec<(u32, usize, usize)> {
    let mut keyed: Vec<(u64, usize)> = Vec::with_capacity(distinct.len() * KEYS);
    for (number, at) in distinct.iter().enumerate() {
        let pair = |w: &[u32]| mixed(u64::from(w[0]) << 32 | u64::from(w[1]));
        let mut hashes: Vec<u64> = reports[*at].words.windows(2).map(pair).collect();
        hashes.sort_unstable();
        hashes.dedup();
        keyed.extend(hashes.into_iter().take(KEYS).map(|h| (h, number)));
    }
    keyed.sort_unstable();
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for bucket in keyed.chunk_by(|x, y| x.0 == y.0).filter(|b| b.len() > 1) {
        for (i, (_, a)) in bucket.iter().enumerate() {
            pairs.extend(
                bucket[i + 1..]
                    .iter()
                    .take(NEIGHBOURS)
                    .map(|(_, b)| (0, distinct[*a], distinct[*b])),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// How much of two quotations agrees, in thousandths, where it is enough anywhere: nearly all of
/// both, or the whole of one that is long itself.
fn near(reports: &[Report], a: usize, b: usize) -> Option<u32> {
    let (a, b) = (&reports[a], &reports[b]);
    if !a.agrees(b) || !in_time(a, b) {
        return None;
    }
    let (short, long) = (a.words.len().min(b.words.len()), a.words.len().max(b.words.len()));
    let enough = |shared: usize| {
        shared * 2000 >= 800 * (short + long) || (short >= DISTINCT && shared * 100 >= 92 * short)
    };
    if !enough(common(&a.words, &b.words)) {
        return None;
    }
    let shared = in_order(&a.words, &b.words);
    enough(shared).then(|| (shared * 2000 / (short + long)) as u32)
}

/// Words that two quotations share, in whatever order: never fewer than in order.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut a, mut b) = (a.to_vec(), b.to_vec());
    a.sort_unstable();
    b.sort_unstable();
    let (mut i, mut j, mut shared) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => (i, j, shared) = (i + 1, j + 1, shared + 1),
        }
    }
    shared
}

/// Length of the longest common subsequence. Time: product of the lengths, at most [`WORDS`] each.
fn in_order(a: &[u32], b: &[u32]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (j, y) in b.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if x == y { diagonal + 1 } else { above.max(row[j]) };
            diagonal = above;
        }
    }
    row[b.len()]
}

/// Pairs of documents that share [`KIN`] utterances. An utterance in very many documents says
/// nothing of a pair of them.
fn kin(reports: &[Report], groups: &mut Groups<'_>) -> BTreeSet<(u64, u64)> {
    let mut documents: BTreeMap<usize, BTreeSet<u64>> = BTreeMap::new();
    for (at, report) in reports.iter().enumerate().filter(|(_, r)| r.long()) {
        documents.entry(groups.root(at)).or_default().insert(report.place.0);
    }
    let mut shared: FxHashMap<(u64, u64), usize> = FxHashMap::default();
    for documents in documents.values().filter(|d| (2..=50).contains(&d.len())) {
        let all: Vec<u64> = documents.iter().copied().collect();
        for (i, a) in all.iter().enumerate() {
            for b in &all[i + 1..] {
                *shared.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    shared.into_iter().filter(|(_, n)| *n >= KIN).map(|(pair, _)| pair).collect()
}

/// Pairs between kin documents that agree in half of their words.
fn between_kin(
    reports: &[Report],
    order: &[usize],
    kin: &BTreeSet<(u64, u64)>,
) -> Vec<(u32, usize, usize)> {
    let wanted: FxHashSet<u64> = kin.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let mut of: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for at in order.iter().filter(|at| wanted.contains(&reports[**at].place.0)) {
        of.entry(reports[*at].place.0).or_default().push(*at);
    }
    let mut pairs = Vec::new();
    for (a, b) in kin {
        for &one in &of[a] {
            for &other in &of[b] {
                pairs.extend(alike(&reports[one], &reports[other]).map(|s| (s, one, other)));
            }
        }
    }
    pairs
}

/// How much of two quotations agrees, in thousandths, where it is enough between kin. A speaker on
/// one side only is enough where the words are many.
fn alike(a: &Report, b: &Report) -> Option<u32> {
    let (short, long) = (a.words.len().min(b.words.len()), a.words.len().max(b.words.len()));
    let one_sided = a.speakers.is_empty() != b.speakers.is_empty();
    if short == 0 || !a.agrees(b) || (one_sided && short < LONG) {
        return None;
    }
    let shared = in_order(&a.words, &b.words);
    let half = shared * 2000 >= 500 * (short + long) && shared >= 2.max(short / 2);
    let whole = shared == short && (short == long || short >= 2);
    (half || whole).then(|| (shared * 2000 / (short + long)) as u32)
}

/// Utterances in the making: a forest over the reports, with the documents and speakers of each.
struct Groups<'r> {
    reports: &'r [Report],
    parent: Vec<u32>,
    /// Only of those that were joined.
    members: FxHashMap<usize, Vec<usize>>,
}

impl<'r> Groups<'r> {
    fn new(reports: &'r [Report]) -> Self {
        let parent = (0..reports.len() as u32).collect();
        Self { reports, parent, members: FxHashMap::default() }
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.parent[at] as usize != at {
            self.parent[at] = self.parent[self.parent[at] as usize];
            at = self.parent[at] as usize;
        }
        at
    }

    /// Joins pairs, those that agree most first, where nothing speaks against it.
    fn join_all(&mut self, pairs: impl IntoIterator<Item = (u32, usize, usize)>) {
        let place = |at: usize| (self.reports[at].place, &self.reports[at].words);
        let mut pairs: Vec<_> = pairs.into_iter().collect();
        pairs.sort_by(|x, y| {
            y.0.cmp(&x.0).then_with(|| (place(x.1), place(x.2)).cmp(&(place(y.1), place(y.2))))
        });
        for (_, a, b) in pairs {
            if self.may_join(a, b) {
                self.join(a, b);
            }
        }
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parent[b] = a as u32;
            let of_b = self.members.remove(&b).unwrap_or_else(|| vec![b]);
            self.members.entry(a).or_insert_with(|| vec![a]).extend(of_b);
        }
    }

    /// Whether no two speakers contradict each other and no document keeps two of the parts apart.
    fn may_join(&mut self, a: usize, b: usize) -> bool {
        let (root_a, root_b) = (self.root(a), self.root(b));
        if root_a == root_b {
            return false;
        }
        let (alone_a, alone_b) = (vec![root_a], vec![root_b]);
        let of_a = self.members.get(&root_a).unwrap_or(&alone_a);
        let of_b = self.members.get(&root_b).unwrap_or(&alone_b);
        let (few, many) = if of_a.len() <= of_b.len() { (of_a, of_b) } else { (of_b, of_a) };
        let documents: FxHashSet<u64> = few.iter().map(|m| self.reports[*m].place.0).collect();
        let apart = many.iter().any(|m| documents.contains(&self.reports[*m].place.0));
        // What an article says twice in the same words it does not keep apart.
        let twice = self.reports[a].place.0 == self.reports[b].place.0;
        let named = |all: &[usize]| -> BTreeSet<u32> {
            all.iter().flat_map(|m| self.reports[*m].speakers.iter().copied()).collect()
        };
        let (one, other) = (named(few), named(many));
        let agree = one.is_empty() || other.is_empty() || !one.is_disjoint(&other);
        agree && (!apart || twice)
    }

    fn numbers(mut self) -> Vec<u32> {
        let mut numbers: FxHashMap<usize, u32> = FxHashMap::default();
        (0..self.parent.len())
            .map(|at| {
                let next = numbers.len() as u32;
                *numbers.entry(self.root(at)).or_insert(next)
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
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

//! The fold over extraction records: integers and the smallest evidence, so that shards merge in
//! any order and grouping with the same result.

use std::{collections::BTreeMap, sync::Arc};

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::{
    Day, Evidence, Period, Relation, Source, Spoken, Text, Unit, cooccurrence, evidence, quotation,
    spoken, utterance::Report,
};
use crate::{
    gazetteer::{EntityId, Gender, Kind},
    record::Record,
};

/// What a [`Tally`] counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// What “together” means.
    pub unit: Unit,
    /// How many proofs of a tie are kept.
    pub evidence: usize,
    /// How many quotations of a speaker are kept.
    pub quotations: usize,
    /// How much of the articles' text they hold.
    pub text: Text,
    /// Count only what is said in quotation marks.
    pub only_direct: bool,
    /// Count the same words once, however many articles report them. Costs memory for each
    /// distinct quotation; without it a tie's weight is its number of reports.
    pub utterances: bool,
    /// First day; with either bound, documents without a date are left out.
    pub from: Option<Day>,
    /// Last day.
    pub to: Option<Day>,
    /// How finely time is counted.
    pub period: Period,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            unit: Unit::default(),
            evidence: 10,
            quotations: 100,
            text: Text::default(),
            only_direct: false,
            utterances: true,
            from: None,
            to: None,
            period: Period::default(),
        }
    }
}

/// Counts over extraction records. Memory grows with the entities, their ties and their distinct
/// quotations, not with the records.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub(super) options: Options,
    pub(super) nodes: IndexMap<EntityId, NodeTally>,
    pub(super) edges: FxHashMap<Key, EdgeTally>,
    /// For every pair: kept apart from `edges` since most of these never share a sentence.
    pub(super) together: FxHashMap<(u32, u32), Together>,
    pub(super) outlets: IndexMap<Box<str>, ()>,
    pub(super) reports: Vec<Report>,
    pub(super) totals: Totals,
}

/// A period's first day and an outlet's number.
pub(super) type Cell = (Option<Day>, Option<u32>);

/// A relation and the numbers of its ends.
pub(super) type Key = (Relation, u32, u32);

/// Sums over all records.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Totals {
    pub(super) documents: u64,
    pub(super) dated: u64,
    pub(super) left_out: u64,
    pub(super) without_sentences: u64,
    pub(super) crowded: u64,
    pub(super) paragraphs: u64,
    pub(super) sentences: u64,
    pub(super) quoting: u64,
    pub(super) reports: u64,
    pub(super) days: Option<(Day, Day)>,
}

#[derive(Debug, Clone, Default)]
pub(super) struct NodeTally {
    pub(super) names: BTreeMap<String, u64>,
    pub(super) kinds: BTreeMap<Kind, u64>,
    pub(super) genders: BTreeMap<Gender, u64>,
    pub(super) listed: bool,
    pub(super) forms: BTreeMap<Box<str>, (u64, Outlets)>,
    pub(super) mentions: u64,
    pub(super) paragraphs: u64,
    pub(super) sentences: u64,
    pub(super) quoted_in: u64,
    /// Only where utterances are not told apart.
    pub(super) reports: u64,
    pub(super) spoken_of: u64,
    pub(super) addressed: u64,
    pub(super) said: Vec<Spoken>,
    pub(super) seen: Seen,
}

/// How many of each name both.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Together {
    pub(super) documents: u32,
    pub(super) paragraphs: u32,
    pub(super) sentences: u32,
}

#[derive(Debug, Clone, Default)]
pub(super) struct EdgeTally {
    pub(super) windows: u64,
    pub(super) direct: u64,
    pub(super) mixed: u64,
    pub(super) indirect: u64,
    pub(super) seen: Seen,
    /// Documents by first day of the period and number of the outlet, sorted.
    pub(super) cells: Vec<(Cell, u64)>,
    pub(super) evidence: Vec<Evidence>,
}

/// In which documents something was seen.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    pub(super) documents: u64,
    pub(super) outlets: Outlets,
    /// Documents by first day of the period, sorted.
    pub(super) slices: Vec<(Day, u64)>,
    /// First and last day.
    pub(super) days: Option<(Day, Day)>,
    /// Number of the record last counted, so that each counts once.
    last: u64,
}

/// Numbers of outlets, sorted.
#[derive(Debug, Clone, Default)]
pub(super) struct Outlets(pub(super) Vec<u32>);

/// What is the same for everything in one record.
pub(super) struct At<'r> {
    pub(super) record: &'r Record,
    number: u64,
    pub(super) source: Arc<Source>,
    pub(super) day: Option<Day>,
    pub(super) outlet: Option<u32>,
    /// The entity of each mention, where settled.
    pub(super) mentioned: Vec<Option<u32>>,
}

impl Tally {
    /// An empty one.
    pub fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Counts a record. One document counted twice counts twice.
    pub fn add(&mut self, record: &Record) {
        let source = Source::of(&record.document);
        if !self.admits(source.date) {
            self.totals.left_out += 1;
            return;
        }
        let day = source.date;
        let outlet = source.outlet.as_deref().map(|o| self.outlet(o));
        let (source, number) = (Arc::new(source), self.totals.documents + 1);
        let mut at = At { record, number, source, day, outlet, mentioned: Vec::new() };
        self.totals.count(&at);
        at.mentioned = self.mentions(&at);
        cooccurrence::count(self, &at);
        quotation::count(self, &at);
    }

    /// Adds another shard's counts, made with the same options.
    pub fn merge(&mut self, other: Tally) {
        let outlets: Vec<u32> = other.outlets.keys().map(|o| self.outlet(o)).collect();
        let mut numbers = Vec::with_capacity(other.nodes.len());
        for (id, node) in other.nodes {
            let entry = self.nodes.entry(id);
            numbers.push(entry.index() as u32);
            let limit = self.options.quotations;
            entry.or_default().merge(node, &outlets, limit);
        }
        let number = |old: u32| numbers[old as usize];
        for ((relation, a, b), edge) in other.edges {
            let (a, b) = ends(relation, number(a), number(b));
            let limit = self.options.evidence;
            self.edges.entry((relation, a, b)).or_default().merge(edge, &outlets, limit);
        }
        for ((a, b), counts) in other.together {
            let (a, b) = ends(Relation::CoOccurrence, number(a), number(b));
            self.together.entry((a, b)).or_default().merge(counts);
        }
        self.reports.extend(other.reports.into_iter().map(|r| r.renumbered(number)));
        self.totals.merge(other.totals);
    }

    fn admits(&self, day: Option<Day>) -> bool {
        let Options { from, to, .. } = self.options;
        match day {
            Some(day) => from.is_none_or(|f| f <= day) && to.is_none_or(|t| day <= t),
            None => from.is_none() && to.is_none(),
        }
    }

    fn outlet(&mut self, name: &str) -> u32 {
        match self.outlets.get_index_of(name) {
            Some(number) => number as u32,
            None => self.outlets.insert_full(name.into(), ()).0 as u32,
        }
    }

    /// The number of an entity of the record, which is counted as seen there.
    pub(super) fn entity(&mut self, at: &At<'_>, id: &str) -> u32 {
        let id = EntityId::from(id);
        let entry = self.nodes.entry(id);
        let (number, id) = (entry.index() as u32, entry.key().clone());
        let node = entry.or_default();
        if node.seen.add(at, self.options.period) {
            node.describe(at.record, id.as_str());
        }
        number
    }

    /// Counts the record's mentions; gives the entity of each.
    fn mentions(&mut self, at: &At<'_>) -> Vec<Option<u32>> {
        let mut known: FxHashMap<&str, u32> = FxHashMap::default();
        let mut mentioned = Vec::with_capacity(at.record.mentions.len());
        for mention in &at.record.mentions {
            let number = mention.entity.as_deref().map(|id| match known.get(id) {
                Some(number) => *number,
                None => {
                    let number = self.entity(at, id);
                    known.insert(id, number);
                    number
                }
            });
            if let Some(number) = number {
                self.nodes[number as usize].mention(&mention.at.text, at.outlet);
            }
            mentioned.push(number);
        }
        mentioned
    }

    /// The tie between two entities, counted as seen in this document.
    pub(super) fn edge(&mut self, at: &At<'_>, key: Key) -> &mut EdgeTally {
        let edge = self.edges.entry(key).or_default();
        if edge.seen.add(at, self.options.period) {
            let start = at.day.map(|d| d.start_of(self.options.period));
            edge.cell((start, at.outlet), 1);
        }
        edge
    }

    /// Keeps what an entity said, made only where there is room for it.
    pub(super) fn keep(
        &mut self,
        at: &At<'_>,
        speaker: u32,
        start: u32,
        make: impl Fn(Text) -> Evidence,
        people: (&[u32], Option<u32>),
    ) {
        let (limit, text) = (self.options.quotations, self.options.text);
        if !spoken::has_room(&self.nodes[speaker as usize].said, &at.source.id, start, limit) {
            return;
        }
        let id = |n: &u32| self.nodes.get_index(*n as usize).map(|(id, _)| id.clone());
        let mut about: Vec<EntityId> = people.0.iter().filter_map(id).collect();
        about.sort();
        let new = Spoken { evidence: make(text), about, to: people.1.as_ref().and_then(id) };
        spoken::keep_smallest(&mut self.nodes[speaker as usize].said, new, limit);
    }

    /// Keeps evidence, made only where there is room for it.
    pub(super) fn prove(
        &mut self,
        key: Key,
        (document, start): (&str, u32),
        make: impl FnOnce(Text) -> Evidence,
    ) {
        let (limit, text) = (self.options.evidence, self.options.text);
        let edge = self.edges.entry(key).or_default();
        if evidence::has_room(&edge.evidence, document, start, limit) {
            evidence::keep_smallest(&mut edge.evidence, make(text), limit);
        }
    }
}

/// The ends of an edge as they are numbered: the smaller first where it has no direction.
pub(super) fn ends(relation: Relation, a: u32, b: u32) -> (u32, u32) {
    if relation.directed() { (a, b) } else { (a.min(b), a.max(b)) }
}

impl NodeTally {
    /// Takes over what the record says of the entity.
    fn describe(&mut self, record: &Record, id: &str) {
        let entity = record.entities.iter().find(|e| e.id == id);
        let name = entity.map_or(id, |e| e.name.as_str());
        *self.names.entry(name.to_owned()).or_default() += 1;
        *self.kinds.entry(entity.map_or(Kind::Other, |e| e.kind)).or_default() += 1;
        if let Some(gender) = entity.and_then(|e| e.gender) {
            *self.genders.entry(gender).or_default() += 1;
        }
        self.listed |= entity.is_some_and(|e| e.listed);
    }

    fn mention(&mut self, form: &str, outlet: Option<u32>) {
        self.mentions += 1;
        let found = self.forms.contains_key(form);
        let counted = if found {
            self.forms.get_mut(form).expect("it was found")
        } else {
            self.forms.entry(form.into()).or_default()
        };
        counted.0 += 1;
        counted.1.add(outlet);
    }

    fn merge(&mut self, other: NodeTally, outlets: &[u32], limit: usize) {
        sum(&mut self.names, other.names);
        sum(&mut self.kinds, other.kinds);
        sum(&mut self.genders, other.genders);
        self.listed |= other.listed;
        for (form, (count, seen)) in other.forms {
            let mine = self.forms.entry(form).or_default();
            mine.0 += count;
            mine.1.merge(&seen, outlets);
        }
        self.mentions += other.mentions;
        self.paragraphs += other.paragraphs;
        self.sentences += other.sentences;
        self.quoted_in += other.quoted_in;
        self.reports += other.reports;
        self.spoken_of += other.spoken_of;
        self.addressed += other.addressed;
        for said in other.said {
            spoken::keep_smallest(&mut self.said, said, limit);
        }
        self.seen.merge(other.seen, outlets);
    }
}

fn sum<K: Ord>(into: &mut BTreeMap<K, u64>, other: BTreeMap<K, u64>) {
    for (key, count) in other {
        *into.entry(key).or_default() += count;
    }
}

impl Together {
    fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.paragraphs += other.paragraphs;
        self.sentences += other.sentences;
    }
}

impl EdgeTally {
    fn cell(&mut self, cell: Cell, documents: u64) {
        match self.cells.binary_search_by_key(&cell, |c| c.0) {
            Ok(i) => self.cells[i].1 += documents,
            Err(i) => self.cells.insert(i, (cell, documents)),
        }
    }

    fn merge(&mut self, other: EdgeTally, outlets: &[u32], limit: usize) {
        self.windows += other.windows;
        self.direct += other.direct;
        self.mixed += other.mixed;
        self.indirect += other.indirect;
        self.seen.merge(other.seen, outlets);
        for ((start, outlet), documents) in other.cells {
            self.cell((start, outlet.map(|o| outlets[o as usize])), documents);
        }
        for proof in other.evidence {
            evidence::keep_smallest(&mut self.evidence, proof, limit);
        }
    }
}

impl Seen {
    /// Counts the document, once; whether this was the time.
    fn add(&mut self, at: &At<'_>, period: Period) -> bool {
        if self.last == at.number {
            return false;
        }
        self.last = at.number;
        self.documents += 1;
        self.outlets.add(at.outlet);
        if let Some(day) = at.day {
            self.days = widest(self.days, Some((day, day)));
            self.slice(day.start_of(period), 1);
        }
        true
    }

    fn slice(&mut self, start: Day, documents: u64) {
        match self.slices.binary_search_by_key(&start, |s| s.0) {
            Ok(i) => self.slices[i].1 += documents,
            Err(i) => self.slices.insert(i, (start, documents)),
        }
    }

    fn merge(&mut self, other: Seen, outlets: &[u32]) {
        self.documents += other.documents;
        self.outlets.merge(&other.outlets, outlets);
        self.days = widest(self.days, other.days);
        for (start, documents) in other.slices {
            self.slice(start, documents);
        }
    }
}

impl Outlets {
    fn add(&mut self, outlet: Option<u32>) {
        if let Some(outlet) = outlet
            && let Err(i) = self.0.binary_search(&outlet)
        {
            self.0.insert(i, outlet);
        }
    }

    fn merge(&mut self, other: &Outlets, renumber: &[u32]) {
        for &old in &other.0 {
            self.add(Some(renumber[old as usize]));
        }
    }
}

impl Totals {
    fn count(&mut self, at: &At<'_>) {
        self.documents += 1;
        self.dated += u64::from(at.day.is_some());
        self.days = widest(self.days, at.day.map(|d| (d, d)));
        let settled = at.record.mentions.iter().any(|m| m.entity.is_some());
        self.without_sentences += u64::from(settled && at.record.sentences.is_empty());
    }

    fn merge(&mut self, other: Totals) {
        self.documents += other.documents;
        self.dated += other.dated;
        self.left_out += other.left_out;
        self.without_sentences += other.without_sentences;
        self.crowded += other.crowded;
        self.paragraphs += other.paragraphs;
        self.sentences += other.sentences;
        self.quoting += other.quoting;
        self.reports += other.reports;
        self.days = widest(self.days, other.days);
    }
}

fn widest(one: Option<(Day, Day)>, other: Option<(Day, Day)>) -> Option<(Day, Day)> {
    match (one, other) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        (one, other) => one.or(other),
    }
}

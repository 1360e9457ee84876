//! The fold over extraction records: integers and the smallest evidence, so that shards merge in
//! any order and grouping with the same result.

use std::sync::Arc;

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::{
    Day, Evidence, Period, Relation, Source, Spoken, Text, Unit, cooccurrence,
    counts::{EdgeTally, Key, NodeTally, Together, Totals, ends},
    evidence::{self, Words},
    quotation, spoken,
    utterance::Reports,
};
use crate::{gazetteer::EntityId, record::Record};

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
    /// distinct quotation, some forty bytes for each that repeats one; without it a tie's weight
    /// is its number of reports.
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

/// Counts over extraction records. Memory grows with the entities, their ties and, where utterances
/// are told apart, with the quotations; not with the records.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    pub(super) options: Options,
    pub(super) nodes: IndexMap<EntityId, NodeTally>,
    pub(super) edges: FxHashMap<Key, EdgeTally>,
    /// For every pair: kept apart from `edges` since most of these never share a sentence.
    pub(super) together: FxHashMap<(u32, u32), Together>,
    pub(super) outlets: IndexMap<Box<str>, ()>,
    pub(super) reports: Reports,
    pub(super) totals: Totals,
}

/// What is the same for everything in one record.
pub(super) struct At<'r> {
    pub(super) record: &'r Record,
    pub(super) number: u64,
    pub(super) source: Arc<Source>,
    pub(super) day: Option<Day>,
    pub(super) outlet: Option<u32>,
    /// The entity of each mention, where settled.
    pub(super) mentioned: Vec<Option<u32>>,
    pub(super) words: Words,
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
        let (mentioned, words) = (Vec::new(), Words::default());
        let mut at = At { record, number, source, day, outlet, mentioned, words };
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
        self.reports.merge(&other.reports, number);
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
            let number = mention.entity.as_deref().map(|id| {
                if let Some(number) = known.get(id) {
                    return *number;
                }
                let number = self.entity(at, id);
                known.insert(id, number);
                number
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

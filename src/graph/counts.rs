//! What a tally holds: integers, sorted lists and the smallest evidence, all of which add up the
//! same in any order.

use std::collections::BTreeMap;

use super::{Day, Evidence, Period, Relation, Spoken, evidence, spoken, tally::At};
use crate::{
    gazetteer::{Gender, Kind},
    record::Record,
};

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

/// The ends of an edge as they are numbered: the smaller first where it has no direction.
pub(super) fn ends(relation: Relation, a: u32, b: u32) -> (u32, u32) {
    if relation.directed() { (a, b) } else { (a.min(b), a.max(b)) }
}

impl NodeTally {
    /// Takes over what the record says of the entity.
    pub(super) fn describe(&mut self, record: &Record, id: &str) {
        let entity = record.entities.iter().find(|e| e.id == id);
        let name = entity.map_or(id, |e| e.name.as_str());
        *self.names.entry(name.to_owned()).or_default() += 1;
        *self.kinds.entry(entity.map_or(Kind::Other, |e| e.kind)).or_default() += 1;
        if let Some(gender) = entity.and_then(|e| e.gender) {
            *self.genders.entry(gender).or_default() += 1;
        }
        self.listed |= entity.is_some_and(|e| e.listed);
    }

    pub(super) fn mention(&mut self, form: &str, outlet: Option<u32>) {
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

    pub(super) fn merge(&mut self, other: NodeTally, outlets: &[u32], limit: usize) {
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
    pub(super) fn merge(&mut self, other: Self) {
        self.documents += other.documents;
        self.paragraphs += other.paragraphs;
        self.sentences += other.sentences;
    }
}

impl EdgeTally {
    pub(super) fn cell(&mut self, cell: Cell, documents: u64) {
        match self.cells.binary_search_by_key(&cell, |c| c.0) {
            Ok(i) => self.cells[i].1 += documents,
            Err(i) => self.cells.insert(i, (cell, documents)),
        }
    }

    pub(super) fn merge(&mut self, other: EdgeTally, outlets: &[u32], limit: usize) {
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
    pub(super) fn add(&mut self, at: &At<'_>, period: Period) -> bool {
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

    pub(super) fn slice(&mut self, start: Day, documents: u64) {
        match self.slices.binary_search_by_key(&start, |s| s.0) {
            Ok(i) => self.slices[i].1 += documents,
            Err(i) => self.slices.insert(i, (start, documents)),
        }
    }

    pub(super) fn merge(&mut self, other: Seen, outlets: &[u32]) {
        self.documents += other.documents;
        self.outlets.merge(&other.outlets, outlets);
        self.days = widest(self.days, other.days);
        for (start, documents) in other.slices {
            self.slice(start, documents);
        }
    }
}

impl Outlets {
    pub(super) fn add(&mut self, outlet: Option<u32>) {
        if let Some(outlet) = outlet
            && let Err(i) = self.0.binary_search(&outlet)
        {
            self.0.insert(i, outlet);
        }
    }

    pub(super) fn merge(&mut self, other: &Outlets, renumber: &[u32]) {
        for &old in &other.0 {
            self.add(Some(renumber[old as usize]));
        }
    }
}

impl Totals {
    pub(super) fn count(&mut self, at: &At<'_>) {
        self.documents += 1;
        self.dated += u64::from(at.day.is_some());
        self.days = widest(self.days, at.day.map(|d| (d, d)));
        let settled = at.record.mentions.iter().any(|m| m.entity.is_some());
        self.without_sentences += u64::from(settled && at.record.sentences.is_empty());
    }

    pub(super) fn merge(&mut self, other: Totals) {
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

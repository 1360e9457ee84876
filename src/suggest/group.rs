//! Names seen in documents, and which of them are spellings of one.

use std::collections::{BTreeMap, BTreeSet};

use super::{EVIDENCE, Evidence, Variant, most};
use crate::{
    gazetteer::{Entity, Gazetteer, Gender, Kind},
    mention::Matcher,
    resolve::resolve,
};

/// A name that the gazetteer lacks, with what was seen of it.
#[derive(Debug)]
pub(super) struct Name {
    /// As the document has it in full.
    pub(super) full: String,
    pub(super) kind: Kind,
    /// Quotations of which it is the speaker.
    pub(super) quotes: u32,
    pub(super) documents: u32,
    genders: BTreeMap<Gender, u32>,
    roles: BTreeMap<String, u32>,
    forms: BTreeMap<String, u32>,
    /// How sure it is that this is a name.
    sure: f64,
    speaking: Vec<Evidence>,
    named: Vec<Evidence>,
    signs: Signs,
}

/// What the words of a name say of what it is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Signs {
    /// The first word is a given name.
    pub(super) given: bool,
    /// The last word is a noun for a body: a plant, a party.
    pub(super) body: bool,
    /// It is one word, and a noun, an adjective or the name of a people.
    pub(super) common: bool,
}

impl Name {
    pub(super) fn new(entity: &Entity, quotes: u32) -> Self {
        Self {
            full: entity.name.clone(),
            kind: entity.kind,
            quotes,
            documents: 1,
            genders: entity.gender.into_iter().map(|gender| (gender, 1)).collect(),
            roles: BTreeMap::new(),
            forms: BTreeMap::new(),
            sure: 0.0,
            speaking: Vec::new(),
            named: Vec::new(),
            signs: Signs::default(),
        }
    }

    /// Adds what the words of a mention say.
    pub(super) fn see_signs(&mut self, signs: Signs) {
        self.signs.given |= signs.given;
        self.signs.body |= signs.body;
        self.signs.common |= signs.common;
    }

    /// A name of which nothing says that it is a person's is none: a body's where its last word is
    /// a noun for one, else of no known kind.
    fn settle_kind(&mut self) {
        let one = !self.full.contains(' ');
        let person = self.signs.given || !self.genders.is_empty() || !self.roles.is_empty();
        if self.kind != Kind::Person || person || self.quotes > 0 && !self.signs.body {
            return;
        }
        self.kind = if self.signs.body && !one { Kind::Organisation } else { Kind::Other };
    }

    /// Whether it is a word of the language and no name: one that is a common noun, or that the
    /// documents (whose words without a capital are `small`) write without a capital too.
    pub(super) fn is_word(&self, small: &BTreeSet<String>) -> bool {
        let one = !self.full.contains(' ');
        let listed = matches!(self.kind, Kind::Place) && !self.signs.common;
        let capitals = self.full.chars().filter(|c| c.is_uppercase()).count() > 1;
        let plain = self.signs.common || small.contains(&self.full.to_lowercase());
        one && !listed && !capitals && plain && (self.quotes == 0 || self.signs.common)
    }

    /// Counts a mention.
    pub(super) fn see(&mut self, form: String, sure: f64) {
        *self.forms.entry(form).or_default() += 1;
        self.sure = self.sure.max(sure);
    }

    pub(super) fn see_role(&mut self, role: String) {
        *self.roles.entry(role).or_default() += 1;
    }

    /// Keeps a sentence.
    pub(super) fn show(&mut self, evidence: Evidence, speaks: bool) {
        let list = if speaks { &mut self.speaking } else { &mut self.named };
        if list.len() < EVIDENCE && !list.contains(&evidence) {
            list.push(evidence);
        }
    }

    /// Takes another's counts: the same name in another document, or another spelling of it.
    pub(super) fn merge(&mut self, other: Self) {
        self.quotes += other.quotes;
        self.documents += other.documents;
        self.sure = self.sure.max(other.sure);
        self.see_signs(other.signs);
        for (gender, count) in other.genders {
            *self.genders.entry(gender).or_default() += count;
        }
        for (role, count) in other.roles {
            *self.roles.entry(role).or_default() += count;
        }
        for (form, count) in other.forms {
            *self.forms.entry(form).or_default() += count;
        }
        let lists = [(&mut self.speaking, other.speaking), (&mut self.named, other.named)];
        for (list, more) in lists {
            list.extend(more);
            list.truncate(EVIDENCE);
        }
    }

    pub(super) fn mentions(&self) -> u32 {
        self.forms.values().sum()
    }

    pub(super) fn gender(&self) -> Option<Gender> {
        most(&self.genders)
    }

    /// The roles seen most often.
    pub(super) fn roles(&self) -> Vec<String> {
        let mut roles: Vec<_> = self.roles.iter().collect();
        roles.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        roles.into_iter().take(3).map(|(role, _)| role.clone()).collect()
    }

    /// Every spelling, the most frequent first.
    pub(super) fn variants(&self) -> Vec<Variant> {
        let mut forms: Vec<_> = self.forms.iter().collect();
        forms.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        forms
            .into_iter()
            .map(|(text, count)| Variant { text: text.clone(), count: *count })
            .collect()
    }

    /// Sentences in which it speaks, then others.
    pub(super) fn evidence(&self) -> Vec<Evidence> {
        let mut all = self.speaking.clone();
        all.extend(self.named.iter().filter(|e| !self.speaking.contains(e)).cloned());
        all.truncate(EVIDENCE);
        all
    }

    /// From 0 to 1. A quotation weighs as three mentions, a further document as two; a name of no
    /// known kind counts half, and so does a person of one word (a part of another's name?) and a
    /// body of one word that never speaks (an abbreviation?).
    pub(super) fn score(&self) -> f64 {
        let weight = 3 * self.quotes + self.mentions() + 2 * self.documents.saturating_sub(1);
        let weight = f64::from(weight);
        let whole = match self.kind {
            Kind::Place => true,
            Kind::Person => self.full.contains(' '),
            Kind::Other => false,
            _ => self.full.contains(' ') || self.quotes > 0,
        };
        let doubt = if whole { 1.0 } else { 0.5 };
        self.sure * doubt * weight / (weight + 3.0)
    }

    fn differs(&self, other: &Self) -> bool {
        let known = |kind| kind != Kind::Other;
        let kinds = known(self.kind) && known(other.kind) && self.kind != other.kind;
        let genders = matches!((self.gender(), other.gender()), (Some(a), Some(b)) if a != b);
        kinds || genders
    }
}

/// Joins the names that the matcher takes for spellings of one.
pub(super) fn grouped(names: Vec<Name>) -> Vec<Name> {
    let mut group: Vec<usize> = (0..names.len()).collect();
    for (one, other) in pairs(&names) {
        let (one, other) = (root(&group, one), root(&group, other));
        group[one.max(other)] = one.min(other);
    }
    let mut groups: BTreeMap<usize, Vec<Name>> = BTreeMap::new();
    for (at, name) in names.into_iter().enumerate() {
        groups.entry(root(&group, at)).or_default().push(name);
    }
    let mut names = join_surnames(groups.into_values().filter_map(joined).collect());
    names.iter_mut().for_each(Name::settle_kind);
    names
}

/// Joins a surname alone to the one full name whose last word it is but for a slip or two: the
/// document that has the slip may not have the full name.
fn join_surnames(names: Vec<Name>) -> Vec<Name> {
    let mut owners: BTreeMap<char, Vec<(usize, String)>> = BTreeMap::new();
    for (at, name) in names.iter().enumerate() {
        let last = name.full.rsplit_once(' ').map(|(_, last)| last.to_lowercase());
        let last = last.filter(|_| name.kind == Kind::Person);
        if let Some((first, last)) = last.and_then(|l| Some((l.chars().next()?, l))) {
            owners.entry(first).or_default().push((at, last));
        }
    }
    let owner = |slip: &Name| {
        let word = slip.full.to_lowercase();
        let owners = owners.get(&word.chars().next()?)?.iter();
        let mut near =
            owners.filter(|(at, last)| !slip.differs(&names[*at]) && slipped(&word, last));
        near.next().filter(|_| near.next().is_none()).map(|(at, _)| *at)
    };
    let lone = |name: &&Name| name.kind == Kind::Person && !name.full.contains(' ');
    let found: Vec<Option<usize>> =
        names.iter().map(|name| Some(name).filter(lone).and_then(owner)).collect();
    let mut slots: Vec<Option<Name>> = names.into_iter().map(Some).collect();
    for (slip, owner) in found.into_iter().enumerate() {
        if let Some(owner) = owner
            && let Some(name) = slots[slip].take()
            && let Some(full) = &mut slots[owner]
        {
            full.merge(name);
        }
    }
    slots.into_iter().flatten().collect()
}

/// Whether a word is another one misspelt.
fn slipped(word: &str, right: &str) -> bool {
    let most = match word.chars().count().min(right.chars().count()) {
        0..=5 => 0,
        6..=8 => 1,
        _ => 2,
    };
    let apart = word.chars().count().abs_diff(right.chars().count());
    apart <= most && most > 0 && (1..=most).contains(&crate::gazetteer::edits(word, right))
}

fn root(group: &[usize], mut at: usize) -> usize {
    while group[at] != at {
        at = group[at];
    }
    at
}

/// One name of several: the one in full that is seen most often.
fn joined(mut names: Vec<Name>) -> Option<Name> {
    names.sort_by_key(|name| {
        let whole = name.full.contains(' ');
        let known = name.kind != Kind::Other;
        std::cmp::Reverse((whole, known, name.mentions(), name.quotes))
    });
    let mut names = names.into_iter();
    let mut first = names.next()?;
    names.for_each(|other| first.merge(other));
    Some(first)
}

/// Pairs of spellings of one name. The matcher looks one name up among others; so that none is
/// looked up among itself, the names are cut in two halves by each bit of their numbers in turn:
/// any two numbers differ in a bit.
fn pairs(names: &[Name]) -> Vec<(usize, usize)> {
    let bits = usize::BITS - names.len().saturating_sub(1).leading_zeros();
    let mut pairs = Vec::new();
    for bit in 0..bits {
        for side in [0, 1] {
            let half = |at: &usize| (at >> bit) & 1 == side;
            let listed = (0..names.len()).filter(half);
            let entity =
                |at: usize| Entity::new(at.to_string(), names[at].full.as_str(), names[at].kind);
            let gazetteer: Gazetteer = listed.map(entity).collect();
            let matcher = Matcher::new(&gazetteer);
            for at in (0..names.len()).filter(|at| !half(at)) {
                let found = resolve(&matcher, &gazetteer, &names[at].full).entity;
                let other = found.and_then(|id| id.as_str().parse::<usize>().ok());
                if let Some(other) = other
                    && !names[at].differs(&names[other])
                {
                    pairs.push((at, other));
                }
            }
        }
    }
    pairs.sort_unstable();
    pairs
}

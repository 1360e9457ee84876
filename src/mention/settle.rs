//! What the document settles: who of several bears a name, and whom a surname alone means.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{
    Tier,
    candidate::{How, Probe},
    form::Form,
    guard,
    hit::{Choice, Hit, cover},
    index::Index,
    lexicon::{Class, Part},
    link::tier,
    name::Token,
    page::Page,
    portion::Portion,
    single,
};
/// What it costs a letter that only a part of the name is there.
const PART: f32 = 0.05;

/// The people and things that a document names in full.
pub(crate) struct Present<'a> {
    index: &'a Index,
    page: &'a Page<'a>,
    /// In order, with the words of their names.
    named: Vec<(u32, Arc<[Portion]>)>,
}

/// Settles what can be settled among the hits, and drops what nothing speaks for.
pub(crate) fn settle(index: &Index, page: &Page<'_>, mut hits: Vec<Hit>) -> Vec<Hit> {
    let named = named(index, &hits);
    for hit in &mut hits {
        let present = |c: &Choice| named.binary_search(&c.entity).is_ok();
        if hit.choices.len() > 1 && hit.choices.iter().filter(|c| present(c)).count() == 1 {
            hit.choices.retain(present);
            hit.tier = hit.tier.max(Tier::Folded);
        }
        hit.choices.retain(|c| !index.names[c.name as usize].weak || present(c));
    }
    hits.retain(|h| !h.choices.is_empty());
    if !index.tiers.parts {
        return hits;
    }
    let named = named.into_iter().map(|entity| (entity, index.portions(entity))).collect();
    let present = Present { index, page, named };
    let parts = present.parts(&cover(page.words.len(), &hits));
    hits.extend(parts);
    hits.sort_by_key(|h| h.from);
    hits
}

/// Entities that a hit names without doubt, by a strong alias; in order.
fn named(index: &Index, hits: &[Hit]) -> Vec<u32> {
    let sole = |hit: &Hit| match hit.choices.as_slice() {
        [one] if !index.names[one.name as usize].weak => Some(one.entity),
        _ => None,
    };
    let mut named: Vec<u32> = hits.iter().filter_map(sole).collect();
    named.sort_unstable();
    named.dedup();
    named
}

/// How well a word fits a name's part.
struct Fit {
    entity: u32,
    name: u32,
    how: How,
    cost: f32,
    given: bool,
}

/// Who bears a word as a name's part, with the tier and the cost of that.
enum Bearers {
    Nobody,
    /// A given name of several.
    Several,
    These(Vec<Choice>, Tier, f32),
}

impl Present<'_> {
    /// Surnames, given names and slips of them, in what `cover` leaves open.
    fn parts(&self, cover: &[bool]) -> Vec<Hit> {
        // a surname comes back again and again in a document, and fits the same people each time
        let mut known: FxHashMap<&str, Bearers> = FxHashMap::default();
        let open = (0..self.page.words.len()).filter(|at| !cover[*at]);
        let open = open.filter(|at| self.may_be_part(cover, *at));
        open.filter_map(|at| self.part(at, &mut known)).collect()
    }

    fn may_be_part(&self, cover: &[bool], at: usize) -> bool {
        let long = || self.page.word(at).chars().nth(2).is_some();
        if !self.page.capital(at) || !self.page.cased(at) || !long() {
            return false;
        }
        let class = self.page.class(at);
        let titled = || at > 0 && self.page.joined(at) && self.page.class(at - 1).is(Class::TITLE);
        let speaks = guard::speaks(class) || class.is(Class::CALENDAR) && titled();
        if !speaks || class.is(Class::TITLE) || class.is(Class::OPENER) {
            return false;
        }
        let hit = Hit { from: at, to: at + 1, choices: vec![], tier: Tier::Part, cost: 0.0 };
        !guard::part_of_longer(self.page, cover, &hit)
    }

    fn part<'p>(&'p self, at: usize, known: &mut FxHashMap<&'p str, Bearers>) -> Option<Hit> {
        let word = self.page.word(at);
        let bearers = match self.named.as_slice() {
            [] => &Bearers::Nobody,
            _ => known.entry(word).or_insert_with(|| self.bearers(&Form::new(word))),
        };
        match bearers {
            Bearers::Nobody => self.unique(at),
            Bearers::Several => None,
            Bearers::These(choices, tier, cost) => {
                let (choices, tier, cost) = (choices.clone(), *tier, *cost);
                Some(Hit { from: at, to: at + 1, choices, tier, cost })
            }
        }
    }

    /// Whose surname or given name the word is, of the people that the document names.
    fn bearers(&self, form: &Form) -> Bearers {
        let probe = self.index.probe(form, true);
        let mut fits: Vec<Fit> =
            self.named.iter().filter_map(|named| self.fit(&probe, named)).collect();
        fits.sort_by(|a, b| {
            a.given.cmp(&b.given).then(a.cost.total_cmp(&b.cost)).then(a.entity.cmp(&b.entity))
        });
        let Some(best) = fits.first() else { return Bearers::Nobody };
        let (given, cost) = (best.given, best.cost);
        let near = fits.iter().filter(|f| f.given == given && f.cost <= cost + 0.03);
        let choices: Vec<Choice> =
            near.map(|f| Choice { entity: f.entity, name: f.name }).collect();
        if given && choices.len() > 1 {
            return Bearers::Several;
        }
        let tier =
            if best.how <= How::Folded { Tier::Part } else { tier(best.how).max(Tier::Fuzzy) };
        Bearers::These(choices, tier, cost + PART)
    }

    /// How the word fits the surname or the given name of a person the document names.
    fn fit(&self, probe: &Probe, named: &(u32, Arc<[Portion]>)) -> Option<Fit> {
        let (entity, portions) = (named.0, &*named.1);
        let mut best: Option<Fit> = None;
        for portion in portions {
            if !probe.may_be_portion(self.index, portion) {
                continue;
            }
            let Some(pair) = probe.part(self.index, portion.token) else { continue };
            let (name, given, how) = (portion.name, portion.given, pair.how);
            if given && how > How::Folded {
                continue;
            }
            let fit = Fit { entity, name, how, cost: pair.rate(), given };
            if best.as_ref().is_none_or(|b| (fit.given, fit.cost) < (b.given, b.cost)) {
                best = Some(fit);
            }
        }
        best
    }

    /// A surname that only one person of the gazetteer bears, to the letter or, where it is long, in
    /// another romanisation.
    fn unique(&self, at: usize) -> Option<Hit> {
        if self.page.headline[at] && self.page.begins(at) {
            return None;
        }
        let word = self.page.word(at);
        let choice = self.index.surnames.0.get(word, || {
            let token = Token::new(word);
            if token.part != Part::Content {
                return None;
            }
            let link = single::exact(self.index, &token);
            let link = link.or_else(|| single::heard(self.index, &token))?;
            Some(Choice { entity: link.entity, name: link.name })
        })?;
        let choices = vec![choice];
        Some(Hit { from: at, to: at + 1, choices, tier: Tier::Part, cost: PART })
    }
}

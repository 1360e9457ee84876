//! From a name as written to the entity that it names: candidates, their proofs, the choice.

use std::{cell::RefCell, sync::Arc};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{
    Tier,
    candidate::{How, Pair, Probe},
    compare::Written,
    form::Form,
    index::{Index, Name, Others},
    inflect::without_apostrophe_ending,
    lexicon::{Part, lexicon},
    name::{self, Token},
    table::hash,
};

/// A name of the gazetteer that a written name may be.
#[derive(Debug, Clone)]
pub(crate) struct Link {
    /// The entity's place in the gazetteer.
    pub(crate) entity: u32,
    /// The name's place in the index.
    pub(crate) name: u32,
    pub(crate) tier: Tier,
    /// Cost a letter, over the whole name.
    pub(crate) cost: f32,
    /// Of the token that costs most.
    pub(crate) worst: f32,
    /// How many names would fit so by accident.
    pub(crate) chance: f32,
    /// What stood for what, token by token: (written, token of the index, pair).
    pub(crate) steps: Vec<(String, u32, Pair)>,
}

/// What became of a written name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Outcome {
    /// Best first; one where it is settled.
    pub(crate) links: Vec<Link>,
    pub(crate) settled: bool,
    /// Why it was not settled.
    pub(crate) reason: &'static str,
}

impl Outcome {
    fn none(reason: &'static str) -> Self {
        Self { reason, ..Self::default() }
    }

    fn one(link: Link) -> Self {
        Self { links: vec![link], settled: true, reason: "" }
    }
}

/// A written name, ready to be looked up.
pub(crate) struct Query {
    pub(crate) tokens: Vec<Token>,
    pub(crate) titled: bool,
    /// Nothing may be left out that tells why others lost.
    pub(crate) explained: bool,
}

impl Query {
    /// Of a written name that was cut; titles before it are put aside.
    pub(crate) fn from_tokens(mut tokens: Vec<Token>) -> Self {
        let titles = tokens
            .iter()
            .take_while(|t| lexicon().is_title(&t.form.folded))
            .count()
            .min(tokens.len().saturating_sub(1));
        tokens.drain(..titles);
        Self { tokens, titled: titles > 0, explained: false }
    }

    /// The words that name.
    pub(crate) fn content(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|t| t.part == Part::Content)
    }

    /// The letters that stand for names.
    pub(crate) fn initials(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|t| t.part == Part::Initial)
    }
}

/// Looks a written name up.
pub(crate) fn resolve(index: &Index, text: &str, explained: bool) -> Outcome {
    let whole = name::tokens(text);
    if whole.is_empty() {
        return Outcome::none("no word");
    }
    let mut query = Query { explained, ..Query::from_tokens(whole.clone()) };
    for tokens in [&whole, &query.tokens] {
        if let Some(outcome) = exact(index, tokens) {
            return outcome;
        }
    }
    for token in &mut query.tokens {
        let known = !index.folded.get(hash(&token.form.folded)).is_empty();
        if let Some(core) = without_apostrophe_ending(&token.surface).filter(|_| !known) {
            token.form = Arc::new(Form::new(core));
        }
    }
    if query.content().count() == 1 {
        if let Some(cut) = name::recut(&query.tokens) {
            let outcome = full(index, &Query { tokens: cut, titled: false, explained });
            if outcome.settled || name::given_first(&query.tokens).is_some() {
                return outcome;
            }
        }
        super::single::resolve(index, &query)
    } else {
        full(index, &query)
    }
}

/// Names with the same folded tokens, in any order.
pub(crate) fn exact(index: &Index, tokens: &[Token]) -> Option<Outcome> {
    if tokens.len() < 2 {
        return None;
    }
    let names = index.exact(tokens);
    let mut links: Vec<Link> = Vec::new();
    for &at in names {
        let name = &index.names[at as usize];
        if links.iter().any(|l| l.entity == name.entity) {
            continue;
        }
        let members = index.members(name);
        let same = members.len() == tokens.len()
            && members.iter().zip(tokens).all(|((m, _), t)| index.tokens.get(*m) == t.form.lower);
        let tier = if same { Tier::Exact } else { Tier::Folded };
        links.push(Link {
            entity: name.entity,
            name: at,
            tier,
            cost: 0.0,
            worst: 0.0,
            chance: 0.0,
            steps: vec![],
        });
    }
    match links.len() {
        0 => None,
        1 => Some(Outcome { links, settled: true, reason: "" }),
        _ => Some(Outcome { links, settled: false, reason: "several entities have this name" }),
    }
}

/// The same for a stretch of a text: at least two words that name.
pub(crate) fn several(index: &Index, query: &Query) -> Option<Outcome> {
    let content = query.content().count();
    let titled = query.titled || query.tokens.len() > LONGEST;
    (content >= 2 && !titled).then(|| full(index, query))
}

/// No name has more words.
const LONGEST: usize = 6;

/// Names of two words and more: every word must be borne out by its own token. Case endings are
/// thought of where the words as they stand name nobody.
fn full(index: &Index, query: &Query) -> Outcome {
    let plain = as_written(index, query, false);
    let inflects = |token: &Token| index.probe(&token.form, true).is_inflected();
    if plain.settled || !query.content().any(inflects) {
        return plain;
    }
    as_written(index, query, true)
}

fn as_written(index: &Index, query: &Query, inflected: bool) -> Outcome {
    let mut content: Vec<&Token> = query.content().collect();
    let father = name::patronymic(content.iter().map(|t| &*t.form)).map(|at| content.remove(at));
    let probe = |token: &&Token| index.probe(&token.form, inflected);
    let probes: Vec<Arc<Probe>> = content.iter().map(probe).collect();
    let father = father.as_ref().map(probe);
    let initials: Vec<&Token> = query.initials().collect();
    let costs = probes.iter().map(|_| RefCell::default()).collect();
    let written =
        Written { probes: &probes, father: father.as_deref(), initials: &initials, costs };
    let mut links = candidates(index, &written);
    // they are told in full where somebody asks why
    let told = if query.explained { 5 } else { 1 };
    for link in links.iter_mut().take(told) {
        let enough = (!query.explained).then(|| most_chance(link.cost));
        link.chance = written.chance(index, link, enough);
    }
    choose(links)
}

/// The names that may be meant, the cheapest first. They are looked for by the rarest word; only
/// where that finds none that costs little is it thought of as misspelt.
fn candidates(index: &Index, written: &Written<'_>) -> Vec<Link> {
    let mut rarest: Vec<(usize, &Probe)> =
        written.probes.iter().map(AsRef::as_ref).enumerate().collect();
    rarest.sort_by_key(|(_, probe)| probe.names());
    let Some(((word, first), others)) = rarest.split_first() else { return Vec::new() };
    let mut search = Search { index, written, seen: FxHashSet::default(), links: Links::default() };
    let Some(second) = others.first().map(|(_, second)| second.stand_in(index)) else {
        return Vec::new();
    };
    for token in first.mates(index) {
        let (mut swapped, mut near) = (None, None);
        search.holding(
            token,
            |t| {
                second.may_be(t)
                    || *swapped.get_or_insert_with(|| second.may_be(token))
                        && first.stand_in(index).may_be(t)
            },
            |name| {
                // where it does not stand for the word itself, another one has to that is reached
                // from there, or is a slip of it
                *near.get_or_insert_with(|| written.may_stand(index, *word, token))
                    || index.content(name).iter().any(|t| first.is_slip(index, *t))
            },
        );
    }
    if !search.links.all.iter().any(|link| link.cost <= CHEAP) {
        for token in first.slips(index) {
            let stands = |t| others.iter().any(|(_, other)| other.may_be_mate(t));
            search.holding(*token, stands, |_| true);
        }
    }
    let mut links = search.links.all;
    links.sort_by(|a, b| {
        a.cost.total_cmp(&b.cost).then(a.worst.total_cmp(&b.worst)).then(a.entity.cmp(&b.entity))
    });
    links
}

/// The names that were looked at, and the links that were found.
struct Search<'a> {
    index: &'a Index,
    written: &'a Written<'a>,
    seen: FxHashSet<u32>,
    links: Links,
}

impl Search<'_> {
    /// Compares with the names that hold a token and beside it one that `stands` for another word,
    /// if they `fit`.
    fn holding(
        &mut self,
        token: u32,
        mut stands: impl FnMut(u32) -> bool,
        mut fits: impl FnMut(&Name) -> bool,
    ) {
        let words = self.written.probes.len();
        let several = |stands: &mut dyn FnMut(u32) -> bool, all: &[u32]| {
            let own = all.iter().position(|t| *t == token);
            let mut others = all.iter().enumerate().filter(|(i, _)| Some(*i) != own);
            (words..=words + 1).contains(&all.len()) && others.any(|(_, t)| stands(*t))
        };
        let index = self.index;
        for (place, beside) in index.holding(token) {
            let name = || index.postings.value(place);
            let stands = match beside.others() {
                None => false,
                Some(Others::One(other)) => stands(other),
                Some(Others::All(_, count)) if !(words..=words + 1).contains(&count) => false,
                Some(Others::All(start, count)) => {
                    several(&mut stands, &index.contents[start..start + count])
                }
                Some(Others::Many) => {
                    several(&mut stands, index.content(&index.names[name() as usize]))
                }
            };
            if !stands {
                continue;
            }
            let at = name();
            let name = &index.names[at as usize];
            if self.written.may_mean(index, name) && fits(name) && self.seen.insert(at) {
                let link = self.written.against(index, at);
                link.into_iter().for_each(|link| self.links.keep(link));
            }
        }
    }
}

/// One link an entity: the cheapest, of equal ones that with the earlier name.
#[derive(Default)]
pub(crate) struct Links {
    pub(crate) all: Vec<Link>,
    places: FxHashMap<u32, usize>,
}

impl Links {
    pub(crate) fn keep(&mut self, link: Link) {
        let at = *self.places.entry(link.entity).or_insert(self.all.len());
        match self.all.get_mut(at) {
            Some(old) if (link.cost, link.name) < (old.cost, old.name) => *old = link,
            Some(_) => {}
            None => self.all.push(link),
        }
    }
}

/// Below it no other name is looked for.
const CHEAP: f32 = 0.04;
/// The runner-up must cost this much more.
const MARGIN: f32 = 0.01;
/// How many names may fit by accident as well as one that costs nothing, as a power of ten, and
/// by how many powers fewer for each whole letter in ten that it costs.
const CHANCE: f32 = 0.3;
const STRICTER: f32 = 25.0;

/// Whether a name is near enough, given how many others would be as near by accident: what is
/// rare may differ more, and in a larger gazetteer everything is less rare.
fn near_enough(link: &Link) -> bool {
    link.chance <= most_chance(link.cost)
}

/// How many names may fit by accident where one costs so much a letter.
fn most_chance(cost: f32) -> f32 {
    10_f32.powf(CHANCE - STRICTER * cost)
}

fn choose(mut links: Vec<Link>) -> Outcome {
    let Some(best) = links.first() else { return Outcome::none("no name has all these words") };
    if !near_enough(best) {
        links.truncate(5);
        return Outcome { links, settled: false, reason: "too far from every name" };
    }
    if links.get(1).is_some_and(|second| second.cost <= best.cost + MARGIN) {
        links.truncate(5);
        return Outcome { links, settled: false, reason: "two entities are equally near" };
    }
    links.truncate(5);
    Outcome { links, settled: true, reason: "" }
}

/// The tier of a name whose least sure token was found so.
pub(crate) fn tier(how: How) -> Tier {
    match how {
        How::Exact => Tier::Exact,
        How::Folded => Tier::Folded,
        How::Equal | How::Sound => Tier::Transliterated,
        How::Inflected | How::Typo => Tier::Fuzzy,
    }
}

/// The entity of a single settled link.
pub(crate) fn settled(link: Link) -> Outcome {
    Outcome::one(link)
}

/// Nothing, and why.
pub(crate) fn nothing(reason: &'static str) -> Outcome {
    Outcome::none(reason)
}

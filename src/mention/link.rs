//! From a name as written to the entity that it names: candidates, their proofs, the choice.

use rustc_hash::FxHashSet;

use super::{
    Tier,
    candidate::{How, Pair, Probe},
    form::Form,
    index::{Index, Name},
    inflect::without_apostrophe_ending,
    lexicon::{Part, lexicon},
    name::{self, Token},
    single,
    table::hash,
};

use crate::text::Script;

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
}

impl Query {
    /// Cuts a written name; titles before it are put aside.
    pub(crate) fn new(text: &str) -> Self {
        Self::from_tokens(name::tokens(text))
    }

    pub(crate) fn from_tokens(mut tokens: Vec<Token>) -> Self {
        let titles = tokens
            .iter()
            .take_while(|t| lexicon().is_title(&t.form.folded))
            .count()
            .min(tokens.len().saturating_sub(1));
        tokens.drain(..titles);
        Self { tokens, titled: titles > 0 }
    }

    fn content(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|t| t.part == Part::Content)
    }

    fn initials(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|t| t.part == Part::Initial)
    }
}

/// Looks a written name up.
pub(crate) fn resolve(index: &Index, text: &str) -> Outcome {
    let whole = name::tokens(text);
    if whole.is_empty() {
        return Outcome::none("no word");
    }
    let mut query = Query::new(text);
    for tokens in [&whole, &query.tokens] {
        if let Some(outcome) = exact(index, tokens) {
            return outcome;
        }
    }
    for token in &mut query.tokens {
        let known = !index.folded.get(hash(&token.form.folded)).is_empty();
        if let Some(core) = without_apostrophe_ending(&token.surface).filter(|_| !known) {
            token.form = Form::new(core);
        }
    }
    if query.content().count() == 1 {
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
            worst: 0.0,chance:0.0,
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

/// Names of two words and more: every word must be borne out by its own token.
fn full(index: &Index, query: &Query) -> Outcome {
    let mut content: Vec<&Token> = query.content().collect();
    let father = name::patronymic(content.iter().map(|t| &t.form)).map(|at| content.remove(at));
    let probes: Vec<Probe> = content.iter().map(|t| Probe::new(index, &t.form, true)).collect();
    let father = father.map(|t| Probe::new(index, &t.form, true));
    let written = Written { query, probes: &probes, father: father.as_ref() };
    let mut seen = FxHashSet::default();
    let mut links: Vec<Link> = Vec::new();
    for probe in &probes {
        for (token, _) in probe.tokens() {
            for &at in index.postings.get(token) {
                if seen.insert(at) {
                    if let Some(link) = written.against(index, at) {
                        keep(&mut links, link);
                    }
                }
            }
        }
    }
    links.sort_by(|a, b| {
        a.cost.total_cmp(&b.cost).then(a.worst.total_cmp(&b.worst)).then(a.entity.cmp(&b.entity))
    });
    choose(&written, links)
}

/// One link an entity: the cheapest, of equal ones that with the earlier name.
fn keep(links: &mut Vec<Link>, link: Link) {
    match links.iter_mut().find(|l| l.entity == link.entity) {
        Some(old) if (link.cost, link.name) < (old.cost, old.name) => *old = link,
        Some(_) => {}
        None => links.push(link),
    }
}

/// The runner-up must cost this much more.
const MARGIN: f32 = 0.01;
/// How many names may fit by accident as well as one that costs nothing, as a power of ten, and
/// by how many powers fewer for each whole letter in ten that it costs.
const CHANCE: f32 = 0.5;
const STRICTER: f32 = 25.0;

/// Whether a name is near enough, given how many others would be as near by accident: what is
/// rare may differ more, and in a larger gazetteer everything is less rare.
fn near_enough(link: &Link) -> bool {
    link.chance.log10() <= CHANCE - STRICTER * link.cost
}

fn choose(written: &Written<'_>, mut links: Vec<Link>) -> Outcome {
    let _ = written;
    let Some(best) = links.first() else { return Outcome::none("no name has all these words") };
    if !near_enough(best) {
        links.truncate(5);
        return Outcome { links, settled: false, reason: "too far from every name" };
    }
    if links.get(1).is_some_and(|second| second.cost <= best.cost + MARGIN) {
        links.truncate(5);
        return Outcome { links, settled: false, reason: "two entities are equally near" };
    }
    links.truncate(1);
    Outcome { links, settled: true, reason: "" }
}

/// A written name with its probes.
struct Written<'a> {
    query: &'a Query,
    probes: &'a [Probe],
    father: Option<&'a Probe>,
}

impl Written<'_> {
    /// Compares with one name of the gazetteer.
    fn against(&self, index: &Index, at: u32) -> Option<Link> {
        let name = &index.names[at as usize];
        let members = content(index, name);
        let fits = members.len() >= self.probes.len() && members.len() <= self.probes.len() + 1;
        if !name.person || !fits || !near_script(index, name, self) {
            return None;
        }
        let full = full_bound(index, name, self);
        let (steps, places) = self.pairs(index, &members, full)?;
        if members.len() > self.probes.len() && !self.leaves_out(index, name, &members, &places) {
            return None;
        }
        if self.fathers_differ(index, name) {
            return None;
        }
        self.link(index, at, name, &members, steps, &places)
    }

    /// A pair for every word; each token of the name serves once.
    #[expect(clippy::type_complexity, reason = "two parallel lists")]
    fn pairs(
        &self,
        index: &Index,
        members: &[u32],
        strict: bool,
    ) -> Option<(Vec<(String, u32, Pair)>, Vec<usize>)> {
        let mut used = 0_u32;
        let (mut steps, mut places) = (Vec::new(), Vec::new());
        for probe in self.probes {
            let free = members.iter().enumerate().filter(|(j, _)| used & 1 << j == 0);
            let (place, token, pair) = free
                .filter_map(|(j, t)| Some((j, *t, probe.pair(index, *t)?)))
                .min_by(|a, b| a.2.rate().total_cmp(&b.2.rate()))?;
            let bound = if strict { token_limit(pair.length) } else { 0.2 };
            if pair.rate() > bound {
                return None;
            }
            used |= 1 << place;
            steps.push((probe.form.lower.clone(), token, pair));
            places.push(place);
        }
        let reversed = !places.is_sorted();
        let sure = steps.iter().all(|(_, _, p)| p.rate() <= REVERSED);
        let latin = self.probes.iter().all(|p| p.form.script == Script::Latin);
        (self.inflected_as_one(index, &steps) && (sure || !reversed || !latin))
            .then_some((steps, places))
    }

    /// Whether the endings that were taken off can stand together: on every word of the name that
    /// takes any, or on the last one alone.
    fn inflected_as_one(&self, index: &Index, steps: &[(String, u32, Pair)]) -> bool {
        let inflected = |s: &&(String, u32, Pair)| s.2.how == How::Inflected;
        if !steps.iter().any(|s| inflected(&s)) {
            return true;
        }
        let (last, others) = steps.split_last().expect("a step is inflected");
        if last.2.reach.last && !others.iter().any(|s| inflected(&s)) {
            return true;
        }
        let woman = steps.iter().filter(inflected).any(|s| ends_in(index.tokens.get(s.1), "aаяα"));
        steps.iter().all(|s| match s.2.how {
            How::Inflected => s.2.reach.every,
            _ => woman || ends_in(&s.0, "oeiuyоеиуюіхαωη"),
        })
    }

    /// A name may have one word more, but not its surname.
    fn leaves_out(&self, index: &Index, name: &Name, members: &[u32], places: &[usize]) -> bool {
        let last = members.len() - 1;
        let _ = index;
        places.contains(&last)
            || name.patronymic as usize == last
            || name.script == Script::Cyrillic && places.contains(&0)
    }

    /// What an initial costs that the name does not bear out; nothing where it has another one.
    fn strange_initial(&self, index: &Index, name: &Name) -> Option<f32> {
        let mut cost = 0.0;
        for initial in self.query.initials() {
            let members = index.members(name);
            let spelt = |(t, _): &(u32, Part)| single::stands_for(initial, index.tokens.get(*t));
            if members.iter().any(spelt) {
                continue;
            }
            if members.iter().any(|(_, part)| *part == Part::Initial) {
                return None;
            }
            cost += STRANGE;
        }
        Some(cost)
    }

    fn fathers_differ(&self, index: &Index, name: &Name) -> bool {
        let Some(mine) = self.father else { return false };
        if name.patronymic == u8::MAX {
            return false;
        }
        let content = content_all(index, name);
        let theirs = content[name.patronymic as usize];
        mine.pair(index, theirs).is_none_or(|p| p.rate() > 0.14)
    }

    fn link(
        &self,
        index: &Index,
        at: u32,
        name: &Name,
        members: &[u32],
        steps: Vec<(String, u32, Pair)>,
        places: &[usize],
    ) -> Option<Link> {
        let letters: f32 = steps.iter().map(|(_, _, p)| f32::from(p.length)).sum();
        let total: f32 = steps.iter().map(|(_, _, p)| p.rate() * f32::from(p.length)).sum();
        let worst = steps.iter().map(|(_, _, p)| p.rate()).fold(0.0, f32::max);
        let reversed = !places.is_sorted();
        let script = self.probes.last().map(|p| p.form.script);
        let mut cost = total / letters;
        if members.len() > self.probes.len() {
            cost += 0.03;
        }
        if reversed && Some(name.script) == script && name.script == Script::Latin {
            cost += 0.03;
        }
        let names = index.names.len() as f32;
        let chance = self.probes.iter().zip(&steps).fold(names, |chance, (probe, (_, token, pair))| {
            chance * (probe.crowd(index, *token, *pair) / names).min(1.0)
        });
        cost += self.strange_initial(index, name)?;
        let how = steps.iter().map(|(_, _, p)| p.how).max().unwrap_or(How::Exact);
        Some(Link { entity: name.entity, name: at, tier: tier(how), cost, worst, chance, steps })
    }
}

/// The tier of a name whose least sure token was found so.
pub(crate) fn tier(how: How) -> Tier {
    match how {
        How::Exact => Tier::Exact,
        How::Folded => Tier::Folded,
        How::Equal | How::Sound => Tier::Transliterated,
        How::Inflected | How::Typo => Tier::Fuzzy,
        How::Initial => Tier::Part,
    }
}

/// An initial that nothing bears out.
const STRANGE: f32 = 0.04;
/// How much a token may cost a letter where given name and surname stand in the other order.
const REVERSED: f32 = 0.02;

fn ends_in(word: &str, letters: &str) -> bool {
    word.chars().next_back().is_some_and(|c| letters.contains(c))
}

/// How much one token may cost a letter, by its length: an exact surname must not pay for a
/// wrong given name.
fn token_limit(length: u8) -> f32 {
    match length {
        0..=2 => 0.0,
        3 => 0.03,
        4 => 0.07,
        5 => 0.10,
        6 => 0.12,
        _ => 0.14,
    }
}

fn full_bound(_index: &Index, name: &Name, written: &Written<'_>) -> bool {
    name.script.alphabetic() && written.probes.iter().all(|p| p.form.script.alphabetic())
}

/// Names in an alphabet speak more clearly than those in an abjad: they are asked where both are.
fn near_script(index: &Index, name: &Name, written: &Written<'_>) -> bool {
    let script = written.probes.last().map_or(name.script, |p| p.form.script);
    name.script == script || name.script.alphabetic() || !index.alphabetic[name.entity as usize]
}

/// The content tokens of a name, without the father's name.
pub(crate) fn content(index: &Index, name: &Name) -> Vec<u32> {
    let mut all = content_all(index, name);
    if name.patronymic != u8::MAX {
        all.remove(name.patronymic as usize);
    }
    all
}

fn content_all(index: &Index, name: &Name) -> Vec<u32> {
    let members = index.members(name).iter();
    members.filter(|(_, part)| *part == Part::Content).map(|(t, _)| *t).collect()
}

/// The entity of a single settled link.
pub(crate) fn settled(link: Link) -> Outcome {
    Outcome::one(link)
}

/// Nothing, and why.
pub(crate) fn nothing(reason: &'static str) -> Outcome {
    Outcome::none(reason)
}

/// The initials that a written name has.
pub(crate) fn initials(query: &Query) -> Vec<&Token> {
    query.initials().collect()
}

/// The single content token of a written name.
pub(crate) fn only(query: &Query) -> Option<&Token> {
    query.content().next()
}

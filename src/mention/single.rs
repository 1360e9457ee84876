//! A single word, with or without a title or an initial: a surname.

use super::{
    Tier,
    candidate::{How, Pair},
    compare::near_script,
    given,
    index::{Index, Name},
    lexicon::{Part, lexicon},
    link::{Link, Outcome, Query, nothing, settled},
    name::Token,
};
use crate::text::Script;

/// How much a surname alone may cost a letter.
const LIMIT: f32 = 0.06;
/// A word that is not the family name.
const GIVEN: f32 = 0.05;
const SHORTEST: usize = 4;
/// Letters from which a surname in another romanisation may stand alone.
const LONG: usize = 8;

/// Looks a surname up: only one entity may bear it.
pub(crate) fn resolve(index: &Index, query: &Query) -> Outcome {
    let Some(token) = query.content().next() else { return nothing("no name among the words") };
    let initials: Vec<&Token> = query.initials().collect();
    let form = &token.form;
    let alone = !query.titled && initials.is_empty();
    if let Some(outcome) = whole(index, token) {
        let borne = index.folded.get(super::table::hash(&form.folded)).iter().any(|t| {
            let names = index.postings.get(*t).iter().map(|n| &index.names[*n as usize]);
            names.filter(|n| n.person).count() > 0
        });
        return if borne && alone { nothing("people have this name too") } else { outcome };
    }
    if !index.tiers.parts {
        return nothing("parts of names are switched off");
    }
    if alone && lexicon().is_common(&form.folded) {
        return nothing("a common word");
    }
    if form.length() < SHORTEST && form.script.alphabetic() {
        return nothing("too short to stand alone");
    }
    if query.tokens.iter().any(|t| t.part == Part::Particle && !t.form.folded.is_empty())
        && given::is_given(&form.folded)
    {
        return nothing("a given name alone");
    }
    if form.script.cased() && token.surface.starts_with(char::is_lowercase) {
        return nothing("not capitalised");
    }
    let probe = index.probe(form, true);
    let mut bearers: Vec<Bearer> = Vec::new();
    let sounds = form.script != Script::Han;
    let near = |p: &Pair| sounds || p.how <= How::Folded;
    for (token, pair) in probe.within(index, LIMIT).filter(|(_, p)| near(p)) {
        for &at in index.postings.get(token) {
            let name = &index.names[at as usize];
            let penalty = bears(index, name, token, form.script, &initials);
            bearers.extend(penalty.map(|penalty| {
                let cost = pair.rate() + penalty;
                Bearer { entity: name.entity, name: at, cost, token, pair }
            }));
        }
    }
    choose(one_each(bearers), |bearer| {
        let &Bearer { entity, name, cost, token, pair } = bearer;
        let tier = if pair.how <= How::Folded { Tier::Part } else { super::link::tier(pair.how) };
        let chance = if query.explained { probe.crowd(index, token, pair) } else { 0.0 };
        let steps = vec![(form.lower.clone(), token, pair)];
        Link { entity, name, tier: tier.max(Tier::Part), cost, worst: pair.rate(), chance, steps }
    })
}

/// Somebody who bears a token as a surname.
struct Bearer {
    entity: u32,
    name: u32,
    cost: f32,
    token: u32,
    pair: Pair,
}

/// Each entity once, by the name that costs least, of equal ones the earlier: the cheapest first.
fn one_each(mut bearers: Vec<Bearer>) -> Vec<Bearer> {
    let order = |a: &Bearer, b: &Bearer| a.cost.total_cmp(&b.cost).then(a.name.cmp(&b.name));
    bearers.sort_by(|a, b| a.entity.cmp(&b.entity).then(order(a, b)));
    bearers.dedup_by_key(|bearer| bearer.entity);
    bearers.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.entity.cmp(&b.entity)));
    bearers
}

/// A surname to the letter that only one person bears.
pub(crate) fn exact(index: &Index, token: &Token) -> Option<Link> {
    let form = &token.form;
    if form.length() < SHORTEST || lexicon().is_common(&form.folded) {
        return None;
    }
    let tokens = index.folded.get(super::table::hash(&form.folded));
    sole(index, form.script, tokens.iter().copied())
}

/// A long surname in another romanisation, sound for sound, that only one person bears. Shorter
/// ones sound like too many others.
pub(crate) fn heard(index: &Index, token: &Token) -> Option<Link> {
    let form = &token.form;
    let plain = lexicon().is_common(&form.folded) || given::is_given(&form.folded);
    if form.length() < LONG || plain || !form.script.cased() {
        return None;
    }
    let probe = index.probe(form, true);
    let same = probe.within(index, 0.0).map(|(id, _)| id);
    sole(index, form.script, same)
}

/// The one person whose surname is among these tokens.
fn sole(index: &Index, script: Script, tokens: impl Iterator<Item = u32>) -> Option<Link> {
    let mut found: Option<Link> = None;
    for id in tokens {
        for &at in index.postings.get(id) {
            let name = &index.names[at as usize];
            if bears(index, name, id, script, &[]) != Some(0.0) || name.weak {
                continue;
            }
            if found.as_ref().is_some_and(|f| f.entity != name.entity) {
                return None;
            }
            // the first of the names that bear it
            if found.as_ref().is_none_or(|f| at < f.name) {
                found = Some(Link {
                    entity: name.entity,
                    name: at,
                    tier: Tier::Part,
                    cost: 0.0,
                    worst: 0.0,
                    chance: 0.0,
                    steps: vec![],
                });
            }
        }
    }
    found
}

/// A name of one word, to the letter.
fn whole(index: &Index, token: &Token) -> Option<Outcome> {
    let names = index.exact(std::slice::from_ref(token));
    let mut links: Vec<Link> = Vec::new();
    for &at in names {
        let name = &index.names[at as usize];
        if links.iter().all(|l| l.entity != name.entity) && !name.person {
            let same = index.tokens.get(index.members(name)[0].0) == token.form.lower;
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
    }
    match links.len() {
        0 => None,
        1 => links.pop().map(settled),
        _ => Some(Outcome { links, settled: false, reason: "several entities have this name" }),
    }
}

fn choose(bearers: Vec<Bearer>, link: impl Fn(&Bearer) -> Link) -> Outcome {
    let Some(best) = bearers.first() else { return nothing("no surname like it") };
    let to_the_letter = |b: &&Bearer| b.cost <= 0.0 && b.pair.how <= How::Folded;
    let mut exact = bearers.iter().filter(to_the_letter);
    if let (Some(one), None) = (exact.next(), exact.next()) {
        return settled(link(one));
    }
    let near = bearers.iter().filter(|b| b.cost <= best.cost + 0.03).count();
    let fits = best.cost <= LIMIT + 0.001;
    if near == 1 && fits {
        return settled(link(best));
    }
    let reason = if fits { "several entities bear it" } else { "too far from every surname" };
    Outcome { links: bearers.iter().take(5).map(link).collect(), settled: false, reason }
}

/// What it costs that the word stands where it does in the name; nothing if it cannot be.
fn bears(index: &Index, name: &Name, id: u32, script: Script, initials: &[&Token]) -> Option<f32> {
    if !name.person || !near_script(index, name, script) {
        return None;
    }
    let members = index.content(name);
    let at = members.iter().position(|m| *m == id)?;
    if let Some(initial) = initials.first() {
        let mut others =
            index.members(name).iter().filter(|(t, _)| *t != id).map(|(t, _)| index.tokens.get(*t));
        if !others.any(|o| stands_for(initial, o)) {
            return None;
        }
    }
    let last = at + 1 == members.len();
    let first = at == 0 && members.len() >= 2 && name.script != Script::Latin;
    let eastern = at == 0 && name.father_last;
    Some(if last || first || eastern { 0.0 } else { GIVEN })
}

/// Whether an initial may be the first letter of `token`, in whatever script.
pub(crate) fn stands_for(initial: &Token, token: &str) -> bool {
    let form = super::form::Form::new(token);
    let first = |s: &str| s.chars().next();
    if first(&initial.form.folded) == first(&form.folded) {
        return true;
    }
    if initial.form.script == form.script {
        return false;
    }
    let sounds = |f: &super::form::Form| {
        super::reading::readings(f)
            .iter()
            .filter_map(|r| r.sounds.first().copied())
            .collect::<Vec<_>>()
    };
    let mine = sounds(&initial.form);
    sounds(&form).iter().any(|s| mine.iter().any(|m| super::sound::sounds().near(*m, *s)))
}

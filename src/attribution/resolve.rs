//! Whom a source stands for: names, pronouns, role nouns.

use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use super::{
    By, Candidate,
    phrase::{Phrase, Sort},
    roles::Roles,
    rules::Found,
    scene::Scene,
};
use crate::{
    gazetteer::{EntityId, Gender, Kind},
    language::Class,
    text::{Span, segment::Sign},
};

/// Whom a source stands for, and where that is said.
#[derive(Debug, Clone, Default)]
pub(super) struct Resolved {
    pub(super) speakers: Vec<EntityId>,
    /// The mention that a pronoun or noun goes back to.
    pub(super) antecedent: Option<Span>,
}

/// How well a role noun fits that is its sentence's subject: as a name of unknown gender does.
const NOUN: i32 = 45;
/// How much worse a name fits that the quotation itself speaks of.
const SPOKEN_OF: i32 = 25;
/// How many sentences back a pronoun looks.
const FAR: i32 = 12;
/// How many mentions back a pronoun looks.
const BACK: usize = 40;

/// Resolves sources in the order of the text.
pub(super) struct Resolver<'a> {
    pub(super) scene: &'a Scene<'a>,
    /// What follows is read when it is first asked for.
    roles: OnceCell<Roles>,
    /// Subjects that are role nouns, in order: item and phrase.
    nouns: OnceCell<Vec<(usize, Phrase)>>,
    /// The people named outside quotations, in order: item and mention.
    people: OnceCell<Vec<(usize, usize)>>,
    /// The speakers so far: item of the source and who.
    pub(super) spoken: Vec<(usize, EntityId)>,
    /// By title and surname: who is called so, and by nothing else; none where several are.
    titled: OnceCell<FxHashMap<(u16, &'a str), Option<&'a EntityId>>>,
    /// In dialogue: the gender of those whom a pronoun stood for.
    pub(super) genders: FxHashMap<EntityId, Gender>,
}

impl<'a> Resolver<'a> {
    pub(super) fn new(scene: &'a Scene<'a>) -> Self {
        Self {
            scene,
            roles: OnceCell::new(),
            nouns: OnceCell::new(),
            people: OnceCell::new(),
            spoken: Vec::new(),
            titled: OnceCell::new(),
            genders: FxHashMap::default(),
        }
    }

    /// The people named outside quotations, in order: item and mention.
    pub(super) fn people(&self) -> &[(usize, usize)] {
        self.people.get_or_init(|| people(self.scene))
    }

    /// Remembers who spoke.
    pub(super) fn speaks(&mut self, item: usize, who: &[EntityId]) {
        if let [who] = who {
            self.spoken.push((item, who.clone()));
        }
    }

    /// In dialogue, remembers the gender of the one whom a pronoun stands for.
    pub(super) fn learns(&mut self, source: &Phrase, who: &[EntityId]) {
        if self.scene.dialogue
            && source.sort == Sort::Pronoun
            && let (Some(gender), [who]) = (self.gender(source.head), who)
        {
            self.genders.entry(who.clone()).or_insert(gender);
        }
    }

    /// What sort of words the source is.
    pub(super) fn by(source: &Phrase) -> By {
        match source.sort {
            Sort::Name => By::Name,
            Sort::Pronoun => By::Pronoun,
            Sort::Nominal | Sort::Relative => By::Nominal,
        }
    }

    /// Whom the source stands for.
    pub(super) fn resolve(&self, source: &Phrase) -> Resolved {
        self.resolve_for(source, &[])
    }

    /// Whom what a rule found stands for.
    pub(super) fn resolve_found(&self, found: &Found, content: &[Span]) -> Resolved {
        let Some(item) = found.named else { return self.resolve_for(&found.source, content) };
        let mention = self.scene.mention(item).map(|at| self.scene.context.mentions[at].span);
        let antecedent = mention.or(Some(self.scene.span(item, item)));
        let name = Phrase { first: item, last: item, head: item, sort: Sort::Name };
        Resolved { antecedent, ..self.names(&name) }
    }

    /// Whom the source of a quotation stands for: hardly somebody whom its own words, `content`,
    /// speak of by name.
    pub(super) fn resolve_for(&self, source: &Phrase, content: &[Span]) -> Resolved {
        let plural = self.scene.is(source.head, Class::PLURAL) && source.sort == Sort::Pronoun;
        let two = self.is_two(source);
        if plural && !self.scene.is(source.head, Class::FIRST) || two {
            return self.together(source.first, two).map_or_else(Resolved::default, |(who, at)| {
                Resolved { speakers: who, antecedent: Some(at) }
            });
        }
        match source.sort {
            Sort::Name => self.names(source),
            Sort::Pronoun => self.pronoun(source.head, content),
            Sort::Relative => self.relative(source.first),
            Sort::Nominal => self.nominal(source),
        }
    }

    fn names(&self, source: &Phrase) -> Resolved {
        let scene = self.scene;
        let mut speakers: Vec<EntityId> = Vec::new();
        let mut after = source.head;
        let add = |item: usize, speakers: &mut Vec<EntityId>| {
            if let Some(id) = scene.mention(item).and_then(|m| scene.context.mentions[m].entity())
                && !speakers.contains(id)
            {
                speakers.push(id.clone());
            }
        };
        add(source.head, &mut speakers);
        // Anna Roe and Peter Roe
        while after + 2 <= source.last && scene.is(after + 1, Class::AND) {
            let Some(next) = (after + 2..=source.last).find(|&at| scene.mention(at).is_some())
            else {
                break;
            };
            add(next, &mut speakers);
            after = (next..=source.last)
                .take_while(|&at| scene.mention(at) == scene.mention(next))
                .last()
                .unwrap_or(next);
        }
        Resolved { speakers, antecedent: None }
    }

    /// The noun before a relative pronoun.
    fn relative(&self, at: usize) -> Resolved {
        let Some(mut before) = at.checked_sub(1) else { return Resolved::default() };
        if matches!(self.scene.sign(before), Some(Sign::Comma | Sign::Dash)) {
            before = before.saturating_sub(1);
        }
        let low = before.saturating_sub(12);
        // “the words of his daughter Mara Quill, who”: people are who
        let thing = |phrase: &Phrase| {
            let person = Class::ROLE.or(Class::GROUP).or(Class::PRON).or(Class::ORG);
            phrase.sort == Sort::Nominal && !self.scene.is(phrase.head, person)
        };
        if self.scene.is_person(before) && self.scene.left(before, low).as_ref().is_some_and(thing)
        {
            let name = Phrase { first: before, last: before, head: before, sort: Sort::Name };
            return self.names(&name);
        }
        match self.scene.left(before, low) {
            Some(phrase) if phrase.sort == Sort::Name => self.names(&phrase),
            // “Mara Quill, a plumber, who”
            Some(phrase) if phrase.sort == Sort::Nominal && self.apposed(&phrase).is_some() => {
                self.apposed(&phrase).map_or_else(Resolved::default, |name| self.names(&name))
            }
            // “a friend of Mara Quill, who”: the nearest name, if it is a person
            Some(phrase) if phrase.sort == Sort::Nominal => self.nominal(&phrase),
            _ => Resolved::default(),
        }
    }

    /// The name that the noun phrase is the apposition of.
    fn apposed(&self, phrase: &Phrase) -> Option<Phrase> {
        let comma = phrase.first.checked_sub(1)?;
        let adds = Class::DET | Class::ROLE | Class::ADJ | Class::POSS | Class::TITLE;
        if !self.scene.is_sign(comma, Sign::Comma) || !self.scene.is(phrase.first, adds) {
            return None;
        }
        let low = comma.saturating_sub(12);
        self.scene.before_comma(comma, low).filter(|name| {
            name.sort == Sort::Name && self.scene.is_person(name.head) && name.last + 1 == comma
        })
    }

    /// Whether the words at `content` speak of the entity.
    fn is_spoken_of(&self, id: &EntityId, content: &[Span]) -> bool {
        let mentions = self.scene.context.mentions;
        content.iter().any(|part| {
            let first = mentions.partition_point(|mention| mention.span.start < part.start);
            mentions[first..]
                .iter()
                .take_while(|mention| mention.span.end <= part.end)
                .any(|mention| mention.entity() == Some(id))
        })
    }

    fn pronoun(&self, at: usize, content: &[Span]) -> Resolved {
        let Some(gender) = self.gender(at) else { return Resolved::default() };
        let best =
            self.weigh(at, gender, content).max_by_key(|&(points, nearness, _)| (points, nearness));
        let noun = self.noun_before(at, gender);
        if let Some((points, phrase)) = noun
            && best.is_none_or(|(most, ..)| points > most)
        {
            let antecedent = Some(self.scene.span(phrase.first, phrase.last));
            return Resolved { antecedent, ..self.nominal(&phrase) };
        }
        let Some((.., mention)) = best else { return self.talker(at, gender) };
        let found = &self.scene.context.mentions[mention];
        Resolved {
            speakers: found.entity().cloned().into_iter().collect(),
            antecedent: Some(found.span),
        }
    }

    /// The names that the pronoun at item `at` may go back to, best first.
    pub(super) fn candidates(&self, at: usize, content: &[Span]) -> Vec<Candidate> {
        let Some(gender) = self.gender(at) else { return Vec::new() };
        let mut out: Vec<_> = self.weigh(at, gender, content).collect();
        out.sort_by_key(|&(points, nearness, _)| std::cmp::Reverse((points, nearness)));
        out.into_iter().map(|(points, _, mention)| Candidate { mention, points }).collect()
    }

    /// The gender of a pronoun that has one.
    fn gender(&self, at: usize) -> Option<Gender> {
        let class = self.scene.class(at);
        match (class.any(Class::MASC), class.any(Class::FEM)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }

    /// The names before the pronoun at item `at`: how well each fits, its nearness, the mention.
    fn weigh(
        &self,
        at: usize,
        gender: Gender,
        content: &[Span],
    ) -> impl Iterator<Item = (i32, usize, usize)> {
        let people = self.people();
        let end = people.partition_point(|&(item, _)| item < at);
        let sentence = self.sentence(at);
        people[..end]
            .iter()
            .rev()
            .take(BACK)
            .map(move |&(item, mention)| (item, mention, sentence - self.sentence(item)))
            .take_while(|&(.., distance)| distance <= FAR)
            .filter_map(move |(item, mention, distance)| {
                let points = self.fits(item, mention, gender, at, distance)?;
                let id = self.scene.context.mentions[mention].entity()?;
                let spoken_of = self.is_spoken_of(id, content);
                Some((points - if spoken_of { SPOKEN_OF } else { 0 }, item, mention))
            })
    }

    /// In dialogue: the last speaker but one whom the pronoun may be, where nobody is named near.
    fn talker(&self, at: usize, gender: Gender) -> Resolved {
        if !self.scene.dialogue {
            return Resolved::default();
        }
        let fits = |id: &EntityId| {
            let known = self.scene.context.cast.entities.get(id).and_then(|(e, _)| e.gender);
            let known = known.or_else(|| self.genders.get(id).copied());
            known.is_none_or(|known| known == gender)
        };
        let mut before = self.spoken.iter().rev().filter(|(place, _)| *place < at);
        let last = before.next().map(|(_, who)| who);
        let other = before.take(6).find(|(_, who)| Some(who) != last && fits(who));
        Resolved {
            speakers: other.map(|(_, who)| who.clone()).into_iter().collect(),
            antecedent: None,
        }
    }

    /// The nearest role noun that a sentence is about, and how well it fits.
    fn noun_before(&self, at: usize, gender: Gender) -> Option<(i32, Phrase)> {
        let nouns = self.nouns.get_or_init(|| nouns(self.scene));
        let end = nouns.partition_point(|&(item, _)| item < at);
        let sentence = self.sentence(at);
        nouns[..end].iter().rev().take(4).find_map(|&(item, phrase)| {
            let class = self.scene.class(phrase.head);
            let clash = gender == Gender::Male && class.any(Class::FEM)
                || gender == Gender::Female && class.any(Class::MASC);
            let distance = sentence - self.sentence(item);
            (!clash && distance <= 3).then(|| (NOUN - 18 * distance, phrase))
        })
    }

    pub(super) fn sentence(&self, item: usize) -> i32 {
        self.scene.sentences.partition_point(|sentence| sentence.items.end as usize <= item) as i32
    }

    /// “the senator”: whom a title or an apposition calls so.
    fn nominal(&self, source: &Phrase) -> Resolved {
        let roles = || self.roles.get_or_init(|| Roles::new(self.scene));
        let owner = Roles::owner(roles, self.scene, source).or_else(|| self.spouse(source));
        Resolved { speakers: owner.into_iter().collect(), antecedent: None }
    }

    /// “his wife”: Mrs. Roe, where he is Mr. Roe.
    fn spouse(&self, source: &Phrase) -> Option<EntityId> {
        let scene = self.scene;
        let language = scene.context.document.language;
        let title = language.spouse(scene.token(source.head)?.lemma)?;
        if source.first == source.head || !scene.is(source.first, Class::POSS) {
            return None;
        }
        let [owner] = self.pronoun(source.first, &[]).speakers.try_into().ok()?;
        let entities = &scene.context.cast.entities;
        let surname = entities.get(&owner)?.0.name.rsplit(' ').next()?;
        let titled = self.titled.get_or_init(|| {
            let mut titled: FxHashMap<(u16, &str), Option<&EntityId>> = FxHashMap::default();
            for (entity, _) in entities.values() {
                if let Some((first, rest)) = entity.name.split_once(' ') {
                    let key = (language.lexicon.entry(first).lemma, rest);
                    // none where several are called so
                    titled.entry(key).and_modify(|known| *known = None).or_insert(Some(&entity.id));
                }
            }
            titled
        });
        let found = titled.get(&(title, surname)).copied().flatten();
        found.filter(|id| **id != owner).cloned()
    }
}

/// The people named outside quotations.
fn people(scene: &Scene<'_>) -> Vec<(usize, usize)> {
    let is_person = |&(_, mention): &(usize, usize)| scene.kind(mention) == Some(Kind::Person);
    scene.named.iter().copied().filter(is_person).collect()
}

/// The role nouns that sentences start with and are about; in dialogue, also behind a leading clause.
fn nouns(scene: &Scene<'_>) -> Vec<(usize, Phrase)> {
    let mut out = Vec::new();
    for sentence in &scene.sentences {
        let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
        let first = scene.right(low, high).filter(|p| scene.is_finite(p.last + 1, low));
        let main = || scene.main_subject(low, high).map(|(phrase, _)| phrase);
        let found = first.or_else(|| if scene.dialogue { main() } else { None });
        let Some(phrase) = found else { continue };
        let subject = phrase.sort == Sort::Nominal
            && scene.is(phrase.head, Class::ROLE)
            && !scene.is(phrase.head, Class::PLURAL)
            && scene.is(phrase.first, Class::DET);
        if subject {
            out.push((phrase.head, phrase));
        }
    }
    out
}

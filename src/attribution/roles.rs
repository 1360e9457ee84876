//! “the senator”: whom the document calls so by a title or an apposition, or the gazetteer by a role.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{phrase::Phrase, scene::Scene};
use crate::{gazetteer::EntityId, language::Class, text::segment::Sign};

/// How many words before and behind a name may describe it.
const REACH: usize = 9;

/// Who is called by a role noun.
#[derive(Debug)]
struct Owner {
    id: EntityId,
    /// The items that stand beside it, in runs: their words.
    words: Vec<Range<usize>>,
}

/// How many times over an entity is described by one noun: the rest of a long text adds little.
const OFTEN: usize = 64;

/// How many entities are weighed that are called so, so that time stays linear in long texts.
const OWNERS: usize = 256;

/// For each role noun the entities that are called so.
#[derive(Debug, Default)]
pub(super) struct Roles {
    owners: Vec<Owner>,
    /// By noun, in order.
    by_lemma: FxHashMap<u16, Vec<usize>>,
    /// By entity: its nouns.
    by_id: FxHashMap<EntityId, Vec<(u16, usize)>>,
}

impl Owner {
    fn describe(&mut self, words: Range<usize>) {
        if self.words.len() < OFTEN {
            self.words.push(words);
        }
    }
}

impl Roles {
    /// Reads the titles and appositions of all mentions.
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let mut roles = Self::default();
        for &(first, mention) in &scene.named {
            let mut end = first;
            while scene.mention(end) == Some(mention) {
                end += 1;
            }
            if let Some(id) = scene.context.mentions[mention].entity() {
                roles.describe(scene, first, end, id);
            }
        }
        roles
    }

    /// Adds the words that describe the name `first..end`.
    fn describe(&mut self, scene: &Scene<'_>, first: usize, end: usize, id: &EntityId) {
        let mut start = first;
        while start > 0 && first - start < REACH && describes(scene, start - 1) {
            start -= 1;
        }
        self.add(scene, start, first, id);
        // X, a senator from Tarn,
        if scene.is_sign(end, Sign::Comma)
            && (scene.is(end + 1, Class::DET | Class::ROLE | Class::ADJ)
                || describes(scene, end + 1))
        {
            let mut last = end + 1;
            while last < scene.items.len() && last - end < REACH + 3 && scene.is_word(last) {
                last += 1;
            }
            self.add(scene, end + 1, last, id);
        }
        // Senator X of Tarn
        if start < first && scene.is(end, Class::OF) {
            self.add_words(scene, end + 1, end + 3, id);
        }
    }

    fn add(&mut self, scene: &Scene<'_>, start: usize, end: usize, id: &EntityId) {
        for at in start..end {
            if !scene.is(at, Class::ROLE | Class::TITLE) {
                continue;
            }
            let Some(lemma) = scene.token(at).map(|token| token.lemma).filter(|&l| l != 0) else {
                continue;
            };
            let owner = self.owner_of(lemma, id);
            self.owners[owner].describe(start..end);
        }
    }

    fn add_words(&mut self, scene: &Scene<'_>, start: usize, end: usize, id: &EntityId) {
        let words = start..end.min(scene.items.len());
        for &(_, owner) in self.by_id.get(id).into_iter().flatten() {
            self.owners[owner].describe(words.clone());
        }
    }

    /// The place of an entity among those that are called so, made where there is none.
    fn owner_of(&mut self, lemma: u16, id: &EntityId) -> usize {
        if let Some(nouns) = self.by_id.get(id)
            && let Some(&(_, owner)) = nouns.iter().find(|(noun, _)| *noun == lemma)
        {
            return owner;
        }
        let owner = self.owners.len();
        self.owners.push(Owner { id: id.clone(), words: Vec::new() });
        self.by_lemma.entry(lemma).or_default().push(owner);
        self.by_id.entry(id.clone()).or_default().push((lemma, owner));
        owner
    }

    /// Whom a definite noun phrase stands for; none where nobody or several are called so. The roles
    /// are asked for only where they decide.
    pub(super) fn owner<'r>(
        roles: impl FnOnce() -> &'r Self,
        scene: &Scene<'_>,
        phrase: &Phrase,
    ) -> Option<EntityId> {
        if let Some(id) = listed(scene, phrase) {
            return Some(id);
        }
        let first = scene.token(phrase.first)?;
        if !first.is(Class::DET) || first.is(Class::PLURAL) || !is_definite(scene, phrase.first) {
            return None;
        }
        let head = scene.token(phrase.head)?;
        if head.is(Class::PLURAL) || head.lemma == 0 {
            return None;
        }
        let roles = roles();
        let owners = roles.by_lemma.get(&head.lemma)?.iter().rev().take(OWNERS);
        let owners = owners.map(|&owner| &roles.owners[owner]);
        let modifiers: Vec<String> = (phrase.first + 1..phrase.head)
            .filter(|&at| !scene.is(at, Class::ADJ))
            .map(|at| scene.word(at).to_lowercase())
            .collect();
        let mut fitting = owners.filter(|owner| {
            modifiers.iter().all(|modifier| is_among(scene, &owner.words, modifier))
        });
        let one = fitting.next()?;
        fitting.next().is_none().then(|| one.id.clone())
    }
}

/// “the”, not “a”: the one that is known already.
fn is_definite(scene: &Scene<'_>, at: usize) -> bool {
    scene.word(at).chars().count() > 2
}

/// The entity of the cast that the gazetteer calls so.
fn listed(scene: &Scene<'_>, phrase: &Phrase) -> Option<EntityId> {
    let from = if scene.is(phrase.first, Class::DET) { phrase.first + 1 } else { phrase.first };
    if from > phrase.last {
        return None;
    }
    let text = scene.context.document.text(scene.span(from, phrase.last));
    let mut owners = scene
        .described
        .iter()
        .filter(|entity| entity.roles.iter().any(|role| role.eq_ignore_ascii_case(text)));
    let one = owners.next()?;
    owners.next().is_none().then(|| one.id.clone())
}

/// Whether the item before a name may be part of its title.
fn describes(scene: &Scene<'_>, at: usize) -> bool {
    scene.is(
        at,
        Class::TITLE
            | Class::ROLE
            | Class::DEMONYM
            | Class::PLACE
            | Class::ADJ
            | Class::ORGWORD
            | Class::ORG,
    ) && scene.is_word(at)
        || scene.token(at).is_some_and(|token| {
            token.capital()
                && token.is_word()
                && scene.mention(at).is_none()
                && !token.is(Class::GRAMMAR | Class::TIME)
        })
}

/// Whether a word in small letters is among those of the items.
fn is_among(scene: &Scene<'_>, items: &[Range<usize>], word: &str) -> bool {
    items
        .iter()
        .flat_map(Clone::clone)
        .any(|at| scene.is_word(at) && is_small_of(word, scene.word(at)))
}

/// Whether `small` is the word in small letters.
fn is_small_of(small: &str, word: &str) -> bool {
    if word.is_ascii() { small.eq_ignore_ascii_case(word) } else { small == word.to_lowercase() }
}

//! Several people under one word: `they`, `the two`, `both`, for people named together before.

use super::{phrase::Phrase, resolve::Resolver};
use crate::{
    gazetteer::EntityId,
    language::Class,
    text::{Span, segment::Sign},
};

/// How many sentences back people may have been named together.
const FAR: i32 = 2;

impl Resolver<'_> {
    /// The people named together before the item `at`, and where: “Mara Quill and Odo Brandt”; `two`
    /// wants exactly two. None where a noun for other people stands between.
    pub(super) fn together(&self, at: usize, two: bool) -> Option<(Vec<EntityId>, Span)> {
        let scene = self.scene;
        let end = self.people().partition_point(|&(item, _)| item < at);
        // only sentences near by are looked at, so that a long text is read in linear time
        let far = usize::try_from(self.sentence(at) - FAR).unwrap_or(0);
        let floor = scene.sentences.get(far)?.items.start as usize;
        let near = |i: usize| self.people()[i].0 >= floor;
        let last = (1..end).rev().take_while(|&i| near(i - 1)).find(|&i| self.is_joined(i))?;
        let mut first = last - 1;
        while first > 0 && near(first - 1) && self.is_listed(first) {
            first -= 1;
        }
        let group = &self.people()[first..=last];
        let behind = self.end_of(last);
        let others = Class::ROLE.or(Class::GROUP);
        let between = (behind..at)
            .any(|i| scene.is(i, others) && scene.is(i, Class::PLURAL) || self.is_joined_at(i));
        // “Mara, John and Peter”: a list whose first name is unknown
        let cut = group[0].0 > 0 && scene.is_sign(group[0].0 - 1, Sign::Comma);
        if between || cut || two && group.len() != 2 {
            return None;
        }
        let who: Vec<EntityId> = group
            .iter()
            .filter_map(|&(_, mention)| scene.context.mentions[mention].entity().cloned())
            .collect();
        (who.len() == group.len()).then(|| (who, scene.span(group[0].0, behind - 1)))
    }

    /// Whether the phrase stands for two people: “the two”, “both”.
    pub(super) fn is_two(&self, phrase: &Phrase) -> bool {
        phrase.first + 1 >= phrase.last && self.scene.is(phrase.last, Class::DUAL)
    }

    /// The item behind the name of person `i`.
    fn end_of(&self, i: usize) -> usize {
        let (item, mention) = self.people()[i];
        (item..self.scene.items.len())
            .find(|&at| self.scene.mention(at) != Some(mention))
            .unwrap_or(self.scene.items.len())
    }

    /// Whether only “and”, with a title, stands between person `i` and the one before.
    fn is_joined(&self, i: usize) -> bool {
        let mut and = false;
        (self.end_of(i - 1)..self.people()[i].0).all(|at| {
            let joins =
                !and && self.scene.is(at, Class::AND) || self.scene.is_sign(at, Sign::Comma);
            and |= self.scene.is(at, Class::AND);
            joins || self.scene.is(at, Class::TITLE | Class::ROLE)
        }) && and
    }

    /// Whether only a comma stands between person `i` and the one before.
    fn is_listed(&self, i: usize) -> bool {
        let between = self.end_of(i - 1)..self.people()[i].0;
        between.len() == 1 && self.scene.is_sign(between.start, Sign::Comma)
    }

    /// Whether an “and” at the item joins a noun for people to a name.
    fn is_joined_at(&self, at: usize) -> bool {
        let scene = self.scene;
        scene.is(at, Class::AND)
            && at > 0
            && scene.is(at - 1, Class::ROLE)
            && scene.mention(at + 1).is_some()
    }
}

//! How well a name fits as what a pronoun goes back to.

use super::resolve::Resolver;
use crate::{
    gazetteer::{EntityId, Gender},
    language::Class,
    text::segment::Sign,
};

impl Resolver<'_> {
    /// How well the mention fits as what the pronoun goes back to; none where it cannot be.
    pub(super) fn fits(
        &self,
        item: usize,
        mention: usize,
        gender: Gender,
        at: usize,
        distance: i32,
    ) -> Option<i32> {
        let scene = self.scene;
        let id = scene.context.mentions[mention].entity()?;
        let entity = scene.entity(mention)?;
        let known = match entity.gender.or_else(|| self.genders.get(id).copied()) {
            Some(g) if g != gender => return None,
            Some(_) => 10,
            None => 0,
        };
        let subject = if self.is_subject(item) { 30 } else { 0 };
        let owner = self.is_owner(item, mention);
        let first = if self.starts_paragraph_sentence(item) { 10 } else { 0 };
        let last_speaker = self
            .spoken
            .iter()
            .rev()
            .find(|(place, _)| *place < at)
            .is_some_and(|(_, who)| who == id);
        let speaker = match (last_speaker, self.scene.dialogue) {
            (true, false) => 25,
            (true, true) => self.turn(at),
            (false, true) if self.spoke_before(at, id) => 25,
            (false, _) => 0,
        };
        Some(known + subject + first + speaker - 18 * distance.min(5) - if owner { 8 } else { 0 })
    }

    /// In dialogue: the last speaker goes on within a paragraph, and is answered in the next.
    fn turn(&self, at: usize) -> i32 {
        let paragraph = |item: usize| {
            usize::try_from(self.sentence(item))
                .ok()
                .and_then(|sentence| self.scene.sentences.get(sentence))
                .map(|sentence| sentence.paragraph)
        };
        let last = self.spoken.iter().rev().find(|(place, _)| *place < at);
        match last {
            Some((place, _)) if paragraph(*place) == paragraph(at) => 25,
            _ => -10,
        }
    }

    /// Whether the speaker before the last one was `id`.
    fn spoke_before(&self, at: usize, id: &EntityId) -> bool {
        let mut before = self.spoken.iter().rev().filter(|(place, _)| *place < at);
        let Some((_, last)) = before.next() else { return false };
        before.take(6).find(|(_, who)| who != last).is_some_and(|(_, who)| who == id)
    }

    /// Whether a finite verb follows the name at once, or after an apposition.
    fn is_subject(&self, item: usize) -> bool {
        let scene = self.scene;
        let mention = scene.mention(item);
        let mut at = item;
        while scene.mention(at) == mention && at < scene.items.len() {
            at += 1;
        }
        while scene.is(at, Class::ADV) {
            at += 1;
        }
        scene.is_finite(at, item)
            || scene.is_sign(at, Sign::Comma) && scene.is(at + 1, Class::REL | Class::DET)
            || scene.is_sign(at, Sign::Clitic) && scene.is(at, Class::MODAL)
            || item > 0 && scene.is(item - 1, Class::SAY) && scene.is(item - 1, Class::PAST)
    }

    fn is_owner(&self, item: usize, mention: usize) -> bool {
        let mut at = item;
        while self.scene.mention(at) == Some(mention) {
            at += 1;
        }
        self.scene.is_sign(at, Sign::Clitic)
    }

    fn starts_paragraph_sentence(&self, item: usize) -> bool {
        let sentence = self.sentence(item);
        usize::try_from(sentence)
            .is_ok_and(|s| item - (self.scene.sentences[s].items.start as usize) < 3)
    }
}

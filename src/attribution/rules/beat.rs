//! Finds: who does something in the narrator's sentence beside a quotation that stands alone.
//! Only in dialogue. Example: `X put down the cup. “Q.”` · `“Q.” X put down the cup.`
//! Fails when: somebody else answers.

use super::{Found, Place, lead};

const BEFORE: f32 = 0.7;
const BEHIND: f32 = 0.7;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    if !scene.dialogue {
        return None;
    }
    let alone = (place.low..place.high).all(|at| scene.quote(at).is_some() || !scene.is_word(at));
    if !alone {
        return None;
    }
    let here = scene.sentences[place.sentence];
    let narrator = |sentence: usize| {
        let there = scene.sentences.get(sentence)?;
        let items = there.items.range();
        let plain =
            there.paragraph == here.paragraph && items.clone().all(|at| scene.quote(at).is_none());
        plain.then_some((items.start, items.end))
    };
    if let Some((low, high)) = place.sentence.checked_sub(1).and_then(narrator) {
        return lead::of(scene, low, high, "beat", BEFORE);
    }
    let (low, high) = narrator(place.sentence + 1)?;
    lead::of(scene, low, high, "beat", BEHIND)
}

//! Finds: a line that signs the quotation before it. Example: `“Q.”` and then `— X, Tarn`.
//! Fails when: the dash begins something else.

use super::{Found, Place};
use crate::{attribution::phrase::Sort, language::Class, text::segment::Sign};

/// Longest signature in items.
const SHORT: usize = 16;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let mut at = place.item + 1;
    if at >= place.high {
        let next = scene.sentences.get(place.sentence + 1)?;
        if next.items.range().len() > SHORT {
            return None;
        }
        at = next.items.start as usize;
    }
    if !scene.is_sign(at, Sign::Dash) || (place.low..place.item).any(|at| scene.is_word(at)) {
        return None;
    }
    // “Q?”—said X: a tag
    let tag = scene.is(at + 1, Class::CUE) && !scene.token(at + 1)?.capital();
    let source = if tag { return None } else { scene.right(at + 1, scene.items.len())? };
    if source.sort != Sort::Name {
        return None;
    }
    Some(Found::new(source, Some((at, at)), "signature", 0.9))
}

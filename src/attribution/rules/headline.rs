//! Finds: a speaker and a colon at the head of a line. Example: `X: It Was ‘Q’ All Along`.
//! Fails when: what stands before the colon is a topic.

use super::{Found, Place};
use crate::{attribution::phrase::Sort, text::segment::Sign};

/// Longest speaker in items.
const SHORT: usize = 7;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let colon = (place.low + 1..place.item.min(place.low + SHORT))
        .find(|&at| scene.is_sign(at, Sign::Colon))?;
    let source = scene.right(place.low, colon)?;
    let known = source.sort == Sort::Name || scene.is_speaker(source.head);
    if source.last + 1 != colon || !known {
        return None;
    }
    Some(Found::new(source, Some((colon, colon)), "headline", 0.9))
}

//! Finds: a name and a colon. Example: `X: “Q.”` · headlines: `X: ‘Q’`.
//! Fails when: what stands before the colon is a topic.

use super::{Found, Place};
use crate::{attribution::phrase::Sort, language::Class, text::segment::Sign};

/// Longest text before the colon, in items.
const SHORT: usize = 12;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let colon =
        place.item.checked_sub(1).filter(|&at| at > place.low && scene.is_sign(at, Sign::Colon))?;
    if colon - place.low > SHORT {
        return None;
    }
    let low = if scene.is(place.low, Class::PREP) { place.low + 1 } else { place.low };
    let source = scene.right(low, colon)?;
    // Sen. Mara Quill (D-Tarn): “Q.”
    let bracket =
        scene.is_sign(source.last + 1, Sign::Open) && scene.is_sign(colon - 1, Sign::Close);
    if !bracket && source.last + 1 != colon
        || source.sort != Sort::Name && !scene.is_speaker(source.head)
    {
        return None;
    }
    Some(Found {
        source,
        cue: Some((colon, colon)),
        rule: "colon",
        score: 0.95,
        same_as: None,
        joins: false,
    })
}

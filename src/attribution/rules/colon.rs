//! Finds: a name and a colon. Example: `X: “Q.”` · headlines: `X: ‘Q’`, `X on the plan: ‘Q’` ·
//! `The plan is late — X: “Q.”`
//! Fails when: what stands before the colon is a topic.

use super::{Found, Place};
use crate::{attribution::phrase::Sort, language::Class, text::segment::Sign};

/// Longest text before the colon, in items.
const SHORT: usize = 12;

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let colon =
        place.item.checked_sub(1).filter(|&at| at > place.low && scene.is_sign(at, Sign::Colon))?;
    let dash = (place.low..colon).rev().find(|&at| scene.is_sign(at, Sign::Dash));
    let start = dash.map_or(place.low, |dash| dash + 1);
    if colon - start > SHORT {
        return None;
    }
    let from = |at: usize| scene.is(at, Class::PREP) && !scene.is(at, Class::OF);
    // More from X:
    let more = scene.is(start, Class::ADJ | Class::ADV | Class::DET) && from(start + 1);
    let low = start + if more { 2 } else { usize::from(from(start)) };
    let source = scene.right(low, colon)?;
    // a headline: X on the plan: ‘Q’
    let topic = low == place.low
        && scene.sentences[place.sentence].headline
        && from(source.last + 1)
        && !(source.last + 1..colon).any(|at| scene.quote(at).is_some());
    // Sen. Mara Quill (D-Tarn): “Q.”
    let bracket =
        scene.is_sign(source.last + 1, Sign::Open) && scene.is_sign(colon - 1, Sign::Close);
    if !bracket && !topic && source.last + 1 != colon
        || source.sort != Sort::Name && !scene.is_speaker(source.head)
    {
        return None;
    }
    Some(Found::new(source, Some((colon, colon)), "colon", 0.95))
}

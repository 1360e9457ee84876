//! Headlines that report: `Mara Quill: Bridge Will Not Hold`.
//! Fails when: what stands before the colon is a topic.

use super::{
    indirect::Reported,
    phrase::{Phrase, Sort},
    rules::Found,
    scene::{Scene, Sentence},
};
use crate::{language::Class, text::segment::Sign};

/// Longest speaker in items.
const SHORT: usize = 7;
/// Fewest words of what is said.
const FEW: usize = 3;

/// What a headline reports behind its speaker's colon, where it quotes nothing.
pub(super) fn headed(scene: &Scene<'_>, sentence: &Sentence) -> Option<Reported> {
    let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
    if !sentence.headline {
        return None;
    }
    let colon = (low + 1..high.min(low + SHORT)).find(|&at| scene.is_sign(at, Sign::Colon))?;
    let source = scene.right(low, colon).filter(|source| source.last + 1 == colon)?;
    let first = colon + 1;
    let last = (first..high).rev().find(|&at| scene.is_word(at))?;
    let words = (first..=last).filter(|&at| scene.is_word(at)).count();
    let quoted = (low..high).any(|at| scene.quote(at).is_some());
    (speaks(scene, &source) && words >= FEW && !quoted).then(|| Reported {
        content: vec![scene.span(first, last)],
        found: Found::new(source, Some((colon, colon)), "reported-headline", 0.7),
    })
}

/// Whether the phrase is a person, or a noun for whoever speaks.
fn speaks(scene: &Scene<'_>, source: &Phrase) -> bool {
    match source.sort {
        Sort::Name => scene.is_person(source.head),
        Sort::Nominal => scene.is(source.head, Class::SPEAKER),
        _ => false,
    }
}

//! What stands without marks behind a colon, in a paragraph of its own: `In May X said:` and what
//! was said. Fails when: the narrator goes on behind the colon.

use super::{
    frame::{Form, Frame, Frames},
    indirect::Reported,
    phrase::Sort,
    rules::Found,
    scene::Scene,
};
use crate::{language::Class, text::segment::Sign};

/// Most items between the cue and the colon: `X said in a speech to the council:`
const REACH: usize = 14;
/// Fewest words of what is said.
const FEW: usize = 4;

/// The paragraph behind sentence `at`, where that ends with a colon and quotes nothing.
pub(super) fn block(scene: &Scene<'_>, frames: &Frames, at: usize) -> Option<Reported> {
    let sentence = scene.sentences[at];
    let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
    let colon = high.checked_sub(1).filter(|&at| scene.is_sign(at, Sign::Colon))?;
    let next = sentence.paragraph + 1;
    let behind = scene.sentences[at + 1..].iter().take_while(|there| there.paragraph == next);
    let (from, to) = behind.fold(None, |span: Option<(u32, u32)>, there| {
        Some((span.map_or(there.items.start, |(from, _)| from), there.items.end))
    })?;
    let items = from as usize..to as usize;
    let quoted = |at: usize| scene.quote(at).is_some();
    if (low..high).any(quoted) || items.clone().any(quoted) {
        return None;
    }
    let frame = frames.of(at).iter().rev().find(|frame| brings(scene, frame, colon))?;
    let words = items.clone().filter(|&at| scene.is_word(at)).count();
    let last = items.rev().find(|&at| scene.is_word(at))?;
    // a list or another speaker's line
    let labelled = (from as usize..last).take(REACH).any(|at| scene.is_sign(at, Sign::Colon));
    (words >= FEW && !labelled).then(|| Reported {
        content: vec![scene.span(from as usize, last)],
        found: Found::of(frame, "reported-block", 0.75),
    })
}

/// Whether the frame says that somebody speaks, right before the colon.
fn brings(scene: &Scene<'_>, frame: &Frame, colon: usize) -> bool {
    let known = match frame.source.sort {
        Sort::Name => scene.mention(frame.source.head).is_some(),
        Sort::Pronoun => !scene.is(frame.source.head, Class::FIRST | Class::SECOND),
        Sort::Nominal => scene.is_speaker(frame.source.head),
        Sort::Relative => false,
    };
    known
        && frame.class.any(Class::SAY)
        && matches!(frame.form, Form::Plain | Form::Carried)
        && frame.end < colon
        && colon - frame.end <= REACH
        && (frame.end + 1..colon).all(|at| !scene.is_finite(at, frame.end))
}

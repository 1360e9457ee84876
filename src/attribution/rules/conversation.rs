//! Finds: whose turn it is in a conversation of two. Example: `“A,” said X.` `“B,” said Y.` `“C.”`: X.
//! Only in documents that are dialogue, and only where each turn is a paragraph of its own.
//! Fails when: three speak, or one speaks twice.
//! After: the alternation of turns in Elson & `McKeown`, Automatic Attribution of Quoted Speech in
//! Literary Narrative (AAAI 2010).

use super::{Found, Place};

pub(super) fn find(place: &Place<'_>) -> Option<Found> {
    let scene = place.scene;
    let alone = (place.low..place.high).all(|at| scene.quote(at).is_some() || !scene.is_word(at));
    if !scene.dialogue || !alone {
        return None;
    }
    let paragraph = |quote: usize| scene.sentences[scene.sentence_of[quote] as usize].paragraph;
    let here = paragraph(place.quote);
    // the turns before: the last quotation of each of the two paragraphs before
    let before = |turns: u32| {
        let wanted = here.checked_sub(turns)?;
        (0..place.quote)
            .rev()
            .take_while(|&quote| paragraph(quote) >= wanted)
            .find(|&quote| paragraph(quote) == wanted)
    };
    let (last, turn) = (before(1)?, before(2)?);
    let (_, found) = (place.found[last]?, place.found[turn]?);
    Some(Found {
        source: found.source,
        cue: None,
        rule: "conversation",
        score: 0.7,
        same_as: Some(turn),
        joins: false,
    })
}

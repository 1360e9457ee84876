//! The stages of attribution: frames, rules, kinds, reported speech, resolution.

use super::{
    Attribution, By, Context, Source,
    frame::Frame,
    resolve::Resolver,
    rules::{Found, Place, RULES},
    scene::Scene,
};
use crate::quote::{Quote, QuoteKind};

/// Attributes the quotations of a document.
pub(super) fn attribute(context: &Context<'_>, quotes: Vec<Quote>) -> (Vec<Quote>, Vec<Attribution>) {
    let scene = Scene::new(context, &quotes);
    let frames: Vec<Vec<Frame>> = scene.sentences.iter().map(|sentence| scene.frames(sentence)).collect();
    let found = sources(&scene, &quotes, &frames);
    let mut resolver = Resolver::new(&scene);
    let mut attributions: Vec<Attribution> = Vec::new();
    let mut who: Vec<Vec<crate::gazetteer::EntityId>> = vec![Vec::new(); quotes.len()];
    for (at, found) in found.iter().enumerate() {
        let Some(found) = found else { continue };
        if quotes[at].kind == QuoteKind::Name {
            continue;
        }
        let resolved = match found.same_as {
            Some(previous) => super::resolve::Resolved { speakers: who[previous].clone(), antecedent: None },
            None => resolver.resolve(&found.source),
        };
        who[at].clone_from(&resolved.speakers);
        resolver.speaks(found.source.head, &resolved.speakers);
        let span = scene.span(found.source.first, found.source.last);
        let cue = found.cue.map(|(first, last)| scene.span(first, last));
        let mut evidence: Vec<_> = cue.into_iter().chain([span]).chain(resolved.antecedent).collect();
        evidence.sort();
        attributions.push(Attribution {
            quote: at,
            source: Some(Source {
                span,
                speakers: resolved.speakers,
                by: if found.same_as.is_some() { By::Continuation } else { Resolver::by(&found.source) },
                rule: found.rule,
                evidence,
                score: found.score,
            }),
            cue,
            addressee: None,
        });
    }
    (quotes, attributions)
}

/// What the rules find for each quotation, in order.
fn sources(scene: &Scene<'_>, quotes: &[Quote], frames: &[Vec<Frame>]) -> Vec<Option<Found>> {
    let mut found: Vec<Option<Found>> = Vec::with_capacity(quotes.len());
    for quote in 0..quotes.len() {
        let sentence = scene.sentence_of[quote] as usize;
        let items = scene.sentences[sentence].items;
        let place = Place {
            scene,
            quotes,
            quote,
            item: scene.at[quote] as usize,
            sentence,
            low: items.start as usize,
            high: items.end as usize,
            frames: &frames[sentence],
            all_frames: frames,
            found: &found,
        };
        let one = RULES.iter().find_map(|rule| (rule.find)(&place));
        found.push(one);
    }
    found
}

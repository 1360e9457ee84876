//! The stages of attribution: frames, rules, reported speech, resolution.

use super::{
    Addressee, Attribution, By, Context, Source,
    frame::Frame,
    indirect,
    resolve::{Resolved, Resolver},
    rules::{Found, Place, RULES},
    scene::Scene,
    settle,
};
use crate::{
    quote::{Quote, QuoteKind},
    text::Span,
};

/// A quotation with what was found for it.
struct Spoken {
    quote: Quote,
    found: Option<Found>,
    /// Which quotation it was among those detected.
    index: Option<usize>,
}

/// Attributes the quotations of a document.
pub(super) fn attribute(
    context: &Context<'_>,
    quotes: Vec<Quote>,
) -> (Vec<Quote>, Vec<Attribution>) {
    let scene = Scene::new(context, &quotes);
    let frames: Vec<Vec<Frame>> =
        scene.sentences.iter().map(|sentence| scene.frames(sentence)).collect();
    let found = sources(&scene, &quotes, &frames);
    let mut spoken = reported(&scene, &frames, &quotes, &found);
    for (index, (mut quote, found)) in quotes.into_iter().zip(found).enumerate() {
        let (item, sentence) = (scene.at[index] as usize, scene.sentence_of[index] as usize);
        if quote.kind != QuoteKind::Name {
            let low = scene.sentences[sentence].items.start as usize;
            let cue = found.and_then(|found| found.cue);
            quote.kind =
                settle::kind(&scene, item, low, found.as_ref().map(|found| &found.source), cue)
                    .unwrap_or(quote.kind);
        }
        spoken.push(Spoken { quote, found, index: Some(index) });
    }
    spoken.sort_by_key(|one| (one.quote.content[0].start, one.quote.content[0].end));
    resolve(&scene, spoken)
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
        let one = if quotes[quote].kind == QuoteKind::Name {
            None
        } else {
            RULES.iter().find_map(|rule| (rule.find)(&place))
        };
        found.push(one);
    }
    found
}

/// The clauses that are reported without marks.
fn reported(
    scene: &Scene<'_>,
    frames: &[Vec<Frame>],
    quotes: &[Quote],
    found: &[Option<Found>],
) -> Vec<Spoken> {
    let mut used = vec![Vec::new(); scene.sentences.len()];
    for (quote, found) in found.iter().enumerate() {
        if let Some((cue, _)) = found.and_then(|found| found.cue) {
            used[scene.sentence_of[quote] as usize].push(cue);
        }
    }
    let _ = quotes;
    let mut out = Vec::new();
    for ((sentence, frames), used) in scene.sentences.iter().zip(frames).zip(&used) {
        for one in indirect::reported(scene, sentence, frames, used) {
            out.push(Spoken {
                quote: Quote {
                    content: vec![one.content],
                    kind: QuoteKind::Indirect,
                    continues: false,
                },
                found: Some(one.found),
                index: None,
            });
        }
    }
    out
}

/// Resolves the sources in the order of the text, and joins the stretches of one utterance.
fn resolve(scene: &Scene<'_>, spoken: Vec<Spoken>) -> (Vec<Quote>, Vec<Attribution>) {
    let mut resolver = Resolver::new(scene);
    // for each detected stretch: whom it was resolved to, and which quotation it became
    let mut who: Vec<(Resolved, usize)> = Vec::new();
    let mut quotes: Vec<Quote> = Vec::with_capacity(spoken.len());
    let mut attributions: Vec<Attribution> = Vec::new();
    for one in spoken {
        let at = quotes.len();
        let mut became = at;
        let mut resolved = Resolved::default();
        if let Some(found) = one.found {
            let before = found.same_as.and_then(|before| who.get(before).cloned());
            resolved = match &before {
                Some((known, _)) => Resolved { antecedent: None, ..known.clone() },
                None => resolver.resolve(&found.source),
            };
            resolver.speaks(found.source.head, &resolved.speakers);
            match before {
                Some((_, quote)) if found.joins && quotes[quote].kind == one.quote.kind => {
                    quotes[quote].content.extend(&one.quote.content);
                    quotes[quote].continues = one.quote.continues;
                    became = quote;
                }
                _ => attributions.push(attribution(scene, &resolver, at, &found, resolved.clone())),
            }
        }
        if let Some(index) = one.index {
            who.resize_with(who.len().max(index + 1), Default::default);
            who[index] = (resolved, became);
        }
        if became == at {
            quotes.push(one.quote);
        }
    }
    (quotes, attributions)
}

fn attribution(
    scene: &Scene<'_>,
    resolver: &Resolver<'_>,
    quote: usize,
    found: &Found,
    resolved: Resolved,
) -> Attribution {
    let span = scene.span(found.source.first, found.source.last);
    let cue: Option<Span> = found.cue.map(|(first, last)| scene.span(first, last));
    let mut evidence: Vec<Span> =
        cue.into_iter().chain([span]).chain(resolved.antecedent).collect();
    evidence.sort();
    let by = if found.same_as.is_some() { By::Continuation } else { Resolver::by(&found.source) };
    let addressee =
        found.cue.and_then(|cue| settle::addressee(scene, cue, &found.source)).map(|phrase| {
            Addressee {
                span: scene.span(phrase.first, phrase.last),
                entity: match resolver.resolve(&phrase).speakers.as_slice() {
                    [one] => Some(one.clone()),
                    _ => None,
                },
            }
        });
    Attribution {
        quote,
        source: Some(Source {
            span,
            speakers: resolved.speakers,
            by,
            rule: found.rule,
            evidence,
            score: found.score,
        }),
        cue,
        addressee,
    }
}

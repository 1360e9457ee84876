//! The stages of attribution: frames, rules, reported speech, resolution.

use super::{
    Addressee, Attribution, By, Context, Source, block,
    frame::Frames,
    headed, indirect,
    phrase::{Phrase, Sort},
    resolve::{Resolved, Resolver},
    rules::{Found, Place, RULES},
    scene::Scene,
    settle, turns,
};
use crate::{
    gazetteer::EntityId,
    quote::{Quote, QuoteKind},
    text::Span,
};

/// How often a resolved pronoun stands for whom we think (measured, see `docs/quotes.md`).
const PRONOUN: f32 = 0.9;
/// The same of a role noun.
const NOMINAL: f32 = 0.85;

/// A quotation with what was found for it.
pub(super) struct Spoken {
    pub(super) quote: Quote,
    pub(super) found: Option<Found>,
    /// Which quotation it was among those detected.
    pub(super) index: Option<usize>,
}

/// A document read for attribution: its narrator's text and the frames of each sentence.
pub(super) struct Reading<'a> {
    pub(super) scene: Scene<'a>,
    frames: Frames,
}

impl<'a> Reading<'a> {
    pub(super) fn new(context: &'a Context<'a>, quotes: &[Quote]) -> Self {
        let scene = Scene::new(context, quotes);
        let frames = Frames::new(&scene);
        Self { scene, frames }
    }

    /// A quotation among its neighbours.
    pub(super) fn place<'p>(
        &'p self,
        quotes: &'p [Quote],
        quote: usize,
        found: &'p [Option<Found>],
        who: &'p [Vec<EntityId>],
    ) -> Place<'p> {
        Place::new(&self.scene, &self.frames, (quotes, quote), found, who)
    }

    /// What the rules find for each quotation, in order; in dialogue also who speaks, as far as
    /// turns need it.
    pub(super) fn sources(&self, quotes: &[Quote]) -> (Vec<Option<Found>>, Vec<Vec<EntityId>>) {
        let mut found: Vec<Option<Found>> = Vec::with_capacity(quotes.len());
        let mut who: Vec<Vec<EntityId>> = Vec::new();
        let mut resolver = self.scene.dialogue.then(|| Resolver::new(&self.scene));
        for (at, quote) in quotes.iter().enumerate() {
            let one = if quote.kind == QuoteKind::Name {
                None
            } else {
                let place = self.place(quotes, at, &found, &who);
                RULES.iter().find_map(|rule| (rule.find)(&place))
            };
            if let Some(resolver) = &mut resolver {
                let speakers = match &one {
                    Some(Found { same_as: Some(before), .. }) => who[*before].clone(),
                    Some(found) => {
                        let known = resolver.resolve_for(&found.source, &quote.content).speakers;
                        resolver.speaks(self.scene.at[at] as usize, &known);
                        resolver.learns(&found.source, &known);
                        if known.is_empty() {
                            nameless(&self.scene, &found.source).into_iter().collect()
                        } else {
                            known
                        }
                    }
                    None => Vec::new(),
                };
                who.push(speakers);
            }
            found.push(one);
        }
        (found, who)
    }
}

/// A key for a speaker without a name, by which turns are told apart: “I”, “the student”. No
/// entity has it.
fn nameless(scene: &Scene<'_>, source: &Phrase) -> Option<EntityId> {
    let word = scene.word(source.head).to_lowercase();
    (source.sort != Sort::Relative).then(|| EntityId::from(format!("\0{word}")))
}

/// Attributes the quotations of a document.
pub(super) fn attribute(
    context: &Context<'_>,
    quotes: Vec<Quote>,
) -> (Vec<Quote>, Vec<Attribution>) {
    let reading = Reading::new(context, &quotes);
    let (found, _) = reading.sources(&quotes);
    resolve(&reading.scene, spoken(&reading, quotes, found), |_, _, _| ())
}

/// What is said in a document, in order: its quotations and what it reports without marks.
pub(super) fn spoken(
    reading: &Reading<'_>,
    quotes: Vec<Quote>,
    found: Vec<Option<Found>>,
) -> Vec<Spoken> {
    let scene = &reading.scene;
    let mut spoken = reported(scene, &reading.frames, &found);
    for (index, (mut quote, found)) in quotes.into_iter().zip(found).enumerate() {
        let (item, sentence) = (scene.at[index] as usize, scene.sentence_of[index] as usize);
        if quote.kind != QuoteKind::Name {
            let low = scene.sentences[sentence].items.start as usize;
            let cue = found.and_then(|found| found.cue);
            let source = found.as_ref().map(|found| &found.source);
            quote.kind = settle::kind(scene, item, low, source, cue).unwrap_or(quote.kind);
        }
        let found = found.filter(|_| quote.kind != QuoteKind::Name);
        spoken.push(Spoken { quote, found, index: Some(index) });
    }
    spoken.sort_by_key(|one| (one.quote.content[0].start, one.quote.content[0].end));
    spoken
}

/// The clauses that are reported without marks.
fn reported(scene: &Scene<'_>, frames: &Frames, found: &[Option<Found>]) -> Vec<Spoken> {
    let cue = |found: &Option<Found>| found.and_then(|found| found.cue).map(|(cue, _)| cue);
    let cues = found.iter().zip(&scene.sentence_of);
    let mut used: Vec<(u32, usize)> =
        cues.filter_map(|(found, sentence)| Some((*sentence, cue(found)?))).collect();
    used.sort_unstable();
    let mut used = used.as_slice();
    let turns = turns::turns(scene);
    let mut out: Vec<Spoken> = Vec::new();
    for turn in &turns {
        out.push(Spoken {
            quote: Quote {
                content: turn.content.clone(),
                kind: QuoteKind::Indirect,
                continues: false,
            },
            found: Some(turn.found),
            index: None,
        });
    }
    for (at, sentence) in scene.sentences.iter().enumerate() {
        let (here, rest) = used.split_at(used.partition_point(|&(of, _)| of as usize <= at));
        used = rest;
        let clauses = indirect::reported(scene, sentence, frames.of(at), here);
        let block = block::block(scene, frames, at);
        for one in headed::headed(scene, sentence).into_iter().chain(clauses).chain(block) {
            out.push(Spoken {
                quote: Quote { content: one.content, kind: QuoteKind::Indirect, continues: false },
                found: Some(one.found),
                index: None,
            });
        }
    }
    out
}

/// Resolves the sources in the order of the text, and joins the stretches of one utterance.
/// `weighs` sees each source that is resolved, with what is known of the text before it.
pub(super) fn resolve(
    scene: &Scene<'_>,
    spoken: Vec<Spoken>,
    mut weighs: impl FnMut(&Resolver<'_>, &Spoken, &Found),
) -> (Vec<Quote>, Vec<Attribution>) {
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
            resolved = if let Some((known, _)) = &before {
                Resolved { antecedent: None, ..known.clone() }
            } else {
                weighs(&resolver, &one, &found);
                resolver.resolve_found(&found, &one.quote.content)
            };
            let place = one.index.filter(|_| scene.dialogue).map(|index| scene.at[index] as usize);
            resolver.speaks(place.unwrap_or(found.source.head), &resolved.speakers);
            resolver.learns(&found.source, &resolved.speakers);
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
    // a pronoun may go back to somebody else
    let sure = match (Resolver::by(&found.source), resolved.speakers.is_empty()) {
        (By::Pronoun, false) => PRONOUN,
        (By::Nominal, false) => NOMINAL,
        _ => 1.0,
    };
    let by = match (found.rule, found.same_as) {
        ("conversation", _) => By::Conversation,
        (_, Some(_)) => By::Continuation,
        (_, None) => Resolver::by(&found.source),
    };
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
            score: found.score * sure,
        }),
        cue,
        addressee,
    }
}

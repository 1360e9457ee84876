//! The rules that find the source of a quotation, in order of precision.

mod after;
mod beat;
mod before;
mod colon;
mod continuation;
mod conversation;
mod headline;
mod introduced;
mod lead;
mod noun;
mod signature;
mod tagged;
mod trailing;

use super::{
    frame::{Frame, Frames},
    phrase::Phrase,
    scene::Scene,
};
use crate::{gazetteer::EntityId, language::Class, quote::Quote, text::segment::Sign};

/// A quotation among its neighbours.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub(super) scene: &'a Scene<'a>,
    pub(super) quotes: &'a [Quote],
    /// The quotation.
    pub(super) quote: usize,
    /// Its item.
    pub(super) item: usize,
    /// Its sentence, and where that starts and ends.
    pub(super) sentence: usize,
    pub(super) low: usize,
    pub(super) high: usize,
    /// The frames of its sentence.
    pub(super) frames: &'a [Frame],
    /// The frames of all sentences.
    pub(super) all_frames: &'a Frames,
    /// What was found for the quotations before it.
    pub(super) found: &'a [Option<Found>],
    /// In dialogue: who says the quotations before it; else empty.
    pub(super) who: &'a [Vec<EntityId>],
}

impl<'a> Place<'a> {
    /// A quotation in its sentence.
    pub(super) fn new(
        scene: &'a Scene<'a>,
        all_frames: &'a Frames,
        (quotes, quote): (&'a [Quote], usize),
        found: &'a [Option<Found>],
        who: &'a [Vec<EntityId>],
    ) -> Self {
        let sentence = scene.sentence_of[quote] as usize;
        let items = scene.sentences[sentence].items;
        Self {
            scene,
            quotes,
            quote,
            item: scene.at[quote] as usize,
            sentence,
            low: items.start as usize,
            high: items.end as usize,
            frames: all_frames.of(sentence),
            all_frames,
            found,
            who,
        }
    }

    /// Another quotation, as this one sees it.
    pub(super) fn of(&self, quote: usize) -> Self {
        Self::new(self.scene, self.all_frames, (self.quotes, quote), self.found, self.who)
    }
}

/// A source that a rule found.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) source: Phrase,
    /// First and last item of the cue.
    pub(super) cue: Option<(usize, usize)>,
    pub(super) rule: &'static str,
    pub(super) score: f32,
    /// The quotation whose source this is, where the rule goes on with one.
    pub(super) same_as: Option<usize>,
    /// Whether it is a further stretch of that quotation's utterance.
    pub(super) joins: bool,
    /// The item that names whom the source stands for, where the rule knows.
    pub(super) named: Option<usize>,
}

/// A way to find a quotation's source.
pub(super) struct Rule {
    /// Its name in records.
    pub(super) name: &'static str,
    /// What it looks for, in a phrase.
    pub(super) finds: &'static str,
    pub(super) find: fn(&Place<'_>) -> Option<Found>,
}

/// All rules; the first that finds a source decides.
pub(super) const RULES: &[Rule] = &[
    Rule { name: "after", finds: "the cue right behind the quotation", find: after::find },
    Rule { name: "colon", finds: "a name and a colon", find: colon::find },
    Rule { name: "signature", finds: "a signature behind the quotation", find: signature::find },
    Rule {
        name: "before",
        finds: "a cue before the quotation in its sentence",
        find: before::find,
    },
    Rule {
        name: "tagged",
        finds: "a sentence behind the quotation that only says who said it",
        find: tagged::find,
    },
    Rule { name: "lead", finds: "whom the words before a colon speak of", find: lead::find },
    Rule {
        name: "headline",
        finds: "a speaker and a colon at the head of the line",
        find: headline::find,
    },
    Rule { name: "noun", finds: "a noun of saying with its owner", find: noun::find },
    Rule {
        name: "introduced",
        finds: "a sentence of saying before a quotation that stands alone",
        find: introduced::find,
    },
    Rule { name: "trailing", finds: "a cue at the end of the sentence", find: trailing::find },
    Rule {
        name: "continuation",
        finds: "speech that goes on without a cue of its own",
        find: continuation::find,
    },
    Rule {
        name: "beat",
        finds: "who does something in the narrator's sentence beside it",
        find: beat::find,
    },
    Rule { name: "weak", finds: "a weak cue somewhat farther before it", find: before::weak },
    Rule {
        name: "conversation",
        finds: "whose turn it is in a conversation",
        find: conversation::find,
    },
];

impl Found {
    /// A source of a quotation that goes on with no other.
    pub(super) fn new(
        source: Phrase,
        cue: Option<(usize, usize)>,
        rule: &'static str,
        score: f32,
    ) -> Self {
        Self { source, cue, rule, score, same_as: None, joins: false, named: None }
    }

    /// The source of a frame, with its cue.
    pub(super) fn of(frame: &Frame, rule: &'static str, score: f32) -> Self {
        Self::new(frame.source, Some((frame.cue, frame.end)), rule, score)
    }

    fn by(frame: &Frame, rule: &'static str, score: f32) -> Option<Self> {
        Some(Self::of(frame, rule, score))
    }
}

impl Place<'_> {
    /// Whether the quotation stands in a leading participle that tells what somebody else said: `Told
    /// that X had called it “q,” Y said` · `Accused of having “q,” Y left`.
    fn is_told(&self) -> bool {
        let scene = self.scene;
        let led = scene.is(self.low, Class::PART)
            && scene.is(self.low, Class::SAY | Class::TELL | Class::ABOUT)
            && self.item > self.low + 2;
        led && !(self.low..self.item).any(|at| scene.is_sign(at, Sign::Comma))
    }

    /// The last character of the quotation before its closing mark.
    fn last_inside(&self) -> Option<char> {
        self.scene.inside(self.item).chars().next_back()
    }
}

//! Frames: a cue with the noun phrase that is its source.

use super::{
    phrase::Phrase,
    scene::{Scene, Sentence},
};
use crate::language::Class;

/// A cue with its source.
#[derive(Debug, Clone, Copy)]
pub(super) struct Frame {
    /// The first item of the cue.
    pub(super) cue: usize,
    /// The last item of the cue.
    pub(super) end: usize,
    pub(super) source: Phrase,
    pub(super) form: Form,
    /// The classes of the cue's word.
    pub(super) class: Class,
}

/// How cue and source stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// X said
    Plain,
    /// said X
    Inverted,
    /// X …, saying; X … and said; X … to say
    Carried,
    /// according to X
    According,
    /// was called … by X
    Passive,
    /// X's claim, her remark
    Noun,
}

impl Frame {
    /// The last item of cue and source, where the source stands behind the cue.
    pub(super) fn last(&self) -> usize {
        if self.source.first > self.end { self.source.last } else { self.end }
    }
}

/// The frames of all sentences.
#[derive(Debug, Default)]
pub(super) struct Frames {
    all: Vec<Frame>,
    /// For each sentence where its frames end.
    ends: Vec<u32>,
}

impl Frames {
    /// Reads all sentences.
    pub(super) fn new(scene: &Scene<'_>) -> Self {
        let mut out = Self { all: Vec::new(), ends: Vec::with_capacity(scene.sentences.len()) };
        for sentence in &scene.sentences {
            scene.frames(sentence, &mut out.all);
            out.ends.push(out.all.len() as u32);
        }
        out
    }

    /// Those of a sentence, in order.
    pub(super) fn of(&self, sentence: usize) -> &[Frame] {
        let start = sentence.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start as usize..self.ends[sentence] as usize]
    }
}

/// What a frame is made of.
const CUES: Class = Class::CUE.or(Class::ACCORDING).or(Class::NOUNCUE);

impl Scene<'_> {
    /// Adds the frames of a sentence, in order.
    fn frames(&self, sentence: &Sentence, out: &mut Vec<Frame>) {
        let (low, high) = (sentence.items.start as usize, sentence.items.end as usize);
        let first = out.len();
        let classes = (low..).zip(self.classes(low, high));
        let mut covered = low;
        let signals = CUES.or(Class::VERB).or(Class::PREP);
        for (at, class) in classes.filter(|(_, class)| class.any(signals)) {
            if at < covered {
                continue;
            }
            if class.any(Class::PREP)
                && let Some(frame) = self.view(at, high)
            {
                covered = frame.end + 1;
                out.push(frame);
                continue;
            }
            if !class.any(CUES.or(Class::VERB)) {
                continue;
            }
            if let Some(frame) = self.light(at, (low, high), &out[first..]) {
                covered = frame.end + 1;
                out.push(frame);
                continue;
            }
            if !class.any(CUES) {
                out.extend(self.answer(at, low, high));
                continue;
            }
            let Some(token) = self.token(at) else { continue };
            // Tarn State University
            if token.capital() && self.is(at + 1, Class::ORGWORD) {
                continue;
            }
            if !token.is_word() || self.mention(at).is_some() && !sentence.headline {
                continue;
            }
            if token.is(Class::ACCORDING) {
                if let Some(source) = self.right(at + 2, high) {
                    let source = self.with_maker(source, high);
                    out.push(Frame {
                        cue: at,
                        end: at + 1,
                        source,
                        form: Form::According,
                        class: token.class,
                    });
                }
                continue;
            }
            if token.is(Class::CUE)
                && (token.is(Class::PAST | Class::THIRD | Class::BASE | Class::ING | Class::PART))
                && let Some(frame) = self.verb_frame(at, low, high, &out[first..])
            {
                covered = frame.end + 1;
                out.push(frame);
                continue;
            }
            if token.is(Class::NOUNCUE) {
                out.extend(self.noun_frame(at, low, high));
            }
        }
        if out.len() == first {
            out.extend(self.poll(low, high));
        }
    }
}

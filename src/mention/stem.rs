//! A word of a text as it stands, or with a case ending taken off, in all its readings.

use super::{
    candidate::{How, Pair},
    form::Form,
    given,
    index::{Index, Way},
    inflect::Reach,
    reading::readings,
    sound::{Ruler, Spelt, consonants, sounds, tell_apart},
    tradition::traditions,
};
use crate::text::Script;

/// What it costs that only consonants were compared.
const BARE: u16 = 12;
/// What taking an ending off costs.
const ENDING: u16 = 12;

/// A word without an ending, or with one taken off.
pub(crate) struct Stem {
    pub(crate) folded: String,
    script: Script,
    pub(crate) given: &'static [u16],
    readings: Vec<Mine>,
    pub(crate) ending: Option<Reach>,
    /// What taking the ending off costs.
    pub(crate) extra: u16,
}

/// A reading of a stem.
struct Mine {
    sounds: Spelt,
    way: Way,
}

/// What two scripts have in common.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    /// All sounds.
    Full,
    /// Consonants only.
    Bare,
    /// Some sounds are one.
    Broad,
}

impl View {
    fn of(self, sounds: &[u8]) -> Spelt {
        match self {
            Self::Full => Spelt::new(sounds),
            Self::Bare => consonants(sounds),
            Self::Broad => super::sound::sounds().merge(sounds),
        }
    }

    /// Letters or sounds that are compared.
    fn length(self, mine: &[u8], theirs: &[u8], letters: u8) -> usize {
        let longer = mine.len().max(theirs.len());
        match self {
            Self::Full => longer.max(letters.into()),
            Self::Bare => longer,
            Self::Broad => longer.max(letters.min(8).into()),
        }
    }

    /// What it costs that less is compared.
    fn blind(self) -> u16 {
        if self == Self::Bare { BARE } else { 0 }
    }
}

/// What a cost a letter makes for so many letters, and a little more.
fn limit(rate: f32, length: usize) -> u16 {
    (rate * 100.0 * length.max(3) as f32) as u16 + 1
}

impl Stem {
    /// The word as it stands.
    pub(crate) fn whole(form: &Form) -> Self {
        Self::new(form, None, 0)
    }

    /// The word (`form`) with an ending taken off, if that may be thought of. It costs little where
    /// every word of a name takes one, or where it is long; a word that the gazetteer knows is no
    /// other's form by the few letters at its end.
    pub(crate) fn base(form: &Form, base: Form, ending: Reach, known: bool) -> Option<Self> {
        let extra = if ending.every || form.script != Script::Latin {
            ENDING
        } else if known {
            return None;
        } else {
            match form.folded.len().saturating_sub(base.folded.len()) {
                0 | 1 => 45,
                2 => 25,
                _ => ENDING,
            }
        };
        Some(Self::new(&base, Some(ending), extra))
    }

    fn new(form: &Form, ending: Option<Reach>, extra: u16) -> Self {
        let mine = readings(form).into_iter().map(|reading| {
            let sides = sounds().sides(&reading.sounds);
            Mine { sounds: reading.sounds, way: Way { spoken: reading.spoken, sides } }
        });
        Self {
            readings: mine.collect(),
            given: given::groups(&form.folded),
            folded: form.folded.clone(),
            script: form.script,
            ending,
            extra,
        }
    }

    /// How a token came to stand for another by this stem.
    pub(crate) fn how(&self, plain: How) -> How {
        if self.ending.is_some() { How::Inflected } else { plain }
    }

    fn view(&self, script: Script) -> View {
        let either = |of: fn(Script) -> bool| of(self.script) || of(script);
        if either(|s| traditions().is_abjad(s)) {
            View::Bare
        } else if either(|s| traditions().is_broad(s)) {
            View::Broad
        } else {
            View::Full
        }
    }

    /// Whether two readings say nothing of each other: how a name is spoken tells only how another
    /// script writes it; women and men of one family are two people.
    fn unheard(&self, mine: Way, script: Script, theirs: Way) -> bool {
        script == self.script && (theirs.spoken || mine.spoken)
            || self.ending.is_none() && tell_apart(mine.sides, theirs.sides)
    }

    /// The tokens that are read with the same consonants, as far as one of these readings lets
    /// them cost at most what `most` says for their script. How a name is spoken may propose what
    /// another reading bears out.
    pub(crate) fn proposed(&self, index: &Index, most: impl Fn(Script) -> f32) -> Vec<u32> {
        let alphabet = matches!(self.script, Script::Latin | Script::Cyrillic);
        let mut tokens = Vec::new();
        for mine in &self.readings {
            let mut rulers: [Option<Ruler>; 3] = [None, None, None];
            let narrow = index.narrow.get(sounds().narrow_key(&mine.sounds));
            let broad =
                if alphabet { 0..0 } else { index.broad.get(sounds().broad_key(&mine.sounds)) };
            for at in narrow.chain(broad) {
                let heard = index.heard[at];
                let view = self.view(heard.script);
                let ruler = &mut rulers[view as usize];
                let ruler = ruler.get_or_insert_with(|| Ruler::new(view.of(&mine.sounds)));
                let theirs = index.sounds(heard);
                let length = view.length(&mine.sounds, theirs, heard.longest);
                let limit = limit(most(heard.script), length);
                let Some(left) = limit.checked_sub(self.extra + view.blind()) else { continue };
                let distance = match view {
                    View::Full => ruler.distance(theirs, left),
                    _ => ruler.distance(&view.of(theirs), left),
                };
                if distance <= left {
                    tokens.extend(index.read_so.get(at as u32));
                }
            }
        }
        tokens.sort_unstable();
        tokens.dedup();
        tokens
    }

    /// The least cost over all readings of the stem and of a token, if it is less than `than` and
    /// about `most` a letter.
    pub(crate) fn against(
        &self,
        index: &Index,
        token: u32,
        than: Option<u16>,
        most: f32,
    ) -> Option<Pair> {
        let info = &index.infos[token as usize];
        let view = self.view(info.script);
        let extra = self.extra + view.blind();
        let mut best: Option<(u16, usize, usize)> = None;
        for (theirs, way) in index.readings(token) {
            let theirs = view.of(theirs);
            for (i, mine) in self.readings.iter().enumerate() {
                if self.unheard(mine.way, info.script, way) {
                    continue;
                }
                let mine = view.of(&mine.sounds);
                let length = view.length(&mine, &theirs, info.length);
                let most = limit(most, length);
                let most = most.min(best.map_or(u16::MAX, |b| b.0)).min(than.unwrap_or(u16::MAX));
                let Some(left) = most.checked_sub(extra) else { continue };
                let cost = sounds().distance(&mine, &theirs, left) + extra;
                // of equal ones the one that comes first among mine, then among theirs
                let better = best.is_none_or(|b| (cost, i) < (b.0, b.1));
                if cost <= most && than.is_none_or(|than| cost < than) && better {
                    best = Some((cost, i, length));
                }
            }
        }
        best.map(|(cost, _, length)| Pair {
            how: self.how(How::Sound),
            cost,
            length: length.min(255) as u8,
            reach: self.ending.unwrap_or_default(),
        })
    }
}

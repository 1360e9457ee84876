//! Classes of words: sets of marks that a lexicon puts on a word.

use std::ops::{BitOr, BitOrAssign};

/// A set of word classes; aligned to four bytes, so that a token fills twenty.
#[repr(Rust, packed(4))]
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct Class(u64);

/// Declares the classes: each a bit, with the name that language files call it by.
macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        #[derive(Clone, Copy)]
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        #[repr(u8)]
        enum Bit { $($name,)* }
        impl Class {
            $($(#[$doc])* pub const $name: Class = Class(1 << Bit::$name as u8);)*
        }
        /// The names that language files use.
        pub const CLASSES: &[(&str, Class)] = &[$(($word, Class::$name),)*];
    };
}

classes! {
    /// A verb of saying that quotes or reports: say, add, tweet.
    SAY = "say",
    /// A verb that may report: reveal, find, show.
    REPORT = "report",
    /// A verb of belief or intent: think, hope, want.
    BELIEF = "belief",
    /// A verb whose object is spoken of: call, accuse, praise.
    ABOUT = "about",
    /// A verb whose object is told: tell, inform.
    TELL = "tell",
    /// A verb whose infinitive is left undone: decline, refuse.
    UNDONE = "undone",
    /// What crowds do: chant, shout.
    CHANT = "chant",
    /// A verb that gives a name: dub, title.
    DUB = "dub",
    /// Any verb.
    VERB = "verb",
    /// The base form.
    BASE = "base",
    /// Third person singular present.
    THIRD = "third",
    /// Past tense.
    PAST = "past",
    /// Present participle.
    ING = "ing",
    /// Past participle.
    PART = "part",
    /// to be
    BE = "be",
    /// to have
    HAVE = "have",
    /// to do
    DO = "do",
    /// will, can, must
    MODAL = "modal",
    /// not, never
    NEG = "neg",
    /// to
    TO = "to",
    /// that
    THAT = "that",
    /// by
    BY = "by",
    /// as
    AS = "as",
    /// of
    OF = "of",
    /// and, or, but
    AND = "and",
    /// because, while, when
    SUB = "sub",
    /// who, which
    REL = "rel",
    /// what, how, whether
    WH = "wh",
    /// the, a, these
    DET = "det",
    /// his, her, their
    POSS = "poss",
    /// he, she, they
    SUBJ = "subj",
    /// him, her, them
    OBJ = "obj",
    /// one, someone, many
    PRON = "pron",
    /// A preposition.
    PREP = "prep",
    /// A title before a name.
    TITLE = "title",
    /// A given name.
    GIVEN = "given",
    /// A noun for a person by role or kin.
    ROLE = "role",
    /// A noun for people together.
    GROUP = "group",
    /// A noun for a body: campaign, court.
    ORG = "org",
    /// A noun for something written or broadcast: report, poll.
    DOC = "doc",
    /// A noun of saying: statement, claim.
    NOUNCUE = "nouncue",
    /// A noun for a work with a title: film, song.
    WORK = "work",
    /// A noun for something people hold up: poster.
    SIGN = "sign",
    /// A noun that is also a verb's form: details, plans.
    THINGS = "noun",
    /// A noun for words: slogan, term.
    LABEL = "label",
    /// An adverb.
    ADV = "adv",
    /// A day, month or other time.
    TIME = "time",
    /// Two people or things: two, both.
    DUAL = "dual",
    /// A number in words.
    NUMBER = "number",
    /// A place's name, or a word in it.
    PLACE = "place",
    /// A word in the names of organisations.
    ORGWORD = "orgword",
    /// A common adjective.
    ADJ = "adj",
    /// Of a people or party: Russian, Republican.
    DEMONYM = "demonym",
    /// Of a man.
    MASC = "masc",
    /// Of a woman.
    FEM = "fem",
    /// More than one.
    PLURAL = "plural",
    /// I, we
    FIRST = "first",
    /// you
    SECOND = "second",
    /// it
    THING = "thing",
    /// Written with a full stop.
    ABBREV = "abbrev",
    /// Small words inside names: van, de, bin.
    NAMEPART = "namepart",
    /// Jr., III
    SUFFIX = "suffix",
    /// according to
    ACCORDING = "according",
    /// out, back: goes with a verb.
    PARTICLE = "particle",
}

impl Class {
    /// No class.
    pub const NONE: Class = Class(0);
    /// Verbs that may carry an attribution.
    pub const CUE: Class = Class(
        Self::SAY.0
            | Self::REPORT.0
            | Self::BELIEF.0
            | Self::ABOUT.0
            | Self::TELL.0
            | Self::CHANT.0,
    );
    /// be, have, do, will
    pub const AUX: Class = Class(Self::BE.0 | Self::HAVE.0 | Self::DO.0 | Self::MODAL.0);
    /// Anything with a verb's forms.
    pub const VERBAL: Class = Class(Self::CUE.0 | Self::AUX.0 | Self::VERB.0 | Self::DUB.0);
    /// Finite or possibly finite forms.
    pub const FINITE: Class = Class(Self::THIRD.0 | Self::PAST.0 | Self::BASE.0 | Self::MODAL.0);
    /// Nouns for whoever speaks.
    pub const SPEAKER: Class = Class(Self::ROLE.0 | Self::GROUP.0 | Self::ORG.0 | Self::DOC.0);
    /// Any listed noun.
    pub const NOUN: Class = Class(
        Self::SPEAKER.0
            | Self::NOUNCUE.0
            | Self::WORK.0
            | Self::SIGN.0
            | Self::LABEL.0
            | Self::THINGS.0
            | Self::TIME.0,
    );
    /// Words that hold sentences together and head no noun phrase.
    pub const GRAMMAR: Class = Class(
        Self::PREP.0
            | Self::AND.0
            | Self::SUB.0
            | Self::REL.0
            | Self::WH.0
            | Self::DET.0
            | Self::POSS.0
            | Self::SUBJ.0
            | Self::OBJ.0
            | Self::NEG.0
            | Self::TO.0
            | Self::THAT.0
            | Self::BY.0
            | Self::AS.0
            | Self::AUX.0
            | Self::PRON.0,
    );

    /// Whether any class is shared.
    pub const fn any(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether all of `other` are here.
    pub const fn all(self, other: Class) -> bool {
        self.0 & other.0 == other.0
    }

    /// The classes of both.
    #[must_use]
    pub const fn or(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }

    /// The classes here that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Class) -> Class {
        Class(self.0 & !other.0)
    }

    /// The classes in both.
    #[must_use]
    pub const fn and(self, other: Class) -> Class {
        Class(self.0 & other.0)
    }

    /// Whether there are none.
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// The class that language files call `name`.
    pub fn named(name: &str) -> Option<Class> {
        CLASSES.iter().find(|(word, _)| *word == name).map(|&(_, class)| class)
    }
}

impl BitOr for Class {
    type Output = Class;
    fn bitor(self, other: Class) -> Class {
        self.or(other)
    }
}

impl BitOrAssign for Class {
    fn bitor_assign(&mut self, other: Class) {
        *self = self.or(other);
    }
}

//! Families of words: small sets that one rule asks for, by base form.

/// A family that language files name under `[families]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Family {
    /// Verbs that say nothing without their noun: make the point.
    Light,
    /// Nouns that such a verb takes beside those of saying: point, case, hope.
    Point,
    /// What an inquiry among people is called: poll, survey.
    Poll,
    /// The word before a poll: in.
    Within,
    /// Nouns for how somebody puts or sees it: in her view.
    View,
    /// Verbs that pass on another's words: quote somebody as saying.
    Quotes,
    /// Verbs whose object does something: hear somebody say.
    Perceives,
    /// Verbs that ask together with the next family: want to know.
    Wants,
    /// What is asked so: know.
    Knows,
    /// Subjects that are nobody: nobody, neither.
    Nobody,
    /// Labels of whoever asks in an interview: Q.
    Asks,
    /// Labels of whoever answers: A.
    Answers,
    /// Words that set a clause against the one before: but, while.
    Contrast,
}

/// The families with the names that language files use.
pub(super) const FAMILIES: &[(&str, Family)] = &[
    ("light", Family::Light),
    ("point", Family::Point),
    ("poll", Family::Poll),
    ("within", Family::Within),
    ("view", Family::View),
    ("quotes", Family::Quotes),
    ("perceives", Family::Perceives),
    ("wants", Family::Wants),
    ("knows", Family::Knows),
    ("nobody", Family::Nobody),
    ("asks", Family::Asks),
    ("answers", Family::Answers),
    ("contrast", Family::Contrast),
];

/// The families of each base form, by its number.
#[derive(Debug, Clone, Default)]
pub(super) struct Families(Vec<u16>);

impl Families {
    /// Puts a base form into a family.
    pub(super) fn add(&mut self, lemma: u16, family: Family) {
        let at = usize::from(lemma);
        self.0.resize(self.0.len().max(at + 1), 0);
        self.0[at] |= 1 << family as u8;
    }

    /// Whether the base form is in the family.
    pub(super) fn has(&self, lemma: u16, family: Family) -> bool {
        self.0.get(usize::from(lemma)).is_some_and(|all| all & (1 << family as u8) != 0)
    }
}

//! Whom the runs name: full names first, then their short forms.

use super::{
    called::{Called, acronym, key},
    run::Run,
};
use crate::{
    gazetteer::{Gender, Kind},
    language::Class,
    segmented::Segmented,
    text::segment::Sign,
};

/// A name in the making.
#[derive(Debug)]
pub(super) struct Person<'d> {
    pub(super) words: Vec<&'d str>,
    pub(super) kind: Kind,
    pub(super) gender: Option<Gender>,
    /// The title it was first named with.
    pub(super) title: Option<usize>,
    pub(super) first_run: usize,
    pub(super) keep: bool,
}

pub(super) struct Finder<'a, 'd> {
    pub(super) document: &'a Segmented<'d>,
    pub(super) runs: &'a [Run],
    pub(super) people: Vec<Person<'d>>,
    pub(super) owner: Vec<Option<usize>>,
    pub(super) called: Called,
}

impl Person<'_> {
    /// The keys by which it may be found again.
    fn keys(&self) -> impl Iterator<Item = u64> + use<> {
        let last = key(surname(&self.words));
        let first = self.words.first().map(|word| key(word)).filter(|first| *first != last);
        let short =
            (self.words.len() > 1 && self.kind != Kind::Person).then(|| acronym(&self.words));
        [Some(last), first, short].into_iter().flatten()
    }
}

impl<'d> Finder<'_, 'd> {
    fn words(&self, run: &Run) -> Vec<&'d str> {
        (run.first..=run.last)
            .filter(|&at| self.document.tokens[at].sign == Sign::Word)
            .map(|at| self.document.word(at))
            .collect()
    }

    /// Whether the run by itself shows that it is a name.
    fn is_sure(&self, run: &Run) -> bool {
        let first = self.document.tokens[run.first];
        match run.kind {
            Kind::Person => {
                let long = run.last > run.first;
                long && (first.is(Class::GIVEN) || first.initial())
                    || run.titled && !run.headline
                    || run.speaks
            }
            Kind::Organisation | Kind::Place | Kind::Other => run.speaks,
            _ => false,
        }
    }

    /// Names of two words or more, and lone ones with a title.
    pub(super) fn full_names(&mut self) {
        for headlines in [false, true] {
            for (at, run) in self.runs.iter().enumerate() {
                if run.headline != headlines || run.last == run.first {
                    continue;
                }
                let words = self.words(run);
                let keep = self.is_sure(run) && !(run.headline && run.last - run.first > 2);
                match self.same(&words, run) {
                    Some(owner) => {
                        let person = &mut self.people[owner];
                        if person.words.len() < words.len()
                            && run.kind == Kind::Person
                            && !run.headline
                            || person.words.len() == words.len()
                                && person.words.iter().all(|word| is_loud(word))
                        {
                            person.words = words;
                        }
                        person.gender = person.gender.or(run.gender);
                        person.keep |= keep;
                        person.first_run = person.first_run.min(at);
                        self.owner[at] = Some(owner);
                    }
                    None if !headlines || keep => {
                        self.owner[at] = Some(self.add(Person {
                            words,
                            kind: run.kind,
                            gender: run.gender,
                            title: run.title,
                            first_run: at,
                            keep,
                        }));
                    }
                    None => {}
                }
            }
        }
    }

    /// Adds a name and the keys by which it may be found again.
    fn add(&mut self, person: Person<'d>) -> usize {
        let owner = self.people.len();
        for key in person.keys() {
            self.called.add(key, owner);
        }
        self.people.push(person);
        owner
    }

    /// The known name that `words` repeat, perhaps with a middle name more or less.
    fn same(&self, words: &[&str], run: &Run) -> Option<usize> {
        let same = |&owner: &usize| {
            let person = &self.people[owner];
            if person.kind != run.kind && !(person.words == words) {
                return false;
            }
            if person.words == words {
                return true;
            }
            if run.kind != Kind::Person {
                return false;
            }
            let (a, b) = (surname(&person.words), surname(words));
            a.eq_ignore_ascii_case(b) && given_fits(person.words[0], words[0])
        };
        self.called.owners(key(surname(words))).filter(same).min()
    }

    /// Lone surnames, given names and acronyms.
    pub(super) fn short_forms(&mut self) {
        // for each name the run that last stood for it
        let mut seen: Vec<Option<usize>> = vec![None; self.people.len()];
        for at in 0..self.runs.len() {
            let run = self.runs[at];
            if run.last > run.first {
                if let Some(owner) = self.owner[at] {
                    seen[owner] = Some(at);
                }
                continue;
            }
            let word = self.document.word(run.first);
            if let Some(owner) = self.bearer(word, &seen, &run) {
                self.owner[at] = Some(owner);
                seen[owner] = Some(at);
                let person = &mut self.people[owner];
                person.gender = person.gender.or(if run.titled { run.gender } else { None });
                person.keep |=
                    person.words.len() == 1 && self.runs[at].speaks || run.speaks || run.titled;
                continue;
            }
            if run.kind == Kind::Place && !run.speaks
                || run.headline
                || run.doubtful && self.is_common(word)
            {
                continue;
            }
            let keep = (run.titled || run.speaks) && !(run.doubtful && self.is_common(word));
            let person = Person {
                words: vec![word],
                kind: run.kind,
                gender: run.gender,
                title: run.title,
                first_run: at,
                keep,
            };
            let owner = self.add(person);
            seen.resize(self.people.len(), None);
            seen[owner] = Some(at);
            self.owner[at] = Some(owner);
        }
    }

    /// Whether one person never bears both titles: Miss and Mrs.
    fn unlike(&self, a: Option<usize>, b: Option<usize>) -> bool {
        let (Some(a), Some(b)) = (a, b) else { return false };
        let lemma = |at: usize| self.document.tokens[at].lemma;
        self.document.language.is_unlike(lemma(a), lemma(b))
    }

    /// Whether the lexicon knows the word as something else than a name.
    fn is_common(&self, word: &str) -> bool {
        let entry = self.document.language.lexicon.entry(word);
        let class = entry.class;
        // an ending alone makes no noun of “Harper said”, but of “Protesters marched”
        if entry.lemma == 0 && !class.any(Class::PLURAL | Class::ADV | Class::VERB) {
            return false;
        }
        !class
            .without(Class::GIVEN | Class::MASC | Class::FEM | Class::PLACE | Class::ORGWORD)
            .is_none()
    }

    /// Whether the run is the wife or husband of somebody who bears the surname with a title alone:
    /// Mrs. Roe, where a Mr. Roe is known; then no other Roe is meant.
    fn is_spouse(&self, run: &Run, key: u64) -> bool {
        let title = |at: Option<usize>| at.map(|at| self.document.tokens[at].lemma);
        let own = title(run.title);
        own.is_some_and(|own| self.document.language.is_spouse(own))
            && self.called.owners(key).any(|owner| {
                let person = &self.people[owner];
                let theirs = title(person.title);
                person.words.len() == 1
                    && theirs != own
                    && theirs.is_some_and(|title| self.document.language.is_spouse(title))
            })
    }

    /// Whom a lone name stands for: the last bearer named before it, else the first after it.
    fn bearer(&self, word: &str, seen: &[Option<usize>], run: &Run) -> Option<usize> {
        let fits = |owner: &usize| {
            let owner = *owner;
            let person = &self.people[owner];
            let clash = run.titled
                && (matches!((run.gender, person.gender), (Some(a), Some(b)) if a != b)
                    || self.unlike(run.title, person.title));
            let part = if person.kind == Kind::Person {
                surname(&person.words).eq_ignore_ascii_case(word)
                    || !run.titled
                        && person.words.len() > 1
                        && person.words[0].eq_ignore_ascii_case(word)
            } else {
                person.words.len() == 1 && person.words[0] == word
                    || is_acronym(word, &person.words)
            };
            part && !clash
        };
        let key = key(word);
        let spouse = self.is_spouse(run, key);
        let fits = |owner: &usize| fits(owner) && !(spouse && self.people[*owner].words.len() > 1);
        let fitting = || self.called.owners(key).filter(fits);
        let before =
            fitting().filter(|&owner| seen[owner].is_some()).max_by_key(|&owner| seen[owner]);
        before.or_else(|| fitting().min())
    }
}

/// The last word that is no suffix.
pub(super) fn surname<'w>(words: &[&'w str]) -> &'w str {
    let suffix =
        |word: &str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
    words.iter().rev().find(|word| !suffix(word)).map_or("", |word| word)
}

/// Whether two given names may be one person's.
fn given_fits(a: &str, b: &str) -> bool {
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    a.eq_ignore_ascii_case(b)
        || (initial(a) || initial(b)) && a.chars().next() == b.chars().next()
        || a.len() >= 3 && b.len() >= 3 && (a.starts_with(b) || b.starts_with(a))
}

/// Whether a word of two letters or more has no small letter: a transcript's `JANE ROE`.
fn is_loud(word: &str) -> bool {
    word.len() > 1 && !word.chars().any(char::is_lowercase)
}

fn is_acronym(word: &str, words: &[&str]) -> bool {
    words.len() > 1
        && word.chars().filter(|c| *c != '.').count() >= 2
        && word.chars().filter(|c| *c != '.').eq(words
            .iter()
            .filter(|w| w.starts_with(char::is_uppercase))
            .filter_map(|w| w.chars().next()))
}

//! Names that the gazetteer lacks, found where people speak, with their short forms.
//!
//! A run of capitalised words is a name where a title, a given name, an age or a verb of saying
//! says so; a surname or given name alone is then whoever bears it in the document.

use rustc_hash::FxHashMap;

use crate::{
    gazetteer::{Entity, EntityId, Gender, Kind},
    language::Class,
    segmented::{Segmented, Token},
    text::segment::Sign,
};

use super::{Cast, Mention, Tier};

/// A run of capitalised words without the titles before it.
#[derive(Debug, Clone, Copy)]
struct Run {
    first: usize,
    last: usize,
    kind: Kind,
    gender: Option<Gender>,
    titled: bool,
    speaks: bool,
    headline: bool,
    /// A lone word that begins its sentence: perhaps no name.
    doubtful: bool,
}

/// A name in the making.
#[derive(Debug)]
struct Person {
    words: Vec<String>,
    kind: Kind,
    gender: Option<Gender>,
    first_run: usize,
    keep: bool,
}

/// Longest name in words.
const LONGEST: usize = 7;

/// Adds the names that the listed mentions lack.
pub(super) fn discover(
    document: &Segmented<'_>,
    listed: Vec<Mention>,
    mut cast: Cast,
) -> (Vec<Mention>, Cast) {
    let runs = runs(document, &listed);
    let owner = vec![None; runs.len()];
    let mut finder =
        Finder { document, runs: &runs, people: Vec::new(), owner, called: FxHashMap::default() };
    finder.full_names();
    finder.short_forms();
    let Finder { people, owner, .. } = finder;
    let mut mentions = listed;
    let ids: Vec<EntityId> =
        people.iter().map(|person| EntityId::from(slug(&person.words))).collect();
    let mut order: Vec<usize> = (0..people.len()).filter(|&at| people[at].keep).collect();
    order.sort_by_key(|&at| people[at].first_run);
    for at in order {
        let person = &people[at];
        let entity = Entity {
            id: ids[at].clone(),
            name: person.words.join(" "),
            kind: person.kind,
            aliases: Vec::new(),
            exclude: Vec::new(),
            gender: person.gender,
            roles: Vec::new(),
            ids: crate::gazetteer::Ids::default(),
            notes: None,
        };
        cast.entities.entry(ids[at].clone()).or_insert((entity, false));
    }
    for (run, owner) in runs.iter().zip(&owner) {
        if let Some(at) = owner.filter(|&at| people[at].keep) {
            mentions.push(Mention {
                span: document.span(run.first, run.last),
                candidates: vec![ids[at].clone()],
                tier: Tier::Discovered,
                alias: None,
                score: if run.last > run.first { 0.9 } else { 0.8 },
            });
        }
    }
    mentions.sort_by_key(|mention| (mention.span.start, mention.span.end));
    (mentions, cast)
}

/// The key of a discovered name.
fn slug(words: &[String]) -> String {
    let mut out = String::from("discovered:");
    for (i, word) in words.iter().enumerate() {
        if i > 0 {
            out.push('-');
        }
        out.extend(
            word.chars().filter(|c| c.is_alphanumeric() || *c == '-').flat_map(char::to_lowercase),
        );
    }
    out
}

/// All runs of capitalised words that no listed mention covers.
fn runs(document: &Segmented<'_>, listed: &[Mention]) -> Vec<Run> {
    let mut out = Vec::new();
    let mut listed = listed.iter().map(|mention| mention.span).peekable();
    for sentence in &document.sentence_tokens {
        let range = sentence.range();
        let tokens = &document.tokens[range.clone()];
        let headline = is_headline(tokens);
        let mut at = range.start;
        while at < range.end {
            let token = document.tokens[at];
            while listed.next_if(|span| span.end <= token.span.start).is_some() {}
            if let Some(&span) = listed.peek()
                && span.start < token.span.end
            {
                at = document.token_at(span.end).max(at + 1);
                continue;
            }
            let limit = listed
                .peek()
                .map_or(range.end, |span| document.token_at(span.start).min(range.end));
            if !starts_name(token) {
                at += 1;
                continue;
            }
            let end = run_end(document, at, limit.max(at + 1));
            // “TV” before a listed name belongs to it
            let attached = end == limit && limit < range.end && end == at + 1;
            if !attached && let Some(run) = classify(document, at, end, headline, range.end) {
                out.push(run);
            }
            at = end;
        }
    }
    out
}

/// Whether most longer words of a sentence are capitalised.
pub(crate) fn is_headline(tokens: &[Token]) -> bool {
    let long = tokens.iter().filter(|token| token.sign == Sign::Word && token.span.len() > 3);
    let (mut all, mut capital) = (0, 0);
    for token in long {
        all += 1;
        capital += u32::from(token.capital());
    }
    all >= 4 && capital * 4 > all * 3
}

fn starts_name(token: Token) -> bool {
    let grammar = token.is(Class::GRAMMAR.without(Class::AUX))
        || token.is(Class::AUX) && !token.is(Class::GIVEN);
    token.sign == Sign::Word && token.capital() && !grammar && !token.is(Class::TIME)
}

/// Where the run that starts at `at` ends.
fn run_end(document: &Segmented<'_>, at: usize, limit: usize) -> usize {
    let tokens = &document.tokens;
    let mut end = at + 1;
    while end < limit && end - at < LONGEST + 3 {
        let token = tokens[end];
        if !token.spaced() {
            break;
        }
        if token.is(Class::VERBAL)
            && token.is(Class::THIRD | Class::PAST | Class::ING)
            && !token.is(Class::GIVEN)
        {
            break;
        }
        if starts_name(token) || token.capital() && token.is(Class::SUFFIX) {
            end += 1;
            continue;
        }
        // van der Berg, al-Masri; Department of Justice
        let link =
            token.is(Class::NAMEPART) || token.is(Class::OF) && tokens[end - 1].is(Class::ORGWORD);
        let mut next = end + 1;
        while link && next < limit && tokens[next].is(Class::NAMEPART) {
            next += 1;
        }
        if link && next < limit && starts_name(tokens[next]) {
            end = next + 1;
            continue;
        }
        break;
    }
    if end + 1 < limit
        && tokens[end].sign == Sign::Comma
        && tokens[end + 1].is(Class::SUFFIX)
        && !tokens[end + 1].is(Class::PLACE)
    {
        end += 2;
    }
    end
}

/// What the run `first..end` is, without its titles.
fn classify(
    document: &Segmented<'_>,
    first: usize,
    end: usize,
    headline: bool,
    sentence_end: usize,
) -> Option<Run> {
    let tokens = &document.tokens;
    let mut from = first;
    let mut gender = None;
    let mut titled = false;
    let org = tokens[first..end].iter().any(|token| token.is(Class::ORGWORD));
    let prefix = Class::TITLE | Class::ROLE | Class::DEMONYM | Class::ADJ | Class::ADV;
    while from + 1 < end && tokens[from].is(prefix) && !tokens[from].is(Class::GIVEN) {
        if org && !tokens[from].is(Class::TITLE) {
            break;
        }
        if tokens[from].is(Class::TITLE | Class::ROLE) {
            titled = true;
            gender = gender_of(tokens[from].class).or(gender);
        }
        from += 1;
    }
    // “Senate Majority Leader Jo Roe”, “CNN anchor”: the name begins behind the last title
    if let Some(last) = (from..end.saturating_sub(1)).rev().find(|&at| {
        tokens[at].is(Class::TITLE | Class::ROLE)
            && !tokens[at].is(Class::GIVEN | Class::ORGWORD)
            && !tokens[at].initial()
    }) {
        titled = true;
        gender = gender_of(tokens[last].class).or(gender);
        from = last + 1;
    }
    // “FBI General Counsel James Roe”: the name begins at the given name
    if let Some(given) = (from + 1..end.saturating_sub(1)).find(|&at| tokens[at].is(Class::GIVEN))
        && !tokens[from].is(Class::GIVEN)
        && !tokens[from].initial()
        && !tokens[given..end].iter().any(|token| token.is(Class::ORGWORD))
    {
        from = given;
    }
    let body = &tokens[from..end];
    let lone = body.len() == 1;
    // a title alone names nobody, unless another stands before it: Mr. King
    let addressed = from > 0
        && tokens[from - 1].is(Class::TITLE)
        && tokens[from - 1].is(Class::ABBREV | Class::MASC | Class::FEM);
    if lone
        && (body[0].is(Class::TITLE | Class::ROLE | Class::TIME)
            || body[0].upper() && body[0].is(Class::ADJ))
        && !body[0].is(Class::GIVEN)
        && !addressed
    {
        return None;
    }
    // “Interior Minister” before a listed name is its title
    let office = body[body.len() - 1].is(Class::TITLE | Class::ROLE)
        && !body[body.len() - 1].is(Class::GIVEN);
    if office && !lone && !body[0].is(Class::GIVEN) && !body[0].initial() && !addressed {
        return None;
    }
    let given = body[0].is(Class::GIVEN) || body[0].initial() && body.len() > 1;
    let doubtful = body[0].starts() && (lone || !given) && !titled;
    if lone && body[0].is(Class::DEMONYM)
        || body.iter().all(|token| token.is(Class::TIME | Class::NUMBER))
    {
        return None;
    }
    let has_org = body.iter().any(|token| token.is(Class::ORGWORD));
    let kind =
        if body.iter().all(|token| token.is(Class::PLACE) || token.is(Class::DEMONYM)) && !titled {
            Kind::Place
        } else if has_org && !(given && body.len() == 2) && !(titled && body.len() <= 2)
            || lone && body[0].upper() && body[0].span.len() <= 6 && !titled
        {
            Kind::Organisation
        } else if given || titled || body.len() <= 3 {
            Kind::Person
        } else {
            Kind::Other
        };
    if kind == Kind::Person && body[0].is(Class::GIVEN) {
        gender = gender.or(gender_of(body[0].class));
    }
    let speaks = speaks(document, from, end - 1, sentence_end, first);
    Some(Run { first: from, last: end - 1, kind, gender, titled, speaks, headline, doubtful })
}

fn gender_of(class: Class) -> Option<Gender> {
    match (class.any(Class::MASC), class.any(Class::FEM)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

/// Whether a verb of saying stands beside the name, or an age or apposition behind it.
fn speaks(
    document: &Segmented<'_>,
    first: usize,
    last: usize,
    end: usize,
    with_title: usize,
) -> bool {
    let tokens = &document.tokens;
    let verb = |at: usize| {
        tokens.get(at).is_some_and(|t| {
            t.is(Class::SAY | Class::TELL | Class::REPORT | Class::BELIEF | Class::ABOUT)
                && t.is(Class::PAST | Class::THIRD | Class::ING)
                && !t.capital()
        })
    };
    let mut at = last + 1;
    while at < end && tokens[at].is(Class::ADV | Class::AUX) && at < last + 4 {
        at += 1;
    }
    if at < end && (verb(at) || at > last + 1 && tokens[at].is(Class::CUE)) {
        return true;
    }
    // behind brackets and appositions
    if at < end
        && (matches!(tokens[at].sign, Sign::Open | Sign::Comma) || tokens[at].is(Class::PREP))
    {
        let parted = |i: usize| matches!(tokens[i - 1].sign, Sign::Comma | Sign::Close);
        if (at + 1..end.min(at + 28))
            .any(|i| parted(i) && tokens[i].is(Class::SAY | Class::TELL) && verb(i))
        {
            return true;
        }
    }
    // Paul dropped his keys
    let acts = first == last
        && tokens[first].is(Class::GIVEN)
        && !tokens[first].is(Class::PLACE | Class::ORGWORD | Class::DEMONYM)
        && at == last + 1
        && at < end
        && tokens[at].is(Class::PAST)
        && !tokens[at].capital();
    if acts {
        return true;
    }
    if last + 2 < end && tokens[last + 1].sign == Sign::Comma {
        let next = tokens[last + 2];
        if next.sign == Sign::Number || next.is(Class::DET | Class::REL | Class::POSS | Class::ROLE)
        {
            return true;
        }
    }
    if last + 2 < end
        && tokens[last + 1].sign == Sign::Colon
        && matches!(tokens[last + 2].sign, Sign::Double | Sign::Single)
    {
        return true;
    }
    let Some(before) = with_title.checked_sub(1) else { return false };
    // said Galina Erema; according to Galina Erema; said a friend, Galina Erema
    let mut back = before;
    for _ in 0..6 {
        let token = tokens[back];
        if verb(back) || token.is(Class::TO) && back > 0 && tokens[back - 1].is(Class::ACCORDING) {
            return true;
        }
        if !token.is_word() && token.sign != Sign::Clitic
            || back == 0
            || token.capital() && token.starts()
        {
            return false;
        }
        back -= 1;
    }
    false
}

struct Finder<'a, 'd> {
    document: &'a Segmented<'d>,
    runs: &'a [Run],
    people: Vec<Person>,
    owner: Vec<Option<usize>>,
    /// By folded surname, given name, lone word and acronym: who may be called so, in order.
    called: FxHashMap<String, Vec<usize>>,
}

impl Person {
    /// The keys by which it may be found again.
    fn keys(&self) -> impl Iterator<Item = String> {
        let last = surname(&self.words).to_lowercase();
        let first =
            self.words.first().map(|word| word.to_lowercase()).filter(|first| *first != last);
        let acronym: String = self
            .words
            .iter()
            .filter_map(|w| w.chars().next().filter(|c| c.is_uppercase()))
            .collect();
        let acronym =
            (self.words.len() > 1 && self.kind != Kind::Person).then(|| acronym.to_lowercase());
        [Some(last), first, acronym].into_iter().flatten()
    }
}

impl Finder<'_, '_> {
    fn words(&self, run: &Run) -> Vec<String> {
        (run.first..=run.last)
            .filter(|&at| self.document.tokens[at].sign == Sign::Word)
            .map(|at| self.document.word(at).to_owned())
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
    fn full_names(&mut self) {
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
    fn add(&mut self, person: Person) -> usize {
        let owner = self.people.len();
        for key in person.keys() {
            self.called.entry(key).or_default().push(owner);
        }
        self.people.push(person);
        owner
    }

    /// Who may be called so.
    fn called(&self, word: &str) -> &[usize] {
        self.called.get(&word.to_lowercase()).map_or(&[], Vec::as_slice)
    }

    /// The known name that `words` repeat, perhaps with a middle name more or less.
    fn same(&self, words: &[String], run: &Run) -> Option<usize> {
        self.called(surname(words)).iter().copied().find(|&owner| {
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
            a.eq_ignore_ascii_case(b) && given_fits(&person.words[0], &words[0])
        })
    }

    /// Lone surnames, given names and acronyms.
    fn short_forms(&mut self) {
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
            let word = self.document.word(run.first).to_owned();
            if let Some(owner) = self.bearer(&word, &seen, &run) {
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
                || run.doubtful && self.is_common(&word)
            {
                continue;
            }
            let keep = (run.titled || run.speaks) && !(run.doubtful && self.is_common(&word));
            let person = Person {
                words: vec![word],
                kind: run.kind,
                gender: run.gender,
                first_run: at,
                keep,
            };
            let owner = self.add(person);
            seen.resize(self.people.len(), None);
            seen[owner] = Some(at);
            self.owner[at] = Some(owner);
        }
    }

    /// Whether the lexicon knows the word as something else than a name.
    fn is_common(&self, word: &str) -> bool {
        let class = self.document.language.lexicon.entry(word).class;
        !class
            .without(Class::GIVEN | Class::MASC | Class::FEM | Class::PLACE | Class::ORGWORD)
            .is_none()
    }

    /// Whom a lone name stands for: the last bearer named before it, else the first after it.
    fn bearer(&self, word: &str, seen: &[Option<usize>], run: &Run) -> Option<usize> {
        let fits = |owner: &usize| {
            let owner = *owner;
            let person = &self.people[owner];
            let clash =
                matches!((run.gender, person.gender), (Some(a), Some(b)) if a != b) && run.titled;
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
        let fitting = || self.called(word).iter().copied().filter(fits);
        let before =
            fitting().filter(|&owner| seen[owner].is_some()).max_by_key(|&owner| seen[owner]);
        before.or_else(|| fitting().next())
    }
}

/// The last word that is no suffix.
fn surname(words: &[String]) -> &str {
    let suffix =
        |word: &str| matches!(word.trim_end_matches('.'), "Jr" | "Sr" | "II" | "III" | "IV");
    words.iter().rev().find(|word| !suffix(word)).map_or("", String::as_str)
}

/// Whether two given names may be one person's.
fn given_fits(a: &str, b: &str) -> bool {
    let initial = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    a.eq_ignore_ascii_case(b)
        || (initial(a) || initial(b)) && a.chars().next() == b.chars().next()
        || a.len() >= 3 && b.len() >= 3 && (a.starts_with(b) || b.starts_with(a))
}

fn is_acronym(word: &str, words: &[String]) -> bool {
    words.len() > 1
        && word.chars().filter(|c| *c != '.').count() >= 2
        && word.chars().filter(|c| *c != '.').eq(words
            .iter()
            .filter(|w| w.starts_with(char::is_uppercase))
            .filter_map(|w| w.chars().next()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::Document, gazetteer::Gazetteer, language::Language, mention};

    fn found(text: &str) -> Vec<(String, String)> {
        let document = Document::new("d", text);
        let english = Language::english();
        let cut = Segmented::new(&document, &english);
        let (mentions, cast) = mention::discover(&cut, Vec::new(), &Gazetteer::new());
        let name =
            |m: &Mention| m.entity().map(|id| cast.entities[id].0.name.clone()).unwrap_or_default();
        mentions.iter().map(|m| (cut.text(m.span).to_owned(), name(m))).collect()
    }

    fn pair(a: &str, b: &str) -> (String, String) {
        (a.to_owned(), b.to_owned())
    }

    #[test]
    fn a_surname_is_whoever_bears_it() {
        assert_eq!(
            found("Mayor Mara Quill, 42, spoke in Tarn. Ms. Quill said it was late."),
            [pair("Mara Quill", "Mara Quill"), pair("Quill", "Mara Quill")]
        );
    }

    #[test]
    fn titles_tell_two_bearers_apart() {
        let text = "Anna Roe and Peter Roe came. Mr. Roe said little. Mrs. Roe said more.";
        let names: Vec<_> = found(text).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["Anna Roe", "Peter Roe", "Peter Roe", "Anna Roe"]);
    }

    #[test]
    fn places_and_sentence_starts_are_no_speakers() {
        assert_eq!(found("Protesters marched through Ohio. Tensions grew."), []);
    }
}

//! Looks for what will give wrong or missing matches in gazetteers that can be read, and says where
//! it stands and what to do.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fmt,
    hash::Hasher,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{
    EntityId, Gazetteer, Kind,
    intake::{Intake, Listed, Survey},
    source::Place,
    suggestion::distance,
};
use crate::error::{Error, Fault, Result};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The list cannot be read.
    Error,
    /// Matches will be wrong or missing.
    Warning,
    /// Worth knowing.
    Note,
}

/// Something found in a gazetteer.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file.
    pub path: PathBuf,
    /// Line, from 1; 0 where the file as a whole is meant.
    pub line: u32,
    /// Column, from 1, in code points; 0 where the line as a whole is meant.
    pub column: u32,
    /// How bad it is.
    pub severity: Severity,
    /// What is looked for: `two-owners`, `too-short`, …
    pub rule: &'static str,
    /// The entity it is about.
    pub entity: Option<EntityId>,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub fix: Option<String>,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        };
        let message = format!("{severity}: {} [{}]", self.message, self.rule);
        let (path, line, column) = (self.path.clone(), self.line, self.column);
        write!(f, "{}", Fault { path, line, column, message })?;
        self.fix.as_ref().map_or(Ok(()), |fix| write!(f, "\n    {fix}"))
    }
}

/// What a check looks at beside the files.
#[derive(Debug, Default)]
pub struct CheckOptions {
    /// The entities that a corpus names; those that are not among them are reported as unused.
    pub used: Option<BTreeSet<EntityId>>,
}

/// Names that are compared letter by letter: beyond this only equal ones are found.
const MOST_COMPARED: usize = 200_000;
/// Names that share a key, of which a further one is compared with the first so many.
const MOST_NEAR: usize = 32;

/// Checks gazetteers, layered as [`Gazetteer::load`] would; findings in the order of their places.
///
/// # Errors
/// A file cannot be read at all; mistakes inside files are findings.
pub fn check<P: AsRef<Path>>(
    paths: impl IntoIterator<Item = P>,
    options: &CheckOptions,
) -> Result<Vec<Finding>> {
    let mut intake = Intake::surveying();
    let mut findings = Vec::new();
    for path in paths {
        match intake.load(path.as_ref(), None) {
            Err(Error::Data(faults)) => findings.extend(faults.into_iter().map(mistake)),
            other => other?,
        }
    }
    let Survey { gazetteer, faults, remarks, listed } = intake.finish_survey();
    findings.extend(faults.into_iter().map(mistake));
    findings.extend(remarks.into_iter().map(|fault| of_fault(fault, Severity::Note, "not-read")));
    let checked = Checked { gazetteer: &gazetteer, listed: &listed };
    for rule in RULES {
        rule(&checked, &mut findings);
    }
    if let Some(used) = &options.used {
        unused(&checked, used, &mut findings);
    }
    findings.sort();
    findings.dedup();
    Ok(findings)
}

/// What the rules see.
struct Checked<'a> {
    gazetteer: &'a Gazetteer,
    listed: &'a [Listed],
}

type Rule = fn(&Checked<'_>, &mut Vec<Finding>);

const RULES: &[Rule] = &[repeated, single_names, two_owners, same_ids, near_duplicates];

fn mistake(fault: Fault) -> Finding {
    of_fault(fault, Severity::Error, "mistake")
}

fn of_fault(fault: Fault, severity: Severity, rule: &'static str) -> Finding {
    let Fault { path, line, column, message } = fault;
    Finding { path, line, column, severity, rule, entity: None, message, fix: None }
}

impl Checked<'_> {
    fn finding(
        &self,
        (listed, place): (&Listed, Place),
        rule: &'static str,
        message: String,
        fix: &str,
    ) -> Finding {
        let path = self.gazetteer.files()[listed.file].path.clone();
        let Place { line, column } = place;
        let (severity, fix) = (Severity::Warning, Some(fix.to_owned()));
        let entity = Some(EntityId::from(listed.entry.id.as_str()));
        Finding { path, line, column, severity, rule, entity, message, fix }
    }

    fn at(&self, listed: &Listed) -> String {
        let path = self.gazetteer.files()[listed.file].path.display().to_string();
        if listed.place.line == 0 { path } else { format!("{path}:{}", listed.place.line) }
    }
}

/// The name and the aliases of an entry with their places and whether they are weak.
fn forms(listed: &Listed) -> impl Iterator<Item = (&str, Place, bool)> {
    let name = listed.entry.name.iter().map(|name| (name.as_str(), listed.place, false));
    let place = |i: usize| listed.entry.places.get(i).copied().unwrap_or(listed.place);
    let aliases = listed.entry.aliases.iter().enumerate();
    name.chain(aliases.map(move |(i, alias)| (alias.text.as_str(), place(i), alias.weak)))
}

/// A form without case, diacritics and punctuation: what the matcher takes for equal.
fn folded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            plain.push(c);
        } else if !"'’ʼ`".contains(c) && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
    plain.trim().to_owned()
}

/// Aliases that say again what the name or an alias before says.
fn repeated(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for listed in checked.listed {
        let mut seen: HashMap<String, &str> = HashMap::new();
        for (text, place, _) in forms(listed) {
            match seen.get(&folded(text)) {
                None => _ = seen.insert(folded(text), text),
                Some(first) if *first == text => findings.push(checked.finding(
                    (listed, place),
                    "duplicate-alias",
                    format!("“{text}” stands twice for “{}”", listed.entry.id),
                    "remove one of the two",
                )),
                Some(first) => {
                    let message = format!("“{text}” is found by “{first}” already");
                    let fix = "remove it: case, diacritics and punctuation are folded";
                    let found = checked.finding((listed, place), "shadowed-alias", message, fix);
                    findings.push(Finding { severity: Severity::Note, ..found });
                }
            }
        }
    }
}

/// Names of one short or everyday word.
fn single_names(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    for listed in checked.listed {
        for (text, place, weak) in forms(listed) {
            if weak || text.split_whitespace().count() > 1 {
                continue;
            }
            let letters = text.chars().filter(|c| c.is_alphanumeric()).count();
            let capitals = text.chars().filter(|c| c.is_uppercase()).count();
            // Arabic, Georgian, Chinese, … have no capitals
            let signs =
                capitals == 0 && text.chars().all(|c| c.to_uppercase().eq([c]) || is_georgian(c));
            let fix = "make it weak: { text = \"…\", weak = true }, or give a longer form";
            let at = (listed, place);
            // a country cannot help its name
            if listed.entry.kind == Some(Kind::Place) && Some(text) == listed.entry.name.as_deref()
            {
                continue;
            }
            if letters < 2 || (letters < 3 && capitals < 2 && !signs) {
                let message = format!("“{text}” is too short to name anything by itself");
                findings.push(checked.finding(at, "too-short", message, fix));
            } else if COMMON.contains(&text.to_lowercase()) && capitals < letters.max(2) {
                let message = format!("“{text}” is an everyday word, too");
                findings.push(checked.finding(at, "common-word", message, fix));
            } else if capitals == 0 && !signs {
                let message = format!("“{text}” is written as an everyday word, without a capital");
                let found = checked.finding(at, "lower-case", message, fix);
                findings.push(Finding { severity: Severity::Note, ..found });
            }
        }
    }
}

/// Georgian has capitals for whole lines only.
fn is_georgian(c: char) -> bool {
    matches!(c, '\u{10a0}'..='\u{10ff}')
}

/// `data/common_words.toml`, all languages together.
static COMMON: LazyLock<HashSet<String>> = LazyLock::new(|| {
    #[derive(Deserialize)]
    struct Language {
        words: HashSet<String>,
    }
    let languages: BTreeMap<String, Language> =
        toml::from_str(include_str!("data/common_words.toml"))
            .expect("the built-in words are checked by a test");
    languages.into_values().flat_map(|language| language.words).collect()
});

/// Forms that are listed for several entities.
fn two_owners(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut owners: HashMap<String, Vec<(&Listed, &str, Place, bool)>> = HashMap::new();
    for listed in checked.listed {
        for (text, place, weak) in forms(listed) {
            let entity = checked.gazetteer.get(&listed.entry.id.as_str().into());
            if !entity.is_some_and(|e| e.exclude.iter().any(|form| form == text)) {
                owners.entry(folded(text)).or_default().push((listed, text, place, weak));
            }
        }
    }
    for owners in owners.values() {
        let (first, ..) = owners[0];
        let mut named = HashSet::from([first.entry.id.as_str()]);
        for (listed, text, place, weak) in owners {
            if named.insert(&listed.entry.id) && !weak {
                let (other, at) = (&first.entry.id, checked.at(first));
                let message = format!("“{text}” names “{other}” ({at}) as well");
                let fix = "where the document does not settle it, it stays ambiguous; make it weak \
                           in one of the two, or merge them if they are the same";
                findings.push(checked.finding((listed, *place), "two-owners", message, fix));
            }
        }
    }
}

/// Entities that have the same id elsewhere.
fn same_ids(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let mut owners: HashMap<(&str, &str), &Listed> = HashMap::new();
    for listed in checked.listed {
        for (scheme, id) in listed.entry.ids.iter() {
            let first = *owners.entry((scheme, id)).or_insert(listed);
            if first.entry.id != listed.entry.id {
                let (other, at) = (&first.entry.id, checked.at(first));
                let own = &listed.entry.id;
                let message = format!("“{other}” ({at}) has the same {scheme} id {id}");
                let fix = format!("gazetteer merge FILE {other} {own}, or correct the id");
                let place = (listed, listed.place);
                findings.push(checked.finding(place, "same-id", message, &fix));
            }
        }
    }
}

/// Entities whose names have the same words in another order, or differ in one letter.
fn near_duplicates(checked: &Checked<'_>, findings: &mut Vec<Finding>) {
    let names: Vec<Option<Vec<char>>> = checked.listed.iter().map(sorted_name).collect();
    let letters = names.len() <= MOST_COMPARED;
    let mut keys: Vec<(u64, u32)> = Vec::new();
    for (i, name) in names.iter().enumerate() {
        let near = name.iter().flat_map(|name| near_keys(name, letters));
        keys.extend(near.map(|key| (key, i as u32)));
    }
    keys.sort_unstable();
    keys.dedup();
    let mut pairs: Vec<(u32, u32)> = Vec::new();
    for bucket in keys.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, this)) in bucket.iter().enumerate() {
            pairs.extend(bucket[..at.min(MOST_NEAR)].iter().map(|(_, other)| (*other, *this)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let near = |(other, this)| near(checked, &names, other as usize, this as usize);
    findings.extend(pairs.into_iter().filter_map(near));
}

fn near(
    checked: &Checked<'_>,
    names: &[Option<Vec<char>>],
    other: usize,
    this: usize,
) -> Option<Finding> {
    let (first, listed) = (&checked.listed[other], &checked.listed[this]);
    let (one, two) = (names[other].as_ref()?, names[this].as_ref()?);
    let kinds = first.entry.kind == listed.entry.kind;
    let same = first.entry.id == listed.entry.id;
    // equal names have two owners, which is reported by itself
    let equal = first.entry.name.as_deref().map(folded) == listed.entry.name.as_deref().map(folded);
    if same || !kinds || equal || other_gender(first, listed) || !alike(one, two) {
        return None;
    }
    let (id, at) = (&first.entry.id, checked.at(first));
    let [a, b] = [first, listed].map(|l| l.entry.name.clone().unwrap_or_default());
    let message = format!("“{b}” looks like “{a}”, the name of “{id}” ({at})");
    let fix = format!("if they are the same: gazetteer merge FILE {id} {}", listed.entry.id);
    Some(checked.finding((listed, listed.place), "near-duplicate", message, &fix))
}

/// Whether two names differ in one letter at most, and not in a short word: NBC News is not ABC News.
fn alike(one: &[char], two: &[char]) -> bool {
    let words = |name: &[char]| {
        let text: String = name.iter().collect();
        text.split(' ').map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let (a, b) = (words(one), words(two));
    let short = a.symmetric_difference(&b).any(|word| word.chars().count() < 4);
    distance(one, two) <= 1 && !short
}

/// Ivanov and Ivanova are two people.
fn other_gender(one: &Listed, two: &Listed) -> bool {
    matches!((one.entry.gender, two.entry.gender), (Some(a), Some(b)) if a != b)
}

/// The folded name with its words in order of the alphabet; none where it is too short to compare.
fn sorted_name(listed: &Listed) -> Option<Vec<char>> {
    let name = folded(listed.entry.name.as_ref()?);
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    let name: Vec<char> = words.join(" ").chars().collect();
    (8..=100).contains(&name.len()).then_some(name)
}

/// Two names that differ in one letter share one of these: the name, and it without each letter.
fn near_keys(name: &[char], letters: bool) -> impl Iterator<Item = u64> + '_ {
    let without = move |left_out: Option<usize>| {
        let mut hasher = rustc_hash::FxHasher::default();
        let kept = name.iter().enumerate().filter(|(i, _)| Some(*i) != left_out);
        kept.for_each(|(_, c)| hasher.write_u32(*c as u32));
        hasher.finish()
    };
    let shorter = if letters { name.len() } else { 0 };
    std::iter::once(None).chain((0..shorter).map(Some)).map(without)
}

/// Entities that a corpus never names.
fn unused(checked: &Checked<'_>, used: &BTreeSet<EntityId>, findings: &mut Vec<Finding>) {
    let mut seen = HashSet::new();
    for listed in checked.listed {
        let id = listed.entry.id.as_str();
        if seen.insert(id) && !used.contains(id) {
            let message = format!("“{id}” is named by none of the documents");
            let fix = "leave it out of this story's list, or add the forms in which it is named";
            let found = checked.finding((listed, listed.place), "unused", message, fix);
            findings.push(Finding { severity: Severity::Note, ..found });
        }
    }
}

#[cfg(test)]
#[path = "tests/check.rs"]
mod tests;

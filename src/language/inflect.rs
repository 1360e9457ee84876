//! Inflection by the rules that a language file gives.

use serde::Deserialize;

use super::class::Class;

/// The rules; the first whose ending fits decides.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Inflection {
    #[serde(default)]
    verb: Vec<VerbRule>,
    #[serde(default)]
    noun: Vec<NounRule>,
}

/// How verbs with one of these endings inflect: cut letters, then add.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbRule {
    ends: String,
    third: String,
    #[serde(default)]
    cut_third: usize,
    past: String,
    #[serde(default)]
    cut_past: usize,
    ing: String,
    #[serde(default)]
    cut_ing: usize,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct NounRule {
    ends: String,
    plural: String,
    #[serde(default)]
    cut: usize,
}

fn fits(word: &str, ends: &str) -> bool {
    ends.is_empty() || ends.split_whitespace().any(|end| word.ends_with(end))
}

fn build(word: &str, cut: usize, add: &str) -> String {
    let keep = word.char_indices().rev().nth(cut.wrapping_sub(1)).map_or(word.len(), |(at, _)| at);
    format!("{}{add}", &word[..if cut == 0 { word.len() } else { keep }])
}

impl Inflection {
    /// The forms of a verb written `base`, `base+` (last letter doubled) or `base:past:participle`.
    pub(super) fn verb(&self, word: &str) -> (String, Vec<(String, Class)>) {
        let mut parts = word.split(':');
        let base = parts.next().unwrap_or_default();
        let (base, doubled) = match base.strip_suffix('+') {
            Some(base) => (base, true),
            None => (base, false),
        };
        let stem = match base.chars().last() {
            Some(last) if doubled => format!("{base}{last}"),
            _ => base.to_owned(),
        };
        let mut forms = vec![(base.to_owned(), Class::BASE)];
        let Some(rule) = self.verb.iter().find(|rule| fits(base, &rule.ends)) else {
            return (base.to_owned(), forms);
        };
        forms.push((build(base, rule.cut_third, &rule.third), Class::THIRD));
        forms.push((build(&stem, rule.cut_ing, &rule.ing), Class::ING));
        let past =
            parts.next().map_or_else(|| build(&stem, rule.cut_past, &rule.past), str::to_owned);
        match parts.next() {
            Some(participle) => {
                forms.push((past, Class::PAST));
                forms.push((participle.to_owned(), Class::PART));
            }
            None => forms.push((past, Class::PAST | Class::PART)),
        }
        (base.to_owned(), forms)
    }

    /// A noun written `singular` or `singular:plural`, and its plural.
    pub(super) fn noun(&self, word: &str) -> (String, String) {
        if let Some((one, many)) = word.split_once(':') {
            return (one.to_owned(), many.to_owned());
        }
        let many = match self.noun.iter().find(|rule| fits(word, &rule.ends)) {
            Some(rule) => build(word, rule.cut, &rule.plural),
            None => word.to_owned(),
        };
        (word.to_owned(), many)
    }
}

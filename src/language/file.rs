//! Reads language files.

use std::{collections::BTreeMap, path::PathBuf};

use serde::Deserialize;
use toml::Spanned;

use super::{
    Example, Language,
    class::Class,
    family::{FAMILIES, Families},
    inflect::Inflection,
    lexicon::Lexicon,
};
use crate::error::{Error, Fault, Result};

/// A table from class names to words.
type Lists = BTreeMap<Spanned<String>, String>;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    code: Option<String>,
    clitics: String,
    elisions: String,
    unlike: Vec<(String, String)>,
    spouses: BTreeMap<String, String>,
    marks: Marks,
    words: Lists,
    nouns: Lists,
    verbs: Lists,
    forms: Lists,
    families: Lists,
    phrases: BTreeMap<Spanned<String>, Vec<String>>,
    inflection: Inflection,
    suffixes: Lists,
    masc: String,
    fem: String,
    both: String,
    example: Vec<Example>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Marks {
    open: String,
    close: String,
}

/// Reads the files of one language, the later ones adding to the first.
pub(super) fn load(files: &[&str], name: &str) -> Result<Language> {
    let mut language = Language {
        code: String::new(),
        lexicon: Lexicon::default(),
        clitics: Vec::new(),
        elisions: Vec::new(),
        unlike: Vec::new(),
        spouses: Vec::new(),
        families: Families::default(),
        open: Vec::new(),
        close: Vec::new(),
        examples: Vec::new(),
    };
    let mut faults = Vec::new();
    for text in files {
        match toml::from_str::<File>(text) {
            Ok(file) => {
                Loader { language: &mut language, text, name, faults: &mut faults }.add(file);
            }
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                faults.push(fault(name, text, at, error.message().to_owned()));
            }
        }
    }
    if faults.is_empty() { Ok(language) } else { Err(Error::Data(faults)) }
}

fn fault(name: &str, text: &str, at: usize, message: String) -> Fault {
    let before = text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |tail| tail.chars().count()) + 1;
    Fault { path: PathBuf::from(name), line: line as u32, column: column as u32, message }
}

struct Loader<'a> {
    language: &'a mut Language,
    text: &'a str,
    name: &'a str,
    faults: &'a mut Vec<Fault>,
}

impl Loader<'_> {
    fn add(&mut self, file: File) {
        let own = |list: &str| list.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        if let Some(code) = file.code {
            self.language.code = code;
        }
        self.language.clitics.extend(own(&file.clitics));
        self.language.elisions.extend(own(&file.elisions));
        self.language.open.extend(file.marks.open.chars());
        self.language.close.extend(file.marks.close.chars());
        self.language.examples.extend(file.example);
        self.verbs(&file.verbs, &file.inflection);
        self.nouns(&file.nouns, &file.inflection);
        for lists in [&file.words, &file.forms] {
            for (names, list) in lists {
                let class = self.class(names);
                for word in list.split_whitespace() {
                    let (word, base) = word.split_once('=').unwrap_or((word, word));
                    self.language.lexicon.add(word, base, class);
                }
            }
        }
        self.given(&file.masc, Class::MASC);
        self.given(&file.fem, Class::FEM);
        for word in file.both.split_whitespace() {
            self.language.lexicon.remove(word, Class::MASC | Class::FEM);
            self.language.lexicon.add(word, word, Class::GIVEN);
        }
        for (a, b) in &file.unlike {
            let pair = (self.language.lexicon.lemma_of(a), self.language.lexicon.lemma_of(b));
            self.language.unlike.push(pair);
        }
        for (noun, title) in &file.spouses {
            let pair =
                (self.language.lexicon.lemma_of(noun), self.language.lexicon.lemma_of(title));
            self.language.spouses.push(pair);
        }
        self.families(&file.families);
        for (names, list) in &file.suffixes {
            let class = self.class(names);
            for word in list.split_whitespace() {
                self.language.lexicon.add_suffix(word, class);
            }
        }
        for (names, list) in &file.phrases {
            let class = self.class(names);
            for phrase in list {
                match phrase.split_whitespace().collect::<Vec<_>>()[..] {
                    [first, second] => self.language.lexicon.add_phrase(first, second, class),
                    _ => self
                        .wrong(names.span().start, format!("a phrase has two words: {phrase:?}")),
                }
            }
        }
    }

    fn verbs(&mut self, lists: &Lists, rules: &Inflection) {
        for (names, list) in lists {
            let class = self.class(names);
            for word in list.split_whitespace() {
                let (base, forms) = rules.verb(word);
                for (form, inflection) in forms {
                    self.language.lexicon.add(&form, &base, class | inflection);
                }
            }
        }
    }

    fn nouns(&mut self, lists: &Lists, rules: &Inflection) {
        for (names, list) in lists {
            let class = self.class(names);
            for word in list.split_whitespace() {
                let (one, many) = rules.noun(word);
                self.language.lexicon.add(&one, &one, class);
                self.language.lexicon.add(&many, &one, class | Class::PLURAL);
            }
        }
    }

    fn families(&mut self, lists: &Lists) {
        for (name, list) in lists {
            let Some(&(_, family)) = FAMILIES.iter().find(|(known, _)| known == name.get_ref())
            else {
                self.wrong(name.span().start, format!("no family of words is called {name:?}"));
                continue;
            };
            for word in list.split_whitespace() {
                let lemma = self.language.lexicon.base_of(word);
                self.language.families.add(lemma, family);
            }
        }
    }

    /// A given name in both lists says nothing about the pronoun.
    fn given(&mut self, list: &str, gender: Class) {
        for word in list.split_whitespace() {
            self.language.lexicon.add(word, word, Class::GIVEN | gender);
        }
    }

    fn class(&mut self, names: &Spanned<String>) -> Class {
        let mut all = Class::NONE;
        for name in names.get_ref().split_whitespace() {
            match Class::named(name) {
                Some(class) => all |= class,
                None => {
                    self.wrong(names.span().start, format!("no class of words is called {name:?}"));
                }
            }
        }
        all
    }

    fn wrong(&mut self, at: usize, message: String) {
        self.faults.push(fault(self.name, self.text, at, message));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_loads_and_inflects() {
        let english = Language::english();
        let class = |word| english.lexicon.entry(word).class;
        assert!(class("quipped").all(Class::SAY | Class::PAST));
        assert!(class("replies").all(Class::SAY | Class::THIRD));
        assert!(class("Telling").all(Class::TELL | Class::ING));
        assert!(class("spokeswomen").all(Class::ROLE | Class::FEM | Class::PLURAL));
        assert!(class("quietly").any(Class::ADV));
        assert!(class("co-founder").any(Class::ROLE));
        assert!(class("Mara").is_none());
    }

    #[test]
    fn every_built_in_language_loads_whole() {
        for (code, files) in super::super::BUILT_IN {
            assert_eq!(
                load(files, code).map(|language| language.code).ok().as_deref(),
                Some(*code)
            );
        }
    }

    #[test]
    fn mistakes_come_with_their_place() {
        let Err(Error::Data(faults)) =
            Language::from_toml("code = \"x\"\n[words]\n\"nix\" = \"a\"")
        else {
            panic!("an unknown class is a mistake");
        };
        assert_eq!((faults[0].line, faults[0].column), (3, 1));
    }
}

//! A name cut into tokens, each with its part: the same for aliases and for what texts write.

use std::sync::Arc;

use super::{
    form::Form,
    given,
    lexicon::{Part, lexicon},
    word::{Gap, Word, words},
};
use crate::text::Script;

/// A token of a name.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) form: Arc<Form>,
    pub(crate) part: Part,
    /// As it stands in the text.
    pub(crate) surface: Arc<str>,
    /// A hyphen joins it to the one before.
    pub(crate) hyphened: bool,
    /// Its number in a list that is being compiled.
    pub(crate) number: Option<u32>,
}

/// The tokens of a name, in the order in which it is spoken where a comma says so.
pub(crate) fn tokens(name: &str) -> Vec<Token> {
    tokens_by(name, Token::new)
}

/// The same by a function that gives the token of a word: lists have the same words again and
/// again.
pub(crate) fn tokens_by(name: &str, mut token: impl FnMut(&str) -> Token) -> Vec<Token> {
    let words = words(name);
    let hyphened = |w: &Word| w.gap == Gap::Hyphen;
    let whole = |w: &Word| Token { hyphened: hyphened(w), ..token(w.text(name)) };
    let mut tokens: Vec<Token> = words.iter().map(whole).collect();
    if let Some(at) = comma(&words) {
        let after = lexicon_suffix(&tokens[at..]);
        if !after {
            tokens.rotate_left(at);
        }
    }
    settle(&mut tokens);
    tokens
}

/// A word as a token of a name.
pub(crate) fn token(name: &str, word: Word) -> Token {
    Token { hyphened: word.gap == Gap::Hyphen, ..Token::new(word.text(name)) }
}

impl Token {
    /// A word by itself.
    pub(crate) fn new(surface: &str) -> Self {
        let form = Form::new(surface);
        let part = lexicon().part(&form);
        Self { form: Arc::new(form), part, surface: surface.into(), hyphened: false, number: None }
    }
}

/// Where the one comma of “Surname, Given” stands: the number of tokens before it.
fn comma(words: &[Word]) -> Option<usize> {
    let mut commas = words.iter().enumerate().skip(1).filter(|(_, w)| w.gap == Gap::Comma);
    let first = commas.next()?.0;
    commas.next().is_none().then_some(first)
}

/// “Clark, Jr.”: what follows the comma is no given name.
fn lexicon_suffix(tokens: &[Token]) -> bool {
    tokens.iter().all(|t| t.part == Part::Suffix)
}

/// Titles stand before a name, what follows it names.
fn settle_titles(tokens: &mut [Token]) {
    let lead = tokens.iter().take_while(|t| t.part == Part::Title).count();
    for token in tokens[lead..].iter_mut().filter(|t| t.part == Part::Title) {
        token.part = Part::Content;
    }
}

/// A part that stands alone is the name, whatever it would be beside others.
fn settle(tokens: &mut [Token]) {
    settle_titles(tokens);
    if !tokens.iter().any(|t| t.part == Part::Content) {
        let best = [Part::Particle, Part::Title, Part::Suffix, Part::Initial];
        for part in best {
            if tokens.iter().any(|t| t.part == part) {
                for token in tokens.iter_mut().filter(|t| t.part == part) {
                    token.part = Part::Content;
                }
                return;
            }
        }
    }
}

/// The other ways in which a name is cut: hyphened words as one (“Jong-un” as “Jongun”), and the
/// family name apart where a script writes names without blanks.
pub(crate) fn recut(tokens: &[Token]) -> Option<Vec<Token>> {
    if let [one] = tokens {
        return apart(one);
    }
    if !tokens.iter().any(|t| t.hyphened) {
        return given_first(tokens);
    }
    let mut joined: Vec<Token> = Vec::new();
    for token in tokens {
        match joined.last_mut() {
            Some(last) if token.hyphened => {
                let surface = format!("{}{}", last.surface, token.surface);
                *last = Token {
                    form: Arc::new(Form::new(&surface)),
                    surface: surface.into(),
                    number: None,
                    ..last.clone()
                };
            }
            _ => joined.push(token.clone()),
        }
    }
    Some(joined)
}

/// “Ben Cardin”, “Al Franken”: a given name at the head that is a small word elsewhere.
pub(crate) fn given_first(tokens: &[Token]) -> Option<Vec<Token>> {
    let (first, rest) = tokens.split_first()?;
    let given = first.part == Part::Particle && given::is_given(&first.form.folded);
    let one = given && rest.iter().filter(|t| t.part == Part::Content).count() == 1;
    one.then(|| {
        let mut cut = tokens.to_vec();
        cut[0].part = Part::Content;
        cut
    })
}

/// A Chinese or Korean name: the first sign is the family's.
fn apart(token: &Token) -> Option<Vec<Token>> {
    let signs = token.surface.chars().count();
    let unspaced = matches!(token.form.script, Script::Han | Script::Hangul);
    if !unspaced || !(2..=4).contains(&signs) {
        return None;
    }
    let (at, _) = token.surface.char_indices().nth(1)?;
    let part = |surface: &str| Token {
        form: Arc::new(Form::new(surface)),
        surface: surface.into(),
        part: Part::Content,
        hyphened: false,
        number: None,
    };
    Some(vec![part(&token.surface[..at]), part(&token.surface[at..])])
}

/// The place of the father's name among three content tokens, if one is there.
pub(crate) fn patronymic<'a>(content: impl Iterator<Item = &'a Form>) -> Option<usize> {
    let forms: Vec<&Form> = content.collect();
    (forms.len() == 3).then(|| [1, 2].into_iter().find(|i| lexicon().is_patronymic(forms[*i])))?
}

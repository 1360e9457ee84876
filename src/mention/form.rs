//! The normal forms of a token.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::table::{hash, hash_bytes};
use crate::text::{Script, fold};

/// A token in the forms that are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Form {
    /// Lower case, composed, diacritics kept, apostrophes dropped.
    pub(crate) lower: String,
    /// Without diacritics too.
    pub(crate) folded: String,
    /// Of most of its letters.
    pub(crate) script: Script,
}

impl Form {
    /// The forms of a token as it stands in a text or an alias.
    pub(crate) fn new(token: &str) -> Self {
        if token.is_ascii() {
            let mut lower = token.to_ascii_lowercase();
            lower.retain(|c| c != '\'' && c != '`');
            let script = if lower.bytes().any(|b| b.is_ascii_lowercase()) {
                Script::Latin
            } else {
                Script::Other
            };
            return Self { folded: lower.clone(), lower, script };
        }
        let script = script(token);
        let repaired = repair(token, script);
        let text = repaired.as_deref().unwrap_or(token);
        let keep = script == Script::Hebrew;
        let lower: String = fold::lower(text)
            .chars()
            .filter_map(|c| match c {
                '\'' | '’' | '׳' if keep => Some('׳'),
                c if letters().is_apostrophe(c) || c == '׳' => None,
                c => Some(c),
            })
            .collect();
        let folded = fold::fold(&lower).replace('׳', "");
        Self { lower, folded, script }
    }

    /// Letters, in the folded form.
    pub(crate) fn length(&self) -> usize {
        if self.folded.is_ascii() { self.folded.len() } else { self.folded.chars().count() }
    }
}

/// The hash of a token's folded form: that of [`Form::new`] without making one where each letter
/// folds by itself.
pub(crate) fn hash_folded(token: &str, buffer: &mut Vec<u8>) -> u64 {
    buffer.clear();
    let (mut latin, mut cyrillic) = (false, false);
    for c in token.chars() {
        let code = c as usize;
        if c.is_ascii_alphanumeric() {
            latin |= c.is_ascii_alphabetic();
            buffer.push(c.to_ascii_lowercase() as u8);
        } else if let Some(folded) = alone().get(code.wrapping_sub(FIRST)).filter(|f| f[0] != 0) {
            latin |= code < 0x2B0;
            cyrillic |= code >= 0x400;
            buffer.extend(folded.iter().take_while(|byte| **byte != 0));
        } else if !matches!(c, '\'' | '’') || !letters().is_apostrophe(c) {
            return hash(&Form::new(token).folded);
        }
    }
    // look-alikes are put right first
    if latin && cyrillic {
        return hash(&Form::new(token).folded);
    }
    hash_bytes(buffer)
}

const FIRST: usize = 0xC0;
const LAST: usize = 0x52F;

/// What the letters from `FIRST` to `LAST` (Latin, Greek, Cyrillic) fold to, wherever they stand:
/// UTF-8, zeros behind it; nothing for marks.
fn alone() -> &'static [[u8; 8]] {
    static ALONE: OnceLock<Vec<[u8; 8]>> = OnceLock::new();
    ALONE.get_or_init(|| {
        let fold = |code: usize| {
            let c = char::from_u32(code as u32).filter(|c| c.is_alphabetic());
            let folded = c.map(|c| Form::new(c.encode_utf8(&mut [0; 4])).folded);
            let mut bytes = [0; 8];
            if let Some(folded) = folded.filter(|f| f.len() < 8) {
                bytes[..folded.len()].copy_from_slice(folded.as_bytes());
            }
            bytes
        };
        (FIRST..=LAST).map(fold).collect()
    })
}

/// The writing system of most letters.
pub(crate) fn script(token: &str) -> Script {
    if token.is_ascii() {
        let letters = token.bytes().any(|b| b.is_ascii_alphabetic());
        return if letters { Script::Latin } else { Script::Other };
    }
    let mut counts = [0_usize; 16];
    for c in token.chars() {
        counts[Script::of(c) as usize] += 1;
    }
    counts[Script::Other as usize] = 0;
    let most = counts.iter().copied().max().unwrap_or(0);
    token
        .chars()
        .map(Script::of)
        .find(|s| *s != Script::Other && counts[*s as usize] == most)
        .unwrap_or_default()
}

/// What `data/letters.toml` says.
pub(crate) struct Letters {
    to_cyrillic: FxHashMap<char, char>,
    to_latin: FxHashMap<char, char>,
    apostrophes: String,
}

impl Letters {
    /// Whether `c` may stand inside a word without being one of its letters.
    pub(crate) fn is_apostrophe(&self, c: char) -> bool {
        self.apostrophes.contains(c)
    }
}

/// The letters that look alike, and the marks that are no letters.
pub(crate) fn letters() -> &'static Letters {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        alike: String,
        apostrophes: String,
    }
    static LETTERS: OnceLock<Letters> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let file: File = toml::from_str(include_str!("data/letters.toml"))
            .expect("the built-in data are well-formed");
        let pairs = || {
            file.alike.split_whitespace().filter_map(|pair| {
                let mut two = pair.chars();
                Some((two.next()?, two.next()?))
            })
        };
        Letters {
            to_cyrillic: pairs().collect(),
            to_latin: pairs().map(|(latin, cyrillic)| (cyrillic, latin)).collect(),
            apostrophes: file.apostrophes,
        }
    })
}

/// The token with its look-alikes put right, where it mixes Latin and Cyrillic.
fn repair(token: &str, script: Script) -> Option<String> {
    let (map, stranger) = match script {
        Script::Cyrillic => (&letters().to_cyrillic, Script::Latin),
        Script::Latin => (&letters().to_latin, Script::Cyrillic),
        _ => return None,
    };
    let mixed = token.chars().any(|c| Script::of(c) == stranger);
    mixed.then(|| token.chars().map(|c| map.get(&c).copied().unwrap_or(c)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_put_right() {
        assert_eq!(Form::new("Алеĸсей").lower, "алексей");
        assert_eq!(Form::new("Сергiй").lower, "сергій");
        assert_eq!(Form::new("Pаul").lower, "paul");
    }

    #[test]
    fn hashes_are_those_of_the_folded_form() {
        let mut letters: Vec<String> =
            (0x21..0x600).filter_map(char::from_u32).map(String::from).collect();
        letters.extend(
            ["Łódź’s", "Ångström", "e\u{301}", "Pаul", "Ωμέγα", "ג'ון", "ﬁn", "ЁЖ", "O’Neill"]
                .map(str::to_owned),
        );
        for word in &letters {
            for word in [word.clone(), format!("a{word}b"), format!("я{word}ё"), format!("Ω{word}")]
            {
                let folded = hash(&Form::new(&word).folded);
                assert_eq!(hash_folded(&word, &mut Vec::new()), folded, "{word}");
            }
        }
    }

    #[test]
    fn apostrophes_are_no_letters_but_geresh_is() {
        assert_eq!(Form::new("O’Malley").folded, "omalley");
        assert_eq!(Form::new("O'Malley").folded, "omalley");
        assert_eq!(Form::new("ג'ון").lower, "ג׳ון");
        assert_eq!(Form::new("ג'ון").folded, "גון");
    }
}

//! Scripts without blanks: listed names inside a run of letters become words of their own.

use aho_corasick::{AhoCorasick, MatchKind};

use super::word::{Gap, Word};
use crate::text::Script;

/// Shorter names are inside too many other words.
const SHORTEST: usize = 3;

/// The words of listed names in scripts without blanks, found in one pass.
#[derive(Debug, Default)]
pub(crate) struct Unspaced(Option<AhoCorasick>);

impl Unspaced {
    /// Of the words of a list (lower case, composed) those that may stand inside a run of letters.
    pub(crate) fn new<'t>(tokens: impl Iterator<Item = &'t str>) -> Self {
        let inside = |token: &&str| unspaced(token) && token.chars().count() >= SHORTEST;
        let names: Vec<&str> = tokens.filter(inside).collect();
        if names.is_empty() {
            return Self(None);
        }
        let longest = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(names);
        Self(longest.ok())
    }

    /// Gives the parts of a word, cut where a listed name begins or ends inside it.
    pub(crate) fn cut(&self, text: &str, word: Word, mut give: impl FnMut(Word)) {
        match &self.0 {
            Some(names) if unspaced(word.text(text)) => parts(names, text, word, give),
            _ => give(word),
        }
    }
}

fn unspaced(word: &str) -> bool {
    !word.is_ascii() && word.chars().next().is_some_and(|c| Script::of(c).unspaced())
}

/// Gives the word's parts: names and what lies between.
fn parts(names: &AhoCorasick, text: &str, word: Word, mut give: impl FnMut(Word)) {
    let mut from = word.start;
    let mut part = |from: u32, to: u32| {
        if from < to {
            let first = from == word.start;
            let (gap, line) = (if first { word.gap } else { Gap::None }, first && word.line);
            let full_end = if to == word.end { word.full_end } else { to };
            give(Word { start: from, end: to, full_end, gap, line, capitals: word.capitals });
        }
    };
    for found in names.find_iter(word.text(text)) {
        let start = word.start + found.start() as u32;
        part(from, start);
        from = word.start + found.end() as u32;
        part(start, from);
    }
    part(from, word.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mention::word::words;

    #[test]
    fn names_inside_a_run_are_words() {
        let names = Unspaced::new(["林海風", "港", "カゼハラ", "ada"].into_iter());
        let cut = |text: &str| -> Vec<String> {
            let mut cut = Vec::new();
            let mut give = |part: Word| cut.push(part.text(text).to_owned());
            words(text).into_iter().for_each(|word| names.cut(text, word, &mut give));
            cut
        };
        assert_eq!(cut("昨日林海風表示,港口 ada"), ["昨日", "林海風", "表示", "港口", "ada"]);
        assert_eq!(cut("ミラ・カゼハラは"), ["ミラ", "カゼハラ", "は"]);
        assert_eq!(cut("林海風"), ["林海風"]);
        assert!(Unspaced::new(["ada"].into_iter()).0.is_none());
    }
}

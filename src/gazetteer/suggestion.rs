//! “Did you mean”: the nearest of the words that would have been right.

/// ` (did you mean “…”?)` with the nearest of `known`, or nothing where none is near.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(" (did you mean “{near}”?)"))
}

/// The nearest of `known` within a third of the word's length, in edits of one letter.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let bound = (word.len() / 3).clamp(1, 3);
    let far = |other: &&'a str| {
        let other_chars: Vec<char> = other.chars().collect();
        let begins = word.len() >= 3 && other_chars.starts_with(&word);
        if begins { 1 } else { distance(&word, &other_chars) }
    };
    known.iter().map(|other| (far(other), *other)).filter(|(d, _)| *d <= bound).min().map(|x| x.1)
}

/// Levenshtein's distance.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_and_nothing_far() {
        assert_eq!(nearest("organization", &["person", "organisation"]), Some("organisation"));
        assert_eq!(nearest("org", &["person", "organisation"]), Some("organisation"));
        assert_eq!(nearest("aliasses", &["aliases", "name"]), Some("aliases"));
        assert_eq!(nearest("Kind", &["kind", "name"]), Some("kind"));
        assert_eq!(nearest("weather", &["kind", "name"]), None);
        assert_eq!(nearest("", &["kind", "name"]), None);
    }
}

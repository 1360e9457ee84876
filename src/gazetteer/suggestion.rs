//! “Did you mean”: the nearest of the words that would have been right.

/// ` (did you mean “…”?)` with the nearest of `known`, or nothing where none is near.
pub(crate) fn did_you_mean(word: &str, known: &[&str]) -> String {
    nearest(word, known).map_or_else(String::new, |near| format!(" (did you mean “{near}”?)"))
}

/// The nearest of `known` within a third of the word's length, in edits of one letter.
fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let word: Vec<char> = word.chars().take(64).flat_map(char::to_lowercase).collect();
    let bound = (word.len() / 3).min(3);
    let far = |other: &&'a str| {
        let other: Vec<char> = other.chars().collect();
        let begins = word.len() >= 3 && other.starts_with(&word);
        if begins { 1 } else { distance(&word, &other) }
    };
    known.iter().map(|other| (far(other), *other)).filter(|(d, _)| *d <= bound).min().map(|x| x.1)
}

/// In how many letters two texts differ: changed, added, left out, or two exchanged.
pub fn edits(a: &str, b: &str) -> usize {
    distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>())
}

/// Edits of one letter, two letters exchanged being one (Damerau's, without the unusual cases).
pub(crate) fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    rows[0] = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        rows[i + 1][0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = rows[i][j] + usize::from(x != y);
            let mut best = substituted.min(rows[i][j + 1] + 1).min(rows[i + 1][j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            rows[i + 1][j + 1] = best;
        }
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_nearest_and_nothing_far() {
        assert_eq!(nearest("organization", &["person", "organisation"]), Some("organisation"));
        assert_eq!(nearest("org", &["person", "organisation"]), Some("organisation"));
        assert_eq!(nearest("aliasses", &["aliases", "name"]), Some("aliases"));
        assert_eq!(nearest("titel", &["title", "name"]), Some("title"));
        assert_eq!(nearest("w", &["f", "m"]), None);
        assert_eq!(nearest("Kind", &["kind", "name"]), Some("kind"));
        assert_eq!(nearest("weather", &["kind", "name"]), None);
        assert_eq!(nearest("", &["kind", "name"]), None);
    }
}

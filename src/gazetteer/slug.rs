//! Keys for entities that come without one.

use std::collections::HashMap;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name as a key: letters and digits in lower case without diacritics, hyphens between the words.
///
/// ```
/// assert_eq!(whosaid::gazetteer::slug("Łódź: Port (Ltd.)"), "łodz-port-ltd");
/// ```
pub fn slug(name: &str) -> String {
    let plain = name.nfkd().filter(|c| !is_combining_mark(*c) && !"'’ʼ".contains(*c));
    let mut slug = String::with_capacity(name.len());
    for c in plain.flat_map(char::to_lowercase).filter(|c| !is_combining_mark(*c)) {
        if c.is_alphanumeric() {
            slug.push(c);
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    if slug.is_empty() { "unnamed".to_owned() } else { slug }
}

/// Gives every name of a file a key of its own; the same name the same key.
#[derive(Debug, Default)]
pub(super) struct Slugs {
    of: HashMap<String, String>,
    count: HashMap<String, u32>,
}

impl Slugs {
    /// The key of `name`: its slug, with a number where another name has the same slug.
    pub(super) fn of(&mut self, name: &str) -> String {
        if let Some(slug) = self.of.get(name) {
            return slug.clone();
        }
        let base = slug(name);
        let count = self.count.entry(base.clone()).or_default();
        *count += 1;
        let slug = if *count == 1 { base } else { format!("{base}-{count}") };
        self.of.insert(name.to_owned(), slug.clone());
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_keys() {
        assert_eq!(slug("Mira O’Dolan"), "mira-odolan");
        assert_eq!(slug("Мира Долан"), "мира-долан");
        assert_eq!(slug("--"), "unnamed");
        let mut slugs = Slugs::default();
        assert_eq!(slugs.of("Lee"), "lee");
        assert_eq!(slugs.of("LEE"), "lee-2");
        assert_eq!(slugs.of("Lee"), "lee");
    }
}

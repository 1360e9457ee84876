//! The entity that a user means.

use super::{EntityGraph, Node};
use crate::{
    error::{Error, Result},
    text::fold,
};

/// Names that an error message holds at most.
const NAMES: usize = 8;

/// Similarity (Jaro and Winkler's) from which a name may have been meant.
const ALIKE: f64 = 0.84;

impl EntityGraph {
    /// The entity of an id, a name or a spelling, whatever the case and diacritics; else the only
    /// one whose name holds the words.
    ///
    /// # Errors
    /// No such entity, with those of like names; several, which are named.
    pub fn find(&self, name: &str) -> Result<&Node> {
        let wanted = fold::fold(name.trim());
        let same = |text: &str| fold::fold(text) == wanted;
        let ways: [&dyn Fn(&Node) -> bool; 4] = [
            &|n| n.id.as_str() == name.trim(),
            &|n| same(&n.name),
            &|n| n.forms.iter().any(|f| same(&f.text)),
            &|n| !wanted.is_empty() && fold::fold(&n.name).contains(&wanted),
        ];
        for way in ways {
            let found: Vec<&Node> = self.nodes().filter(|n| way(n)).collect();
            match found.as_slice() {
                [] => {}
                [one] => return Ok(one),
                several => {
                    let names = list(several.iter().copied());
                    let reason = format!("“{name}” may be any of {names}: name one by its id");
                    return Err(Error::Setting(reason));
                }
            }
        }
        let near = self.near(&wanted);
        let hint = if near.is_empty() { String::new() } else { format!("; near it: {near}") };
        Err(Error::Setting(format!("nobody here is called “{name}”{hint}")))
    }

    /// Those whose name, a word of it or a spelling is like this one, the likest first.
    fn near(&self, wanted: &str) -> String {
        let like = |text: &str| {
            let text = fold::fold(text);
            let words = text.split_whitespace().chain([text.as_str()]);
            words.map(|w| strsim::jaro_winkler(w, wanted)).fold(0.0, f64::max)
        };
        let likeness = |n: &Node| {
            let forms = n.forms.iter().map(|f| like(&f.text));
            forms.fold(like(&n.name), f64::max)
        };
        let scored = self.nodes().map(|n| (likeness(n), n)).filter(|(s, _)| *s >= ALIKE);
        let mut scored: Vec<(f64, &Node)> = scored.collect();
        scored.sort_by(|x, y| y.0.total_cmp(&x.0));
        list(scored.into_iter().map(|(_, n)| n))
    }
}

fn list<'n>(nodes: impl Iterator<Item = &'n Node>) -> String {
    let names: Vec<_> = nodes.take(NAMES).map(|n| format!("{} ({})", n.name, n.id)).collect();
    names.join(", ")
}

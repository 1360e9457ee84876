//! The words of a person's names that may stand alone in a text.

use super::{index::Index, sound::Outlines};
use crate::text::Script;

/// A word of a name, as it stands in one or more names of a person.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Portion {
    pub(crate) token: u32,
    /// The first name that has it.
    pub(crate) name: u32,
    /// Not a surname.
    pub(crate) given: bool,
    /// Letters, or sounds where a reading has more.
    pub(crate) longest: u8,
    pub(crate) script: Script,
    /// Hash of the folded form.
    pub(crate) folded: u64,
    pub(crate) outlines: Outlines,
}

/// The words of an entity's names, if they are a person's: each once as a surname and once as a
/// given name, in the order of the names.
pub(crate) fn portions(index: &Index, entity: u32) -> Vec<Portion> {
    let mut all: Vec<Portion> = Vec::new();
    for at in index.names_of(entity) {
        let name = &index.names[at as usize];
        let members = index.content(name);
        if !name.person || name.weak || members.len() < 2 {
            continue;
        }
        for (place, token) in members.iter().enumerate() {
            let last = place + 1 == members.len();
            let given = !last && !(place == 0 && name.father_last);
            if !all.iter().any(|p| (p.token, p.given) == (*token, given)) {
                all.push(portion(index, *token, at, given));
            }
        }
    }
    all
}

fn portion(index: &Index, token: u32, name: u32, given: bool) -> Portion {
    let info = &index.infos[token as usize];
    let readings = || index.readings(token).map(|(sounds, _)| sounds);
    let longest = readings().map(<[u8]>::len).max().unwrap_or(0).max(info.length.into());
    Portion {
        token,
        name,
        given,
        longest: longest.min(255) as u8,
        script: info.script,
        folded: info.folded,
        outlines: Outlines::new(readings()),
    }
}

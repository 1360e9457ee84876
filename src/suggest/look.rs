//! What one document shows of names that a gazetteer lacks.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Ambiguous, Evidence, NewAlias,
    group::{Name, Signs},
    role,
};
use crate::{
    gazetteer::{Entity, EntityId, Gazetteer, Kind},
    language::Class,
    mention::{Mention, Tier},
    pipeline::Analysis,
};

/// What one document shows.
#[derive(Debug, Default)]
pub struct Seen {
    pub(super) names: Vec<Name>,
    pub(super) aliases: Vec<NewAlias>,
    pub(super) ambiguous: Vec<Ambiguous>,
    /// Its words without a capital.
    pub(super) small: BTreeSet<String>,
}

/// Takes from an analysis what bears on its gazetteer.
pub fn look(analysis: &Analysis<'_>, gazetteer: &Gazetteer) -> Seen {
    let looker = Looker { analysis, gazetteer, speakers: speakers(analysis) };
    let (mut names, mut aliases, mut ambiguous) =
        (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (at, mention) in analysis.mentions.iter().enumerate() {
        match mention.entity() {
            Some(id) if mention.tier == Tier::Discovered => looker.name(at, id, &mut names),
            Some(id) => looker.alias(mention, id, &mut aliases),
            None => looker.ambiguous(mention, &mut ambiguous),
        }
    }
    let mut names: Vec<(usize, Name)> = names.into_values().collect();
    names.sort_by_key(|(first, _)| *first);
    Seen {
        names: names.into_iter().map(|(_, name)| name).collect(),
        aliases: aliases.into_values().collect(),
        ambiguous: ambiguous.into_values().collect(),
        small: small(analysis),
    }
}

/// The words of a document that it writes without a capital.
fn small(analysis: &Analysis<'_>) -> BTreeSet<String> {
    let segmented = &analysis.segmented;
    let words = segmented.tokens.iter().map(|token| segmented.text(token.span));
    words.filter(|word| word.starts_with(char::is_lowercase)).map(str::to_owned).collect()
}

/// Classes of words that are no names by themselves.
const COMMON: Class = Class::ROLE
    .or(Class::TITLE)
    .or(Class::DEMONYM)
    .or(Class::ADJ)
    .or(Class::ORG)
    .or(Class::ORGWORD)
    .or(Class::GROUP)
    .or(Class::DOC)
    .or(Class::NOUNCUE)
    .or(Class::TIME)
    .or(Class::ADV);

/// How many quotations each entity speaks, and the sentences (by number) in which it does.
type Speakers = BTreeMap<EntityId, (u32, BTreeSet<usize>)>;

fn speakers(analysis: &Analysis<'_>) -> Speakers {
    let mut speakers = Speakers::new();
    for attribution in &analysis.attributions {
        let Some(source) = &attribution.source else { continue };
        let segmented = &analysis.segmented;
        let sentence = segmented.sentence_of(segmented.token_at(source.span.start));
        for speaker in &source.speakers {
            let (quotes, sentences) = speakers.entry(speaker.clone()).or_default();
            *quotes += 1;
            sentences.insert(sentence);
        }
    }
    speakers
}

struct Looker<'a> {
    analysis: &'a Analysis<'a>,
    gazetteer: &'a Gazetteer,
    speakers: Speakers,
}

impl Looker<'_> {
    fn surface(&self, mention: &Mention) -> String {
        let text = self.analysis.segmented.text(mention.span);
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn sentence_of(&self, mention: &Mention) -> usize {
        let segmented = &self.analysis.segmented;
        segmented.sentence_of(segmented.token_at(mention.span.start))
    }

    fn signs(&self, mention: &Mention) -> Signs {
        let segmented = &self.analysis.segmented;
        let first = segmented.token_at(mention.span.start);
        let last = segmented.token_at(mention.span.end.saturating_sub(1));
        let (head, tail) = (segmented.tokens[first], segmented.tokens[last]);
        Signs {
            given: head.is(Class::GIVEN),
            body: tail.is(Class::ORG | Class::ORGWORD | Class::GROUP),
            common: first == last && head.is(COMMON) && !head.is(Class::GIVEN | Class::PLACE),
        }
    }

    fn evidence(&self, mention: &Mention) -> Evidence {
        let segmented = &self.analysis.segmented;
        let sentence = segmented.sentences.get(self.sentence_of(mention));
        let text = segmented.text(*sentence.unwrap_or(&mention.span));
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        Evidence { document: segmented.document.id.clone(), text }
    }

    fn name(&self, at: usize, id: &EntityId, names: &mut BTreeMap<EntityId, (usize, Name)>) {
        let mention = &self.analysis.mentions[at];
        let Some((entity, _)) = self.analysis.cast.entities.get(id) else { return };
        let (_, name) = names.entry(id.clone()).or_insert_with(|| {
            let quotes = self.speakers.get(id).map_or(0, |(quotes, _)| *quotes);
            (at, Name::new(entity, quotes))
        });
        name.see(self.surface(mention), f64::from(mention.score));
        name.see_signs(self.signs(mention));
        if matches!(entity.kind, Kind::Person | Kind::Other)
            && let Some(role) = role::of(&self.analysis.segmented, mention.span)
        {
            name.see_role(role);
        }
        let speaks = self.speakers.get(id);
        let speaks = speaks.is_some_and(|(_, s)| s.contains(&self.sentence_of(mention)));
        name.show(self.evidence(mention), speaks);
    }

    fn alias(
        &self,
        mention: &Mention,
        id: &EntityId,
        aliases: &mut BTreeMap<(EntityId, String), NewAlias>,
    ) {
        let Some(entity) = self.gazetteer.get(id) else { return };
        let (text, like) = (self.surface(mention), mention.alias.clone().unwrap_or_default());
        if !matters(mention.tier, &text, entity) {
            return;
        }
        let new = aliases.entry((id.clone(), text.clone())).or_insert_with(|| NewAlias {
            score: f64::from(mention.score),
            entity: id.clone(),
            name: entity.name.clone(),
            edits: edits(&text, &like),
            text,
            like,
            tier: mention.tier,
            count: 0,
            documents: 1,
            evidence: vec![self.evidence(mention)],
        });
        new.count += 1;
    }

    fn ambiguous(&self, mention: &Mention, all: &mut BTreeMap<String, Ambiguous>) {
        let text = self.surface(mention);
        let one = all.entry(text.clone()).or_insert_with(|| Ambiguous {
            text,
            candidates: mention.candidates.clone(),
            count: 0,
            documents: 1,
            evidence: vec![self.evidence(mention)],
        });
        one.count += 1;
    }
}

/// Whether a spelling says more than the list does: not one that is folded away, nor a part that is
/// found by itself.
fn matters(tier: Tier, text: &str, entity: &Entity) -> bool {
    let forms = || {
        let aliases = entity.aliases.iter().map(|alias| alias.text.as_str());
        aliases.chain([entity.name.as_str()]).chain(entity.exclude.iter().map(String::as_str))
    };
    let plain = plain(text);
    let known = forms().any(|form| self::plain(form) == plain);
    let part = || {
        forms().any(|form| {
            let words = self::plain(form);
            plain.split(' ').all(|word| words.split(' ').any(|other| other == word))
        })
    };
    match tier {
        Tier::Transliterated | Tier::Fuzzy => !known,
        Tier::Part => !known && !part(),
        Tier::Exact | Tier::Folded | Tier::Discovered => false,
    }
}

fn plain(text: &str) -> String {
    crate::gazetteer::slug(text).replace('-', " ")
}

/// Letters to change, add or leave out between two spellings. Of a name in part, the nearest part.
fn edits(text: &str, like: &str) -> usize {
    let (text, like) = (plain(text), plain(like));
    let parts: Vec<&str> = like.split(' ').collect();
    let words = text.split(' ').count();
    let of = |part: &[&str]| crate::gazetteer::edits(&text, &part.join(" "));
    let nearest = parts.windows(words.min(parts.len()).max(1)).map(of).min();
    nearest.unwrap_or_default().min(crate::gazetteer::edits(&text, &like))
}

//! What proves a tie: a document and the sentences or the quotation in it.

use std::{cmp::Ordering, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Day;
use crate::{
    attribution::By,
    quote::QuoteKind,
    record::{DocumentRecord, Stretch},
};

/// A document that evidence is taken from, without its text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The document's id.
    pub id: String,
    /// Headline.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Address, as the record has it: check its scheme before making it a link.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The file it came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Outlet: the record's, or else the host of its address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The day of publication.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
}

impl Source {
    /// What a record says of its document.
    pub fn of(document: &DocumentRecord) -> Self {
        let meta = &document.meta;
        Self {
            id: document.id.clone(),
            title: meta.title.clone(),
            url: meta.url.clone(),
            path: meta.path.clone(),
            outlet: outlet(document),
            date: meta.published.as_deref().and_then(Day::parse),
        }
    }
}

/// The record's outlet, or else the host of the document's address without `www.`.
fn outlet(document: &DocumentRecord) -> Option<String> {
    let given = document.meta.source.as_deref().map(str::trim).filter(|s| !s.is_empty());
    given.map(str::to_owned).or_else(|| {
        let (_, rest) = document.meta.url.as_deref()?.split_once("://")?;
        let authority = rest.split(['/', '?', '#']).next()?;
        let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
        let host = host.strip_prefix("www.").unwrap_or(&host);
        (!host.is_empty()).then(|| host.to_owned())
    })
}

/// A stretch of a document in code points, end exclusive; its words where they were kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Passage {
    /// First code point.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words, shortened with “…” where only snippets are kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<Arc<str>>,
}

/// How a quotation was attributed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    /// Direct, mixed or indirect.
    pub kind: QuoteKind,
    /// The words that identify the speaker.
    pub speaker: String,
    /// What sort of words they are.
    pub by: By,
    /// The verb or phrase that signals the quotation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cue: Option<String>,
    /// The rule that decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// Number of the utterance, from 1: reports of the same words have the same number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utterance: Option<u32>,
}

/// One proof of a tie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Where it stands; written as the document's id.
    #[serde(serialize_with = "id_of", deserialize_with = "named")]
    pub document: Arc<Source>,
    /// The sentences or the parts of the quotation, in order; never empty.
    pub passages: Vec<Passage>,
    /// For the relations that rest on quotations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub said: Option<Said>,
}

impl Evidence {
    /// Where the evidence starts, in code points of its document.
    pub fn start(&self) -> u32 {
        self.passages.first().map_or(0, |p| p.start)
    }

    /// The words kept, passages joined by a space; empty where none were kept.
    pub fn text(&self) -> String {
        let texts: Vec<&str> = self.passages.iter().filter_map(|p| p.text.as_deref()).collect();
        texts.join(" ")
    }
}

impl PartialOrd for Evidence {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// By document, then place; what follows only makes the order total.
impl Ord for Evidence {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.document.id, self.start())
            .cmp(&(&other.document.id, other.start()))
            .then_with(|| (&self.passages, &self.said).cmp(&(&other.passages, &other.said)))
    }
}

fn id_of<S: Serializer>(source: &Arc<Source>, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&source.id)
}

fn named<'de, D: Deserializer<'de>>(from: D) -> Result<Arc<Source>, D::Error> {
    Ok(Arc::new(Source { id: String::deserialize(from)?, ..Source::default() }))
}

/// How much of the articles' text goes into a graph. Full sentences may be under copyright, so a
/// file that is passed on holds snippets unless asked otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Text {
    /// Offsets only.
    None,
    /// At most 200 characters a passage.
    #[default]
    Snippet,
    /// Sentences and quotations whole.
    Full,
}

/// Longest snippet, in code points, the ellipses not counted.
const SNIPPET: usize = 200;

impl Text {
    /// The passage of a stretch, keeping the words around `about` (code points of the document).
    pub(super) fn passage(self, stretch: &Stretch, about: Option<(u32, u32)>) -> Passage {
        let text = match self {
            Text::None => None,
            Text::Full => Some(Arc::from(stretch.text.as_str())),
            Text::Snippet => Some(snippet(stretch, about)),
        };
        let text = text.filter(|t: &Arc<str>| !t.is_empty());
        Passage { start: stretch.start, end: stretch.end, text }
    }
}

/// At most [`SNIPPET`] code points of a stretch, cut at spaces, around `about` where given.
fn snippet(stretch: &Stretch, about: Option<(u32, u32)>) -> Arc<str> {
    let text = stretch.text.as_str();
    let chars: Vec<char> = text.chars().collect();
    if chars.len() <= SNIPPET {
        return Arc::from(text);
    }
    let (from, to) = about.unwrap_or((stretch.start, stretch.start));
    let middle = (from.min(to) + from.abs_diff(to) / 2).saturating_sub(stretch.start) as usize;
    let mut start = middle.saturating_sub(SNIPPET / 2).min(chars.len() - SNIPPET);
    let mut end = start + SNIPPET;
    let space = |c: &char| c.is_whitespace();
    if start > 0 {
        start += chars[start..start + 30].iter().position(space).map_or(0, |n| n + 1);
    }
    if end < chars.len() {
        end -= chars[end - 30..end].iter().rev().position(space).map_or(0, |n| n + 1);
    }
    let mut cut = String::new();
    cut.extend((start > 0).then_some('…'));
    cut.extend(&chars[start..end]);
    cut.extend((end < chars.len()).then_some('…'));
    Arc::from(cut)
}

/// Keeps the `limit` smallest of `kept`, which stays sorted and without doubles.
pub(super) fn keep_smallest(kept: &mut Vec<Evidence>, new: Evidence, limit: usize) {
    if let Err(at) = kept.binary_search(&new)
        && at < limit
    {
        kept.insert(at, new);
        kept.truncate(limit);
    }
}

/// Whether evidence at this place could still be kept: asked before the evidence is made.
pub(super) fn has_room(kept: &[Evidence], document: &str, start: u32, limit: usize) -> bool {
    limit > 0
        && (kept.len() < limit
            || kept.last().is_some_and(|l| (document, start) <= (&l.document.id, l.start())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn snippets_are_short_and_hold_what_they_are_about() {
        let text = format!("{}Ida Vale met Otto Lund{}", "word ".repeat(100), " word".repeat(100));
        let start = 1000;
        let stretch = Stretch { start, end: start + 1022, text };
        let kept = snippet(&stretch, Some((start + 500, start + 522)));
        assert!(kept.chars().count() <= SNIPPET + 2);
        assert!(kept.contains("Ida Vale met Otto Lund"), "{kept}");
        assert!(kept.starts_with('…') && kept.ends_with('…'));
        assert!(snippet(&stretch, None).starts_with("word word"));
        let solid = Stretch { start: 0, end: 500, text: "é".repeat(500) };
        assert_eq!(snippet(&solid, None).chars().count(), SNIPPET + 1);
    }
}

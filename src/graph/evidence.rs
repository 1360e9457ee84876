//! What proves a tie: a document and the sentences or the quotation in it.

use std::{cell::RefCell, cmp::Ordering, sync::Arc};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Day;
use crate::{attribution::By, quote::QuoteKind, record::DocumentRecord};

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

/// The words of one document that evidence cites: what several ties rest on is kept once.
#[derive(Debug, Default)]
pub(super) struct Words {
    whole: RefCell<FxHashMap<(u32, u32), Arc<str>>>,
}

impl Words {
    /// The passage of a stretch, keeping the words around `about` (code points of the document).
    pub(super) fn passage(
        &self,
        text: Text,
        stretch: StretchOf<'_>,
        about: Option<(u32, u32)>,
    ) -> Passage {
        let (start, end, words) = stretch;
        let kept = match text {
            _ if words.is_empty() => None,
            Text::None => None,
            Text::Snippet if words.chars().nth(SNIPPET).is_some() => {
                Some(Arc::from(snippet(start, words, about)))
            }
            Text::Snippet | Text::Full => {
                let mut whole = self.whole.borrow_mut();
                Some(whole.entry((start, end)).or_insert_with(|| Arc::from(words)).clone())
            }
        };
        Passage { start, end, text: kept }
    }
}

/// First code point of a stretch, one past its last, its words.
pub(super) type StretchOf<'r> = (u32, u32, &'r str);

/// [`SNIPPET`] code points of a longer stretch that starts at `at`, cut at spaces, around `about`
/// where given.
fn snippet(at: u32, text: &str, about: Option<(u32, u32)>) -> String {
    let chars: Vec<char> = text.chars().collect();
    let (from, to) = about.unwrap_or((at, at));
    let middle = (from.min(to) + from.abs_diff(to) / 2).saturating_sub(at) as usize;
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
    cut
}

/// Keeps the `limit` smallest of `kept`, which stays sorted and without doubles.
pub(super) fn keep_smallest(kept: &mut Vec<Evidence>, new: Evidence, limit: usize) {
    if let Err(at) = kept.binary_search(&new)
        && at < limit
    {
        kept.truncate(limit - 1);
        if kept.len() == kept.capacity() {
            // most ties have few proofs: room for half as many more, not for twice as many
            kept.reserve_exact((kept.len() / 2).clamp(1, limit - kept.len()));
        }
        kept.insert(at, new);
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
        let kept = snippet(start, &text, Some((start + 500, start + 522)));
        assert!(kept.chars().count() <= SNIPPET + 2);
        assert!(kept.contains("Ida Vale met Otto Lund"), "{kept}");
        assert!(kept.starts_with('…') && kept.ends_with('…'));
        assert!(snippet(start, &text, None).starts_with("word word"));
        assert_eq!(snippet(0, &"é".repeat(500), None).chars().count(), SNIPPET + 1);
    }

    #[test]
    fn words_that_several_ties_cite_are_kept_once() {
        let words = Words::default();
        let passage = |text, about| words.passage(text, (7, 17, "Ida smiled"), about);
        let (one, two) = (passage(Text::Snippet, None), passage(Text::Snippet, Some((7, 10))));
        assert_eq!((one.start, one.end, one.text.as_deref()), (7, 17, Some("Ida smiled")));
        assert!(Arc::ptr_eq(&one.text.unwrap(), &two.text.unwrap()));
        assert_eq!(passage(Text::None, None).text, None);
    }
}

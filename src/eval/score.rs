//! The figures.

use std::collections::BTreeMap;

use super::{Difference, Figures, Gold, GoldMention, GoldQuote};
use crate::{
    quote::QuoteKind,
    record::{QuoteRecord, Record, Stretch},
};

type Place = (u32, u32);

/// Measures records against gold. Records of documents without gold are passed over.
pub fn score(gold: &[Gold], records: &[Record]) -> Figures {
    let by_name: BTreeMap<&str, &Record> =
        records.iter().map(|r| (last_part(&r.document.id), r)).collect();
    let mut figures = Figures::default();
    for document in gold {
        let record = by_name.get(last_part(&document.document.id)).copied();
        Scorer { document: &document.document.id, record, figures: &mut figures }
            .document(document);
    }
    figures
}

fn last_part(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}

fn stated(kind: QuoteKind) -> bool {
    matches!(kind, QuoteKind::Direct | QuoteKind::Mixed)
}

fn overlap(a: Place, b: Place) -> bool {
    a.0.max(b.0) < a.1.min(b.1)
}

fn place(stretch: &Stretch) -> Place {
    (stretch.start, stretch.end)
}

struct Scorer<'a> {
    document: &'a str,
    record: Option<&'a Record>,
    figures: &'a mut Figures,
}

impl<'a> Scorer<'a> {
    fn document(mut self, gold: &'a Gold) {
        let found = self.stretches();
        let wanted: BTreeMap<Place, &GoldQuote> =
            gold.quotes.iter().map(|q| ((q.start, q.end), q)).collect();
        self.figures.quotes.found += found.len() as u64;
        self.figures.quotes.gold += wanted.len() as u64;
        let attributed = found.values().filter(|q| stated(q.kind) && q.speaker.is_some());
        self.figures.detection.found += attributed.count() as u64;
        for (span, quote) in &wanted {
            let answer = found.get(span).copied();
            self.quote(*span, quote, answer);
            if stated(quote.kind) {
                self.source(*span, quote, answer);
            }
        }
        self.mentions(&gold.mentions, &gold.optional_mentions);
    }

    /// The record's stretches in quotation marks.
    fn stretches(&self) -> BTreeMap<Place, &'a QuoteRecord> {
        let quotes = self.record.map_or(&[][..], |r| &r.quotes);
        let marked = quotes.iter().filter(|q| q.kind != QuoteKind::Indirect);
        marked.flat_map(|q| q.content.iter().map(move |s| (place(s), q))).collect()
    }

    fn quote(&mut self, span: Place, gold: &GoldQuote, found: Option<&QuoteRecord>) {
        self.figures.kind.add(found.is_some_and(|q| q.kind == gold.kind));
        let Some(found) = found else {
            return self.differs(span, "quote missed", &gold.text);
        };
        if stated(found.kind) == stated(gold.kind) {
            self.figures.quotes.right += 1;
        } else {
            self.differs(span, &format!("kind {:?} for {:?}", found.kind, gold.kind), &gold.text);
        }
        let speaker = found.speaker.as_ref().and_then(|s| s.entity.as_ref());
        let named = stated(gold.kind) && gold.speaker.as_ref().is_some_and(|s| s.entity.is_some());
        if let Some(speaker) = speaker.filter(|_| stated(found.kind) && !named) {
            self.figures.false_speakers += 1;
            self.differs(span, &format!("false speaker {speaker}"), &gold.text);
        }
    }

    /// Source, speaker, name and cue of a stretch that somebody states.
    fn source(&mut self, span: Place, gold: &GoldQuote, found: Option<&QuoteRecord>) {
        let source = found.and_then(|q| q.speaker.as_ref());
        let entity = source.and_then(|s| s.entity.as_deref());
        if gold.speaker.is_some() {
            self.figures.detection.gold += 1;
            let given = found.is_some_and(|q| stated(q.kind) && q.speaker.is_some());
            self.figures.detection.right += u64::from(given);
        }
        match gold.speaker.as_ref().filter(|s| s.entity.is_some()) {
            None => self.figures.unnamed.add(found.is_some() && entity.is_none()),
            Some(speaker) => {
                let wanted = speaker.entity.as_deref();
                let right = entity.is_some()
                    && (if speaker.accept.is_empty() {
                        entity == wanted
                    } else {
                        speaker.accept.iter().any(|id| Some(id.as_str()) == entity)
                    });
                self.figures.speaker.add(right);
                let name = self.name_of(entity);
                let named = right || (speaker.name.is_some() && name == speaker.name.as_deref());
                self.figures.name.add(named);
                if !right {
                    let what = format!("speaker {} for {}", or_none(entity), or_none(wanted));
                    self.differs(span, &what, &gold.text);
                }
            }
        }
        let words =
            gold.speaker.as_ref().filter(|s| s.text.as_ref().is_some_and(|t| !t.is_empty()));
        if let Some(words) = words {
            let wanted = words.start.zip(words.end);
            let same = source.zip(wanted).is_some_and(|(s, w)| overlap(place(&s.at), w));
            self.figures.source.add(same);
        }
        if let Some(wanted) = gold.cue.as_ref().and_then(|c| c.start.zip(c.end)) {
            let cue = found.and_then(|q| q.cue.as_ref());
            self.figures.cue.add(cue.is_some_and(|c| overlap(place(c), wanted)));
        }
    }

    fn name_of(&self, id: Option<&str>) -> Option<&'a str> {
        let entities = &self.record?.entities;
        entities.iter().find(|e| Some(e.id.as_str()) == id).map(|e| e.name.as_str())
    }

    fn mentions(&mut self, gold: &[GoldMention], optional: &[GoldMention]) {
        let left_out = |at| optional.iter().any(|o| overlap(at, (o.start, o.end)));
        let mentions = self.record.map_or(&[][..], |r| &r.mentions);
        let found: BTreeMap<Place, Option<&str>> = mentions
            .iter()
            .map(|m| (place(&m.at), m.entity.as_deref()))
            .filter(|(at, _)| !left_out(*at))
            .collect();
        let wanted: BTreeMap<Place, &GoldMention> =
            gold.iter().map(|m| ((m.start, m.end), m)).collect();
        self.figures.mentions.found += found.len() as u64;
        self.figures.mentions.gold += wanted.len() as u64;
        for (span, mention) in &wanted {
            let entity = found.get(span).copied();
            if entity == Some(mention.entity.as_deref()) {
                self.figures.mentions.right += 1;
            } else {
                let wanted = or_none(mention.entity.as_deref());
                let what = format!("mention {} for {wanted}", or_none(entity.flatten()));
                self.differs(*span, &what, &mention.text);
            }
        }
        for (span, entity) in found.iter().filter(|(span, _)| !wanted.contains_key(span)) {
            let text = mentions.iter().find(|m| place(&m.at) == *span).map(|m| m.at.text.clone());
            let what = format!("mention not in gold: {}", or_none(*entity));
            self.differs(*span, &what, &text.unwrap_or_default());
        }
    }

    fn differs(&mut self, (start, end): Place, what: &str, text: &str) {
        self.figures.errors.push(Difference {
            document: self.document.to_owned(),
            start,
            end,
            what: what.to_owned(),
            text: text.chars().take(60).collect(),
        });
    }
}

fn or_none(id: Option<&str>) -> &str {
    id.unwrap_or("nobody")
}

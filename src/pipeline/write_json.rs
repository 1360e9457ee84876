//! From an analysis to the JSON of its record at once: the bytes that serialising
//! [`Record`](crate::record::Record) gives, without building it.

use super::{
    Analysis, EvidenceText,
    fingerprint::{Fingerprint, digits},
    json::Json,
    places::{Places, word_numbers},
    write_record::{shortened, thousandths},
};
use crate::{
    attribution::{Attribution, Source},
    document::Document,
    gazetteer::EntityId,
    mention::Mention,
    quote::Quote,
    record::SCHEMA,
    text::Span,
};

/// Writes the record of `analysis`, an object without line breaks.
pub(super) fn write(
    document: &Document,
    fingerprint: &Fingerprint,
    mut analysis: Analysis<'_>,
    evidence: EvidenceText,
    json: &mut Json<'_>,
) {
    let words = word_numbers(&analysis);
    // half of what a long text takes, and not needed any more
    analysis.segmented.tokens = Vec::new();
    let mut writer = Writer { places: Places::new(document, &analysis), json };
    writer.document(document, fingerprint);
    writer.entities();
    writer.mentions(words);
    writer.quotes();
    writer.sentences(evidence);
    writer.json.raw("}");
}

struct Writer<'a, 'j, 'o> {
    places: Places<'a>,
    json: &'j mut Json<'o>,
}

impl Writer<'_, '_, '_> {
    fn document(&mut self, document: &Document, fingerprint: &Fingerprint) {
        let (json, meta) = (&mut *self.json, &document.meta);
        json.raw("{\"schema\":\"");
        json.raw(SCHEMA);
        json.raw("\",\"document\":{\"id\":");
        json.string(&document.id);
        for (name, value) in [
            (",\"path\":", &meta.path),
            (",\"title\":", &meta.title),
            (",\"url\":", &meta.url),
            (",\"published\":", &meta.published),
            (",\"source\":", &meta.source),
            (",\"language\":", &meta.language),
        ] {
            json.raw(name);
            json.optional(value.as_deref());
        }
        json.raw(",\"chars\":");
        json.number(self.places.chars());
        json.raw(",\"sha256\":\"");
        json.raw(&digits(fingerprint));
        json.raw("\"}");
    }

    fn entities(&mut self) {
        self.json.raw(",\"entities\":");
        let entities = self.places.analysis.cast.entities.values();
        self.json.list(entities, |json, (entity, listed)| {
            json.raw("{\"id\":");
            json.string(entity.id.as_str());
            json.raw(",\"name\":");
            json.string(&entity.name);
            json.raw(",\"kind\":\"");
            json.raw(entity.kind.as_str());
            json.raw(if *listed { "\",\"listed\":true" } else { "\",\"listed\":false" });
            if let Some(gender) = entity.gender {
                json.raw(",\"gender\":\"");
                json.raw(gender.as_str());
                json.raw("\"");
            }
            json.raw("}");
        });
    }

    fn mentions(&mut self, words: Vec<u32>) {
        self.json.raw(",\"mentions\":");
        let places = &self.places;
        let mentions = places.analysis.mentions.iter().zip(words);
        self.json
            .list(mentions, |json, (mention, word)| write_mention(places, json, mention, word));
    }

    fn quotes(&mut self) {
        self.json.raw(",\"quotes\":");
        let places = &self.places;
        let quotes = places.analysis.quotes.iter().zip(places.attributions());
        self.json.list(quotes, |json, (quote, found)| write_quote(places, json, quote, found));
    }

    fn sentences(&mut self, evidence: EvidenceText) {
        let places = &self.places;
        let sentences = places.sentences();
        if sentences.is_empty() {
            return;
        }
        self.json.raw(",\"sentences\":");
        self.json.list(sentences, |json, (span, paragraph)| {
            json.raw("{");
            write_bounds(places, json, span);
            json.raw(",\"paragraph\":");
            json.number(paragraph);
            let text = places.text(span);
            match evidence {
                EvidenceText::None => {}
                EvidenceText::Full => {
                    json.raw(",\"text\":");
                    json.string(text);
                }
                EvidenceText::Snippet => {
                    json.raw(",\"text\":");
                    json.string(&shortened(text.to_owned()));
                }
            }
            json.raw("}");
        });
    }
}

fn write_mention(places: &Places<'_>, json: &mut Json<'_>, mention: &Mention, word: u32) {
    let settled = mention.entity();
    json.raw("{");
    write_fields(places, json, mention.span);
    json.raw(",\"entity\":");
    json.optional(settled.map(EntityId::as_str));
    if settled.is_none() && !mention.candidates.is_empty() {
        json.raw(",\"candidates\":");
        json.list(&mention.candidates, |json, id| json.string(id.as_str()));
    }
    json.raw(",\"match\":{\"tier\":\"");
    json.raw(mention.tier.word());
    json.raw("\",\"alias\":");
    json.optional(mention.alias.as_deref());
    json.raw(",\"score\":");
    write_score(json, mention.score);
    json.raw("},\"word\":");
    json.number(word);
    json.raw("}");
}

fn write_quote(
    places: &Places<'_>,
    json: &mut Json<'_>,
    quote: &Quote,
    attribution: Option<&Attribution>,
) {
    json.raw("{\"content\":");
    json.list(&quote.content, |json, span| write_stretch(places, json, *span));
    json.raw(",\"kind\":\"");
    json.raw(quote.kind.word());
    json.raw("\",\"speaker\":");
    match attribution.and_then(|a| a.source.as_ref()) {
        Some(source) => write_speaker(places, json, source),
        None => json.raw("null"),
    }
    json.raw(",\"cue\":");
    match attribution.and_then(|a| a.cue) {
        Some(cue) => write_stretch(places, json, cue),
        None => json.raw("null"),
    }
    if let Some(addressee) = attribution.and_then(|a| a.addressee.as_ref()) {
        json.raw(",\"addressee\":{\"entity\":");
        json.optional(addressee.entity.as_ref().map(EntityId::as_str));
        json.raw(",");
        write_fields(places, json, addressee.span);
        json.raw("}");
    }
    json.raw(",\"mentions\":");
    json.list(places.mentions_in(&quote.content), Json::number);
    json.raw("}");
}

fn write_speaker(places: &Places<'_>, json: &mut Json<'_>, source: &Source) {
    let mut speakers = source.speakers.iter().map(EntityId::as_str);
    json.raw("{\"entity\":");
    json.optional(speakers.next());
    if speakers.len() > 0 {
        json.raw(",\"others\":");
        json.list(speakers, Json::string);
    }
    json.raw(",");
    write_fields(places, json, source.span);
    json.raw(",\"by\":\"");
    json.raw(source.by.word());
    json.raw("\",\"rule\":");
    json.string(source.rule);
    json.raw(",\"score\":");
    write_score(json, source.score);
    if !source.evidence.is_empty() {
        json.raw(",\"evidence\":");
        json.list(&source.evidence, |json, span| write_stretch(places, json, *span));
    }
    json.raw("}");
}

fn write_stretch(places: &Places<'_>, json: &mut Json<'_>, span: Span) {
    json.raw("{");
    write_fields(places, json, span);
    json.raw("}");
}

/// The fields of a stretch.
fn write_fields(places: &Places<'_>, json: &mut Json<'_>, span: Span) {
    write_bounds(places, json, span);
    json.raw(",\"text\":");
    json.string(places.text(span));
}

fn write_bounds(places: &Places<'_>, json: &mut Json<'_>, span: Span) {
    let (start, end) = places.bounds(span);
    json.raw("\"start\":");
    json.number(start);
    json.raw(",\"end\":");
    json.number(end);
}

/// A score, from 0 to 1, with three digits behind the point.
fn write_score(json: &mut Json<'_>, score: f32) {
    json.thousandths(thousandths(score));
}

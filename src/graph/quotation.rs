//! Who speaks of whom, to whom, and beside whom.

use super::{
    Evidence, Relation, Said, Text,
    counts::{EdgeTally, ends},
    tally::{At, Tally},
};
use crate::{
    quote::QuoteKind,
    record::{QuoteRecord, Stretch},
};

/// A quotation with a named speaker.
struct Told<'r> {
    quote: &'r QuoteRecord,
    speakers: Vec<u32>,
    mentioned: Vec<u32>,
    addressee: Option<u32>,
}

/// Counts the quotations of a record whose speaker is named.
pub(super) fn count(tally: &mut Tally, at: &At<'_>) {
    let told: Vec<Told<'_>> = at.record.quotes.iter().filter_map(|q| told(tally, at, q)).collect();
    for told in &told {
        tie(tally, at, told);
        register(tally, at, told);
    }
    let mut quoted: Vec<(u32, usize)> = Vec::new();
    for (i, told) in told.iter().enumerate() {
        quoted.extend(told.speakers.iter().map(|s| (*s, i)));
    }
    quoted.sort_unstable();
    quoted.dedup_by_key(|q| q.0);
    tally.totals.quoting += u64::from(!quoted.is_empty());
    for (i, (a, of_a)) in quoted.iter().enumerate() {
        tally.nodes[*a as usize].quoted_in += 1;
        for (b, of_b) in &quoted[i + 1..] {
            beside(tally, at, (*a, &told[*of_a]), (*b, &told[*of_b]));
        }
    }
}

/// The quotation with its people; none where nobody named says it, or its kind does not count.
fn told<'r>(tally: &mut Tally, at: &At<'r>, quote: &'r QuoteRecord) -> Option<Told<'r>> {
    let counts = match quote.kind {
        QuoteKind::Direct => true,
        QuoteKind::Mixed | QuoteKind::Indirect => !tally.options.only_direct,
        QuoteKind::Chant | QuoteKind::Sign | QuoteKind::Name => false,
    };
    let speaker = quote.speaker.as_ref().filter(|_| counts)?;
    let named = speaker.entity.iter().chain(&speaker.others);
    let mut speakers: Vec<u32> = named.map(|id| tally.entity(at, id)).collect();
    sort_once(&mut speakers);
    if speakers.is_empty() {
        return None;
    }
    let inside = quote.mentions.iter().filter_map(|m| *at.mentioned.get(*m as usize)?);
    let mut mentioned: Vec<u32> = inside.filter(|e| !speakers.contains(e)).collect();
    sort_once(&mut mentioned);
    let addressee = quote.addressee.as_ref().and_then(|a| a.entity.as_deref());
    let addressee = addressee.map(|id| tally.entity(at, id)).filter(|e| !speakers.contains(e));
    Some(Told { quote, speakers, mentioned, addressee })
}

fn sort_once(numbers: &mut Vec<u32>) {
    numbers.sort_unstable();
    numbers.dedup();
}

/// The speakers' ties to whom they mention and address.
fn tie(tally: &mut Tally, at: &At<'_>, told: &Told<'_>) {
    for &speaker in &told.speakers {
        let mentions = told.mentioned.iter().map(|e| (Relation::Mentions, speaker, *e));
        let addresses = told.addressee.iter().map(|e| (Relation::Addresses, speaker, *e));
        for key in mentions.chain(addresses) {
            tally.edge(at, key).count(told.quote.kind);
            let start = told.quote.content.first().map_or(0, |c| c.start);
            tally.prove(key, (&at.source.id, start), |text| {
                proof(at, told.quote, text, Some(key.2))
            });
        }
        let start = told.quote.content.first().map_or(0, |c| c.start);
        let people = (told.mentioned.as_slice(), told.addressee);
        tally.keep(at, speaker, start, |text| proof(at, told.quote, text, None), people);
    }
}

impl EdgeTally {
    fn count(&mut self, kind: QuoteKind) {
        match kind {
            QuoteKind::Direct => self.direct += 1,
            QuoteKind::Mixed => self.mixed += 1,
            _ => self.indirect += 1,
        }
    }
}

/// Counts the report, to be told apart from others of the same words later on; or, where
/// utterances are not told apart, counts it as an utterance of its own.
fn register(tally: &mut Tally, at: &At<'_>, told: &Told<'_>) {
    tally.totals.reports += 1;
    if tally.options.utterances {
        let people = (told.speakers.as_slice(), told.mentioned.as_slice(), told.addressee);
        tally.reports.add(&at.source.id, at.day, told.quote, people);
        return;
    }
    for &speaker in &told.speakers {
        tally.nodes[speaker as usize].reports += 1;
    }
    for &entity in &told.mentioned {
        tally.nodes[entity as usize].spoken_of += 1;
    }
    if let Some(entity) = told.addressee {
        tally.nodes[entity as usize].addressed += 1;
    }
}

/// Two speakers quoted in one document; the first quotation of each proves it.
fn beside(tally: &mut Tally, at: &At<'_>, a: (u32, &Told<'_>), b: (u32, &Told<'_>)) {
    let (low, high) = ends(Relation::QuotesWith, a.0, b.0);
    let key = (Relation::QuotesWith, low, high);
    tally.edge(at, key);
    let mut stretches: Vec<_> = [a.1, b.1].iter().filter_map(|t| t.quote.content.first()).collect();
    stretches.sort_by_key(|s| (s.start, s.end));
    stretches.dedup();
    let start = stretches.first().map_or(0, |s| s.start);
    tally.prove(key, (&at.source.id, start), |text| {
        let passages = stretches.iter().map(|s| at.words.passage(text, s.parts(), None)).collect();
        Evidence { document: at.source.clone(), passages, said: None }
    });
}

/// The quotation, its snippet around the one it mentions where that is given.
fn proof(at: &At<'_>, quote: &QuoteRecord, text: Text, to: Option<u32>) -> Evidence {
    let of_whom = quote.mentions.iter().map(|m| *m as usize);
    let about = of_whom
        .filter(|m| to.is_some() && at.mentioned.get(*m) == Some(&to))
        .map(|m| (at.record.mentions[m].at.start, at.record.mentions[m].at.end))
        .next();
    let passage = |s: &Stretch| at.words.passage(text, s.parts(), about);
    let said = quote.speaker.as_ref().map(|speaker| Said {
        kind: quote.kind,
        speaker: speaker.at.text.clone(),
        by: speaker.by,
        cue: quote.cue.as_ref().map(|c| c.text.clone()),
        rule: speaker.rule.clone(),
        utterance: None,
    });
    Evidence {
        document: at.source.clone(),
        passages: quote.content.iter().map(passage).collect(),
        said,
    }
}

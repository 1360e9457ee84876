//! Records of a fictional town, built by hand: what the graph's tests are run on.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used)]

use serde_json::{Value, json};
use whosaid::{
    Record,
    graph::{EntityGraph, Options, Tally},
};

/// A record in the making; offsets are those of sentences set one after another.
pub struct Article {
    value: Value,
    at: u32,
    word: u32,
    paragraph: u32,
}

/// An article with this id.
pub fn article(id: &str) -> Article {
    let value = json!({
        "schema": "whosaid.extraction/1",
        "document": {"id": id, "path": null, "title": format!("Title of {id}"), "url": null,
            "published": null, "source": null, "language": "en", "chars": 0, "sha256": "00"},
        "entities": [], "mentions": [], "quotes": [], "sentences": [],
    });
    Article { value, at: 0, word: 0, paragraph: 0 }
}

impl Article {
    pub fn on(mut self, day: &str) -> Self {
        self.value["document"]["published"] = day.into();
        self
    }

    pub fn outlet(mut self, name: &str) -> Self {
        self.value["document"]["source"] = name.into();
        self
    }

    pub fn field(mut self, name: &str, value: &str) -> Self {
        self.value["document"][name] = value.into();
        self
    }

    /// Says who an entity is; without this it is a listed person named as its id.
    pub fn cast(mut self, id: &str, name: &str, kind: &str, listed: bool) -> Self {
        self.declare(id);
        let all = self.value["entities"].as_array_mut().unwrap();
        let entity = all.iter_mut().find(|e| e["id"] == id).unwrap();
        *entity = json!({"id": id, "name": name, "kind": kind, "listed": listed});
        self
    }

    fn declare(&mut self, id: &str) {
        let all = self.value["entities"].as_array_mut().unwrap();
        if !all.iter().any(|e| e["id"] == id) {
            all.push(json!({"id": id, "name": id, "kind": "person", "listed": true}));
        }
    }

    pub fn paragraph(mut self) -> Self {
        self.paragraph += 1;
        self
    }

    /// A sentence that names these entities by their ids, five words apart.
    pub fn names(mut self, ids: &[&str]) -> Self {
        self.sentence(ids);
        self
    }

    /// An ambiguous mention in a sentence of its own.
    pub fn ambiguous(mut self, form: &str, candidates: &[&str]) -> Self {
        candidates.iter().for_each(|id| self.declare(id));
        let place = self.sentence(&[form]);
        let all = self.value["mentions"].as_array_mut().unwrap();
        all[place[0]]["entity"] = Value::Null;
        all[place[0]]["candidates"] = json!(candidates);
        self.value["entities"].as_array_mut().unwrap().retain(|e| e["id"] != form);
        self
    }

    fn sentence(&mut self, ids: &[&str]) -> Vec<usize> {
        let start = self.at;
        let mut text = String::new();
        let mut places = Vec::new();
        for id in ids {
            self.declare(id);
            let from = start + text.chars().count() as u32;
            let mentions = self.value["mentions"].as_array_mut().unwrap();
            places.push(mentions.len());
            mentions.push(json!({
                "start": from, "end": from + id.chars().count() as u32, "text": id, "entity": id,
                "match": {"tier": "exact", "alias": id, "score": 1.0}, "word": self.word,
            }));
            self.word += 5;
            text.push_str(id);
            text.push_str(" was seen at noon ");
        }
        text.push('.');
        self.at += text.chars().count() as u32 + 1;
        self.value["sentences"].as_array_mut().unwrap().push(json!({
            "start": start, "end": self.at - 1, "paragraph": self.paragraph, "text": text}));
        places
    }

    /// A direct quotation by `speaker` that mentions these entities.
    pub fn says(self, speaker: &str, words: &str, about: &[&str]) -> Self {
        self.quote("direct", Some(speaker), words, about, None)
    }

    pub fn quote(
        mut self,
        kind: &str,
        speaker: Option<&str>,
        words: &str,
        about: &[&str],
        to: Option<&str>,
    ) -> Self {
        let start = self.at;
        self.at += words.chars().count() as u32 + 1;
        let named: Vec<&str> = about.iter().copied().chain(speaker).chain(to).collect();
        let places = self.sentence(&named);
        let stretch = |text: &str| json!({"start": start, "end": start + text.chars().count() as u32, "text": text});
        let person = |id: &str| {
            let mut value = stretch(id);
            value["entity"] = id.into();
            value
        };
        let mut quote = json!({"content": [stretch(words)], "kind": kind, "speaker": null,
            "cue": stretch("said"), "mentions": places[..about.len()]});
        if let Some(speaker) = speaker {
            quote["speaker"] = person(speaker);
            quote["speaker"]["by"] = "name".into();
            quote["speaker"]["rule"] = "name-verb".into();
        }
        if let Some(to) = to {
            quote["addressee"] = person(to);
        }
        self.value["quotes"].as_array_mut().unwrap().push(quote);
        self
    }

    pub fn record(self) -> Record {
        serde_json::from_value(self.value).unwrap()
    }
}

/// The graph of these records.
pub fn graph(options: Options, records: &[Record]) -> EntityGraph {
    let mut tally = Tally::new(options);
    records.iter().for_each(|r| tally.add(r));
    tally.into_graph()
}

/// Three articles of a town: a mayor, an engineer, a bridge.
pub fn town() -> Vec<Record> {
    let first = article("a1")
        .on("2026-03-01")
        .outlet("Vale Courier")
        .cast("harbour-bridge", "Harbour Bridge", "place", true)
        .cast("ida-vale", "Ida Vale", "person", true)
        .cast("otto-lund", "Otto Lund", "person", true)
        .names(&["ida-vale", "otto-lund"])
        .names(&["ida-vale", "harbour-bridge"])
        .paragraph()
        .says(
            "ida-vale",
            "“The bridge will stand for another hundred years, whatever Otto Lund may say.”",
            &["otto-lund"],
        )
        .quote(
            "indirect",
            Some("otto-lund"),
            "the bridge at the harbour is unsafe",
            &["harbour-bridge"],
            Some("ida-vale"),
        )
        .record();
    let second = article("a2")
        .on("2026-03-02")
        .outlet("Coast Daily")
        .cast("harbour-bridge", "Harbour Bridge", "place", true)
        .cast("ida-vale", "Ida Vale", "person", true)
        .cast("otto-lund", "Otto Lund", "person", true)
        .cast("discovered:mara-finch", "Mara Finch", "person", false)
        .says(
            "ida-vale",
            "“The bridge will stand for another hundred years, whatever Otto Lund may say,”",
            &["otto-lund"],
        )
        .says("discovered:mara-finch", "“Nobody asked us.”", &[])
        .record();
    let third = article("a3")
        .on("2026-04-10")
        .outlet("Vale Courier")
        .cast("discovered:mara-finch", "Mara Finch", "person", false)
        .cast("ida-vale", "Ida Vale", "person", true)
        .names(&["ida-vale"])
        .paragraph()
        .names(&["discovered:mara-finch"])
        .ambiguous("Lund", &["otto-lund", "per-lund"])
        .says("discovered:mara-finch", "“Ida Vale has never crossed it on foot.”", &["ida-vale"])
        .record();
    vec![first, second, third]
}

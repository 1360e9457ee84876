//! The cases of `tests/cases/<language>/*.md`, and the examples in the language files.
#![allow(clippy::unwrap_used)]

use whosaid::{Document, Gazetteer, Language, Pipeline, language::BUILT_IN, quote::QuoteKind};

/// What was found for the first quotation: source, cue, speaker.
fn found(pipeline: &Pipeline, text: &str) -> (Option<String>, Option<String>, Option<String>) {
    let document = Document::new("case", text);
    let record = pipeline.record(&document);
    let marked = record.quotes.iter().find(|quote| quote.kind != QuoteKind::Indirect);
    let Some(quote) = marked.or(record.quotes.first()) else { return (None, None, None) };
    let name = |id: &String| {
        record.entities.iter().find(|entity| entity.id == *id).map(|entity| entity.name.clone())
    };
    let speaker = quote.speaker.as_ref();
    (
        speaker.map(|speaker| speaker.at.text.clone()),
        quote.cue.as_ref().map(|cue| cue.text.clone()),
        speaker.and_then(|speaker| speaker.entity.as_ref()).and_then(name),
    )
}

/// Who says each quotation in marks, in order, by name.
fn speakers(pipeline: &Pipeline, text: &str) -> String {
    let document = Document::new("case", text);
    let record = pipeline.record(&document);
    let name = |id: &String| {
        record.entities.iter().find(|entity| entity.id == *id).map(|entity| entity.name.clone())
    };
    let who = record.quotes.iter().filter(|quote| quote.kind != QuoteKind::Indirect).map(|quote| {
        let Some(speaker) = &quote.speaker else { return "none".to_owned() };
        let all = speaker.entity.iter().chain(&speaker.others).filter_map(name);
        let all: Vec<String> = all.collect();
        if all.is_empty() { speaker.at.text.clone() } else { all.join(" & ") }
    });
    who.collect::<Vec<_>>().join(", ")
}

fn pipeline(code: &str) -> Pipeline {
    let language = Language::built_in(code).expect("the folder is named after a built-in language");
    Pipeline::builder().language(language).build(Gazetteer::new())
}

#[test]
fn every_case_is_found_as_it_says() {
    let mut wrong = Vec::new();
    for folder in std::fs::read_dir("tests/cases").unwrap() {
        let folder = folder.unwrap().path();
        let pipeline = pipeline(folder.file_name().unwrap().to_str().unwrap());
        for file in std::fs::read_dir(&folder).unwrap() {
            let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
            for case in text.split("\n## ").skip(1) {
                check(&pipeline, case, &mut wrong);
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn check(pipeline: &Pipeline, case: &str, wrong: &mut Vec<String>) {
    let (title, rest) = case.split_once('\n').unwrap();
    let (text, wanted) = rest.split_once("\n- ").unwrap();
    let (source, cue, speaker) = found(pipeline, text);
    for line in wanted.lines() {
        if let Some(value) = line.strip_prefix("- speakers: ").or(line.strip_prefix("speakers: ")) {
            let got = speakers(pipeline, text);
            if got != value {
                wrong.push(format!("{title}: speakers are\n  {got}, not\n  {value}"));
            }
            continue;
        }
        let (key, value) = line.trim_start_matches("- ").split_once(": ").unwrap_or((line, ""));
        let got = match key {
            "source" => &source,
            "cue" => &cue,
            "speaker" => &speaker,
            _ => continue,
        };
        if got.as_deref().unwrap_or("none") != value {
            wrong.push(format!("{title}: {key} is {got:?}, not {value}"));
        }
    }
}

#[test]
fn every_example_of_a_language_file_is_found() {
    for (code, _) in BUILT_IN {
        let language = Language::built_in(code).unwrap();
        assert!(!language.examples.is_empty(), "{code} has examples");
        let pipeline = pipeline(code);
        for example in &language.examples {
            let (source, cue, _) = found(&pipeline, &example.text);
            assert_eq!(source, example.source, "{}", example.text);
            if example.cue.is_some() {
                assert_eq!(cue, example.cue, "{}", example.text);
            }
        }
    }
}

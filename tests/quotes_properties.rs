//! Laws of segmentation, quotations and attribution, for any text.

use proptest::prelude::*;
use whosaid::{Document, Gazetteer, Pipeline, quote::QuoteKind};

/// Words at which a rule looks before or behind itself, so that they stand first and last too.
const WORDS: &[&str] = &[
    "Calling",
    "calling",
    "saying",
    "Said",
    "returned",
    "asked",
    "called",
    "labeled",
    "known",
    "as",
    "by",
    "of",
    "to",
    "for",
    "It",
    "it",
    "that",
    "whether",
    "when",
    "If",
    "since",
    "has",
    "is",
    "been",
    "May",
    "Anna May",
    "his wife",
    "I",
    "you",
    "they",
    "271",
    "pledged",
    "delegates",
    "released",
    "Friday",
    "dozens of dockers",
    "chanting",
    "Tarn State University",
    "Q:",
    "A:",
    "cut in",
    "In",
    "in",
    "a poll",
    "made the point",
    "it clear",
    "Quill's view",
    "the words of",
    "her answer",
    "was",
    "wanted to know",
    "heard",
    "quoted",
    "one of whom",
    "Told",
    "Having",
    "months of",
    "traveling with",
    "backed by",
    "nobody",
    "Q.",
    "A.",
    "MQ:",
    "delicately",
];

/// Texts made of what the rules look for.
fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("“".to_owned()),
        Just("”".to_owned()),
        Just("\"".to_owned()),
        Just("''".to_owned()),
        Just("'".to_owned()),
        Just("«".to_owned()),
        Just("\n".to_owned()),
        Just("\n\n".to_owned()),
        Just(", ".to_owned()),
        Just(". ".to_owned()),
        Just(": ".to_owned()),
        Just("(".to_owned()),
        Just(") ".to_owned()),
        Just(" — ".to_owned()),
        Just("’s ".to_owned()),
        Just(" said ".to_owned()),
        Just(" Mara Quill ".to_owned()),
        Just(" she ".to_owned()),
        Just(" who ".to_owned()),
        Just(" according to ".to_owned()),
        Just(" the mayor ".to_owned()),
        Just(" and ".to_owned()),
        Just(" told ".to_owned()),
        Just(" Mr. ".to_owned()),
        Just("5'2\"".to_owned()),
        proptest::sample::select(WORDS).prop_map(|word| format!("{word} ")),
        ".{0,6}",
    ];
    proptest::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

proptest! {
    #[test]
    fn spans_hold_their_words_and_runs_agree(text in text()) {
        let pipeline = Pipeline::builder().build(Gazetteer::new());
        let document = Document::new("d", text.clone());
        let analysis = pipeline.analyze(&document);
        let mut end = 0;
        for token in &analysis.segmented.tokens {
            prop_assert!(token.span.start >= end && token.span.end > token.span.start);
            prop_assert!(text.get(token.span.range()).is_some());
            end = token.span.end;
        }
        for quote in &analysis.quotes {
            for span in &quote.content {
                prop_assert!(text.get(span.range()).is_some_and(|words| !words.is_empty()));
            }
        }
        for attribution in &analysis.attributions {
            let source = attribution.source.as_ref();
            prop_assert!(attribution.quote < analysis.quotes.len());
            prop_assert!(source.is_none_or(|s| text.get(s.span.range()).is_some()));
            prop_assert!(source.is_none_or(|s| (0.0..=1.0).contains(&s.score)));
            prop_assert!(analysis.quotes[attribution.quote].kind != QuoteKind::Name);
        }
        prop_assert_eq!(pipeline.record(&document), pipeline.record(&document));
    }
}

#[test]
fn long_lines_and_unclosed_marks_end_soon() {
    let pipeline = Pipeline::builder().build(Gazetteer::new());
    for piece in [
        "“word ",
        "said \"x\" ",
        "Mara Quill said ",
        "Mr. Roe and ",
        "'a ",
        "(",
        ", ",
        "she who said ",
    ] {
        let document = Document::new("d", piece.repeat(40_000));
        pipeline.analyze(&document);
    }
}

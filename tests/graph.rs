//! The fold over records, and what is made of it.
#![allow(clippy::unwrap_used, clippy::print_stdout, clippy::print_stderr)]

mod story;

use proptest::prelude::*;
use story::{article, graph, town};
use whosaid::{
    Record,
    export::{ExportOptions, GRAPH_FORMATS, format_named},
    graph::{Edge, EntityGraph, Options, Relation, Tally, Unit},
};

fn edge<'g>(graph: &'g EntityGraph, relation: Relation, a: &str, b: &str) -> Option<&'g Edge> {
    graph.edges().find(|e| e.relation == relation && e.a.as_str() == a && e.b.as_str() == b)
}

fn bytes(graph: &EntityGraph, format: &str) -> String {
    let mut out = Vec::new();
    let format = format_named(format).unwrap();
    format.write(format.parts()[0], graph, &ExportOptions::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn people_named_in_one_sentence_are_tied() {
    let town = graph(Options::default(), &town());
    let tie = edge(&town, Relation::CoOccurrence, "ida-vale", "otto-lund").unwrap();
    assert_eq!((tie.count, tie.counts.sentences, tie.counts.together), (4, 4, 2));
    assert_eq!((tie.counts.documents, tie.counts.outlets, tie.counts.paragraphs), (2, 2, 3));
    assert_eq!(tie.first.unwrap().to_string(), "2026-03-01");
    assert_eq!(tie.evidence[0].document.title.as_deref(), Some("Title of a1"));
    assert!(tie.evidence[0].text().contains("ida-vale was seen"));
    assert!(edge(&town, Relation::CoOccurrence, "discovered:mara-finch", "otto-lund").is_none());
}

#[test]
fn wider_units_tie_more() {
    let count = |unit| {
        let town = graph(Options { unit, ..Options::default() }, &town());
        edge(&town, Relation::CoOccurrence, "discovered:mara-finch", "ida-vale").map(|e| e.count)
    };
    assert_eq!(count(Unit::Sentence), Some(1));
    assert_eq!(count(Unit::Paragraph), Some(2));
    assert_eq!(count(Unit::Document), Some(2));
    assert_eq!(count(Unit::Window(5)), Some(3));
    assert_eq!(count(Unit::Window(4)), None);
}

#[test]
fn speakers_are_tied_to_whom_they_mention_and_address() {
    let town = graph(Options::default(), &town());
    let tie = edge(&town, Relation::Mentions, "ida-vale", "otto-lund").unwrap();
    assert_eq!((tie.count, tie.counts.reports, tie.counts.direct), (1, 2, 2));
    assert!(!tie.only_indirect);
    let numbers: Vec<_> = tie.evidence.iter().map(|e| e.said.as_ref().unwrap().utterance).collect();
    assert_eq!(numbers.len(), 2);
    assert_eq!(numbers[0], numbers[1]);
    assert!(edge(&town, Relation::Mentions, "otto-lund", "harbour-bridge").unwrap().only_indirect);
    assert!(edge(&town, Relation::Addresses, "otto-lund", "ida-vale").unwrap().only_indirect);
    assert!(edge(&town, Relation::Mentions, "otto-lund", "ida-vale").is_none());
    assert_eq!(edge(&town, Relation::QuotesWith, "ida-vale", "otto-lund").unwrap().count, 1);
    let ida = town.nodes().find(|n| n.id.as_str() == "ida-vale").unwrap();
    assert_eq!((ida.counts.quotes, ida.counts.reports, ida.counts.quoted_in), (1, 2, 2));
    assert_eq!((ida.counts.spoken_of, ida.counts.addressed), (1, 1));
}

#[test]
fn reports_count_each_where_utterances_are_not_told_apart() {
    let town = graph(Options { utterances: false, ..Options::default() }, &town());
    assert_eq!(edge(&town, Relation::Mentions, "ida-vale", "otto-lund").unwrap().count, 2);
    assert!(town.summary().notes.iter().any(|n| n.contains("Every report")));
}

#[test]
fn only_direct_speech_can_be_asked_for() {
    let town = graph(Options { only_direct: true, ..Options::default() }, &town());
    assert!(edge(&town, Relation::Mentions, "otto-lund", "harbour-bridge").is_none());
    assert!(edge(&town, Relation::Mentions, "ida-vale", "otto-lund").is_some());
}

#[test]
fn ambiguous_mentions_make_neither_node_nor_tie() {
    let town = graph(Options::default(), &town());
    assert!(town.nodes().all(|n| n.id.as_str() != "per-lund" && n.id.as_str() != "Lund"));
    let otto = town.nodes().find(|n| n.id.as_str() == "otto-lund").unwrap();
    assert_eq!(otto.counts.documents, 2);
}

#[test]
fn dates_bound_what_is_counted() {
    let from = whosaid::graph::Day::parse("2026-04-01");
    let town = graph(Options { from, ..Options::default() }, &town());
    assert_eq!((town.summary().documents, town.summary().left_out), (1, 2));
    assert_eq!(town.nodes().len(), 2);
}

#[test]
fn a_crowd_does_not_tie_everyone_to_everyone() {
    let ids: Vec<String> = (0..400).map(|i| format!("p{i:03}")).collect();
    let list =
        ids.chunks(2).fold(article("list"), |a, pair| a.paragraph().names(&[&pair[0], &pair[1]]));
    let unit = Unit::Document;
    let all = graph(Options { unit, ..Options::default() }, &[list.record()]);
    assert_eq!(all.edges().len(), 200);
    assert!(all.summary().notes[0].contains("more than 150"));
}

fn many() -> Vec<Record> {
    let name = |i: usize| format!("p{}", i % 7);
    (0..24)
        .map(|i| {
            article(&format!("d{}", (i * 37) % 24))
                .on(&format!("2026-0{}-1{}", 1 + i % 3, i % 10))
                .outlet(["North", "South", "East"][i % 3])
                .names(&[&name(i), &name(i + 1 + i % 2)])
                .says(
                    &name(i),
                    &format!("“We will build {} boats this year.”", i % 5),
                    &[&name(i + 3)],
                )
                .quote("indirect", Some(&name(i + 2)), "it would rain", &[], Some(&name(i)))
                .record()
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn shards_in_any_order_and_grouping_sum_to_the_whole(
        order in Just((0..24).collect::<Vec<usize>>()).prop_shuffle(),
        cuts in prop::collection::vec(0..24_usize, 0..5),
        left in any::<bool>(),
    ) {
        let records = many();
        let options = Options { evidence: 3, ..Options::default() };
        let whole = bytes(&graph(options.clone(), &records), "json");
        let mut cuts = cuts;
        cuts.extend([0, 24]);
        cuts.sort_unstable();
        let mut shards: Vec<Tally> = cuts.windows(2).map(|w| {
            let mut tally = Tally::new(options.clone());
            order[w[0]..w[1]].iter().for_each(|i| tally.add(&records[*i]));
            tally
        }).collect();
        while shards.len() > 1 {
            let at = if left { 0 } else { shards.len() - 2 };
            let next = shards.remove(at + 1);
            shards[at].merge(next);
        }
        let merged = shards.pop().unwrap().into_graph();
        prop_assert_eq!(bytes(&merged, "json"), whole);
    }
}

#[test]
fn every_format_gives_the_same_bytes_for_shuffled_records() {
    let mut records = many();
    let one = graph(Options::default(), &records);
    records.reverse();
    records.swap(3, 11);
    let other = graph(Options::default(), &records);
    for format in GRAPH_FORMATS.iter().filter(|f| !f.binary()) {
        assert_eq!(bytes(&one, format.name()), bytes(&other, format.name()), "{}", format.name());
    }
}

#[test]
fn the_projects_own_json_is_read_back_whole() {
    let town = graph(Options::default(), &town());
    let text = bytes(&town, "json");
    let back = whosaid::export::read_json(std::path::Path::new("g.json"), text.as_bytes()).unwrap();
    assert_eq!(bytes(&back, "json"), text);
    assert_eq!(bytes(&back, "dot"), bytes(&town, "dot"));
}

#[test]
fn what_came_went_and_grew_is_told() {
    use whosaid::graph::{Fate, compare};
    let all = town();
    let (before, after) =
        (graph(Options::default(), &all[..1]), graph(Options::default(), &all[1..]));
    let changes = compare(&before, &after);
    let fate = |relation, a: &str, b: &str| {
        changes
            .iter()
            .find(|c| c.relation == relation && c.a.as_str() == a && c.b.as_str() == b)
            .map(|c| (c.fate, c.before, c.after))
    };
    let (co, mentions) = (Relation::CoOccurrence, Relation::Mentions);
    assert_eq!(fate(co, "ida-vale", "otto-lund"), Some((Fate::Shrank, 3.0, 1.0)));
    assert_eq!(fate(mentions, "discovered:mara-finch", "ida-vale"), Some((Fate::Came, 0.0, 1.0)));
    assert_eq!(fate(mentions, "otto-lund", "harbour-bridge"), Some((Fate::Went, 1.0, 0.0)));
    assert_eq!(fate(mentions, "ida-vale", "otto-lund"), None);
    assert!(compare(&before, &before).is_empty());
}

#[test]
fn filters_keep_what_was_asked_for() {
    use whosaid::{Kind, graph::Filter};
    let all = || graph(Options::default(), &town());
    let kept = |filter: &Filter| {
        let graph = all().filtered(filter).unwrap();
        let (nodes, edges) = (graph.nodes().len(), graph.edges().len());
        (nodes, edges, graph)
    };
    let listed = kept(&Filter { only_listed: true, ..Filter::default() });
    assert!(listed.2.nodes().all(|n| n.listed));
    assert!(listed.2.summary().notes.iter().any(|n| n.contains("only listed")));
    let people = kept(&Filter { kinds: vec![Kind::Place], ..Filter::default() });
    assert_eq!((people.0, people.1), (1, 0));
    let strong = kept(&Filter { min_docs: 2, ..Filter::default() });
    assert!(strong.1 > 0 && strong.2.edges().all(|e| e.counts.documents >= 2));
    let top = kept(&Filter { top: Some(2), only_tied: true, ..Filter::default() });
    assert_eq!(top.0, 2);
    let ego = Filter { ego: Some(("Mara Finch".to_owned(), 1)), ..Filter::default() };
    assert!(kept(&ego).2.nodes().any(|n| n.name == "Ida Vale"));
    assert!(kept(&ego).2.nodes().all(|n| n.name != "Harbour Bridge"));
    let nobody = Filter { ego: Some(("Nemo".to_owned(), 1)), ..Filter::default() };
    assert!(all().filtered(&nobody).unwrap_err().to_string().contains("Nemo"));
}

#[test]
fn weights_change_and_counts_stay() {
    use whosaid::graph::Weight;
    let plain = graph(Options::default(), &town());
    for (name, weight) in Weight::ALL {
        let weighed = graph(Options::default(), &town()).weighted(weight).unwrap();
        assert_eq!(weighed.summary().weight, name);
        assert!(weighed.edges().zip(plain.edges()).all(|(x, y)| x.count == y.count));
        assert!(weighed.edges().all(|e| e.weight.is_finite()));
    }
    let window = Options { unit: Unit::Window(5), ..Options::default() };
    assert!(graph(window, &town()).weighted(Weight::Npmi).is_err());
}

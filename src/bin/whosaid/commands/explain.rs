//! `whosaid explain`: why each name and speaker was chosen.

use std::io::{self, Write};

use anyhow::{Context as _, Result};
use clap::Args;
use serde_json::{Value, json};
use whosaid::{
    Document, Pipeline,
    attribution::{self, Context, Explanation},
    export::annotated,
    pipeline::{Analysis, EvidenceText},
    quote,
    text::{CharOffsets, Span},
};

use crate::{Outcome, args::InputArgs, run};

/// The text with its mentions, quotations, speakers and rules marked; or, for quotations, every rule
/// that was asked and every name that was weighed
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid explain article.txt -g people.toml | less     the text with every decision
  whosaid explain article.txt --quote 3                 why the third quotation has its speaker
  whosaid explain articles/ --json > why.jsonl          the same of all quotations, one a line")]
pub(crate) struct ExplainArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Only this quotation, by its number in the marked text: the rules asked, the names weighed
    #[arg(long, value_name = "N")]
    quote: Option<usize>,
    /// The rules asked and the names weighed as JSON, one quotation a line
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(crate) fn run(args: &ExplainArgs) -> Result<Outcome> {
    let pipeline = run::pipeline(&args.input.reading, EvidenceText::None)?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let page = |document: &Document| page(args, &pipeline, document);
    let threads = args.input.reading.threads;
    let outcome =
        run::for_each(&args.input.inputs, threads, page, |page| Ok(out.write_all(&page?)?))?;
    out.flush()?;
    Ok(outcome)
}

fn page(args: &ExplainArgs, pipeline: &Pipeline, document: &Document) -> Result<Vec<u8>> {
    let analysis = pipeline.analyze(document);
    let mut page = Vec::new();
    if args.quote.is_none() && !args.json {
        annotated::write(&mut page, &analysis)?;
        return Ok(page);
    }
    let all = analysis.quotes.len();
    let numbers = match args.quote {
        None => 1..=all,
        Some(number) => {
            let known = (1..=all).contains(&number).then_some(number..=number);
            known.with_context(|| {
                format!("{}: no quotation {number}; there are {all}", document.id)
            })?
        }
    };
    for one in explained(pipeline, &analysis, numbers) {
        if args.json {
            serde_json::to_writer(&mut page, &one)?;
            page.push(b'\n');
        } else {
            write(&mut page, &one)?;
        }
    }
    Ok(page)
}

/// The quotations with what was considered for each, as JSON.
fn explained(
    pipeline: &Pipeline,
    analysis: &Analysis<'_>,
    numbers: impl Iterator<Item = usize>,
) -> Vec<Value> {
    let context = Context {
        document: &analysis.segmented,
        gazetteer: pipeline.gazetteer(),
        cast: &analysis.cast,
        mentions: &analysis.mentions,
    };
    let detected = quote::detect(&analysis.segmented);
    let explanations = attribution::explain(&context, &detected);
    let offsets = CharOffsets::new(analysis.segmented.all());
    let stretch = |span: Span| {
        let (start, end) = (offsets.chars(span.start), offsets.chars(span.end));
        json!({ "start": start, "end": end, "text": analysis.segmented.text(span) })
    };
    let explanation = |span: Span| {
        detected
            .iter()
            .position(|quote| quote.content[0].start == span.start)
            .map(|at| &explanations[at])
    };
    let entity = |mention: usize| {
        let id = analysis.mentions[mention].entity();
        id.and_then(|id| analysis.cast.entities.get(id)).map(|(entity, _)| entity.name.as_str())
    };
    let one = |number: usize| {
        let quote = &analysis.quotes[number - 1];
        let found = analysis.attributions.iter().find(|found| found.quote == number - 1);
        let source = found.and_then(|found| found.source.as_ref());
        let names = source.map_or(Vec::new(), |source| {
            let cast = &analysis.cast.entities;
            source
                .speakers
                .iter()
                .filter_map(|id| cast.get(id))
                .map(|(e, _)| e.name.clone())
                .collect()
        });
        let speaker = source.map(|source| {
            json!({ "at": stretch(source.span), "names": names, "rule": source.rule,
                    "score": (f64::from(source.score) * 1000.0).round() / 1000.0 })
        });
        let considered = |part: &Span| {
            let Explanation { rules, candidates } = explanation(*part).cloned().unwrap_or_default();
            let rules: Vec<Value> = rules
                .iter()
                .map(|rule| {
                    json!({ "rule": rule.rule, "won": rule.won, "why": rule.why,
                            "source": rule.source.map(stretch), "cue": rule.cue.map(stretch) })
                })
                .collect();
            let weighed: Vec<Value> = candidates
                .iter()
                .map(|one| {
                    json!({ "name": entity(one.mention), "points": one.points,
                            "at": stretch(analysis.mentions[one.mention].span) })
                })
                .collect();
            json!({ "at": stretch(*part), "rules": rules, "candidates": weighed })
        };
        json!({
            "document": analysis.segmented.document.id,
            "quote": number,
            "kind": quote.kind,
            "speaker": speaker,
            "stretches": quote.content.iter().map(considered).collect::<Vec<_>>(),
        })
    };
    numbers.map(one).collect()
}

/// One quotation for the eye.
fn write(out: &mut dyn Write, one: &Value) -> io::Result<()> {
    let text = |value: &Value| value["text"].as_str().unwrap_or("–").to_owned();
    writeln!(out, "── {}, quotation {} ──", one["document"].as_str().unwrap_or(""), one["quote"])?;
    match &one["speaker"] {
        Value::Null => writeln!(out, "nobody was found to say it")?,
        speaker => {
            let names: Vec<&str> = speaker["names"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .collect();
            let names =
                if names.is_empty() { "without a name".to_owned() } else { names.join(", ") };
            writeln!(
                out,
                "said by “{}” ({names}), rule {}, score {}",
                text(&speaker["at"]),
                speaker["rule"].as_str().unwrap_or("–"),
                speaker["score"]
            )?;
        }
    }
    for stretch in one["stretches"].as_array().into_iter().flatten() {
        writeln!(out, "\n{}", text(&stretch["at"]))?;
        for rule in stretch["rules"].as_array().into_iter().flatten() {
            let mark = if rule["won"] == true { "→" } else { " " };
            let name = rule["rule"].as_str().unwrap_or("");
            let why = rule["why"].as_str().unwrap_or("");
            match &rule["source"] {
                Value::Null => writeln!(out, "  {mark} {name:<16} {why}")?,
                source => writeln!(
                    out,
                    "  {mark} {name:<16} “{}”, cue “{}”: {why}",
                    text(source),
                    text(&rule["cue"])
                )?,
            }
        }
        for one in stretch["candidates"].as_array().into_iter().flatten() {
            let name = one["name"].as_str().unwrap_or("–");
            writeln!(
                out,
                "    {:>4} points: {name}, “{}” at {}",
                one["points"],
                text(&one["at"]),
                one["at"]["start"]
            )?;
        }
    }
    Ok(())
}

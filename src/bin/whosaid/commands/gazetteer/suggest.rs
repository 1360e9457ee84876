//! `whosaid gazetteer suggest`: what a list lacks for a story.

use std::{
    io::{self, BufRead, IsTerminal, Write},
    path::PathBuf,
};

use anyhow::{Context, Result, ensure};
use clap::{Args, ValueEnum};
use whosaid::{
    Alias, EntityId,
    gazetteer::Edit,
    pipeline::EvidenceText,
    suggest::{NewAlias, NewEntity, Suggester, Suggestions, look},
};

use crate::{Outcome, args::InputArgs, console, run};

/// Propose what the gazetteer lacks for these articles, with evidence
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  whosaid gazetteer suggest articles/ -g people.toml              ranked, with evidence
  whosaid gazetteer suggest articles/ -g people.toml --ask        one by one: yes, no, weak, …
  whosaid gazetteer suggest articles/ -g people.toml --apply 0.7  all from this score on
  whosaid gazetteer suggest articles/ --into new.toml --apply 0.6 begins a list for a new story")]
pub(crate) struct SuggestArgs {
    #[command(flatten)]
    input: InputArgs,
    /// Add all that have this score or a higher one (0 to 1)
    #[arg(long, value_name = "SCORE", conflicts_with = "ask")]
    apply: Option<f64>,
    /// Ask for each one in the terminal
    #[arg(long)]
    ask: bool,
    /// TOML gazetteer that they are added to [default: the last -g]
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
    /// At most so many of each sort
    #[arg(long, value_name = "N", default_value_t = 50)]
    limit: usize,
    /// How they are written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For the terminal
    Text,
    /// One JSON object
    Json,
}

/// Runs the command.
pub(crate) fn run(args: &SuggestArgs) -> Result<Outcome> {
    if let Some(score) = args.apply {
        ensure!((0.0..=1.0).contains(&score), "--apply is {score}, it goes from 0 to 1");
    }
    let pipeline = run::pipeline(&args.input.reading, EvidenceText::None)?;
    let mut suggester = Suggester::default();
    let seen = |document: &_| look(&pipeline.analyze(document), pipeline.gazetteer());
    let outcome = run::for_each(&args.input.inputs, args.input.reading.threads, seen, |seen| {
        suggester.add(seen);
        Ok(())
    })?;
    let mut found = suggester.finish(pipeline.gazetteer());
    if let Some(score) = args.apply {
        apply(args, &found, score)?;
        return Ok(outcome);
    }
    found.entities.truncate(args.limit);
    found.aliases.truncate(args.limit);
    found.ambiguous.truncate(args.limit);
    if args.ask {
        ask(args, &found)?;
        return Ok(outcome);
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &found)?;
            writeln!(out)?;
        }
        Format::Text => text(&found, &mut out)?,
    }
    out.flush()?;
    Ok(outcome)
}

// --- shown -------------------------------------------------------------------------------------

fn text(found: &Suggestions, out: &mut dyn Write) -> io::Result<()> {
    for (title, empty) in [
        ("New", found.entities.is_empty()),
        ("Spellings of listed names", found.aliases.is_empty()),
        ("To be told apart", found.ambiguous.is_empty()),
    ] {
        if empty {
            continue;
        }
        writeln!(out, "{title}")?;
        match title {
            "New" => found.entities.iter().try_for_each(|new| show_entity(new, out))?,
            "To be told apart" => {
                for one in &found.ambiguous {
                    let owners: Vec<_> = one.candidates.iter().map(EntityId::as_str).collect();
                    writeln!(out, "  “{}” {}×: {}?", one.text, one.count, owners.join(" or "))?;
                    evidence(&one.evidence, out)?;
                }
            }
            _ => found.aliases.iter().try_for_each(|new| show_alias(new, out))?,
        }
        writeln!(out)?;
    }
    Ok(())
}

fn show_entity(new: &NewEntity, out: &mut dyn Write) -> io::Result<()> {
    let entity = &new.entity;
    let gender = entity.gender.map_or(String::new(), |gender| format!(", {}", gender.as_str()));
    let (name, kind) = (&entity.name, entity.kind);
    let (quotes, mentions, documents) = (new.quotes, new.mentions, new.documents);
    writeln!(
        out,
        "  {:.2}  {name} ({kind}{gender}): {quotes} quotes, {mentions} mentions, {documents} documents",
        new.score
    )?;
    if !entity.roles.is_empty() {
        writeln!(out, "        role: {}", entity.roles.join("; "))?;
    }
    if new.variants.len() > 1 {
        let variants = new.variants.iter().map(|v| format!("{} {}×", v.text, v.count));
        writeln!(out, "        spelt: {}", variants.collect::<Vec<_>>().join(", "))?;
    }
    evidence(&new.evidence, out)
}

fn show_alias(new: &NewAlias, out: &mut dyn Write) -> io::Result<()> {
    let edits = if new.edits == 1 { "1 edit".to_owned() } else { format!("{} edits", new.edits) };
    let (text, count, like, name, id) = (&new.text, new.count, &new.like, &new.name, &new.entity);
    writeln!(out, "  {:.2}  “{text}” {count}×, {edits} from “{like}”: {name} ({id})", new.score)?;
    evidence(&new.evidence[..new.evidence.len().min(1)], out)
}

fn evidence(all: &[whosaid::suggest::Evidence], out: &mut dyn Write) -> io::Result<()> {
    const WIDTH: usize = 160;
    for one in all {
        let mut text: String = one.text.chars().take(WIDTH).collect();
        if text.len() < one.text.len() {
            text.push('…');
        }
        writeln!(out, "        {}: {text}", one.document)?;
    }
    Ok(())
}

// --- accepted ----------------------------------------------------------------------------------

/// The list that suggestions go to.
fn target(args: &SuggestArgs) -> Result<Edit> {
    let path = args.into.as_ref().or(args.input.reading.gazetteers.last());
    let path = path.context("say which list they go to: --into FILE, or -g FILE")?;
    Ok(Edit::open(path)?)
}

fn apply(args: &SuggestArgs, found: &Suggestions, score: f64) -> Result<()> {
    let mut edit = target(args)?;
    let (mut entities, mut aliases) = (0, 0);
    for new in found.entities.iter().filter(|new| new.score >= score) {
        edit.add(&new.entity)?;
        entities += 1;
    }
    for new in found.aliases.iter().filter(|new| new.score >= score) {
        aliases += add_alias(&mut edit, new, Alias::new(&new.text))?;
    }
    edit.save()?;
    console::note(&format!("{entities} entities and {aliases} spellings added"));
    Ok(())
}

/// Adds a spelling; an entity of another layer gets an entry of its own in this file.
fn add_alias(edit: &mut Edit, new: &NewAlias, alias: Alias) -> Result<usize> {
    if edit.contains(new.entity.as_str()) {
        return Ok(edit.add_aliases(new.entity.as_str(), &[alias])?);
    }
    edit.add_layer(new.entity.as_str(), &[alias])?;
    Ok(1)
}

/// Asks one by one; each answer is written at once, so that none is lost however the dialogue ends.
fn ask(args: &SuggestArgs, found: &Suggestions) -> Result<()> {
    ensure!(io::stdin().is_terminal(), "--ask needs a terminal; --apply SCORE does without");
    let mut edit = target(args)?;
    let mut dialogue = Dialogue { answers: io::stdin().lock(), out: io::stdout().lock() };
    let mut added = 0;
    'asked: {
        for new in &found.entities {
            show_entity(new, &mut dialogue.out)?;
            match dialogue.answer("add? y yes, n no, s it is a spelling of …, q end: ")?.as_str()
            {
                "y" => {
                    edit.add(&new.entity)?;
                    edit.save()?;
                    added += 1;
                }
                "s" => {
                    let id = dialogue.answer("id of the listed entity: ")?;
                    let names = new.variants.iter().map(|v| Alias::new(&v.text));
                    match edit.add_aliases(&id, &names.collect::<Vec<_>>()) {
                        Ok(count) => {
                            edit.save()?;
                            added += count;
                        }
                        Err(e) => writeln!(dialogue.out, "{e}")?,
                    }
                }
                "q" => break 'asked,
                _ => {}
            }
        }
        for new in &found.aliases {
            show_alias(new, &mut dialogue.out)?;
            let answer = dialogue.answer("add? y yes, w as a weak alias, n no, q end: ")?;
            let alias = match answer.as_str() {
                "y" => Alias::new(&new.text),
                "w" => Alias::weak(&new.text),
                "q" => break 'asked,
                _ => continue,
            };
            added += add_alias(&mut edit, new, alias)?;
            edit.save()?;
        }
    }
    console::note(&format!("{added} added"));
    Ok(())
}

struct Dialogue<R, W> {
    answers: R,
    out: W,
}

impl<R: BufRead, W: Write> Dialogue<R, W> {
    /// What is typed; the end of the input ends the dialogue.
    fn answer(&mut self, question: &str) -> Result<String> {
        write!(self.out, "        {question}")?;
        self.out.flush()?;
        let mut line = String::new();
        if self.answers.read_line(&mut line)? == 0 {
            return Ok("q".to_owned());
        }
        Ok(line.trim().to_owned())
    }
}

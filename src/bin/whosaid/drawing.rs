//! From counts to files: what `graph` and `build` share.

use std::{
    io::IsTerminal,
    path::{Path, PathBuf},
};

use anyhow::{Result, anyhow};
use clap::{Args, ValueEnum, builder::PossibleValuesParser};
use terminal_size::{Width, terminal_size};
use whosaid::{
    Kind,
    export::{self, Colour, ExportOptions, GRAPH_FORMATS, GraphFormat},
    graph::{Day, EntityGraph, Filter, Options, Period, Relation, Text, Unit, Weight},
};

use crate::console;

/// What a picture can hold without becoming a hairball.
const PICTURE_ENTITIES: usize = 80;
const PICTURE_TIES: usize = 240;

/// What is counted, kept and written.
#[derive(Debug, Args)]
pub(crate) struct GraphArgs {
    /// Where the graph goes; the ending names the format; may be given several times; `-` for the
    /// standard output [default: a table on the standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Vec<PathBuf>,
    /// The format, where the file's ending does not name it
    #[arg(short, long, value_name = "FORMAT")]
    #[arg(value_parser = PossibleValuesParser::new(GRAPH_FORMATS.iter().map(|f| f.name())))]
    pub(crate) format: Option<String>,
    #[command(flatten)]
    count: CountArgs,
    #[command(flatten)]
    keep: KeepArgs,
    #[command(flatten)]
    style: StyleArgs,
}

/// What is counted.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is counted")]
struct CountArgs {
    /// What “together” means: sentence, paragraph, document, or window:N words
    #[arg(long, value_name = "UNIT", value_parser = unit, default_value = "sentence")]
    unit: Unit,
    /// What a tie weighs: its count, its documents, or how far it is from chance
    #[arg(long, value_name = "WEIGHT", value_parser = weights(), default_value = "count")]
    weight: String,
    /// Count every report of a quotation, the same words in several articles too
    #[arg(long)]
    every_report: bool,
    /// How many proofs of each tie are kept
    #[arg(long, value_name = "N", default_value_t = 10)]
    proofs: usize,
    /// Only documents of this day (YYYY-MM-DD) and later
    #[arg(long, value_name = "DAY", value_parser = day)]
    from: Option<Day>,
    /// Only documents of this day and earlier
    #[arg(long, value_name = "DAY", value_parser = day)]
    to: Option<Day>,
    /// How finely time is counted
    #[arg(long, value_enum, value_name = "PERIOD", default_value_t = Slices::Day)]
    slices: Slices,
}

/// What is kept.
#[derive(Debug, Args)]
#[command(next_help_heading = "What is kept")]
struct KeepArgs {
    /// Only these ties: `co_occurrence`, `mentions`, `addresses`, `quotes_with`
    #[arg(long, value_name = "RELATION", value_delimiter = ',', value_parser = relation)]
    relation: Vec<Relation>,
    /// direct: only words in quotation marks, verbatim; listed: only entities of a gazetteer
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT")]
    only: Vec<Only>,
    /// Only entities of this kind: person, organisation, place, group, work, event, other
    #[arg(long, value_delimiter = ',', value_name = "KIND", value_parser = kind)]
    kind: Vec<Kind>,
    /// Only ties with so many articles behind them
    #[arg(long, value_name = "N", default_value_t = 1)]
    min_docs: u64,
    /// Only ties of this weight or more
    #[arg(long, value_name = "WEIGHT", allow_negative_numbers = true)]
    min_weight: Option<f64>,
    /// Only the N entities whose ties weigh most
    #[arg(long, value_name = "N")]
    top: Option<usize>,
    /// Only ties that stand out among those of their ends, at this level (0.05 is usual)
    #[arg(long, value_name = "ALPHA")]
    backbone: Option<f64>,
    /// Only this entity and those so many ties away (1 unless given)
    #[arg(long, value_name = "NAME[:HOPS]")]
    ego: Option<String>,
    /// Pictures too show everything; without it they show the strongest ties
    #[arg(long)]
    all: bool,
}

/// How it looks.
#[derive(Debug, Args)]
#[command(next_help_heading = "How it is written")]
struct StyleArgs {
    /// What stands over pictures
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// What colours stand for
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Colours::Kind)]
    colour: Colours,
    /// Cells that a spreadsheet would run as a formula get a ' before them
    #[arg(long)]
    csv_safe: bool,
    /// Let Graphviz place the entities of a picture
    #[arg(long, value_name = "ENGINE", value_parser = PossibleValuesParser::new(export::ENGINES))]
    engine: Option<String>,
    /// Seconds that Graphviz may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    time_limit: u64,
    /// Find betweenness in a large graph too
    #[arg(long)]
    betweenness: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Only {
    Direct,
    Listed,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Slices {
    Day,
    Week,
    Month,
    Year,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colours {
    Kind,
    Community,
}

fn unit(text: &str) -> Result<Unit> {
    Unit::named(text).ok_or_else(|| anyhow!("use sentence, paragraph, document or window:N"))
}

fn weights() -> PossibleValuesParser {
    PossibleValuesParser::new(Weight::ALL.map(|(name, _)| name))
}

fn day(text: &str) -> Result<Day> {
    Day::parse(text).ok_or_else(|| anyhow!("write a day as YYYY-MM-DD"))
}

fn relation(text: &str) -> Result<Relation> {
    let names = || Relation::ALL.map(Relation::name).join(", ");
    Relation::named(text).ok_or_else(|| anyhow!("there are: {}", names()))
}

fn kind(text: &str) -> Result<Kind> {
    let value = serde_json::Value::String(text.to_owned());
    serde_json::from_value(value)
        .map_err(|_| anyhow!("there are: person, organisation, place, group, work, event, other"))
}

impl GraphArgs {
    /// What the fold counts.
    pub(crate) fn options(&self, text: Text) -> Options {
        let count = &self.count;
        Options {
            unit: count.unit,
            evidence: count.proofs,
            text,
            only_direct: self.keep.only.contains(&Only::Direct),
            utterances: !count.every_report,
            from: count.from,
            to: count.to,
            period: match count.slices {
                Slices::Day => Period::Day,
                Slices::Week => Period::Week,
                Slices::Month => Period::Month,
                Slices::Year => Period::Year,
            },
            ..Options::default()
        }
    }

    fn filter(&self) -> Filter {
        let keep = &self.keep;
        let ego = keep.ego.as_deref().map(|ego| match ego.rsplit_once(':') {
            Some((name, hops)) if hops.parse::<usize>().is_ok() => {
                (name.to_owned(), hops.parse().unwrap_or(1))
            }
            _ => (ego.to_owned(), 1),
        });
        Filter {
            relations: keep.relation.clone(),
            kinds: keep.kind.clone(),
            only_listed: keep.only.contains(&Only::Listed),
            min_docs: keep.min_docs,
            min_weight: keep.min_weight,
            ego,
            backbone: keep.backbone,
            top: keep.top,
            ..Filter::default()
        }
    }

    fn export(&self) -> ExportOptions {
        let width = terminal_size().filter(|_| std::io::stdout().is_terminal());
        let default = ExportOptions::default();
        ExportOptions {
            title: self.style.title.clone().unwrap_or(default.title),
            colour: match self.style.colour {
                Colours::Kind => Colour::Kind,
                Colours::Community => Colour::Community,
            },
            csv_safe: self.style.csv_safe,
            engine: self.style.engine.clone(),
            time_limit: self.style.time_limit,
            stem: default.stem,
            width: width.map_or(100, |(Width(w), _)| usize::from(w)),
        }
    }

    /// Weighs and filters.
    pub(crate) fn shaped(&self, graph: EntityGraph) -> Result<EntityGraph> {
        let weight = Weight::ALL.iter().find(|(name, _)| *name == self.count.weight);
        let weight = weight.map_or(Weight::Count, |(_, weight)| *weight);
        let before = graph.nodes().len();
        let graph = graph.weighted(weight)?.filtered(&self.filter())?;
        if before > 0 && graph.nodes().len() == 0 {
            console::note("the filters leave nobody: loosen --min-docs, --min-weight or --kind");
        }
        Ok(graph)
    }

    /// Writes the graph wherever it was asked for; says on the error stream what was left out.
    pub(crate) fn write(&self, graph: &EntityGraph) -> Result<()> {
        let named = self.format.as_deref().map(export::format_named).transpose()?;
        if self.output.is_empty() {
            let format = match named {
                Some(format) => format,
                None => export::format_named("table")?,
            };
            return self.write_one(graph, format, Path::new("-"));
        }
        for path in &self.output {
            let format = match named {
                Some(format) => format,
                None if path.as_os_str() == "-" => export::format_named("json")?,
                None => export::format_of(path)?,
            };
            self.write_one(graph, format, path)?;
        }
        Ok(())
    }

    fn write_one(&self, graph: &EntityGraph, format: &dyn GraphFormat, path: &Path) -> Result<()> {
        let to_terminal = path.as_os_str() == "-" && std::io::stdout().is_terminal();
        anyhow::ensure!(
            !(format.binary() && to_terminal),
            "{} is no text: name a file with -o, or send the output on",
            format.name()
        );
        let mut graph = graph.clone();
        if format.picture() && !self.keep.all {
            let filter = picture(&self.keep, &graph);
            graph = graph.filtered(&filter)?;
        }
        let between = self.style.betweenness.then_some(true);
        let mut graph = graph.measured(between);
        if format.positions() {
            graph = graph.laid_out();
        }
        let written = export::write_graph(format, &graph, &self.export(), path)?;
        if path.as_os_str() != "-" {
            let names: Vec<_> = written.iter().map(|p| p.display().to_string()).collect();
            console::note(&format!(
                "{}: {} entities, {} ties",
                names.join(", "),
                graph.nodes().len(),
                graph.edges().len()
            ));
        }
        if format.name() != "table" {
            graph.summary().notes.iter().for_each(|note| console::note(note));
        }
        Ok(())
    }
}

/// What a picture shows unless everything was asked for. Being quoted in one article says little
/// and ties everyone to everyone.
fn picture(keep: &KeepArgs, graph: &EntityGraph) -> Filter {
    let telling = [Relation::CoOccurrence, Relation::Mentions, Relation::Addresses];
    let drawn = |relations: &[Relation]| graph.edges().any(|e| relations.contains(&e.relation));
    let beside = keep.relation.is_empty() && drawn(&[Relation::QuotesWith]) && drawn(&telling);
    Filter {
        relations: if beside { telling.to_vec() } else { Vec::new() },
        only_tied: true,
        min_docs: if graph.edges().len() > 4 * PICTURE_TIES { 2 } else { 0 },
        top: keep.top.is_none().then_some(PICTURE_ENTITIES),
        top_ties: Some(PICTURE_TIES),
        ..Filter::default()
    }
}

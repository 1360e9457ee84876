//! What is typed on the command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use whosaid::{graph::Text, pipeline::EvidenceText};

use crate::commands;

/// Who said what, about whom, and who appears with whom: from news articles and a gazetteer to a
/// graph with the evidence behind every edge.
#[derive(Debug, Parser)]
#[command(name = "whosaid", version, about, arg_required_else_help = true, max_term_width = 100)]
#[command(after_help = "Examples:
  whosaid build articles/ -g people.toml -o graph.html      articles to a page to explore
  whosaid build articles/ -g people.toml -o graph.svg       … or a picture
  whosaid quotes articles/ -g people.toml                   who said what, in the terminal
  whosaid extract articles/ -g people.toml > records.jsonl  what was found, as JSON Lines
  whosaid graph records.jsonl -o graph.gexf                 records to a graph for Gephi
  whosaid explain article.txt -g people.toml                why each name and speaker was chosen

Exit code: 0 all done; 1 some documents failed (each is named) or a check found faults;
2 wrong usage, or nothing could be read or written.")]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Build(commands::build::BuildArgs),
    Extract(commands::extract::ExtractArgs),
    Graph(commands::graph::RecordsToGraph),
    Show(commands::show::ShowArgs),
    Quotes(commands::quotes::QuotesArgs),
    Explain(commands::explain::ExplainArgs),
    Gazetteer(commands::gazetteer::GazetteerArgs),
    Resolve(commands::resolve::ResolveArgs),
    Eval(commands::eval::EvalArgs),
    Schema(commands::schema::SchemaArgs),
}

/// Which documents, and what they are read with.
#[derive(Debug, Args)]
pub(crate) struct InputArgs {
    /// Text files, JSON Lines (id, text; title, url, published, source), folders of them; `-` for
    /// the standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) reading: ReadingArgs,
}

/// Where compiled lists are kept.
#[derive(Debug, Args)]
pub(crate) struct CacheArgs {
    /// Keep the compiled gazetteer in this folder and read it back while nothing has changed
    /// [default: `WHOSAID_CACHE`, or not at all]
    #[arg(long = "cache", value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}

/// What documents are read with.
#[derive(Debug, Args)]
pub(crate) struct ReadingArgs {
    /// List of people, organisations and places; several are layered, later ones over earlier ones
    #[arg(short, long = "gazetteer", value_name = "FILE")]
    pub(crate) gazetteers: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) cache: CacheArgs,
    /// Words of another language than English, as a TOML file
    #[arg(long, value_name = "FILE")]
    pub(crate) language: Option<PathBuf>,
    /// Give no speaker where the attribution's score is lower (0 to 1)
    #[arg(long, value_name = "SCORE", default_value_t = 0.0)]
    pub(crate) min_score: f32,
    /// Threads; the output is the same for any number [default: all processors]
    #[arg(short = 'j', long, value_name = "N")]
    pub(crate) threads: Option<usize>,
}

/// How much of the articles' text is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Evidence {
    /// Offsets only
    None,
    /// At most 200 characters a passage
    Snippet,
    /// Whole sentences and quotations
    Full,
}

impl From<Evidence> for EvidenceText {
    fn from(evidence: Evidence) -> Self {
        match evidence {
            Evidence::None => Self::None,
            Evidence::Snippet => Self::Snippet,
            Evidence::Full => Self::Full,
        }
    }
}

impl From<Evidence> for Text {
    fn from(evidence: Evidence) -> Self {
        match evidence {
            Evidence::None => Self::None,
            Evidence::Snippet => Self::Snippet,
            Evidence::Full => Self::Full,
        }
    }
}

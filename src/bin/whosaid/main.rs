//! The command: arguments, library calls, exit code.

mod args;
mod commands;
mod console;
mod drawing;
mod records;
mod run;

use std::process::ExitCode;

use args::{Cli, Command};
use clap::Parser;

/// How a command ended, as its exit code tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// 0
    Done,
    /// 1: some documents failed (each was named), or a check found faults.
    SomeFailed,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Build(args) => commands::build::run(&args),
        Command::Extract(args) => commands::extract::run(&args),
        Command::Graph(args) => commands::graph::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Quotes(args) => commands::quotes::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Gazetteer(args) => commands::gazetteer::run(&args),
        Command::Resolve(args) => commands::resolve::run(&args),
        Command::Eval(args) => commands::eval::run(&args),
        Command::Schema(args) => commands::schema::run(&args),
    };
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::SomeFailed) => ExitCode::from(1),
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&error);
            ExitCode::from(2)
        }
    }
}

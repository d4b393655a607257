//! The command line of khabar: wiring and presentation, nothing else.

mod cli;
mod cmd;
mod compare;
mod day;
mod dossier;
mod exit;
mod graph;
mod isnad;
mod json;
mod lang;
mod picture;
mod screen;
mod serve;
mod show;
mod text;
mod words;

use clap::Parser;
use cli::{Cli, Command};
use exit::Exit;
use khabar_record::SearchQuery;
use std::process::ExitCode;

/// Reading and building take pages apart into many small pieces, made on one
/// thread and let go on another, which the system's allocator is slow at.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => return exit::usage(&e),
    };
    match run(cli) {
        Ok(exit) => exit.into(),
        Err(e) => exit::failure(&e),
    }
}

fn run(cli: Cli) -> anyhow::Result<Exit> {
    let common = &cli.common;
    match cli.command {
        Command::Build(args) if args.reread => cmd::build::reread(common),
        Command::Build(args) => cmd::build::run(common, &args.inputs),
        Command::Read(args) => cmd::read::run(&args.inputs),
        Command::Search {
            query,
            limit,
            after,
            facets,
        } => {
            let q = SearchQuery {
                query: query.join(" "),
                limit: limit.limit,
                after,
                facets,
            };
            cmd::ask::search(common, &q)
        }
        Command::Statements(args) => cmd::ask::statements(common, args),
        Command::Events(args) => cmd::ask::events(common, args),
        Command::Who { name } => cmd::ask::who(common, &name.join(" ")),
        Command::Trace { of, out } => cmd::trace::run(common, &of.join(" "), out.as_deref()),
        Command::Story(args) => cmd::story::run(common, args),
        Command::Timeline { names, limit } => cmd::dossier::timeline(common, &names, limit.limit),
        Command::Changes { name, about, limit } => {
            cmd::changes::run(common, &name.join(" "), &about, limit.limit)
        }
        Command::Dossier { names, out } => cmd::dossier::run(common, &names, out.as_deref()),
        Command::Aside { limit } => cmd::aside::run(common, limit.limit),
        Command::Judge { by, what } => cmd::judge::run(common, by, what),
        Command::People { by, what } => cmd::people::run(common, by, what),
        Command::Saved { what } => cmd::saved::run(common, what),
        Command::Export(args) => cmd::export::run(common, &args),
        Command::Import { other } => cmd::build::import(common, &other),
        Command::Check => cmd::keep::check(common),
        Command::Backup { to } => cmd::keep::backup(common, &to),
        Command::Serve(args) => serve::run(common, &args),
        Command::Score(args) => cmd::score::run(common, &args),
        Command::Completions { shell } => cmd::shell::completions(shell),
        Command::Man { dir } => cmd::shell::man(&dir),
    }
}

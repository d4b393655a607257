//! How a run ends, and what is said when it fails.

use crate::text::clean;
use khabar_record::Error;
use khabar_score::{FloorsError, ScoreError};
use std::io::ErrorKind;
use std::process::ExitCode;

/// The exit codes of `--help`; 2 is the command line's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    Done = 0,
    Nothing = 1,
    Usage = 2,
    Failed = 3,
    BelowFloor = 4,
    Interrupted = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// Help and version go to standard output, faults to standard error.
pub fn usage(error: &clap::Error) -> ExitCode {
    // The reader of a pipe may be gone; nothing is left to be told then.
    let _ = error.print();
    ExitCode::from(error.exit_code() as u8)
}

/// A line for standard error. Paths and messages may hold words of others.
pub fn tell(message: &str) {
    anstream::eprintln!("khabar: {}", clean(message));
}

/// Says what went wrong and what to do next.
pub fn failure(error: &anyhow::Error) -> ExitCode {
    if error.chain().any(is_broken_pipe) {
        return Exit::Done.into();
    }
    tell(&explain(error));
    code(error).into()
}

fn is_broken_pipe(e: &(dyn std::error::Error + 'static)) -> bool {
    let kind = match e.downcast_ref::<std::io::Error>() {
        Some(io) => io.kind(),
        None => match e.downcast_ref::<serde_json::Error>() {
            Some(json) => json.io_error_kind().unwrap_or(ErrorKind::Other),
            None => return false,
        },
    };
    kind == ErrorKind::BrokenPipe
}

/// A command line that clap could not know to be wrong.
#[derive(Debug)]
pub struct Usage(pub String);

impl std::fmt::Display for Usage {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

fn code(error: &anyhow::Error) -> Exit {
    if error.is::<Usage>() {
        return Exit::Usage;
    }
    match error.downcast_ref::<Error>() {
        Some(Error::NotFound { .. }) => Exit::Nothing,
        Some(Error::Query(_) | Error::NothingGiven | Error::Decide(_) | Error::Exists(_)) => {
            Exit::Usage
        }
        _ => Exit::Failed,
    }
}

fn explain(error: &anyhow::Error) -> String {
    if let Some(e) = error.downcast_ref::<Error>() {
        return explain_record(e);
    }
    let told = format!("{error:#}");
    match () {
        _ if error.is::<ScoreError>() => {
            format!("{told}; the form of annotations is in the project's annotation guidelines")
        }
        _ if error.is::<FloorsError>() => {
            format!("{told}; floors are a TOML file: a [set], and a line `figure = 0.75` for each")
        }
        _ => told,
    }
}

fn explain_record(error: &Error) -> String {
    match error {
        Error::NoRecord(dir) => {
            let dir = dir.display();
            format!("no record at {dir}: make one with `khabar build INPUT… --record {dir}`")
        }
        Error::NoInput(path) => format!("{error}: check the name ({} was given)", path.display()),
        Error::NothingGiven => format!("{error}: name files, folders or - for standard input"),
        Error::DiskFull(_) => {
            format!("{error}; free some space and run it again: only what is missing is added")
        }
        Error::Damaged(_) => {
            format!("{error}; build it again into another folder and remove this one")
        }
        Error::Query(_) => {
            format!("{error}; give words, \"a phrase\", -word to leave out what has the word")
        }
        Error::NotFound { what, .. } => {
            let shows = match *what {
                "decision" => "judge log --all",
                "article" => "search",
                "event" => "events",
                _ => "statements",
            };
            format!("{error}: `khabar {shows}` shows the numbers there are")
        }
        Error::Exists(_) => format!("{error}: name another folder"),
        Error::Io { source, .. } if source.kind() == ErrorKind::PermissionDenied => {
            format!("{error}; you may not read or write there: choose another folder")
        }
        _ => error.to_string(),
    }
}

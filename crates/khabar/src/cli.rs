//! What can be typed.

use crate::{day, lang::Lang};
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueHint};
use khabar_model::{Act, EventKind, EventStatus};
use khabar_record::export::Form;
use std::net::IpAddr;
use std::path::PathBuf;

const EXIT_CODES: &str = "\
Exit codes:
  0    done; pages that had to be set aside are counted in the summary
  1    nothing found: no answer in the record, or no readable page in the input
  2    the command line is wrong
  3    the record or an input cannot be read or written
  4    `score`: a figure is below its floor
  130  interrupted (143: ended by a signal); what was read before is kept";

const SESSION: &str = "\
A session:
  khabar build pages/ news.jsonl.zst
  khabar statements --by كيري --about إيران
  khabar dossier 'جون كيري' 'محمد جواد ظريف' -o dossier.html

";

fn after_help() -> String {
    format!("{SESSION}{EXIT_CODES}")
}

/// The attributed record of the Arabic press: who said what, and through which
/// chain.
#[derive(Debug, Parser)]
#[command(name = "khabar", version, after_help = after_help(), max_term_width = 100)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub struct Cli {
    #[command(flatten)]
    pub common: Common,
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Args, Debug)]
pub struct Common {
    /// Folder of the record
    #[arg(long, global = true, value_name = "DIR", env = "KHABAR_RECORD")]
    #[arg(default_value = "khabar-record", value_hint = ValueHint::DirPath)]
    pub record: PathBuf,

    /// Answer in JSON, for programs
    #[arg(long, global = true)]
    pub json: bool,

    /// Language of labels [default: that of the locale if Arabic, else en]
    #[arg(long, global = true, value_name = "ar|en", hide_possible_values = true)]
    pub lang: Option<Lang>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read pages into a record, or add to one what is new
    #[command(after_help = INPUTS)]
    Build(BuildArgs),
    /// Read pages and print what is in them as JSON Lines, without a record
    #[command(after_help = INPUTS)]
    Read(Inputs),
    /// Find articles by their words
    #[command(
        after_help = "\"…\" finds a phrase, -word leaves out what has the word; OR, AND and ( ) \
        join; word* and word~ find beginnings and near spellings. Fields: by: about: outlet: \
        published: act: place: chain:. docs/query.md tells more. \
        Put `--` before a query that begins with a dash."
    )]
    Search {
        /// Words
        #[arg(required = true, value_name = "QUERY")]
        query: Vec<String>,
        #[command(flatten)]
        limit: Limit,
        /// Go on after a page of results, as its last line says
        #[arg(long, value_name = "CURSOR")]
        after: Option<String>,
        /// Count what was found by outlet, speaker, act, month, place and chain
        #[arg(long)]
        facets: bool,
    },
    /// Find statements by who made them, about what, to whom and when
    Statements(StatementArgs),
    /// Find meetings, visits, agreements and other events
    Events(EventArgs),
    /// Show who answers to a name: spellings, posts, statements
    Who {
        /// A name, or a part of one
        #[arg(required = true)]
        name: Vec<String>,
    },
    /// Follow a statement: its chain, and who repeated it
    Trace {
        /// Number of a statement (as `statements` shows it) or words of one
        #[arg(required = true, value_name = "ID|TEXT")]
        of: Vec<String>,
        /// Write the first found to this file; its ending (.svg, .html, .json)
        /// says in which form
        #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
    },
    /// Show which articles tell one story: who had it first, what each adds
    Story(StoryArgs),
    /// Show events and statements that touch some names, day by day
    Timeline {
        /// Names; put those of several words in quotation marks
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        limit: Limit,
    },
    /// Show how a position was worded over time: repeated, reworded, reversed
    Changes {
        /// Whose position
        #[arg(required = true)]
        name: Vec<String>,
        /// On what
        #[arg(long, value_name = "TOPIC")]
        about: String,
        #[command(flatten)]
        limit: Limit,
    },
    /// Draw together what the record holds on some people or organisations
    Dossier {
        /// Names; put those of several words in quotation marks
        #[arg(required = true, value_name = "NAME")]
        names: Vec<String>,
        /// Write to this file; its ending (.html, .md, .json) says in which form
        #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
        out: Option<PathBuf>,
    },
    /// List what was set aside when the record was built, and why
    Aside {
        #[command(flatten)]
        limit: Limit,
    },
    /// Decide: who is one, whose a statement is; hide, note, star, list; undo
    #[command(after_help = WHAT)]
    Judge {
        /// In whose name
        #[arg(long = "as", global = true, value_name = "NAME", env = "KHABAR_AS")]
        by: Option<String>,
        #[command(subcommand)]
        what: Judge,
    },
    /// Link names to a list of people of your own
    People {
        /// In whose name
        #[arg(long = "as", global = true, value_name = "NAME", env = "KHABAR_AS")]
        by: Option<String>,
        #[command(subcommand)]
        what: People,
    },
    /// Keep searches, list them and run them
    Saved {
        #[command(subcommand)]
        what: Option<Saved>,
    },
    /// Hand on: tables for analysis, citations, events, chains, a calendar
    #[command(
        after_help = "docs/tables.md describes the tables. A dossier is handed on by \
        `khabar dossier NAMES -o FILE.html`."
    )]
    Export(ExportArgs),
    /// Take in the pages and decisions of another record
    Import {
        /// Folder of the other record
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        other: PathBuf,
    },
    /// Check pages, spans and index of the record against each other
    Check,
    /// Copy the record, which may be in use
    Backup {
        /// Folder of the copy
        #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
        to: PathBuf,
    },
    /// Read the record in a browser
    #[command(after_help = "Stop it with Ctrl-C. Programs ask under /api/v1/.")]
    Serve(ServeArgs),
    /// Score annotations against gold
    Score(ScoreArgs),
    /// Print completions for a shell
    Completions { shell: clap_complete::Shell },
    /// Write manual pages into a folder
    Man {
        /// The folder
        #[arg(value_hint = ValueHint::DirPath)]
        dir: PathBuf,
    },
}

const INPUTS: &str = "\
Inputs are files, folders (searched for the files below), quoted patterns like
'crawl/**/*.warc.gz', or - for any of them but Parquet on standard input:
  NAME.txt      a page of plain text
  NAME.html     a page (.htm, .xhtml); beside it and .txt, NAME.meta.json may hold
                its url, when it was retrieved, and its content_type
  NAME.warc     a crawl: its pages are read, its pictures and redirections passed
                over; NAME.wet (.warc.wet) is a crawl's text
  NAME.jsonl    a page a line (.ndjson), with html or text, url and date (retrieved,
                crawl_date, timestamp), content_type
  NAME.parquet  a page a row, with the same columns, and charset
  NAME.rss      a feed (.atom, .xml) that brings its articles' text
All but Parquet may be packed (.gz, .zst; of WARC also record by record). The date
is the day a page was fetched. One page may be 64 MiB, unpacked.";

#[derive(Args, Debug)]
pub struct Inputs {
    /// Files, folders, patterns, or - for standard input
    #[arg(required = true, value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
}

#[derive(Args, Debug)]
pub struct ExportArgs {
    /// Folder for the tables, or the file for a form (- for standard output)
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub to: PathBuf,
    /// How tables are written
    #[arg(
        long = "as",
        value_name = "KIND",
        default_value = "parquet",
        conflicts_with = "form"
    )]
    #[arg(value_parser = PossibleValuesParser::new(["parquet", "csv", "jsonl"]))]
    pub kind: String,
    /// Only this table; repeat it for several
    #[arg(long, value_name = "NAME", conflicts_with = "form")]
    pub table: Vec<String>,
    /// One file in the form of another tool: bibtex and csl to cite articles by,
    /// plover events, prov chains, ftm (FollowTheMoney), ical of what is planned
    #[arg(long, value_name = "FORM")]
    #[arg(value_parser = PossibleValuesParser::new(Form::ALL.iter().map(|f| f.as_str())))]
    pub form: Option<String>,
    /// Only the articles that this search finds
    #[arg(long, value_name = "QUERY", requires = "form")]
    pub query: Option<String>,
}

#[derive(Args, Debug)]
pub struct BuildArgs {
    /// Files, folders, patterns, or - for standard input
    #[arg(required_unless_present = "reread", value_name = "INPUT", value_hint = ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
    /// Read the pages of the record anew, as after an upgrade; decisions stay
    #[arg(long, conflicts_with = "inputs")]
    pub reread: bool,
}

const WHAT: &str = "\
WHAT is 12 (a statement, by its number), article:5, event:7 or 'who:NAME'.
Nothing is overwritten: `khabar judge log` lists all decisions, `khabar judge
undo N` takes one back, and a re-reading keeps them.";

#[derive(Debug, Subcommand)]
pub enum People {
    /// Take over a list of people with their Wikidata ids
    #[command(
        after_help = "CSV in UTF-8 with a header. Columns: `id` (Q42), `name` (full names, \
        | between several; the column may be repeated), `en` (the name in Latin letters, may be \
        left out). Rows that cannot be used are named with their line."
    )]
    Import {
        #[arg(value_name = "FILE.csv", value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum Judge {
    /// Two names are one person, organisation or place; or two articles one
    /// story (article:N), two events one (event:N), two statements (statement:N)
    Same { a: String, b: String },
    /// Two names are not one; nor two articles, events or statements
    Different { a: String, b: String },
    /// A statement is this speaker's, not the one that was read
    Source {
        /// Number of the statement
        statement: i64,
        /// The speaker; left out where nobody is named
        name: Option<String>,
        /// What the speaker is
        #[arg(long, default_value = "person")]
        #[arg(value_parser = PossibleValuesParser::new(["person", "org", "place"]))]
        kind: String,
    },
    /// Leave out of all answers
    #[command(after_help = WHAT)]
    Hide {
        #[arg(required = true)]
        what: Vec<String>,
    },
    /// Mark with a star
    #[command(after_help = WHAT)]
    Star {
        #[arg(required = true)]
        what: Vec<String>,
    },
    /// Write a note on something
    #[command(after_help = WHAT)]
    Note {
        what: String,
        /// The note
        #[arg(required = true)]
        text: Vec<String>,
    },
    /// Put on a list
    #[command(after_help = WHAT)]
    List {
        /// The list's name
        list: String,
        #[arg(required = true)]
        what: Vec<String>,
    },
    /// Take a decision back
    Undo {
        /// Its number
        number: i64,
    },
    /// Show what was decided
    Log {
        /// Also what was taken back
        #[arg(long)]
        all: bool,
        /// Only what is on this list
        #[arg(long, value_name = "NAME")]
        list: Option<String>,
    },
}

#[derive(Debug, Subcommand)]
pub enum Saved {
    /// Keep a search under a name
    Add {
        name: String,
        /// The query, as for `khabar search`
        #[arg(required = true)]
        query: Vec<String>,
    },
    /// Run a kept search
    Run {
        name: String,
        #[command(flatten)]
        limit: Limit,
    },
}

#[derive(Args, Debug)]
pub struct Limit {
    /// Show at most N
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

/// The range of days that a question is about.
#[derive(Args, Debug)]
pub struct Days {
    /// From this day, month or year on
    #[arg(long, value_name = "DAY", value_parser = day::bound)]
    pub since: Option<String>,
    /// Up to this day, month or year, all of it included
    #[arg(long, value_name = "DAY", value_parser = day::bound)]
    pub until: Option<String>,
}

#[derive(Args, Debug)]
pub struct StatementArgs {
    /// Made by
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Naming this in the content or the headline
    #[arg(long, value_name = "NAME")]
    pub about: Option<String>,
    /// Addressed to
    #[arg(long, value_name = "NAME")]
    pub to: Option<String>,
    /// What is done by it
    #[arg(long, value_parser = PossibleValuesParser::new(Act::ALL.iter().map(|a| a.as_str())))]
    pub act: Option<String>,
    #[command(flatten)]
    pub days: Days,
    /// Carried by this outlet
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
    /// Show at most N, latest first; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

#[derive(Args, Debug)]
pub struct EventArgs {
    /// Taking part; repeat it to ask for several together
    #[arg(long, value_name = "NAME")]
    pub with: Vec<String>,
    /// Kind of event
    #[arg(long = "type", value_name = "TYPE")]
    #[arg(value_parser = PossibleValuesParser::new(EventKind::ALL.iter().map(|k| k.as_str())))]
    pub kind: Option<String>,
    /// Only what happened, or only what was planned
    #[arg(long)]
    #[arg(value_parser = PossibleValuesParser::new(EventStatus::ALL.iter().map(|s| s.as_str())))]
    pub status: Option<String>,
    #[command(flatten)]
    pub days: Days,
    /// Show at most N, earliest first; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

#[derive(Args, Debug)]
pub struct StoryArgs {
    /// Number of an article, as `search` shows it: tell its story. Left out,
    /// stories are listed, those of most outlets first
    pub article: Option<i64>,
    /// Named in the story; repeat it to ask for several together
    #[arg(long, value_name = "NAME", conflicts_with = "article")]
    pub with: Vec<String>,
    #[command(flatten)]
    pub days: Days,
    /// Show at most N; 0 for all
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
}

#[derive(Args, Debug)]
pub struct ServeArgs {
    /// Address to serve at; one that others can reach needs a token
    #[arg(long, value_name = "IP", default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Port; 0 for a free one
    #[arg(long, value_name = "N", default_value_t = 4280)]
    pub port: u16,
    /// What readers must know: at least 16 letters and digits
    #[arg(
        long,
        value_name = "TOKEN",
        env = "KHABAR_TOKEN",
        hide_env_values = true
    )]
    pub token: Option<String>,
    /// Only for reading: no notes, no corrections
    #[arg(long)]
    pub read_only: bool,
    /// In whose name decisions are made there
    #[arg(long = "as", value_name = "NAME", env = "KHABAR_AS")]
    pub by: Option<String>,
}

#[derive(Args, Debug)]
pub struct ScoreArgs {
    /// Folder of gold annotations, a .json file a page
    #[arg(value_hint = ValueHint::DirPath)]
    pub gold: PathBuf,
    /// Folder of the pages
    #[arg(value_hint = ValueHint::DirPath)]
    pub pages: PathBuf,
    /// Annotations to score, JSON Lines or a folder of .json files [default:
    /// what khabar itself reads in PAGES]
    #[arg(value_hint = ValueHint::AnyPath)]
    pub machine: Option<PathBuf>,
    /// File of the least that figures may be; exit code 4 where they are below
    #[arg(long, value_name = "FILE", requires = "set", value_hint = ValueHint::FilePath)]
    pub floors: Option<PathBuf>,
    /// The floors of this set
    #[arg(long, value_name = "NAME", requires = "floors")]
    pub set: Option<String>,
    /// Also show up to N errors for each page
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub errors: usize,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_sound() {
        Cli::command().debug_assert();
    }
}

//! From paths to what was fetched. Bad input is set aside with its place and
//! reason, never fatal; only an input that does not exist is refused, before
//! the start.
//!
//! Opening what was fetched (decoding, markup) is left to whoever reads it, on
//! as many threads as there are: [`Taken::open`].

mod feed;
mod files;
mod lines;
mod page;
mod raw;
mod records;
mod sniff;
pub(crate) mod stored;
mod table;
mod time;
mod unpack;
mod warc;

pub use files::{Format, READS};

use crate::error::{Error, Result};
use files::{Files, Found};
use khabar_model::{Capture, Fetch};
use serde::Serialize;
use std::collections::VecDeque;
use std::io::{self, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use unpack::Unpack;

/// The longest record (line, file of a page, body of an answer) taken in
/// unless told otherwise.
pub const LIMIT: usize = 64 << 20;

/// Something that could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SetAside {
    pub file: String,
    /// Number (1-based) of the line, row or record in a file of many.
    pub record: Option<u64>,
    /// Where that record begins, see [`Place::offset`].
    pub offset: Option<u64>,
    pub reason: String,
}

impl SetAside {
    pub(crate) fn file(file: impl Into<String>, reason: impl Into<String>) -> Self {
        let (file, reason) = (file.into(), reason.into());
        SetAside {
            file,
            record: None,
            offset: None,
            reason,
        }
    }

    /// The reason without what differs from page to page, for counting.
    pub fn class(&self) -> &str {
        self.reason.split(':').next().unwrap_or("").trim()
    }
}

/// Where something was taken from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: Arc<str>,
    /// Number (1-based) of the line, row or record in a file of many.
    pub record: Option<u64>,
    /// The byte where it begins: of the file itself where the record begins a
    /// gzip member or zstd frame (as crawlers write WARC files) or a row group
    /// of Parquet; else of the unpacked file.
    pub offset: Option<u64>,
}

impl Place {
    pub(crate) fn file(file: &str) -> Place {
        Place {
            file: file.into(),
            record: None,
            offset: None,
        }
    }

    /// `FILE:RECORD`, or `FILE` where it holds one page.
    pub fn name(&self) -> String {
        match self.record {
            Some(n) => format!("{}:{n}", self.file),
            None => self.file.to_string(),
        }
    }

    /// What is set aside here.
    pub fn aside(&self, reason: impl Into<String>) -> SetAside {
        SetAside {
            file: self.file.to_string(),
            record: self.record,
            offset: self.offset,
            reason: reason.into(),
        }
    }
}

/// One page as it was fetched, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    pub place: Place,
    pub fetch: Fetch,
}

impl Taken {
    /// Bytes of the page.
    pub fn len(&self) -> usize {
        self.fetch.len()
    }

    pub fn is_empty(&self) -> bool {
        self.fetch.is_empty()
    }

    /// Opens the page by `open` ([`khabar_read::Reader::open`]): decodes it and
    /// takes its text out of it.
    pub fn open(
        self,
        open: impl FnOnce(Fetch) -> std::result::Result<Capture, String>,
    ) -> std::result::Result<Capture, SetAside> {
        let place = self.place;
        open(self.fetch).map_err(|why| place.aside(why))
    }
}

/// One page, or what was set aside instead.
pub type Item = std::result::Result<Taken, SetAside>;

type Items = Box<dyn Iterator<Item = Item> + Send>;

/// Pages from files and folders, in the order given, folders sorted.
///
/// Folders are searched for the formats of [`Format`]; other files there are
/// ignored. Holds one record in memory at a time.
pub struct Intake {
    files: Files,
    /// The file of records being read.
    open: Option<Items>,
    ready: VecDeque<Item>,
    limit: usize,
    taken: Arc<AtomicU64>,
    skipped: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Intake {
    /// Fails if an input does not exist, or a pattern matches nothing. `-` is
    /// standard input.
    pub fn open(inputs: &[PathBuf]) -> Result<Intake> {
        Intake::with_limit(inputs, LIMIT)
    }

    /// As [`Intake::open`], for records of at most `limit` bytes.
    pub fn with_limit(inputs: &[PathBuf], limit: usize) -> Result<Intake> {
        if inputs.is_empty() {
            return Err(Error::NothingGiven);
        }
        for i in inputs.iter().filter(|i| i.as_os_str() != "-") {
            let matches = || files::pattern(i).is_some_and(|(_, mut m)| m.next().is_some());
            if i.symlink_metadata().is_err() && !matches() {
                return Err(Error::NoInput(i.clone()));
            }
        }
        Ok(Intake {
            total: files::total_bytes(inputs),
            files: Files::new(inputs.to_vec()),
            open: None,
            ready: VecDeque::new(),
            limit,
            taken: Arc::default(),
            skipped: Arc::default(),
        })
    }

    /// The pages of the record at `dir`.
    pub fn of_record(dir: &std::path::Path) -> Result<Intake> {
        Ok(Intake {
            files: Files::new(Vec::new()),
            open: Some(Box::new(stored::Stored::open(dir)?)),
            ready: VecDeque::new(),
            limit: LIMIT,
            taken: Arc::default(),
            skipped: Arc::default(),
            total: None,
        })
    }

    /// Bytes of the inputs as they lie on disk; none for standard input.
    pub fn total_bytes(&self) -> Option<u64> {
        self.total
    }

    /// A counter of the bytes taken so far.
    pub fn taken(&self) -> Arc<AtomicU64> {
        self.taken.clone()
    }

    /// A counter of what crawls hold besides pages, which is neither taken in
    /// nor set aside: pictures, scripts, redirections, errors of servers.
    pub fn skipped(&self) -> Arc<AtomicU64> {
        self.skipped.clone()
    }

    fn start(&mut self, path: PathBuf, name: String, format: Format) {
        if let Err(aside) = self.try_start(&path, &name, format) {
            self.ready.push_back(Err(aside));
        }
    }

    fn try_start(
        &mut self,
        path: &std::path::Path,
        name: &str,
        mut format: Format,
    ) -> std::result::Result<(), SetAside> {
        let unreadable = |e: io::Error| SetAside::file(name, format!("unreadable: {e}"));
        let raw: Box<dyn Read + Send> = match format {
            Format::Sniffed => Box::new(io::stdin()),
            _ => {
                let file = std::fs::File::open(path).map_err(unreadable)?;
                if !file.metadata().map_err(unreadable)?.is_file() {
                    return Err(SetAside::file(name, "unreadable: not a regular file"));
                }
                if format == Format::Parquet {
                    let table = table::Table::open(file, name, self.limit, self.taken.clone());
                    self.open = Some(Box::new(table?));
                    return Ok(());
                }
                Box::new(file)
            }
        };
        let mut input = Unpack::new(raw, self.limit, self.taken.clone()).map_err(unreadable)?;
        if format == Format::Sniffed {
            format = sniff::sniff(&mut input).map_err(unreadable)?;
        }
        match format {
            Format::Text | Format::Html => {
                let html = format == Format::Html;
                self.ready
                    .extend(page::read(path, name, input, html, self.limit));
            }
            Format::Jsonl => {
                self.open = Some(Box::new(records::Records::new(name, input, self.limit)));
            }
            Format::Warc => {
                let skipped = self.skipped.clone();
                let warc = warc::Warc::new(name.into(), input, self.limit, skipped);
                self.open = Some(Box::new(warc));
            }
            Format::Feed => self.ready.extend(feed::read(path, name, input, self.limit)),
            Format::Parquet | Format::Sniffed => {
                let why = "Parquet needs a file: it cannot be read from standard input";
                return Err(SetAside::file(name, why));
            }
        }
        Ok(())
    }
}

impl Iterator for Intake {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Some(item);
            }
            if let Some(records) = &mut self.open {
                match records.next() {
                    Some(item) => return Some(item),
                    None => self.open = None,
                }
                continue;
            }
            match self.files.next()? {
                Found::SetAside(s) => self.ready.push_back(Err(s)),
                Found::File { path, name, format } => self.start(path, name, format),
            }
        }
    }
}

/// The pages of a WARC or WET file that is read from anywhere, packed or not.
/// For records of at most `limit` bytes; see [`LIMIT`].
pub fn read_warc(
    name: &str,
    input: impl Read + Send + 'static,
    limit: usize,
) -> io::Result<impl Iterator<Item = Item>> {
    let input = Unpack::new(Box::new(input), limit, Arc::default())?;
    Ok(warc::Warc::new(name.into(), input, limit, Arc::default()))
}

/// The pages of a file of JSON Lines that is read from anywhere, packed or
/// not. For lines of at most `limit` bytes; see [`LIMIT`].
pub fn read_jsonl(
    name: &str,
    input: impl Read + Send + 'static,
    limit: usize,
) -> io::Result<impl Iterator<Item = Item>> {
    let input = Unpack::new(Box::new(input), limit, Arc::default())?;
    Ok(records::Records::new(name, input, limit))
}

#[cfg(test)]
mod tests;

//! From paths to captures. Bad input is set aside with its place and reason,
//! never fatal; only an input that does not exist is refused, before the start.

mod files;
mod lines;
mod records;
mod text;

pub use files::Format;

use crate::error::{Error, Result};
use files::{Files, Found};
use khabar_model::Capture;
use records::Records;
use serde::Serialize;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The longest line (or file of text) taken in unless told otherwise.
pub const LIMIT: usize = 64 << 20;

/// Something that could not be taken in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SetAside {
    pub file: String,
    /// Line (1-based) of a file of records.
    pub record: Option<u64>,
    /// Byte of the (decompressed) file where that record begins.
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

/// One page, or what was set aside instead.
pub type Item = std::result::Result<Capture, SetAside>;

/// Captures from files and folders, in the order given, folders sorted.
///
/// Folders are searched for the formats of [`Format`]; other files there are
/// ignored. Holds one record in memory at a time.
pub struct Intake {
    files: Files,
    /// The file of records being read.
    open: Option<Records>,
    ready: VecDeque<Item>,
    limit: usize,
    taken: Arc<AtomicU64>,
    total: Option<u64>,
}

impl Intake {
    /// Fails if an input does not exist. `-` is JSON Lines on standard input.
    pub fn open(inputs: &[PathBuf]) -> Result<Intake> {
        Intake::with_limit(inputs, LIMIT)
    }

    /// As [`Intake::open`], for lines and texts of at most `limit` bytes.
    pub fn with_limit(inputs: &[PathBuf], limit: usize) -> Result<Intake> {
        if inputs.is_empty() {
            return Err(Error::NothingGiven);
        }
        for i in inputs.iter().filter(|i| i.as_os_str() != "-") {
            if i.symlink_metadata().is_err() {
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

    fn start(&mut self, found: Found) {
        match found {
            Found::SetAside(s) => self.ready.push_back(Err(s)),
            Found::File { path, name, format } => match format {
                Format::Text => {
                    let size = path.metadata().map_or(0, |m| m.len());
                    self.ready.extend(text::read(&path, &name, self.limit));
                    self.taken.fetch_add(size, Ordering::Relaxed);
                }
                Format::Jsonl | Format::JsonlGz | Format::JsonlZst => {
                    match Records::open(&path, name, format, self.limit, self.taken.clone()) {
                        Ok(r) => self.open = Some(r),
                        Err(s) => self.ready.push_back(Err(s)),
                    }
                }
                later => {
                    let why = format!("not a format khabar reads yet: {}", later.describe());
                    self.ready.push_back(Err(SetAside::file(name, why)));
                }
            },
        }
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
            let found = self.files.next()?;
            self.start(found);
        }
    }
}

#[cfg(test)]
mod tests;

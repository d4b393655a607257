//! Building: reader threads take captures from a bounded queue, one writer
//! commits them in batches.

mod budget;
mod reread;
mod run;
#[cfg(test)]
mod tests;

use crate::error::Result;
use crate::intake::Intake;
use khabar_model::{Capture, Fetch, Reading};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Names the reading in the record; a change of it will ask for a re-reading.
pub const READING: &str = concat!("khabar ", env!("CARGO_PKG_VERSION"));

/// What reads a page; [`khabar_read::Reader`] outside of tests.
pub trait ReadPage: Send + Sync {
    /// What was fetched as text and markup, or why it is no page.
    fn open_page(&self, fetch: Fetch) -> std::result::Result<Capture, String>;
    fn read_page(&self, capture: &Capture) -> Reading;
}

impl ReadPage for khabar_read::Reader {
    fn open_page(&self, fetch: Fetch) -> std::result::Result<Capture, String> {
        self.open(fetch)
    }

    fn read_page(&self, capture: &Capture) -> Reading {
        self.read(capture)
    }
}

/// How far a build is.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Progress {
    /// Pages taken in: new, known and unreadable ones.
    pub pages: u64,
    pub new: u64,
    pub known: u64,
    pub set_aside: u64,
    pub articles: u64,
    pub statements: u64,
    /// Bytes of the input files taken, as they lie on disk.
    pub bytes: u64,
    /// Of so many; none where the input cannot tell (standard input).
    pub bytes_total: Option<u64>,
    pub seconds: f64,
    pub pages_per_second: f64,
}

/// What a build did. Counts are of this build; `record` is the whole.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Summary {
    pub pages: u64,
    pub new: u64,
    /// Pages the record already held.
    pub known: u64,
    pub articles: u64,
    /// People, organisations and places across pages, first met in this build.
    pub people: u64,
    pub organisations: u64,
    pub places: u64,
    pub statements: u64,
    pub events: u64,
    /// Pairs of articles that are copies, one of them new.
    pub copies: u64,
    /// New articles that tell a story which others tell too.
    pub in_stories: u64,
    pub set_aside: u64,
    /// What crawls hold besides pages (pictures, redirections): neither taken
    /// in nor set aside.
    pub skipped: u64,
    /// By reason, in general words (details are in the record, see
    /// [`crate::Record::set_aside`]).
    pub reasons: BTreeMap<String, u64>,
    /// Pages of an earlier build that the index lacked and now has.
    pub caught_up: u64,
    pub seconds: f64,
    pub pages_per_second: f64,
    /// Stopped by the cancel flag; what was read is kept.
    pub cancelled: bool,
    pub record: crate::Counts,
}

/// Builds or extends a record.
pub struct Builder {
    pub(crate) dir: PathBuf,
    pub(crate) reader: Option<Arc<dyn ReadPage>>,
    pub(crate) threads: usize,
    pub(crate) cancel: Arc<AtomicBool>,
    /// Pages a transaction holds.
    pub(crate) batch: usize,
    /// For tests of a full disk: how many pages the database may have.
    pub(crate) most_db_pages: Option<i64>,
}

impl Builder {
    /// For the record at `dir`, which is made if missing.
    pub fn new(dir: impl AsRef<Path>) -> Self {
        let threads = std::thread::available_parallelism().map_or(2, |n| n.get());
        Builder {
            dir: dir.as_ref().to_path_buf(),
            reader: None,
            threads,
            cancel: Arc::default(),
            batch: 2000,
            most_db_pages: None,
        }
    }

    /// Reads pages with `reader` instead of the built-in one.
    pub fn reader(mut self, reader: Arc<dyn ReadPage>) -> Self {
        self.reader = Some(reader);
        self
    }

    /// Reader threads; all cores by default.
    pub fn threads(mut self, n: usize) -> Self {
        self.threads = n.max(1);
        self
    }

    /// Pages committed together; 2,000 by default. A kill loses at most so many.
    pub fn batch(mut self, pages: usize) -> Self {
        self.batch = pages.max(1);
        self
    }

    /// Setting this flag (from a Ctrl-C handler) ends the build after the pages
    /// already taken in are committed.
    pub fn cancel(mut self, flag: Arc<AtomicBool>) -> Self {
        self.cancel = flag;
        self
    }

    /// Takes in `inputs`. `progress` is called about ten times a second, from
    /// the calling thread.
    pub fn run(self, inputs: &[PathBuf], progress: impl FnMut(&Progress)) -> Result<Summary> {
        let intake = Intake::open(inputs)?;
        run::run(self, intake, progress)
    }

    /// Takes in the pages of the record at `other`, which is not changed, and
    /// the decisions made there. Pages that both have (by their content) stay as
    /// they are here. Says how many decisions were new.
    pub fn import(self, other: &Path, progress: impl FnMut(&Progress)) -> Result<(Summary, u64)> {
        let decisions = crate::Record::open(other)?.decisions()?;
        let (dir, intake) = (self.dir.clone(), Intake::of_record(other)?);
        let summary = run::run(self, intake, progress)?;
        let new = match summary.cancelled {
            true => 0,
            false => crate::decide::hand_over(&dir, &decisions)?,
        };
        Ok((summary, new))
    }

    /// Reads all pages that the record holds anew, with this reader. What was
    /// read before is replaced in one transaction: whoever asks meanwhile gets
    /// the old answers, and a kill leaves them. Pages and decisions stay;
    /// numbers of articles, statements and events do not.
    pub fn reread(self, progress: impl FnMut(&Progress)) -> Result<Summary> {
        reread::run(self, progress)
    }
}

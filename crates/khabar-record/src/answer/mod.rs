//! An opened record and what it can be asked.
//!
//! The questions stand with their parts: [`Record::search`] and
//! [`Record::article`], [`Record::statements`] and [`Record::trace`],
//! [`Record::events`], [`Record::who`], [`Record::dossier`].

mod activity;
mod changes;
mod cursor;
mod dossier;
mod eval;
mod event;
mod events;
mod facets;
mod fetch;
pub(crate) use fetch::{Fetch, list, maybe_span, span};
mod kept;
#[cfg(test)]
mod kept_tests;
pub use kept::Cache;
mod moment;
mod names;
mod outlets;
mod page_text;
pub(crate) mod parts;
mod query;
mod questions;
mod reports;
mod search;
#[cfg(test)]
mod search_tests;
mod sides;
mod statements;
mod stories;
#[cfg(test)]
mod tests;
mod ties;
pub mod types;
mod views;
mod warm;
mod weight;
mod who;
mod widen;

use crate::error::{Error, Result};
use crate::index::{self, FullText, Writing};
use crate::intake::SetAside;
use crate::store::{self, lock};
use kept::Kept;
use moment::Moment;
use rusqlite::Connection;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use types::*;

/// A record opened for questions. Readers never block a build, nor a build
/// readers: each question sees what was committed when it was asked.
pub struct Record {
    dir: PathBuf,
    pub(crate) db: Connection,
    kept: Arc<Kept>,
    /// `PRAGMA data_version` of the last question; none before the first.
    seen: Cell<Option<i64>>,
    notes: Vec<String>,
}

/// A question looks for a moment in which nothing is committed so many times.
const LOOKS: usize = 4;

impl Record {
    /// Opens the record at `dir`. If its index is missing or behind (a build
    /// was killed) and no build is running, the index is caught up first. A
    /// record of an older schema is brought up to date.
    pub fn open(dir: impl AsRef<Path>) -> Result<Record> {
        let dir = dir.as_ref().to_path_buf();
        let mut notes = Vec::new();
        let db = match store::open_read(&dir) {
            Err(older @ Error::Older { .. }) => {
                migrate(&dir).map_err(|_| older)?;
                notes.push("the record was brought up to date with this khabar; `khabar build --reread` reads its pages anew".into());
                store::open_read(&dir)?
            }
            db => db?,
        };
        if !index::is_current(&dir, &db)? {
            match catch_up(&dir) {
                Ok(n) => notes.push(format!("the index was behind; {n} pages were added to it")),
                Err(Error::Busy { .. }) => {
                    notes.push("a build is running; its newest pages cannot be searched yet".into())
                }
                Err(e) => notes.push(format!(
                    "the index is behind and could not be caught up: {e}"
                )),
            }
        }
        let kept = Arc::new(Kept::new(&dir, &db)?);
        Ok(Record {
            dir,
            db,
            kept,
            seen: Cell::new(None),
            notes,
        })
    }

    /// Another connection to the same record, for another thread. What one has
    /// worked out the other need not work out again.
    pub fn another(&self) -> Result<Record> {
        Ok(Record {
            dir: self.dir.clone(),
            db: store::open_read(&self.dir)?,
            kept: self.kept.clone(),
            seen: Cell::new(None),
            notes: self.notes.clone(),
        })
    }

    /// A number for the present state of record and index: as long as it is
    /// the same, so are the answers, and it only grows. Holds within this process
    /// for this record and those made by [`Record::another`]. None where it is
    /// written to so fast that nothing can be said.
    pub fn state(&self) -> Result<Option<u64>> {
        let f = self.fetch()?;
        let Some((kept, version)) = f.kept else {
            return Ok(None);
        };
        let index = kept.index(version, &self.db)?;
        Ok(Some(
            (version << 24) + index.map_or(0, |i| 1 + i.generation()),
        ))
    }

    /// Works out beforehand what many answers need.
    pub fn warm(&self) -> Result<()> {
        warm::all(self)
    }

    /// True if another record has been put where this one was.
    pub fn is_replaced(&self) -> bool {
        self.kept.file() != store::identity(&self.dir)
    }

    /// Brings an index up to date that a killed build left behind, if no other
    /// build is running; else does nothing. For those who keep a record open.
    pub fn tend(&self) -> Result<()> {
        if !index::is_current(&self.dir, &self.db)? {
            match catch_up(&self.dir) {
                Ok(_) | Err(Error::Busy { .. }) => {}
                Err(e) => return Err(e),
            }
        }
        Ok(())
    }

    /// Begins a question.
    pub(crate) fn fetch(&self) -> Result<Fetch<'_>> {
        let kept = &*self.kept;
        for _ in 0..LOOKS {
            // Read before the store is: a version is at most as old as what is
            // worked out for it.
            let version = kept.version();
            let Some(moment) = Moment::begin(&self.db)? else {
                // Within a moment that began before the version was read.
                return Ok(Fetch::new(&self.db));
            };
            let mut q = self.db.prepare_cached("PRAGMA data_version")?;
            let now: i64 = q.query_row([], |r| r.get(0))?;
            if self.seen.replace(Some(now)) == Some(now) {
                let known = Some((kept, version));
                return Ok(Fetch::within(&self.db, known, Some(moment)));
            }
            drop(moment);
            kept.outdate();
        }
        Ok(Fetch::within(&self.db, None, Moment::begin(&self.db)?))
    }

    /// The full text, if there is one to use.
    pub(crate) fn index(&self, f: &Fetch<'_>) -> Result<Option<Arc<FullText>>> {
        match f.kept {
            Some((kept, version)) => kept.index(version, &self.db),
            None => Ok(FullText::open(&self.dir, &self.db)?.map(Arc::new)),
        }
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// What was noticed on opening (an index caught up, a build running).
    pub fn notes(&self) -> &[String] {
        &self.notes
    }

    pub fn counts(&self) -> Result<Counts> {
        store::counts(&self.db)
    }

    /// Everything set aside by all builds, latest last.
    pub fn set_aside(&self) -> Result<Vec<SetAside>> {
        let mut q = self
            .db
            .prepare("SELECT file, record, at, reason FROM set_aside ORDER BY id")?;
        let rows = q.query_map([], |r| {
            let number = |k| -> rusqlite::Result<Option<u64>> {
                Ok(r.get::<_, Option<i64>>(k)?.map(|n| n as u64))
            };
            Ok(SetAside {
                file: r.get(0)?,
                record: number(1)?,
                offset: number(2)?,
                reason: r.get(3)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The page that a capture's text was taken out of, byte for byte; none
    /// where it was plain text.
    pub fn original(&self, capture: i64) -> Result<Option<Vec<u8>>> {
        store::original(&self.db, capture)
    }

    /// Who answers to a name, most named first.
    pub fn names(&self, name: &str) -> Result<Asked> {
        Ok(self.fetch()?.resolve(name)?.asked.clone())
    }
}

fn migrate(dir: &Path) -> Result<()> {
    let _lock = lock::lock(dir)?;
    store::open_write(dir)?;
    Ok(())
}

fn catch_up(dir: &Path) -> Result<u64> {
    let _lock = lock::lock(dir)?;
    let db = store::open_write(dir)?;
    let (writing, caught) = Writing::open(dir, &db)?;
    writing.close()?;
    Ok(caught)
}

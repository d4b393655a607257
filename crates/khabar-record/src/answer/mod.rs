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
pub(crate) use fetch::Fetch;
mod names;
mod outlets;
pub(crate) mod parts;
mod query;
mod questions;
mod reports;
mod search;
#[cfg(test)]
mod search_tests;
mod statements;
#[cfg(test)]
mod tests;
mod ties;
pub mod types;
mod views;
mod who;

use crate::error::{Error, Result};
use crate::index::{self, FullText, Writing};
use crate::intake::SetAside;
use crate::store::{self, lock};
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use types::*;

/// A record opened for questions. Readers never block a build, nor a build
/// readers: each question sees what was committed when it was asked.
pub struct Record {
    dir: PathBuf,
    pub(crate) db: Connection,
    pub(crate) index: Option<FullText>,
    notes: Vec<String>,
}

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
        let index = FullText::open(&dir, &db)?;
        Ok(Record {
            dir,
            db,
            index,
            notes,
        })
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
        Ok(names::resolve(&self.db, name)?.asked)
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

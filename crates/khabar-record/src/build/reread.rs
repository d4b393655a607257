//! Reading the pages of a record anew.

use super::budget::Budget;
use super::run::{UNDER_WAY, guarded};
use super::{Builder, Progress, READING, ReadPage, Summary};
use crate::error::{Error, Result};
use crate::index::Writing;
use crate::intake::{SetAside, stored};
use crate::store::prepare::{Prepared, Preparer};
use crate::store::write::Writer;
use crate::store::{self, lock};
use crate::{decide, store::copies, store::stories};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use khabar_model::Fetch;
use rusqlite::Connection;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Rows made by a reading, children before parents.
const DERIVED: [&str; 22] = [
    "decided",
    "same_groups",
    "same_links",
    "topics",
    "links",
    "addressees",
    "cospeakers",
    "contents",
    "sketches",
    "statements",
    "participants",
    "events",
    "timexes",
    "mentions",
    "roles",
    "surfaces",
    "identities",
    "aliases",
    "entities",
    "copies",
    "reports",
    "prints",
];

type Read = (i64, std::result::Result<Box<Prepared>, SetAside>, usize);

pub(super) fn run(b: Builder, progress: impl FnMut(&Progress)) -> Result<Summary> {
    let began = Instant::now();
    // Says what is amiss: no record, a newer one.
    drop(crate::Record::open(&b.dir)?);
    let _lock = lock::lock(&b.dir)?;
    let db = store::open_write(&b.dir)?;
    let reader = match &b.reader {
        Some(r) => r.clone(),
        None => Arc::new(khabar_read::Reader::new()?) as Arc<dyn ReadPage>,
    };
    let replaced = replace(&b, &db, &*reader, began, progress);
    let mut s = replaced.map_err(|e| e.at(&b.dir))?;
    if s.cancelled {
        return Ok(s);
    }
    let (index, caught_up) = Writing::open(&b.dir, &db)?;
    index.close()?;
    s.caught_up = caught_up;
    store::settle(&db);
    s.seconds = began.elapsed().as_secs_f64();
    s.pages_per_second = s.pages as f64 / s.seconds.max(1e-9);
    s.record = store::counts(&db)?;
    Ok(s)
}

/// Pages between the writings of what pages have in common.
const FINISH_EVERY: u64 = 1000;

/// All in one transaction; nothing changes where it is cancelled or fails.
fn replace(
    b: &Builder,
    db: &Connection,
    reader: &dyn ReadPage,
    began: Instant,
    mut progress: impl FnMut(&Progress),
) -> Result<Summary> {
    // Rows go in any order then; all references are checked before the end.
    db.pragma_update(None, "foreign_keys", false)?;
    let tx = db.unchecked_transaction()?;
    let total: i64 = db.query_row("SELECT count(*) FROM captures", [], |r| r.get(0))?;
    for table in DERIVED {
        db.execute(&format!("DELETE FROM {table}"), [])?;
    }
    db.execute("DELETE FROM articles", [])?;
    db.execute("DELETE FROM meta WHERE key IN ('copies', 'stories')", [])?;
    let mut writer = Writer::new(db, READING)?;
    let mut s = Summary::default();
    let budget = Budget::new(UNDER_WAY);
    let (in_tx, in_rx) = bounded::<stored::Page>(b.threads * 32);
    let (out_tx, out_rx) = bounded::<Read>(b.threads * 32);
    let done = std::thread::scope(|scope| -> Result<()> {
        let (budget, cancel, dir) = (&budget, &*b.cancel, b.dir.as_path());
        let stored = scope.spawn(move || feed(dir, &in_tx, budget, cancel));
        for _ in 0..b.threads {
            let (rx, tx) = (in_rx.clone(), out_tx.clone());
            scope.spawn(move || read(reader, &rx, &tx));
        }
        drop((in_rx, out_tx));
        let mut last = Instant::now();
        let mut work = || -> Result<()> {
            loop {
                match out_rx.recv_timeout(Duration::from_millis(100)) {
                    Ok((id, page, bytes)) => {
                        write(db, &mut writer, id, page, &mut s)?;
                        budget.leave(bytes);
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                }
                if last.elapsed() >= Duration::from_millis(100) {
                    last = Instant::now();
                    progress(&shown(&s, began, total as u64));
                }
            }
        };
        let done = work();
        budget.close();
        drop(out_rx);
        match stored.join() {
            Ok(fed) => fed.and(done),
            Err(_) => done,
        }
    });
    done?;
    s.cancelled = b.cancel.load(Ordering::Relaxed);
    if s.cancelled {
        tx.rollback()?;
        return Ok(s);
    }
    writer.finish(db)?;
    decide::apply(db)?;
    db.execute_batch(
        "DELETE FROM actors WHERE id NOT IN (SELECT actor FROM identities)
           AND id NOT IN (SELECT actor FROM aliases)
           AND id NOT IN (SELECT speaker FROM statements WHERE speaker IS NOT NULL);
         INSERT INTO meta VALUES ('reread', '1')
           ON CONFLICT DO UPDATE SET value = CAST(value AS INTEGER) + 1;",
    )?;
    s.copies = copies::follow_within(db)?;
    s.in_stories = stories::follow_within(db, b.threads)?;
    let dangling: i64 = db.query_row("SELECT count(*) FROM pragma_foreign_key_check", [], |r| {
        r.get(0)
    })?;
    if dangling > 0 {
        return Err(Error::Damaged(format!(
            "{dangling} rows of the new reading refer to nothing; the old one was kept"
        )));
    }
    tx.commit()?;
    db.pragma_update(None, "foreign_keys", true)?;
    Ok(s)
}

fn shown(s: &Summary, began: Instant, total: u64) -> Progress {
    let seconds = began.elapsed().as_secs_f64();
    Progress {
        pages: s.pages,
        new: s.new,
        set_aside: s.set_aside,
        articles: s.articles,
        statements: s.statements,
        bytes: s.pages,
        bytes_total: Some(total),
        seconds,
        pages_per_second: s.pages as f64 / seconds.max(1e-9),
        ..Progress::default()
    }
}

/// Gives out the stored pages, in their order, until all are or it is cancelled.
fn feed(dir: &Path, tx: &Sender<stored::Page>, budget: &Budget, cancel: &AtomicBool) -> Result<()> {
    let db = store::open_read(dir)?;
    let sql = format!("SELECT {} FROM captures ORDER BY id", stored::COLUMNS);
    let mut q = db.prepare(&sql)?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        let (id, fetch) = stored::page(r)?;
        let bytes = fetch.as_ref().map_or(0, Fetch::len);
        if cancel.load(Ordering::Relaxed) || !budget.enter(bytes) || tx.send((id, fetch)).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

fn read(reader: &dyn ReadPage, rx: &Receiver<stored::Page>, tx: &Sender<Read>) {
    let Ok(mut preparer) = Preparer::new() else {
        return;
    };
    for (id, fetch) in rx {
        let bytes = fetch.as_ref().map_or(0, Fetch::len);
        let page = fetch.and_then(|fetch| {
            let name = fetch.name.clone();
            let read = guarded(|| {
                Ok(match reader.open_page(fetch) {
                    Err(why) => Err(why),
                    Ok(capture) => {
                        let reading = reader.read_page(&capture);
                        let hash = capture.id().0;
                        Ok(Box::new(preparer.prepare(hash, capture, reading)?))
                    }
                })
            });
            read.and_then(|r| r)
                .map_err(|why| SetAside::file(name, why))
        });
        if tx.send((id, page, bytes)).is_err() {
            return;
        }
    }
}

fn write(
    db: &Connection,
    writer: &mut Writer,
    id: i64,
    page: std::result::Result<Box<Prepared>, SetAside>,
    s: &mut Summary,
) -> Result<()> {
    s.pages += 1;
    let aside = match page {
        Err(aside) => aside,
        Ok(p) => {
            db.prepare_cached("SAVEPOINT page")?.execute([])?;
            match writer.again(db, id, &p) {
                Ok(written) => {
                    db.prepare_cached("RELEASE page")?.execute([])?;
                    s.new += 1;
                    if s.new.is_multiple_of(FINISH_EVERY) {
                        writer.finish(db)?;
                    }
                    s.articles += written.articles.len() as u64;
                    s.statements += written.statements.len() as u64;
                    s.events += p.reading.events.len() as u64;
                    return Ok(());
                }
                Err(Error::Store(e)) if store::is_constraint(&e) => {
                    db.execute_batch("ROLLBACK TO page; RELEASE page")?;
                    writer.forget();
                    let why = format!("could not be stored (please report it): {e}");
                    SetAside::file(p.capture.name.clone(), why)
                }
                Err(e) => return Err(e),
            }
        }
    };
    writer.set_aside(db, &aside)?;
    s.set_aside += 1;
    *s.reasons.entry(aside.class().to_string()).or_default() += 1;
    Ok(())
}

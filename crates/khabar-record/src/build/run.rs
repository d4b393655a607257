//! The run of a build: intake thread → reader threads → one writer.

use super::budget::Budget;
use super::{Builder, Progress, READING, ReadPage, Summary};
use crate::error::{Error, Result};
use crate::index::Writing;
use crate::intake::{Intake, Item, Place, SetAside, Taken};
use crate::store::prepare::{Prepared, Preparer};
use crate::store::write::{Writer, Written};
use crate::store::{self, lock};
use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};
use rusqlite::Connection;
use std::collections::{BTreeMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Bytes of page text under way between intake and writer.
pub(super) const UNDER_WAY: usize = 64 << 20;
/// Text in one transaction.
const BATCH_BYTES: usize = 32 << 20;
/// A batch is committed after so long even if it is small.
const BATCH_TIME: Duration = Duration::from_secs(5);
/// Batches between commits of the index, which can be caught up.
const INDEX_EVERY: u32 = 8;
/// Pages of the database in its log before they are moved: most are written to
/// again by the next batches.
const LOG_PAGES: i64 = 16_384;
/// Read pages that may wait for the writer, for each reader.
const WAITING: usize = 256;

enum Done {
    Page(Box<Prepared>, Place),
    Known,
    Aside(SetAside),
}

pub(super) fn run(
    b: Builder,
    intake: Intake,
    mut progress: impl FnMut(&Progress),
) -> Result<Summary> {
    let began = Instant::now();
    std::fs::create_dir_all(&b.dir).map_err(|e| Error::io(&b.dir, e))?;
    let _lock = lock::lock(&b.dir)?;
    let db = store::open_write(&b.dir).map_err(|e| e.at(&b.dir))?;
    bulk(&db)?;
    let (index, caught_up) = Writing::open(&b.dir, &db)?;
    if let Some(most) = b.most_db_pages {
        db.pragma_update(None, "max_page_count", most)?;
    }
    let before = store::counts(&db)?;
    let reader = match &b.reader {
        Some(r) => r.clone(),
        None => Arc::new(khabar_read::Reader::new()?),
    };
    let known = Mutex::new(hashes(&db)?);
    let (taken, total, skipped) = (intake.taken(), intake.total_bytes(), intake.skipped());
    let budget = Budget::new(UNDER_WAY);
    let (in_tx, in_rx) = bounded::<(u64, Item)>(b.threads * 32);
    let (out_tx, out_rx) = bounded::<(u64, Done, usize)>(b.threads * WAITING);
    let (cancel, threads) = (b.cancel.clone(), b.threads);

    let mut w = Session {
        dir: &b.dir,
        writer: Writer::new(&db, READING).map_err(|e| e.at(&b.dir))?,
        db: &db,
        index,
        batch: b.batch,
        open: Vec::new(),
        open_aside: Vec::new(),
        careful: false,
        open_bytes: 0,
        open_since: Instant::now(),
        in_transaction: false,
        batches: 0,
        summary: Summary {
            caught_up,
            ..Summary::default()
        },
    };
    let result = std::thread::scope(|scope| {
        let (budget, known, reader) = (&budget, &known, &*reader);
        scope.spawn(move || take_in(intake, &in_tx, budget, &cancel));
        for _ in 0..b.threads {
            let (rx, tx) = (in_rx.clone(), out_tx.clone());
            scope.spawn(move || read_pages(reader, &rx, &tx, known));
        }
        drop((in_rx, out_tx));
        let mut last = Instant::now();
        let mut report = |w: &Session<'_>, now: bool| {
            if now || last.elapsed() >= Duration::from_millis(100) {
                last = Instant::now();
                progress(&w.progress(began, taken.load(Ordering::Relaxed), total));
            }
        };
        let mut early = InOrder::default();
        let mut work = || -> Result<()> {
            loop {
                match out_rx.recv_timeout(Duration::from_millis(100)) {
                    Ok((n, done, bytes)) => {
                        early.put(n, (done, bytes));
                        while let Some((done, bytes)) = early.next() {
                            w.take(done)?;
                            budget.leave(bytes);
                        }
                    }
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => break,
                }
                if w.in_transaction && w.open_since.elapsed() > BATCH_TIME {
                    w.commit()?;
                }
                report(&w, false);
            }
            w.commit()?;
            report(&w, true);
            Ok(())
        };
        let result = work();
        // Threads that wait for room or for a taker end.
        budget.close();
        drop(out_rx);
        result
    });
    if let Err(e) = result {
        // What is open is rolled back with the connection.
        return Err(e.at(&b.dir));
    }
    let (mut s, mut index) = (w.summary, w.index);
    let last = match s.new {
        0 => None,
        _ => Some(store::last_capture(&db)?),
    };
    // The index writes itself out while copies and stories are looked for.
    let (indexed, followed) = std::thread::scope(|scope| {
        let indexing = scope.spawn(move || {
            last.map_or(Ok(()), |last| index.commit(last))?;
            index.close()
        });
        let copies = store::copies::follow(&db);
        let followed = copies.and_then(|c| Ok((c, store::stories::follow(&db, threads)?)));
        (indexing.join(), followed)
    });
    let indexed = indexed.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    indexed.map_err(|e| e.at(&b.dir))?;
    (s.copies, s.in_stories) = followed.map_err(|e| e.at(&b.dir))?;
    store::settle(&db);
    let after = store::counts(&db)?;
    s.people = (after.people - before.people) as u64;
    s.organisations = (after.organisations - before.organisations) as u64;
    s.places = (after.places - before.places) as u64;
    s.skipped = skipped.load(Ordering::Relaxed);
    s.seconds = began.elapsed().as_secs_f64();
    s.pages_per_second = s.pages as f64 / s.seconds.max(1e-9);
    s.cancelled = b.cancel.load(Ordering::Relaxed);
    s.record = after;
    Ok(s)
}

/// Sets the connection up for writing much: what rows refer to was given its
/// number by the same writer (`khabar check` looks at it all the same).
fn bulk(db: &Connection) -> rusqlite::Result<()> {
    db.pragma_update(None, "foreign_keys", false)?;
    db.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)
}

fn hashes(db: &Connection) -> Result<HashSet<[u8; 16]>> {
    let mut q = db.prepare("SELECT hash FROM captures")?;
    let rows = q.query_map([], |r| r.get::<_, [u8; 16]>(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn take_in(intake: Intake, tx: &Sender<(u64, Item)>, budget: &Budget, cancel: &AtomicBool) {
    for (n, item) in (0..).zip(intake) {
        let room = !cancel.load(Ordering::Relaxed) && budget.enter(size(&item));
        if !room || tx.send((n, item)).is_err() {
            return;
        }
    }
}

/// Hands things on in the order of their numbers, from 0, whenever they come:
/// the record is the same however many threads read its pages.
struct InOrder<T> {
    next: u64,
    early: BTreeMap<u64, T>,
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        InOrder {
            next: 0,
            early: BTreeMap::new(),
        }
    }
}

impl<T> InOrder<T> {
    fn put(&mut self, n: u64, thing: T) {
        self.early.insert(n, thing);
    }

    fn next(&mut self) -> Option<T> {
        let thing = self.early.remove(&self.next)?;
        self.next += 1;
        Some(thing)
    }
}

fn size(item: &Item) -> usize {
    item.as_ref().map_or(0, Taken::len)
}

fn read_pages(
    reader: &dyn ReadPage,
    rx: &Receiver<(u64, Item)>,
    tx: &Sender<(u64, Done, usize)>,
    known: &Mutex<HashSet<[u8; 16]>>,
) {
    let mut preparer = match Preparer::new() {
        Ok(p) => p,
        Err(_) => return,
    };
    for (n, item) in rx {
        let bytes = size(&item);
        let done = match item {
            Err(s) => Done::Aside(s),
            Ok(taken) => read_page(reader, &mut preparer, taken, known),
        };
        if tx.send((n, done, bytes)).is_err() {
            return;
        }
    }
}

fn read_page(
    reader: &dyn ReadPage,
    preparer: &mut Preparer,
    taken: Taken,
    known: &Mutex<HashSet<[u8; 16]>>,
) -> Done {
    let place = taken.place.clone();
    let read = guarded(|| {
        let capture = match taken.open(|fetch| reader.open_page(fetch)) {
            Ok(capture) => capture,
            Err(aside) => return Ok(Err(Done::Aside(aside))),
        };
        let id = capture.id().0;
        let mut known = known.lock().unwrap_or_else(PoisonError::into_inner);
        if !known.insert(id) {
            return Ok(Err(Done::Known));
        }
        drop(known);
        let reading = reader.read_page(&capture);
        preparer.prepare(id, capture, reading).map(Ok)
    });
    match read {
        Ok(Ok(p)) => Done::Page(Box::new(p), place),
        Ok(Err(done)) => done,
        Err(why) => Done::Aside(place.aside(why)),
    }
}

/// The outcome of reading one page, or why it failed: a page that breaks the
/// reader must not stop the others.
pub(super) fn guarded<T>(
    read: impl FnOnce() -> std::io::Result<T>,
) -> std::result::Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|e| format!("could not be compressed: {e}")),
        Err(panic) => {
            let words = panic
                .downcast_ref::<String>()
                .cloned()
                .or_else(|| panic.downcast_ref::<&str>().map(|s| s.to_string()));
            let words = words.unwrap_or_default();
            Err(format!(
                "the reader failed on this page (please report it): {words}"
            ))
        }
    }
}

/// The writing side of one build.
struct Session<'d> {
    dir: &'d std::path::Path,
    db: &'d Connection,
    writer: Writer,
    index: Writing,
    batch: usize,
    /// Pages of the open transaction, for the index.
    open: Vec<(Written, Box<Prepared>)>,
    /// What the open transaction sets aside.
    open_aside: Vec<SetAside>,
    /// A page broke a rule of the store: from now on each has a savepoint.
    careful: bool,
    open_bytes: usize,
    open_since: Instant,
    in_transaction: bool,
    batches: u32,
    summary: Summary,
}

impl Session<'_> {
    /// Takes what a reader made.
    fn take(&mut self, done: Done) -> Result<()> {
        self.summary.pages += 1;
        if !self.in_transaction && !matches!(done, Done::Known) {
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            self.in_transaction = true;
            self.open_since = Instant::now();
        }
        match done {
            Done::Known => self.summary.known += 1,
            Done::Aside(s) => self.aside(&s)?,
            Done::Page(p, place) => self.page(p, &place)?,
        }
        if self.open.len() >= self.batch || self.open_bytes >= BATCH_BYTES {
            self.commit()?;
        }
        Ok(())
    }

    fn aside(&mut self, s: &SetAside) -> Result<()> {
        self.writer.set_aside(self.db, s)?;
        self.open_aside.push(s.clone());
        self.summary.set_aside += 1;
        *self
            .summary
            .reasons
            .entry(s.class().to_string())
            .or_default() += 1;
        Ok(())
    }

    fn page(&mut self, p: Box<Prepared>, place: &Place) -> Result<()> {
        if self.careful {
            self.db.prepare_cached("SAVEPOINT page")?.execute([])?;
        }
        match self.writer.page(self.db, &p) {
            Ok(written) => {
                if self.careful {
                    self.db.prepare_cached("RELEASE page")?.execute([])?;
                }
                self.summary.new += 1;
                self.summary.articles += written.articles.len() as u64;
                self.summary.statements += written.statements.len() as u64;
                self.summary.events += p.reading.events.len() as u64;
                self.open_bytes += p.capture.text.len() + p.original.as_ref().map_or(0, Vec::len);
                self.open.push((written, p));
                Ok(())
            }
            // One page that contradicts itself must not stop the others.
            Err(Error::Store(e)) if store::is_constraint(&e) => {
                match self.careful {
                    true => {
                        self.db.execute_batch("ROLLBACK TO page; RELEASE page")?;
                        self.writer.forget();
                    }
                    false => self.write_again()?,
                }
                let why = format!("could not be stored (please report it): {e}");
                self.aside(&place.aside(why))
            }
            Err(e) => Err(e),
        }
    }

    /// Takes the open transaction back and writes what it held anew. A
    /// savepoint for each page would spare this, but keeps a copy of all that
    /// the page changes, and pages that break a rule are all but unheard of.
    fn write_again(&mut self) -> Result<()> {
        self.careful = true;
        self.db.execute_batch("ROLLBACK; BEGIN IMMEDIATE")?;
        self.writer.forget_batch();
        for s in &self.open_aside {
            self.writer.set_aside(self.db, s)?;
        }
        for (written, p) in &mut self.open {
            *written = self.writer.page(self.db, p)?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        if !self.in_transaction {
            return Ok(());
        }
        self.writer.finish(self.db)?;
        self.db.execute_batch("COMMIT")?;
        self.in_transaction = false;
        self.open_aside.clear();
        for (written, p) in self.open.drain(..) {
            let texts = p.reading.articles.iter().zip(&p.bodies);
            for (&id, (a, body)) in written.articles.iter().zip(texts) {
                let headline = a.headline.map(|h| h.of(&p.capture.text));
                self.index.article(written.capture, id, headline, body)?;
            }
            for (&id, said) in written.statements.iter().zip(&p.statements) {
                // A statement may be told of without its words.
                if id > 0 && !said.words.is_empty() {
                    self.index.statement(written.capture, id, &said.words)?;
                }
            }
        }
        self.open_bytes = 0;
        self.batches += 1;
        if self.batches.is_multiple_of(INDEX_EVERY) {
            self.commit_index()?;
        }
        Ok(())
    }

    fn commit_index(&mut self) -> Result<()> {
        if self.summary.new > 0 {
            self.index
                .commit(store::last_capture(self.db)?)
                .map_err(|e| e.at(self.dir))?;
        }
        Ok(())
    }

    fn progress(&self, began: Instant, bytes: u64, bytes_total: Option<u64>) -> Progress {
        let s = &self.summary;
        let seconds = began.elapsed().as_secs_f64();
        Progress {
            pages: s.pages,
            new: s.new,
            known: s.known,
            set_aside: s.set_aside,
            articles: s.articles,
            statements: s.statements,
            bytes,
            bytes_total,
            seconds,
            pages_per_second: s.pages as f64 / seconds.max(1e-9),
        }
    }
}

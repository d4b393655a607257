//! Opened records, one for each request at work, and the answers that they gave.

use super::reply::{Body, Fault};
use khabar_record::{Cache, Record};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// A request waits so long for a free record.
const WAIT: Duration = Duration::from_secs(10);
/// An answer may take so long.
const LIMIT: Duration = Duration::from_secs(20);
/// So often it is looked whether the record is still the one that was opened,
/// and whether its index was left behind.
const TEND: Duration = Duration::from_secs(30);
/// Tables handed out at once.
const EXPORTS: usize = 2;
/// Bytes of answers that are kept.
const ANSWERS: usize = 32 << 20;

/// A connection to the database serves one question at a time: questions are
/// asked on threads of their own, as many at once as the machine has cores,
/// first come, first served.
pub struct Pool {
    dir: PathBuf,
    open: Mutex<Open>,
    seats: Arc<Semaphore>,
    /// For whole tables, which may take minutes.
    exports: Arc<Semaphore>,
    /// By their addresses.
    answers: Cache<String, Body>,
}

struct Open {
    /// Asked nothing itself; the others are made from it.
    first: Record,
    /// Of which `first` a record is.
    era: u64,
    idle: Vec<Record>,
    tended: Instant,
}

impl Pool {
    /// Errors where the record cannot be opened.
    pub fn open(dir: &Path) -> khabar_record::Result<Pool> {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Pool {
            dir: dir.to_path_buf(),
            open: Mutex::new(Open {
                first: Record::open(dir)?,
                era: 0,
                idle: Vec::new(),
                tended: Instant::now(),
            }),
            seats: Arc::new(Semaphore::new(cores.max(2))),
            exports: Arc::new(Semaphore::new(EXPORTS)),
            answers: Cache::new(ANSWERS),
        })
    }

    /// Works out what many answers need, on a thread of its own.
    pub fn warm(self: &Arc<Self>) {
        let pool = self.clone();
        std::thread::spawn(move || {
            if let Ok((_, record)) = pool.take() {
                // Answers come without it too, if later.
                let _ = record.warm();
            }
        });
    }

    /// Asks a record on a thread that may block.
    pub async fn ask<T, F>(self: &Arc<Self>, question: F) -> Result<T, Fault>
    where
        T: Send + 'static,
        F: FnOnce(&Record) -> Result<T, Fault> + Send + 'static,
    {
        let seat = tokio::time::timeout(WAIT, self.seats.clone().acquire_owned());
        let Ok(Ok(seat)) = seat.await else {
            return Err(Fault::Busy);
        };
        let pool = self.clone();
        let work = tokio::task::spawn_blocking(move || {
            // Held until the work has ended, also where nobody waits any more.
            let _seat = seat;
            let (era, record) = pool.take()?;
            let answer = question(&record);
            pool.give_back(era, record);
            answer
        });
        match tokio::time::timeout(LIMIT, work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => Err(Fault::Broken(panic.to_string())),
            Err(_) => Err(Fault::Slow),
        }
    }

    /// The answer to what is asked at `address`, made only if the record has
    /// changed since it was made before. It must rest on nothing but the address
    /// and the record.
    pub async fn answer<F>(self: &Arc<Self>, address: String, make: F) -> Result<Arc<Body>, Fault>
    where
        F: FnOnce(&Record) -> Result<Body, Fault> + Send + 'static,
    {
        let pool = self.clone();
        self.ask(move |record| {
            // Before the question: the answer is at least as new.
            let Some(state) = record.state()? else {
                return Ok(Arc::new(make(record)?));
            };
            if let Some(known) = pool.answers.get(state, &address) {
                return Ok(known);
            }
            let body = make(record)?;
            let bytes = address.len() + body.len();
            Ok(pool.answers.put(state, address, body, bytes))
        })
        .await
    }

    /// Hands something long out on a thread of its own, beside the questions.
    /// [`Fault::Busy`] where as many are on their way as may be.
    pub fn hand_out<F>(self: &Arc<Self>, work: F) -> Result<(), Fault>
    where
        F: FnOnce(&Record) + Send + 'static,
    {
        let seat = self.exports.clone().try_acquire_owned();
        let seat = seat.map_err(|_| Fault::Busy)?;
        let (era, record) = self.take()?;
        let pool = self.clone();
        tokio::task::spawn_blocking(move || {
            let _seat = seat;
            work(&record);
            pool.give_back(era, record);
        });
        Ok(())
    }

    fn opened(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self) -> Result<(u64, Record), Fault> {
        let mut o = self.opened();
        let due = o.tended.elapsed() > TEND;
        if due {
            o.tended = Instant::now();
            if o.first.is_replaced() {
                o.first = Record::open(&self.dir)?;
                o.era += 1;
                o.idle.clear();
            }
        }
        let record = match o.idle.pop() {
            Some(record) => record,
            None => o.first.another()?,
        };
        let era = o.era;
        drop(o);
        if due {
            // What the index has can be asked all the same.
            let _ = record.tend();
        }
        Ok((era, record))
    }

    fn give_back(&self, era: u64, record: Record) {
        let mut o = self.opened();
        if o.era == era {
            o.idle.push(record);
        }
    }
}

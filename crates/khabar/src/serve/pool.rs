//! Opened records, one for each request at work.

use super::reply::Fault;
use khabar_record::Record;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// A request waits so long for a free record.
const WAIT: Duration = Duration::from_secs(10);
/// An answer may take so long.
const LIMIT: Duration = Duration::from_secs(20);
/// A record is opened anew after this, so that a build's new pages are found.
const FRESH: Duration = Duration::from_secs(30);

/// A connection to the database serves one question at a time: questions are
/// asked on threads of their own, as many at once as the machine has cores.
pub struct Pool {
    dir: PathBuf,
    idle: Mutex<Vec<(Instant, Record)>>,
    seats: Arc<Semaphore>,
}

impl Pool {
    /// Errors where the record cannot be opened.
    pub fn open(dir: &Path) -> khabar_record::Result<Pool> {
        let first = Record::open(dir)?;
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        Ok(Pool {
            dir: dir.to_path_buf(),
            idle: Mutex::new(vec![(Instant::now(), first)]),
            seats: Arc::new(Semaphore::new(cores.max(2))),
        })
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
            let record = pool.take()?;
            let answer = question(&record.1);
            pool.give_back(record);
            answer
        });
        match tokio::time::timeout(LIMIT, work).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(panic)) => Err(Fault::Broken(panic.to_string())),
            Err(_) => Err(Fault::Slow),
        }
    }

    fn take(&self) -> Result<(Instant, Record), Fault> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.retain(|(opened, _)| opened.elapsed() < FRESH);
        let kept = idle.pop();
        drop(idle);
        match kept {
            Some(kept) => Ok(kept),
            None => Ok((Instant::now(), Record::open(&self.dir)?)),
        }
    }

    fn give_back(&self, record: (Instant, Record)) {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.push(record);
    }
}

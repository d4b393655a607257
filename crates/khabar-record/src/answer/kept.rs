//! What is kept between questions while the record stays as it is, for all
//! connections that one process has to it.
//!
//! Everything here can be worked out from the store again; a value is worth
//! only as much as the version that it was worked out for, and a version ends
//! with the first commit that anybody else makes (`PRAGMA data_version`).

use super::facets::Table;
use super::fetch::ArticleRow;
use super::names::Resolved;
use super::page_text::PageText;
use super::sides::{Happened, Touched};
use super::types::{Copy, Event, Statement};
use super::who::Facts;
use crate::error::Result;
use crate::index::FullText;
use crate::store;
use rusqlite::Connection;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::hash::Hash;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::{Duration, Instant};

/// Bytes, about, that each of the caches may hold.
const EACH: usize = 8 << 20;

/// An index that is missing is looked for so often.
const LOOK_AGAIN: Duration = Duration::from_secs(1);

/// A lock whose holder panicked guards nothing that could be half done.
pub(crate) fn lock<T>(m: &Mutex<T>) -> MutexGuard<'_, T> {
    m.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(crate) struct Kept {
    dir: PathBuf,
    /// Which file the store is ([`store::identity`]).
    file: Option<(u64, u64)>,
    version: AtomicU64,
    index: Mutex<Opened>,
    /// Who answers to a name.
    pub names: Cache<String, Resolved>,
    /// By the numbers of actors that are one:
    pub facts: Cache<Vec<i64>, Facts>,
    pub touched: Cache<Vec<i64>, Touched>,
    /// By their numbers: the texts of captures, articles.
    pub pages: Cache<i64, PageText>,
    pub articles: Cache<i64, ArticleRow>,
    /// By their numbers: statements (without copies), at most so many copies of
    /// one ([`COPIES`](super::fetch::COPIES)), events.
    pub statements: Cache<i64, Statement>,
    pub copies: Cache<i64, Vec<Copy>>,
    pub events: Cache<i64, Event>,
    /// By the number of an actor.
    pub happened: Cache<i64, Happened>,
    /// The folded place of an event, if it has one.
    pub places: Cache<i64, Option<String>>,
    /// The group of copies that an article is in, for those in one; one entry.
    pub reports: Cache<(), FxHashMap<i64, i64>>,
    pub facets: RwLock<Table>,
}

struct Opened {
    full: Option<Arc<FullText>>,
    version: u64,
    looked: Instant,
}

impl Kept {
    /// Errors where an index is there but cannot be read.
    pub fn new(dir: &Path, db: &Connection) -> Result<Kept> {
        Ok(Kept {
            dir: dir.to_path_buf(),
            file: store::identity(dir),
            version: AtomicU64::new(1),
            index: Mutex::new(Opened {
                full: FullText::open(dir, db)?.map(Arc::new),
                version: 0,
                looked: Instant::now(),
            }),
            names: Cache::new(EACH),
            facts: Cache::new(4 * EACH),
            touched: Cache::new(4 * EACH),
            pages: Cache::new(4 * EACH),
            articles: Cache::new(EACH),
            statements: Cache::new(4 * EACH),
            copies: Cache::new(EACH),
            events: Cache::new(2 * EACH),
            happened: Cache::new(EACH),
            places: Cache::new(EACH / 4),
            reports: Cache::new(usize::MAX),
            facets: RwLock::default(),
        })
    }

    pub fn file(&self) -> Option<(u64, u64)> {
        self.file
    }

    pub fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    /// Nothing of what is kept holds any more.
    pub fn outdate(&self) {
        self.version.fetch_add(1, Ordering::SeqCst);
    }

    /// The full text; none while there is none that belongs to this reading.
    /// What a build adds to it comes in by itself.
    pub fn index(&self, version: u64, db: &Connection) -> Result<Option<Arc<FullText>>> {
        let mut o = lock(&self.index);
        let due = match o.full {
            Some(_) => o.version != version,
            None => o.looked.elapsed() > LOOK_AGAIN,
        };
        if due {
            let name = store::index_name(db)?;
            let still = o.full.take().filter(|f| f.name() == name);
            o.full = match still {
                Some(f) => Some(f),
                None => FullText::open(&self.dir, db)?.map(Arc::new),
            };
            (o.version, o.looked) = (version, Instant::now());
        }
        Ok(o.full.clone())
    }
}

/// A cache of bounded size. What is put in belongs to a version, a number that
/// grows; what belongs to an older one is never given. Of too many values the
/// least used are thrown away: there are two halves, and the older goes when
/// the newer is full.
pub struct Cache<K, V> {
    limit: usize,
    halves: Mutex<Halves<K, V>>,
}

struct Halves<K, V> {
    version: u64,
    new: HashMap<K, (Arc<V>, usize)>,
    old: HashMap<K, (Arc<V>, usize)>,
    /// Bytes of the newer half.
    bytes: usize,
}

/// Bytes of an entry beside its value.
const ENTRY: usize = 64;

impl<K: Eq + Hash, V> Cache<K, V> {
    /// Holds about `limit` bytes at the most.
    pub fn new(limit: usize) -> Self {
        Cache {
            limit,
            halves: Mutex::new(Halves {
                version: 0,
                new: HashMap::new(),
                old: HashMap::new(),
                bytes: 0,
            }),
        }
    }

    /// The value of a key, if it was put in for this version.
    pub fn get(&self, version: u64, key: &K) -> Option<Arc<V>>
    where
        K: Clone,
    {
        let mut h = lock(&self.halves);
        if h.version != version {
            return None;
        }
        if let Some((value, _)) = h.new.get(key) {
            return Some(value.clone());
        }
        let (value, bytes) = h.old.remove(key)?;
        self.take_in(&mut h, key.clone(), value.clone(), bytes);
        Some(value)
    }

    /// Takes a value in that weighs so many bytes, if it is not older than
    /// what is there.
    pub fn put(&self, version: u64, key: K, value: V, bytes: usize) -> Arc<V> {
        let value = Arc::new(value);
        let mut h = lock(&self.halves);
        if h.version < version {
            (h.new, h.old, h.bytes) = (HashMap::new(), HashMap::new(), 0);
            h.version = version;
        }
        if h.version == version {
            self.take_in(&mut h, key, value.clone(), bytes);
        }
        value
    }

    fn take_in(&self, h: &mut Halves<K, V>, key: K, value: Arc<V>, bytes: usize) {
        let bytes = bytes.saturating_add(ENTRY);
        if bytes > self.limit / 2 {
            return;
        }
        if h.bytes + bytes > self.limit / 2 {
            h.old = std::mem::take(&mut h.new);
            h.bytes = 0;
        }
        h.bytes += bytes;
        h.new.insert(key, (value, bytes - ENTRY));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cache_holds_what_was_used_last_and_no_more_than_its_bytes() {
        let c: Cache<usize, usize> = Cache::new(40 * (ENTRY + 100));
        for k in 0..1000 {
            c.put(1, k, k, 100);
            // The first is asked for again and again.
            assert_eq!(c.get(1, &0).as_deref(), Some(&0), "{k}");
        }
        let held = (0..1000).filter(|k| c.get(1, k).is_some()).count();
        assert!((15..=40).contains(&held), "{held}");
        c.put(1, 7, 7, usize::MAX);
        assert!(c.get(1, &7).is_none());
    }

    #[test]
    fn nothing_of_another_version_is_given() {
        let c: Cache<u8, u8> = Cache::new(1 << 20);
        c.put(2, 1, 1, 1);
        assert!(c.get(1, &1).is_none() && c.get(3, &1).is_none());
        c.put(1, 2, 2, 1);
        assert!(c.get(1, &2).is_none() && c.get(2, &2).is_none());
        c.put(3, 1, 9, 1);
        assert!(c.get(2, &1).is_none());
        assert_eq!(c.get(3, &1).as_deref(), Some(&9));
    }
}

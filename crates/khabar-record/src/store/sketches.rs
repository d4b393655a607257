//! The samples of shingles by which copies of a statement are found: those of
//! the run under way are kept at hand and written with their batch, in the
//! order of their table. A row at a time, each would change another of its pages.

use crate::error::Result;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// Entries at hand (some 40 bytes each); beyond, the store is asked.
const AT_HAND: usize = 1 << 21;

#[derive(Default)]
pub(super) struct Sketches {
    /// The store is asked for statements up to this one; later ones are at hand.
    stored: i64,
    /// The last statement whose sketches are written.
    written: i64,
    /// Where the entries of each hash begin and end, and how many there are.
    lists: HashMap<u32, List>,
    entries: Vec<Entry>,
    /// Not written yet, in the order in which they came.
    waiting: Vec<(u32, i64)>,
}

struct List {
    first: u32,
    last: u32,
}

struct Entry {
    statement: i64,
    next: Option<u32>,
}

impl Sketches {
    pub fn new(db: &Connection) -> Result<Self> {
        let sql = "SELECT ifnull(max(id), 0) FROM statements";
        let stored = db.query_row(sql, [], |r| r.get(0))?;
        Ok(Sketches {
            stored,
            written: stored,
            ..Self::default()
        })
    }

    /// The first `most` statements that have the hash, added to `out`.
    pub fn find(&self, db: &Connection, hash: u32, most: usize, out: &mut Vec<i64>) -> Result<()> {
        let most = out.len() + most;
        if self.stored > 0 {
            let sql = "SELECT statement FROM sketches WHERE hash = ?1 AND statement <= ?2 LIMIT ?3";
            let mut q = db.prepare_cached(sql)?;
            let mut rows = q.query(params![hash, self.stored, (most - out.len()) as i64])?;
            while let Some(row) = rows.next()? {
                out.push(row.get(0)?);
            }
        }
        let mut at = self.lists.get(&hash).map(|l| l.first);
        while let Some(entry) = at.filter(|_| out.len() < most) {
            let entry = &self.entries[entry as usize];
            out.push(entry.statement);
            at = entry.next;
        }
        Ok(())
    }

    /// Adds one, of the statement added last or of a later one.
    pub fn add(&mut self, hash: u32, statement: i64) {
        self.waiting.push((hash, statement));
        self.keep(hash, statement);
    }

    fn keep(&mut self, hash: u32, statement: i64) {
        let n = self.entries.len() as u32;
        self.entries.push(Entry {
            statement,
            next: None,
        });
        let list = self.lists.entry(hash);
        list.and_modify(|l| {
            self.entries[l.last as usize].next = Some(n);
            l.last = n;
        })
        .or_insert(List { first: n, last: n });
    }

    /// How many wait; for [`Self::back_to`].
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Forgets those added since so many waited.
    pub fn back_to(&mut self, waiting: usize) {
        if waiting == self.waiting.len() {
            return;
        }
        self.waiting.truncate(waiting);
        self.let_go();
        for k in 0..waiting {
            let (hash, statement) = self.waiting[k];
            self.keep(hash, statement);
        }
    }

    fn let_go(&mut self) {
        self.lists.clear();
        self.entries.clear();
        self.stored = self.written;
    }

    /// Writes what waits.
    pub fn write(&mut self, db: &Connection) -> Result<()> {
        let last = self.waiting.iter().map(|w| w.1).max();
        self.waiting.sort_unstable();
        let mut insert = db.prepare_cached("INSERT OR IGNORE INTO sketches VALUES (?1, ?2)")?;
        for (hash, statement) in self.waiting.drain(..) {
            insert.execute(params![hash, statement])?;
        }
        self.written = last.unwrap_or(self.written);
        if self.entries.len() >= AT_HAND {
            self.let_go();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn store() -> Connection {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "CREATE TABLE statements (id INTEGER PRIMARY KEY);
             CREATE TABLE sketches (hash INTEGER, statement INTEGER, PRIMARY KEY (hash, statement))
               WITHOUT ROWID;",
        )
        .unwrap();
        db
    }

    fn found(s: &Sketches, db: &Connection, hash: u32) -> Vec<i64> {
        let mut out = vec![99];
        s.find(db, hash, 3, &mut out).unwrap();
        out.split_off(1)
    }

    #[test]
    fn what_waits_and_what_is_stored_are_found_as_one_the_first_first() {
        let db = store();
        let mut s = Sketches::new(&db).unwrap();
        for id in 1..3 {
            s.add(7, id);
        }
        s.write(&db).unwrap();
        db.execute_batch("INSERT INTO statements VALUES (1), (2)")
            .unwrap();
        let mut s = Sketches::new(&db).unwrap();
        assert_eq!(found(&s, &db, 7), [1, 2]);
        s.add(7, 3);
        s.add(8, 3);
        s.add(7, 4);
        assert_eq!(found(&s, &db, 7), [1, 2, 3]);
        assert_eq!(found(&s, &db, 8), [3]);
        s.write(&db).unwrap();
        assert_eq!(found(&s, &db, 8), [3]);
        assert!(found(&s, &db, 9).is_empty());
    }

    #[test]
    fn what_is_taken_back_is_not_found() {
        let db = store();
        let mut s = Sketches::new(&db).unwrap();
        s.add(7, 1);
        s.write(&db).unwrap();
        s.add(7, 2);
        let page = s.waiting();
        s.add(7, 3);
        s.add(8, 3);
        s.back_to(page);
        assert_eq!(found(&s, &db, 7), [1, 2]);
        assert!(found(&s, &db, 8).is_empty());
        // The number is given again.
        s.add(8, 3);
        s.write(&db).unwrap();
        s.back_to(0);
        assert_eq!(found(&s, &db, 8), [3]);
        let n: i64 = db
            .query_row("SELECT count(*) FROM sketches", [], |r| r.get(0))
            .unwrap();
        assert_eq!(n, 3);
    }
}

//! Which articles are copies: followed up after pages are written, for the
//! articles that came since the last time.

use crate::answer::parts;
use crate::error::Result;
use crate::store;
use khabar_link::copies::{BANDS, Keys, Overlap, Shingles};
use khabar_text::Text;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

/// Articles of this Jaccard or more, by runs of five words, are copies.
const COPY: f64 = 0.5;

/// With how many others of one key a new article is compared. The same few
/// lines may stand on thousands of pages; each is linked with some of them, and
/// so are all of them with each other.
const OF_ONE_KEY: usize = 64;

/// Shingles of articles kept while pairs are looked at.
const KEPT: usize = 20_000;

pub(super) fn write_print(db: &Connection, article: i64, keys: &Keys) -> Result<()> {
    let bytes: Vec<u8> = keys.iter().flat_map(|k| k.to_le_bytes()).collect();
    db.prepare_cached("INSERT INTO prints VALUES (?1, ?2)")?
        .execute(params![article, bytes])?;
    Ok(())
}

fn last_followed(db: &Connection) -> Result<i64> {
    let sql = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'copies'";
    Ok(db.query_row(sql, [], |r| r.get(0)).optional()?.unwrap_or(0))
}

/// Links the articles that are not linked yet, in a transaction of its own.
pub fn follow(db: &Connection) -> Result<u64> {
    let tx = db.unchecked_transaction()?;
    let found = follow_within(db)?;
    tx.commit()?;
    Ok(found)
}

/// Links the articles that are not linked yet. Says how many pairs of copies
/// were found.
///
/// Reads the keys of all articles (160 bytes each) and compares the texts of
/// those that share one.
pub fn follow_within(db: &Connection) -> Result<u64> {
    let sql = "SELECT ifnull(max(id), 0) FROM articles";
    let last: i64 = db.query_row(sql, [], |r| r.get(0))?;
    let done = last_followed(db)?;
    if done == last {
        return Ok(0);
    }
    let mut shingles = Bodies {
        db,
        kept: HashMap::new(),
    };
    let mut found = 0;
    for (a, b) in candidates(db, done)? {
        let overlap = Overlap::new(&*shingles.of(a)?, &*shingles.of(b)?);
        if overlap.jaccard() >= COPY {
            db.prepare_cached("INSERT OR IGNORE INTO copies VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![a, b, overlap.a_in_b(), overlap.b_in_a()])?;
            join(db, a, b)?;
            found += 1;
        }
    }
    db.execute(
        "INSERT INTO meta VALUES ('copies', ?1) ON CONFLICT DO UPDATE SET value = ?1",
        [last.to_string()],
    )?;
    Ok(found)
}

/// Pairs that share a key, the lesser first, one of them after `done`.
fn candidates(db: &Connection, done: i64) -> Result<BTreeSet<(i64, i64)>> {
    let mut all: Vec<(i64, Keys)> = Vec::new();
    let mut q = db.prepare("SELECT article, keys FROM prints ORDER BY article")?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        let bytes: Vec<u8> = r.get(1)?;
        let mut keys = [0; BANDS];
        for (k, b) in keys.iter_mut().zip(bytes.chunks_exact(8)) {
            *k = u64::from_le_bytes(b.try_into().unwrap_or_default());
        }
        all.push((r.get(0)?, keys));
    }
    let mut out = BTreeSet::new();
    let mut of_band: Vec<(u64, i64)> = Vec::with_capacity(all.len());
    for band in 0..BANDS {
        of_band.clear();
        of_band.extend(all.iter().map(|(id, keys)| (keys[band], *id)));
        of_band.sort_unstable();
        for same in of_band.chunk_by(|x, y| x.0 == y.0) {
            for (n, &(_, b)) in same.iter().enumerate().filter(|(_, x)| x.1 > done) {
                // The nearest before it: a chain of them holds all together.
                let before = &same[n.saturating_sub(OF_ONE_KEY)..n];
                out.extend(before.iter().map(|&(_, a)| (a, b)));
            }
        }
    }
    Ok(out)
}

/// The shingles of articles' bodies, from the stored pages.
struct Bodies<'d> {
    db: &'d Connection,
    kept: HashMap<i64, Rc<Shingles>>,
}

impl Bodies<'_> {
    fn of(&mut self, article: i64) -> Result<Rc<Shingles>> {
        if let Some(s) = self.kept.get(&article) {
            return Ok(s.clone());
        }
        let sql = "SELECT c.bytes, c.text, a.parts FROM articles a
                   JOIN captures c ON c.id = a.capture WHERE a.id = ?1";
        let (bytes, packed, parts): (i64, Vec<u8>, String) = self
            .db
            .prepare_cached(sql)?
            .query_row([article], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let text = store::unpack(&packed, bytes as usize)?;
        let body = parts::blocks(&parts).into_iter();
        let body = body.filter(|(kind, _)| kind == "body").map(|(_, s)| s);
        let set = Rc::new(Shingles::of_spans(&Text::new(&text), body));
        if self.kept.len() >= KEPT {
            self.kept.clear();
        }
        self.kept.insert(article, set.clone());
        Ok(set)
    }
}

/// Puts two articles, and all their copies, into one group.
fn join(db: &Connection, a: i64, b: i64) -> Result<()> {
    let mut q = db.prepare_cached("SELECT report FROM reports WHERE article = ?1")?;
    let mut of =
        |id: i64| -> Result<i64> { Ok(q.query_row([id], |r| r.get(0)).optional()?.unwrap_or(id)) };
    let (ra, rb) = (of(a)?, of(b)?);
    let least = ra.min(rb);
    db.prepare_cached("UPDATE reports SET report = ?1 WHERE report IN (?2, ?3)")?
        .execute([least, ra, rb])?;
    let mut add = db.prepare_cached("INSERT OR IGNORE INTO reports VALUES (?1, ?2)")?;
    for id in [a, b] {
        add.execute([id, least])?;
    }
    Ok(())
}

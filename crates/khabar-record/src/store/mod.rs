//! The database: the only thing that must be kept. Everything else in a
//! record's folder can be made again from it.

pub mod copies;
pub mod lock;
pub mod prepare;
mod retold;
mod said;
pub mod same;
pub mod shingle;
mod sketches;
pub mod stories;
pub mod write;

use crate::error::{Error, Result};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::cell::RefCell;
use std::path::{Path, PathBuf};

/// The schema this khabar writes, and the newest it can read.
pub const SCHEMA: i64 = 4;

/// The steps from each older schema to the next: from 1 to 2 and so on. A new
/// record is made from `schema.sql` at once.
const MIGRATIONS: [&str; SCHEMA as usize - 1] = [
    include_str!("migrations/2.sql"),
    include_str!("migrations/3.sql"),
    include_str!("migrations/4.sql"),
];

const FILE: &str = "khabar.db";

pub fn database(dir: &Path) -> PathBuf {
    dir.join(FILE)
}

/// Which file the database is: another where it was replaced. None where the
/// system does not tell, or there is no file.
pub fn identity(dir: &Path) -> Option<(u64, u64)> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let m = std::fs::metadata(database(dir)).ok()?;
        Some((m.dev(), m.ino()))
    }
    #[cfg(not(unix))]
    {
        let _ = dir;
        None
    }
}

fn pragmas(db: &Connection) -> rusqlite::Result<()> {
    db.set_prepared_statement_cache_capacity(256);
    // Without it SQLite, knowing what stands in the columns (`PRAGMA optimize`),
    // plans a prepared statement anew for each value that is bound to it, which
    // costs more than most of ours do.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.busy_timeout(std::time::Duration::from_secs(10))?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.pragma_update(None, "cache_size", -64_000)?;
    db.pragma_update(None, "temp_store", "memory")?;
    db.pragma_update(None, "mmap_size", 1i64 << 30)
}

fn version(db: &Connection) -> Result<i64> {
    let found = db.pragma_query_value(None, "user_version", |r| r.get(0))?;
    if !(0..=SCHEMA).contains(&found) {
        return Err(Error::Newer {
            found,
            known: SCHEMA,
        });
    }
    Ok(found)
}

/// Opens the database of the record at `dir` for writing, making it if missing
/// and bringing an older schema up to date. Hold the lock first.
pub fn open_write(dir: &Path) -> Result<Connection> {
    let mut db = Connection::open(database(dir)).map_err(|e| not_a_database(e, dir))?;
    pragmas(&db).map_err(|e| not_a_database(e, dir))?;
    let found = version(&db).map_err(|e| damaged(e, dir))?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "normal")?;
    if found < SCHEMA {
        let tx = db.transaction()?;
        if found == 0 {
            tx.execute_batch(include_str!("schema.sql"))?;
            let made = "INSERT INTO meta VALUES ('record', lower(hex(randomblob(16))))";
            tx.execute(made, [])?;
        } else {
            for step in &MIGRATIONS[found as usize - 1..] {
                tx.execute_batch(step)?;
            }
        }
        tx.pragma_update(None, "user_version", SCHEMA)?;
        tx.commit()?;
    }
    db.execute_batch(include_str!("indexes.sql"))
        .map_err(|e| not_a_database(e, dir))?;
    Ok(db)
}

/// Ends a build: what stands in the columns is counted anew where a table grew
/// or shrank tenfold, and the log is emptied. Best effort: answers come without
/// the one, and the next opening does the other.
pub fn settle(db: &Connection) {
    // The whole of a table is counted (bit 0x10 is left out): the names that the
    // first pages are full of made the first 2,000 rows of an index tell two
    // hundred times too many rows a value, and joins began at the wrong end.
    let _ = db.execute_batch("PRAGMA optimize(0x10002); PRAGMA wal_checkpoint(TRUNCATE);");
}

/// Opens the database of an up-to-date record for deciding, which a build under
/// way does not hinder: it waits for the end of a batch.
pub fn open_decide(dir: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db =
        Connection::open_with_flags(database(dir), flags).map_err(|e| not_a_database(e, dir))?;
    pragmas(&db)?;
    db.busy_timeout(std::time::Duration::from_secs(30))?;
    match version(&db)? {
        SCHEMA => Ok(db),
        found => Err(Error::Older {
            found,
            known: SCHEMA,
        }),
    }
}

/// Opens the database of the record at `dir` for reading. Fails with
/// [`Error::Older`] where its schema must be brought up to date first.
pub fn open_read(dir: &Path) -> Result<Connection> {
    let path = database(dir);
    if !path.is_file() {
        return Err(Error::NoRecord(dir.to_path_buf()));
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(&path, flags).map_err(|e| not_a_database(e, dir))?;
    pragmas(&db).map_err(|e| not_a_database(e, dir))?;
    let db = match version(&db) {
        // On a read-only medium SQLite cannot make the files of its log.
        Err(Error::Store(e)) if is_cannot_open(&e) => {
            let uri = format!("file:{}?immutable=1", uri_path(&path));
            let flags = flags | OpenFlags::SQLITE_OPEN_URI;
            let db = Connection::open_with_flags(uri, flags)?;
            pragmas(&db)?;
            version(&db).map_err(|e| damaged(e, dir))?;
            db
        }
        Err(e) => return Err(damaged(e, dir)),
        // Killed between making the file and its tables.
        Ok(0) => return Err(Error::NoRecord(dir.to_path_buf())),
        Ok(_) => db,
    };
    match version(&db)? {
        SCHEMA => Ok(db),
        found => Err(Error::Older {
            found,
            known: SCHEMA,
        }),
    }
}

fn uri_path(p: &Path) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"/-_.~".contains(&b);
    let bytes = p.to_string_lossy().into_owned().into_bytes();
    bytes
        .into_iter()
        .map(|b| {
            if plain(b) {
                (b as char).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

fn code(e: &rusqlite::Error) -> Option<rusqlite::ErrorCode> {
    match e {
        rusqlite::Error::SqliteFailure(e, _) => Some(e.code),
        _ => None,
    }
}

/// True where a row breaks a rule of the schema.
pub(crate) fn is_constraint(e: &rusqlite::Error) -> bool {
    code(e) == Some(rusqlite::ErrorCode::ConstraintViolation)
}

fn is_cannot_open(e: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::{CannotOpen, ReadOnly};
    matches!(code(e), Some(CannotOpen | ReadOnly))
}

fn damaged(e: Error, dir: &Path) -> Error {
    match e {
        Error::Store(e) => not_a_database(e, dir),
        e => e,
    }
}

fn not_a_database(e: rusqlite::Error, dir: &Path) -> Error {
    use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
    let path = database(dir);
    match code(&e) {
        Some(NotADatabase) => Error::Damaged(format!("{} is not a database", path.display())),
        Some(DatabaseCorrupt) => Error::Damaged(format!("{}: {e}", path.display())),
        _ => Error::Store(e).at(dir),
    }
}

/// The name by which an index is known to be this record's, in its present
/// reading: a re-reading changes it.
pub fn index_name(db: &Connection) -> Result<String> {
    let sql = "SELECT group_concat(value, '.') FROM
                 (SELECT value FROM meta WHERE key IN ('record', 'reread') ORDER BY key)";
    Ok(db.query_row(sql, [], |r| r.get(0))?)
}

/// The id of the last capture committed; 0 if there is none.
pub fn last_capture(db: &Connection) -> Result<i64> {
    let sql = "SELECT id FROM captures ORDER BY id DESC LIMIT 1";
    Ok(db.query_row(sql, [], |r| r.get(0)).optional()?.unwrap_or(0))
}

thread_local! {
    /// Making one takes longer than unpacking a page.
    static UNPACKING: RefCell<Option<zstd::bulk::Decompressor<'static>>> = const { RefCell::new(None) };
}

/// The text of a stored capture.
pub fn unpack(packed: &[u8], bytes: usize) -> Result<String> {
    let damaged = |e: &dyn std::fmt::Display| Error::Damaged(format!("a page's text: {e}"));
    let raw = UNPACKING.with_borrow_mut(|d| {
        let d = match d {
            Some(d) => d,
            None => d.insert(zstd::bulk::Decompressor::new()?),
        };
        d.decompress(packed, bytes.max(1))
    });
    String::from_utf8(raw.map_err(|e| damaged(&e))?).map_err(|e| damaged(&e))
}

/// The page that a capture's text was taken out of, as it was fetched. None
/// for a capture of plain text.
pub fn original(db: &Connection, capture: i64) -> Result<Option<Vec<u8>>> {
    let sql = "SELECT original FROM captures WHERE id = ?1";
    let packed: Option<Vec<u8>> = db
        .query_row(sql, [capture], |r| r.get(0))
        .optional()?
        .flatten();
    let unpack = |p: Vec<u8>| zstd::decode_all(&p[..]);
    let page = packed.map(unpack).transpose();
    page.map_err(|e| Error::Damaged(format!("a page's bytes: {e}")))
}

/// Counts of the whole record.
pub fn counts(db: &Connection) -> Result<crate::Counts> {
    let n = |sql: &str| -> Result<usize> {
        Ok(db.query_row(sql, [], |r| r.get::<_, i64>(0))? as usize)
    };
    let actors = |kind: &str| {
        n(&format!(
            "SELECT count(*) FROM actors WHERE kind = '{kind}'"
        ))
    };
    Ok(crate::Counts {
        pages: n("SELECT count(*) FROM captures")?,
        articles: n("SELECT count(*) FROM articles")?,
        people: actors("person")?,
        organisations: actors("org")?,
        places: actors("place")?,
        products: actors("product")?,
        statements: n("SELECT count(*) FROM statements")?,
        events: n("SELECT count(*) FROM events")?,
        set_aside: n("SELECT count(*) FROM set_aside")?,
    })
}

#[cfg(test)]
mod stories_tests;
#[cfg(test)]
mod tests;

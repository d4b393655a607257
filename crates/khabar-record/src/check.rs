//! Whether a record is what it says: pages against their hashes, spans against
//! the texts, the index against the store.

use crate::error::Result;
use crate::index::FullText;
use crate::store;
use crate::store::same::Type;
use khabar_model::{Capture, HtmlPage, Layout};
use rusqlite::Connection;
use serde::Serialize;
use std::path::Path;

/// Faults told one by one; the rest is counted.
const TOLD: usize = 100;

/// What a check found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    pub pages: u64,
    /// Spans of names, dates, statements and events looked at.
    pub spans: u64,
    /// Entries of the index looked up in the store.
    pub entries: u64,
    pub faults: u64,
    /// The first of them.
    pub told: Vec<Fault>,
}

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fault {
    /// `database`, `page`, `span` or `index`.
    pub of: String,
    /// The page's name, where it is one page's.
    pub page: Option<String>,
    pub what: String,
}

impl Checked {
    fn fault(&mut self, of: &str, page: Option<&str>, what: String) {
        self.faults += 1;
        if self.told.len() < TOLD {
            let (of, page) = (of.to_string(), page.map(str::to_string));
            self.told.push(Fault { of, page, what });
        }
    }
}

/// Checks the record at `dir`, which may be in use. `progress` is told pages
/// done, of how many.
pub fn check(dir: &Path, mut progress: impl FnMut(u64, u64)) -> Result<Checked> {
    let db = store::open_read(dir)?;
    let mut c = Checked::default();
    database(&db, &mut c)?;
    let total: i64 = db.query_row("SELECT count(*) FROM captures", [], |r| r.get(0))?;
    let mut q =
        db.prepare("SELECT id, hash, name, url, bytes, text, original FROM captures ORDER BY id")?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        let (id, hash, name): (i64, Vec<u8>, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
        let (bytes, packed): (i64, Vec<u8>) = (r.get(4)?, r.get(5)?);
        match store::unpack(&packed, bytes as usize) {
            Err(e) => c.fault("page", Some(&name), e.to_string()),
            Ok(text) => {
                spans(&db, id, &name, &text, &mut c)?;
                page(&hash, &name, r.get(3)?, text, r.get(6)?, &mut c);
            }
        }
        c.pages += 1;
        progress(c.pages, total as u64);
    }
    index(dir, &db, &mut c)?;
    Ok(c)
}

/// SQLite's own checks: of its pages and of the references between rows.
fn database(db: &Connection, c: &mut Checked) -> Result<()> {
    let mut q = db.prepare("PRAGMA integrity_check(100)")?;
    for told in q.query_map([], |r| r.get::<_, String>(0))? {
        let told = told?;
        if told != "ok" {
            c.fault("database", None, told);
        }
    }
    let mut q = db.prepare("PRAGMA foreign_key_check")?;
    let dangling = q.query_map([], |r| {
        let (table, row, to): (String, Option<i64>, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
        let row = row.map(|r| format!(" {r}")).unwrap_or_default();
        Ok(format!("{table}{row} refers to {to} that are not there"))
    })?;
    for what in dangling {
        c.fault("database", None, what?);
    }
    for of in Type::ALL {
        same(db, of, c)?;
    }
    Ok(())
}

/// What is told to be one is there. SQLite cannot know of which table it is.
fn same(db: &Connection, of: Type, c: &mut Checked) -> Result<()> {
    let of = of.name();
    let sql = format!(
        "SELECT count(*) FROM (
           SELECT row AS x FROM same_links WHERE type = ?1
           UNION SELECT other FROM same_links WHERE type = ?1
           UNION SELECT row FROM same_groups WHERE type = ?1
           UNION SELECT one FROM same_groups WHERE type = ?1)
         WHERE x NOT IN (SELECT id FROM {of}s)"
    );
    let lost: i64 = db.query_row(&sql, [of], |r| r.get(0))?;
    if lost > 0 {
        let what = format!("{lost} {of}s that are told to be one with others are not there");
        c.fault("database", None, what);
    }
    Ok(())
}

fn page(
    hash: &[u8],
    name: &str,
    url: Option<String>,
    text: String,
    original: Option<Vec<u8>>,
    c: &mut Checked,
) {
    let mut capture = Capture::new(name, text);
    capture.url = url;
    if let Some(packed) = original {
        match zstd::decode_all(&packed[..]) {
            Err(e) => return c.fault("page", Some(name), format!("its bytes: {e}")),
            Ok(bytes) => {
                let layout = Layout::default();
                capture.page = Some(Box::new(HtmlPage { bytes, layout }));
            }
        }
    }
    if capture.id().0 != *hash {
        let what = "its text or address is not that of its hash".to_string();
        c.fault("page", Some(name), what);
    }
}

/// All spans of a page lie in its text, on the borders of letters, and what is
/// kept of their words stands there.
fn spans(db: &Connection, id: i64, name: &str, text: &str, c: &mut Checked) -> Result<()> {
    const SQL: &str = "
        SELECT 'name', m.start, m.end, NULL FROM entities e JOIN mentions m ON m.entity = e.id
          WHERE e.capture = ?1
        UNION ALL SELECT 'post', r.start, r.end, r.text FROM entities e
          JOIN roles r ON r.entity = e.id WHERE e.capture = ?1
        UNION ALL SELECT 'date', t.start, t.end, NULL FROM articles a
          JOIN timexes t ON t.article = a.id WHERE a.capture = ?1
        UNION ALL SELECT 'cue', s.cue_start, s.cue_end, NULL FROM articles a
          JOIN statements s ON s.article = a.id WHERE a.capture = ?1
        UNION ALL SELECT 'source', s.source_start, s.source_end, NULL FROM articles a
          JOIN statements s ON s.article = a.id
          WHERE a.capture = ?1 AND s.source_start IS NOT NULL
        UNION ALL SELECT 'content', x.start, x.end, NULL FROM articles a
          JOIN statements s ON s.article = a.id JOIN contents x ON x.statement = s.id
          WHERE a.capture = ?1
        UNION ALL SELECT 'link', l.start, l.end, NULL FROM articles a
          JOIN statements s ON s.article = a.id JOIN links l ON l.statement = s.id
          WHERE a.capture = ?1
        UNION ALL SELECT 'event', v.start, v.end, NULL FROM articles a
          JOIN events v ON v.article = a.id WHERE a.capture = ?1
        UNION ALL SELECT 'headline', headline_start, headline_end, headline FROM articles
          WHERE capture = ?1 AND headline_start IS NOT NULL";
    let mut q = db.prepare_cached(SQL)?;
    let mut rows = q.query([id])?;
    while let Some(r) = rows.next()? {
        let (of, start, end): (String, i64, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
        c.spans += 1;
        let at = |n: i64| usize::try_from(n).ok();
        let words = at(start).zip(at(end)).and_then(|(a, b)| text.get(a..b));
        let kept: Option<Vec<u8>> = match r.get_ref(3)? {
            rusqlite::types::ValueRef::Text(t) => Some(t.to_vec()),
            _ => None,
        };
        let what = match (words, kept) {
            (None, _) => format!("{of} at bytes {start} to {end} of {}", text.len()),
            (Some(w), Some(k)) if w.as_bytes() != k => {
                format!("{of} at byte {start} is not what the page says there")
            }
            _ => continue,
        };
        c.fault("span", Some(name), what);
    }
    Ok(())
}

/// Every article and statement stands in the index once, and nothing else.
fn index(dir: &Path, db: &Connection, c: &mut Checked) -> Result<()> {
    if !crate::index::is_current(dir, db)? {
        let what = "behind the store, or missing: the next opening makes it anew".to_string();
        c.fault("index", None, what);
        return Ok(());
    }
    let Some(index) = FullText::open(dir, db)? else {
        c.fault("index", None, "cannot be opened".into());
        return Ok(());
    };
    let (articles, statements) = match index.ids() {
        Ok(ids) => ids,
        Err(e) => {
            c.fault("index", None, e.to_string());
            return Ok(());
        }
    };
    if let Err(e) = index.verify() {
        c.fault("index", None, e.to_string());
    }
    for (what, mut found, sql) in [
        ("articles", articles, "SELECT id FROM articles ORDER BY id"),
        (
            "statements",
            statements,
            "SELECT DISTINCT statement FROM contents ORDER BY statement",
        ),
    ] {
        found.sort_unstable();
        c.entries += found.len() as u64;
        let mut q = db.prepare(sql)?;
        let held = q.query_map([], |r| r.get(0))?;
        let held: Vec<i64> = held.collect::<rusqlite::Result<_>>()?;
        if found != held {
            let told = format!("{} {what}, where the store has {}", found.len(), held.len());
            c.fault("index", None, told);
        }
    }
    Ok(())
}

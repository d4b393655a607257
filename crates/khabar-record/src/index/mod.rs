//! Full text. Derived: where it is missing, damaged or behind, it is made or
//! caught up from the store.

pub mod analyzer;
pub mod search;

use crate::error::{Error, Result};
use crate::store;
use analyzer::Arabic;
use rusqlite::Connection;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, IndexReader, IndexWriter, TantivyDocument};

/// The columns of the index. An entry is an article (headline, body) or a
/// statement (content); `id` is its row in the store.
#[derive(Clone, Copy)]
pub struct Fields {
    pub id: Field,
    /// 1 for statements; missing for articles.
    pub statement: Field,
    pub capture: Field,
    pub headline: Field,
    pub body: Field,
    pub content: Field,
}

fn schema() -> (Schema, Fields) {
    let mut s = Schema::builder();
    let indexing = TextFieldIndexing::default()
        .set_tokenizer("arabic")
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let text = || TextOptions::default().set_indexing_options(indexing.clone());
    let fields = Fields {
        id: s.add_u64_field("id", NumericOptions::from(FAST)),
        statement: s.add_u64_field("statement", NumericOptions::from(FAST)),
        capture: s.add_u64_field("capture", NumericOptions::from(INDEXED)),
        headline: s.add_text_field("headline", text()),
        body: s.add_text_field("body", text()),
        content: s.add_text_field("content", text()),
    };
    (s.build(), fields)
}

fn folder(dir: &Path) -> PathBuf {
    dir.join("index")
}

/// Up to where the index follows the store; kept in the index's own commits.
#[derive(Debug, PartialEq, Eq)]
struct Mark {
    record: String,
    version: u32,
    capture: i64,
}

impl Mark {
    fn of(index: &Index) -> Option<Mark> {
        let payload = index.load_metas().ok()?.payload?;
        let mut parts = payload.split(' ');
        Some(Mark {
            record: parts.next()?.to_string(),
            version: parts.next()?.parse().ok()?,
            capture: parts.next()?.parse().ok()?,
        })
    }
}

fn open(dir: &Path) -> Option<Index> {
    let index = Index::open_in_dir(folder(dir)).ok()?;
    (index.schema() == schema().0).then_some(())?;
    index.tokenizers().register("arabic", Arabic);
    Some(index)
}

/// The index of the record at `dir` and the capture up to which it can be
/// used; none where it must be made again.
fn usable(dir: &Path, db: &Connection) -> Result<Option<(Index, i64)>> {
    let record = store::index_name(db)?;
    let last = store::last_capture(db)?;
    let Some(index) = open(dir) else {
        return Ok(None);
    };
    let mark = Mark::of(&index);
    Ok(mark
        .filter(|m| m.record == record && m.version == analyzer::VERSION && m.capture <= last)
        .map(|m| (index, m.capture)))
}

/// True if the index follows the store to its end.
pub fn is_current(dir: &Path, db: &Connection) -> Result<bool> {
    let last = store::last_capture(db)?;
    Ok(usable(dir, db)?.is_some_and(|(_, at)| at == last))
}

/// An index opened for writing. Hold the record's lock.
pub struct Writing {
    writer: IndexWriter,
    fields: Fields,
    record: String,
}

/// Bytes of memory for entries not yet written out, per indexing thread.
const MEMORY: usize = 64 << 20;

impl Writing {
    /// Opens or makes the index and catches it up with the store. Says how
    /// many pages it caught up.
    pub fn open(dir: &Path, db: &Connection) -> Result<(Writing, u64)> {
        let (index, mark) = match usable(dir, db)? {
            Some(found) => found,
            None => (make(dir)?, 0),
        };
        // The lock of a killed process may lie there; ours is the record's.
        let _ = std::fs::remove_file(folder(dir).join(".tantivy-writer.lock"));
        let writer = index
            .writer_with_num_threads(1, MEMORY)
            .map_err(|e| Error::Index(e).at(dir))?;
        let mut w = Writing {
            writer,
            fields: schema().1,
            record: store::index_name(db)?,
        };
        let caught = w.catch_up(db, mark).map_err(|e| e.at(dir))?;
        Ok((w, caught))
    }

    fn catch_up(&mut self, db: &Connection, mark: i64) -> Result<u64> {
        let last = store::last_capture(db)?;
        if mark == last && mark > 0 {
            return Ok(0);
        }
        // Pages of a commit that the mark does not cover yet are not there:
        // marks and entries are committed together.
        let mut caught = 0;
        let mut captures =
            db.prepare("SELECT id, bytes, text FROM captures WHERE id > ?1 ORDER BY id")?;
        let mut rows = captures.query([mark])?;
        while let Some(row) = rows.next()? {
            let (id, bytes): (i64, i64) = (row.get(0)?, row.get(1)?);
            let packed: Vec<u8> = row.get(2)?;
            // A damaged page must not keep the rest from being found.
            if let Ok(text) = store::unpack(&packed, bytes as usize) {
                self.page_from_store(db, id, &text)?;
            }
            caught += 1;
            if caught % 5000 == 0 {
                self.commit(id)?;
            }
        }
        self.commit(last)?;
        Ok(caught)
    }

    fn page_from_store(&mut self, db: &Connection, capture: i64, text: &str) -> Result<()> {
        let mut articles =
            db.prepare_cached("SELECT id, headline, parts FROM articles WHERE capture = ?1")?;
        let mut rows = articles.query([capture])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            let headline: Option<String> = row.get(1)?;
            let parts: String = row.get(2)?;
            let mut body = String::new();
            for b in crate::answer::parts::blocks(&parts) {
                if b.0 == "body" {
                    body.push_str(b.1.of(text));
                    body.push('\n');
                }
            }
            self.article(capture, id, headline.as_deref(), &body)?;
            let mut said = db.prepare_cached(
                "SELECT s.id, c.start, c.end FROM statements s JOIN contents c ON c.statement = s.id
                 WHERE s.article = ?1 ORDER BY s.id, c.n",
            )?;
            let mut contents = said.query([id])?;
            let mut open: Option<(i64, String)> = None;
            while let Some(c) = contents.next()? {
                let (sid, start, end): (i64, i64, i64) = (c.get(0)?, c.get(1)?, c.get(2)?);
                let words = khabar_text::Span::new(start as usize, end as usize).of(text);
                match &mut open {
                    Some((o, content)) if *o == sid => {
                        content.push_str(" … ");
                        content.push_str(words);
                    }
                    _ => {
                        if let Some((o, content)) = open.replace((sid, words.to_string())) {
                            self.statement(capture, o, &content)?;
                        }
                    }
                }
            }
            if let Some((o, content)) = open {
                self.statement(capture, o, &content)?;
            }
        }
        Ok(())
    }

    pub fn article(&self, capture: i64, id: i64, headline: Option<&str>, body: &str) -> Result<()> {
        let mut d = TantivyDocument::default();
        d.add_u64(self.fields.id, id as u64);
        d.add_u64(self.fields.capture, capture as u64);
        if let Some(h) = headline {
            d.add_text(self.fields.headline, h);
        }
        d.add_text(self.fields.body, body);
        self.writer.add_document(d)?;
        Ok(())
    }

    pub fn statement(&self, capture: i64, id: i64, content: &str) -> Result<()> {
        let mut d = TantivyDocument::default();
        d.add_u64(self.fields.id, id as u64);
        d.add_u64(self.fields.statement, 1);
        d.add_u64(self.fields.capture, capture as u64);
        d.add_text(self.fields.content, content);
        self.writer.add_document(d)?;
        Ok(())
    }

    /// Makes everything up to `capture` findable and durable.
    pub fn commit(&mut self, capture: i64) -> Result<()> {
        let mut commit = self.writer.prepare_commit()?;
        commit.set_payload(&format!("{} {} {capture}", self.record, analyzer::VERSION));
        commit.commit()?;
        Ok(())
    }

    /// Ends merges under way.
    pub fn close(self) -> Result<()> {
        self.writer.wait_merging_threads()?;
        Ok(())
    }
}

fn make(dir: &Path) -> Result<Index> {
    let path = folder(dir);
    if path.exists() {
        std::fs::remove_dir_all(&path).map_err(|e| Error::io(&path, e))?;
    }
    std::fs::create_dir_all(&path).map_err(|e| Error::io(&path, e))?;
    let index = Index::create_in_dir(&path, schema().0).map_err(|e| Error::Index(e).at(dir))?;
    index.tokenizers().register("arabic", Arabic);
    Ok(index)
}

/// Tantivy may panic on a file whose bytes were changed on the disk; the index
/// is damaged then, and the record with all else it holds is not lost.
pub(super) fn guarded<T>(f: impl FnOnce() -> Result<T>) -> Result<T> {
    catch_unwind(AssertUnwindSafe(f)).unwrap_or_else(|_| {
        Err(Error::Damaged(
            "a file of the index cannot be read; delete its folder, `khabar build` makes it anew"
                .into(),
        ))
    })
}

/// An index opened for searching.
pub struct FullText {
    /// Which record's, in which reading.
    name: String,
    reader: IndexReader,
    fields: Fields,
}

impl FullText {
    /// None where there is no index to use.
    pub fn open(dir: &Path, db: &Connection) -> Result<Option<FullText>> {
        let Some((index, _)) = guarded(|| usable(dir, db))? else {
            return Ok(None);
        };
        let reader = index
            .reader_builder()
            .reload_policy(tantivy::ReloadPolicy::OnCommitWithDelay);
        let made: Option<IndexReader> = guarded(|| Ok(reader.try_into().ok()))?;
        let Some(reader) = made else {
            return Ok(None);
        };
        Ok(Some(FullText {
            name: store::index_name(db)?,
            reader,
            fields: schema().1,
        }))
    }

    /// By which record and reading it goes ([`store::index_name`]).
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A number that changes with what can be found.
    pub fn generation(&self) -> u64 {
        self.reader.searcher().generation().generation_id()
    }

    /// The rows of the store that the index has entries of: articles and
    /// statements.
    pub fn ids(&self) -> Result<(Vec<i64>, Vec<i64>)> {
        guarded(|| self.all_ids())
    }

    fn all_ids(&self) -> Result<(Vec<i64>, Vec<i64>)> {
        let (mut articles, mut statements) = (Vec::new(), Vec::new());
        for segment in self.reader.searcher().segment_readers() {
            let ids = segment.fast_fields().u64("id")?;
            let kinds = segment.fast_fields().u64("statement")?;
            for doc in segment.doc_ids_alive() {
                let id = ids.first(doc).unwrap_or(0) as i64;
                match kinds.first(doc) {
                    Some(_) => statements.push(id),
                    None => articles.push(id),
                }
            }
        }
        Ok((articles, statements))
    }

    /// Reads all files of the index and compares their checksums.
    pub fn verify(&self) -> Result<()> {
        let index = self.reader.searcher();
        let damaged = guarded(|| Ok(index.index().validate_checksum()?))?;
        match damaged.into_iter().next() {
            Some(file) => Err(Error::Damaged(format!("{} of the index", file.display()))),
            None => Ok(()),
        }
    }
}

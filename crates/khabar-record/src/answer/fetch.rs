//! Rows into answers: sources, quotations, statements, events.

use super::kept::{Cache, Kept};
use super::moment::Moment;
use super::page_text::PageText;
use super::types::*;
use super::{parts, weight};
use crate::decide;
use crate::error::{Error, Result};
use crate::store::{self, shingle};
use khabar_text::Span;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

/// An article's row.
pub(crate) struct ArticleRow {
    pub capture: i64,
    pub kind: String,
    pub parts: String,
    pub source: Source,
}

/// Ids as a JSON list, for `IN (SELECT value FROM json_each(?))`.
pub(crate) fn list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|i| i.to_string()).collect();
    format!("[{}]", ids.join(","))
}

pub(crate) fn span(row: &Row<'_>, at: usize) -> rusqlite::Result<Span> {
    let (a, b): (i64, i64) = (row.get(at)?, row.get(at + 1)?);
    Ok(Span::new(a as usize, b as usize))
}

pub(crate) fn maybe_span(row: &Row<'_>, at: usize) -> rusqlite::Result<Option<Span>> {
    let (a, b): (Option<i64>, Option<i64>) = (row.get(at)?, row.get(at + 1)?);
    Ok(a.zip(b).map(|(a, b)| Span::new(a as usize, b as usize)))
}

/// Pages kept decompressed during one question.
const KEPT: usize = 512;

/// Copies of a statement that are kept with it.
pub(crate) const COPIES: usize = 20;

/// Fetches for one question, keeping pages and articles it has met.
pub(crate) struct Fetch<'r> {
    pub db: &'r Connection,
    /// What is kept between questions, and the version that this one may use.
    pub kept: Option<(&'r Kept, u64)>,
    _moment: Option<Moment<'r>>,
    pages: RefCell<HashMap<i64, Arc<PageText>>>,
    articles: RefCell<HashMap<i64, Arc<ArticleRow>>>,
}

impl<'r> Fetch<'r> {
    pub fn new(db: &'r Connection) -> Self {
        Fetch {
            db,
            kept: None,
            _moment: None,
            pages: RefCell::default(),
            articles: RefCell::default(),
        }
    }

    /// As [`Fetch::new`], for a question that may use what others left.
    pub fn within(
        db: &'r Connection,
        kept: Option<(&'r Kept, u64)>,
        moment: Option<Moment<'r>>,
    ) -> Self {
        Fetch {
            kept,
            _moment: moment,
            ..Fetch::new(db)
        }
    }

    pub fn page(&self, capture: i64) -> Result<Arc<PageText>> {
        if let Some(p) = self.pages.borrow().get(&capture) {
            return Ok(p.clone());
        }
        let read = || {
            let sql = "SELECT bytes, text FROM captures WHERE id = ?1";
            let mut q = self.db.prepare_cached(sql)?;
            let (bytes, packed): (i64, Vec<u8>) =
                q.query_row([capture], |r| Ok((r.get(0)?, r.get(1)?)))?;
            Ok(PageText::new(store::unpack(&packed, bytes as usize)?))
        };
        let page = self.once(|k| &k.pages, capture, read, |p| p.text.len())?;
        let mut pages = self.pages.borrow_mut();
        if pages.len() >= KEPT {
            pages.clear();
        }
        pages.insert(capture, page.clone());
        Ok(page)
    }

    pub fn article(&self, id: i64) -> Result<Arc<ArticleRow>> {
        if let Some(a) = self.articles.borrow().get(&id) {
            return Ok(a.clone());
        }
        let read = || self.read_article(id);
        let row = self.once(|k| &k.articles, id, read, |a| 600 + a.parts.len())?;
        self.articles.borrow_mut().insert(id, row.clone());
        Ok(row)
    }

    fn read_article(&self, id: i64) -> Result<ArticleRow> {
        let sql = "SELECT a.capture, a.kind, a.parts, c.name, lower(hex(c.hash)), c.url, a.outlet,
                     a.headline, a.published, a.published_from, c.retrieved, a.day
                   FROM articles a JOIN captures c ON c.id = a.capture WHERE a.id = ?1";
        let row = self.db.prepare_cached(sql)?.query_row([id], |r| {
            let source = Source {
                article: id,
                page: r.get(3)?,
                capture: r.get(4)?,
                url: r.get(5)?,
                outlet: r.get(6)?,
                headline: r.get(7)?,
                published: r.get(8)?,
                published_from: r.get(9)?,
                retrieved: r.get(10)?,
                day: r.get(11)?,
            };
            Ok(ArticleRow {
                capture: r.get(0)?,
                kind: r.get(1)?,
                parts: r.get(2)?,
                source,
            })
        });
        row.optional()?.ok_or(Error::NotFound {
            what: "article",
            id,
        })
    }

    /// The actor that an entity of a page is, with the post the page gives.
    pub fn actor(&self, entity: i64) -> Result<Actor> {
        let sql = "SELECT coalesce(a.id, 0), e.kind, coalesce(a.name, e.name),
                     (SELECT text FROM roles WHERE entity = e.id ORDER BY n LIMIT 1)
                   FROM entities e LEFT JOIN identities i ON i.entity = e.id
                   LEFT JOIN actors a ON a.id = i.actor WHERE e.id = ?1";
        Ok(self.db.prepare_cached(sql)?.query_row([entity], |r| {
            Ok(Actor {
                id: r.get(0)?,
                kind: r.get(1)?,
                name: r.get(2)?,
                role: r.get(3)?,
            })
        })?)
    }

    /// Whose a statement is: as decided, else as read, with the post that the
    /// page gives.
    fn speaker(&self, statement: i64) -> Result<Option<Actor>> {
        let sql = "SELECT s.entity, s.speaker, i.actor, a.kind, a.name FROM statements s
                   LEFT JOIN identities i ON i.entity = s.entity
                   LEFT JOIN actors a ON a.id = s.speaker WHERE s.id = ?1";
        let row = self.db.prepare_cached(sql)?.query_row([statement], |r| {
            let read: (Option<i64>, Option<i64>) = (r.get(0)?, r.get(2)?);
            let decided = match r.get::<_, Option<i64>>(1)? {
                Some(id) => Some(Actor {
                    id,
                    kind: r.get(3)?,
                    name: r.get(4)?,
                    role: None,
                }),
                None => None,
            };
            Ok((read, decided))
        })?;
        let ((entity, actor), decided) = row;
        if actor == decided.as_ref().map(|a| a.id) {
            return entity.map(|e| self.actor(e)).transpose();
        }
        Ok(decided)
    }

    fn actors(&self, sql: &str, of: i64) -> Result<Vec<Actor>> {
        let mut q = self.db.prepare_cached(sql)?;
        let ids = q
            .query_map([of], |r| r.get(0))?
            .collect::<rusqlite::Result<Vec<i64>>>()?;
        ids.into_iter().map(|e| self.actor(e)).collect()
    }

    fn chain(&self, statement: i64, page: &PageText) -> Result<Vec<ChainLink>> {
        let sql =
            "SELECT kind, entity, start, end, inherited FROM links WHERE statement = ?1 ORDER BY n";
        let mut q = self.db.prepare_cached(sql)?;
        let mut rows = q.query([statement])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let by: Option<i64> = r.get(1)?;
            out.push(ChainLink {
                kind: r.get(0)?,
                by: by.map(|e| self.actor(e)).transpose()?,
                words: page.quote(span(r, 2)?),
                inherited: r.get(4)?,
            });
        }
        Ok(out)
    }

    fn content(&self, statement: i64, page: &PageText) -> Result<Vec<Quote>> {
        let sql = "SELECT start, end FROM contents WHERE statement = ?1 ORDER BY n";
        let mut q = self.db.prepare_cached(sql)?;
        let parts = q.query_map([statement], |r| Ok(page.quote(span(r, 0)?)))?;
        Ok(parts.collect::<rusqlite::Result<_>>()?)
    }

    /// What is kept of a row, else what `make` gives, kept; `weigh` tells its bytes.
    fn once<V>(
        &self,
        cache: fn(&Kept) -> &Cache<i64, V>,
        id: i64,
        make: impl FnOnce() -> Result<V>,
        weigh: fn(&V) -> usize,
    ) -> Result<Arc<V>> {
        let Some((kept, version)) = self.kept else {
            return Ok(Arc::new(make()?));
        };
        if let Some(known) = cache(kept).get(version, &id) {
            return Ok(known);
        }
        let made = make()?;
        let bytes = weigh(&made);
        Ok(cache(kept).put(version, id, made, bytes))
    }

    /// A statement without its copies.
    pub fn statement(&self, id: i64) -> Result<Statement> {
        let read = || self.read_statement(id);
        let s = self.once(|k| &k.statements, id, read, weight::of_statement)?;
        Ok(Arc::unwrap_or_clone(s))
    }

    fn read_statement(&self, id: i64) -> Result<Statement> {
        let sql = "SELECT article, form, act, certainty, cue_start, cue_end,
                     source_start, source_end, polarity, modality, cue_certainty,
                     source_certainty, content_certainty, chain_certainty
                   FROM statements WHERE id = ?1";
        type Head = (i64, String, String, f64, String, String);
        let row = self.db.prepare_cached(sql)?.query_row([id], |r| {
            let head: Head = (
                r.get(0)?,
                r.get(1)?,
                r.get(2)?,
                r.get(3)?,
                r.get(8)?,
                r.get(9)?,
            );
            let sure = Certainty {
                cue: r.get(10)?,
                source: r.get(11)?,
                content: r.get(12)?,
                chain: r.get(13)?,
            };
            Ok((head, span(r, 4)?, maybe_span(r, 6)?, sure))
        });
        let found = row.optional()?.ok_or(Error::NotFound {
            what: "statement",
            id,
        })?;
        let ((article, form, act, certainty, polarity, modality), cue, source, sure) = found;
        let article = self.article(article)?;
        let page = self.page(article.capture)?;
        Ok(Statement {
            id,
            source: article.source.clone(),
            cue: page.quote(cue),
            speaker_words: source.map(|s| page.quote(s)),
            speaker: self.speaker(id)?,
            with: self.actors("SELECT entity FROM cospeakers WHERE statement = ?1", id)?,
            to: self.actors("SELECT entity FROM addressees WHERE statement = ?1", id)?,
            about: self.actors(
                "SELECT entity FROM topics WHERE statement = ?1 AND place = 'content'",
                id,
            )?,
            content: self.content(id, &page)?,
            form,
            act,
            polarity,
            modality,
            certainty: certainty as f32,
            sure,
            chain: self.chain(id, &page)?,
            decisions: decide::about(self.db, "statement", id)?,
            copies: Vec::new(),
        })
    }

    /// A statement with at most `limit` of its copies, earliest first.
    pub fn with_copies(&self, id: i64, limit: usize) -> Result<Statement> {
        let mut s = self.statement(id)?;
        s.copies = match limit {
            0..=COPIES => {
                let read = || self.copies(id, COPIES);
                let weigh = |all: &Vec<Copy>| all.iter().map(weight::of_copy).sum();
                Arc::unwrap_or_clone(self.once(|k| &k.copies, id, read, weigh)?)
            }
            _ => self.copies(id, limit)?,
        };
        s.copies.truncate(limit);
        Ok(s)
    }

    fn copies(&self, id: i64, limit: usize) -> Result<Vec<Copy>> {
        let mut out = Vec::new();
        let sql = "SELECT shingles, story FROM statements WHERE id = ?1";
        let mut q = self.db.prepare_cached(sql)?;
        let (own, story): (Vec<u8>, Option<i64>) =
            q.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let own = shingle::from_bytes(&own);
        let mut q = self.db.prepare_cached(
            "SELECT s.id, s.article, s.shingles FROM statements s JOIN articles a ON a.id = s.article
             WHERE s.story = ?3 AND s.id <> ?1 AND NOT s.hidden AND NOT a.hidden
             ORDER BY a.day IS NULL, a.day, s.id LIMIT ?2",
        )?;
        let mut rows = q.query(params![id, limit as i64, story])?;
        while let Some(r) = rows.next()? {
            let (other, article): (i64, i64) = (r.get(0)?, r.get(1)?);
            let shingles = shingle::from_bytes(&r.get::<_, Vec<u8>>(2)?);
            let article = self.article(article)?;
            let page = self.page(article.capture)?;
            out.push(Copy {
                statement: other,
                source: article.source.clone(),
                speaker: self.speaker(other)?,
                chain: self.chain(other, &page)?,
                content: self.content(other, &page)?,
                share: shingle::containment(&own, &shingles),
                same: own == shingles,
            });
        }
        Ok(out)
    }

    /// An event without the others that tell it.
    pub fn event(&self, id: i64) -> Result<Event> {
        let read = || self.read_event(id);
        let e = self.once(|k| &k.events, id, read, weight::of_event)?;
        Ok(Arc::unwrap_or_clone(e))
    }

    fn read_event(&self, id: i64) -> Result<Event> {
        let sql = "SELECT article, kind, plover, date, status, start, end, place_start, place_end
                   FROM events WHERE id = ?1";
        type Head = (i64, String, Option<String>, Option<String>, String);
        let row = self.db.prepare_cached(sql)?.query_row([id], |r| {
            let head: Head = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?);
            Ok((head, span(r, 5)?, maybe_span(r, 7)?))
        });
        let found = row
            .optional()?
            .ok_or(Error::NotFound { what: "event", id })?;
        let ((article, kind, plover, date, status), words, place) = found;
        let article = self.article(article)?;
        let page = self.page(article.capture)?;
        let sql = "SELECT entity, role FROM participants WHERE event = ?1";
        let mut q = self.db.prepare_cached(sql)?;
        let rows = q.query_map([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let (mut participants, mut roles) = (Vec::new(), Vec::new());
        for row in rows {
            let (entity, role): (i64, Option<String>) = row?;
            participants.push(self.actor(entity)?);
            roles.push(role);
        }
        Ok(Event {
            id,
            source: article.source.clone(),
            kind,
            plover,
            words: page.quote(words),
            participants,
            roles,
            date,
            place: place.map(|p| page.quote(p)),
            status,
            decisions: decide::about(self.db, "event", id)?,
            also: Vec::new(),
        })
    }

    /// One article with everything read from it.
    pub fn view(&self, id: i64) -> Result<ArticleView> {
        let a = self.article(id)?;
        let page = self.page(a.capture)?;
        let lines = parts::lines(&a.parts);
        let quotes = |v: Vec<Span>| v.into_iter().map(|s| page.quote(s)).collect::<Vec<_>>();
        let blocks: Vec<(String, Span)> = parts::blocks(&a.parts);
        let mut mentions = Vec::new();
        let mut q = self.db.prepare_cached(
            "SELECT m.entity, m.form, m.start, m.end FROM entities e JOIN mentions m ON m.entity = e.id
             WHERE e.capture = ?1 ORDER BY m.start, m.end",
        )?;
        let mut rows = q.query([a.capture])?;
        while let Some(r) = rows.next()? {
            let s = span(r, 2)?;
            if blocks.iter().any(|b| b.1.overlaps(s)) {
                let (actor, words) = (self.actor(r.get(0)?)?, page.quote(s));
                mentions.push(Mention {
                    actor,
                    form: r.get(1)?,
                    words,
                });
            }
        }
        let mut q = self.db.prepare_cached(
            "SELECT value, start, end, kind, times, modifier, candidates, unsettled
             FROM timexes WHERE article = ?1 ORDER BY n",
        )?;
        let dates = q.query_map([id], |r| {
            let candidates: Option<String> = r.get(6)?;
            let candidates = candidates.and_then(|c| serde_json::from_str(&c).ok());
            Ok(Date {
                value: r.get(0)?,
                kind: r.get(3)?,
                times: r.get(4)?,
                modifier: r.get(5)?,
                candidates: candidates.unwrap_or_default(),
                unsettled: r.get(7)?,
                words: page.quote(span(r, 1)?),
            })
        })?;
        let dates = dates.collect::<rusqlite::Result<Vec<_>>>()?;
        let ids = |sql: &str| -> Result<Vec<i64>> {
            let mut q = self.db.prepare_cached(sql)?;
            Ok(q.query_map([id], |r| r.get(0))?
                .collect::<rusqlite::Result<_>>()?)
        };
        let statements =
            ids("SELECT id FROM statements WHERE article = ?1 AND NOT hidden ORDER BY cue_start")?;
        let events = ids("SELECT id FROM events WHERE article = ?1 AND NOT hidden ORDER BY start")?;
        Ok(ArticleView {
            source: a.source.clone(),
            kind: a.kind.clone(),
            dateline: quotes(lines.dateline),
            byline: quotes(lines.byline),
            credit: quotes(lines.credit),
            blocks: blocks
                .into_iter()
                .map(|(kind, s)| Block {
                    kind,
                    words: page.quote(s),
                })
                .collect(),
            mentions,
            dates,
            statements: statements
                .into_iter()
                .map(|s| self.with_copies(s, 20))
                .collect::<Result<_>>()?,
            events: events
                .into_iter()
                .map(|e| self.event(e))
                .collect::<Result<_>>()?,
            decisions: decide::about(self.db, "article", id)?,
            copies: self.copies_of(id)?,
        })
    }

    /// The other articles of the group of copies that an article belongs to.
    fn copies_of(&self, id: i64) -> Result<Vec<ArticleCopy>> {
        let sql = "SELECT a.id, x.in_other, x.in_article, y.in_article, y.in_other
                   FROM reports r JOIN reports o ON o.report = r.report AND o.article <> r.article
                   JOIN articles a ON a.id = o.article AND NOT a.hidden
                   LEFT JOIN copies x ON x.article = r.article AND x.other = a.id
                   LEFT JOIN copies y ON y.other = r.article AND y.article = a.id
                   WHERE r.article = ?1 ORDER BY a.day IS NULL, a.day, a.id LIMIT 200";
        let mut q = self.db.prepare_cached(sql)?;
        let mut rows = q.query([id])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let first = |a: usize, b: usize| -> rusqlite::Result<Option<f32>> {
                Ok(r.get::<_, Option<f32>>(a)?.or(r.get(b)?))
            };
            out.push(ArticleCopy {
                source: self.article(r.get(0)?)?.source.clone(),
                in_copy: first(1, 3)?,
                in_this: first(2, 4)?,
            });
        }
        Ok(out)
    }
}

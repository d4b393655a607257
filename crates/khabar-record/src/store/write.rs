//! Writing pages. One transaction a batch; every row of a page or none.

use super::prepare::Prepared;
use super::sketches::Sketches;
use super::{copies, said};
use crate::SetAside;
use crate::error::Result;
use khabar_model::{Anchor, Article, EntityKind, Origin, PublishedFrom, Reading, Span, Timex};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use std::collections::HashMap;

/// A span as two column values.
pub(super) fn ends(s: Option<Span>) -> (Option<i64>, Option<i64>) {
    (s.map(|s| s.start() as i64), s.map(|s| s.end() as i64))
}

/// Ids given to a page's articles and statements, for the index.
pub struct Written {
    pub capture: i64,
    pub articles: Vec<i64>,
    pub statements: Vec<i64>,
}

/// What is kept between pages of one build.
#[derive(Default)]
pub struct Writer {
    reading: i64,
    /// (kind, key) → actor, for those met lately.
    actors: HashMap<(EntityKind, String), i64>,
    sketches: Sketches,
    /// Spellings met, to be written with their batch: most come again.
    aliases: Vec<Alias>,
}

/// An actor's spelling on a page.
struct Alias {
    actor: i64,
    folded: String,
    text: String,
    surname: String,
}

impl Writer {
    pub fn new(db: &Connection, version: &str) -> Result<Self> {
        db.execute(
            "INSERT OR IGNORE INTO readings (version, at)
             VALUES (?1, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
            [version],
        )?;
        let sql = "SELECT id FROM readings WHERE version = ?1";
        let reading = db.query_row(sql, [version], |r| r.get(0))?;
        Ok(Writer {
            reading,
            sketches: Sketches::new(db)?,
            ..Writer::default()
        })
    }

    /// Forgets what a page that was taken back may have made.
    pub fn forget(&mut self) {
        self.actors.clear();
    }

    /// Forgets what was not finished: the transaction was taken back.
    pub fn forget_batch(&mut self) {
        self.forget();
        self.sketches.back_to(0);
        self.aliases.clear();
    }

    /// Writes what the pages since the last time have in common. To be called
    /// before their transaction is committed.
    pub fn finish(&mut self, db: &Connection) -> Result<()> {
        self.sketches.write(db)?;
        // Of one spelling the first form met stays.
        self.aliases
            .sort_by(|a, b| (a.actor, &a.folded).cmp(&(b.actor, &b.folded)));
        let mut insert = db.prepare_cached(
            "INSERT INTO aliases VALUES (?1, ?2, ?3, ?4, ?5)
             ON CONFLICT DO UPDATE SET pages = pages + ?5",
        )?;
        let one = |a: &Alias, b: &Alias| a.actor == b.actor && a.folded == b.folded;
        for same in self.aliases.chunk_by(one) {
            let (a, pages) = (&same[0], same.len() as i64);
            insert.execute(params![a.actor, a.folded, a.text, a.surname, pages])?;
        }
        self.aliases.clear();
        Ok(())
    }

    pub fn set_aside(&self, db: &Connection, s: &SetAside) -> Result<()> {
        let sql =
            "INSERT OR IGNORE INTO set_aside (file, record, at, reason) VALUES (?1, ?2, ?3, ?4)";
        let (record, at) = (s.record.map(|r| r as i64), s.offset.map(|o| o as i64));
        db.prepare_cached(sql)?
            .execute(params![s.file, record, at, s.reason])?;
        Ok(())
    }

    /// Writes all rows of one page.
    pub fn page(&mut self, db: &Connection, p: &Prepared) -> Result<Written> {
        let c = &p.capture;
        db.prepare_cached(
            "INSERT INTO captures (hash, name, url, retrieved, reading, bytes, text, media,
               charset, original, added)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
               strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
        )?
        .execute(params![
            p.hash,
            c.name,
            c.url,
            c.retrieved,
            self.reading,
            c.text.len() as i64,
            p.packed,
            if p.original.is_some() { "html" } else { "text" },
            p.charset,
            p.original
        ])?;
        self.derived(db, db.last_insert_rowid(), p)
    }

    /// Writes all rows of a page that the record has, read anew; those of its
    /// earlier reading are gone. Of HTML the text form may be another now.
    pub fn again(&mut self, db: &Connection, capture: i64, p: &Prepared) -> Result<Written> {
        let sql = "UPDATE captures SET reading = ?2, bytes = ?3, text = ?4, charset = ?5
                   WHERE id = ?1";
        let bytes = p.capture.text.len() as i64;
        db.prepare_cached(sql)?.execute(params![
            capture,
            self.reading,
            bytes,
            p.packed,
            p.charset
        ])?;
        self.derived(db, capture, p)
    }

    fn derived(&mut self, db: &Connection, capture: i64, p: &Prepared) -> Result<Written> {
        let (sketches, aliases) = (self.sketches.waiting(), self.aliases.len());
        let written = self.rows(db, capture, p);
        if written.is_err() {
            self.sketches.back_to(sketches);
            self.aliases.truncate(aliases);
        }
        written
    }

    fn rows(&mut self, db: &Connection, capture: i64, p: &Prepared) -> Result<Written> {
        let c = &p.capture;
        let r = &p.reading;
        let mut articles = Vec::with_capacity(r.articles.len());
        for a in &r.articles {
            articles.push(article(db, capture, a, &c.text, c.retrieved_day())?);
        }
        for (&id, print) in articles.iter().zip(&p.prints) {
            if let Some(keys) = print {
                copies::write_print(db, id, keys)?;
            }
        }
        let article_of = |n: u16| {
            let at = r.articles.iter().position(|a| a.id == n)?;
            articles.get(at).copied()
        };
        let entities = self.entities(db, capture, p, &article_of)?;
        let (entities, speakers) = (&entities.0, &entities.1);
        mentions(db, r, entities)?;
        for (n, t) in r.timexes.iter().enumerate() {
            if let Some(article) = article_of(t.article) {
                timex(db, article, n, t)?;
            }
        }
        let mut statements = Vec::with_capacity(r.statements.len());
        for (s, said) in r.statements.iter().zip(&p.statements) {
            let id = match article_of(s.article) {
                Some(article) => {
                    let sketches = &mut self.sketches;
                    said::write(db, article, s, said, entities, speakers, sketches)?
                }
                None => 0,
            };
            statements.push(id);
        }
        events(db, r, entities, &article_of)?;
        Ok(Written {
            capture,
            articles,
            statements,
        })
    }

    /// The rows of the page's entities, and which actor each is.
    fn entities(
        &mut self,
        db: &Connection,
        capture: i64,
        p: &Prepared,
        article_of: &dyn Fn(u16) -> Option<i64>,
    ) -> Result<(Vec<i64>, Vec<Option<i64>>)> {
        let mut ids = Vec::with_capacity(p.entities.len());
        let mut actors = Vec::with_capacity(p.entities.len());
        let mut insert = db.prepare_cached(
            "INSERT INTO entities (capture, article, kind, name) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let mut surface = db.prepare_cached("INSERT INTO surfaces VALUES (?1, ?2, ?3)")?;
        let mut identity = db.prepare_cached("INSERT INTO identities VALUES (?1, ?2, 'name')")?;
        for (e, k) in p.reading.entities.iter().zip(&p.entities) {
            let article = article_of(e.article);
            insert.execute(params![capture, article, e.kind.as_str(), e.name])?;
            let id = db.last_insert_rowid();
            ids.push(id);
            for (n, s) in e.surfaces.iter().enumerate() {
                surface.execute(params![id, n as i64, s])?;
            }
            for (n, role) in e.roles.iter().enumerate() {
                let (start, end) = ends(Some(role.span));
                db.prepare_cached("INSERT INTO roles VALUES (?1, ?2, ?3, ?4, ?5)")?
                    .execute(params![id, n as i64, role.text, start, end])?;
            }
            if k.key.is_empty() {
                actors.push(None);
                continue;
            }
            let actor = self.actor(db, e.kind, &e.name, k)?;
            actors.push(Some(actor));
            identity.execute(params![id, actor])?;
            for (folded, text, surname) in &k.aliases {
                self.aliases.push(Alias {
                    actor,
                    folded: folded.clone(),
                    text: text.clone(),
                    surname: surname.clone(),
                });
            }
        }
        Ok((ids, actors))
    }

    fn actor(
        &mut self,
        db: &Connection,
        kind: EntityKind,
        name: &str,
        k: &super::prepare::ActorKey,
    ) -> Result<i64> {
        if let Some(&id) = self.actors.get(&(kind, k.key.clone())) {
            return Ok(id);
        }
        if self.actors.len() > 200_000 {
            self.actors.clear();
        }
        let sql = "SELECT id FROM actors WHERE kind = ?1 AND key = ?2";
        let found = db
            .prepare_cached(sql)?
            .query_row(params![kind.as_str(), k.key], |r| r.get(0))
            .optional()?;
        let id = match found {
            Some(id) => id,
            None => {
                let sql =
                    "INSERT INTO actors (kind, key, name, first, last) VALUES (?1, ?2, ?3, ?4, ?5)";
                db.prepare_cached(sql)?.execute(params![
                    kind.as_str(),
                    k.key,
                    name,
                    k.first,
                    k.last
                ])?;
                db.last_insert_rowid()
            }
        };
        self.actors.insert((kind, k.key.clone()), id);
        Ok(id)
    }
}

/// What of an article no question is asked about, as JSON.
fn parts(a: &Article) -> serde_json::Value {
    let pair = |s: &Span| json!([s.start(), s.end()]);
    let pairs = |s: &[Span]| s.iter().map(pair).collect::<Vec<_>>();
    let credits = a.credits.iter();
    let credits = credits.map(|c| json!([c.span.start(), c.span.end(), c.name]));
    let blocks = a.blocks.iter();
    let blocks = blocks.map(|b| json!([b.kind.as_str(), b.span.start(), b.span.end()]));
    let updated = a.updated.as_ref().map(|u| {
        json!({
            "day": u.day,
            "from": u.from.as_str(),
            "evidence": u.evidence.as_ref().map(pair),
            "field": u.field,
        })
    });
    json!({
        "dateline": pairs(&a.datelines),
        "byline": pairs(&a.bylines),
        "credit": credits.collect::<Vec<_>>(),
        "blocks": blocks.collect::<Vec<_>>(),
        "kicker": a.kicker.as_ref().map(pair),
        "section": a.section.as_ref().map(pair),
        "published_field": a.published.as_ref().and_then(|p| p.field),
        "updated": updated,
        "captions": pairs(&a.captions),
        "keywords": pairs(&a.keywords),
    })
}

fn article(
    db: &Connection,
    capture: i64,
    a: &Article,
    text: &str,
    fetched: Option<&str>,
) -> Result<i64> {
    let parts = parts(a);
    let (hs, he) = ends(a.headline);
    let (os, oe) = ends(a.outlet.as_ref().and_then(|o| o.evidence));
    let (ps, pe) = ends(a.published.as_ref().and_then(|p| p.evidence));
    let published = a.published.as_ref().map(|p| p.day.as_str());
    let from = a.published.as_ref().map_or(PublishedFrom::None, |p| p.from);
    db.prepare_cached(
        "INSERT INTO articles (capture, n, kind, headline, headline_start, headline_end,
           outlet, outlet_start, outlet_end, published, published_from, published_start,
           published_end, day, parts)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(params![
        capture,
        a.id,
        a.kind.as_str(),
        a.headline.map(|h| h.of(text)),
        hs,
        he,
        a.outlet.as_ref().map(|o| o.name.as_str()),
        os,
        oe,
        published,
        from.as_str(),
        ps,
        pe,
        published.or(fetched),
        parts.to_string(),
    ])?;
    Ok(db.last_insert_rowid())
}

fn timex(db: &Connection, article: i64, n: usize, t: &Timex) -> Result<()> {
    let anchor = match t.anchor {
        Anchor::Own => "own".to_string(),
        Anchor::Published => "published".to_string(),
        Anchor::Retrieved => "retrieved".to_string(),
        Anchor::Timex(k) => format!("timex {k}"),
        Anchor::Open => "open".to_string(),
    };
    let candidates: Vec<&str> = t.candidates.iter().map(|v| v.as_str()).collect();
    let (start, end) = ends(Some(t.span));
    db.prepare_cached(
        "INSERT INTO timexes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?
    .execute(params![
        article,
        n as i64,
        start,
        end,
        t.value.as_ref().map(|v| v.as_str()),
        anchor,
        t.rule,
        t.kind.as_str(),
        t.times,
        t.modifier.map(|m| m.as_str()),
        (!candidates.is_empty()).then(|| json!(candidates).to_string()),
        t.unsettled.map(|u| u.as_str()),
    ])?;
    Ok(())
}

fn mentions(db: &Connection, r: &Reading, entities: &[i64]) -> Result<()> {
    let sql = "INSERT OR IGNORE INTO mentions VALUES (?1, ?2, ?3, ?4, ?5)";
    let mut insert = db.prepare_cached(sql)?;
    for m in &r.mentions {
        let Some(&entity) = entities.get(m.entity) else {
            continue;
        };
        let origin = match m.origin {
            Origin::Rule(n) => format!("rule:{n}"),
            Origin::Model(n) => format!("model:{n}"),
        };
        let (start, end) = ends(Some(m.span));
        insert.execute(params![entity, start, end, m.form.as_str(), origin])?;
    }
    Ok(())
}

fn events(
    db: &Connection,
    r: &Reading,
    entities: &[i64],
    article_of: &dyn Fn(u16) -> Option<i64>,
) -> Result<()> {
    for e in &r.events {
        let Some(article) = article_of(e.article) else {
            continue;
        };
        let (start, end) = ends(Some(e.span));
        let (ps, pe) = ends(e.place);
        db.prepare_cached(
            "INSERT INTO events (article, kind, plover, start, end, date, place_start, place_end, status)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            article,
            e.kind.as_str(),
            e.plover.map(|p| p.as_str()),
            start,
            end,
            e.date.as_ref().map(|d| d.as_str()),
            ps,
            pe,
            e.status.as_str(),
        ])?;
        let id = db.last_insert_rowid();
        for p in &e.participants {
            let Some(entity) = entities.get(p.entity) else {
                continue;
            };
            db.prepare_cached("INSERT OR IGNORE INTO participants VALUES (?1, ?2, ?3)")?
                .execute(params![entity, id, p.role.as_str()])?;
        }
    }
    Ok(())
}

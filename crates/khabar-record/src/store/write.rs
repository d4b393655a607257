//! Writing pages. One transaction a batch; every row of a page or none.

use super::prepare::Prepared;
use super::shingle;
use crate::SetAside;
use crate::error::Result;
use khabar_model::{Anchor, Article, EntityKind, Origin, PublishedFrom, Reading, Span, Statement};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use std::collections::HashMap;

/// A span as two column values.
fn ends(s: Option<Span>) -> (Option<i64>, Option<i64>) {
    (s.map(|s| s.start() as i64), s.map(|s| s.end() as i64))
}

/// How many candidates one shingle may bring: greetings and titles recur.
const CANDIDATES: i64 = 24;

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
            ..Writer::default()
        })
    }

    /// Forgets what a rolled-back transaction may have made.
    pub fn forget(&mut self) {
        self.actors.clear();
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
               charset, original)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
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
        let capture = db.last_insert_rowid();
        let r = &p.reading;
        let mut articles = Vec::with_capacity(r.articles.len());
        for a in &r.articles {
            articles.push(article(db, capture, a, &c.text, c.retrieved_day())?);
        }
        let article_of = |n: u16| {
            let at = r.articles.iter().position(|a| a.id == n)?;
            articles.get(at).copied()
        };
        let entities = self.entities(db, capture, p, &article_of)?;
        mentions(db, r, &entities)?;
        for (n, t) in r.timexes.iter().enumerate() {
            let Some(article) = article_of(t.article) else {
                continue;
            };
            let anchor = match t.anchor {
                Anchor::Own => "own".to_string(),
                Anchor::Published => "published".to_string(),
                Anchor::Retrieved => "retrieved".to_string(),
                Anchor::Timex(k) => format!("timex {k}"),
                Anchor::Open => "open".to_string(),
            };
            let value = t.value.as_ref().map(|v| v.as_str());
            let (start, end) = ends(Some(t.span));
            db.prepare_cached("INSERT INTO timexes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
                .execute(params![
                    article, n as i64, start, end, value, anchor, t.rule
                ])?;
        }
        let mut statements = Vec::with_capacity(r.statements.len());
        for (s, said) in r.statements.iter().zip(&p.statements) {
            let id = match article_of(s.article) {
                Some(article) => statement(db, article, s, said, &entities)?,
                None => 0,
            };
            statements.push(id);
        }
        events(db, r, &entities, &article_of)?;
        Ok(Written {
            capture,
            articles,
            statements,
        })
    }

    fn entities(
        &mut self,
        db: &Connection,
        capture: i64,
        p: &Prepared,
        article_of: &dyn Fn(u16) -> Option<i64>,
    ) -> Result<Vec<i64>> {
        let mut ids = Vec::with_capacity(p.entities.len());
        for (e, k) in p.reading.entities.iter().zip(&p.entities) {
            let article = article_of(e.article);
            db.prepare_cached(
                "INSERT INTO entities (capture, article, kind, name) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![capture, article, e.kind.as_str(), e.name])?;
            let id = db.last_insert_rowid();
            ids.push(id);
            for (n, s) in e.surfaces.iter().enumerate() {
                db.prepare_cached("INSERT INTO surfaces VALUES (?1, ?2, ?3)")?
                    .execute(params![id, n as i64, s])?;
            }
            for (n, role) in e.roles.iter().enumerate() {
                let (start, end) = ends(Some(role.span));
                db.prepare_cached("INSERT INTO roles VALUES (?1, ?2, ?3, ?4, ?5)")?
                    .execute(params![id, n as i64, role.text, start, end])?;
            }
            if k.key.is_empty() {
                continue;
            }
            let actor = self.actor(db, e.kind, &e.name, k)?;
            db.prepare_cached("INSERT INTO identities VALUES (?1, ?2, 'name')")?
                .execute(params![id, actor])?;
            for (folded, text, surname) in &k.aliases {
                db.prepare_cached(
                    "INSERT INTO aliases VALUES (?1, ?2, ?3, ?4, 1)
                     ON CONFLICT DO UPDATE SET pages = pages + 1",
                )?
                .execute(params![actor, folded, text, surname])?;
            }
        }
        Ok(ids)
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

fn statement(
    db: &Connection,
    article: i64,
    s: &Statement,
    said: &super::prepare::Said,
    entities: &[i64],
) -> Result<i64> {
    let story = story(db, &said.shingles)?;
    let (cs, ce) = ends(Some(s.cue));
    let (ss, se) = ends(s.source);
    let entity = s.entity.and_then(|k| entities.get(k));
    db.prepare_cached(
        "INSERT INTO statements (article, entity, cue_start, cue_end, source_start, source_end,
           form, act, certainty, story, shingles)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(params![
        article,
        entity,
        cs,
        ce,
        ss,
        se,
        s.form.as_str(),
        s.act.as_str(),
        f64::from(s.certainty),
        story.unwrap_or(0),
        shingle::to_bytes(&said.shingles),
    ])?;
    let id = db.last_insert_rowid();
    if story.is_none() {
        db.prepare_cached("UPDATE statements SET story = id WHERE id = ?1")?
            .execute([id])?;
    }
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO sketches VALUES (?1, ?2)")?;
    for h in shingle::sketch(&said.shingles) {
        insert.execute(params![h, id])?;
    }
    for (n, c) in s.content.iter().enumerate() {
        let (start, end) = ends(Some(*c));
        db.prepare_cached("INSERT INTO contents VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, n as i64, start, end])?;
    }
    for to in s.to.iter().filter_map(|&k| entities.get(k)) {
        db.prepare_cached("INSERT OR IGNORE INTO addressees VALUES (?1, ?2)")?
            .execute(params![to, id])?;
    }
    for (n, l) in s.chain.iter().enumerate() {
        let by = l.by.and_then(|k| entities.get(k));
        let (start, end) = ends(Some(l.span));
        db.prepare_cached("INSERT INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![
                id,
                n as i64,
                l.kind.as_str(),
                by,
                start,
                end,
                l.inherited
            ])?;
    }
    for &(k, content) in &said.topics {
        let Some(entity) = entities.get(k) else {
            continue;
        };
        let place = if content { "content" } else { "headline" };
        db.prepare_cached("INSERT OR IGNORE INTO topics VALUES (?1, ?2, ?3)")?
            .execute(params![entity, id, place])?;
    }
    Ok(id)
}

/// The story that a statement with these shingles belongs to. Where it joins
/// several, they become one.
fn story(db: &Connection, shingles: &[u32]) -> Result<Option<i64>> {
    if shingles.len() < 2 {
        return Ok(None);
    }
    let mut seen: HashMap<i64, u32> = HashMap::new();
    let mut candidates =
        db.prepare_cached("SELECT statement FROM sketches WHERE hash = ?1 LIMIT ?2")?;
    for h in shingle::sketch(shingles) {
        let mut rows = candidates.query(params![h, CANDIDATES])?;
        while let Some(row) = rows.next()? {
            *seen.entry(row.get(0)?).or_default() += 1;
        }
    }
    let mut seen: Vec<(i64, u32)> = seen.into_iter().collect();
    seen.sort_by_key(|&(id, n)| (std::cmp::Reverse(n), id));
    let mut stories: Vec<i64> = Vec::new();
    let mut known = db.prepare_cached("SELECT story, shingles FROM statements WHERE id = ?1")?;
    for (id, _) in seen.into_iter().take(CANDIDATES as usize) {
        let (story, bytes): (i64, Vec<u8>) =
            known.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if !stories.contains(&story) && shingle::are_copies(shingles, &shingle::from_bytes(&bytes))
        {
            stories.push(story);
        }
    }
    let Some(&least) = stories.iter().min() else {
        return Ok(None);
    };
    for other in stories.into_iter().filter(|&s| s != least) {
        db.prepare_cached("UPDATE statements SET story = ?1 WHERE story = ?2")?
            .execute(params![least, other])?;
    }
    Ok(Some(least))
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
        for p in e.participants.iter().filter_map(|p| entities.get(p.entity)) {
            db.prepare_cached("INSERT OR IGNORE INTO participants VALUES (?1, ?2)")?
                .execute(params![p, id])?;
        }
    }
    Ok(())
}

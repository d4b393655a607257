//! Lists of statements and the ways they travelled.

use super::Record;
use super::cursor::ByDay;
use super::fetch::{Fetch, list};
use super::names::Resolved;
use super::types::*;
use crate::error::Result;
use crate::index::search::Parsed;
use crate::store::shingle;
use khabar_text::{Span, Text};
use rusqlite::{OptionalExtension, params};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// Copies shown with each statement of a list.
const COPIES: usize = 20;

/// What lists are filtered, ordered and grouped by.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub id: i64,
    pub article: i64,
    pub day: Option<String>,
    pub story: i64,
    pub act: String,
    outlet: Option<String>,
}

/// True if `day` lies within; days, months and years may bound.
pub(crate) fn within(day: Option<&str>, since: Option<&str>, until: Option<&str>) -> bool {
    match day {
        None => since.is_none() && until.is_none(),
        Some(d) => since.is_none_or(|s| d >= s) && until.is_none_or(|u| d <= u || d.starts_with(u)),
    }
}

/// Names of the folded form of `part`.
fn outlet_has(outlet: Option<&str>, part: &str) -> bool {
    use khabar_text::fold::fold;
    outlet.is_some_and(|o| fold(o).contains(&fold(part)))
}

fn ids(f: &Fetch<'_>, sql: &str, actors: impl Iterator<Item = i64>) -> Result<HashSet<i64>> {
    let mut q = f.db.prepare_cached(sql)?;
    let found = q.query_map([list(actors)], |r| r.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

// CROSS JOIN: from the actors outward, whatever SQLite knows of the tables.

/// Statements of these actors, alone or with others.
pub(crate) fn said_by(f: &Fetch<'_>, who: impl Iterator<Item = i64>) -> Result<HashSet<i64>> {
    let sql = "SELECT id FROM statements WHERE speaker IN (SELECT value FROM json_each(?1))
               UNION ALL SELECT c.statement FROM identities i CROSS JOIN cospeakers c ON c.entity = i.entity
               WHERE i.actor IN (SELECT value FROM json_each(?1))";
    ids(f, sql, who)
}

pub(crate) fn said_to(f: &Fetch<'_>, who: &Resolved) -> Result<HashSet<i64>> {
    let sql = "SELECT t.statement FROM identities i CROSS JOIN addressees t ON t.entity = i.entity
               WHERE i.actor IN (SELECT value FROM json_each(?1))";
    ids(f, sql, who.ids())
}

/// Statements whose content or headline names the actor; `content` alone if so
/// asked.
pub(crate) fn topic(f: &Fetch<'_>, who: &Resolved, content: bool) -> Result<HashSet<i64>> {
    let mut sql = "SELECT t.statement FROM identities i CROSS JOIN topics t ON t.entity = i.entity
                   WHERE i.actor IN (SELECT value FROM json_each(?1))"
        .to_string();
    if content {
        sql.push_str(" AND t.place = 'content'");
    }
    ids(f, &sql, who.ids())
}

/// Keys of statements, all of them for `None`; hidden ones left out.
pub(crate) fn keys(f: &Fetch<'_>, of: Option<&HashSet<i64>>) -> Result<Vec<Key>> {
    let columns = "SELECT s.id, s.article, a.day, s.story, s.act, a.outlet
                   FROM statements s JOIN articles a ON a.id = s.article
                   WHERE NOT s.hidden AND NOT a.hidden";
    let key = |r: &rusqlite::Row<'_>| {
        Ok(Key {
            id: r.get(0)?,
            article: r.get(1)?,
            day: r.get(2)?,
            story: r.get(3)?,
            act: r.get(4)?,
            outlet: r.get(5)?,
        })
    };
    let rows: rusqlite::Result<Vec<Key>> = match of {
        Some(ids) => {
            let sql = format!("{columns} AND s.id IN (SELECT value FROM json_each(?1))");
            let ids = list(ids.iter().copied());
            f.db.prepare_cached(&sql)?.query_map([ids], key)?.collect()
        }
        None => f.db.prepare_cached(columns)?.query_map([], key)?.collect(),
    };
    Ok(rows?)
}

/// Order of saying: dated ones first, then by day and row.
pub(crate) fn earlier(k: &Key) -> (bool, Option<String>, i64) {
    (k.day.is_none(), k.day.clone(), k.id)
}

/// One key for each story, the earliest, latest stories first.
pub(crate) fn by_story(keys: Vec<Key>) -> Vec<Key> {
    let mut first: HashMap<i64, Key> = HashMap::new();
    for k in keys {
        match first.get(&k.story) {
            Some(f) if earlier(f) <= earlier(&k) => {}
            _ => drop(first.insert(k.story, k)),
        }
    }
    let mut out: Vec<Key> = first.into_values().collect();
    out.sort_by(|a, b| b.day.cmp(&a.day).then(a.id.cmp(&b.id)));
    out
}

impl Record {
    /// Statements that meet all of the query, one for each story.
    pub fn statements(&self, query: &StatementQuery) -> Result<Statements> {
        let f = self.fetch()?;
        let mut sets: Vec<HashSet<i64>> = Vec::new();
        let resolve = |name: &Option<String>| -> Result<Option<Arc<Resolved>>> {
            name.as_deref().map(|n| f.resolve(n)).transpose()
        };
        let by = resolve(&query.by)?;
        let (about, to) = (resolve(&query.about)?, resolve(&query.to)?);
        if let Some(by) = &by {
            sets.push(said_by(&f, by.ids())?);
        }
        if let Some(to) = &to {
            sets.push(said_to(&f, to)?);
        }
        if let Some(about) = &about {
            sets.push(self.about(&f, about, sets.first())?);
        }
        sets.sort_by_key(HashSet::len);
        let found = sets
            .into_iter()
            .reduce(|a, b| a.intersection(&b).copied().collect());
        let (since, until) = (query.since.as_deref(), query.until.as_deref());
        let mut keys = keys(&f, found.as_ref())?;
        keys.retain(|k| {
            query.act.is_none_or(|a| k.act == a.as_str())
                && query
                    .outlet
                    .as_deref()
                    .is_none_or(|o| outlet_has(k.outlet.as_deref(), o))
                && within(k.day.as_deref(), since, until)
        });
        let mut firsts = by_story(keys);
        let total = firsts.len();
        if let Some(after) = query.after.as_deref().map(ByDay::parse).transpose()? {
            firsts.retain(|k| (&after.day, k.id) > (&k.day, after.id));
        }
        let limit = if query.limit == 0 {
            usize::MAX
        } else {
            query.limit
        };
        let place = |k: &Key| {
            ByDay {
                day: k.day.clone(),
                id: k.id,
            }
            .to_string()
        };
        let last = firsts.get(limit.saturating_sub(1));
        let next = last.filter(|_| firsts.len() > limit).map(place);
        let statements = firsts
            .iter()
            .take(limit)
            .map(|k| f.with_copies(k.id, COPIES));
        Ok(Statements {
            total,
            next,
            statements: statements.collect::<Result<_>>()?,
            by: by.map(|r| r.asked.clone()),
            about: about.map(|r| r.asked.clone()),
            to: to.map(|r| r.asked.clone()),
        })
    }

    /// Statements on a topic: those that name the actor, and those that hold
    /// the very words (a mention may have been missed).
    fn about(
        &self,
        f: &Fetch<'_>,
        about: &Resolved,
        among: Option<&HashSet<i64>>,
    ) -> Result<HashSet<i64>> {
        let mut out = topic(f, about, false)?;
        let Some(index) = self.index(f)? else {
            return Ok(out);
        };
        let Ok(words) = Parsed::new(&about.asked.name.replace(['"', '-'], " ")) else {
            return Ok(out);
        };
        let (statements, articles) = index.naming(&words)?;
        out.extend(statements);
        let articles: HashSet<i64> = articles.into_iter().collect();
        let heads = match among {
            Some(among) => keys(f, Some(among))?
                .into_iter()
                .filter(|k| articles.contains(&k.article))
                .map(|k| k.id)
                .collect::<Vec<_>>(),
            None => {
                let sql =
                    "SELECT id FROM statements WHERE article IN (SELECT value FROM json_each(?1))";
                let mut q = f.db.prepare_cached(sql)?;
                let ids = q.query_map([list(articles)], |r| r.get(0))?;
                ids.collect::<rusqlite::Result<_>>()?
            }
        };
        out.extend(heads);
        Ok(out)
    }

    /// One statement with all its copies.
    pub fn statement(&self, id: i64) -> Result<Statement> {
        self.fetch()?.with_copies(id, 1000)
    }

    /// The way of a statement, or of those that carry the words of a text:
    /// who said it first and who repeated it.
    pub fn trace(&self, of: &TraceOf) -> Result<Vec<Trace>> {
        let f = self.fetch()?;
        let of = match of {
            TraceOf::Statement(id) => {
                f.statement(*id)?;
                vec![*id]
            }
            TraceOf::Text(t) => self.carrying(&f, t)?,
        };
        let mut stories = Vec::new();
        let mut out = Vec::new();
        for id in of {
            let sql = "SELECT s.story, s.id FROM statements s JOIN articles a ON a.id = s.article
                       WHERE s.story = (SELECT story FROM statements WHERE id = ?1)
                         AND NOT s.hidden AND NOT a.hidden
                       ORDER BY a.day IS NULL, a.day, s.id LIMIT 1";
            let mut q = f.db.prepare_cached(sql)?;
            let found = q.query_row([id], |r| Ok((r.get(0)?, r.get(1)?)));
            // Hidden with all its copies, and asked for all the same.
            let (story, first): (i64, i64) = found.optional()?.unwrap_or((-id, id));
            if !stories.contains(&story) {
                stories.push(story);
                out.push(trace(f.with_copies(first, 1000)?));
            }
        }
        Ok(out)
    }

    /// Statements that carry most of the words of `text`, best first.
    fn carrying(&self, f: &Fetch<'_>, text: &str) -> Result<Vec<i64>> {
        let words = Text::new(text);
        let asked = shingle::of(&words, &[Span::new(0, text.len())]);
        let mut scores: HashMap<i64, f32> = HashMap::new();
        let sql =
            "SELECT k.statement, s.shingles FROM sketches k JOIN statements s ON s.id = k.statement
                   WHERE k.hash = ?1 LIMIT 200";
        let mut q = f.db.prepare_cached(sql)?;
        for h in &asked {
            let mut rows = q.query(params![h])?;
            while let Some(r) = rows.next()? {
                let id: i64 = r.get(0)?;
                let theirs = shingle::from_bytes(&r.get::<_, Vec<u8>>(1)?);
                scores
                    .entry(id)
                    .or_insert_with(|| shingle::containment(&asked, &theirs));
            }
        }
        let mut found: Vec<(i64, f32)> = scores.into_iter().filter(|s| s.1 >= 0.5).collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut ids: Vec<i64> = found.into_iter().map(|s| s.0).take(50).collect();
        if let (true, Some(index)) = (ids.is_empty(), self.index(f)?) {
            let parsed = Parsed::new(&text.replace('-', " "))?;
            ids = index
                .statements(&parsed, 5)?
                .1
                .into_iter()
                .map(|s| s.1)
                .collect();
        }
        Ok(ids)
    }
}

fn trace(statement: Statement) -> Trace {
    let sources =
        || std::iter::once(&statement.source).chain(statement.copies.iter().map(|c| &c.source));
    let mut days: Vec<&String> = sources().filter_map(|s| s.day.as_ref()).collect();
    days.sort();
    let (first, last) = (
        days.first().map(|d| d.to_string()),
        days.last().map(|d| d.to_string()),
    );
    let outlets = counted(sources().filter_map(|s| s.outlet.clone()));
    Trace {
        outlets,
        first,
        last,
        statement,
    }
}

/// How often each name stands, most first.
pub(crate) fn counted(names: impl Iterator<Item = String>) -> Vec<Count> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for n in names {
        *counts.entry(n).or_default() += 1;
    }
    let mut out: Vec<Count> = counts
        .into_iter()
        .map(|(name, count)| Count { name, count })
        .collect();
    out.sort_by_key(|c| std::cmp::Reverse(c.count));
    out
}

//! What a decision is about, named so that it outlives a re-reading: by the
//! page's content hash and the words' place on it, or by an actor's key. Row
//! numbers are those of one reading.

use super::About;
use crate::error::{Error, Result};
use crate::store::prepare;
use khabar_model::EntityKind;
use rusqlite::{Connection, OptionalExtension, params};
use std::fmt;

/// A subject as it is kept. Spans are bytes of the page's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    /// `article:HASH:N`
    Article { hash: String, n: i64 },
    /// `statement:HASH:START-END`, of its cue.
    Statement { hash: String, start: i64, end: i64 },
    /// `event:HASH:START-END`, of its clause.
    Event { hash: String, start: i64, end: i64 },
    /// `actor:KIND:KEY`
    Actor { kind: String, key: String },
    /// `search:NAME`
    Search { name: String },
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Subject::Article { hash, n } => write!(f, "article:{hash}:{n}"),
            Subject::Statement { hash, start, end } => write!(f, "statement:{hash}:{start}-{end}"),
            Subject::Event { hash, start, end } => write!(f, "event:{hash}:{start}-{end}"),
            Subject::Actor { kind, key } => write!(f, "actor:{kind}:{key}"),
            Subject::Search { name } => write!(f, "search:{name}"),
        }
    }
}

impl Subject {
    /// None where it is none, as in a record that was tampered with.
    pub fn parse(s: &str) -> Option<Subject> {
        let (of, rest) = s.split_once(':')?;
        if of == "search" {
            let name = rest.to_string();
            return Some(Subject::Search { name });
        }
        let (first, last) = rest.split_once(':')?;
        let hash = first.to_string();
        let span = || {
            let (a, b) = last.split_once('-')?;
            Some((a.parse::<i64>().ok()?, b.parse::<i64>().ok()?))
        };
        Some(match of {
            "article" => Subject::Article {
                hash,
                n: last.parse().ok()?,
            },
            "statement" => {
                let (start, end) = span()?;
                Subject::Statement { hash, start, end }
            }
            "event" => {
                let (start, end) = span()?;
                Subject::Event { hash, start, end }
            }
            "actor" => Subject::Actor {
                kind: first.to_string(),
                key: last.to_string(),
            },
            _ => return None,
        })
    }

    /// The subject behind a row of this reading.
    pub fn of(db: &Connection, about: &About) -> Result<Subject> {
        let at = |sql: &str, what: &'static str, id: i64| -> Result<(String, i64, i64)> {
            let row = db
                .prepare_cached(sql)?
                .query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)));
            row.optional()?.ok_or(Error::NotFound { what, id })
        };
        Ok(match about {
            About::Article(id) => {
                let sql = "SELECT lower(hex(c.hash)), a.n, 0 FROM articles a
                           JOIN captures c ON c.id = a.capture WHERE a.id = ?1";
                let (hash, n, _) = at(sql, "article", *id)?;
                Subject::Article { hash, n }
            }
            About::Statement(id) => {
                let sql = "SELECT lower(hex(c.hash)), s.cue_start, s.cue_end FROM statements s
                           JOIN articles a ON a.id = s.article
                           JOIN captures c ON c.id = a.capture WHERE s.id = ?1";
                let (hash, start, end) = at(sql, "statement", *id)?;
                Subject::Statement { hash, start, end }
            }
            About::Event(id) => {
                let sql = "SELECT lower(hex(c.hash)), e.start, e.end FROM events e
                           JOIN articles a ON a.id = e.article
                           JOIN captures c ON c.id = a.capture WHERE e.id = ?1";
                let (hash, start, end) = at(sql, "event", *id)?;
                Subject::Event { hash, start, end }
            }
            About::Actor(id) => {
                let sql = "SELECT kind, key FROM actors WHERE id = ?1";
                let row = db
                    .prepare_cached(sql)?
                    .query_row([id], |r| Ok((r.get(0)?, r.get(1)?)));
                let (kind, key) = row.optional()?.ok_or(Error::NotFound {
                    what: "actor",
                    id: *id,
                })?;
                Subject::Actor { kind, key }
            }
            About::Search(name) => Subject::Search { name: name.clone() },
        })
    }

    /// Type and number of the row that it is now; none where this reading has
    /// none. Words that were cut otherwise are known by their overlap.
    pub fn row(&self, db: &Connection) -> Result<Option<(&'static str, i64)>> {
        let span = |what: &'static str, hash: &str, start: i64, end: i64| {
            let (table, from, to) = match what {
                "statement" => ("statements", "cue_start", "cue_end"),
                _ => ("events", "start", "end"),
            };
            let sql = format!(
                "SELECT x.id FROM {table} x JOIN articles a ON a.id = x.article
                 JOIN captures c ON c.id = a.capture
                 WHERE c.hash = unhex(?1) AND x.{from} < ?3 AND x.{to} > ?2
                 ORDER BY abs(x.{from} - ?2) + abs(x.{to} - ?3) LIMIT 1"
            );
            let id = db
                .prepare_cached(&sql)?
                .query_row(params![hash, start, end], |r| r.get(0));
            Ok::<_, Error>(id.optional()?.map(|id: i64| (what, id)))
        };
        match self {
            Subject::Article { hash, n } => {
                let sql = "SELECT a.id FROM articles a JOIN captures c ON c.id = a.capture
                           WHERE c.hash = unhex(?1) AND a.n = ?2";
                let id = db
                    .prepare_cached(sql)?
                    .query_row(params![hash, n], |r| r.get(0));
                Ok(id.optional()?.map(|id| ("article", id)))
            }
            Subject::Statement { hash, start, end } => span("statement", hash, *start, *end),
            Subject::Event { hash, start, end } => span("event", hash, *start, *end),
            Subject::Actor { kind, key } => {
                let sql = "SELECT id FROM actors WHERE kind = ?1 AND key = ?2";
                let id = db.prepare_cached(sql)?.query_row([kind, key], |r| r.get(0));
                Ok(id.optional()?.map(|id| ("actor", id)))
            }
            Subject::Search { .. } => Ok(None),
        }
    }
}

/// A name that the record may not have yet, as an actor.
pub(crate) fn actor(kind: EntityKind, name: &str) -> Option<Subject> {
    let key = prepare::key(kind, name);
    let kind = kind.as_str().to_string();
    (!key.is_empty()).then_some(Subject::Actor { kind, key })
}

//! What touches some actors, and which of their events came to pass: what
//! dossiers are put together from.

use super::fetch::{Fetch, list};
use crate::error::Result;
use khabar_text::fold::fold;
use std::sync::Arc;

/// What touches actors that are one. Hidden statements and events are among
/// them.
#[derive(Default)]
pub(crate) struct Touched {
    /// Articles that name them, in order.
    pub articles: Vec<i64>,
    /// Statements of theirs, to them or about them, each with its article.
    pub statements: Vec<(i64, i64)>,
    /// Events they take part in, each with its article.
    pub events: Vec<(i64, i64)>,
}

/// An event that happened: type, day, row.
pub(crate) type Happened = Vec<(String, String, i64)>;

// CROSS JOIN: from the actors outward. By what SQLite knows of the tables on the
// whole it would rather go through all events or addressees, whoever is asked for.
const NAMED: &str = "SELECT DISTINCT e.article, 0
    FROM identities i CROSS JOIN entities e ON e.id = i.entity
    WHERE i.actor IN (SELECT value FROM json_each(?1)) AND e.article IS NOT NULL ORDER BY 1";
const SAID: &str = "SELECT id, article FROM statements WHERE id IN (
      SELECT id FROM statements WHERE speaker IN (SELECT value FROM json_each(?1))
      UNION ALL SELECT x.statement FROM identities i CROSS JOIN cospeakers x ON x.entity = i.entity
        WHERE i.actor IN (SELECT value FROM json_each(?1))
      UNION ALL SELECT x.statement FROM identities i CROSS JOIN addressees x ON x.entity = i.entity
        WHERE i.actor IN (SELECT value FROM json_each(?1))
      UNION ALL SELECT x.statement FROM identities i CROSS JOIN topics x ON x.entity = i.entity
        WHERE i.actor IN (SELECT value FROM json_each(?1)) AND x.place = 'content')";
const EVENTS: &str = "SELECT id, article FROM events WHERE id IN (
      SELECT p.event FROM identities i CROSS JOIN participants p ON p.entity = i.entity
        WHERE i.actor IN (SELECT value FROM json_each(?1)))";

impl Fetch<'_> {
    /// What touches the actors of these numbers.
    pub fn touched(&self, mut actors: Vec<i64>) -> Result<Arc<Touched>> {
        actors.sort_unstable();
        if let Some(t) = self.kept.and_then(|(k, v)| k.touched.get(v, &actors)) {
            return Ok(t);
        }
        let ids = list(actors.iter().copied());
        let pairs = |sql: &str| -> Result<Vec<(i64, i64)>> {
            let mut q = self.db.prepare_cached(sql)?;
            let rows = q.query_map([&ids], |r| Ok((r.get(0)?, r.get(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<_>>()?)
        };
        let t = Touched {
            articles: pairs(NAMED)?.into_iter().map(|p| p.0).collect(),
            statements: pairs(SAID)?,
            events: pairs(EVENTS)?,
        };
        let bytes = 8 * t.articles.len() + 16 * (t.statements.len() + t.events.len());
        Ok(match self.kept {
            Some((k, v)) => k.touched.put(v, actors, t, bytes),
            None => Arc::new(t),
        })
    }

    /// Events in which an actor took part.
    pub fn happened(&self, actor: i64) -> Result<Arc<Happened>> {
        if let Some(h) = self.kept.and_then(|(k, v)| k.happened.get(v, &actor)) {
            return Ok(h);
        }
        let sql = "SELECT DISTINCT e.kind, coalesce(e.date, a.day), e.id FROM identities i
                   CROSS JOIN participants p ON p.entity = i.entity
                   CROSS JOIN events e ON e.id = p.event CROSS JOIN articles a ON a.id = e.article
                   WHERE i.actor = ?1 AND NOT e.hidden AND NOT a.hidden AND e.status = 'happened'
                     AND coalesce(e.date, a.day) IS NOT NULL";
        let mut q = self.db.prepare_cached(sql)?;
        let rows = q.query_map([actor], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
        let found: Happened = rows.collect::<rusqlite::Result<_>>()?;
        let bytes = 80 * found.len();
        Ok(match self.kept {
            Some((k, v)) => k.happened.put(v, actor, found, bytes),
            None => Arc::new(found),
        })
    }

    /// Where an event took place, folded.
    pub fn place_of(&self, event: i64) -> Result<Arc<Option<String>>> {
        if let Some(p) = self.kept.and_then(|(k, v)| k.places.get(v, &event)) {
            return Ok(p);
        }
        let sql = "SELECT article, place_start, place_end FROM events WHERE id = ?1";
        let (article, at) = self.db.prepare_cached(sql)?.query_row([event], |r| {
            Ok((r.get(0)?, super::fetch::maybe_span(r, 1)?))
        })?;
        let place = match at {
            Some(at) => {
                let page = self.page(self.article(article)?.capture)?;
                Some(fold(at.of(&page.text)))
            }
            None => None,
        };
        let bytes = place.as_ref().map_or(0, String::len);
        Ok(match self.kept {
            Some((k, v)) => k.places.put(v, event, place, bytes),
            None => Arc::new(place),
        })
    }
}

//! Lists of events.

use super::Record;
use super::cursor::ByDay;
use super::fetch::{Fetch, list};
use super::names::Resolved;
use super::statements::within;
use super::types::*;
use crate::error::Result;
use crate::store::same::{self, Type};
use std::collections::{HashMap, HashSet};

/// Events in which one of the actors takes part.
pub(crate) fn with(f: &Fetch<'_>, who: &Resolved) -> Result<HashSet<i64>> {
    let sql = "SELECT p.event FROM identities i CROSS JOIN participants p ON p.entity = i.entity
               WHERE i.actor IN (SELECT value FROM json_each(?1))";
    let mut q = f.db.prepare_cached(sql)?;
    let ids = q.query_map([list(who.ids())], |r| r.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// What lists of events are filtered, ordered and grouped by.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub id: i64,
    pub article: i64,
    pub kind: String,
    pub status: String,
    /// The event's own day where the page gives it, else the report's.
    pub day: Option<String>,
}

pub(crate) fn keys(f: &Fetch<'_>, of: Option<&HashSet<i64>>) -> Result<Vec<Key>> {
    let columns = "SELECT e.id, e.article, e.kind, e.status, coalesce(e.date, a.day)
                   FROM events e JOIN articles a ON a.id = e.article
                   WHERE NOT e.hidden AND NOT a.hidden";
    let key = |r: &rusqlite::Row<'_>| {
        Ok(Key {
            id: r.get(0)?,
            article: r.get(1)?,
            kind: r.get(2)?,
            status: r.get(3)?,
            day: r.get(4)?,
        })
    };
    let rows: rusqlite::Result<Vec<Key>> = match of {
        Some(ids) => {
            let sql = format!("{columns} AND e.id IN (SELECT value FROM json_each(?1))");
            let ids = list(ids.iter().copied());
            f.db.prepare_cached(&sql)?.query_map([ids], key)?.collect()
        }
        None => f.db.prepare_cached(columns)?.query_map([], key)?.collect(),
    };
    let mut keys = rows?;
    keys.sort_by(|a, b| (a.day.is_none(), &a.day, a.id).cmp(&(b.day.is_none(), &b.day, b.id)));
    Ok(keys)
}

/// Actors that take part in each event.
fn participants(f: &Fetch<'_>, keys: &[Key]) -> Result<HashMap<i64, Vec<i64>>> {
    let sql = "SELECT p.event, i.actor FROM participants p JOIN identities i ON i.entity = p.entity
               WHERE p.event IN (SELECT value FROM json_each(?1)) ORDER BY p.event, i.actor";
    let mut q = f.db.prepare_cached(sql)?;
    let mut rows = q.query([list(keys.iter().map(|k| k.id))])?;
    let mut out: HashMap<i64, Vec<i64>> = HashMap::new();
    while let Some(r) = rows.next()? {
        let actors = out.entry(r.get(0)?).or_default();
        let actor = r.get(1)?;
        if !actors.contains(&actor) {
            actors.push(actor);
        }
    }
    Ok(out)
}

/// One event with the others that tell the same: those that were told to be it
/// across articles, and those whose type, day, status and participants agree
/// (at least two of these).
pub(crate) fn grouped(f: &Fetch<'_>, keys: Vec<Key>) -> Result<Vec<(Key, Vec<Key>)>> {
    type Told = (String, Option<String>, String, Vec<i64>);
    let who = participants(f, &keys)?;
    let ones = same::groups(f.db, Type::Event, keys.iter().map(|k| k.id))?;
    let mut by_group: HashMap<i64, usize> = HashMap::new();
    let mut by_told: HashMap<Told, usize> = HashMap::new();
    let mut out: Vec<(Key, Vec<Key>)> = Vec::new();
    for k in keys {
        let actors = who.get(&k.id).cloned().unwrap_or_default();
        let told = (k.kind.clone(), k.day.clone(), k.status.clone(), actors);
        let one = ones.get(&k.id);
        let told_at = by_told.get(&told).filter(|_| told.3.len() > 1);
        let at = one.and_then(|one| by_group.get(one)).or(told_at).copied();
        let at = at.unwrap_or(out.len());
        by_told.insert(told, at);
        if let Some(one) = one {
            by_group.insert(*one, at);
        }
        match out.get_mut(at) {
            Some((_, also)) => also.push(k),
            None => out.push((k, Vec::new())),
        }
    }
    Ok(out)
}

pub(crate) fn load(f: &Fetch<'_>, key: &Key, also: &[Key]) -> Result<Event> {
    let mut e = f.event(key.id)?;
    for k in also.iter().take(20) {
        e.also.push(f.article(k.article)?.source.clone());
    }
    Ok(e)
}

impl Record {
    /// Events that meet all of the query, by day.
    pub fn events(&self, query: &EventQuery) -> Result<Events> {
        let f = self.fetch()?;
        let mut asked = Vec::new();
        let mut found: Option<HashSet<i64>> = None;
        for name in &query.with {
            let who = f.resolve(name)?;
            let theirs = with(&f, &who)?;
            found = Some(match found {
                Some(f) => f.intersection(&theirs).copied().collect(),
                None => theirs,
            });
            asked.push(who.asked.clone());
        }
        let (since, until) = (query.since.as_deref(), query.until.as_deref());
        let mut keys = keys(&f, found.as_ref())?;
        keys.retain(|k| {
            query.kind.is_none_or(|x| k.kind == x.as_str())
                && query.status.is_none_or(|x| k.status == x.as_str())
                && within(k.day.as_deref(), since, until)
        });
        let mut groups = grouped(&f, keys)?;
        let total = groups.len();
        if let Some(after) = query.after.as_deref().map(ByDay::parse).transpose()? {
            let after = (after.day.is_none(), after.day, after.id);
            groups.retain(|(k, _)| (k.day.is_none(), k.day.clone(), k.id) > after);
        }
        let limit = if query.limit == 0 {
            usize::MAX
        } else {
            query.limit
        };
        let place = |(k, _): &(Key, Vec<Key>)| {
            ByDay {
                day: k.day.clone(),
                id: k.id,
            }
            .to_string()
        };
        let last = groups.get(limit.saturating_sub(1));
        let next = last.filter(|_| groups.len() > limit).map(place);
        let events = groups.iter().take(limit).map(|(k, also)| load(&f, k, also));
        Ok(Events {
            with: asked,
            total,
            next,
            events: events.collect::<Result<_>>()?,
        })
    }
}

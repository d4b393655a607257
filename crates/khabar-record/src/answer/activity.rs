//! What one actor did over time: days, topics, meetings, a timeline.

use super::fetch::{Fetch, list};
use super::names::Resolved;
use super::statements::{Key, by_story, keys, said_by, within};
use super::ties::{self, ties};
use super::types::*;
use super::{Record, events, who};
use crate::error::{Error, Result};
use std::collections::{BTreeMap, HashMap};

/// Topics of one answer.
const TOPICS: usize = 12;
/// Lines of a timeline, unless asked otherwise.
const LINES: usize = 40;
/// Copies named with each statement.
const COPIES: usize = 5;

impl Record {
    /// What the bearer of a name did over time. Errors where nobody answers to
    /// the name.
    pub fn activity(&self, query: &ActivityQuery) -> Result<Activity> {
        let f = self.fetch()?;
        let resolved = f.resolve(&query.name)?;
        let nobody = || Error::Query(format!("nobody in the record by the name «{}»", query.name));
        let group = bearer(&resolved).ok_or_else(nobody)?;
        activity(&f, query, &group)
    }
}

/// The bearer of the name with those who are one with them.
fn bearer(r: &Resolved) -> Option<who::Group> {
    let id = r.asked.bearer()?.id;
    let groups = who::groups(r).into_iter();
    let mut own = groups.filter(|g| g.ids().any(|x| x == id));
    own.next()
}

/// A line of the timeline before it is loaded.
struct Line {
    day: Option<String>,
    /// A statement; else this place among the groups of events.
    said: Option<i64>,
    event: usize,
}

fn activity(f: &Fetch<'_>, query: &ActivityQuery, group: &who::Group) -> Result<Activity> {
    let ids: Vec<i64> = group.ids().collect();
    let own = list(ids.iter().copied());
    let made = by_story(keys(f, Some(&said_by(f, ids.iter().copied())?))?);
    let spoken_of = spoken_of(f, &own)?;
    let topics = topics(f, &made, &own)?;
    let about = made.is_empty();
    let said = match about {
        true => by_story(keys(f, Some(&about_them(f, &own)?))?),
        false => made,
    };
    let theirs = events_with(f, &own)?;
    let happened = events::grouped(f, events::keys(f, Some(&theirs))?)?;
    let firsts: Vec<events::Key> = happened.iter().map(|(k, _)| k.clone()).collect();
    let one: HashMap<i64, Actor> = ids
        .iter()
        .map(|&id| (id, group.first.actor.clone()))
        .collect();
    let rows = ties::rows(f, &firsts)?;
    let ties = ties(&rows, &one, &[group.first.actor.id], true);

    let (since, until) = (query.since.as_deref(), query.until.as_deref());
    let mut lines: Vec<Line> = Vec::new();
    let asked = |day: &Option<String>| within(day.as_deref(), since, until);
    lines.extend(said.iter().filter(|k| asked(&k.day)).map(|k| Line {
        day: k.day.clone(),
        said: Some(k.id),
        event: 0,
    }));
    let events = firsts.iter().enumerate().filter(|(_, k)| asked(&k.day));
    lines.extend(events.map(|(n, k)| Line {
        day: k.day.clone(),
        said: None,
        event: n,
    }));
    // Of one day, what happened stands before what was said.
    lines.sort_by(|a, b| {
        let key = |l: &Line| (l.said.is_some(), l.said, l.event);
        b.day.cmp(&a.day).then_with(|| key(a).cmp(&key(b)))
    });
    let limit = if query.limit == 0 { LINES } else { query.limit };
    let shown = lines.iter().skip(query.after).take(limit);
    let timeline = shown.map(|l| entry(f, l, &happened));
    let end = query.after.saturating_add(limit);
    Ok(Activity {
        actor: group.first.actor.clone(),
        about,
        days: days(&said, &firsts),
        topics,
        spoken_of,
        ties,
        total: lines.len(),
        timeline: timeline.collect::<Result<_>>()?,
        next: (end < lines.len()).then_some(end),
    })
}

fn entry(
    f: &Fetch<'_>,
    line: &Line,
    happened: &[(events::Key, Vec<events::Key>)],
) -> Result<Entry> {
    let item = match line.said {
        Some(id) => Item::Statement(f.with_copies(id, COPIES)?),
        None => {
            let (key, also) = &happened[line.event];
            Item::Event(events::load(f, key, also)?)
        }
    };
    Ok(Entry {
        day: line.day.clone(),
        dated: matches!(&item, Item::Event(e) if e.date.is_some()),
        item,
    })
}

fn days(said: &[Key], happened: &[events::Key]) -> Vec<Busy> {
    let mut days: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for day in said.iter().filter_map(|k| k.day.as_deref()) {
        days.entry(day).or_default().0 += 1;
    }
    for day in happened.iter().filter_map(|k| k.day.as_deref()) {
        days.entry(day).or_default().1 += 1;
    }
    let busy = |(day, (statements, events)): (&str, (usize, usize))| Busy {
        day: day.to_string(),
        statements,
        events,
    };
    days.into_iter().map(busy).collect()
}

type Ids = std::collections::HashSet<i64>;

fn ids(f: &Fetch<'_>, sql: &str, own: &str) -> Result<Ids> {
    let mut q = f.db.prepare_cached(sql)?;
    let found = q.query_map([own], |r| r.get(0))?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

fn events_with(f: &Fetch<'_>, own: &str) -> Result<Ids> {
    let sql = "SELECT p.event FROM identities i CROSS JOIN participants p ON p.entity = i.entity
               WHERE i.actor IN (SELECT value FROM json_each(?1))";
    ids(f, sql, own)
}

/// Statements whose content names them.
fn about_them(f: &Fetch<'_>, own: &str) -> Result<Ids> {
    let sql = "SELECT t.statement FROM identities i CROSS JOIN topics t ON t.entity = i.entity
               WHERE i.actor IN (SELECT value FROM json_each(?1)) AND t.place = 'content'";
    ids(f, sql, own)
}

/// Whom and what the content of these statements names.
fn topics(f: &Fetch<'_>, said: &[Key], own: &str) -> Result<Vec<Topic>> {
    let sql = "SELECT a.id, a.kind, a.name, s.act, count(DISTINCT s.story) FROM topics t
               CROSS JOIN statements s ON s.id = t.statement
               CROSS JOIN identities i ON i.entity = t.entity CROSS JOIN actors a ON a.id = i.actor
               WHERE t.statement IN (SELECT value FROM json_each(?1)) AND t.place = 'content'
                 AND a.id NOT IN (SELECT value FROM json_each(?2))
               GROUP BY a.id, s.act";
    counted_by_act(f, sql, &list(said.iter().map(|k| k.id)), own)
}

/// Who made statements that name them.
fn spoken_of(f: &Fetch<'_>, own: &str) -> Result<Vec<Topic>> {
    let sql = "SELECT a.id, a.kind, a.name, s.act, count(DISTINCT s.story) FROM identities i
               CROSS JOIN topics t ON t.entity = i.entity AND t.place = 'content'
               CROSS JOIN statements s ON s.id = t.statement AND NOT s.hidden
               CROSS JOIN articles x ON x.id = s.article AND NOT x.hidden
               CROSS JOIN actors a ON a.id = s.speaker
               WHERE i.actor IN (SELECT value FROM json_each(?1))
                 AND a.id NOT IN (SELECT value FROM json_each(?2))
               GROUP BY a.id, s.act";
    counted_by_act(f, sql, own, own)
}

fn counted_by_act(f: &Fetch<'_>, sql: &str, of: &str, not: &str) -> Result<Vec<Topic>> {
    let mut q = f.db.prepare_cached(sql)?;
    let mut rows = q.query([of, not])?;
    let mut all: BTreeMap<i64, Topic> = BTreeMap::new();
    while let Some(r) = rows.next()? {
        let id = r.get(0)?;
        let (kind, name) = (r.get(1)?, r.get(2)?);
        let topic = all.entry(id).or_insert_with(|| Topic {
            actor: Actor {
                id,
                kind,
                name,
                role: None,
            },
            total: 0,
            acts: Vec::new(),
        });
        let count = r.get::<_, i64>(4)? as usize;
        topic.total += count;
        topic.acts.push(Count {
            name: r.get(3)?,
            count,
        });
    }
    let mut out: Vec<Topic> = all.into_values().collect();
    out.sort_by_key(|t| (std::cmp::Reverse(t.total), t.actor.id));
    out.truncate(TOPICS);
    for t in &mut out {
        t.acts.sort_by_key(|c| std::cmp::Reverse(c.count));
    }
    Ok(out)
}

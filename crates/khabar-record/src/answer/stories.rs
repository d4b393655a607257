//! Stories, and the same events and statements across articles.

use super::Record;
use super::cursor::ByRank;
use super::fetch::{Fetch, list};
use super::statements::within;
use super::types::*;
use crate::error::{Error, Result};
use crate::store::same::{self, Type};
use khabar_link::same::Headlines;
use rusqlite::params;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// A story's number, articles, outlets, first and last day.
type Size = (i64, usize, usize, Option<String>, Option<String>);

/// Articles of a story that are told of.
const MOST: usize = 500;

impl Record {
    /// Stories of two articles and more that meet all of the query.
    pub fn stories(&self, query: &StoryQuery) -> Result<StoryList> {
        let f = self.fetch()?;
        let mut asked = Vec::new();
        let mut named: Option<HashSet<i64>> = None;
        for name in &query.with {
            let who = f.resolve(name)?;
            let sql =
                "SELECT DISTINCT g.one FROM identities i CROSS JOIN entities e ON e.id = i.entity
                       CROSS JOIN same_groups g ON g.type = 'article' AND g.row = e.article
                       WHERE i.actor IN (SELECT value FROM json_each(?1))";
            let mut q = f.db.prepare_cached(sql)?;
            let found = q.query_map([list(who.ids())], |r| r.get(0))?;
            let found = found.collect::<rusqlite::Result<HashSet<i64>>>()?;
            named = Some(match named {
                Some(n) => n.intersection(&found).copied().collect(),
                None => found,
            });
            asked.push(who.asked.clone());
        }
        let sql = "SELECT g.one, count(*), count(DISTINCT a.outlet), min(a.day), max(a.day)
                   FROM same_groups g JOIN articles a ON a.id = g.row AND NOT a.hidden
                   WHERE g.type = 'article' GROUP BY g.one HAVING count(*) > 1";
        let mut q = f.db.prepare_cached(sql)?;
        let mut rows = q.query([])?;
        let mut all: Vec<Size> = Vec::new();
        let (since, until) = (query.since.as_deref(), query.until.as_deref());
        while let Some(r) = rows.next()? {
            let (id, first, last) = (r.get(0)?, r.get::<_, Option<String>>(3)?, r.get(4)?);
            let asked_for = named.as_ref().is_none_or(|n| n.contains(&id));
            if asked_for && within(first.as_deref(), since, until) {
                let n = |k| Ok::<_, Error>(r.get::<_, i64>(k)? as usize);
                all.push((id, n(1)?, n(2)?, first, last));
            }
        }
        let rank = |(id, articles, outlets, _, last): &Size| ByRank {
            outlets: *outlets,
            articles: *articles,
            last: last.clone(),
            id: *id,
        };
        all.sort_by(|x, y| (y.2, y.1, &y.4, y.0).cmp(&(x.2, x.1, &x.4, x.0)));
        let total = all.len();
        if let Some(after) = query.after.as_deref().map(ByRank::parse).transpose()? {
            all.retain(|s| rank(s) < after);
        }
        let limit = if query.limit == 0 {
            usize::MAX
        } else {
            query.limit
        };
        let end = all.get(limit.saturating_sub(1));
        let next = end
            .filter(|_| all.len() > limit)
            .map(|s| rank(s).to_string());
        let mut stories = Vec::new();
        for (id, articles, outlets, first, last) in all.iter().take(limit).cloned() {
            let members = articles_of(&f, id)?;
            stories.push(StoryLine {
                id,
                earliest: f.article(*members.first().unwrap_or(&id))?.source.clone(),
                articles,
                outlets,
                first,
                last,
            });
        }
        Ok(StoryList {
            with: asked,
            total,
            stories,
            next,
        })
    }

    /// The story that an article is in; of that article alone where no other
    /// tells it.
    pub fn story(&self, article: i64) -> Result<Story> {
        let f = self.fetch()?;
        f.article(article)?;
        let id = same::group(f.db, Type::Article, article)?;
        let ids = articles_of(&f, id)?;
        let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
        let mut story = Story {
            id,
            first: None,
            last: None,
            outlets: Vec::new(),
            articles: Vec::new(),
            links: links(&f, Type::Article, &ids)?,
        };
        let said = said(&f, &ids)?;
        let headlines = Headlines::builtin();
        let mut heard: HashSet<i64> = HashSet::new();
        let mut reports: HashMap<i64, i64> = HashMap::new();
        for id in &ids {
            let source = f.article(*id)?.source.clone();
            if let Some(o) = &source.outlet {
                *outlets.entry(o.clone()).or_default() += 1;
            }
            let report = report(&f, *id)?;
            let copy_of = report.and_then(|r| reports.get(&r).copied());
            if let Some(r) = report {
                reports.entry(r).or_insert(*id);
            }
            let own = said.get(id).map_or(&[][..], Vec::as_slice);
            let first = story.articles.first().map(|t: &Told| &t.source);
            let mut told = Told {
                copy_of,
                statements: own.len(),
                added: Vec::new(),
                left_out: left_out(&f, own, &said)?,
                headline: first.and_then(|s| claim(&headlines, s, &source)),
                source,
            };
            for s in own {
                if heard.insert(s.content) {
                    told.added.push(f.statement(s.id)?);
                }
            }
            story.articles.push(told);
        }
        let days = || story.articles.iter().filter_map(|t| t.source.day.clone());
        (story.first, story.last) = (days().min(), days().max());
        story.outlets = outlets
            .into_iter()
            .map(|(name, count)| Count { name, count })
            .collect();
        story.outlets.sort_by_key(|c| std::cmp::Reverse(c.count));
        Ok(story)
    }

    /// An event and the others that are told to be it, and why.
    pub fn same_events(&self, event: i64) -> Result<SameEvents> {
        let f = self.fetch()?;
        f.event(event)?;
        let one = same::group(f.db, Type::Event, event)?;
        let rows = same::members(f.db, Type::Event, one)?;
        let events = rows.iter().map(|id| f.event(*id));
        let mut events = events.collect::<Result<Vec<_>>>()?;
        events.sort_by_key(|e| (e.source.day.is_none(), e.source.day.clone(), e.id));
        let links = links(&f, Type::Event, &rows)?;
        Ok(SameEvents { events, links })
    }

    /// A statement and those of the same content and speaker in other words,
    /// and why. Copies of the same words are [`Statement::copies`].
    pub fn same_statements(&self, statement: i64) -> Result<SameStatements> {
        let f = self.fetch()?;
        f.statement(statement)?;
        let one = same::group(f.db, Type::Statement, statement)?;
        let rows = same::members(f.db, Type::Statement, one)?;
        let statements = rows.iter().map(|id| f.statement(*id));
        let mut statements = statements.collect::<Result<Vec<_>>>()?;
        statements.sort_by_key(|s| (s.source.day.is_none(), s.source.day.clone(), s.id));
        let links = links(&f, Type::Statement, &rows)?;
        Ok(SameStatements { statements, links })
    }
}

/// The articles of a story in order of time.
fn articles_of(f: &Fetch<'_>, story: i64) -> Result<Vec<i64>> {
    let sql = "SELECT a.id FROM articles a WHERE NOT a.hidden AND (a.id = ?1 OR a.id IN
                 (SELECT row FROM same_groups WHERE type = 'article' AND one = ?1))
               ORDER BY a.day IS NULL, a.day, a.id LIMIT ?2";
    let mut q = f.db.prepare_cached(sql)?;
    let ids = q.query_map(params![story, MOST as i64], |r| r.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

fn links(f: &Fetch<'_>, of: Type, rows: &[i64]) -> Result<Vec<SameLink>> {
    let sql = "SELECT row, other, score, grounds FROM same_links WHERE type = ?1
                 AND row IN (SELECT value FROM json_each(?2))
                 AND other IN (SELECT value FROM json_each(?2)) ORDER BY row, other";
    let mut q = f.db.prepare_cached(sql)?;
    let found = q.query_map(params![of.name(), list(rows.iter().copied())], |r| {
        let grounds: String = r.get(3)?;
        Ok(SameLink {
            one: r.get(0)?,
            other: r.get(1)?,
            score: r.get(2)?,
            grounds: serde_json::from_str(&grounds).unwrap_or_default(),
        })
    })?;
    Ok(found.collect::<rusqlite::Result<_>>()?)
}

/// The group of copies that an article is of.
fn report(f: &Fetch<'_>, article: i64) -> Result<Option<i64>> {
    use rusqlite::OptionalExtension;
    let sql = "SELECT report FROM reports WHERE article = ?1";
    let found = f.db.prepare_cached(sql)?.query_row([article], |r| r.get(0));
    Ok(found.optional()?)
}

/// A statement, as far as others are compared with it.
struct Saying {
    id: i64,
    /// One for all of the same words or content.
    content: i64,
    speaker: Option<i64>,
}

/// The statements of articles, in their order.
fn said(f: &Fetch<'_>, articles: &[i64]) -> Result<HashMap<i64, Vec<Saying>>> {
    // Other wordings go under one number, then all copies of each of them.
    let sql = "SELECT s.article, s.id, s.speaker, coalesce(
                 (SELECT min(o.story) FROM same_groups g
                  JOIN same_groups m ON m.type = 'statement' AND m.one = g.one
                  JOIN statements o ON o.id = m.row
                  WHERE g.type = 'statement' AND g.row = s.id), s.story)
               FROM statements s WHERE s.article IN (SELECT value FROM json_each(?1))
                 AND NOT s.hidden ORDER BY s.article, s.cue_start";
    let mut q = f.db.prepare_cached(sql)?;
    let mut rows = q.query([list(articles.iter().copied())])?;
    let mut out: HashMap<i64, Vec<Saying>> = HashMap::new();
    while let Some(r) = rows.next()? {
        out.entry(r.get(0)?).or_default().push(Saying {
            id: r.get(1)?,
            speaker: r.get(2)?,
            content: r.get(3)?,
        });
    }
    Ok(out)
}

fn left_out(
    f: &Fetch<'_>,
    own: &[Saying],
    all: &HashMap<i64, Vec<Saying>>,
) -> Result<Vec<LeftOut>> {
    let mut out = Vec::new();
    let mut told: BTreeSet<i64> = BTreeSet::new();
    for s in own.iter().filter(|s| s.speaker.is_none()) {
        let named = all
            .values()
            .flatten()
            .filter(|o| o.content == s.content && o.speaker.is_some())
            .min_by_key(|o| o.id);
        if let Some(named) = named.filter(|_| told.insert(s.content))
            && let Some(speaker) = f.statement(named.id)?.speaker
        {
            out.push(LeftOut {
                statement: s.id,
                speaker,
                elsewhere: named.id,
            });
        }
    }
    Ok(out)
}

fn claim(headlines: &Headlines, first: &Source, this: &Source) -> Option<Claim> {
    let (first, this) = (first.headline.as_deref()?, this.headline.as_deref()?);
    let verdict = headlines.same_claim(first, this);
    let grounds = verdict.grounds.into_iter().map(|g| Because {
        what: g.what.to_string(),
        detail: g.detail,
        weight: g.weight,
    });
    Some(Claim {
        score: verdict.score,
        against: headlines.against(first, this),
        grounds: grounds.collect(),
    })
}

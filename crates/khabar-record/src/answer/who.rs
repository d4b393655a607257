//! Profiles: what the record holds on one actor.

use super::Record;
use super::fetch::{Fetch, list, span};
use super::names::{self, Resolved};
use super::statements::{by_story, counted, keys, said_by};
use super::types::*;
use crate::decide::people;
use crate::error::Result;
use khabar_text::fold::fold;
use std::collections::BTreeMap;

/// Profiles in one answer.
const PROFILES: usize = 12;
/// Latest statements in a profile.
const LATEST: usize = 5;

/// An actor and those taken to be the same.
pub(crate) struct Group {
    pub first: Match,
    pub variants: Vec<Match>,
}

impl Group {
    pub fn ids(&self) -> impl Iterator<Item = i64> + '_ {
        std::iter::once(self.first.actor.id).chain(self.variants.iter().map(|m| m.actor.id))
    }
}

/// The actors behind a name, those that are one put together.
pub(crate) fn groups(r: &Resolved) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let root = |id: i64| {
        let mut at = id;
        for _ in 0..8 {
            match r.same_as.get(&at) {
                Some(&next) if next != at => at = next,
                _ => break,
            }
        }
        at
    };
    let mut roots: Vec<i64> = Vec::new();
    for m in &r.asked.actors {
        let id = root(m.actor.id);
        match roots.iter().position(|&x| x == id) {
            Some(k) => out[k].variants.push(m.clone()),
            None => {
                roots.push(id);
                out.push(Group {
                    first: m.clone(),
                    variants: Vec::new(),
                });
            }
        }
    }
    out
}

impl Record {
    /// Everyone who answers to `name`, most named first.
    pub fn who(&self, name: &str) -> Result<Vec<Profile>> {
        let f = self.fetch();
        let resolved = names::resolve(f.db, name)?;
        let groups = groups(&resolved);
        groups
            .iter()
            .take(PROFILES)
            .map(|g| profile(&f, g, LATEST))
            .collect()
    }
}

/// The profile of a group, with at most `latest` statements.
pub(crate) fn profile(f: &Fetch<'_>, g: &Group, latest: usize) -> Result<Profile> {
    let ids = list(g.ids());
    let one = |sql: &str| -> Result<i64> {
        Ok(f.db.prepare_cached(sql)?.query_row([&ids], |r| r.get(0))?)
    };
    let mut q = f.db.prepare_cached(
        "SELECT text, sum(pages) AS n FROM aliases WHERE actor IN (SELECT value FROM json_each(?1))
         GROUP BY text ORDER BY n DESC, text LIMIT 30",
    )?;
    let spellings = q.query_map([&ids], |r| {
        Ok(Spelling {
            text: r.get(0)?,
            pages: r.get::<_, i64>(1)? as usize,
        })
    })?;
    let spellings = spellings.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut q = f.db.prepare_cached(
        "SELECT min(a.day), max(a.day), count(DISTINCT a.id) FROM identities i
         JOIN entities e ON e.id = i.entity JOIN articles a ON a.id = e.article
         WHERE i.actor IN (SELECT value FROM json_each(?1))",
    )?;
    let (first, last, articles): (Option<String>, Option<String>, i64) =
        q.query_row([&ids], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    let mut q = f.db.prepare_cached(
        "SELECT a.outlet, count(*) AS n FROM identities i JOIN entities e ON e.id = i.entity
         JOIN articles a ON a.id = e.article
         WHERE i.actor IN (SELECT value FROM json_each(?1)) AND a.outlet IS NOT NULL
         GROUP BY a.outlet ORDER BY n DESC, a.outlet LIMIT 30",
    )?;
    let outlets = q.query_map([&ids], |r| {
        Ok(Count {
            name: r.get(0)?,
            count: r.get::<_, i64>(1)? as usize,
        })
    })?;
    let outlets = outlets.collect::<rusqlite::Result<Vec<_>>>()?;
    let said = said_by(f, g.ids())?;
    let said = by_story(keys(f, Some(&said))?);
    let events = one(
        "SELECT count(DISTINCT p.event) FROM identities i JOIN participants p ON p.entity = i.entity
         WHERE i.actor IN (SELECT value FROM json_each(?1))",
    )?;
    let posts = posts(f, &ids)?;
    let mut listed = None;
    for id in g.ids() {
        listed = listed.or(people::listed(f.db, id)?);
    }
    let (wikidata, latin) = listed.map_or((None, None), |(id, latin)| (Some(id), latin));
    let person = g.first.actor.kind == "person";
    let latin = latin.or_else(|| person.then(|| khabar_link::latin(&g.first.actor.name)));
    let mut actor = g.first.actor.clone();
    actor.role = posts.first().map(|p| p.text.clone());
    Ok(Profile {
        actor,
        latin,
        wikidata,
        how: g.first.how.clone(),
        variants: g.variants.clone(),
        spellings,
        posts,
        articles: articles as usize,
        statements: said.len(),
        events: events as usize,
        first,
        last,
        outlets,
        acts: counted(said.iter().map(|k| k.act.clone())),
        latest: said
            .iter()
            .take(latest)
            .map(|k| f.with_copies(k.id, 5))
            .collect::<Result<_>>()?,
    })
}

/// Posts as printed, one for each folded form, most frequent first.
fn posts(f: &Fetch<'_>, ids: &str) -> Result<Vec<Post>> {
    struct Seen {
        text: String,
        pages: usize,
        first: Option<String>,
        last: Option<String>,
        article: i64,
        at: khabar_text::Span,
    }
    let mut q = f.db.prepare_cached(
        "SELECT r.text, a.day, a.id, r.start, r.end FROM identities i JOIN roles r ON r.entity = i.entity
         JOIN entities e ON e.id = i.entity JOIN articles a ON a.id = e.article
         WHERE i.actor IN (SELECT value FROM json_each(?1))
         ORDER BY a.day IS NULL, a.day, a.id LIMIT 20000",
    )?;
    let mut rows = q.query([ids])?;
    let mut seen: BTreeMap<String, Seen> = BTreeMap::new();
    while let Some(r) = rows.next()? {
        let (text, day): (String, Option<String>) = (r.get(0)?, r.get(1)?);
        let (article, at) = (r.get(2)?, span(r, 3)?);
        let s = seen.entry(fold(&text)).or_insert_with(|| Seen {
            text,
            pages: 0,
            first: day.clone(),
            last: None,
            article,
            at,
        });
        s.pages += 1;
        s.last = day.or(s.last.take());
    }
    let mut seen: Vec<Seen> = seen.into_values().collect();
    seen.sort_by_key(|s| std::cmp::Reverse(s.pages));
    let make = |s: Seen| -> Result<Post> {
        let article = f.article(s.article)?;
        let page = f.page(article.capture)?;
        let source = article.source.clone();
        Ok(Post {
            text: s.text,
            pages: s.pages,
            first: s.first,
            last: s.last,
            words: page.quote(s.at),
            source,
        })
    };
    seen.into_iter().take(12).map(make).collect()
}

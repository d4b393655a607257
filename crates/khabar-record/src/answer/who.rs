//! Profiles: what the record holds on one actor.

use super::Record;
use super::fetch::{Fetch, list, span};
use super::names::{Resolved, root};
use super::statements::{by_story, counted, keys, said_by};
use super::types::*;
use crate::decide::people;
use crate::error::Result;
use khabar_text::fold::fold;
use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

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
    let mut roots: Vec<i64> = Vec::new();
    for m in &r.asked.actors {
        let id = root(&r.same_as, m.actor.id);
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
        let f = self.fetch()?;
        let resolved = f.resolve(name)?;
        let groups = groups(&resolved);
        groups
            .iter()
            .take(PROFILES)
            .map(|g| profile(&f, g, LATEST))
            .collect()
    }
}

/// What the store holds on actors that are one: a profile, but for who asked
/// and how they were found.
pub(crate) struct Facts {
    profile: Profile,
    /// Their latest statements.
    latest: Vec<i64>,
}

/// The profile of a group, with at most `latest` statements.
pub(crate) fn profile(f: &Fetch<'_>, g: &Group, latest: usize) -> Result<Profile> {
    let facts = f.facts(g.ids().collect())?;
    let mut actor = g.first.actor.clone();
    actor.role = facts.profile.posts.first().map(|p| p.text.clone());
    let statements = facts.latest.iter().take(latest);
    let (wikidata, latin) = listed(f, g)?;
    Ok(Profile {
        actor,
        latin,
        wikidata,
        how: g.first.how.clone(),
        variants: g.variants.clone(),
        latest: statements
            .map(|&id| f.with_copies(id, 5))
            .collect::<Result<_>>()?,
        ..facts.profile.clone()
    })
}

/// The id that a list of people gives one of the group, and a form in Latin
/// letters: the list's, else our own of a person's name.
fn listed(f: &Fetch<'_>, g: &Group) -> Result<(Option<String>, Option<String>)> {
    let mut listed = None;
    for id in g.ids() {
        listed = listed.or(people::listed(f.db, id)?);
    }
    let (wikidata, latin) = listed.map_or((None, None), |(id, latin)| (Some(id), latin));
    let person = g.first.actor.kind == "person";
    let latin = latin.or_else(|| person.then(|| khabar_link::latin(&g.first.actor.name)));
    Ok((wikidata, latin))
}

impl Fetch<'_> {
    fn facts(&self, mut actors: Vec<i64>) -> Result<Arc<Facts>> {
        actors.sort_unstable();
        let Some((kept, version)) = self.kept else {
            return Ok(Arc::new(facts(self, &actors)?));
        };
        if let Some(known) = kept.facts.get(version, &actors) {
            return Ok(known);
        }
        let found = facts(self, &actors)?;
        let p = &found.profile;
        // Posts bring their words and their source along.
        let bytes = 1000 + 60 * (p.spellings.len() + p.outlets.len()) + 1000 * p.posts.len();
        Ok(kept.facts.put(version, actors, found, bytes))
    }
}

fn facts(f: &Fetch<'_>, actors: &[i64]) -> Result<Facts> {
    let ids = list(actors.iter().copied());
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
        "SELECT a.id, a.day, a.outlet FROM identities i
         CROSS JOIN entities e ON e.id = i.entity CROSS JOIN articles a ON a.id = e.article
         WHERE i.actor IN (SELECT value FROM json_each(?1))",
    )?;
    let mut rows = q.query([&ids])?;
    let mut articles: HashSet<i64> = HashSet::new();
    let (mut first, mut last): (Option<String>, Option<String>) = (None, None);
    let mut outlets: BTreeMap<String, usize> = BTreeMap::new();
    while let Some(r) = rows.next()? {
        if let Ok(outlet) = r.get_ref(2)?.as_str() {
            match outlets.get_mut(outlet) {
                Some(n) => *n += 1,
                None => drop(outlets.insert(outlet.to_string(), 1)),
            }
        }
        if !articles.insert(r.get(0)?) {
            continue;
        }
        if let Ok(day) = r.get_ref(1)?.as_str() {
            if first.as_deref().is_none_or(|f| day < f) {
                first = Some(day.to_string());
            }
            if last.as_deref().is_none_or(|l| l < day) {
                last = Some(day.to_string());
            }
        }
    }
    let counts = outlets.into_iter();
    let mut outlets: Vec<Count> = counts.map(|(name, count)| Count { name, count }).collect();
    outlets.sort_by_key(|c| std::cmp::Reverse(c.count));
    outlets.truncate(30);
    let said = said_by(f, actors.iter().copied())?;
    let said = by_story(keys(f, Some(&said))?);
    let events = one(
        "SELECT count(DISTINCT p.event) FROM identities i CROSS JOIN participants p ON p.entity = i.entity
         WHERE i.actor IN (SELECT value FROM json_each(?1))",
    )?;
    Ok(Facts {
        latest: said.iter().take(LATEST).map(|k| k.id).collect(),
        profile: Profile {
            actor: Actor {
                id: 0,
                kind: String::new(),
                name: String::new(),
                role: None,
            },
            latin: None,
            wikidata: None,
            how: String::new(),
            variants: Vec::new(),
            spellings,
            posts: posts(f, &ids)?,
            articles: articles.len(),
            statements: said.len(),
            events: events as usize,
            first,
            last,
            outlets,
            acts: counted(said.iter().map(|k| k.act.clone())),
            latest: Vec::new(),
        },
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
        "SELECT r.text, a.day, a.id, r.start, r.end FROM identities i
         CROSS JOIN roles r ON r.entity = i.entity CROSS JOIN entities e ON e.id = i.entity
         CROSS JOIN articles a ON a.id = e.article
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

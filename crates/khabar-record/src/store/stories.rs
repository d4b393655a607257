//! Which articles tell one story, and which of their events and statements are
//! the same: followed up after pages are written, for the articles that came
//! since the last time.

use super::retold::Compare;
use super::same::{self, Decided, Type};
use crate::answer::parts;
use crate::decide;
use crate::error::Result;
use crate::store;
use khabar_link::same::Ground;
use khabar_link::stories::{ArticleFacts, Likeness, Stories, side_by_side};
use khabar_text::civil::Day;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// Days before and after an article among which its story is looked for.
const WINDOW: i32 = 3;
/// Articles held at once; beyond, those of the last days alone are taken on.
const HELD: usize = 20_000;
/// Articles whose pages are held packed and unpacked at once.
const AT_ONCE: usize = 256;
/// Fewer words tell no story: a caption, a line of a ticker.
const LEAST_BYTES: usize = 120;

/// Follows up in a transaction of its own; see [`follow_within`].
pub fn follow(db: &Connection, threads: usize) -> Result<u64> {
    let tx = db.unchecked_transaction()?;
    let found = follow_within(db, threads)?;
    tx.commit()?;
    Ok(found)
}

/// Puts the articles that are in no story yet into stories, and says how many
/// came to stand beside others. Reads the texts of the articles within
/// [`WINDOW`] days of theirs. The work is shared by so many `threads`; what comes
/// of it is the same.
pub fn follow_within(db: &Connection, threads: usize) -> Result<u64> {
    let sql = "SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'stories'";
    let done: i64 = db.query_row(sql, [], |r| r.get(0)).optional()?.unwrap_or(0);
    let sql = "SELECT ifnull(max(id), 0) FROM articles";
    let last: i64 = db.query_row(sql, [], |r| r.get(0))?;
    if done == last {
        return Ok(0);
    }
    let decided: Vec<(Type, Decided)> = Type::ALL
        .into_iter()
        .map(|t| Ok((t, decide::same_rows(db, t)?)))
        .collect::<Result<_>>()?;
    let mut run = Run {
        db,
        done,
        decided: decided.into_iter().collect(),
        stories: Stories::new().on_threads(threads),
        helpers: threads.saturating_sub(1),
        held: 0,
        until: None,
    };
    let mut found = 0;
    for (day, ids) in new_by_day(db, done)? {
        found += run.day(day, &ids)?;
    }
    db.execute(
        "INSERT INTO meta VALUES ('stories', ?1) ON CONFLICT DO UPDATE SET value = ?1",
        [last.to_string()],
    )?;
    Ok(found)
}

fn new_by_day(db: &Connection, done: i64) -> Result<BTreeMap<Day, Vec<i64>>> {
    let mut q = db.prepare("SELECT id, day FROM articles WHERE id > ?1 ORDER BY id")?;
    let mut rows = q.query([done])?;
    let mut out: BTreeMap<Day, Vec<i64>> = BTreeMap::new();
    while let Some(r) = rows.next()? {
        let day: Option<String> = r.get(1)?;
        if let Some(day) = day.as_deref().and_then(Day::parse) {
            out.entry(day).or_default().push(r.get(0)?);
        }
    }
    Ok(out)
}

struct Run<'d> {
    db: &'d Connection,
    /// Threads beside this one.
    helpers: usize,
    /// Articles up to this one were followed before.
    done: i64,
    decided: BTreeMap<Type, Decided>,
    stories: Stories,
    /// Articles in `stories`.
    held: usize,
    /// Of the days up to this one, all articles that were followed are held.
    until: Option<Day>,
}

impl Run<'_> {
    /// Takes in the new articles of a day.
    fn day(&mut self, day: Day, ids: &[i64]) -> Result<u64> {
        self.surround(day)?;
        let told = Told::load(self.db, ids, self.helpers)?;
        let facts: Vec<ArticleFacts<'_>> = told
            .iter()
            .filter(|t| t.text.len() >= LEAST_BYTES)
            .map(|t| t.facts(day))
            .collect();
        let before = self.stories.links().len();
        self.stories.add_all(&facts);
        self.held += facts.len();
        let mut rows: Vec<i64> = Vec::new();
        for l in &self.stories.links()[before..] {
            let (Ok(a), Ok(b)) = (l.a.parse::<i64>(), l.b.parse::<i64>()) else {
                continue;
            };
            let grounds = grounds(&l.likeness);
            same::link(self.db, Type::Article, a, b, l.likeness.score, &grounds)?;
            rows.extend([a, b]);
        }
        self.regroup(Type::Article, &rows)?;
        let mut compare = Compare::new(self.db, self.helpers);
        compare.with_stories(ids)?;
        self.regroup(Type::Event, &compare.events)?;
        self.regroup(Type::Statement, &compare.statements)?;
        let new: BTreeSet<i64> = ids.iter().copied().collect();
        Ok(rows.iter().filter(|r| new.contains(r)).count() as u64)
    }

    fn regroup(&self, of: Type, rows: &[i64]) -> Result<()> {
        match rows {
            [] => Ok(()),
            rows => same::regroup(self.db, of, rows, &self.decided[&of]),
        }
    }

    /// Sees that the articles of the days about this one are held, with the
    /// stories they are in.
    fn surround(&mut self, day: Day) -> Result<()> {
        let far = self.until.is_none_or(|u| u.plus(1) < day.plus(-WINDOW));
        let from = match self.until {
            Some(until) if !far && self.held < HELD => until.plus(1),
            _ => {
                self.stories = Stories::new().on_threads(self.helpers + 1);
                self.held = 0;
                day.plus(-WINDOW)
            }
        };
        let to = day.plus(WINDOW);
        // Of days before this one the new articles are followed by now too.
        let sql = "SELECT id, day FROM articles WHERE day >= ?1 AND day <= ?2
                   AND (id <= ?3 OR day < ?4) ORDER BY day, id";
        let mut q = self.db.prepare_cached(sql)?;
        let bounds = params![from.to_string(), to.to_string(), self.done, day.to_string()];
        let found = q.query_map(bounds, |r| Ok((r.get(0)?, r.get(1)?)))?;
        let found = found.collect::<rusqlite::Result<Vec<(i64, String)>>>()?;
        let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
        let all = Told::load(self.db, &ids, self.helpers)?;
        let mut kept: Vec<(Told, Day, u64)> = Vec::new();
        for ((id, on), told) in found.into_iter().zip(all) {
            if let Some(on) = Day::parse(&on).filter(|_| told.text.len() >= LEAST_BYTES) {
                let story = same::group(self.db, Type::Article, id)?;
                kept.push((told, on, story as u64));
            }
        }
        let facts: Vec<_> = kept.iter().map(|(t, on, s)| (t.facts(*on), *s)).collect();
        self.stories.keep(&facts);
        self.held += facts.len();
        self.until = Some(to.max(self.until.unwrap_or(to)));
        Ok(())
    }
}

/// What speaks for a story, as other links tell it.
fn grounds(l: &Likeness) -> Vec<Ground> {
    let told = l.evidence.iter().map(|e| Ground {
        what: e.feature.as_str(),
        detail: e.what.clone(),
        weight: e.share,
    });
    told.collect()
}

/// An article's words.
struct Told {
    id: String,
    headline: String,
    text: String,
}

impl Told {
    /// The words of articles, in their order.
    fn load(db: &Connection, ids: &[i64], helpers: usize) -> Result<Vec<Told>> {
        let mut out = Vec::with_capacity(ids.len());
        for some in ids.chunks(AT_ONCE) {
            let pages = some.iter().map(|id| Ok((*id, packed(db, *id)?)));
            let pages = pages.collect::<Result<Vec<_>>>()?;
            let told = side_by_side(helpers, &pages, |(id, page)| Told::of(*id, page));
            out.extend(told.into_iter().collect::<Result<Vec<Told>>>()?);
        }
        Ok(out)
    }

    fn of(id: i64, page: &Packed) -> Result<Told> {
        let text = page.text()?;
        let mut body = String::new();
        for (kind, span) in parts::blocks(&page.parts) {
            if kind == "body" {
                body.push_str(span.of(&text));
                body.push('\n');
            }
        }
        Ok(Told {
            id: id.to_string(),
            headline: page.headline.clone().unwrap_or_default(),
            text: body,
        })
    }

    fn facts(&self, day: Day) -> ArticleFacts<'_> {
        ArticleFacts {
            id: &self.id,
            day: day.0,
            headline: &self.headline,
            text: &self.text,
            ..ArticleFacts::default()
        }
    }
}

/// An article's page as it is stored.
pub(super) struct Packed {
    bytes: i64,
    text: Vec<u8>,
    /// The article's parts and headline.
    parts: String,
    headline: Option<String>,
}

impl Packed {
    /// The text of the page.
    pub fn text(&self) -> Result<String> {
        store::unpack(&self.text, self.bytes as usize)
    }
}

pub(super) fn packed(db: &Connection, article: i64) -> Result<Packed> {
    let sql = "SELECT c.bytes, c.text, a.parts, a.headline FROM articles a
               JOIN captures c ON c.id = a.capture WHERE a.id = ?1";
    let row = db.prepare_cached(sql)?.query_row([article], |r| {
        Ok(Packed {
            bytes: r.get(0)?,
            text: r.get(1)?,
            parts: r.get(2)?,
            headline: r.get(3)?,
        })
    })?;
    Ok(row)
}

//! What is one across articles: links with their scores, and the groups that
//! follow from them and from what people decided.

use crate::error::Result;
use khabar_link::same::Ground;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Rows of what type are told to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Type {
    /// Articles of one story.
    Article,
    Event,
    Statement,
}

impl Type {
    pub const ALL: [Type; 3] = [Type::Article, Type::Event, Type::Statement];

    /// As in the columns `type`, and in those of decisions.
    pub fn name(self) -> &'static str {
        match self {
            Type::Article => "article",
            Type::Event => "event",
            Type::Statement => "statement",
        }
    }

    pub fn parse(name: &str) -> Option<Type> {
        Type::ALL.into_iter().find(|t| t.name() == name)
    }
}

/// What people decided of the rows of one type.
#[derive(Clone, Debug, Default)]
pub struct Decided {
    pub same: Vec<(i64, i64)>,
    pub apart: Vec<(i64, i64)>,
}

/// Notes that two rows are one. A pair that is there keeps what it has.
pub fn link(
    db: &Connection,
    of: Type,
    a: i64,
    b: i64,
    score: f32,
    grounds: &[Ground],
) -> Result<()> {
    let grounds: Vec<_> = grounds
        .iter()
        .map(|g| json!({ "what": g.what, "detail": g.detail, "weight": g.weight }))
        .collect();
    db.prepare_cached("INSERT OR IGNORE INTO same_links VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            of.name(),
            a.min(b),
            a.max(b),
            f64::from(score),
            json!(grounds).to_string()
        ])?;
    Ok(())
}

/// The group of a row: its own number where it is alone.
pub fn group(db: &Connection, of: Type, row: i64) -> Result<i64> {
    let sql = "SELECT one FROM same_groups WHERE type = ?1 AND row = ?2";
    let one = db
        .prepare_cached(sql)?
        .query_row(params![of.name(), row], |r| r.get(0));
    Ok(one.optional()?.unwrap_or(row))
}

/// The groups of those of the rows that are not alone.
pub fn groups(
    db: &Connection,
    of: Type,
    rows: impl IntoIterator<Item = i64>,
) -> Result<HashMap<i64, i64>> {
    let sql = "SELECT g.row, g.one FROM json_each(?2) x
               CROSS JOIN same_groups g ON g.type = ?1 AND g.row = x.value";
    let mut q = db.prepare_cached(sql)?;
    let rows = crate::answer::list(rows);
    let rows = q.query_map(params![of.name(), rows], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The rows of a group, in their order; the row itself where it is alone.
pub fn members(db: &Connection, of: Type, one: i64) -> Result<Vec<i64>> {
    let sql = "SELECT row FROM same_groups WHERE type = ?1 AND one = ?2 ORDER BY row";
    let mut q = db.prepare_cached(sql)?;
    let rows = q.query_map(params![of.name(), one], |r| r.get(0))?;
    let rows = rows.collect::<rusqlite::Result<Vec<i64>>>()?;
    Ok(if rows.is_empty() { vec![one] } else { rows })
}

/// Works out anew the groups of all rows that hang together with these. The
/// likest are joined first; two rows that were decided to be apart never come
/// into one group, those decided to be one do unless that would join such two.
pub fn regroup(db: &Connection, of: Type, rows: &[i64], decided: &Decided) -> Result<()> {
    let mut todo: Vec<i64> = rows.to_vec();
    let mut seen: BTreeSet<i64> = BTreeSet::new();
    let mut groups: BTreeSet<i64> = BTreeSet::new();
    let mut links: Vec<(f64, i64, i64)> = Vec::new();
    let sql = "SELECT score, row, other FROM same_links WHERE type = ?1 AND row = ?2
               UNION ALL SELECT score, row, other FROM same_links
                 INDEXED BY same_links_other WHERE other = ?2 AND type = ?1";
    let mut q = db.prepare_cached(sql)?;
    let mut forget = db.prepare_cached("DELETE FROM same_groups WHERE type = ?1 AND row = ?2")?;
    while let Some(row) = todo.pop() {
        if !seen.insert(row) {
            continue;
        }
        // Its group may rest on a decision that is no more.
        let one = group(db, of, row)?;
        if groups.insert(one) {
            todo.extend(members(db, of, one)?);
        }
        let found = q.query_map(params![of.name(), row], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?))
        })?;
        for link in found {
            let link: (f64, i64, i64) = link?;
            todo.extend([link.1, link.2]);
            links.push(link);
        }
        let same = decided.same.iter().filter(|(a, b)| *a == row || *b == row);
        todo.extend(same.flat_map(|(a, b)| [*a, *b]));
    }
    for row in &seen {
        forget.execute(params![of.name(), row])?;
    }
    let decided_links = decided.same.iter().map(|(a, b)| (f64::MAX, *a, *b));
    links.extend(decided_links.filter(|(_, a, _)| seen.contains(a)));
    links.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    links.dedup();
    for (one, rows) in joined(&links, &decided.apart) {
        for row in rows {
            db.prepare_cached("INSERT INTO same_groups VALUES (?1, ?2, ?3)")?
                .execute(params![of.name(), row, one])?;
        }
    }
    Ok(())
}

/// Groups of two and more by links, the first first, under their least row.
fn joined(links: &[(f64, i64, i64)], apart: &[(i64, i64)]) -> BTreeMap<i64, BTreeSet<i64>> {
    let mut of: BTreeMap<i64, i64> = BTreeMap::new();
    let mut groups: BTreeMap<i64, BTreeSet<i64>> = BTreeMap::new();
    for (_, a, b) in links {
        let ga = *of.entry(*a).or_insert(*a);
        let gb = *of.entry(*b).or_insert(*b);
        if ga == gb {
            continue;
        }
        let rows = |g: i64| {
            groups
                .get(&g)
                .cloned()
                .unwrap_or_else(|| BTreeSet::from([g]))
        };
        let (x, y) = (rows(ga), rows(gb));
        let split =
            |(p, q): &(i64, i64)| x.contains(p) && y.contains(q) || x.contains(q) && y.contains(p);
        if apart.iter().any(split) {
            continue;
        }
        groups.remove(&ga.max(gb));
        let into = ga.min(gb);
        for row in &y {
            of.insert(*row, into);
        }
        for row in &x {
            of.insert(*row, into);
        }
        groups.insert(into, x.union(&y).copied().collect());
    }
    groups
}

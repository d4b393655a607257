//! What many answers need, worked out before they are asked for: a server does so
//! when it starts, so that the first who come wait no longer than those after.

use super::Record;
use super::facets;
use super::who::{groups, profile};
use crate::error::Result;

/// Articles in one question.
const STEP: usize = 1_000;

/// Articles whose facets are counted, the latest; more are counted when they are found.
const ARTICLES: i64 = 100_000;

/// The actors named most, of whom dossiers are full.
const ACTORS: i64 = 300;

pub(crate) fn all(r: &Record) -> Result<()> {
    let ids = |sql: &str, most: i64| -> Result<Vec<i64>> {
        let mut q = r.db.prepare_cached(sql)?;
        let rows = q.query_map([most], |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    };
    // A question each, so that none holds on to an old state of the record.
    for some in ids(
        "SELECT id FROM articles ORDER BY id DESC LIMIT ?1",
        ARTICLES,
    )?
    .chunks(STEP)
    {
        facets::of(&r.fetch()?, some.iter().copied())?;
    }
    let sql = "SELECT actor FROM identities GROUP BY actor ORDER BY count(*) DESC LIMIT ?1";
    for id in ids(sql, ACTORS)? {
        let f = r.fetch()?;
        let mut q =
            f.db.prepare_cached("SELECT name FROM actors WHERE id = ?1")?;
        let name: String = q.query_row([id], |row| row.get(0))?;
        let who = f.resolve(&name)?;
        f.touched(who.ids().collect())?;
        f.happened(id)?;
        for group in groups(&who).iter().take(2) {
            profile(&f, group, 0)?;
        }
    }
    Ok(())
}

//! What the articles found have in common, counted.

use super::fetch::{Fetch, list};
use super::types::{Count, Facets};
use crate::error::Result;

/// Values of one facet.
const EACH: usize = 50;

/// Counts of articles, most first (months: latest first).
pub(crate) fn of(f: &Fetch<'_>, articles: impl Iterator<Item = i64>) -> Result<Facets> {
    let ids = list(articles);
    let count = |value: &str, rows: &str, order: &str| -> Result<Vec<Count>> {
        let sql = format!(
            "WITH found AS (SELECT value AS id FROM json_each(?1))
             SELECT {value} AS v, count(DISTINCT found.id) AS c FROM found
             JOIN articles a ON a.id = found.id {rows}
             WHERE v IS NOT NULL GROUP BY v ORDER BY {order} LIMIT {EACH}"
        );
        let mut q = f.db.prepare_cached(&sql)?;
        let counts = q.query_map([&ids], |r| {
            Ok(Count {
                name: r.get(0)?,
                count: r.get::<_, i64>(1)? as usize,
            })
        })?;
        Ok(counts.collect::<rusqlite::Result<_>>()?)
    };
    const SAID: &str = "JOIN statements s ON s.article = a.id AND NOT s.hidden";
    const MOST: &str = "c DESC, v";
    let speaker = format!("{SAID} JOIN actors x ON x.id = s.speaker");
    let place = "JOIN entities e ON e.article = a.id AND e.kind = 'place'
                 JOIN identities i ON i.entity = e.id JOIN actors x ON x.id = i.actor";
    let chain = format!("{SAID} JOIN links l ON l.statement = s.id");
    Ok(Facets {
        outlet: count("a.outlet", "", MOST)?,
        speaker: count("x.name", &speaker, MOST)?,
        act: count("s.act", SAID, MOST)?,
        month: count("substr(a.published, 1, 7)", "", "v DESC")?,
        place: count("x.name", place, MOST)?,
        chain: count("l.kind", &chain, MOST)?,
    })
}

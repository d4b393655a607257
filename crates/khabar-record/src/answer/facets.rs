//! What the articles found have in common, counted.

use super::fetch::{Fetch, list};
use super::types::{Count, Facets};
use crate::error::Result;
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::PoisonError;

/// Values of one facet.
const EACH: usize = 50;
/// Months told, the latest: fifty years.
const MONTHS: usize = 600;

/// Articles whose values are kept; about a hundred bytes each.
const KEPT: usize = 400_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Outlet,
    Month,
    Act,
    Speaker,
    Place,
    Chain,
}

/// What each article counts for. Only a person's decision or a re-reading
/// changes it; articles that come in do not.
#[derive(Default)]
pub(crate) struct Table {
    state: Option<State>,
    /// The version for which the state was last asked for.
    asked: u64,
    values: Vec<(Kind, String)>,
    numbers: HashMap<(Kind, String), u32>,
    of: FxHashMap<i64, Box<[u32]>>,
}

/// The reading, and which decisions in force bear on facets: their number and
/// the sum of theirs. A decision undone never comes back and a new one has a
/// greater number, so two sets never agree in both.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    reading: String,
    decisions: (i64, i64),
}

fn state(f: &Fetch<'_>) -> Result<State> {
    let sql = "SELECT count(*), ifnull(sum(id), 0) FROM decisions
               WHERE kind IN ('source', 'hide') AND undone_at IS NULL";
    let mut q = f.db.prepare_cached(sql)?;
    Ok(State {
        reading: crate::store::index_name(f.db)?,
        decisions: q.query_row([], |r| Ok((r.get(0)?, r.get(1)?)))?,
    })
}

impl Table {
    fn number(&mut self, kind: Kind, value: &str) -> u32 {
        let key = (kind, value.to_string());
        if let Some(&n) = self.numbers.get(&key) {
            return n;
        }
        let n = self.values.len() as u32;
        self.values.push(key.clone());
        self.numbers.insert(key, n);
        n
    }

    /// Takes in the articles of `rows`; one without a value too.
    fn take_in(&mut self, articles: &[i64], rows: &Rows) {
        if self.of.len() + articles.len() > KEPT {
            self.of.clear();
        }
        let mut of: HashMap<i64, Vec<u32>> = articles.iter().map(|&a| (a, Vec::new())).collect();
        for (article, kind, value) in rows {
            let n = self.number(*kind, value);
            if let Some(own) = of.get_mut(article) {
                own.push(n);
            }
        }
        for (article, mut own) in of {
            own.sort_unstable();
            own.dedup();
            self.of.insert(article, own.into());
        }
    }

    fn counted(&self, counts: &[u32]) -> Facets {
        let mut by: HashMap<Kind, Vec<(u32, &str)>> = HashMap::new();
        for (n, (kind, value)) in counts.iter().zip(&self.values) {
            if *n > 0 {
                by.entry(*kind).or_default().push((*n, value));
            }
        }
        let mut take = |kind| -> Vec<Count> {
            let mut all = by.remove(&kind).unwrap_or_default();
            match kind {
                // The latest first.
                Kind::Month => all.sort_unstable_by(|a, b| b.1.cmp(a.1)),
                _ => all.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1))),
            }
            let each = if kind == Kind::Month { MONTHS } else { EACH };
            let most = all.into_iter().take(each);
            most.map(|(n, name)| Count {
                name: name.to_string(),
                count: n as usize,
            })
            .collect()
        };
        Facets {
            outlet: take(Kind::Outlet),
            speaker: take(Kind::Speaker),
            act: take(Kind::Act),
            month: take(Kind::Month),
            place: take(Kind::Place),
            chain: take(Kind::Chain),
        }
    }
}

/// An article and a value that it counts for, each pair once or more.
type Rows = Vec<(i64, Kind, String)>;

/// What the articles count for, from the store.
fn rows(f: &Fetch<'_>, articles: &[i64]) -> Result<Rows> {
    let ids = list(articles.iter().copied());
    let mut out = Rows::new();
    let mut add = |kinds: &[Kind], sql: &str| -> Result<()> {
        let mut q = f.db.prepare_cached(sql)?;
        let mut rows = q.query([&ids])?;
        while let Some(r) = rows.next()? {
            let article = r.get(0)?;
            for (k, kind) in kinds.iter().enumerate() {
                if let Some(value) = r.get(k + 1)? {
                    out.push((article, *kind, value));
                }
            }
        }
        Ok(())
    };
    add(
        &[Kind::Outlet, Kind::Month],
        "SELECT id, outlet, substr(published, 1, 7) FROM articles
         WHERE id IN (SELECT value FROM json_each(?1))",
    )?;
    add(
        &[Kind::Act, Kind::Speaker],
        "SELECT s.article, s.act, x.name FROM statements s LEFT JOIN actors x ON x.id = s.speaker
         WHERE s.article IN (SELECT value FROM json_each(?1)) AND NOT s.hidden",
    )?;
    add(
        &[Kind::Chain],
        "SELECT DISTINCT s.article, l.kind FROM statements s JOIN links l ON l.statement = s.id
         WHERE s.article IN (SELECT value FROM json_each(?1)) AND NOT s.hidden",
    )?;
    add(
        &[Kind::Place],
        "SELECT DISTINCT e.article, x.name FROM entities e
         JOIN identities i ON i.entity = e.id JOIN actors x ON x.id = i.actor
         WHERE e.article IN (SELECT value FROM json_each(?1)) AND e.kind = 'place'",
    )?;
    Ok(out)
}

/// Counts of articles, most first (months: latest first).
pub(crate) fn of(f: &Fetch<'_>, articles: impl Iterator<Item = i64>) -> Result<Facets> {
    let articles: Vec<i64> = articles.collect();
    let Some((kept, version)) = f.kept else {
        let mut table = Table::default();
        table.take_in(&articles, &rows(f, &articles)?);
        return Ok(count(&table, &articles));
    };
    let table = || kept.facets.read().unwrap_or_else(PoisonError::into_inner);
    if table().asked != version {
        let now = state(f)?;
        let mut t = kept.facets.write().unwrap_or_else(PoisonError::into_inner);
        if t.state.as_ref() != Some(&now) {
            *t = Table::default();
            t.state = Some(now);
        }
        t.asked = version;
    }
    let t = table();
    let missing = articles.iter().filter(|a| !t.of.contains_key(a));
    let missing: Vec<i64> = missing.copied().collect();
    if missing.is_empty() {
        return Ok(count(&t, &articles));
    }
    drop(t);
    let found = rows(f, &missing)?;
    let mut t = kept.facets.write().unwrap_or_else(PoisonError::into_inner);
    if t.asked == version {
        t.take_in(&missing, &found);
        let held = articles.iter().all(|a| t.of.contains_key(a));
        if held {
            return Ok(count(&t, &articles));
        }
    }
    drop(t);
    // Another version came in between, or there are more than are kept.
    let mut own = Table::default();
    own.take_in(&articles, &rows(f, &articles)?);
    Ok(count(&own, &articles))
}

fn count(table: &Table, articles: &[i64]) -> Facets {
    let mut counts = vec![0u32; table.values.len()];
    for own in articles.iter().filter_map(|a| table.of.get(a)) {
        for &n in own {
            counts[n as usize] += 1;
        }
    }
    table.counted(&counts)
}

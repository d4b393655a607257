//! Outlets beside each other, and what came in last.

use super::Record;
use super::fetch::Fetch;
use super::parts;
use super::types::*;
use crate::error::Result;
use khabar_text::Span;
use rusqlite::params;
use std::collections::HashMap;

/// Speakers and kinds of links told of each outlet.
const EACH: usize = 12;
/// Texts shown that several of the outlets carried.
const SHARED: usize = 100;

impl Record {
    /// All outlets by their articles, most first.
    pub fn outlets(&self) -> Result<Vec<Count>> {
        let sql = "SELECT outlet, count(*) AS n FROM articles
                   WHERE outlet IS NOT NULL AND NOT hidden
                   GROUP BY outlet ORDER BY n DESC, outlet";
        counts(&self.fetch()?, sql, params![])
    }

    /// What each of these outlets (by their exact names) carried, and the texts
    /// that two or more of them did.
    pub fn compare(&self, names: &[&str]) -> Result<Compared> {
        let f = self.fetch()?;
        let outlets = names.iter().map(|n| outlet(&f, n));
        Ok(Compared {
            outlets: outlets.collect::<Result<_>>()?,
            shared: shared(&f, names)?,
        })
    }

    /// The articles that came in last, latest first, with the time they came
    /// (none where an older khabar took them in).
    pub fn newest(&self, limit: usize) -> Result<Vec<Newcomer>> {
        let f = self.fetch()?;
        let sql = "SELECT a.id, c.added FROM captures c JOIN articles a ON a.capture = c.id
                   WHERE NOT a.hidden ORDER BY c.id DESC, a.n LIMIT ?1";
        let mut q = f.db.prepare_cached(sql)?;
        let mut rows = q.query([limit.min(10_000) as i64])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            out.push(Newcomer {
                source: f.article(r.get(0)?)?.source.clone(),
                added: r.get(1)?,
            });
        }
        Ok(out)
    }
}

impl Record {
    /// Lines of an article's page that belong to no article on it: menus,
    /// tickers, related headlines.
    pub fn dropped(&self, article: i64) -> Result<Vec<Quote>> {
        let f = self.fetch()?;
        let capture = f.article(article)?.capture;
        let page = f.page(capture)?;
        let mut kept: Vec<Span> = Vec::new();
        let mut q =
            f.db.prepare("SELECT parts FROM articles WHERE capture = ?1")?;
        let mut rows = q.query([capture])?;
        while let Some(r) = rows.next()? {
            let all: String = r.get(0)?;
            let lines = parts::lines(&all);
            kept.extend(parts::blocks(&all).into_iter().map(|b| b.1));
            kept.extend(
                lines
                    .dateline
                    .into_iter()
                    .chain(lines.byline)
                    .chain(lines.credit),
            );
        }
        let mut at = 0;
        let mut out = Vec::new();
        for line in page.text.split_inclusive('\n') {
            let words = line.trim();
            let start = at + line.len() - line.trim_start().len();
            let span = Span::new(start, start + words.len());
            if !words.is_empty() && !kept.iter().any(|k| k.overlaps(span)) {
                out.push(page.quote(span));
            }
            at += line.len();
        }
        Ok(out)
    }
}

fn counts(f: &Fetch<'_>, sql: &str, values: impl rusqlite::Params) -> Result<Vec<Count>> {
    let mut q = f.db.prepare_cached(sql)?;
    let rows = q.query_map(values, |r| {
        Ok(Count {
            name: r.get(0)?,
            count: r.get::<_, i64>(1)? as usize,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn outlet(f: &Fetch<'_>, name: &str) -> Result<OutletView> {
    let one = |sql: &str| -> Result<usize> {
        let n: i64 = f.db.prepare_cached(sql)?.query_row([name], |r| r.get(0))?;
        Ok(n as usize)
    };
    const SAID: &str = "FROM articles a JOIN statements s ON s.article = a.id AND NOT s.hidden";
    const OF: &str = "WHERE a.outlet = ?1 AND NOT a.hidden";
    let top = |value: &str, rows: &str| {
        let sql = format!(
            "SELECT {value} AS v, count(*) AS n {SAID} {rows} {OF} GROUP BY v ORDER BY n DESC, v LIMIT {EACH}"
        );
        counts(f, &sql, [name])
    };
    Ok(OutletView {
        name: name.to_string(),
        articles: one(&format!("SELECT count(*) FROM articles a {OF}"))?,
        statements: one(&format!("SELECT count(*) {SAID} {OF}"))?,
        copies: one(&format!(
            "SELECT count(*) FROM articles a JOIN reports r ON r.article = a.id {OF}"
        ))?,
        unnamed: one(&format!(
            "SELECT count(*) {SAID} {OF} AND s.speaker IS NULL"
        ))?,
        speakers: top("x.name", "JOIN actors x ON x.id = s.speaker")?,
        chain: top("l.kind", "JOIN links l ON l.statement = s.id")?,
    })
}

/// Groups of copies with members of two of the outlets or more, latest first;
/// of each only their members.
fn shared(f: &Fetch<'_>, names: &[&str]) -> Result<Vec<Vec<Source>>> {
    let list = serde_json::to_string(names).unwrap_or_default();
    let sql = "SELECT r.report, a.id FROM reports r JOIN articles a ON a.id = r.article
               WHERE NOT a.hidden AND a.outlet IN (SELECT value FROM json_each(?1))
                 AND r.report IN (
                   SELECT r.report FROM reports r JOIN articles a ON a.id = r.article
                   WHERE NOT a.hidden AND a.outlet IN (SELECT value FROM json_each(?1))
                   GROUP BY r.report HAVING count(DISTINCT a.outlet) > 1
                   ORDER BY max(a.day) DESC LIMIT ?2)
               ORDER BY a.day, a.id";
    let mut q = f.db.prepare_cached(sql)?;
    let mut rows = q.query(params![list, SHARED as i64])?;
    let mut groups: HashMap<i64, Vec<Source>> = HashMap::new();
    while let Some(r) = rows.next()? {
        let source = f.article(r.get(1)?)?.source.clone();
        groups.entry(r.get(0)?).or_default().push(source);
    }
    let mut out: Vec<Vec<Source>> = groups.into_values().collect();
    let key = |g: &Vec<Source>| g.last().map(|s| (s.day.clone(), s.article));
    out.sort_by_key(|g| std::cmp::Reverse(key(g)));
    Ok(out)
}

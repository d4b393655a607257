//! Full-text search with snippets and marks.

use super::Record;
use super::cursor::Cursor;
use super::eval::{Eval, Marks};
use super::fetch::{ArticleRow, Fetch, list};
use super::page_text::PageText;
use super::types::*;
use super::widen::widen;
use super::{facets, parts, query};
use crate::error::{Error, Result};
use khabar_text::{Span, Text, sentence};
use rustc_hash::FxHashMap;
use std::collections::HashMap;
use std::sync::Arc;

/// Words in a snippet.
const SNIPPET: usize = 40;

impl Record {
    /// Articles that answer to `query` (see `docs/query.md`), best first.
    /// `limit` 0 means 20.
    pub fn search(&self, query: &str, limit: usize) -> Result<Search> {
        self.search_for(&SearchQuery {
            query: query.to_string(),
            limit,
            ..SearchQuery::default()
        })
    }

    /// As [`Record::search`], by pages and with facets. Where no article has
    /// all the words of a query, those that have some.
    pub fn search_for(&self, q: &SearchQuery) -> Result<Search> {
        let mut expr = query::parse(&q.query)?;
        let cursor = q.after.as_deref().map(Cursor::parse).transpose()?;
        let f = self.fetch()?;
        let Some(index) = self.index(&f)? else {
            return Err(Error::Damaged(
                "there is no index yet; run a build to make it".into(),
            ));
        };
        widen(f.db, &index, &mut expr)?;
        let mut eval = Eval::new(&f, &index).with_words(&expr);
        let mut found = eval.all(&expr)?;
        let last =
            f.db.query_row("SELECT ifnull(max(id), 0) FROM articles", [], |r| r.get(0))?;
        let upto = cursor.as_ref().map_or(last, |c| c.upto);
        // What was added since the first page stays out of the later ones.
        found.retain(|&id, _| id <= upto);
        for id in hidden(&f)? {
            found.remove(&id);
        }
        let facets = match q.facets {
            true => Some(facets::of(&f, found.keys().copied())?),
            false => None,
        };
        let articles = found.len();
        let mut found: Vec<(i64, f32)> = found.into_iter().collect();
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut copies = under_one(&f, &mut found)?;
        let total = found.len();
        if let Some(c) = &cursor {
            found.retain(|&(id, score)| score < c.score || (score == c.score && id > c.id));
        }
        let limit = if q.limit == 0 { 20 } else { q.limit };
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more);
        let next = next.map(|&(id, score)| Cursor { score, id, upto }.to_string());
        let said = eval.said(found.iter().map(|h| h.0), limit)?;
        let marks = eval.marks();
        let mut hits = Vec::with_capacity(found.len());
        for (id, score) in found {
            let article = f.article(id)?;
            let page = f.page(article.capture)?;
            let (snippet, marks) = snippet(&article, &page, &marks);
            let ids = said.get(&id).map_or(&[][..], |v| v);
            let statements = ids
                .iter()
                .take(3)
                .map(|&s| f.statement(s))
                .collect::<Result<_>>()?;
            hits.push(Hit {
                score,
                source: article.source.clone(),
                snippet,
                marks,
                statements,
                copies: copies
                    .remove(&id)
                    .unwrap_or_default()
                    .into_iter()
                    .map(|c| Ok(f.article(c)?.source.clone()))
                    .collect::<Result<_>>()?,
            });
        }
        Ok(Search {
            query: q.query.clone(),
            total,
            articles,
            hits,
            next,
            facets,
        })
    }

    /// One article with everything read from it.
    pub fn article(&self, id: i64) -> Result<ArticleView> {
        self.fetch()?.view(id)
    }
}

/// Hidden articles, found by the decisions that hide them: there are few.
fn hidden(f: &Fetch<'_>) -> Result<Vec<i64>> {
    let mut q = f.db.prepare_cached(
        "SELECT a.id FROM decided d JOIN articles a ON a.id = d.row
         WHERE d.type = 'article' AND a.hidden",
    )?;
    let ids = q.query_map([], |r| r.get(0))?;
    Ok(ids.collect::<rusqlite::Result<_>>()?)
}

/// Leaves the first of each group of copies and gives the others under it.
fn under_one(f: &Fetch<'_>, found: &mut Vec<(i64, f32)>) -> Result<HashMap<i64, Vec<i64>>> {
    let reports = reports(f, found)?;
    let mut first: FxHashMap<i64, i64> = FxHashMap::default();
    let mut copies: HashMap<i64, Vec<i64>> = HashMap::new();
    found.retain(|&(id, _)| {
        let Some(&report) = reports.get(&id) else {
            return true;
        };
        let shown = *first.entry(report).or_insert(id);
        if shown != id {
            copies.entry(shown).or_default().push(id);
        }
        shown == id
    });
    Ok(copies)
}

/// Articles for which the copies of each are looked up by itself.
const FEW: usize = 500;

/// The group of copies that each article found is in, if it is in one.
fn reports(f: &Fetch<'_>, found: &[(i64, f32)]) -> Result<Arc<FxHashMap<i64, i64>>> {
    if let Some(all) = f.kept.and_then(|(k, v)| k.reports.get(v, &())) {
        return Ok(all);
    }
    let pair = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get(1)?));
    let Some((kept, version)) = f.kept.filter(|_| found.len() > FEW) else {
        let sql = "SELECT article, report FROM reports
                   WHERE article IN (SELECT value FROM json_each(?1))";
        let mut q = f.db.prepare_cached(sql)?;
        let rows = q.query_map([list(found.iter().map(|h| h.0))], pair)?;
        return Ok(Arc::new(rows.collect::<rusqlite::Result<_>>()?));
    };
    let mut q = f.db.prepare_cached("SELECT article, report FROM reports")?;
    let all = q.query_map([], pair)?.collect::<rusqlite::Result<_>>()?;
    Ok(kept.reports.put(version, (), all, 0))
}

/// The sentence of the body (or headline) with the most of what was asked for,
/// the first of such, cut to size around it.
fn snippet(article: &ArticleRow, page: &PageText, sought: &Marks) -> (Quote, Vec<Quote>) {
    let blocks = parts::blocks(&article.parts);
    let of = |kind: &'static str| blocks.iter().filter(move |b| b.0 == kind).map(|b| b.1);
    let mut best: Option<(u32, Span, Vec<Span>)> = None;
    // A sentence ends with its line: the lines after the one sought need not be
    // taken apart.
    'found: for line in of("body")
        .chain(of("headline"))
        .flat_map(|b| lines(&page.text, b))
    {
        let text = Text::new(line.of(&page.text));
        let place = |a: usize, b: usize| {
            let s = text.span(a, b);
            Span::new(line.start() + s.start(), line.start() + s.end())
        };
        for range in sentence::sentences(&text, 0..text.len()) {
            let (mut hits, mut bits) = (Vec::new(), 0);
            for i in range.clone().filter(|&i| !text.is_punct(i)) {
                let own = sought.of(text.norm(i));
                if own != 0 {
                    hits.push(i);
                    bits |= own;
                }
            }
            let kinds = bits.count_ones();
            if best.as_ref().is_some_and(|b| kinds <= b.0) {
                continue;
            }
            let from = match hits.first() {
                Some(&h) if h > range.start + SNIPPET / 2 => h - SNIPPET / 4,
                _ => range.start,
            };
            let to = range.end.min(from + SNIPPET);
            let marks = hits.iter().filter(|&&h| h < to).map(|&h| place(h, h + 1));
            best = Some((kinds, place(from, to), marks.collect()));
            if bits == sought.all() {
                break 'found;
            }
        }
    }
    let (words, marks) = best.map_or((Span::new(0, 0), Vec::new()), |b| (b.1, b.2));
    let marks = marks.into_iter().map(|m| page.quote(m)).collect();
    (page.quote(words), marks)
}

/// The lines of a span.
fn lines(text: &str, of: Span) -> impl Iterator<Item = Span> {
    let mut at = of.start();
    of.of(text).split_inclusive('\n').map(move |line| {
        let from = at;
        at += line.len();
        Span::new(from, at)
    })
}

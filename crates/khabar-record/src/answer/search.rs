//! Full-text search with snippets and marks.

use super::Record;
use super::fetch::{ArticleRow, Fetch, PageText};
use super::parts;
use super::types::*;
use crate::error::{Error, Result};
use crate::index::search::Parsed;
use khabar_text::{Span, Text, sentence};
use std::collections::HashMap;

/// Words in a snippet.
const SNIPPET: usize = 40;

impl Record {
    /// Articles whose headline or body hold the words of `query` (`"…"` for a
    /// phrase, `-word` to exclude), best first. Where no article holds them
    /// all, those that hold some. `limit` 0 means 20.
    pub fn search(&self, query: &str, limit: usize) -> Result<Search> {
        let parsed = Parsed::new(query)?;
        let Some(index) = &self.index else {
            return Err(Error::Damaged(
                "there is no index yet; run a build to make it".into(),
            ));
        };
        let limit = if limit == 0 { 20 } else { limit };
        let (total, found) = index.articles(&parsed, limit)?;
        let f = self.fetch();
        let mut said: HashMap<i64, Vec<i64>> = HashMap::new();
        for (_, id) in index.statements(&parsed, limit * 5)?.1 {
            let sql = "SELECT article FROM statements WHERE id = ?1";
            let article = f.db.prepare_cached(sql)?.query_row([id], |r| r.get(0))?;
            said.entry(article).or_default().push(id);
        }
        let mut hits = Vec::with_capacity(found.len());
        for (score, id) in found {
            let article = f.article(id)?;
            let page = f.page(article.capture)?;
            let (snippet, marks) = snippet(&article, &page, &parsed);
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
            });
        }
        Ok(Search {
            query: query.to_string(),
            total,
            hits,
        })
    }

    /// One article with everything read from it.
    pub fn article(&self, id: i64) -> Result<ArticleView> {
        self.fetch().view(id)
    }

    pub(crate) fn fetch(&self) -> Fetch<'_> {
        Fetch::new(&self.db)
    }
}

/// The sentence of the body (or headline) with the most of what was asked for,
/// cut to size around it.
fn snippet(article: &ArticleRow, page: &PageText, parsed: &Parsed) -> (Quote, Vec<Quote>) {
    let blocks = parts::blocks(&article.parts);
    let spans =
        |kind: &str| -> Vec<Span> { blocks.iter().filter(|b| b.0 == kind).map(|b| b.1).collect() };
    let text = Text::new(&page.text);
    let mut best: Option<(usize, std::ops::Range<usize>, Vec<usize>)> = None;
    for block in spans("body").into_iter().chain(spans("headline")) {
        for range in sentence::sentences(&text, text.tokens_in(block)) {
            let hits: Vec<usize> = range
                .clone()
                .filter(|&i| !text.is_punct(i) && parsed.marks(text.norm(i)))
                .collect();
            let mut kinds: Vec<&str> = hits.iter().map(|&i| text.norm(i)).collect();
            kinds.sort_unstable();
            kinds.dedup();
            if best.as_ref().is_none_or(|b| kinds.len() > b.0) {
                best = Some((kinds.len(), range, hits));
            }
        }
    }
    let Some((_, range, hits)) = best else {
        return (page.quote(Span::new(0, 0)), Vec::new());
    };
    let from = match hits.first() {
        Some(&h) if h > range.start + SNIPPET / 2 => h - SNIPPET / 4,
        _ => range.start,
    };
    let to = range.end.min(from + SNIPPET);
    let marks = hits
        .iter()
        .filter(|&&h| h < to)
        .map(|&h| page.quote(text.span(h, h + 1)));
    (page.quote(text.span(from, to)), marks.collect())
}

//! One event: the sentence that tells it, and who else tells it.

use super::fetch::{Fetch, list};
use super::statements::counted;
use super::types::*;
use super::{Record, dossier, events, parts};
use crate::error::Result;
use crate::store::same::{self, Type};
use khabar_text::{Span, Text, sentence};
use std::collections::HashSet;

/// Other tellings that are shown.
const TOLD: usize = 40;

impl Record {
    /// One event with all that tell it.
    pub fn event(&self, id: i64) -> Result<EventView> {
        let f = self.fetch()?;
        let telling = telling(&f, id)?;
        let others = others(&f, &telling.event)?;
        let told = others.iter().take(TOLD).map(|&id| self::telling(&f, id));
        let told = told.collect::<Result<Vec<_>>>()?;
        let sources = std::iter::once(&telling).chain(&told);
        let outlets = sources.filter_map(|t| t.event.source.outlet.clone());
        let plans = dossier::plans(&f, &[], std::slice::from_ref(&telling.event))?;
        Ok(EventView {
            outlets: counted(outlets),
            followed_by: plans.into_iter().flat_map(|p| p.followed_by).collect(),
            told,
            telling,
        })
    }
}

fn telling(f: &Fetch<'_>, id: i64) -> Result<Telling> {
    let event = f.event(id)?;
    let article = f.article(event.source.article)?;
    let page = f.page(article.capture)?;
    let sql = "SELECT start, end FROM events WHERE id = ?1";
    let clause =
        f.db.prepare_cached(sql)?
            .query_row([id], |r| super::fetch::span(r, 0))?;
    let sentence = page.quote(sentence_of(&page.text, &article.parts, clause));
    Ok(Telling { event, sentence })
}

/// The sentence, or sentences, that a clause lies in, within its paragraph.
fn sentence_of(text: &str, article: &str, clause: Span) -> Span {
    let blocks = parts::blocks(article);
    let Some((_, block)) = blocks.into_iter().find(|b| b.1.overlaps(clause)) else {
        return clause;
    };
    let within = block.of(text);
    let tokens = Text::new(within);
    let spans = sentence::sentences(&tokens, 0..tokens.len());
    let spans = spans.into_iter().map(|s| {
        let s = tokens.span(s.start, s.end);
        Span::new(block.start() + s.start(), block.start() + s.end())
    });
    let over = spans.filter(|s| s.overlaps(clause));
    over.reduce(Span::to).map_or(clause, |s| s.to(clause))
}

/// Other events that tell the same, earliest first.
fn others(f: &Fetch<'_>, e: &Event) -> Result<Vec<i64>> {
    let one = same::group(f.db, Type::Event, e.id)?;
    let mut all: HashSet<i64> = same::members(f.db, Type::Event, one)?.into_iter().collect();
    all.extend(alike(f, e)?);
    all.remove(&e.id);
    let keys = events::keys(f, Some(&all))?;
    Ok(keys.into_iter().map(|k| k.id).collect())
}

/// Those of the same type, day, status and participants.
fn alike(f: &Fetch<'_>, e: &Event) -> Result<Vec<i64>> {
    let ids: Vec<i64> = e.participants.iter().map(|a| a.id).collect();
    // What has one participant or none may be anything.
    if ids.iter().collect::<HashSet<_>>().len() < 2 {
        return Ok(Vec::new());
    }
    let sql =
        "SELECT DISTINCT p.event FROM identities i CROSS JOIN participants p ON p.entity = i.entity
               CROSS JOIN events e ON e.id = p.event AND e.kind = ?2 AND e.status = ?3
               WHERE i.actor IN (SELECT value FROM json_each(?1))";
    let mut q = f.db.prepare_cached(sql)?;
    let found = q.query_map((list(ids), &e.kind, &e.status), |r| r.get(0))?;
    let found: HashSet<i64> = found.collect::<rusqlite::Result<_>>()?;
    let day = e.date.as_ref().or(e.source.day.as_ref());
    let mut keys = events::keys(f, Some(&found))?;
    keys.retain(|k| k.day.as_ref() == day);
    for (first, also) in events::grouped(f, keys)? {
        let group = std::iter::once(first.id).chain(also.iter().map(|k| k.id));
        let group: Vec<i64> = group.collect();
        if group.contains(&e.id) {
            return Ok(group);
        }
    }
    Ok(Vec::new())
}

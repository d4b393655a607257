//! The events and statements of articles that tell one story, compared.

use super::same::{self, Type};
use super::stories::page;
use crate::answer::{maybe_span, span};
use crate::error::Result;
use khabar_link::same::{
    Content, EventFacts, Party, SAME_EVENT, SAME_STATEMENT, StatementFacts, same_event,
    same_statement,
};
use khabar_link::{Person, name_key};
use khabar_model::{EntityKind, EventKind};
use khabar_text::Span;
use khabar_text::civil::Day;
use rusqlite::Connection;
use std::collections::HashMap;
use std::rc::Rc;

/// Articles of a story with which a new one is compared: its latest.
const COMPARED: usize = 12;

pub(super) struct Compare<'d> {
    db: &'d Connection,
    known: HashMap<i64, Rc<Things>>,
    /// Rows that were linked.
    pub events: Vec<i64>,
    pub statements: Vec<i64>,
}

/// What an article holds.
struct Things {
    events: Vec<EventRow>,
    statements: Vec<StatementRow>,
}

struct EventRow {
    id: i64,
    kind: EventKind,
    words: String,
    date: Option<String>,
    place: Option<String>,
    parties: Vec<PartyRow>,
}

struct PartyRow {
    name: String,
    kind: EntityKind,
    roles: Vec<String>,
}

struct StatementRow {
    id: i64,
    /// The same for all copies of the same words.
    copy: i64,
    speaker: i64,
    name: String,
    content: Content,
    day: Option<i32>,
}

impl<'d> Compare<'d> {
    pub fn new(db: &'d Connection) -> Self {
        Compare {
            db,
            known: HashMap::new(),
            events: Vec::new(),
            statements: Vec::new(),
        }
    }

    /// Links what an article holds with what others of its story hold.
    pub fn with_story(&mut self, article: i64) -> Result<()> {
        let story = same::group(self.db, Type::Article, article)?;
        let others = same::members(self.db, Type::Article, story)?;
        if others.len() < 2 {
            return Ok(());
        }
        let ours = self.things(article)?;
        let others = others.into_iter().rev().filter(|o| *o != article);
        for other in others.take(COMPARED) {
            let theirs = self.things(other)?;
            self.compare_events(&ours, &theirs)?;
            self.compare_statements(&ours, &theirs)?;
        }
        Ok(())
    }

    fn compare_events(&mut self, ours: &Things, theirs: &Things) -> Result<()> {
        for a in &ours.events {
            let roles_a = a.roles();
            let parties_a = a.parties(&roles_a);
            for b in theirs.events.iter().filter(|b| b.kind == a.kind) {
                let roles_b = b.roles();
                let verdict = same_event(&a.facts(&parties_a), &b.facts(&b.parties(&roles_b)));
                if verdict.score >= SAME_EVENT {
                    let (score, grounds) = (verdict.score, &verdict.grounds);
                    same::link(self.db, Type::Event, a.id, b.id, score, grounds)?;
                    self.events.extend([a.id, b.id]);
                }
            }
        }
        Ok(())
    }

    /// Of what may be one speaker; copies of the same words are known already.
    fn compare_statements(&mut self, ours: &Things, theirs: &Things) -> Result<()> {
        for a in &ours.statements {
            for b in theirs.statements.iter().filter(|b| b.copy != a.copy) {
                let Some((x, y)) = names(a, b) else {
                    continue;
                };
                let verdict = same_statement(&a.facts(x), &b.facts(y));
                if verdict.score >= SAME_STATEMENT {
                    let (score, grounds) = (verdict.score, &verdict.grounds);
                    same::link(self.db, Type::Statement, a.id, b.id, score, grounds)?;
                    self.statements.extend([a.id, b.id]);
                }
            }
        }
        Ok(())
    }

    fn things(&mut self, article: i64) -> Result<Rc<Things>> {
        if let Some(t) = self.known.get(&article) {
            return Ok(t.clone());
        }
        let (text, _, _) = page(self.db, article)?;
        let things = Rc::new(Things {
            events: events(self.db, article, &text)?,
            statements: statements(self.db, article, &text)?,
        });
        self.known.insert(article, things.clone());
        Ok(things)
    }
}

impl EventRow {
    fn roles(&self) -> Vec<Vec<&str>> {
        let all = self.parties.iter().map(|p| p.roles.iter());
        all.map(|r| r.map(String::as_str).collect()).collect()
    }

    fn parties<'a>(&'a self, roles: &'a [Vec<&'a str>]) -> Vec<Party<'a>> {
        let all = self.parties.iter().zip(roles);
        let party = |(p, roles): (&'a PartyRow, &'a Vec<&'a str>)| Party {
            name: &p.name,
            kind: p.kind,
            roles,
        };
        all.map(party).collect()
    }

    fn facts<'a>(&'a self, parties: &'a [Party<'a>]) -> EventFacts<'a> {
        EventFacts {
            kind: self.kind,
            parties,
            date: self.date.as_deref(),
            place: self.place.as_deref(),
            words: &self.words,
        }
    }
}

/// The names of the speakers of two statements, where they may be one. Who goes
/// by a last name alone in an article of the story is who bears it in another.
fn names<'a>(a: &'a StatementRow, b: &'a StatementRow) -> Option<(&'a str, &'a str)> {
    let (x, y) = (name_key(&a.name).words, name_key(&b.name).words);
    match (x.len(), y.len()) {
        _ if a.speaker == b.speaker => Some((&a.name, &a.name)),
        (0, _) | (_, 0) => None,
        (1, _) if x.last() == y.last() => Some((&b.name, &b.name)),
        (_, 1) if x.last() == y.last() => Some((&a.name, &a.name)),
        (1, _) | (_, 1) => None,
        _ => Some((&a.name, &b.name)),
    }
}

impl StatementRow {
    fn facts<'a>(&'a self, name: &'a str) -> StatementFacts<'a> {
        StatementFacts {
            speaker: Some(Person { name, roles: &[] }),
            content: &self.content,
            day: self.day,
        }
    }
}

fn events(db: &Connection, article: i64, text: &str) -> Result<Vec<EventRow>> {
    let sql = "SELECT id, kind, start, end, place_start, place_end, date FROM events
               WHERE article = ?1 AND NOT hidden ORDER BY id";
    let mut q = db.prepare_cached(sql)?;
    let mut rows = q.query([article])?;
    let mut out = Vec::new();
    while let Some(r) = rows.next()? {
        let kind: String = r.get(1)?;
        let Some(kind) = EventKind::parse(&kind) else {
            continue;
        };
        let (id, place): (i64, _) = (r.get(0)?, maybe_span(r, 4)?);
        out.push(EventRow {
            id,
            kind,
            words: span(r, 2)?.of(text).to_string(),
            date: r.get(6)?,
            place: place.map(|p| p.of(text).to_string()),
            parties: parties(db, id)?,
        });
    }
    Ok(out)
}

fn parties(db: &Connection, event: i64) -> Result<Vec<PartyRow>> {
    let sql = "SELECT e.id, e.name, e.kind FROM participants p
               JOIN entities e ON e.id = p.entity WHERE p.event = ?1 ORDER BY e.id";
    let mut q = db.prepare_cached(sql)?;
    let mut rows = q.query([event])?;
    let mut out = Vec::new();
    while let Some(r) = rows.next()? {
        let (entity, kind): (i64, String) = (r.get(0)?, r.get(2)?);
        let mut roles = db.prepare_cached("SELECT text FROM roles WHERE entity = ?1 ORDER BY n")?;
        let roles = roles.query_map([entity], |r| r.get(0))?;
        out.push(PartyRow {
            name: r.get(1)?,
            kind: EntityKind::parse(&kind).unwrap_or(EntityKind::Org),
            roles: roles.collect::<rusqlite::Result<_>>()?,
        });
    }
    Ok(out)
}

/// The statements whose speaker is known.
fn statements(db: &Connection, article: i64, text: &str) -> Result<Vec<StatementRow>> {
    let sql = "SELECT s.id, s.story, s.speaker, x.name, a.day FROM statements s
               JOIN actors x ON x.id = s.speaker JOIN articles a ON a.id = s.article
               WHERE s.article = ?1 AND NOT s.hidden ORDER BY s.id";
    let mut q = db.prepare_cached(sql)?;
    let mut rows = q.query([article])?;
    let mut out = Vec::new();
    while let Some(r) = rows.next()? {
        let id: i64 = r.get(0)?;
        let day: Option<String> = r.get(4)?;
        let sql = "SELECT start, end FROM contents WHERE statement = ?1 ORDER BY n";
        let mut parts = db.prepare_cached(sql)?;
        let parts = parts.query_map([id], |r| span(r, 0))?;
        let parts = parts.collect::<rusqlite::Result<Vec<Span>>>()?;
        let parts: Vec<&str> = parts.iter().map(|s| s.of(text)).collect();
        out.push(StatementRow {
            id,
            copy: r.get(1)?,
            speaker: r.get(2)?,
            name: r.get(3)?,
            content: Content::new(&parts.join(" ")),
            day: day.as_deref().and_then(Day::parse).map(|d| d.0),
        });
    }
    Ok(out)
}

//! The events and statements of articles that tell one story, compared.

use super::same::{self, Type};
use super::stories::{Packed, packed};
use crate::answer::{maybe_span, span};
use crate::error::Result;
use khabar_link::same::{
    Content, EventFacts, Party, SAME_EVENT, SAME_STATEMENT, StatementFacts, Verdict, same_event,
    same_statement,
};
use khabar_link::stories::side_by_side;
use khabar_link::{Person, name_key};
use khabar_model::{EntityKind, EventKind};
use khabar_text::Span;
use khabar_text::civil::Day;
use rusqlite::Connection;
use std::collections::{BTreeSet, HashMap};

/// Articles of a story with which a new one is compared: its latest.
const COMPARED: usize = 12;
/// Articles whose rows are held at once beside what is made of them.
const AT_ONCE: usize = 256;

pub(super) struct Compare<'d> {
    db: &'d Connection,
    /// Threads beside the caller's own.
    helpers: usize,
    known: HashMap<i64, Things>,
    /// Rows that were linked.
    pub events: Vec<i64>,
    pub statements: Vec<i64>,
}

/// Two rows that are one.
struct Found {
    of: Type,
    a: i64,
    b: i64,
    verdict: Verdict,
}

/// What an article holds.
struct Things {
    events: Vec<EventRow>,
    statements: Vec<StatementRow>,
}

#[derive(Clone)]
struct EventRow {
    id: i64,
    kind: EventKind,
    words: String,
    date: Option<String>,
    place: Option<String>,
    parties: Vec<PartyRow>,
}

#[derive(Clone)]
struct PartyRow {
    name: String,
    kind: EntityKind,
    roles: Vec<String>,
}

struct StatementHead {
    id: i64,
    copy: i64,
    speaker: i64,
    name: String,
    day: Option<i32>,
}

struct StatementRow {
    id: i64,
    /// The same for all copies of the same words.
    copy: i64,
    speaker: i64,
    name: String,
    /// The words of the name's key.
    key: Vec<String>,
    content: Content,
    day: Option<i32>,
}

impl<'d> Compare<'d> {
    pub fn new(db: &'d Connection, helpers: usize) -> Self {
        Compare {
            db,
            helpers,
            known: HashMap::new(),
            events: Vec::new(),
            statements: Vec::new(),
        }
    }

    /// Links what the articles hold with what others of their stories hold.
    pub fn with_stories(&mut self, articles: &[i64]) -> Result<()> {
        let mut pairs: Vec<(i64, Vec<i64>)> = Vec::new();
        for &article in articles {
            let story = same::group(self.db, Type::Article, article)?;
            let others = same::members(self.db, Type::Article, story)?;
            if others.len() > 1 {
                let others = others.into_iter().rev().filter(|o| *o != article);
                pairs.push((article, others.take(COMPARED).collect()));
            }
        }
        self.learn(&pairs)?;
        let found = side_by_side(self.helpers, &pairs, |(ours, others)| {
            let mut found = Vec::new();
            let ours = &self.known[ours];
            for theirs in others.iter().map(|o| &self.known[o]) {
                compare_events(ours, theirs, &mut found);
                compare_statements(ours, theirs, &mut found);
            }
            found
        });
        for f in found.into_iter().flatten() {
            let (score, grounds) = (f.verdict.score, &f.verdict.grounds);
            same::link(self.db, f.of, f.a, f.b, score, grounds)?;
            match f.of {
                Type::Event => self.events.extend([f.a, f.b]),
                _ => self.statements.extend([f.a, f.b]),
            }
        }
        Ok(())
    }

    /// Reads what all these articles hold.
    fn learn(&mut self, pairs: &[(i64, Vec<i64>)]) -> Result<()> {
        let all = pairs.iter().flat_map(|(a, o)| o.iter().chain([a]));
        let all: BTreeSet<i64> = all.copied().collect();
        let all: Vec<i64> = all.into_iter().collect();
        for some in all.chunks(AT_ONCE) {
            let rows = some.iter().map(|a| Rows::load(self.db, *a));
            let rows = rows.collect::<Result<Vec<Rows>>>()?;
            let things = side_by_side(self.helpers, &rows, Rows::read);
            for (article, things) in some.iter().zip(things) {
                self.known.insert(*article, things?);
            }
        }
        Ok(())
    }
}

fn compare_events(ours: &Things, theirs: &Things, found: &mut Vec<Found>) {
    for a in &ours.events {
        let roles_a = a.roles();
        let parties_a = a.parties(&roles_a);
        for b in theirs.events.iter().filter(|b| b.kind == a.kind) {
            let roles_b = b.roles();
            let verdict = same_event(&a.facts(&parties_a), &b.facts(&b.parties(&roles_b)));
            if verdict.score >= SAME_EVENT {
                found.push(Found {
                    of: Type::Event,
                    a: a.id,
                    b: b.id,
                    verdict,
                });
            }
        }
    }
}

/// Of what may be one speaker; copies of the same words are known already.
fn compare_statements(ours: &Things, theirs: &Things, found: &mut Vec<Found>) {
    for a in &ours.statements {
        for b in theirs.statements.iter().filter(|b| b.copy != a.copy) {
            let Some((x, y)) = names(a, b) else {
                continue;
            };
            let verdict = same_statement(&a.facts(x), &b.facts(y));
            if verdict.score >= SAME_STATEMENT {
                found.push(Found {
                    of: Type::Statement,
                    a: a.id,
                    b: b.id,
                    verdict,
                });
            }
        }
    }
}

/// What an article holds, as it stands in the store: its text still packed.
struct Rows {
    page: Packed,
    events: Vec<(EventRow, Span, Option<Span>)>,
    statements: Vec<(StatementHead, Vec<Span>)>,
}

impl Rows {
    fn load(db: &Connection, article: i64) -> Result<Rows> {
        Ok(Rows {
            page: packed(db, article)?,
            events: events(db, article)?,
            statements: statements(db, article)?,
        })
    }

    fn read(&self) -> Result<Things> {
        let text = self.page.text()?;
        let events = self.events.iter().map(|(row, words, place)| EventRow {
            words: words.of(&text).to_string(),
            place: place.map(|p| p.of(&text).to_string()),
            ..row.clone()
        });
        let statements = self.statements.iter().map(|(head, parts)| {
            let parts: Vec<&str> = parts.iter().map(|s| s.of(&text)).collect();
            StatementRow {
                id: head.id,
                copy: head.copy,
                speaker: head.speaker,
                key: name_key(&head.name).words,
                name: head.name.clone(),
                content: Content::new(&parts.join(" ")),
                day: head.day,
            }
        });
        Ok(Things {
            events: events.collect(),
            statements: statements.collect(),
        })
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
    let (x, y) = (&a.key, &b.key);
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

/// With where the words and the place stand.
fn events(db: &Connection, article: i64) -> Result<Vec<(EventRow, Span, Option<Span>)>> {
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
        let row = EventRow {
            id,
            kind,
            words: String::new(),
            date: r.get(6)?,
            place: None,
            parties: parties(db, id)?,
        };
        out.push((row, span(r, 2)?, place));
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

/// The statements whose speaker is known, with where their contents stand.
fn statements(db: &Connection, article: i64) -> Result<Vec<(StatementHead, Vec<Span>)>> {
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
        let head = StatementHead {
            id,
            copy: r.get(1)?,
            speaker: r.get(2)?,
            name: r.get(3)?,
            day: day.as_deref().and_then(Day::parse).map(|d| d.0),
        };
        out.push((head, parts));
    }
    Ok(out)
}

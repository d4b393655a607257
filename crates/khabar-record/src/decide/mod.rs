//! What people decide: who is one, whose a statement is, what to hide, notes,
//! stars, lists and kept searches.
//!
//! Every decision is a row that is never changed but to note that it was
//! undone, and by whom. Its subject is named by the page's content and the
//! place on it, so that a re-reading or another record finds it again.

mod apply;
pub(crate) mod people;
#[cfg(test)]
mod people_tests;
mod subject;
#[cfg(test)]
mod tests;

use crate::answer::Record;
use crate::error::{Error, Result};
use crate::store;
use crate::store::same::{Decided, Type};
pub(crate) use apply::apply;
use khabar_model::{DecisionKind, EntityKind};
pub use people::{BadRow, Imported, import_people};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use std::path::Path;
use subject::Subject;

/// What a decision is about, by the numbers of this record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Article(i64),
    Statement(i64),
    Event(i64),
    Actor(i64),
    /// A kept search, by its name.
    Search(String),
}

/// A decision to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decide {
    /// Two actors are one.
    Same(i64, i64),
    Different(i64, i64),
    /// Two articles tell one story, or two events or statements are one.
    Together(About, About),
    Apart(About, About),
    /// A statement is that speaker's; nobody's that is known for `None`.
    Source(i64, Option<(EntityKind, String)>),
    /// An article (with all in it), statement or event is not to be shown.
    Hide(About),
    Note(About, String),
    Star(About),
    /// On the list of that name.
    List(About, String),
    /// A search to keep: its name and query.
    Search(String, String),
}

/// A decision as it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Decision {
    /// Number in this record; not that of another.
    pub id: i64,
    /// The same in every record it is handed on to.
    pub uid: String,
    /// `same`, `different`, `source`, `hide`, `note`, `star`, `list`, `id` or
    /// `search`.
    pub kind: String,
    /// `article:HASH:N`, `statement:HASH:START-END` and `event:HASH:START-END`
    /// (bytes of the page's text), `actor:KIND:KEY` or `search:NAME`.
    pub subject: String,
    /// The other actor, `KIND:NAME` of the speaker, the note, the list's name,
    /// a Wikidata id (with the Latin name behind a space) or the query; else
    /// empty.
    pub value: String,
    /// What the subject said when it was decided.
    pub words: String,
    pub by: String,
    /// ISO 8601, UTC.
    pub at: String,
    pub undone_by: Option<String>,
    pub undone_at: Option<String>,
}

const COLUMNS: &str =
    "x.id, x.uid, x.kind, x.subject, x.value, x.words, x.by, x.at, x.undone_by, x.undone_at";

fn decision(r: &Row<'_>) -> rusqlite::Result<Decision> {
    Ok(Decision {
        id: r.get(0)?,
        uid: r.get(1)?,
        kind: r.get(2)?,
        subject: r.get(3)?,
        value: r.get(4)?,
        words: r.get(5)?,
        by: r.get(6)?,
        at: r.get(7)?,
        undone_by: r.get(8)?,
        undone_at: r.get(9)?,
    })
}

/// Decisions in force about a row (`article`, `statement`, `event`, `actor`).
pub(crate) fn about(db: &Connection, of: &str, row: i64) -> Result<Vec<Decision>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM decided d JOIN decisions x ON x.id = d.decision
         WHERE d.type = ?1 AND d.row = ?2 ORDER BY x.id"
    );
    let mut q = db.prepare_cached(&sql)?;
    let rows = q.query_map(params![of, row], decision)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn get(db: &Connection, id: i64) -> Result<Decision> {
    let sql = format!("SELECT {COLUMNS} FROM decisions x WHERE id = ?1");
    let found = db.prepare_cached(&sql)?.query_row([id], decision);
    let what = "decision";
    found.optional()?.ok_or(Error::NotFound { what, id })
}

impl Record {
    /// All decisions, those undone among them, in the order they were made.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let sql = format!("SELECT {COLUMNS} FROM decisions x ORDER BY id");
        let mut q = self.db.prepare(&sql)?;
        let rows = q.query_map([], decision)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The rows of this record that a decision is about, as [`About`]; none
    /// where this reading has nothing there.
    pub fn decided_on(&self, decision: i64) -> Result<Option<About>> {
        let sql = "SELECT type, row FROM decided WHERE decision = ?1";
        let row: Option<(String, i64)> = self
            .db
            .prepare_cached(sql)?
            .query_row([decision], |r| Ok((r.get(0)?, r.get(1)?)))
            .optional()?;
        Ok(row.and_then(|(of, id)| match of.as_str() {
            "article" => Some(About::Article(id)),
            "statement" => Some(About::Statement(id)),
            "event" => Some(About::Event(id)),
            "actor" => Some(About::Actor(id)),
            _ => None,
        }))
    }
}

/// Makes a decision in the record at `dir`, in the name of `by`. May be called
/// while a build runs.
pub fn decide(dir: &Path, by: &str, what: &Decide) -> Result<Decision> {
    let db = open(dir)?;
    let tx = db.unchecked_transaction()?;
    let (kind, about, value) = taken_apart(&db, what)?;
    let subject = Subject::of(&db, &about)?;
    if let (DecisionKind::Same | DecisionKind::Different, true) =
        (kind, subject.to_string() == value)
    {
        return Err(Error::Decide("these are one name already".into()));
    }
    let words = words(&db, &about)?;
    let subject = subject.to_string();
    withdraw(&db, kind, &subject, &value, by)?;
    db.execute(
        "INSERT INTO decisions (uid, kind, subject, value, words, by, at)
         VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5,
                 strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
        params![kind.as_str(), subject, value, words, by],
    )?;
    let id = db.last_insert_rowid();
    apply(&db)?;
    let made = get(&db, id)?;
    tx.commit()?;
    Ok(made)
}

/// Undoes a decision, in the name of `by`. Undoing is itself undone by deciding
/// again.
pub fn undo(dir: &Path, by: &str, id: i64) -> Result<Decision> {
    let db = open(dir)?;
    let tx = db.unchecked_transaction()?;
    if get(&db, id)?.undone_at.is_some() {
        return Err(Error::Decide(format!("decision {id} is undone already")));
    }
    mark_undone(&db, id, by)?;
    apply(&db)?;
    let undone = get(&db, id)?;
    tx.commit()?;
    Ok(undone)
}

/// Adds decisions made in another record, or on another day; those it has
/// already (by their `uid`) are only undone where they were undone there. Says
/// how many were new.
pub fn hand_over(dir: &Path, decisions: &[Decision]) -> Result<u64> {
    let db = open(dir)?;
    let tx = db.unchecked_transaction()?;
    let mut new = 0;
    for d in decisions {
        if DecisionKind::parse(&d.kind).is_none() || Subject::parse(&d.subject).is_none() {
            return Err(Error::Decide(format!(
                "decision {} is of a form this khabar does not know",
                d.uid
            )));
        }
        new += db
            .prepare_cached(
                "INSERT OR IGNORE INTO decisions (uid, kind, subject, value, words, by, at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                d.uid, d.kind, d.subject, d.value, d.words, d.by, d.at
            ])? as u64;
        db.prepare_cached(
            "UPDATE decisions SET undone_by = ?2, undone_at = ?3
             WHERE uid = ?1 AND undone_at IS NULL",
        )?
        .execute(params![d.uid, d.undone_by, d.undone_at])?;
    }
    apply(&db)?;
    tx.commit()?;
    Ok(new)
}

fn open(dir: &Path) -> Result<Connection> {
    // Says what is amiss (no record, a newer one), and brings an older one up
    // to date.
    drop(Record::open(dir)?);
    store::open_decide(dir)
}

fn taken_apart(db: &Connection, what: &Decide) -> Result<(DecisionKind, About, String)> {
    use DecisionKind as K;
    let other = |id: i64| Ok::<_, Error>(Subject::of(db, &About::Actor(id))?.to_string());
    let text = |t: &str| match t.trim() {
        "" => Err(Error::Decide("there are no words in it".into())),
        t => Ok(t.to_string()),
    };
    Ok(match what {
        Decide::Same(a, b) => (K::Same, About::Actor(*a), other(*b)?),
        Decide::Different(a, b) => (K::Different, About::Actor(*a), other(*b)?),
        Decide::Together(a, b) => (K::Same, a.clone(), alike(db, a, b)?),
        Decide::Apart(a, b) => (K::Different, a.clone(), alike(db, a, b)?),
        Decide::Source(id, who) => {
            let value = match who {
                Some((kind, name)) => format!("{kind}:{}", text(name)?),
                None => String::new(),
            };
            (K::Source, About::Statement(*id), value)
        }
        Decide::Hide(a) => (K::Hide, a.clone(), String::new()),
        Decide::Note(a, note) => (K::Note, a.clone(), text(note)?),
        Decide::Star(a) => (K::Star, a.clone(), String::new()),
        Decide::List(a, name) => (K::List, a.clone(), text(name)?),
        Decide::Search(name, query) => (K::Search, About::Search(text(name)?), text(query)?),
    })
}

/// The subject of the other of two that may be one.
fn alike(db: &Connection, a: &About, b: &About) -> Result<String> {
    match (a, b) {
        (About::Article(_), About::Article(_))
        | (About::Event(_), About::Event(_))
        | (About::Statement(_), About::Statement(_)) => Ok(Subject::of(db, b)?.to_string()),
        _ => Err(Error::Decide(
            "only two articles, two events or two statements can be one or not".into(),
        )),
    }
}

/// Pairs of rows of a type that were decided to be one or not to be.
pub(crate) fn same_rows(db: &Connection, of: Type) -> Result<Decided> {
    let sql = "SELECT kind, subject, value FROM decisions
               WHERE undone_at IS NULL AND kind IN ('same', 'different') ORDER BY id";
    let mut q = db.prepare_cached(sql)?;
    let mut rows = q.query([])?;
    let mut out = Decided::default();
    while let Some(r) = rows.next()? {
        let (kind, a, b): (String, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?);
        let row = |s: &str| match Subject::parse(s) {
            Some(s) => s.row(db),
            None => Ok(None),
        };
        if let (Some((ta, a)), Some((tb, b))) = (row(&a)?, row(&b)?)
            && ta == of.name()
            && tb == of.name()
        {
            match kind.as_str() {
                "same" => out.same.push((a, b)),
                _ => out.apart.push((a, b)),
            }
        }
    }
    Ok(out)
}

/// Takes back what a new decision replaces: the same one made before, another
/// speaker, another word on the same two names, a search of the same name.
fn withdraw(
    db: &Connection,
    kind: DecisionKind,
    subject: &str,
    value: &str,
    by: &str,
) -> Result<()> {
    use DecisionKind as K;
    let sql = match kind {
        K::Same | K::Different => {
            "SELECT id FROM decisions WHERE undone_at IS NULL AND kind IN ('same', 'different')
               AND ((subject = ?2 AND value = ?3) OR (subject = ?3 AND value = ?2))"
        }
        K::Source | K::Search | K::Id => {
            "SELECT id FROM decisions WHERE undone_at IS NULL AND kind = ?1 AND subject = ?2
               AND ?3 IS NOT NULL"
        }
        K::Note | K::Hide | K::Star | K::List => {
            "SELECT id FROM decisions WHERE undone_at IS NULL AND kind = ?1 AND subject = ?2
               AND value = ?3"
        }
    };
    let mut q = db.prepare_cached(sql)?;
    let ids = q.query_map([kind.as_str(), subject, value], |r| r.get(0))?;
    for id in ids.collect::<rusqlite::Result<Vec<i64>>>()? {
        mark_undone(db, id, by)?;
    }
    Ok(())
}

fn mark_undone(db: &Connection, id: i64, by: &str) -> Result<()> {
    let sql = "UPDATE decisions SET undone_by = ?2,
                 undone_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?1";
    db.prepare_cached(sql)?.execute(params![id, by])?;
    Ok(())
}

/// What a subject says, for the people who read the list of decisions.
fn words(db: &Connection, about: &About) -> Result<String> {
    let f = crate::answer::Fetch::new(db);
    let words = match about {
        About::Article(id) => f.article(*id)?.source.headline.clone().unwrap_or_default(),
        About::Statement(id) => {
            let s = f.statement(*id)?;
            let content: Vec<&str> = s.content.iter().map(|c| c.exact.as_str()).collect();
            content.join(" … ")
        }
        About::Event(id) => f.event(*id)?.words.exact,
        About::Actor(id) => {
            let sql = "SELECT name FROM actors WHERE id = ?1";
            db.query_row(sql, [id], |r| r.get(0))?
        }
        About::Search(name) => name.clone(),
    };
    Ok(words.chars().take(300).collect())
}

//! Decisions onto rows. What they change of derived rows is worked out again
//! from all decisions in force, so that undoing one leaves no trace and a
//! re-reading loses none.

use super::subject::{self, Subject};
use crate::decide;
use crate::error::Result;
use crate::store::same::{self, Type};
use khabar_model::{DecisionKind, EntityKind};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeMap;

/// Works out which rows the decisions are about, what is hidden and whose
/// statements are. To be called within a transaction.
pub(crate) fn apply(db: &Connection) -> Result<()> {
    let before = paired(db)?;
    clear(db)?;
    let sql = "SELECT id, kind, subject, value FROM decisions WHERE undone_at IS NULL ORDER BY id";
    let mut q = db.prepare(sql)?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        let (id, kind, subject, value): (i64, String, String, String) =
            (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        let (Some(kind), Some(subject)) = (DecisionKind::parse(&kind), Subject::parse(&subject))
        else {
            continue;
        };
        let Some((of, row)) = subject.row(db)? else {
            continue;
        };
        db.prepare_cached("INSERT INTO decided VALUES (?1, ?2, ?3)")?
            .execute(params![of, row, id])?;
        match kind {
            DecisionKind::Hide => hide(db, of, row)?,
            DecisionKind::Source if of == "statement" => source(db, row, &value)?,
            _ => {}
        }
    }
    group(db, before)
}

/// Rows of articles, events and statements that a decision makes one with
/// another or keeps from it.
fn paired(db: &Connection) -> Result<BTreeMap<Type, Vec<i64>>> {
    let sql = "SELECT DISTINCT d.type, d.row FROM decided d JOIN decisions x ON x.id = d.decision
               WHERE x.kind IN ('same', 'different') AND d.type <> 'actor'";
    let mut q = db.prepare(sql)?;
    let mut rows = q.query([])?;
    let mut out: BTreeMap<Type, Vec<i64>> = BTreeMap::new();
    while let Some(r) = rows.next()? {
        let of: String = r.get(0)?;
        if let Some(of) = Type::parse(&of) {
            out.entry(of).or_default().push(r.get(1)?);
        }
    }
    Ok(out)
}

/// Groups what hangs together with the rows that were and are decided on.
fn group(db: &Connection, before: BTreeMap<Type, Vec<i64>>) -> Result<()> {
    for of in Type::ALL {
        let decided = decide::same_rows(db, of)?;
        let pairs = decided.same.iter().chain(&decided.apart);
        let mut rows: Vec<i64> = pairs.flat_map(|(a, b)| [*a, *b]).collect();
        rows.extend(before.get(&of).into_iter().flatten());
        if !rows.is_empty() {
            same::regroup(db, of, &rows, &decided)?;
        }
    }
    Ok(())
}

/// As if nothing had been decided.
fn clear(db: &Connection) -> Result<()> {
    let sql = "UPDATE statements SET speaker =
                 (SELECT actor FROM identities i WHERE i.entity = statements.entity)
               WHERE id IN (SELECT d.row FROM decided d JOIN decisions x ON x.id = d.decision
                            WHERE d.type = 'statement' AND x.kind = 'source')";
    db.execute(sql, [])?;
    for table in ["articles", "statements", "events"] {
        db.execute(&format!("UPDATE {table} SET hidden = 0 WHERE hidden"), [])?;
    }
    db.execute("DELETE FROM decided", [])?;
    Ok(())
}

fn hide(db: &Connection, of: &str, row: i64) -> Result<()> {
    let sql = match of {
        "article" => "UPDATE articles SET hidden = 1 WHERE id = ?1",
        "statement" => "UPDATE statements SET hidden = 1 WHERE id = ?1",
        "event" => "UPDATE events SET hidden = 1 WHERE id = ?1",
        _ => return Ok(()),
    };
    db.prepare_cached(sql)?.execute([row])?;
    Ok(())
}

/// Whose a statement is: `KIND:NAME`, or nobody's for an empty value.
fn source(db: &Connection, statement: i64, value: &str) -> Result<()> {
    let speaker = match value.split_once(':') {
        Some((kind, name)) => named(db, kind, name)?,
        None => None,
    };
    db.prepare_cached("UPDATE statements SET speaker = ?2 WHERE id = ?1")?
        .execute(params![statement, speaker])?;
    Ok(())
}

/// The actor of that name, made if the record has none.
fn named(db: &Connection, kind: &str, name: &str) -> Result<Option<i64>> {
    let Some(kind) = EntityKind::parse(kind) else {
        return Ok(None);
    };
    let Some(Subject::Actor { key, .. }) = subject::actor(kind, name) else {
        return Ok(None);
    };
    let sql = "SELECT id FROM actors WHERE kind = ?1 AND key = ?2";
    let found = db
        .prepare_cached(sql)?
        .query_row([kind.as_str(), &key], |r| r.get(0));
    if let Some(id) = found.optional()? {
        return Ok(Some(id));
    }
    let (first, last) = crate::store::prepare::ends_of(kind, name);
    let sql = "INSERT INTO actors (kind, key, name, first, last) VALUES (?1, ?2, ?3, ?4, ?5)";
    db.prepare_cached(sql)?
        .execute([kind.as_str(), &key, name, &first, &last])?;
    let id = db.last_insert_rowid();
    let surname = match kind {
        EntityKind::Person => key.rsplit(' ').next().unwrap_or(""),
        _ => "",
    };
    db.prepare_cached("INSERT INTO aliases VALUES (?1, ?2, ?3, ?4, 0)")?
        .execute(params![id, key, name, surname])?;
    Ok(Some(id))
}

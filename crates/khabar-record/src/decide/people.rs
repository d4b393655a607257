//! A user's own list of people: which names are whose, by Wikidata ids. Each
//! name becomes a decision, so that the list outlives a re-reading, is handed
//! on, and can be taken back name by name.

use super::subject;
use super::{apply, mark_undone, open};
use crate::error::Result;
use khabar_link::name_key;
use khabar_model::{DecisionKind, EntityKind};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

/// What became of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Imported {
    /// People (ids) with at least one name taken over.
    pub people: usize,
    /// Names new to this record, and those it had from a list before.
    pub new: usize,
    pub known: usize,
    /// How many of the names the record has people of.
    pub found: usize,
    /// Rows and names that were not taken over.
    pub bad: Vec<BadRow>,
}

/// A row, or a name of one, that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadRow {
    /// Line of the file, from 1 (the header).
    pub line: u64,
    pub why: String,
}

/// A person of a list.
struct Listed {
    line: u64,
    id: String,
    latin: String,
    names: Vec<String>,
}

/// Takes over a list in CSV (UTF-8, with a header), in the name of `by`.
///
/// Columns: `id` (or `wikidata`, `qid`, `item`): `Q42`, or its address;
/// `name` (or `names`, `aliases`, `ar`), any number of them: full names, `|`
/// between several in one cell; `en` (or `latin`): the name in Latin letters.
/// Others are passed over. A name of one word is no full name and is left out:
/// many bear it. So is a name listed for somebody else before.
///
/// # Errors
///
/// Where there is no record, or the file has no header with those columns.
pub fn import_people(dir: &Path, by: &str, csv: impl Read) -> Result<Imported> {
    let mut out = Imported::default();
    let people = read(csv, &mut out)?;
    let db = open(dir)?;
    let tx = db.unchecked_transaction()?;
    let mut whose: BTreeMap<String, String> = BTreeMap::new();
    for p in &people {
        let mut any = false;
        for name in &p.names {
            match take(&db, by, p, name, &mut whose)? {
                Ok(new) => {
                    any = true;
                    *(if new { &mut out.new } else { &mut out.known }) += 1;
                }
                Err(why) => out.bad.push(BadRow { line: p.line, why }),
            }
        }
        out.people += usize::from(any);
    }
    apply(&db)?;
    let sql = "SELECT count(DISTINCT d.row) FROM decided d JOIN decisions x ON x.id = d.decision
               WHERE x.kind = 'id'";
    out.found = db.query_row(sql, [], |r| r.get::<_, i64>(0))? as usize;
    tx.commit()?;
    out.bad.sort_by_key(|b| b.line);
    Ok(out)
}

/// Makes the decision on one name; says whether it is new, or why it is none.
fn take(
    db: &Connection,
    by: &str,
    p: &Listed,
    name: &str,
    whose: &mut BTreeMap<String, String>,
) -> Result<std::result::Result<bool, String>> {
    if !name_key(name).is_full() {
        return Ok(Err(format!("«{name}» is no full name")));
    }
    let Some(subject) = subject::actor(EntityKind::Person, name) else {
        return Ok(Err(format!("«{name}» is no name")));
    };
    let subject = subject.to_string();
    match whose.get(&subject) {
        Some(id) if *id != p.id => {
            return Ok(Err(format!("«{name}» is listed as {id} already")));
        }
        _ => whose.insert(subject.clone(), p.id.clone()),
    };
    let value = match p.latin.as_str() {
        "" => p.id.clone(),
        latin => format!("{} {latin}", p.id),
    };
    let kind = DecisionKind::Id.as_str();
    let sql = "SELECT id, value FROM decisions
               WHERE undone_at IS NULL AND kind = ?1 AND subject = ?2";
    let old: Option<(i64, String)> = db
        .prepare_cached(sql)?
        .query_row([kind, &subject], |r| Ok((r.get(0)?, r.get(1)?)))
        .optional()?;
    match old {
        Some((_, v)) if v == value => return Ok(Ok(false)),
        Some((id, _)) => mark_undone(db, id, by)?,
        None => {}
    }
    db.prepare_cached(
        "INSERT INTO decisions (uid, kind, subject, value, words, by, at)
         VALUES (lower(hex(randomblob(16))), ?1, ?2, ?3, ?4, ?5,
                 strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))",
    )?
    .execute(params![kind, subject, value, name, by])?;
    Ok(Ok(true))
}

fn read(csv: impl Read, out: &mut Imported) -> Result<Vec<Listed>> {
    let wrong = |why: String| crate::error::Error::Decide(why);
    let mut rows = csv::ReaderBuilder::new()
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(csv);
    let header = rows.headers().map_err(|e| wrong(e.to_string()))?.clone();
    let column = |names: &[&str]| -> Vec<usize> {
        let is = |h: &str| {
            let h = h.trim_start_matches('\u{feff}').to_lowercase();
            names.contains(&h.as_str())
        };
        (0..header.len()).filter(|&k| is(&header[k])).collect()
    };
    let id = column(&["id", "wikidata", "qid", "item"]);
    let names = column(&["name", "names", "aliases", "ar"]);
    let latin = column(&["en", "latin"]);
    let (Some(&id), false) = (id.first(), names.is_empty()) else {
        let need = "the list needs a header with the columns `id` and `name`";
        return Err(wrong(need.to_string()));
    };
    let mut people = Vec::new();
    for row in rows.records() {
        let row = match row {
            Ok(row) => row,
            Err(e) => {
                let line = e.position().map_or(0, csv::Position::line);
                out.bad.push(BadRow {
                    line,
                    why: "the row cannot be read (is it UTF-8?)".into(),
                });
                continue;
            }
        };
        let line = row.position().map_or(0, csv::Position::line);
        let cell = |k: usize| row.get(k).unwrap_or("");
        let Some(qid) = wikidata(cell(id)) else {
            let why = match cell(id) {
                "" => "there is no id".to_string(),
                id => format!("«{id}» is no Wikidata id (Q and a number)"),
            };
            out.bad.push(BadRow { line, why });
            continue;
        };
        let all = names.iter().flat_map(|&k| cell(k).split('|'));
        let all: Vec<String> = all
            .map(str::trim)
            .filter(|n| !n.is_empty())
            .map(str::to_string)
            .collect();
        if all.is_empty() {
            let why = "there is no name".to_string();
            out.bad.push(BadRow { line, why });
            continue;
        }
        people.push(Listed {
            line,
            id: qid,
            latin: latin.first().map_or("", |&k| cell(k)).to_string(),
            names: all,
        });
    }
    Ok(people)
}

/// `Q42` from itself or its address.
fn wikidata(s: &str) -> Option<String> {
    let s = s.rsplit('/').next()?;
    let number = s.strip_prefix(['Q', 'q'])?;
    let good = !number.starts_with('0')
        && !number.is_empty()
        && number.len() <= 12
        && number.bytes().all(|b| b.is_ascii_digit());
    good.then(|| format!("Q{number}"))
}

/// The Wikidata id of an actor and the name in Latin letters beside it, as a
/// list has them.
pub(crate) fn listed(db: &Connection, actor: i64) -> Result<Option<(String, Option<String>)>> {
    let sql = "SELECT x.value FROM decided d JOIN decisions x ON x.id = d.decision
               WHERE d.type = 'actor' AND d.row = ?1 AND x.kind = 'id' ORDER BY x.id DESC";
    let value: Option<String> = db
        .prepare_cached(sql)?
        .query_row([actor], |r| r.get(0))
        .optional()?;
    Ok(value.map(|v| match v.split_once(' ') {
        Some((id, latin)) => (id.to_string(), Some(latin.to_string())),
        None => (v, None),
    }))
}

/// The actors that a list gives this id.
pub(crate) fn bearers(db: &Connection, id: &str) -> Result<Vec<i64>> {
    let sql = "SELECT DISTINCT d.row FROM decisions x JOIN decided d ON d.decision = x.id
               WHERE d.type = 'actor' AND x.kind = 'id'
                 AND (x.value = ?1 OR substr(x.value, 1, length(?1) + 1) = ?1 || ' ')
               ORDER BY d.row";
    let mut q = db.prepare_cached(sql)?;
    let rows = q.query_map([id], |r| r.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

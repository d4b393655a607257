//! Who answers to a name.

use super::fetch::{Fetch, list};
use super::types::{Actor, Asked, Match};
use crate::decide::people;
use crate::error::Result;
use crate::store::prepare;
use khabar_link::people::{NameKey, divided};
use khabar_link::{Person, SAME, name_key, same_person, skeleton};
use khabar_model::EntityKind;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::json;
use std::collections::HashMap;
use std::sync::Arc;

/// Who answers to one name.
#[derive(Clone, Debug)]
pub(crate) struct Resolved {
    pub asked: Asked,
    /// For actors taken to be the same as another: that other.
    pub same_as: HashMap<i64, i64>,
}

impl Resolved {
    pub fn ids(&self) -> impl Iterator<Item = i64> + '_ {
        self.asked.actors.iter().map(|m| m.actor.id)
    }
}

/// Actors found so far, in the order of how sure they are.
struct Finding<'d> {
    db: &'d Connection,
    found: Vec<(Actor, &'static str)>,
    same_as: HashMap<i64, i64>,
}

/// What agreeing posts can add to the likeness of two names.
const MOST_BY_POSTS: f32 = 0.31;

const ACTOR: &str = "a.id, a.kind, a.name";

fn actor(r: &Row<'_>) -> rusqlite::Result<Actor> {
    Ok(Actor {
        id: r.get(0)?,
        kind: r.get(1)?,
        name: r.get(2)?,
        role: None,
    })
}

/// The actor that stands for all who are one with `id`.
pub(crate) fn root(same_as: &HashMap<i64, i64>, id: i64) -> i64 {
    let mut at = id;
    for _ in 0..8 {
        match same_as.get(&at) {
            Some(&next) if next != at => at = next,
            _ => break,
        }
    }
    at
}

/// Actors that answer to `name`: under that name or spelling; people also by
/// their surname; other spellings of the same people; what was judged. A name in
/// Latin letters is also read as those of the record that it may stand for.
pub(crate) fn resolve(db: &Connection, name: &str) -> Result<Resolved> {
    let mut out = as_written(db, name)?;
    if !out.asked.actors.is_empty() || !name.chars().any(|c| c.is_ascii_alphabetic()) {
        return Ok(out);
    }
    for arabic in in_arabic(db, name)? {
        let theirs = as_written(db, &arabic)?;
        for mut m in theirs.asked.actors {
            if !out.asked.actors.iter().any(|o| o.actor.id == m.actor.id) {
                m.how = "variant".into();
                out.asked.actors.push(m);
            }
        }
        for (a, b) in theirs.same_as {
            // Each spelling found takes the others for its own: one stays first.
            let (first, other) = (root(&out.same_as, b), root(&out.same_as, a));
            if first != other {
                out.same_as.insert(other, first);
            }
        }
    }
    let order = |m: &Match| (std::cmp::Reverse(m.pages), m.actor.id);
    out.asked.actors.sort_by_key(order);
    Ok(out)
}

impl Fetch<'_> {
    /// Who answers to a name.
    pub fn resolve(&self, name: &str) -> Result<Arc<Resolved>> {
        let Some((kept, version)) = self.kept else {
            return Ok(Arc::new(resolve(self.db, name)?));
        };
        let key = name.to_string();
        if let Some(r) = kept.names.get(version, &key) {
            return Ok(r);
        }
        let found = resolve(self.db, name)?;
        let bytes = name.len() + 200 * (1 + found.asked.actors.len());
        Ok(kept.names.put(version, key, found, bytes))
    }
}

/// Names of the record that a name in Latin letters may be: surnames for one
/// word, else full names.
pub(crate) fn in_arabic(db: &Connection, name: &str) -> Result<Vec<String>> {
    let mut out: Vec<String> = Vec::new();
    let words: Vec<&str> = name.split_whitespace().collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else {
        return Ok(out);
    };
    let sound = skeleton(&khabar_link::variant::from_latin(last));
    let sql = "SELECT DISTINCT name FROM actors WHERE last = ?1 AND last <> '' LIMIT 300";
    let mut q = db.prepare_cached(sql)?;
    let like = |a: &str, b: &str| khabar_link::variant(a, b) >= 0.5;
    for n in q.query_map([sound], |r| r.get::<_, String>(0))? {
        let n = n?;
        let theirs: Vec<&str> = n.split_whitespace().collect();
        let (Some(f), Some(l)) = (theirs.first(), theirs.last()) else {
            continue;
        };
        let same = like(last, l) && (words.len() == 1 || like(first, f));
        let found = if words.len() == 1 { l } else { &n.as_str() };
        if same && !out.iter().any(|o| o == found) {
            out.push((*found).to_string());
        }
    }
    out.truncate(12);
    Ok(out)
}

/// Letters that Arabic may write otherwise than the sound they mostly have.
const READ: &[(&str, &str)] = &[
    ("z", "dh"),
    ("ch", "k"),
    ("ch", "sh"),
    ("c", "s"),
    ("j", "y"),
    ("th", "t"),
    ("gh", ""),
];

/// The people whom a name in Latin letters may stand for, and their surnames,
/// folded, that of the most people last. One word is a surname.
pub(crate) fn of_latin(db: &Connection, name: &str) -> Result<(Vec<i64>, Vec<String>)> {
    let (mut ids, mut surnames) = (Vec::new(), HashMap::<String, i64>::new());
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((last, before)) = words.split_last() else {
        return Ok((ids, Vec::new()));
    };
    let last = last.to_lowercase();
    let mut read = vec![last.clone()];
    read.extend(
        READ.iter()
            .filter(|r| last.contains(r.0))
            .map(|r| last.replace(r.0, r.1)),
    );
    let sql = "SELECT id, name, (SELECT count(*) FROM identities WHERE actor = a.id)
               FROM actors a WHERE last = ?1 AND last <> '' LIMIT 300";
    let mut q = db.prepare_cached(sql)?;
    let like = |a: &str, b: &str| khabar_link::variant(a, b) >= 0.5;
    for last in &read {
        let mut rows = q.query([skeleton(&khabar_link::variant::from_latin(last))])?;
        while let Some(r) = rows.next()? {
            let (id, name, pages): (i64, String, i64) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let name = khabar_text::fold::fold(&name);
            let theirs: Vec<&str> = name.split_whitespace().collect();
            let Some((l, first)) = theirs.split_last() else {
                continue;
            };
            // Di Maria is a surname too: any word before the last may be meant.
            let named = before.iter().all(|b| first.iter().any(|f| like(b, f)));
            if like(last, l) && named && !ids.contains(&id) {
                ids.push(id);
                *surnames.entry((*l).to_string()).or_default() += pages;
            }
        }
    }
    let mut surnames: Vec<(i64, String)> = surnames.into_iter().map(|(s, n)| (n, s)).collect();
    surnames.sort();
    let surnames: Vec<String> = surnames.into_iter().map(|s| s.1).collect();
    let alone = "SELECT id FROM actors WHERE kind = 'person' AND key = ?1";
    let mut q = db.prepare_cached(alone)?;
    for s in surnames.iter().filter(|_| before.is_empty()) {
        ids.extend(q.query_row([s], |r| r.get::<_, i64>(0)).optional()?);
    }
    Ok((ids, surnames))
}

fn as_written(db: &Connection, name: &str) -> Result<Resolved> {
    let person = name_key(name);
    let (pk, ok) = (person.key(), prepare::key(EntityKind::Org, name));
    let mut f = Finding {
        db,
        found: Vec::new(),
        same_as: HashMap::new(),
    };
    let by_kind = "((a.kind = 'person' AND {} = ?1) OR (a.kind <> 'person' AND {} = ?2))";
    let by_key = by_kind.replace("{}", "a.key");
    let by_alias = by_kind.replace("{}", "s.folded");
    let sql = format!(
        "SELECT {ACTOR} FROM actors a WHERE a.key IN (?1, ?2) AND a.kind IN ('person', 'org', 'place', 'product') AND {by_key}"
    );
    f.add("name", &sql, params![pk, ok])?;
    let sql = format!(
        "SELECT {ACTOR} FROM aliases s JOIN actors a ON a.id = s.actor WHERE s.folded IN (?1, ?2) AND {by_alias}"
    );
    f.add("spelling", &sql, params![pk, ok])?;
    if !person.is_full() && !pk.is_empty() {
        let sql = format!(
            "SELECT DISTINCT {ACTOR} FROM aliases s JOIN actors a ON a.id = s.actor WHERE s.surname = ?1 AND s.surname <> ''"
        );
        f.add("surname", &sql, params![pk])?;
    }
    if f.found.is_empty() {
        f.transliterated(name, &person)?;
    }
    if f.found.is_empty() {
        f.by_words(&ok)?;
    }
    f.variants()?;
    f.surname_alone()?;
    f.other_names()?;
    f.listed()?;
    f.judged()?;
    f.finish(name)
}

impl Finding<'_> {
    fn has(&self, id: i64) -> bool {
        self.found.iter().any(|(a, _)| a.id == id)
    }

    fn add(&mut self, how: &'static str, sql: &str, values: impl rusqlite::Params) -> Result<()> {
        let mut q = self.db.prepare_cached(sql)?;
        let actors = q
            .query_map(values, actor)?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        for a in actors {
            if !self.has(a.id) {
                self.found.push((a, how));
            }
        }
        Ok(())
    }

    fn roles(&self, id: i64) -> Result<Vec<String>> {
        let sql =
            "SELECT DISTINCT r.text FROM identities i CROSS JOIN roles r ON r.entity = i.entity
                   WHERE i.actor = ?1 LIMIT 40";
        let mut q = self.db.prepare_cached(sql)?;
        Ok(q.query_map([id], |r| r.get(0))?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// People whose surname sounds the same.
    fn sounding(&self, last: &str) -> Result<Vec<Actor>> {
        if last.len() < 2 {
            return Ok(Vec::new());
        }
        let sql =
            format!("SELECT {ACTOR} FROM actors a WHERE a.last = ?1 AND a.last <> '' LIMIT 300");
        let mut q = self.db.prepare_cached(&sql)?;
        Ok(q.query_map([last], actor)?
            .collect::<rusqlite::Result<_>>()?)
    }

    /// The name in a spelling that the record does not have.
    fn transliterated(&mut self, name: &str, key: &NameKey) -> Result<()> {
        let last = skeleton(key.words.last().map_or("", |w| w));
        for a in self.sounding(&last)? {
            let same = if key.is_full() {
                let (x, y) = (
                    Person { name, roles: &[] },
                    Person {
                        name: &a.name,
                        roles: &[],
                    },
                );
                same_person(x, y) >= SAME - 0.05
            } else {
                last.len() >= 3
            };
            if same && !self.has(a.id) {
                self.found.push((a, "variant"));
            }
        }
        Ok(())
    }

    /// Names that hold all the words asked for.
    fn by_words(&mut self, words: &str) -> Result<()> {
        if words.is_empty() {
            return Ok(());
        }
        let clean = |w: &str| format!("% {w} %");
        let patterns: Vec<String> = words.split(' ').map(clean).collect();
        let tests: Vec<String> = (1..=patterns.len())
            .map(|k| format!("' ' || s.folded || ' ' LIKE ?{k}"))
            .collect();
        let sql = format!(
            "SELECT DISTINCT {ACTOR} FROM aliases s JOIN actors a ON a.id = s.actor WHERE {} LIMIT 50",
            tests.join(" AND ")
        );
        self.add("words", &sql, rusqlite::params_from_iter(patterns))
    }

    /// People whose names go on where one ends (forefathers, a house, a second
    /// surname), or end before it does; the most named first.
    fn fuller_and_shorter(&self, key: &NameKey) -> Result<Vec<Actor>> {
        let shorter = (2..key.words.len()).map(|n| key.words[..n].join(" "));
        let shorter: Vec<String> = shorter.collect();
        let sql = format!(
            "SELECT {ACTOR} FROM actors a
             WHERE a.kind = 'person' AND (a.key > ?1 || ' ' AND a.key < ?1 || '!'
               OR a.key IN (SELECT value FROM json_each(?2)))
             ORDER BY (SELECT count(*) FROM identities WHERE actor = a.id) DESC, a.id LIMIT 24"
        );
        let mut q = self.db.prepare_cached(&sql)?;
        let found = q.query_map(params![key.key(), json!(shorter).to_string()], actor)?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Other spellings and fuller forms of the people found under their name.
    fn variants(&mut self) -> Result<()> {
        let people: Vec<Actor> = self
            .found
            .iter()
            .filter(|(a, how)| a.kind == "person" && *how != "words")
            .map(|(a, _)| a.clone())
            .take(24)
            .collect();
        for p in people {
            let key = name_key(&p.name);
            if !key.is_full() || self.same_as.contains_key(&p.id) {
                continue;
            }
            let roles = self.roles(p.id)?;
            let mut others = self.fuller_and_shorter(&key)?;
            others.extend(self.sounding(&key.last)?);
            let mut family = vec![key];
            for other in others {
                let known = other.id == p.id || self.same_as.contains_key(&other.id);
                if known || !self.is_one(&p, &roles, &other)? {
                    continue;
                }
                // Of two fuller forms that are not one, the more named is meant.
                let theirs = name_key(&other.name);
                let of_another = |k: &NameKey| {
                    let fuller = |k: &NameKey| k.words.len() > family[0].words.len();
                    fuller(k) && fuller(&theirs) && divided(k, &theirs)
                };
                if family.iter().any(of_another) {
                    continue;
                }
                family.push(theirs);
                self.same_as.insert(other.id, p.id);
                if !self.has(other.id) {
                    self.found.push((other, "variant"));
                }
            }
        }
        Ok(())
    }

    /// Whether two people are one, by their names and posts.
    fn is_one(&self, p: &Actor, roles: &[String], other: &Actor) -> Result<bool> {
        // Posts add at most so much: most candidates need no look at them.
        let bare = |name| Person { name, roles: &[] };
        if same_person(bare(&p.name), bare(&other.name)) < SAME - MOST_BY_POSTS {
            return Ok(false);
        }
        let theirs = self.roles(other.id)?;
        let theirs: Vec<&str> = theirs.iter().map(String::as_str).collect();
        let own: Vec<&str> = roles.iter().map(String::as_str).collect();
        let person = |name, roles| Person { name, roles };
        let score = same_person(person(&p.name, &own[..]), person(&other.name, &theirs[..]));
        Ok(score >= SAME)
    }

    fn pages(&self, actor: i64) -> Result<i64> {
        let sql = "SELECT count(*) FROM identities WHERE actor = ?1";
        Ok(self
            .db
            .prepare_cached(sql)?
            .query_row([actor], |r| r.get(0))?)
    }

    /// Pages that give the surname only, if of all who bear it in the record
    /// the person is by far the most named.
    fn surname_alone(&mut self) -> Result<()> {
        let people = self.found.iter().filter(|(a, _)| a.kind == "person");
        let people: Vec<Actor> = people.map(|(a, _)| a.clone()).take(24).collect();
        for p in people {
            let key = name_key(&p.name);
            let Some(surname) = key.words.last().filter(|_| key.is_full()) else {
                continue;
            };
            let sql = format!("SELECT {ACTOR} FROM actors a WHERE kind = 'person' AND key = ?1");
            let alone = self
                .db
                .prepare_cached(&sql)?
                .query_row([surname], actor)
                .optional()?;
            let Some(alone) = alone else { continue };
            let sql = "SELECT DISTINCT actor FROM aliases WHERE surname = ?1 AND surname <> ''";
            let mut q = self.db.prepare_cached(sql)?;
            let bearers = q.query_map([surname], |r| r.get(0))?;
            let bearers = bearers.collect::<rusqlite::Result<Vec<i64>>>()?;
            let whole = self.same_as.get(&p.id).copied().unwrap_or(p.id);
            let (mut own, mut others) = (0, 0);
            for id in bearers.into_iter().filter(|&id| id != alone.id) {
                let root = self.same_as.get(&id).copied().unwrap_or(id);
                *(if root == whole { &mut own } else { &mut others }) += self.pages(id)?;
            }
            if own > 0 && own >= 10 * others {
                self.same_as.insert(alone.id, whole);
                if !self.has(alone.id) {
                    self.found.push((alone, "surname"));
                }
            }
        }
        Ok(())
    }

    /// Organisations and places that stand elsewhere under another of their
    /// names (الناتو for حلف شمال الأطلسي), if that name is theirs alone.
    fn other_names(&mut self) -> Result<()> {
        let found: Vec<Actor> = self
            .found
            .iter()
            .filter(|(a, how)| a.kind != "person" && *how != "words")
            .map(|(a, _)| a.clone())
            .take(24)
            .collect();
        for a in found {
            let sql = format!(
                "SELECT {ACTOR} FROM aliases s JOIN actors a ON a.key = s.folded AND a.kind = ?2
                 WHERE s.actor = ?1 AND a.id <> ?1 AND length(s.folded) > 3
                   AND (SELECT count(*) FROM aliases t WHERE t.folded = s.folded) <= 3"
            );
            let mut q = self.db.prepare_cached(&sql)?;
            let others = q.query_map(params![a.id, a.kind], actor)?;
            for other in others.collect::<rusqlite::Result<Vec<_>>>()? {
                if !self.has(other.id) {
                    self.same_as.insert(other.id, a.id);
                    self.found.push((other, "variant"));
                }
            }
        }
        Ok(())
    }

    /// People to whom a user's list gives one id are one, those to whom it
    /// gives two are two, however alike their names.
    fn listed(&mut self) -> Result<()> {
        let people = self.found.iter().filter(|(a, _)| a.kind == "person");
        let ids: Vec<i64> = people.map(|(a, _)| a.id).take(24).collect();
        let id_of = |actor: i64| people::listed(self.db, actor).map(|l| l.map(|(id, _)| id));
        let mut seen: Vec<String> = Vec::new();
        for &a in &ids {
            let Some(id) = id_of(a)? else { continue };
            if let Some(&of) = self.same_as.get(&a)
                && id_of(of)?.is_some_and(|other| other != id)
            {
                self.same_as.remove(&a);
            }
            if seen.contains(&id) {
                continue;
            }
            let root = self.same_as.get(&a).copied().unwrap_or(a);
            for b in people::bearers(self.db, &id)? {
                if b == root || b == a {
                    continue;
                }
                self.same_as.insert(b, root);
                if !self.has(b) {
                    let sql = format!("SELECT {ACTOR} FROM actors a WHERE a.id = ?1");
                    self.add("list", &sql, params![b])?;
                }
            }
            seen.push(id);
        }
        Ok(())
    }

    /// What people judged comes last and wins.
    fn judged(&mut self) -> Result<()> {
        let sql = "SELECT j.kind, l.id, l.kind, l.name, r.id, r.kind, r.name FROM decisions j
                   JOIN decided d ON d.decision = j.id AND d.type = 'actor'
                   JOIN actors l ON l.id = d.row
                   JOIN actors r ON r.kind = substr(j.value, 7, instr(substr(j.value, 7), ':') - 1)
                     AND r.key = substr(j.value, 7 + instr(substr(j.value, 7), ':'))
                   WHERE j.kind IN ('same', 'different') ORDER BY j.id";
        let mut q = self.db.prepare_cached(sql)?;
        let mut rows = q.query([])?;
        while let Some(r) = rows.next()? {
            let verdict: String = r.get(0)?;
            let side = |k: usize| -> rusqlite::Result<Actor> {
                Ok(Actor {
                    id: r.get(k)?,
                    kind: r.get(k + 1)?,
                    name: r.get(k + 2)?,
                    role: None,
                })
            };
            let (left, right) = (side(1)?, side(4)?);
            for (a, b) in [(&left, &right), (&right, &left)] {
                if verdict == "different" && self.same_as.get(&b.id) == Some(&a.id) {
                    self.same_as.remove(&b.id);
                    self.found
                        .retain(|(x, how)| x.id != b.id || *how != "variant");
                }
                if verdict == "same" && self.has(a.id) && !self.same_as.contains_key(&a.id) {
                    self.same_as.insert(b.id, a.id);
                    if !self.has(b.id) {
                        self.found.push((b.clone(), "judgement"));
                    }
                    break;
                }
            }
        }
        Ok(())
    }

    fn finish(self, name: &str) -> Result<Resolved> {
        let ids = list(self.found.iter().map(|(a, _)| a.id));
        let sql = "SELECT actor, count(*) FROM identities
                   WHERE actor IN (SELECT value FROM json_each(?1)) GROUP BY actor";
        let mut q = self.db.prepare_cached(sql)?;
        let pages = q.query_map([ids], |r| Ok((r.get(0)?, r.get(1)?)))?;
        let pages: HashMap<i64, i64> = pages.collect::<rusqlite::Result<_>>()?;
        let mut actors: Vec<Match> = self
            .found
            .into_iter()
            .map(|(actor, how)| {
                let pages = pages.get(&actor.id).map_or(0, |&n| n as usize);
                Match {
                    actor,
                    how: how.to_string(),
                    pages,
                }
            })
            .collect();
        actors.sort_by_key(|m| (std::cmp::Reverse(m.pages), m.actor.id));
        let asked = Asked {
            name: name.to_string(),
            actors,
        };
        Ok(Resolved {
            asked,
            same_as: self.same_as,
        })
    }
}

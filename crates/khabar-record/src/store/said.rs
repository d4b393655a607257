//! Writing statements, and finding which of them carry the same words.

use super::prepare::Said;
use super::shingle;
use super::sketches::Sketches;
use super::write::ends;
use crate::error::Result;
use khabar_model::Statement;
use rusqlite::{Connection, params};

/// How many candidates one shingle may bring: greetings and titles recur.
const CANDIDATES: usize = 24;

/// Writes a statement; `entities` and `actors` are the page's, in step with
/// its reading.
pub(super) fn write(
    db: &Connection,
    article: i64,
    s: &Statement,
    said: &Said,
    entities: &[i64],
    actors: &[Option<i64>],
    sketches: &mut Sketches,
) -> Result<i64> {
    let story = story(db, &said.shingles, sketches)?;
    let (cs, ce) = ends(Some(s.cue));
    let (ss, se) = ends(s.source);
    let entity = s.entity.and_then(|k| entities.get(k));
    let speaker = s.entity.and_then(|k| *actors.get(k)?);
    let sure = s.decisions;
    // A story of its own has the statement's number, which is the next.
    db.prepare_cached(
        "INSERT INTO statements (article, entity, cue_start, cue_end, source_start, source_end,
           form, act, certainty, story, shingles, polarity, modality, cue_certainty,
           source_certainty, content_certainty, chain_certainty, speaker)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
           ifnull(?10, (SELECT ifnull(max(id), 0) + 1 FROM statements)),
           ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)",
    )?
    .execute(params![
        article,
        entity,
        cs,
        ce,
        ss,
        se,
        s.form.as_str(),
        s.act.as_str(),
        f64::from(s.certainty),
        story,
        shingle::to_bytes(&said.shingles),
        s.polarity.as_str(),
        s.modality.as_str(),
        f64::from(sure.cue),
        f64::from(sure.source),
        f64::from(sure.content),
        f64::from(sure.chain),
        speaker,
    ])?;
    let id = db.last_insert_rowid();
    for h in shingle::sketch(&said.shingles) {
        sketches.add(h, id);
    }
    for (n, c) in s.content.iter().enumerate() {
        let (start, end) = ends(Some(*c));
        db.prepare_cached("INSERT INTO contents VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, n as i64, start, end])?;
    }
    for with in s.with.iter().filter_map(|&k| entities.get(k)) {
        db.prepare_cached("INSERT OR IGNORE INTO cospeakers VALUES (?1, ?2)")?
            .execute(params![with, id])?;
    }
    for to in s.to.iter().filter_map(|&k| entities.get(k)) {
        db.prepare_cached("INSERT OR IGNORE INTO addressees VALUES (?1, ?2)")?
            .execute(params![to, id])?;
    }
    for (n, l) in s.chain.iter().enumerate() {
        let by = l.by.and_then(|k| entities.get(k));
        let (start, end) = ends(Some(l.span));
        db.prepare_cached("INSERT INTO links VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")?
            .execute(params![
                id,
                n as i64,
                l.kind.as_str(),
                by,
                start,
                end,
                l.inherited
            ])?;
    }
    for &(k, content) in &said.topics {
        let Some(entity) = entities.get(k) else {
            continue;
        };
        let place = if content { "content" } else { "headline" };
        db.prepare_cached("INSERT OR IGNORE INTO topics VALUES (?1, ?2, ?3)")?
            .execute(params![entity, id, place])?;
    }
    Ok(id)
}

/// The story that a statement with these shingles belongs to. Where it joins
/// several, they become one.
fn story(db: &Connection, shingles: &[u32], sketches: &Sketches) -> Result<Option<i64>> {
    if shingles.len() < 2 {
        return Ok(None);
    }
    let mut met: Vec<i64> = Vec::new();
    for h in shingle::sketch(shingles) {
        sketches.find(db, h, CANDIDATES, &mut met)?;
    }
    met.sort_unstable();
    let times = met
        .chunk_by(|a, b| a == b)
        .map(|same| (same[0], same.len()));
    let mut seen: Vec<(i64, usize)> = times.collect();
    seen.sort_by_key(|&(id, n)| (std::cmp::Reverse(n), id));
    let mut stories: Vec<i64> = Vec::new();
    let mut known = db.prepare_cached("SELECT story, shingles FROM statements WHERE id = ?1")?;
    for (id, _) in seen.into_iter().take(CANDIDATES) {
        let (story, other) = known.query_row([id], |r| {
            let other = shingle::from_bytes(r.get_ref(1)?.as_blob()?);
            Ok((r.get(0)?, other))
        })?;
        if !stories.contains(&story) && shingle::are_copies(shingles, &other) {
            stories.push(story);
        }
    }
    let Some(&least) = stories.iter().min() else {
        return Ok(None);
    };
    for other in stories.into_iter().filter(|&s| s != least) {
        db.prepare_cached("UPDATE statements SET story = ?1 WHERE story = ?2")?
            .execute(params![least, other])?;
    }
    Ok(Some(least))
}

//! The articles of a record, as its index has them.

use crate::Res;
use rusqlite::Connection;
use std::collections::HashMap;
use std::path::Path;

pub struct Article {
    pub id: i64,
    /// The capture's content hash, in hex.
    pub hash: String,
    pub headline: String,
    pub body: String,
}

/// All articles in order of their ids.
pub fn articles(dir: &Path) -> Res<Vec<Article>> {
    let db = Connection::open(dir.join("khabar.db"))?;
    let mut q = db.prepare(
        "SELECT a.id, lower(hex(c.hash)), ifnull(a.headline, ''), a.parts, c.bytes, c.text
         FROM articles a JOIN captures c ON c.id = a.capture WHERE NOT a.hidden ORDER BY a.id",
    )?;
    let mut rows = q.query([])?;
    let mut out = Vec::new();
    while let Some(r) = rows.next()? {
        let (parts, bytes, packed): (String, i64, Vec<u8>) = (r.get(3)?, r.get(4)?, r.get(5)?);
        let text = zstd::bulk::decompress(&packed, bytes.max(1) as usize)?;
        let text = String::from_utf8(text)?;
        let parts: serde_json::Value = serde_json::from_str(&parts)?;
        let blocks = parts["blocks"].as_array().map_or(&[][..], |b| b);
        let mut body = String::new();
        for b in blocks.iter().filter(|b| b[0] == "body") {
            let at = |k: usize| b[k].as_u64().unwrap_or(0) as usize;
            body.push_str(&text[at(1)..at(2)]);
            body.push('\n');
        }
        out.push(Article {
            id: r.get(0)?,
            hash: r.get(1)?,
            headline: r.get(2)?,
            body,
        });
    }
    Ok(out)
}

/// The group of copies that an article belongs to.
pub fn copies(dir: &Path) -> Res<HashMap<i64, i64>> {
    let db = Connection::open(dir.join("khabar.db"))?;
    let mut q = db.prepare("SELECT article, report FROM reports")?;
    let rows = q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

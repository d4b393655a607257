//! The pages of another record, as they were fetched.

use super::{Item, Place, SetAside, Taken};
use crate::error::{Error, Result};
use crate::store;
use khabar_model::{Body, Fetch};
use rusqlite::{Connection, OptionalExtension, Row};
use std::path::Path;

/// Pages by their order in the record.
pub(super) struct Stored {
    db: Connection,
    last: i64,
}

/// A stored page, or why it cannot be given.
pub(crate) type Page = (i64, std::result::Result<Fetch, SetAside>);

pub(crate) const COLUMNS: &str = "id, name, url, retrieved, bytes, text, charset, original";

impl Stored {
    pub fn open(dir: &Path) -> Result<Self> {
        let db = store::open_read(dir)?;
        Ok(Stored { db, last: 0 })
    }

    fn following(&mut self) -> rusqlite::Result<Option<Page>> {
        let sql = format!("SELECT {COLUMNS} FROM captures WHERE id > ?1 ORDER BY id LIMIT 1");
        let mut q = self.db.prepare_cached(&sql)?;
        q.query_row([self.last], page).optional()
    }
}

/// The page of a row of [`COLUMNS`].
pub(crate) fn page(r: &Row<'_>) -> rusqlite::Result<Page> {
    let (id, name): (i64, String) = (r.get(0)?, r.get(1)?);
    let original: Option<Vec<u8>> = r.get(7)?;
    let body = match original {
        Some(packed) => zstd::decode_all(&packed[..])
            .map_err(|e| Error::Damaged(format!("a page's bytes: {e}")))
            .map(|bytes| Body::Html {
                bytes,
                content_type: charset(r.get(6).unwrap_or_default()),
            }),
        None => {
            let (bytes, packed): (i64, Vec<u8>) = (r.get(4)?, r.get(5)?);
            store::unpack(&packed, bytes as usize).map(Body::Text)
        }
    };
    let fetch = match body {
        Ok(body) => Ok(Fetch {
            name,
            url: r.get(2)?,
            retrieved: r.get(3)?,
            body,
        }),
        Err(e) => Err(SetAside::file(name, e.to_string())),
    };
    Ok((id, fetch))
}

/// As the page was decoded before; what its server said is not kept.
fn charset(label: Option<String>) -> Option<String> {
    label.map(|l| format!("text/html; charset={l}"))
}

impl Iterator for Stored {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        match self.following() {
            Ok(None) => None,
            Ok(Some((id, fetch))) => {
                self.last = id;
                Some(fetch.map(|fetch| Taken {
                    place: Place::file(&fetch.name),
                    fetch,
                }))
            }
            // Its next page cannot be reached: the rest is not to be had.
            Err(e) => {
                self.last = i64::MAX;
                Some(Err(SetAside::file("record", format!("unreadable: {e}"))))
            }
        }
    }
}

//! A question sees the store as it was when it was asked.

use rusqlite::Connection;

/// One state of the store, whatever is written meanwhile; ends when dropped.
pub(crate) struct Moment<'r>(&'r Connection);

impl<'r> Moment<'r> {
    /// None within another one.
    pub fn begin(db: &'r Connection) -> rusqlite::Result<Option<Moment<'r>>> {
        if !db.is_autocommit() {
            return Ok(None);
        }
        db.prepare_cached("BEGIN")?.execute([])?;
        Ok(Some(Moment(db)))
    }
}

impl Drop for Moment<'_> {
    fn drop(&mut self) {
        // There is nothing that could be lost.
        let _ = self
            .0
            .prepare_cached("COMMIT")
            .and_then(|mut q| q.execute([]));
    }
}

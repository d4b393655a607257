//! A copy of a record that may be in use.

use crate::error::{Error, Result};
use crate::store;
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, OpenFlags};
use std::path::Path;
use std::time::Duration;

/// Database pages copied at a time; writers get in between.
const PAGES: i32 = 2048;

/// Copies the record at `dir` to the folder `to`, which is made and must hold
/// no record yet. The index is left out: the first opening of the copy makes
/// it. The copy is of one moment: what a build commits meanwhile is in it
/// wholly or not at all. Nothing is left behind where it fails.
pub fn backup(dir: &Path, to: &Path, mut progress: impl FnMut(u64, u64)) -> Result<()> {
    let from = store::open_read(dir)?;
    let path = store::database(to);
    if path.exists() {
        return Err(Error::Exists(to.to_path_buf()));
    }
    std::fs::create_dir_all(to).map_err(|e| Error::io(to, e))?;
    let part = path.with_extension("part");
    let done = copy(&from, &part, &mut progress).map_err(|e| e.at(to));
    let done = done.and_then(|()| std::fs::rename(&part, &path).map_err(|e| Error::io(&path, e)));
    if done.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    done
}

fn copy(from: &Connection, part: &Path, progress: &mut impl FnMut(u64, u64)) -> Result<()> {
    let _ = std::fs::remove_file(part);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let mut copy = Connection::open_with_flags(part, flags)?;
    {
        let b = Backup::new(from, &mut copy)?;
        loop {
            let step = b.step(PAGES)?;
            let p = b.progress();
            progress((p.pagecount - p.remaining) as u64, p.pagecount as u64);
            match step {
                StepResult::Done => break,
                StepResult::Busy | StepResult::Locked => {
                    std::thread::sleep(Duration::from_millis(50));
                }
                _ => {}
            }
        }
    }
    let found: String = copy.query_row("PRAGMA quick_check(1)", [], |r| r.get(0))?;
    if found != "ok" {
        return Err(Error::Damaged(found));
    }
    copy.close().map_err(|(_, e)| Error::Store(e))
}

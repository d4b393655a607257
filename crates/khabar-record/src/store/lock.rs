//! One writer at a time.

use crate::error::{Error, Result};
use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::path::Path;

/// Held while a record is written. The system lets go of it when the process
/// ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Locks the record at `dir`, or says who holds it.
pub fn lock(dir: &Path) -> Result<Lock> {
    let path = dir.join("lock");
    let mut file = File::options()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(&path)
        .map_err(|e| Error::io(&path, e))?;
    match file.try_lock() {
        Ok(()) => {
            // Only for the message of the one who comes second.
            let pid = format!("{}\n", std::process::id());
            let _ = file
                .set_len(0)
                .and_then(|()| file.write_all(pid.as_bytes()));
            Ok(Lock { _file: file })
        }
        Err(TryLockError::WouldBlock) => {
            let mut who = String::new();
            let _ = file.read_to_string(&mut who);
            let pid = who.trim().parse().ok();
            Err(Error::Busy {
                record: dir.to_path_buf(),
                pid,
            })
        }
        Err(TryLockError::Error(e)) => Err(Error::io(&path, e)),
    }
}

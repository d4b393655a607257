//! What can stop a command. Faults of single pages never do: see
//! [`crate::SetAside`].

use std::path::{Path, PathBuf};

pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("{}: there is a record already", .0.display())]
    Exists(PathBuf),
    /// An input given by name does not exist: nothing was started.
    #[error("{}: no such file or folder", .0.display())]
    NoInput(PathBuf),
    #[error("no input was given")]
    NothingGiven,
    #[error("{}: no record here (build one with `khabar build`)", .0.display())]
    NoRecord(PathBuf),
    #[error(
        "this record was written by a newer khabar (its schema is {found}, this one knows up to {known}): upgrade khabar to open it"
    )]
    Newer { found: i64, known: i64 },
    /// It could not be brought up to date (it lies on a read-only medium, or a
    /// build of an older khabar is running).
    #[error(
        "this record was written by an older khabar (its schema is {found}, now {known}) and cannot be brought up to date here"
    )]
    Older { found: i64, known: i64 },
    /// Another build holds the record.
    #[error("{}: another build is writing to this record{}; wait for it to end", .record.display(), .pid.map(|p| format!(" (process {p})")).unwrap_or_default())]
    Busy { record: PathBuf, pid: Option<u32> },
    #[error("{}: the disk is full; all pages up to the last full batch are kept", .0.display())]
    DiskFull(PathBuf),
    #[error("{}: {source}", .path.display())]
    Io {
        path: PathBuf,
        source: std::io::Error,
    },
    #[error("the record's database: {0}")]
    Store(rusqlite::Error),
    #[error("the record's index: {0}")]
    Index(tantivy::TantivyError),
    /// Something in the record is not as it was written.
    #[error("the record is damaged: {0}")]
    Damaged(String),
    /// What reads pages was damaged when this program was built.
    #[error("this khabar is damaged, install it anew: {0}")]
    Reader(#[from] khabar_read::ModelError),
    #[error("the search could not be understood: {0}")]
    Query(String),
    #[error("this cannot be decided: {0}")]
    Decide(String),
    #[error("there is no {what} {id} in this record")]
    NotFound { what: &'static str, id: i64 },
}

impl Error {
    /// True where the command was called wrongly, rather than having failed.
    pub fn is_usage(&self) -> bool {
        matches!(
            self,
            Error::NoInput(_)
                | Error::NothingGiven
                | Error::NoRecord(_)
                | Error::Exists(_)
                | Error::Query(_)
                | Error::Decide(_)
                | Error::NotFound { .. }
        )
    }

    pub(crate) fn io(path: &Path, source: std::io::Error) -> Self {
        if is_full(&source) {
            return Error::DiskFull(path.to_path_buf());
        }
        let path = path.to_path_buf();
        Error::Io { path, source }
    }

    /// Names the record in an error that says the disk is full.
    pub(crate) fn at(self, record: &Path) -> Self {
        let full = match &self {
            Error::Store(rusqlite::Error::SqliteFailure(e, _)) => {
                e.code == rusqlite::ErrorCode::DiskFull
            }
            Error::Index(e) => says_full(e) || (died(e) && no_room(record)),
            _ => false,
        };
        if full {
            return Error::DiskFull(record.to_path_buf());
        }
        self
    }
}

fn is_full(e: &std::io::Error) -> bool {
    matches!(
        e.kind(),
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
    )
}

/// Tantivy wraps I/O errors in several ways, some only as text.
fn says_full(e: &tantivy::TantivyError) -> bool {
    let mut source: Option<&dyn std::error::Error> = Some(e);
    while let Some(s) = source {
        if s.downcast_ref::<std::io::Error>().is_some_and(is_full) {
            return true;
        }
        source = s.source();
    }
    let text = format!("{e:?}");
    text.contains("StorageFull") || text.contains("No space left")
}

/// A thread of the index ended and does not say why.
fn died(e: &tantivy::TantivyError) -> bool {
    matches!(e, tantivy::TantivyError::ErrorInThread(_))
}

/// True where the folder's disk does not take what the index writes at a time.
fn no_room(dir: &Path) -> bool {
    let probe = dir.join("probe.part");
    let full = std::fs::write(&probe, vec![1; 1 << 20]).is_err_and(|e| is_full(&e));
    let _ = std::fs::remove_file(&probe);
    full
}

impl From<rusqlite::Error> for Error {
    fn from(e: rusqlite::Error) -> Self {
        Error::Store(e)
    }
}

impl From<tantivy::TantivyError> for Error {
    fn from(e: tantivy::TantivyError) -> Self {
        Error::Index(e)
    }
}

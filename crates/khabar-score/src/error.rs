//! What can be wrong with the files.

use std::fmt;
use std::path::PathBuf;

/// Where a page object was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// The line of the record, from 1, in a file of JSON Lines.
    pub line: Option<usize>,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        match self.line {
            Some(line) => write!(f, ":{line}"),
            None => Ok(()),
        }
    }
}

/// Why pages could not be scored. Every message names the file, and the line
/// or the page in it.
#[derive(Debug, thiserror::Error)]
pub enum ScoreError {
    /// A file or folder could not be read.
    #[error("{}: {reason}", path.display())]
    Read {
        path: PathBuf,
        reason: std::io::Error,
    },

    /// A page's text is not UTF-8.
    #[error("{}: not UTF-8 after {valid} bytes", path.display())]
    NotUtf8 { path: PathBuf, valid: usize },

    /// A record is not JSON, or not a page object. `line` and `column` count
    /// from 1; the column is in bytes.
    #[error("{}:{line}:{column}: {reason}", path.display())]
    Parse {
        path: PathBuf,
        line: usize,
        column: usize,
        reason: String,
    },

    /// A page object does not fit its page. `field` is the path to the fault
    /// inside the object, such as `statements[3].cue`, counted from 0.
    #[error("{origin}: {page}: {field}: {reason}")]
    Page {
        origin: Origin,
        page: String,
        field: String,
        reason: String,
    },
}

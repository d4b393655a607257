//! From a capture to the articles on it: line labels, metadata, outlet.
//!
//! Pure: no files, clock, network or globals. Word lists are compiled in and
//! parsed once by [`PageReader::new`].

pub mod outlet;

use khabar_model::{Capture, Page};

/// Cuts pages into articles. Build one and share it between threads.
pub struct PageReader {
    pub outlets: outlet::Outlets,
}

impl Default for PageReader {
    fn default() -> Self {
        Self::new()
    }
}

impl PageReader {
    pub fn new() -> Self {
        PageReader {
            outlets: outlet::Outlets::builtin(),
        }
    }

    pub fn read(&self, _capture: &Capture) -> Page {
        Page::default()
    }
}

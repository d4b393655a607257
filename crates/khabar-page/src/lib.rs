//! From a capture to the articles on it: line labels, metadata, outlet.
//!
//! Pure: no files, clock, network or globals. Word lists are compiled in and
//! parsed once by [`PageReader::new`].

mod byline;
mod credit;
mod dateline;
mod guess;
pub mod html;
mod line;
pub mod metadata;
pub mod outlet;
mod phrases;
mod segment;
mod site;

use khabar_model::{Capture, Fetch, Page};
use khabar_text::Text;
use khabar_text::calendar::Months;

/// Cuts pages into articles. Build one and share it between threads.
pub struct PageReader {
    /// Outlets and agencies of `data/outlets.tsv`.
    pub outlets: outlet::Outlets,
    phrases: phrases::Phrases,
    names: byline::Names,
    months: Months,
    markup: html::names::Names,
}

impl Default for PageReader {
    fn default() -> Self {
        Self::new()
    }
}

impl PageReader {
    /// With the word lists that are compiled in.
    pub fn new() -> Self {
        PageReader {
            outlets: outlet::Outlets::builtin(),
            phrases: phrases::Phrases::builtin(),
            names: byline::Names::builtin(),
            months: Months::new(include_str!("../../../data/months.tsv")),
            markup: html::names::Names::builtin(),
        }
    }

    /// Opens what was fetched: plain text is taken as it is, HTML is decoded
    /// and turned into its text form. Fails with the reason where there is no
    /// page in it (`not HTML: a PDF document`).
    pub fn open(&self, fetch: Fetch) -> Result<Capture, String> {
        html::open(&self.markup, fetch)
    }

    /// Labels every line of the capture and cuts it into articles. Lines are
    /// those of `split('\n')` without a last empty one.
    pub fn read(&self, capture: &Capture) -> Page {
        self.read_text(&Text::new(&capture.text), capture)
    }

    /// As [`PageReader::read`], for a caller who has the capture's text cut
    /// into tokens already.
    pub fn read_text(&self, text: &Text<'_>, capture: &Capture) -> Page {
        if let Some(page) = html::read(self, text, capture) {
            return page;
        }
        let lines = line::features(text, self);
        let mut page = segment::segment(text, &lines);
        metadata::fill(self, text, &lines, capture, &mut page);
        page
    }

    pub(crate) fn phrases(&self) -> &phrases::Phrases {
        &self.phrases
    }

    pub(crate) fn names(&self) -> &byline::Names {
        &self.names
    }

    pub(crate) fn months(&self) -> &Months {
        &self.months
    }
}

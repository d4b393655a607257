//! From a page to its reading: names, dates, statements with their chains,
//! events.
//!
//! Pure: no files, clock, network or globals. Word lists and models are
//! compiled in and parsed once by [`Reader::new`]; a `Reader` is shared by
//! threads.

pub mod dates;
pub mod events;
pub mod names;
pub mod speech;

use khabar_model::{Capture, Fetch, Reading};
use khabar_page::PageReader;
use khabar_text::Text;
pub use names::tagger::ModelError;

pub struct Reader {
    page: PageReader,
    dates: dates::DateReader,
    names: names::NameReader,
    speech: speech::SpeechReader,
    events: events::EventReader,
}

impl Reader {
    /// The reader with what is compiled in; an error where the model was
    /// damaged before it was. Reading on without it would lose most names and
    /// say nothing of it.
    pub fn new() -> Result<Self, ModelError> {
        Ok(Reader {
            page: PageReader::new(),
            dates: dates::DateReader::builtin(),
            names: names::NameReader::builtin()?,
            speech: speech::SpeechReader::builtin(),
            events: events::EventReader::builtin(),
        })
    }

    /// Opens what was fetched; see [`PageReader::open`].
    pub fn open(&self, fetch: Fetch) -> Result<Capture, String> {
        self.page.open(fetch)
    }

    /// Reads one page. Never fails: what cannot be read is left out.
    pub fn read(&self, capture: &Capture) -> Reading {
        let text = Text::new(&capture.text);
        let mut page = self.page.read_text(&text, capture);
        let timexes = self.dates.read(&text, &mut page, capture);
        let names = self.names.read(&text, &page);
        let statements = self.speech.read(&text, &page, &names);
        let events = self
            .events
            .read(&text, &page, &names, &timexes, &statements);
        Reading {
            lines: page.lines,
            articles: page.articles,
            timexes,
            entities: names.entities,
            mentions: names.mentions,
            statements,
            events,
            diagnostics: Vec::new(),
        }
    }
}

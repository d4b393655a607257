//! Date expressions, their values, and the publication day worked out from them.

use khabar_model::{Capture, Page, Timex};
use khabar_text::Text;

pub struct DateReader {}

impl DateReader {
    pub fn builtin() -> Self {
        DateReader {}
    }

    /// Finds and resolves the dates of all articles. Where the page does not
    /// print an article's publication day but its weekday words settle it,
    /// sets `published` (`relative`).
    pub fn read(&self, _text: &Text<'_>, _page: &mut Page, _capture: &Capture) -> Vec<Timex> {
        Vec::new()
    }
}

//! Events: meetings, visits, calls, agreements, invitations, attacks, …

use crate::names::Names;
use khabar_model::{Event, Page, Statement, Timex};
use khabar_text::Text;

pub struct EventReader {}

impl EventReader {
    pub fn builtin() -> Self {
        EventReader {}
    }

    pub fn read(
        &self,
        _text: &Text<'_>,
        _page: &Page,
        _names: &Names,
        _timexes: &[Timex],
        _statements: &[Statement],
    ) -> Vec<Event> {
        Vec::new()
    }
}

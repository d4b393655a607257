//! People, organisations, places and products, and every place that names them.

use khabar_model::{Entity, Mention, Page};
use khabar_text::Text;

/// The names of a page: entities and, in text order, their mentions (names and
/// bare posts that lead to a person).
#[derive(Default, Debug, Clone)]
pub struct Names {
    pub entities: Vec<Entity>,
    pub mentions: Vec<Mention>,
}

pub struct NameReader {}

impl NameReader {
    pub fn builtin() -> Self {
        NameReader {}
    }

    pub fn read(&self, _text: &Text<'_>, _page: &Page) -> Names {
        Names::default()
    }
}

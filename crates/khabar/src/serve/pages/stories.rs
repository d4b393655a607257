//! Stories, those that most outlets told first.

use super::{Answer, onward, page as made};
use crate::serve::params::Params;
use crate::serve::reply::Fault;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Record, StoryList, StoryQuery};

#[derive(Template)]
#[template(path = "serve/stories.html")]
struct Found {
    ui: Ui,
    query: StoryQuery,
    found: StoryList,
    more: Option<String>,
}

impl Found {
    fn with(&self, k: usize) -> &str {
        self.query.with.get(k).map_or("", String::as_str)
    }
}

/// The fields of a question about stories.
pub fn query(p: &Params, usual: usize, most: usize) -> Result<StoryQuery, Fault> {
    Ok(StoryQuery {
        with: p.all("with"),
        since: p.bound("since")?,
        until: p.bound("until")?,
        limit: p.limit(usual, most)?,
        after: p.get("after"),
    })
}

pub(super) fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let query = query(p, 50, 500)?;
    let found = record.stories(&query)?;
    let more = onward(&ui, "stories", p, found.next.as_deref());
    made(Found {
        ui,
        query,
        found,
        more,
    })
}

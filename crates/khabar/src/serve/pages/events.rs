//! Meetings, visits, agreements.

use super::{Answer, onward, page as made};
use crate::serve::params::Params;
use crate::serve::reply::Fault;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_model::{EventKind, EventStatus};
use khabar_record::{EventQuery, Events, Record};

#[derive(Template)]
#[template(path = "serve/events.html")]
struct Found {
    ui: Ui,
    query: EventQuery,
    kinds: Vec<&'static str>,
    statuses: Vec<&'static str>,
    found: Events,
    more: Option<String>,
}

impl Found {
    fn is_kind(&self, kind: &str) -> bool {
        self.query.kind.is_some_and(|k| k.as_str() == kind)
    }

    fn is_status(&self, status: &str) -> bool {
        self.query.status.is_some_and(|s| s.as_str() == status)
    }

    fn with(&self, k: usize) -> &str {
        self.query.with.get(k).map_or("", String::as_str)
    }
}

/// The fields of a question about events.
pub fn query(p: &Params, usual: usize, most: usize) -> Result<EventQuery, Fault> {
    Ok(EventQuery {
        with: p.all("with"),
        kind: p.word("type", EventKind::parse)?,
        status: p.word("status", EventStatus::parse)?,
        since: p.bound("since")?,
        until: p.bound("until")?,
        limit: p.limit(usual, most)?,
        after: p.get("after"),
    })
}

pub(super) fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let query = query(p, 50, 500)?;
    let found = record.events(&query)?;
    made(Found {
        more: onward(&ui, "events", p, found.next.as_deref()),
        ui,
        kinds: EventKind::ALL.iter().map(|k| k.as_str()).collect(),
        statuses: EventStatus::ALL.iter().map(|s| s.as_str()).collect(),
        found,
        query,
    })
}

//! The first page: what the record holds, where to begin.

use super::{Answer, page as made};
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Counts, Record, Statement, StatementQuery};

#[derive(Template)]
#[template(path = "serve/home.html")]
struct Home {
    ui: Ui,
    counts: Counts,
    latest: Vec<Statement>,
    notes: Vec<String>,
}

pub fn page(record: &Record, ui: Ui) -> Answer {
    let latest = record.statements(&StatementQuery {
        limit: 8,
        ..StatementQuery::default()
    })?;
    made(Home {
        counts: record.counts()?,
        latest: latest.statements,
        notes: record.notes().to_vec(),
        ui,
    })
}

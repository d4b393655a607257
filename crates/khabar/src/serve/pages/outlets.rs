//! Outlets beside each other: what each carried, whom it quotes, what it credits.

use super::{Answer, page as made};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Compared, Count, Record};

#[derive(Template)]
#[template(path = "serve/outlets.html")]
struct Page {
    ui: Ui,
    all: Vec<Count>,
    names: Vec<String>,
    found: Option<Compared>,
}

impl Page {
    fn name(&self, k: &usize) -> &str {
        self.names.get(*k).map_or("", String::as_str)
    }

    /// Of a hundred.
    fn share(&self, part: &usize, whole: &usize) -> usize {
        (part * 100 + whole / 2) / (*whole).max(1)
    }
}

/// So many outlets stand beside each other.
const NAMES: usize = 4;

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let mut names = p.all("outlet");
    names.truncate(NAMES);
    let asked: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = match asked.is_empty() {
        true => None,
        false => Some(record.compare(&asked)?),
    };
    made(Page {
        all: record.outlets()?,
        ui,
        names,
        found,
    })
}

//! What was decided, to be looked through and undone.

use super::{Answer, page as made};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{About, Decision, Record};

#[derive(Template)]
#[template(path = "serve/decisions.html")]
struct Page {
    ui: Ui,
    /// Latest first, with the address of what each is about.
    list: Vec<(Decision, Option<String>)>,
    /// The lists there are.
    lists: Vec<String>,
    all: bool,
    only: Option<String>,
}

const MOST: usize = 500;

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let (all, only) = (p.get("all").is_some(), p.get("list"));
    let mut found = record.decisions()?;
    let in_force = |d: &Decision| d.undone_at.is_none();
    let mut lists: Vec<String> = found
        .iter()
        .filter(|d| d.kind == "list" && in_force(d))
        .map(|d| d.value.clone())
        .collect();
    lists.sort();
    lists.dedup();
    found.retain(|d| all || in_force(d));
    if let Some(list) = &only {
        found.retain(|d| d.kind == "list" && d.value == *list);
    }
    found.reverse();
    found.truncate(MOST);
    let mut list = Vec::with_capacity(found.len());
    for d in found {
        let to = match record.decided_on(d.id)? {
            Some(About::Statement(id)) => Some(ui.statement(&id)),
            Some(About::Article(id)) => Some(ui.article(&id)),
            Some(About::Event(_)) | None if d.kind == "search" => {
                Some(ui.ask("search", "q", &d.value))
            }
            Some(About::Actor(_)) => Some(ui.who(&d.words)),
            _ => None,
        };
        list.push((d, to));
    }
    made(Page {
        ui,
        list,
        lists,
        all,
        only,
    })
}

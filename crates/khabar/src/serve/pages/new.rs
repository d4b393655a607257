//! What came in last. Which of it is new to this reader the page's script knows:
//! it keeps the last article seen in the browser.

use super::{Answer, page as made};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Newcomer, Record};

#[derive(Template)]
#[template(path = "serve/new.html")]
struct Page {
    ui: Ui,
    list: Vec<Newcomer>,
    /// The last article of all.
    last: i64,
}

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let list = record.newest(p.limit(100, 1000)?)?;
    let last = list.iter().map(|n| n.source.article).max().unwrap_or(0);
    made(Page { ui, list, last })
}

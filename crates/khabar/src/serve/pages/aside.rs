//! What could not be read when the record was built.

use super::{Answer, page as made};
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Record, SetAside};

#[derive(Template)]
#[template(path = "serve/aside.html")]
struct Page {
    ui: Ui,
    list: Vec<SetAside>,
    total: usize,
}

const MOST: usize = 500;

pub fn page(record: &Record, ui: Ui) -> Answer {
    let mut list = record.set_aside()?;
    let total = list.len();
    list.reverse();
    list.truncate(MOST);
    made(Page { ui, list, total })
}

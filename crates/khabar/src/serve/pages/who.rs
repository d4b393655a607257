//! Who answers to a name.

use super::{Answer, page as made};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Post, Profile, Record};

#[derive(Template)]
#[template(path = "serve/who.html")]
struct Who {
    ui: Ui,
    name: String,
    profiles: Vec<Profile>,
}

impl Who {
    /// From when to when the record has the post.
    fn when(&self, post: &Post) -> String {
        let day = |d: &Option<String>| d.as_deref().map(|d| self.ui.day(d));
        match (day(&post.first), day(&post.last)) {
            (Some(first), Some(last)) if first != last => format!("{first} – {last}"),
            (first, last) => first.or(last).unwrap_or_default(),
        }
    }
}

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let name = p.get("name").unwrap_or_default();
    let profiles = match name.is_empty() {
        true => Vec::new(),
        false => record.who(&name)?,
    };
    made(Who { ui, name, profiles })
}

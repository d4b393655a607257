//! Statements by who made them, about what, to whom and when.

use super::{Answer, onward, page as made};
use crate::day;
use crate::dossier::strip::{HEIGHT, Mark, Strip, WIDTH};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_model::Act;
use khabar_record::{Asked, Record, StatementQuery, Statements};

#[derive(Template)]
#[template(path = "serve/statements.html")]
struct Found {
    ui: Ui,
    query: StatementQuery,
    acts: Vec<&'static str>,
    found: Statements,
    strip: Option<Strip>,
    width: f64,
    height: f64,
    more: Option<String>,
}

const PAGE: usize = 20;
const MOST: usize = 500;

impl Found {
    fn is_act(&self, act: &str) -> bool {
        self.query.act.is_some_and(|a| a.as_str() == act)
    }

    fn asked(&self) -> Vec<&Asked> {
        let f = &self.found;
        [&f.by, &f.about, &f.to].into_iter().flatten().collect()
    }
}

/// The fields of a question about statements.
pub fn query(
    p: &Params,
    usual: usize,
    most: usize,
) -> Result<StatementQuery, crate::serve::reply::Fault> {
    Ok(StatementQuery {
        by: p.get("by"),
        about: p.get("about"),
        to: p.get("to"),
        act: p.word("act", Act::parse)?,
        since: p.bound("since")?,
        until: p.bound("until")?,
        outlet: p.get("outlet"),
        limit: p.limit(usual, most)?,
        after: p.get("after"),
    })
}

pub(super) fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let query = query(p, PAGE, MOST)?;
    let found = record.statements(&query)?;
    let days = found
        .statements
        .iter()
        .filter_map(|s| s.source.day.as_deref());
    let marks: Vec<Mark> = days
        .filter_map(day::number_of)
        .map(|day| Mark { day, event: false })
        .collect();
    let more = onward(&ui, "statements", p, found.next.as_deref());
    made(Found {
        strip: Strip::new(ui.lang, &marks),
        width: WIDTH,
        height: HEIGHT,
        acts: Act::ALL.iter().map(|a| a.as_str()).collect(),
        query,
        found,
        more,
        ui,
    })
}

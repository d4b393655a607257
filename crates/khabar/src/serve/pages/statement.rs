//! A statement: its words, its ways, those who carried it.

use super::{Answer, page as made};
use crate::compare::{self, Run};
use crate::isnad::To;
use crate::picture::Tree;
use crate::serve::reply::Fault;
use crate::serve::ui::Ui;
use crate::show;
use askama::Template;
use khabar_record::{Copy, Record, Statement, Trace, TraceOf};

#[derive(Template)]
#[template(path = "serve/statement.html")]
struct Page {
    ui: Ui,
    /// As the address asks for it.
    s: Statement,
    trace: Trace,
    tree: Tree,
    /// Each copy with its wording against that of the first.
    copies: Vec<(Copy, Vec<Run>)>,
}

/// Copies whose wording is set beside the first.
const COMPARED: usize = 40;

pub fn page(record: &Record, ui: Ui, id: i64) -> Answer {
    let s = record.statement(id)?;
    let traces = record.trace(&TraceOf::Statement(id))?;
    let gone = || Fault::NotFound(format!("there is no statement {id} in this record"));
    let trace = traces.into_iter().next().ok_or_else(gone)?;
    let first = show::joined(&trace.statement.content);
    let mut copies = Vec::new();
    for c in trace.statement.copies.iter().take(COMPARED) {
        let runs = match c.same {
            true => Vec::new(),
            false => compare::wordings(&first, &show::joined(&c.content)),
        };
        copies.push((c.clone(), runs));
    }
    made(Page {
        tree: Tree::new(ui.lang, &trace, &|to| {
            Some(match to {
                To::Who(name) => ui.who(name),
                To::Statement(id) => ui.statement(id),
            })
        }),
        ui,
        s,
        trace,
        copies,
    })
}

//! Scores machine annotations of news pages against gold ones.
//!
//! Gold is one JSON file a page; the machine's pages come as JSON Lines (one
//! page object a line) or as a folder of such files. Both have the same form:
//! the `lines` of the page labelled, and its `articles`, `dates`, `entities`,
//! `statements` and `events`. Gold places a span by its text (`exact`, and `n`
//! for the n-th occurrence), a machine by `start` and `end`: half-open, in
//! Unicode code points of the page. Every offset in this crate is in code
//! points.
//!
//! All figures are micro-averaged over pages, and are those of the reference
//! scorer that comes with the shared evaluation set:
//!
//! | figure | what it is |
//! |---|---|
//! | `body` | F1 of running text, in code points, article boundaries included |
//! | `headline` `published` `outlet` | share of gold articles where it is right |
//! | `date`, `date_value` | F1 of date expressions; of those found, the share with the right value |
//! | `person` `org` `place` | F1 of entities, matched by a shared surface |
//! | `variants` | B-cubed F1 of spellings grouped into persons |
//! | `cue` | F1 of statements, matched by overlapping cues |
//! | `source` | share of gold statements found with the right source |
//! | `content` | F1 of statements whose cue and content match |
//! | `statement` | F1 of statements with cue, content and source all right |
//! | `act` `form` | of the statements found, the share labelled right |
//! | `chain` | of the gold statements with a chain, the share with the same kinds in order |
//! | `event` | F1 of events: same type, participants shared, dates compatible |
//!
//! The crate prints nothing; [`Report`] holds what there is to print.

mod compare;
mod error;
mod floors;
mod identity;
mod load;
mod matching;
mod measures;
mod page;
mod report;
mod statements;
mod text;

pub use compare::score_page;
pub use error::{Origin, ScoreError};
pub use floors::{Floors, FloorsError, Violation};
pub use measures::{BCubed, Mean, Prf, Scores, Share};
pub use page::{Article, Date, Entity, Event, Id, Line, Page, Span, Statement, Via};
pub use report::{FIGURES, PageErrors, Report};

use std::path::Path;

/// Scores `machine` against every gold page of `gold_dir`, whose texts lie in
/// `pages_dir`.
///
/// `machine` is a file of JSON Lines or a folder of `.json` files. A gold page
/// that the machine lacks counts as read and found empty; a machine page
/// without gold is left aside.
///
/// # Errors
///
/// Where a file cannot be read, or a page does not have the form above. That
/// includes a span that lies outside its page or ends before it starts, and a
/// machine's statement whose cue is not in the page: both mean that offsets
/// and text do not belong together, and no figure would say so.
pub fn score_dirs(gold_dir: &Path, pages_dir: &Path, machine: &Path) -> Result<Report, ScoreError> {
    let machine = load::machine(machine)?;
    let mut report = Report::default();
    for (file, gold) in load::gold(gold_dir)? {
        let text = load::text(&pages_dir.join(&gold.page.page))?;
        gold.check_gold(&text)?;
        let empty = Page::default();
        let found = match machine.get(&gold.page.page) {
            Some(found) => {
                found.check_machine(&text)?;
                &found.page
            }
            None => &empty,
        };
        let lines = score_page(&text, &gold.page, found, &mut report.scores);
        report.errors.push(PageErrors { file, lines });
    }
    Ok(report)
}

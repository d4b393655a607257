//! An article as printed, with what was read from it.

use super::{Answer, page as made};
use crate::compare::{self, Run};
use crate::serve::marks::{self, Piece};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use crate::text::clean;
use askama::Template;
use khabar_record::{ArticleView, Block, Quote, Record, Source};

#[derive(Template)]
#[template(path = "serve/article.html")]
struct Page {
    ui: Ui,
    a: ArticleView,
    at: Option<(usize, usize)>,
    /// A copy that was asked for, and how it differs.
    against: Option<(Source, Vec<Run>)>,
    /// The rest of the page, where that was asked for.
    dropped: Option<Vec<Quote>>,
}

/// The running text of an article.
fn body(a: &ArticleView) -> String {
    let blocks = a.blocks.iter().filter(|b| b.kind == "body");
    let lines: Vec<String> = blocks.map(|b| clean(&b.words.exact)).collect();
    lines.join("\n")
}

impl Page {
    fn of_hundred(&self, share: &f32) -> String {
        format!("{:.0}", share * 100.0)
    }

    fn headed(&self) -> bool {
        self.a.blocks.iter().any(|b| b.kind == "headline")
    }

    fn pieces(&self, block: &Block) -> Vec<Piece> {
        marks::pieces(&self.a, &block.words, self.at)
    }
}

pub fn page(record: &Record, ui: Ui, p: &Params, id: i64) -> Answer {
    let at = p.get("at").and_then(|at| {
        let (start, end) = at.split_once('-')?;
        Some((start.parse().ok()?, end.parse().ok()?))
    });
    let a = record.article(id)?;
    let with = p.get("with").and_then(|w| w.parse::<i64>().ok());
    let copy = with.and_then(|w| a.copies.iter().find(|c| c.source.article == w));
    let against = match copy {
        None => None,
        Some(c) => {
            let other = record.article(c.source.article)?;
            let runs = compare::wordings(&body(&a), &body(&other));
            Some((other.source, runs))
        }
    };
    let dropped = match p.get("all") {
        Some(_) => Some(record.dropped(id)?),
        None => None,
    };
    made(Page {
        ui,
        a,
        at,
        against,
        dropped,
    })
}

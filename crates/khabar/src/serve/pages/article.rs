//! An article as printed, with what was read from it.

use super::{Answer, page as made};
use crate::serve::marks::{self, Piece};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{ArticleView, Block, Record};

#[derive(Template)]
#[template(path = "serve/article.html")]
struct Page {
    ui: Ui,
    a: ArticleView,
    at: Option<(usize, usize)>,
}

impl Page {
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
    made(Page { ui, a, at })
}

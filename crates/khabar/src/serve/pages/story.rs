//! A story: the articles that tell the same, in order of time.

use super::{Answer, page as made};
use crate::serve::ui::Ui;
use askama::Template;
use khabar_record::{Because, Record, SameLink, Source, Story, Told};

#[derive(Template)]
#[template(path = "serve/story.html")]
struct Page {
    ui: Ui,
    s: Story,
}

impl Page {
    /// What binds an article most to the others.
    fn why(&self, t: &Told) -> Option<&SameLink> {
        let id = t.source.article;
        let own = self.s.links.iter().filter(|l| l.one == id || l.other == id);
        own.max_by(|x, y| x.score.total_cmp(&y.score))
    }

    /// What two articles share that says something: no particles.
    fn telling<'a>(&self, l: &&'a SameLink) -> Vec<&'a Because> {
        let long = |g: &&Because| g.detail.chars().count() > 2;
        l.grounds.iter().filter(long).take(6).collect()
    }

    fn score(&self, l: &SameLink) -> String {
        format!("{:.2}", l.score)
    }

    fn source(&self, article: &i64) -> Option<&Source> {
        let mut all = self.s.articles.iter();
        all.find(|t| t.source.article == *article)
            .map(|t| &t.source)
    }
}

pub fn page(record: &Record, ui: Ui, article: i64) -> Answer {
    let s = record.story(article)?;
    made(Page { ui, s })
}

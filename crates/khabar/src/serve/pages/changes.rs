//! How what one said about another was worded over time.

use super::{Answer, page as made};
use crate::dossier::moves::step;
use crate::dossier::view::{Moved, Place};
use crate::serve::params::Params;
use crate::serve::ui::{Ui, enc};
use crate::show;
use askama::Template;
use khabar_record::{Asked, Changes, Record, Source};

#[derive(Template)]
#[template(path = "serve/changes.html")]
struct Page {
    ui: Ui,
    by: String,
    about: String,
    found: Option<Changes>,
    m: Option<Moved>,
}

impl Page {
    fn t<'a>(&self, en: &'a str, ar: &'a str) -> &'a str {
        self.ui.t(en, ar)
    }

    fn about_encoded(&self) -> String {
        enc(&self.about)
    }

    fn asked(&self) -> Vec<&Asked> {
        let asked = self.found.iter().flat_map(|f| [&f.by, &f.about]);
        asked.flatten().collect()
    }
}

/// Steps on a page.
const STEPS: usize = 60;

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let (by, about) = (
        p.get("by").unwrap_or_default(),
        p.get("about").unwrap_or_default(),
    );
    let found = match by.is_empty() || about.is_empty() {
        true => None,
        false => Some(record.changes(&by, &about, STEPS)?),
    };
    let m = found.as_ref().map(|f| {
        let texts = f.steps.iter();
        let texts = texts.map(|c| (c.statement.id, show::joined(&c.statement.content)));
        let texts = texts.collect();
        let place = |s: &Source| place(&ui, s);
        let steps = f.steps.iter().map(|c| {
            step(
                ui.lang,
                c,
                &texts,
                &place,
                Some(ui.statement(&c.statement.id)),
            )
        });
        Moved {
            by: by.clone(),
            about: about.clone(),
            earlier: f.total - f.steps.len().min(f.total),
            steps: steps.collect(),
        }
    });
    made(Page {
        ui,
        by,
        about,
        found,
        m,
    })
}

/// Here articles lead to their page in the room.
fn place(ui: &Ui, s: &Source) -> Place {
    let iso = s.day.clone();
    Place {
        number: 0,
        headline: Some(ui.headline(s)),
        outlet: ui.outlet(s),
        day: iso.as_deref().map(|d| ui.day(d)),
        fetched: ui.fetched(s),
        iso,
        url: Some(ui.article(&s.article)),
        address: String::new(),
    }
}

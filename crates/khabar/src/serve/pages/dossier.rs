//! What the record holds on two or more names, drawn as the command line does.

use super::who::met;
use super::{Answer, Made, page as made};
use crate::dossier::strip::{HEIGHT, WIDTH};
use crate::dossier::{self, View};
use crate::graph::Graph;
use crate::serve::params::Params;
use crate::serve::ui::{Ui, enc};
use askama::Template;
use khabar_record::Extent;

#[derive(Template)]
#[template(path = "serve/dossier.html")]
struct Page {
    ui: Ui,
    names: Vec<String>,
    v: Option<View>,
    /// Where it is kept as one file.
    file: String,
    width: f64,
    height: f64,
}

impl Page {
    fn t<'a>(&self, en: &'a str, ar: &'a str) -> &'a str {
        self.ui.t(en, ar)
    }

    fn name(&self, k: usize) -> &str {
        self.names.get(k).map_or("", String::as_str)
    }
}

/// So many names are drawn together.
const NAMES: usize = 6;

pub fn page(record: &khabar_record::Record, ui: Ui, p: &Params) -> Answer {
    let mut names = p.all("name");
    names.truncate(NAMES);
    let fields: Vec<String> = names.iter().map(|n| format!("name={}", enc(n))).collect();
    let file = format!("{}?{}&file=1", ui.to("dossier"), fields.join("&"));
    // Some thousand items on one page are slow on a phone; a file has them all.
    let extent = match p.asks("whole") || p.asks("file") {
        true => Extent::WHOLE,
        false => Extent::PAGE,
    };
    let asked: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = match asked.is_empty() {
        true => None,
        false => Some(record.dossier_within(&asked, extent)?),
    };
    let mut view = found.as_ref().map(|d| View::new(d, ui.lang));
    if let (Some(view), Some(_)) = (&view, p.get("file")) {
        let html = dossier::html(view)?;
        let name = "dossier.html".to_owned();
        return Ok(Made::File { name, html });
    }
    // Unlike a file, the room has pages that the picture can lead to.
    if let (Some(v), Some(d)) = (&mut view, &found) {
        v.whole = (extent == Extent::PAGE)
            .then(|| format!("{}?{}&whole=1", ui.to("dossier"), fields.join("&")));
        v.graph = Graph::new(ui.lang, &d.ties, &|to| Some(met(&ui, &to)));
    }
    made(Page {
        ui,
        names,
        v: view,
        file,
        width: WIDTH,
        height: HEIGHT,
    })
}

//! The dossier as one HTML file that loads nothing.

use super::strip::{HEIGHT, WIDTH};
use super::view::View;
use askama::Template;

const CSS: &str = include_str!("../../templates/dossier.css");

#[derive(Template)]
#[template(path = "dossier.html")]
struct Page<'a> {
    v: &'a View,
    css: &'static str,
    width: f64,
    height: f64,
    version: &'static str,
}

impl Page<'_> {
    /// The wording in the language of the page.
    fn t<'a>(&self, en: &'a str, ar: &'a str) -> &'a str {
        self.v.lang.of(en, ar)
    }
}

pub fn html(view: &View) -> askama::Result<String> {
    let version = env!("CARGO_PKG_VERSION");
    Page {
        v: view,
        css: CSS,
        width: WIDTH,
        height: HEIGHT,
        version,
    }
    .render()
}

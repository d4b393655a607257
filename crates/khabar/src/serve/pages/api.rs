//! What programs can ask.

use super::{Answer, page as made};
use crate::serve::openapi::{self, Route};
use crate::serve::ui::Ui;
use askama::Template;

#[derive(Template)]
#[template(path = "serve/api.html")]
struct Page {
    ui: Ui,
    routes: Vec<Route>,
}

pub fn page(ui: Ui) -> Answer {
    let routes = openapi::routes();
    made(Page { ui, routes })
}

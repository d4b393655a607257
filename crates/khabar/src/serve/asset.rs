//! The files that pages load: all are built in.

use super::reply::{Fault, tagged};
use super::ui::Ui;
use crate::lang::Lang;
use axum::extract::Path;
use axum::http::HeaderMap;
use axum::response::Response;

const STYLE: &str = concat!(
    include_str!("../../templates/dossier.css"),
    include_str!("../../templates/serve/room.css")
);
const NASKH_400: &[u8] = include_bytes!("../../assets/naskh/400.woff2");
const NASKH_700: &[u8] = include_bytes!("../../assets/naskh/700.woff2");
const ICON: &str = include_str!("../../templates/serve/icon.svg");
const SCRIPT: &str = include_str!("../../templates/serve/room.js");

pub async fn get(Path(file): Path<String>, headers: HeaderMap) -> Response {
    match file.as_str() {
        "room.css" => tagged(&headers, "text/css; charset=utf-8", STYLE),
        "icon.svg" => tagged(&headers, "image/svg+xml", ICON),
        "naskh-400.woff2" => tagged(&headers, "font/woff2", NASKH_400),
        "naskh-700.woff2" => tagged(&headers, "font/woff2", NASKH_700),
        "room.js" => tagged(&headers, "text/javascript; charset=utf-8", SCRIPT),
        _ => Fault::NotFound(String::new()).page(Ui::new(Lang::Ar, "", "")),
    }
}

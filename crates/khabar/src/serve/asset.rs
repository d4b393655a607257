//! The files that pages load: all are built in.

use super::reply::{Body, Fault, tagged};
use super::ui::Ui;
use crate::lang::Lang;
use axum::body::Bytes;
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
    let built_in = |kind, bytes| tagged(&headers, kind, &Body::new(Bytes::from_static(bytes)));
    match file.as_str() {
        "room.css" => built_in("text/css; charset=utf-8", STYLE.as_bytes()),
        "icon.svg" => built_in("image/svg+xml", ICON.as_bytes()),
        "naskh-400.woff2" => built_in("font/woff2", NASKH_400),
        "naskh-700.woff2" => built_in("font/woff2", NASKH_700),
        "room.js" => built_in("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        _ => Fault::NotFound(String::new()).page(Ui::new(Lang::Ar, "", "")),
    }
}

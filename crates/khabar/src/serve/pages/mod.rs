//! The pages, a module each: from a question to a template.

mod api;
mod article;
mod aside;
mod changes;
mod decisions;
mod dossier;
mod event;
pub mod events;
mod histogram;
mod home;
mod new;
mod outlets;
mod search;
mod statement;
pub mod statements;
pub mod stories;
mod story;
pub mod who;

use super::State;
use super::params::Params;
use super::reply::{Body, Fault, tagged};
use super::ui::{Ui, enc};
use crate::lang::Lang;
use axum::extract::{self, OriginalUri, Path, Query};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use khabar_record::Record;

/// A made page: HTML to be shown, or a file to be kept.
enum Made {
    Page(String),
    File { name: String, html: String },
}

type Answer = Result<Made, Fault>;

fn page(template: impl askama::Template) -> Answer {
    Ok(Made::Page(template.render()?))
}

/// To the reader's language: Arabic, unless the browser asks for English first.
pub async fn root(headers: HeaderMap) -> Redirect {
    let asked = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|v| v.to_str().ok())
        .unwrap_or("");
    let english = asked.trim_start().starts_with("en");
    Redirect::to(if english { "/en/" } else { "/ar/" })
}

type Asked = Query<Vec<(String, String)>>;

pub async fn home(
    extract::State(state): extract::State<State>,
    Path(lang): Path<String>,
    headers: HeaderMap,
) -> Response {
    answer(state, &lang, "", headers, Params(Vec::new()), |r, ui, _| {
        home::page(r, ui)
    })
    .await
}

pub async fn all(
    extract::State(state): extract::State<State>,
    Path((lang, name)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    Query(params): Asked,
    headers: HeaderMap,
) -> Response {
    let here = after_language(uri.path_and_query().map_or("", |p| p.as_str()));
    answer(
        state,
        &lang,
        here,
        headers,
        Params(params),
        move |r, ui, p| match name.as_str() {
            "search" => search::page(r, ui, p),
            "statements" => statements::page(r, ui, p),
            "events" => events::page(r, ui, p),
            "stories" => stories::page(r, ui, p),
            "who" => who::page(r, ui, p),
            "changes" => changes::page(r, ui, p),
            "dossier" => dossier::page(r, ui, p),
            "aside" => aside::page(r, ui),
            "decisions" => decisions::page(r, ui, p),
            "outlets" => outlets::page(r, ui, p),
            "new" => new::page(r, ui, p),
            "api" => api::page(ui),
            _ => Err(Fault::NotFound(String::new())),
        },
    )
    .await
}

pub async fn one(
    extract::State(state): extract::State<State>,
    Path((lang, name, id)): Path<(String, String, String)>,
    OriginalUri(uri): OriginalUri,
    Query(params): Asked,
    headers: HeaderMap,
) -> Response {
    let here = after_language(uri.path_and_query().map_or("", |p| p.as_str()));
    answer(
        state,
        &lang,
        here,
        headers,
        Params(params),
        move |r, ui, p| {
            let id = number(&id)?;
            match name.as_str() {
                "article" => article::page(r, ui, p, id),
                "statement" => statement::page(r, ui, id),
                "event" => event::page(r, ui, id),
                "story" => story::page(r, ui, id),
                _ => Err(Fault::NotFound(String::new())),
            }
        },
    )
    .await
}

/// Where a list goes on after what is shown.
fn onward(ui: &Ui, page: &str, p: &Params, next: Option<&str>) -> Option<String> {
    let kept = p.0.iter().filter(|(k, v)| k != "after" && !v.is_empty());
    let kept: String = kept
        .map(|(k, v)| format!("{}={}&", enc(k), enc(v)))
        .collect();
    next.map(|n| format!("{}?{kept}after={}", ui.to(page), enc(n)))
}

pub fn number(id: &str) -> Result<i64, Fault> {
    id.parse().map_err(|_| Fault::NotFound(String::new()))
}

/// `/ar/search?q=x` → `search?q=x`.
fn after_language(address: &str) -> &str {
    address
        .strip_prefix('/')
        .and_then(|rest| rest.split_once('/'))
        .map_or("", |(_, here)| here)
}

async fn answer(
    state: State,
    lang: &str,
    here: &str,
    headers: HeaderMap,
    params: Params,
    make: impl FnOnce(&Record, Ui, &Params) -> Answer + Send + 'static,
) -> Response {
    let lang = match lang {
        "ar" => Lang::Ar,
        "en" => Lang::En,
        _ => return Fault::NotFound(String::new()).page(Ui::new(Lang::Ar, "", "")),
    };
    let query = params.get("q").unwrap_or_default();
    let mut ui = Ui::new(lang, here, &query);
    ui.key = state.desk.as_ref().map(|d| d.key().to_owned());
    let again = Ui::new(lang, here, &query);
    let made = move |record: &Record| {
        Ok(match make(record, ui, &params)? {
            Made::Page(html) => Body::new(html),
            Made::File { name, html } => Body::new(html).named(name),
        })
    };
    match state.pool.answer(again.back(), made).await {
        Ok(body) => {
            let response = tagged(&headers, "text/html; charset=utf-8", &body);
            match &body.file {
                Some(name) => {
                    let kept = format!("attachment; filename=\"{name}\"");
                    ([(header::CONTENT_DISPOSITION, kept)], response).into_response()
                }
                None => response,
            }
        }
        Err(fault) => fault.page(again),
    }
}

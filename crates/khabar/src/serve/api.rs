//! The same questions for programs: `/api/v1/…` answers in JSON.

use super::State;
use super::openapi;
use super::pages::{events, number, statements, stories, who};
use super::params::Params;
use super::reply::{Body, Fault, tagged};
use crate::text::escape_json;
use axum::extract::{self, OriginalUri, Path, Query};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use khabar_record::{Record, SearchQuery, TraceOf};
use serde::Serialize;

type Answer = Result<String, Fault>;

fn json(value: &impl Serialize) -> Answer {
    let text = serde_json::to_string(value).map_err(|e| Fault::Broken(e.to_string()))?;
    Ok(escape_json(&text))
}

fn needed(p: &Params, name: &str) -> Result<String, Fault> {
    let missing = || Fault::Bad(format!("{name} is needed"));
    p.get(name).ok_or_else(missing)
}

pub async fn all(
    extract::State(state): extract::State<State>,
    Path(what): Path<String>,
    Query(params): Query<Vec<(String, String)>>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    let p = Params(params);
    answer(state, &uri, headers, move |r| match what.as_str() {
        "counts" => json(&r.counts()?),
        "search" => json(&r.search_for(&SearchQuery {
            query: needed(&p, "q")?,
            limit: p.limit(20, 1000)?,
            after: p.get("after"),
            facets: p.get("facets").is_some(),
        })?),
        "statements" => json(&r.statements(&statements::query(&p, 20, 1000)?)?),
        "events" => json(&r.events(&events::query(&p, 20, 1000)?)?),
        "stories" => json(&r.stories(&stories::query(&p, 20, 1000)?)?),
        "who" => json(&r.who(&needed(&p, "name")?)?),
        "activity" => json(&r.activity(&who::query(&p, 40, 1000)?)?),
        "trace" => json(&r.trace(&TraceOf::Text(needed(&p, "text")?))?),
        "dossier" => {
            let names = p.all("name");
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            json(&r.dossier(&names)?)
        }
        "changes" => {
            let (by, about) = (needed(&p, "by")?, needed(&p, "about")?);
            json(&r.changes(&by, &about, p.limit(20, 1000)?)?)
        }
        "outlets" => json(&r.outlets()?),
        "compare" => {
            let names = p.all("outlet");
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            json(&r.compare(&names)?)
        }
        "new" => json(&r.newest(p.limit(20, 1000)?)?),
        "decisions" => json(&r.decisions()?),
        "aside" => json(&r.set_aside()?),
        "openapi.json" => Ok(openapi::json()),
        _ => Err(Fault::NotFound(String::new())),
    })
    .await
}

pub async fn one(
    extract::State(state): extract::State<State>,
    Path((what, id)): Path<(String, String)>,
    OriginalUri(uri): OriginalUri,
    headers: HeaderMap,
) -> Response {
    answer(state, &uri, headers, move |r| {
        let id = number(&id)?;
        match what.as_str() {
            "article" => json(&r.article(id)?),
            "statement" => json(&r.statement(id)?),
            "event" => json(&r.event(id)?),
            "story" => json(&r.story(id)?),
            "trace" => json(&r.trace(&TraceOf::Statement(id))?),
            _ => Err(Fault::NotFound(String::new())),
        }
    })
    .await
}

async fn answer(
    state: State,
    uri: &Uri,
    headers: HeaderMap,
    ask: impl FnOnce(&Record) -> Answer + Send + 'static,
) -> Response {
    let made = move |r: &Record| Ok(Body::new(ask(r)?));
    match state.pool.answer(uri.to_string(), made).await {
        Ok(body) => tagged(&headers, "application/json", &body),
        Err(fault) => fault.problem(),
    }
}

//! Where readers decide: forms on the pages, and what becomes of them.
//!
//! A form is taken only with the key that this process wrote into its pages: a
//! page of another site can send a form here, but cannot read the key.

use super::State;
use super::guard;
use super::pages::number;
use super::reply::Fault;
use super::ui::Ui;
use crate::lang::Lang;
use axum::extract::{self, Form, Path};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use khabar_model::EntityKind;
use khabar_record::{About, Decide, Record, decide};
use serde::Deserialize;
use std::path::PathBuf;

/// Who decides here, and the key of this process.
pub struct Desk {
    dir: PathBuf,
    by: String,
    key: String,
}

impl Desk {
    pub fn new(dir: PathBuf, by: String) -> anyhow::Result<Desk> {
        let mut bytes = [0u8; 24];
        getrandom::fill(&mut bytes).map_err(|e| anyhow::anyhow!("no random numbers: {e}"))?;
        let key = bytes.iter().map(|b| format!("{b:02x}")).collect();
        Ok(Desk { dir, by, key })
    }

    pub fn key(&self) -> &str {
        &self.key
    }
}

#[derive(Deserialize)]
pub struct Sent {
    key: String,
    /// `note`, `star`, `list`, `hide`, `source`, `same`, `different`, `search`
    /// or `undo`.
    what: String,
    /// `statement:12`, `article:5`, `event:7`, `actor:3`, or a decision's number.
    #[serde(default)]
    about: String,
    /// The note, list, name or query.
    #[serde(default)]
    value: String,
    /// Where to go then: an address here.
    #[serde(default)]
    back: String,
}

pub async fn take(
    extract::State(state): extract::State<State>,
    Path(lang): Path<String>,
    headers: HeaderMap,
    Form(sent): Form<Sent>,
) -> Response {
    let lang = if lang == "en" { Lang::En } else { Lang::Ar };
    let fault = |f: Fault| f.page(Ui::new(lang, "", ""));
    let Some(desk) = state.desk.clone() else {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    };
    if !guard::same(&desk.key, &sent.key) || !of_this_site(&headers) {
        return fault(Fault::Forbidden(
            "this form is not of a page that was served here: open the page again",
        ));
    }
    let back = match sent.back.starts_with('/') && !sent.back.starts_with("//") {
        true => sent.back.replace(['\r', '\n', '\\'], ""),
        false => format!("/{}/", lang.code()),
    };
    let done = state.pool.ask(move |record| decided(record, &desk, &sent));
    match done.await {
        Ok(()) => Redirect::to(&back).into_response(),
        Err(f) => fault(f),
    }
}

/// Browsers say from where a form was sent.
fn of_this_site(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let site = text("sec-fetch-site").is_none_or(|s| matches!(s, "same-origin" | "none"));
    let host = headers.get(header::HOST).and_then(|v| v.to_str().ok());
    let origin = text("origin").filter(|o| *o != "null");
    let origin = origin.and_then(|o| o.split_once("://")).map(|o| o.1);
    site && (origin.is_none() || origin == host)
}

fn decided(record: &Record, desk: &Desk, sent: &Sent) -> Result<(), Fault> {
    if sent.what == "undo" {
        decide::undo(&desk.dir, &desk.by, number(&sent.about)?)?;
        return Ok(());
    }
    let about = || thing(&sent.about);
    let actor = || match about()? {
        About::Actor(n) => Ok(n),
        _ => Err(Fault::Bad("a name is needed".into())),
    };
    let value = sent.value.trim().to_owned();
    let what = match sent.what.as_str() {
        "note" => Decide::Note(about()?, value),
        "star" => Decide::Star(about()?),
        "list" => Decide::List(about()?, value),
        "hide" => Decide::Hide(about()?),
        "search" => {
            record.search(&value, 1)?;
            Decide::Search(value.clone(), value)
        }
        "source" => match about()? {
            About::Statement(n) => Decide::Source(n, speaker(record, &value)?),
            _ => return Err(Fault::Bad("a statement is needed".into())),
        },
        "same" | "different" if sent.about.starts_with("article:") => {
            let (one, other) = (thing(&sent.about)?, thing(&value)?);
            match sent.what.as_str() {
                "same" => Decide::Together(one, other),
                _ => Decide::Apart(one, other),
            }
        }
        "same" => Decide::Same(actor()?, named(record, &value)?),
        "different" => Decide::Different(actor()?, named(record, &value)?),
        other => return Err(Fault::Bad(format!("«{other}» cannot be decided"))),
    };
    decide::decide(&desk.dir, &desk.by, &what)?;
    Ok(())
}

/// What `article:12` or the like means.
fn thing(name: &str) -> Result<About, Fault> {
    let unknown = || Fault::Bad(format!("there is nothing called «{name}»"));
    let (of, n) = name.split_once(':').ok_or_else(unknown)?;
    let n = number(n)?;
    Ok(match of {
        "statement" => About::Statement(n),
        "article" => About::Article(n),
        "event" => About::Event(n),
        "actor" => About::Actor(n),
        _ => return Err(unknown()),
    })
}

/// The speaker of that name, of the kind that the record knows it by; nobody
/// for a name left out.
fn speaker(record: &Record, name: &str) -> Result<Option<(EntityKind, String)>, Fault> {
    if name.is_empty() {
        return Ok(None);
    }
    let known = record.names(name)?.actors.into_iter().next();
    let kind = known.and_then(|m| EntityKind::parse(&m.actor.kind));
    Ok(Some((kind.unwrap_or(EntityKind::Person), name.to_owned())))
}

fn named(record: &Record, name: &str) -> Result<i64, Fault> {
    let unknown = || Fault::Bad(format!("nobody in the record is called «{name}»"));
    let asked = record.names(name)?;
    asked.bearer().map(|actor| actor.id).ok_or_else(unknown)
}

//! Answers as HTTP: pages, JSON, faults; with their ETags.

use super::ui::Ui;
use crate::lang::Lang;
use crate::text::{clean, escape_json};
use askama::Template;
use axum::body::Bytes;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Why there is no answer.
#[derive(Debug)]
pub enum Fault {
    /// There is nothing at this address.
    NotFound(String),
    /// The question cannot be understood.
    Bad(String),
    /// Without a token, or under a strange name.
    Forbidden(&'static str),
    /// All records are at work.
    Busy,
    /// The answer took too long.
    Slow,
    /// A fault of ours or of the record.
    Broken(String),
}

impl From<khabar_record::Error> for Fault {
    fn from(e: khabar_record::Error) -> Self {
        match e {
            khabar_record::Error::NotFound { .. } => Fault::NotFound(e.to_string()),
            khabar_record::Error::Query(why) | khabar_record::Error::Decide(why) => Fault::Bad(why),
            e => Fault::Broken(e.to_string()),
        }
    }
}

impl From<askama::Error> for Fault {
    fn from(e: askama::Error) -> Self {
        Fault::Broken(e.to_string())
    }
}

impl Fault {
    fn status(&self) -> StatusCode {
        match self {
            Fault::NotFound(_) => StatusCode::NOT_FOUND,
            Fault::Bad(_) => StatusCode::BAD_REQUEST,
            Fault::Forbidden(_) => StatusCode::FORBIDDEN,
            Fault::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Slow => StatusCode::GATEWAY_TIMEOUT,
            Fault::Broken(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self, lang: Lang) -> &'static str {
        match self {
            Fault::NotFound(_) => lang.of("Not in this record", "ليس في هذا السجل"),
            Fault::Bad(_) => lang.of("The question is not understood", "السؤال غير مفهوم"),
            Fault::Forbidden(_) => lang.of("Not allowed", "غير مسموح"),
            Fault::Busy => lang.of(
                "Busy: try again in a moment",
                "مشغول: أعد المحاولة بعد لحظة",
            ),
            Fault::Slow => lang.of(
                "This took too long: ask for less",
                "استغرق الجواب وقتًا أطول مما ينبغي: ضيّق السؤال",
            ),
            Fault::Broken(_) => lang.of("The record cannot be read", "تتعذر قراءة السجل"),
        }
    }

    fn detail(&self) -> &str {
        match self {
            Fault::NotFound(why) | Fault::Bad(why) | Fault::Broken(why) => why,
            Fault::Forbidden(why) => why,
            Fault::Busy | Fault::Slow => "",
        }
    }

    /// As RFC 9457 has it.
    pub fn problem(&self) -> Response {
        let problem = Problem {
            kind: "about:blank",
            title: self.title(Lang::En),
            status: self.status().as_u16(),
            detail: clean(self.detail()),
        };
        let text = serde_json::to_string(&problem).unwrap_or_default();
        let mut response = (self.status(), escape_json(&text)).into_response();
        let kind = HeaderValue::from_static("application/problem+json");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }

    pub fn page(&self, ui: Ui) -> Response {
        let page = FaultPage {
            title: self.title(ui.lang),
            detail: clean(self.detail()),
            ui,
        };
        let text = page.render().unwrap_or_default();
        let mut response = (self.status(), text).into_response();
        let kind = HeaderValue::from_static("text/html; charset=utf-8");
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        response
    }
}

#[derive(Serialize)]
struct Problem {
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    status: u16,
    detail: String,
}

#[derive(Template)]
#[template(path = "serve/fault.html")]
struct FaultPage {
    ui: Ui,
    title: &'static str,
    detail: String,
}

/// No route goes here.
pub async fn nowhere(request: Request) -> Response {
    let fault = Fault::NotFound(String::new());
    if request.uri().path().starts_with("/api/") {
        fault.problem()
    } else {
        fault.page(Ui::new(Lang::Ar, "", ""))
    }
}

/// What an answer says, with its ETag.
pub struct Body {
    bytes: Bytes,
    tag: String,
    /// To be kept as a file of that name.
    pub file: Option<String>,
}

impl Body {
    pub fn new(bytes: impl Into<Bytes>) -> Body {
        let bytes = bytes.into();
        let mut hasher = DefaultHasher::new();
        bytes.hash(&mut hasher);
        Body {
            tag: format!("\"{:016x}\"", hasher.finish()),
            bytes,
            file: None,
        }
    }

    /// To be kept as a file of that name.
    pub fn named(self, file: String) -> Body {
        Body {
            file: Some(file),
            ..self
        }
    }

    #[cfg(test)]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn len(&self) -> usize {
        self.bytes.len()
    }
}

/// A body with its ETag; 304 where the reader has it already.
pub fn tagged(headers: &HeaderMap, kind: &'static str, body: &Body) -> Response {
    let tag = &body.tag;
    let known = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|list| list.split(',').any(|t| t.trim() == *tag || t.trim() == "*"));
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        Response::new(body.bytes.clone().into())
    };
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    out.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    );
    if let Ok(tag) = HeaderValue::from_str(tag) {
        out.insert(header::ETAG, tag);
    }
    response
}

//! Who may ask, and the headers that every answer carries.

use super::reply::Fault;
use super::ui::Ui;
use crate::lang::Lang;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::net::IpAddr;
use std::sync::Arc;

/// Bytes of an address that is still read.
const ADDRESS: usize = 4096;
const COOKIE: &str = "khabar-token";
/// A token shorter than this could be guessed.
const SHORTEST: usize = 16;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

pub struct Guard {
    /// Bound to loopback: only asked under a name of this machine, so that a
    /// page of the web cannot reach in by a name of its own (DNS rebinding).
    loopback: bool,
    token: Option<String>,
    /// Forms are taken.
    desk: bool,
}

/// The token that is asked for: beyond loopback there must be one.
pub fn token(host: IpAddr, given: Option<String>) -> Result<Option<String>, String> {
    match given {
        Some(t) if t.len() < SHORTEST || !t.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            Err(format!("--token: at least {SHORTEST} letters and digits"))
        }
        None if !host.is_loopback() => Err(format!(
            "{host} can be reached by others: give a --token (or KHABAR_TOKEN) that they must know"
        )),
        given => Ok(given),
    }
}

impl Guard {
    pub fn new(host: IpAddr, token: Option<String>, desk: bool) -> Guard {
        Guard {
            loopback: host.is_loopback(),
            token,
            desk,
        }
    }

    fn knows(&self, token: &str) -> bool {
        self.token.as_ref().is_none_or(|own| same(own, token))
    }

    fn allowed(&self, headers: &HeaderMap) -> Result<(), Fault> {
        let text = |name: HeaderName| headers.get(name).and_then(|v| v.to_str().ok());
        if self.loopback && !text(header::HOST).is_some_and(is_local) {
            return Err(Fault::Forbidden(
                "ask by 127.0.0.1 or localhost, which is where this is served",
            ));
        }
        if self.token.is_none() {
            return Ok(());
        }
        let bearer = text(header::AUTHORIZATION).and_then(|v| v.strip_prefix("Bearer "));
        let cookie = text(header::COOKIE).and_then(|v| {
            let mut pairs = v.split(';').filter_map(|p| p.trim().split_once('='));
            pairs.find(|(k, _)| *k == COOKIE).map(|(_, v)| v)
        });
        if bearer.or(cookie).is_some_and(|t| self.knows(t)) {
            return Ok(());
        }
        Err(Fault::Forbidden(
            "open it once with ?token=… in the address, or send it as Authorization: Bearer …",
        ))
    }
}

/// Whether a secret is the one given; compared whole, so that the time taken
/// tells nothing.
pub fn same(own: &str, given: &str) -> bool {
    let differ = own
        .bytes()
        .zip(given.bytes())
        .fold(0, |d, (a, b)| d | (a ^ b));
    own.len() == given.len() && differ == 0
}

fn is_local(host: &str) -> bool {
    let name = match host.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(""),
        None => host.split(':').next().unwrap_or(""),
    };
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

pub async fn check(State(guard): State<Arc<Guard>>, request: Request, next: Next) -> Response {
    let api = request.uri().path().starts_with("/api/");
    let answer = match vet(&guard, &request) {
        Ok(None) => next.run(request).await,
        Ok(Some(answer)) => answer,
        Err(fault) if api => fault.problem(),
        Err(fault) => fault.page(Ui::new(Lang::Ar, "", "")),
    };
    with_headers(answer)
}

/// An answer where the request goes no further.
fn vet(guard: &Guard, request: &Request) -> Result<Option<Response>, Fault> {
    if request.uri().to_string().len() > ADDRESS {
        return Ok(Some(StatusCode::URI_TOO_LONG.into_response()));
    }
    let taken = match *request.method() {
        Method::GET | Method::HEAD => true,
        Method::POST => guard.desk && request.uri().path().ends_with("/judge"),
        _ => false,
    };
    if !taken {
        let allow = [(header::ALLOW, "GET, HEAD")];
        return Ok(Some(
            (StatusCode::METHOD_NOT_ALLOWED, allow).into_response(),
        ));
    }
    if let Some(answer) = welcome(guard, request) {
        return Ok(Some(answer));
    }
    guard.allowed(request.headers()).map(|()| None)
}

/// `?token=` becomes a cookie once, so that it stands in no further address.
fn welcome(guard: &Guard, request: &Request) -> Option<Response> {
    guard.token.as_ref()?;
    let query = request.uri().query()?;
    let token = query.split('&').find_map(|p| p.strip_prefix("token="))?;
    if !guard.knows(token) {
        return None;
    }
    let cookie = format!("{COOKIE}={token}; HttpOnly; SameSite=Strict; Path=/");
    let to = [
        (header::LOCATION, "/".to_owned()),
        (header::SET_COOKIE, cookie),
    ];
    Some((StatusCode::SEE_OTHER, to).into_response())
}

fn with_headers(mut answer: Response) -> Response {
    let set = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            "same-origin",
        ),
        (
            HeaderName::from_static("cross-origin-opener-policy"),
            "same-origin",
        ),
    ];
    for (name, value) in set {
        answer
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_machine_are_local() {
        for host in [
            "localhost",
            "localhost:8080",
            "127.0.0.1:1",
            "[::1]:8080",
            "127.9.9.9",
        ] {
            assert!(is_local(host), "{host}");
        }
        for host in [
            "example.org",
            "localhost.example.org:80",
            "10.0.0.1",
            "[::2]",
            "",
        ] {
            assert!(!is_local(host), "{host}");
        }
    }

    #[test]
    fn beyond_loopback_a_token_is_needed() {
        let all = IpAddr::from([0, 0, 0, 0]);
        assert!(token(all, None).is_err());
        assert!(token(all, Some("short".into())).is_err());
        assert!(token(all, Some("abcdefgh12345678".into())).is_ok());
        assert!(token(IpAddr::from([127, 0, 0, 1]), None).unwrap().is_none());
    }
}

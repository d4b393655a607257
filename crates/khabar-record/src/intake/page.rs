//! A page in a file of its own, plain text or HTML, with what is known beside
//! it.

use super::files::unpacked;
use super::unpack::Unpack;
use super::{Item, Place, SetAside, Taken};
use khabar_model::{Body, Fetch};
use serde_json::Value;
use std::io::Read;
use std::path::Path;

/// What a file beside the page tells of it.
#[derive(Default)]
pub(super) struct Beside {
    pub url: Option<String>,
    pub retrieved: Option<String>,
    pub content_type: Option<String>,
}

/// One page, or why not; and what is wrong with the file beside it.
pub(super) fn read(path: &Path, name: &str, input: Unpack, html: bool, limit: usize) -> Vec<Item> {
    let bytes = match whole(input, limit) {
        Ok(bytes) => bytes,
        Err(why) => return vec![Err(SetAside::file(name, why))],
    };
    let (beside, fault) = beside(path, name);
    let body = match html {
        true => Ok(Body::Html {
            bytes,
            content_type: beside.content_type,
        }),
        false => plain(bytes).map(Body::Text),
    };
    let place = Place::file(name);
    let item = match body {
        Err(why) => return vec![Err(place.aside(why))],
        Ok(body) => Ok(Taken {
            place,
            fetch: Fetch {
                name: name.to_string(),
                url: beside.url,
                retrieved: beside.retrieved,
                body,
            },
        }),
    };
    let mut out = vec![item];
    out.extend(fault.map(Err));
    out
}

/// All bytes of a file, unpacked; none is a fault.
pub(super) fn whole(input: Unpack, limit: usize) -> Result<Vec<u8>, String> {
    let packed = input.is_packed();
    let mut bytes = Vec::new();
    let read = input.take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| match e.kind() {
        std::io::ErrorKind::UnexpectedEof if packed => {
            "truncated: the compressed file breaks off".to_string()
        }
        _ if packed => format!("damaged: cannot be unpacked ({e})"),
        _ => format!("unreadable: {e}"),
    })?;
    if bytes.len() > limit {
        return Err(format!("too long: more than {} MiB", limit >> 20));
    }
    match bytes.is_empty() {
        true => Err("empty file".into()),
        false => Ok(bytes),
    }
}

/// The bytes as text, unless they are binary or empty.
pub(super) fn plain(bytes: Vec<u8>) -> Result<String, String> {
    if let Some(at) = bytes.iter().position(|&b| b == 0) {
        return Err(format!("binary, not text: a NUL byte at byte {at}"));
    }
    let text = String::from_utf8(bytes)
        .map_err(|e| format!("not UTF-8: byte {}", e.utf8_error().valid_up_to()))?;
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .is_empty()
    {
        return Err("empty file: only white space".into());
    }
    Ok(text)
}

/// What `NAME.meta.json` tells. A fault there costs only that.
pub(super) fn beside(path: &Path, name: &str) -> (Beside, Option<SetAside>) {
    let none = |why: Option<String>| (Beside::default(), why.map(|why| aside(name, why)));
    let bytes = match std::fs::read(meta(path)) {
        Ok(b) => b,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return none(None),
        Err(e) => return none(Some(format!("meta file unreadable: {e}"))),
    };
    let broken = |what: &str| format!("broken meta file (the page was read without it): {what}");
    let value: Value = match serde_json::from_slice(&bytes) {
        Ok(v) => v,
        Err(e) => return none(Some(broken(&e.to_string()))),
    };
    let mut wrong = None;
    let mut string = |key: &str| match &value[key] {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::String(_) | Value::Null => None,
        _ => {
            wrong = Some(broken(&format!("{key} is not a string")));
            None
        }
    };
    let beside = Beside {
        url: string("url"),
        retrieved: string("retrieved"),
        content_type: string("content_type"),
    };
    (beside, wrong.map(|w| aside(name, w)))
}

/// `a.html.gz` → `a.meta.json`
fn meta(path: &Path) -> std::path::PathBuf {
    let name = path.to_string_lossy();
    Path::new(unpacked(&name)).with_extension("meta.json")
}

fn aside(name: &str, why: String) -> SetAside {
    SetAside::file(meta(Path::new(name)).to_string_lossy(), why)
}

//! A page in a `.txt` file, with what is known beside it.

use super::{Item, SetAside};
use khabar_model::Capture;
use serde_json::Value;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// One page, or why not; and what is wrong with the file beside it.
pub(super) fn read(path: &Path, name: &str, limit: usize) -> Vec<Item> {
    let text = match read_text(path, limit) {
        Ok(t) => t,
        Err(why) => return vec![Err(SetAside::file(name, why))],
    };
    let mut capture = Capture::new(name, text);
    let beside = beside(path, name, &mut capture);
    let mut out = vec![Ok(capture)];
    out.extend(beside.map(Err));
    out
}

fn read_text(path: &Path, limit: usize) -> Result<String, String> {
    let unreadable = |e: std::io::Error| format!("unreadable: {e}");
    let file = File::open(path).map_err(unreadable)?;
    if !file.metadata().map_err(unreadable)?.is_file() {
        return Err("unreadable: not a regular file".into());
    }
    let mut bytes = Vec::new();
    let mut head = file.take(limit as u64 + 1);
    head.read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > limit {
        return Err(format!("too long: more than {} MiB of text", limit >> 20));
    }
    plain(bytes)
}

/// The bytes as text, unless they are binary or empty.
pub(super) fn plain(bytes: Vec<u8>) -> Result<String, String> {
    if bytes.is_empty() {
        return Err("empty file".into());
    }
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

/// Adds `url` and `retrieved` from `NAME.meta.json`. A fault there costs only
/// these two.
fn beside(path: &Path, name: &str, capture: &mut Capture) -> Option<SetAside> {
    let beside = path.with_extension("meta.json");
    let bytes = match std::fs::read(&beside) {
        Ok(b) => b,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return None,
        Err(e) => return aside(name, format!("meta file unreadable: {e}")),
    };
    let value: Value = match serde_json::from_slice(&bytes) {
        Ok(v) => v,
        Err(e) => {
            return aside(
                name,
                format!("broken meta file (the page was read without it): {e}"),
            );
        }
    };
    let mut wrong = None;
    let mut string = |key: &str| match &value[key] {
        Value::String(s) if !s.is_empty() => Some(s.clone()),
        Value::String(_) | Value::Null => None,
        _ => {
            wrong = Some(format!(
                "broken meta file (the page was read without it): {key} is not a string"
            ));
            None
        }
    };
    capture.url = string("url");
    capture.retrieved = string("retrieved");
    wrong.and_then(|w| aside(name, w))
}

fn aside(name: &str, why: String) -> Option<SetAside> {
    let file = Path::new(name).with_extension("meta.json");
    Some(SetAside::file(file.to_string_lossy(), why))
}

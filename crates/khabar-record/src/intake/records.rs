//! Pages in files of JSON Lines, plain or compressed.

use super::lines::{Line, Lines};
use super::unpack::Unpack;
use super::{Item, Place, SetAside, Taken, time};
use khabar_model::{Body, Fetch};
use serde::Deserialize;
use serde_json::Value;
use std::io;
use std::sync::Arc;

/// The records of one file.
pub(super) struct Records {
    file: Arc<str>,
    lines: Lines<Unpack>,
    line: Vec<u8>,
    limit: usize,
    compressed: bool,
    records: u64,
    ended: bool,
}

/// A line. Other keys are passed over.
#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    text: Value,
    #[serde(default)]
    html: Value,
    #[serde(default)]
    url: Value,
    // When it was fetched, under the names that crawls give it.
    #[serde(default)]
    date: Value,
    #[serde(default)]
    retrieved: Value,
    #[serde(default)]
    crawl_date: Value,
    #[serde(default)]
    timestamp: Value,
    #[serde(default)]
    content_type: Value,
}

impl Records {
    pub fn new(name: &str, input: Unpack, limit: usize) -> Records {
        Records {
            file: name.into(),
            compressed: input.is_packed(),
            lines: Lines::new(input, limit),
            line: Vec::new(),
            limit,
            records: 0,
            ended: false,
        }
    }

    fn place(&self) -> Place {
        Place {
            file: self.file.clone(),
            record: Some(self.lines.number),
            offset: Some(self.lines.offset),
        }
    }

    fn aside(&self, reason: String) -> Option<Item> {
        Some(Err(self.place().aside(reason)))
    }

    fn broken(&self, e: &io::Error) -> String {
        let n = self.records;
        match e.kind() {
            io::ErrorKind::UnexpectedEof if self.compressed => {
                format!(
                    "truncated: the compressed stream breaks off after {n} pages, which were kept"
                )
            }
            _ if self.compressed => {
                format!(
                    "damaged: the compressed stream cannot be read on after {n} pages, which were kept ({e})"
                )
            }
            _ => format!("unreadable: after {n} pages, which were kept ({e})"),
        }
    }

    fn parse(&self) -> Result<Fetch, String> {
        if !self.line.trim_ascii_start().starts_with(b"{") {
            let at = self.lines.offset;
            return Err(format!("broken JSON: not an object at byte {at}"));
        }
        let r: Record = serde_json::from_slice(&self.line).map_err(|e| {
            // The column is a byte of the line, which has only one line.
            let at = self.lines.offset + e.column().saturating_sub(1) as u64;
            let what = e.to_string();
            let what = what.split(" at line ").next().unwrap_or("").to_string();
            format!("broken JSON: {what} at byte {at}")
        })?;
        let date = [
            ("date", r.date),
            ("retrieved", r.retrieved),
            ("crawl_date", r.crawl_date),
            ("timestamp", r.timestamp),
        ];
        let date = date.into_iter().find(|(_, v)| !v.is_null());
        let retrieved = match date {
            None => None,
            Some((_, Value::Number(n))) if n.as_i64().and_then(time::number).is_some() => {
                n.as_i64().and_then(time::number)
            }
            Some((key, v)) => optional(key, v)?.map(|d| time::written(&d)),
        };
        Ok(Fetch {
            name: self.place().name(),
            url: optional("url", r.url)?,
            retrieved,
            body: body(r.text, r.html, optional("content_type", r.content_type)?)?,
        })
    }
}

/// The page itself goes before the text that a crawler took out of it.
fn body(text: Value, html: Value, content_type: Option<String>) -> Result<Body, String> {
    match (html, text) {
        (Value::String(h), _) if !h.trim().is_empty() => html_body(h.into_bytes(), content_type),
        (Value::Null | Value::String(_), Value::String(s)) => match s.trim().is_empty() {
            true => Err("empty text".into()),
            false => Ok(Body::Text(s)),
        },
        (Value::String(_), Value::Null) => Err("empty html".into()),
        (Value::Null, Value::Null) => Err("no text".into()),
        (Value::Null | Value::String(_), other) => {
            Err(format!("text is not a string: {}", kind(&other)))
        }
        (other, _) => Err(format!("html is not a string: {}", kind(&other))),
    }
}

/// HTML from a string. Its bytes are UTF-8 now, whatever the page and its
/// server said when it was fetched.
pub(super) fn html_body(bytes: Vec<u8>, content_type: Option<String>) -> Result<Body, String> {
    let media = content_type.as_deref().unwrap_or("text/html");
    let media = media.split(';').next().unwrap_or("").trim();
    let media = media.to_ascii_lowercase();
    if !media.contains("html") && !media.is_empty() {
        return Err(format!("not HTML: {media}"));
    }
    Ok(Body::Html {
        bytes,
        content_type: Some("text/html; charset=utf-8".into()),
    })
}

impl Iterator for Records {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.ended {
            match self.lines.read(&mut self.line) {
                Line::End => {
                    self.ended = true;
                    if self.lines.number == 1 {
                        return Some(Err(SetAside::file(&*self.file, "empty file")));
                    }
                }
                Line::Broken(e) => {
                    self.ended = true;
                    return self.aside(self.broken(&e));
                }
                Line::TooLong(n) => {
                    let (mb, most) = (n >> 20, self.limit >> 20);
                    return self.aside(format!("too long: a line of {mb} MiB (at most {most})"));
                }
                Line::Whole => {
                    if self.lines.number == 1 && self.line.starts_with(b"\xef\xbb\xbf") {
                        self.line.drain(..3);
                    }
                    if self.line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    return match self.parse() {
                        Ok(fetch) => {
                            self.records += 1;
                            let place = self.place();
                            Some(Ok(Taken { place, fetch }))
                        }
                        Err(why) => self.aside(why),
                    };
                }
            }
        }
        None
    }
}

fn optional(key: &str, v: Value) -> Result<Option<String>, String> {
    match v {
        Value::Null => Ok(None),
        Value::String(s) => Ok((!s.is_empty()).then_some(s)),
        other => Err(format!("{key} is not a string: {}", kind(&other))),
    }
}

fn kind(v: &Value) -> &'static str {
    match v {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

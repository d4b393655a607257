//! Pages in files of JSON Lines, plain or compressed.

use super::lines::{Line, Lines};
use super::{Format, Item, SetAside};
use khabar_model::Capture;
use serde::Deserialize;
use serde_json::Value;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The records of one file.
pub(super) struct Records {
    name: String,
    lines: Lines<Box<dyn BufRead + Send>>,
    line: Vec<u8>,
    limit: usize,
    compressed: bool,
    records: u64,
    ended: bool,
}

/// Counts the bytes taken from the file itself.
struct Counting<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counting<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

#[derive(Deserialize)]
struct Record {
    #[serde(default)]
    text: Value,
    #[serde(default)]
    url: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    retrieved: Value,
    html: Option<serde::de::IgnoredAny>,
}

impl Records {
    pub fn open(
        path: &Path,
        name: String,
        format: Format,
        limit: usize,
        taken: Arc<AtomicU64>,
    ) -> Result<Records, SetAside> {
        let unreadable = |e: io::Error| SetAside::file(&name, format!("unreadable: {e}"));
        let raw: Box<dyn Read + Send> = if name == "-" {
            Box::new(io::stdin())
        } else {
            let file = File::open(path).map_err(unreadable)?;
            if file.metadata().map_err(unreadable)?.is_dir() {
                return Err(SetAside::file(&name, "unreadable: a folder"));
            }
            Box::new(file)
        };
        let raw = Counting { inner: raw, taken };
        let input: Box<dyn BufRead + Send> = match format {
            Format::JsonlGz => {
                let raw = BufReader::with_capacity(1 << 16, raw);
                let gz = flate2::bufread::MultiGzDecoder::new(raw);
                Box::new(BufReader::with_capacity(1 << 17, gz))
            }
            Format::JsonlZst => {
                let mut zst = zstd::Decoder::new(raw).map_err(unreadable)?;
                // Files packed with --long; what such a window may cost is bounded.
                zst.window_log_max(27).map_err(unreadable)?;
                Box::new(BufReader::with_capacity(1 << 17, zst))
            }
            _ => Box::new(BufReader::with_capacity(1 << 17, raw)),
        };
        Ok(Records {
            name,
            lines: Lines::new(input, limit),
            line: Vec::new(),
            limit,
            compressed: format != Format::Jsonl,
            records: 0,
            ended: false,
        })
    }

    fn aside(&self, reason: String) -> Option<Item> {
        Some(Err(SetAside {
            file: self.name.clone(),
            record: Some(self.lines.number),
            offset: Some(self.lines.offset),
            reason,
        }))
    }

    pub fn next(&mut self) -> Option<Item> {
        while !self.ended {
            match self.lines.read(&mut self.line) {
                Line::End => {
                    self.ended = true;
                    if self.lines.number == 1 {
                        return Some(Err(SetAside::file(&self.name, "empty file")));
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
                    if self.line.iter().all(u8::is_ascii_whitespace) {
                        continue;
                    }
                    return match self.parse() {
                        Ok(c) => {
                            self.records += 1;
                            Some(Ok(c))
                        }
                        Err(why) => self.aside(why),
                    };
                }
            }
        }
        None
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

    fn parse(&self) -> Result<Capture, String> {
        let r: Record = serde_json::from_slice(&self.line).map_err(|e| {
            // The column is a byte of the line, which has only one line.
            let at = self.lines.offset + e.column().saturating_sub(1) as u64;
            let what = e.to_string();
            let what = what.split(" at line ").next().unwrap_or("").to_string();
            format!("broken JSON: {what} at byte {at}")
        })?;
        let text = match r.text {
            Value::String(s) if s.trim().is_empty() => return Err("empty text".into()),
            Value::String(s) => s,
            Value::Null if r.html.is_some() => {
                return Err("no text: only html, which khabar does not read yet".into());
            }
            Value::Null => return Err("no text".into()),
            other => return Err(format!("text is not a string: {}", kind(&other))),
        };
        let mut c = Capture::new(format!("{}:{}", self.name, self.lines.number), text);
        c.url = optional("url", r.url)?;
        c.retrieved = match optional("date", r.date)? {
            None => optional("retrieved", r.retrieved)?,
            d => d,
        };
        Ok(c)
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

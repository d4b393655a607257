//! WARC and WET files (1.0, 1.1): the pages among their records.
//!
//! A record is a block of fields, as many bytes as its `Content-Length` says,
//! and two line breaks. Nothing of that is trusted: where a record does not end
//! as it says, or the packed data is damaged, reading goes on at the next line
//! (or gzip member, or zstd frame) that begins with `WARC/1.`, and what lies
//! between is set aside.

mod block;
mod header;
mod http;
#[cfg(test)]
mod tests;

use super::unpack::Unpack;
use super::{Item, Place, SetAside, Taken};
use block::{Block, End};
use header::Fields;
use khabar_model::{Body, Fetch};
use std::io::{self, BufRead};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// The records of one file.
pub(super) struct Warc {
    input: Unpack,
    file: Arc<str>,
    limit: usize,
    /// Records so far, of all kinds and damaged ones.
    number: u64,
    pages: u64,
    /// Answers that are no pages: pictures, redirections, scripts.
    skipped: Arc<AtomicU64>,
    /// Lengths that turned out wrong so that what was read had to be read again.
    strikes: u32,
    ended: bool,
}

/// After so many, lengths are not believed.
const STRIKES: u32 = 8;

/// What came of one record.
enum Step {
    Item(Item),
    /// Not a page.
    Passed,
    End,
}

/// Why there is no page in a record, though there should be.
enum Fault {
    /// The record can be passed over; the next one is where it should be.
    Record(String),
    /// The next one must be searched for.
    Lost(String),
}

/// What is wanted of a record.
enum Wanted {
    /// The answer of a server, with its head.
    Response,
    /// The block as it is, which is text or HTML.
    Text,
    Html(String),
    Nothing,
}

fn is_record(ahead: &[u8]) -> bool {
    ahead.starts_with(b"WARC/") && ahead.get(5).is_some_and(u8::is_ascii_digit)
}

impl Warc {
    pub fn new(file: Arc<str>, input: Unpack, limit: usize, skipped: Arc<AtomicU64>) -> Self {
        Warc {
            input,
            file,
            limit,
            number: 0,
            pages: 0,
            skipped,
            strikes: 0,
            ended: false,
        }
    }

    fn step(&mut self) -> Step {
        let begins = self.pass_breaks();
        let place = Place {
            file: self.file.clone(),
            record: Some(self.number + 1),
            offset: Some(self.input.place()),
        };
        match begins {
            Ok(true) => {}
            Ok(false) if self.number == 0 => {
                let why = "empty file";
                self.number += 1;
                return Step::Item(Err(SetAside::file(&*self.file, why)));
            }
            Ok(false) => return Step::End,
            Err(e) => {
                self.number += 1;
                let why = self.broken(&e);
                self.recover();
                return Step::Item(Err(place.aside(why)));
            }
        }
        self.number += 1;
        match self.record(&place) {
            Ok(Some(fetch)) => {
                self.pages += 1;
                Step::Item(Ok(Taken { place, fetch }))
            }
            Ok(None) => Step::Passed,
            Err(Fault::Record(why)) => Step::Item(Err(place.aside(why))),
            Err(Fault::Lost(why)) => {
                self.recover();
                Step::Item(Err(place.aside(why)))
            }
        }
    }

    /// Passes over the line breaks between records. False at the end.
    fn pass_breaks(&mut self) -> io::Result<bool> {
        loop {
            let ahead = self.input.peek(8)?;
            let breaks = ahead.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
            let (n, all) = (breaks.count(), ahead.len());
            if n == 0 {
                return Ok(all > 0);
            }
            self.input.consume(n);
        }
    }

    /// Goes on to where the next record begins.
    fn recover(&mut self) {
        loop {
            match self.seek() {
                Ok(true) => return,
                Ok(false) => break,
                Err(_) => match self.input.skip_part() {
                    Ok(true) => {}
                    _ => break,
                },
            }
        }
        self.ended = true;
    }

    /// To the next line that begins a record; false if there is none.
    fn seek(&mut self) -> io::Result<bool> {
        let mut line = false;
        loop {
            self.input.peek(8)?;
            let ahead = self.input.ahead();
            if ahead.is_empty() {
                return Ok(false);
            }
            if (line || self.input.starts()) && is_record(ahead) {
                return Ok(true);
            }
            let end = memchr::memchr(b'\n', ahead);
            line = end.is_some();
            let n = end.map_or(ahead.len(), |k| k + 1);
            self.input.consume(n);
        }
    }

    fn broken(&self, e: &io::Error) -> String {
        let n = self.pages;
        match e.kind() {
            io::ErrorKind::UnexpectedEof => {
                format!("truncated: the file breaks off here; {n} pages before were kept")
            }
            _ if self.input.is_packed() => {
                format!("damaged: cannot be unpacked ({e}); {n} pages before were kept")
            }
            _ => format!("unreadable: {n} pages before were kept ({e})"),
        }
    }

    /// Reads the record that begins here.
    fn record(&mut self, place: &Place) -> Result<Option<Fetch>, Fault> {
        let fields = self.fields()?;
        let length = match fields.get("content-length") {
            None => {
                return Err(Fault::Lost(
                    "damaged: a record without Content-Length".into(),
                ));
            }
            Some(n) => n.parse::<u64>().map_err(|_| {
                let n: String = n.chars().take(40).collect();
                Fault::Lost(format!("bad Content-Length: {n:?} is no number"))
            })?,
        };
        let mut block = Block::new(&mut self.input, length, self.limit, self.strikes >= STRIKES);
        let taken = match wanted(&fields) {
            Wanted::Nothing => Ok(None),
            Wanted::Text => block.hold().map(|()| Some(text(&mut block))),
            Wanted::Html(content_type) => block
                .hold()
                .map(|()| Some(Ok(html(block.take(), Some(content_type))))),
            Wanted::Response => self::response(&mut block, &fields, &self.skipped),
        };
        match block.end() {
            End::Whole => {}
            End::Lost(why) => return Err(Fault::Lost(why)),
            End::Found(why) => {
                self.strikes += 1;
                return Err(Fault::Record(why));
            }
            End::Broken(e) => return Err(Fault::Lost(self.broken(&e))),
        }
        let body = match taken.map_err(Fault::Record)? {
            None => return Ok(None),
            Some(body) => body.map_err(Fault::Record)?,
        };
        // Some programs write the address in angle brackets.
        let url = fields.get("warc-target-uri");
        let url = url.map(|u| u.trim_start_matches('<').trim_end_matches('>'));
        Ok(Some(Fetch {
            name: place.name(),
            url: url.map(str::to_string),
            retrieved: fields.get("warc-date").map(str::to_string),
            body,
        }))
    }

    /// The fields of the record that begins here.
    fn fields(&mut self) -> Result<Fields, Fault> {
        let mut head: Vec<u8> = Vec::new();
        loop {
            if let Err(e) = self.input.peek(8) {
                return Err(Fault::Lost(self.broken(&e)));
            }
            let ahead = self.input.ahead();
            if head.is_empty() && !is_record(ahead) {
                return Err(Fault::Lost("damaged: no WARC record begins here".into()));
            }
            let end = memchr::memchr(b'\n', ahead);
            let line = &ahead[..end.map_or(ahead.len(), |k| k + 1)];
            let n = line.len();
            let last = matches!(line, b"\n" | b"\r\n") && head.ends_with(b"\n");
            if n == 0 {
                let n = self.pages;
                let why =
                    format!("truncated: the file breaks off here; {n} pages before were kept");
                return Err(Fault::Lost(why));
            }
            if !head.is_empty() && self.input.starts() && is_record(line) {
                return Err(Fault::Record("truncated: the header breaks off".into()));
            }
            if head.len() + n > header::LONGEST {
                let most = header::LONGEST >> 10;
                let why = format!("giant header: the record's header is over {most} KiB");
                return Err(Fault::Lost(why));
            }
            head.extend_from_slice(line);
            self.input.consume(n);
            if last {
                break;
            }
        }
        Fields::parse(header::lines(&head).skip(1)).map_err(Fault::Lost)
    }
}

fn wanted(fields: &Fields) -> Wanted {
    let kind = fields.get("warc-type").unwrap_or("").to_ascii_lowercase();
    let content_type = fields.get("content-type").unwrap_or("");
    match kind.as_str() {
        // A response of DNS or FTP is no page.
        "response" if header::media(content_type) == "application/http" => Wanted::Response,
        "response" if content_type.is_empty() => Wanted::Response,
        "resource" | "conversion" | "response" => match () {
            _ if header::is_html(content_type) => Wanted::Html(content_type.to_string()),
            _ if header::media(content_type) == "text/plain" => Wanted::Text,
            _ => Wanted::Nothing,
        },
        _ => Wanted::Nothing,
    }
}

type Taking = Result<Option<Result<Body, String>>, String>;

fn text(block: &mut Block<'_>) -> Result<Body, String> {
    let bytes = block.take();
    if bytes.trim_ascii().is_empty() {
        return Err("empty page: no text".into());
    }
    super::page::plain(bytes).map(Body::Text)
}

fn html(bytes: Vec<u8>, content_type: Option<String>) -> Body {
    Body::Html {
        bytes,
        content_type,
    }
}

/// The page in a server's answer, if it is one.
fn response(block: &mut Block<'_>, fields: &Fields, skipped: &AtomicU64) -> Taking {
    let pass = || {
        skipped.fetch_add(1, Ordering::Relaxed);
        Ok(None)
    };
    block.hold_up_to(header::LONGEST);
    let head = http::head(block.held())?;
    if head.status != 200 {
        return pass();
    }
    let declared = head.content_type.clone();
    let found = fields.get("warc-identified-payload-type");
    let content_type = declared.as_deref().or(found);
    if content_type.is_some_and(|t| !header::is_html(t)) {
        return pass();
    }
    block.hold()?;
    let cut = fields.get("warc-truncated").is_some();
    let stored = block.take().split_off(head.length);
    match head.body(stored, block.limit(), cut) {
        // Without a type, what looks like a page is one.
        Ok(body) if content_type.is_none() && !http::begins_like_html(&body) => pass(),
        body => Ok(Some(body.map(|b| html(b, declared)))),
    }
}

impl Iterator for Warc {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        while !self.ended {
            match self.step() {
                Step::Item(item) => return Some(item),
                Step::Passed => {}
                Step::End => self.ended = true,
            }
        }
        None
    }
}

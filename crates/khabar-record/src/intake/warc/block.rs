//! The block of one record, held or passed over, and whether it ends where its
//! `Content-Length` says.

use super::is_record;
use crate::intake::unpack::Unpack;
use std::io::{self, BufRead};

/// What stands between two records that follow each other.
const BETWEEN: &[u8] = b"\r\n\r\nWARC/1.";

/// How a block ended.
pub(super) enum End {
    /// Where it should.
    Whole,
    /// Elsewhere; the next record is yet to be searched for.
    Lost(String),
    /// Elsewhere, and reading now stands at the next record.
    Found(String),
    Broken(io::Error),
}

enum Stop {
    /// Another record began before the block was over.
    Record,
    /// The file ended.
    File,
    Broken(io::Error),
}

pub(super) struct Block<'i> {
    input: &'i mut Unpack,
    limit: usize,
    length: u64,
    left: u64,
    held: Vec<u8>,
    /// The bytes in `held` were given away and are no longer there.
    given: bool,
    stop: Option<Stop>,
    /// From where a record may begin within the block on; kept in case that
    /// its length is wrong.
    doubt: Vec<u8>,
    /// Lengths were wrong so often that none is believed any more. Without
    /// this a file of nothing but wrong lengths would be read over and over.
    hasty: bool,
    /// The block's last bytes: the next record may begin within them.
    tail: Vec<u8>,
}

impl<'i> Block<'i> {
    pub fn new(input: &'i mut Unpack, length: u64, limit: usize, hasty: bool) -> Self {
        Block {
            input,
            limit,
            length,
            left: length,
            held: Vec::new(),
            given: false,
            stop: None,
            doubt: Vec::new(),
            hasty,
            tail: Vec::new(),
        }
    }

    pub fn limit(&self) -> usize {
        self.limit
    }

    pub fn held(&self) -> &[u8] {
        &self.held
    }

    /// Gives what is held. A block in doubt keeps what may be the next record.
    pub fn take(&mut self) -> Vec<u8> {
        self.given = true;
        if let (true, Some(at)) = (
            self.doubt.is_empty(),
            memchr::memmem::find(&self.held, BETWEEN),
        ) {
            self.doubt = self.held[at + 4..].to_vec();
        }
        self.tail = self.held[self.held.len().saturating_sub(BETWEEN.len())..].to_vec();
        std::mem::take(&mut self.held)
    }

    /// Holds the whole block. Fails where it is too long.
    pub fn hold(&mut self) -> Result<(), String> {
        if self.length > self.limit as u64 {
            let (mb, most) = (self.length >> 20, self.limit >> 20);
            return Err(format!("too long: a record of {mb} MiB (at most {most})"));
        }
        self.hold_up_to(self.limit);
        Ok(())
    }

    /// Holds the first `n` bytes of the block.
    pub fn hold_up_to(&mut self, n: usize) {
        while self.left > 0 && self.held.len() < n && self.is_open() {
            let room = (n - self.held.len()) as u64;
            let most = room.min(self.left) as usize;
            let Some(ahead) = ahead(self.input, &mut self.stop) else {
                return;
            };
            let n = ahead.len().min(most);
            let before = self.held.len().saturating_sub(BETWEEN.len());
            self.held.extend_from_slice(&ahead[..n]);
            self.left -= n as u64;
            self.input.consume(n);
            if self.hasty
                && let Some(at) = memchr::memmem::find(&self.held[before..], BETWEEN)
            {
                self.doubt = self.held.split_off(before + at + 4);
            }
        }
    }

    /// There may be more of it to read.
    fn is_open(&self) -> bool {
        self.stop.is_none() && (!self.hasty || self.doubt.is_empty())
    }

    /// Passes over the rest of the block. A place where a record may begin is
    /// remembered with all that follows it, up to the limit.
    fn pass(&mut self) {
        if !self.given {
            self.tail = std::mem::take(&mut self.held);
        }
        loop {
            if self.doubt.is_empty() {
                if let Some(at) = memchr::memmem::find(&self.tail, BETWEEN) {
                    self.doubt = self.tail.split_off(at + 4);
                }
                let keep = self.tail.len().saturating_sub(BETWEEN.len());
                self.tail.drain(..keep);
            } else if self.doubt.len() > self.limit {
                return;
            }
            if self.left == 0 || !self.is_open() {
                return;
            }
            let left = self.left;
            let Some(ahead) = ahead(self.input, &mut self.stop) else {
                return;
            };
            let n = left.min(ahead.len() as u64) as usize;
            match self.doubt.is_empty() {
                true => self.tail.extend_from_slice(&ahead[..n]),
                false => self.doubt.extend_from_slice(&ahead[..n]),
            }
            self.left -= n as u64;
            self.input.consume(n);
        }
    }

    /// Passes over what is left of the block and tells how it ended.
    pub fn end(mut self) -> End {
        self.pass();
        if self.is_open() && self.left == 0 {
            match self.is_followed() {
                Ok(true) => return End::Whole,
                Ok(false) => {
                    if let Err(e) = self.look_back() {
                        self.stop = Some(Stop::Broken(e));
                    }
                }
                Err(e) => self.stop = Some(Stop::Broken(e)),
            }
        }
        let read = self.length - self.left;
        let short = format!(
            "bad Content-Length: {} bytes are declared, another record begins before",
            self.length
        );
        if !self.doubt.is_empty() && !matches!(self.stop, Some(Stop::Broken(_))) {
            self.input.unread(&self.doubt);
            return End::Found(short);
        }
        match self.stop {
            Some(Stop::Record) => End::Found(short),
            Some(Stop::File) => End::Lost(format!(
                "truncated: the file breaks off after {read} of the record's {} bytes",
                self.length
            )),
            Some(Stop::Broken(e)) => End::Broken(e),
            None => End::Lost(format!(
                "bad Content-Length: the record goes on after the {} bytes declared",
                self.length
            )),
        }
    }

    /// True where the block is followed by line breaks and a record, or by the
    /// end of the file or of a packed part.
    fn is_followed(&mut self) -> io::Result<bool> {
        for _ in 0..8 {
            let ahead = self.input.peek_in_part(12)?;
            if ahead.is_empty() {
                return Ok(true);
            }
            let breaks = ahead.iter().take_while(|b| matches!(b, b'\r' | b'\n'));
            let n = breaks.count();
            if n == 0 {
                // Also where the file is cut off right there.
                return Ok(is_record(ahead) || b"WARC/".starts_with(ahead));
            }
            match self.doubt.is_empty() {
                true => self.tail.extend_from_slice(&ahead[..n]),
                false => self.doubt.extend_from_slice(&ahead[..n]),
            }
            self.input.consume(n);
        }
        Ok(false)
    }

    /// Looks for a record that begins in the block's last bytes and goes on
    /// behind it.
    fn look_back(&mut self) -> io::Result<()> {
        if self.doubt.is_empty() {
            let mut joined = self.tail.clone();
            joined.extend(
                self.input
                    .peek_in_part(BETWEEN.len())?
                    .iter()
                    .take(BETWEEN.len()),
            );
            if let Some(at) = memchr::memmem::find(&joined, BETWEEN) {
                self.doubt = self.tail.split_off((at + 4).min(self.tail.len()));
            }
        }
        Ok(())
    }
}

/// The next bytes of a block.
fn ahead<'a>(input: &'a mut Unpack, stop: &mut Option<Stop>) -> Option<&'a [u8]> {
    if let Err(e) = input.peek(8) {
        *stop = Some(Stop::Broken(e));
        return None;
    }
    let ahead = input.ahead();
    if ahead.is_empty() {
        *stop = Some(Stop::File);
        return None;
    }
    if input.starts() && is_record(ahead) {
        *stop = Some(Stop::Record);
        return None;
    }
    Some(ahead)
}

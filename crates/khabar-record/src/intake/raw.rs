//! The bytes of a file as they lie on disk, with their place and a look ahead.

use std::io::{self, BufRead, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

const BUFFER: usize = 1 << 16;

/// A buffered reader that knows how far it is.
pub(super) struct Raw {
    inner: Box<dyn Read + Send>,
    buffer: Box<[u8]>,
    from: usize,
    to: usize,
    /// Bytes consumed.
    pub at: u64,
    /// The same, added up over all files, for the progress shown.
    taken: Arc<AtomicU64>,
}

impl Raw {
    pub fn new(inner: Box<dyn Read + Send>, taken: Arc<AtomicU64>) -> Self {
        Raw {
            inner,
            buffer: vec![0; BUFFER].into_boxed_slice(),
            from: 0,
            to: 0,
            at: 0,
            taken,
        }
    }

    /// The next bytes: at least `n` (of at most some thousand) unless the file
    /// ends before.
    pub fn peek(&mut self, n: usize) -> io::Result<&[u8]> {
        if self.to - self.from < n {
            self.buffer.copy_within(self.from..self.to, 0);
            self.to -= self.from;
            self.from = 0;
            while self.to < n {
                match self.inner.read(&mut self.buffer[self.to..]) {
                    Ok(0) => break,
                    Ok(k) => self.to += k,
                    Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                    Err(e) => return Err(e),
                }
            }
        }
        Ok(&self.buffer[self.from..self.to])
    }

    /// Goes on to the next place where `begins` holds for the bytes (four at
    /// least) and which starts with `first`. False at the end of the file.
    pub fn seek(&mut self, first: u8, begins: impl Fn(&[u8]) -> bool) -> io::Result<bool> {
        loop {
            let ahead = self.peek(4)?;
            if ahead.len() < 4 {
                let rest = ahead.len();
                self.consume(rest);
                return Ok(false);
            }
            match memchr::memchr(first, ahead) {
                Some(0) if begins(ahead) => return Ok(true),
                Some(0) => self.consume(1),
                Some(k) => self.consume(k),
                None => {
                    let all = ahead.len();
                    self.consume(all);
                }
            }
        }
    }
}

impl Read for Raw {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let ahead = self.peek(1)?;
        let n = ahead.len().min(out.len());
        out[..n].copy_from_slice(&ahead[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl BufRead for Raw {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.peek(1)
    }

    fn consume(&mut self, n: usize) {
        self.from = (self.from + n).min(self.to);
        self.at += n as u64;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
    }
}

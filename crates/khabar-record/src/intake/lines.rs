//! Lines of a stream, each within a limit of memory.

use std::io::{self, BufRead};

/// What the next line turned out to be.
pub(super) enum Line {
    /// In the buffer given, without its line break.
    Whole,
    /// Over the limit: skipped without being held.
    TooLong(u64),
    End,
    /// The stream broke off inside or before a line.
    Broken(io::Error),
}

/// Reads lines and counts them and their bytes.
pub(super) struct Lines<R> {
    input: R,
    limit: usize,
    /// Number (1-based) and first byte of the line read last.
    pub number: u64,
    pub offset: u64,
    next_offset: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(input: R, limit: usize) -> Self {
        Lines {
            input,
            limit,
            number: 0,
            offset: 0,
            next_offset: 0,
        }
    }

    /// Reads one line into `line`.
    pub fn read(&mut self, line: &mut Vec<u8>) -> Line {
        line.clear();
        self.offset = self.next_offset;
        self.number += 1;
        let mut length = 0u64;
        let mut any = false;
        loop {
            let chunk = match self.input.fill_buf() {
                Ok(c) => c,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
                Err(e) => return Line::Broken(e),
            };
            if chunk.is_empty() {
                return if !any {
                    Line::End
                } else {
                    self.done(line, length)
                };
            }
            any = true;
            let end = chunk.iter().position(|&b| b == b'\n');
            let part = &chunk[..end.unwrap_or(chunk.len())];
            length += part.len() as u64;
            if length <= self.limit as u64 {
                line.extend_from_slice(part);
            } else if line.capacity() > 0 {
                *line = Vec::new();
            }
            let used = part.len() + usize::from(end.is_some());
            self.input.consume(used);
            self.next_offset += used as u64;
            if end.is_some() {
                return self.done(line, length);
            }
        }
    }

    fn done(&self, line: &mut Vec<u8>, length: u64) -> Line {
        if length > self.limit as u64 {
            return Line::TooLong(length);
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Line::Whole
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_passed_over_and_the_next_is_read() {
        let data = format!("ab\r\n{}\n\ncd", "x".repeat(100));
        let mut l = Lines::new(io::BufReader::with_capacity(7, data.as_bytes()), 10);
        let mut buf = Vec::new();
        assert!(matches!(l.read(&mut buf), Line::Whole));
        assert_eq!((buf.as_slice(), l.number, l.offset), (&b"ab"[..], 1, 0));
        assert!(matches!(l.read(&mut buf), Line::TooLong(100)));
        assert_eq!((l.number, l.offset), (2, 4));
        assert!(buf.capacity() <= 16);
        assert!(matches!(l.read(&mut buf), Line::Whole) && buf.is_empty());
        assert!(matches!(l.read(&mut buf), Line::Whole));
        assert_eq!((buf.as_slice(), l.number, l.offset), (&b"cd"[..], 4, 106));
        assert!(matches!(l.read(&mut buf), Line::End));
    }
}

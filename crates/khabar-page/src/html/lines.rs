//! The lines of a page's text form while it is read, with white space as it is
//! shown and where each of them was taken from.

use khabar_model::{LineLayout, Roles};

/// Lines of a page.
const MOST: usize = 200_000;

/// The text so far, and the line that is being written.
#[derive(Default)]
pub struct Lines {
    pub text: String,
    pub done: Vec<LineLayout>,
    /// What holds of the words that come: in how many links they are, in how
    /// many elements of bold and of large type, and in how many `pre`.
    pub links: u32,
    pub bolds: u32,
    pub larges: u32,
    pub pre: u32,
    /// Levels of the headings around them.
    pub headings: Vec<u8>,
    /// A link or span has just ended without white space behind it.
    pub joint: bool,
    /// A picture stands behind the last line.
    pub image: bool,
    line: LineLayout,
    /// Where the line begins in `text`.
    start: usize,
}

impl Lines {
    /// For a page of so many bytes.
    pub fn of(bytes: usize) -> Self {
        Lines {
            text: String::with_capacity(bytes / 4),
            done: Vec::with_capacity(bytes / 128),
            ..Lines::default()
        }
    }

    /// A role of what stands on the line.
    pub fn has(&mut self, roles: Roles) {
        self.line.roles = self.line.roles.with(roles);
    }

    /// A day declared on the line.
    pub fn dated(&mut self, time: &str) {
        self.line.time = Some(time.to_string());
    }

    /// Adds text of the block `node`, taken from the bytes `at` of the page; it
    /// stands there as it is if it is as long.
    pub fn write(&mut self, text: &str, at: (usize, usize), node: u32) {
        if self.pre == 0 {
            return self.words(text, at);
        }
        let mut from = 0;
        for (k, line) in text.split('\n').enumerate() {
            if k > 0 {
                self.flush(node);
            }
            let to = from + line.len();
            let as_is = at.1 - at.0 == text.len();
            self.words(line, if as_is { (at.0 + from, at.0 + to) } else { at });
            from = to + 1;
        }
    }

    /// Adds words to the line, white space as one space.
    fn words(&mut self, text: &str, at: (usize, usize)) {
        let as_is = at.1 - at.0 == text.len();
        let mut led = false;
        let mut rest = 0;
        loop {
            let from = rest + white(&text[rest..]);
            led |= from > rest;
            if from == text.len() {
                break;
            }
            let (words, spaces) = words(&text[from..]);
            rest = from + words.len();
            if self.text.len() == self.start {
                self.line.source.0 = (if as_is { at.0 + from } else { at.0 }) as u32;
            } else if (led || self.joint) && !self.text.ends_with(' ') {
                self.text.push(' ');
            }
            led = false;
            self.joint = false;
            self.text.push_str(words);
            let bytes = (words.len() - spaces) as u32;
            self.line.linked += bytes * u32::from(self.links > 0);
            self.line.bold += bytes * u32::from(self.bolds > 0);
            self.line.large += bytes * u32::from(self.larges > 0);
            self.line.source.1 = (if as_is { at.0 + rest } else { at.1 }) as u32;
        }
        let trailing = led && self.text.len() > self.start;
        if trailing && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Ends the line, which stands in the block `node`.
    pub fn flush(&mut self, node: u32) {
        self.joint = false;
        while self.text.len() > self.start && self.text.ends_with(' ') {
            self.text.pop();
        }
        let line = std::mem::take(&mut self.line);
        let words = &self.text[self.start..];
        // Most lines begin with a letter of the Arabic block.
        let letters = words.starts_with(|c| matches!(c, 'ء'..='غ' | 'ف'..='ي'))
            || words.contains(char::is_alphanumeric);
        if !letters || self.done.len() >= MOST {
            self.text.truncate(self.start);
            // A day declared on nothing printed still stands in its block.
            self.line.time = line.time;
            return;
        }
        self.text.push('\n');
        self.start = self.text.len();
        self.done.push(LineLayout {
            node,
            heading: self.headings.last().copied().unwrap_or(0),
            image: std::mem::take(&mut self.image),
            ..line
        });
    }
}

/// Bytes that may begin white space or a control: all such of ASCII, and the
/// only lead bytes of those beyond it.
const MAY_PART: [bool; 256] = {
    let mut table = [false; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = b <= 0x20 || b == 0x7F || b == 0xC2 || (b >= 0xE1 && b <= 0xE3);
        b += 1;
    }
    table
};

/// Controls count as white space.
fn parts(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// How many bytes of white space `text` begins with.
fn white(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() && MAY_PART[bytes[at] as usize] {
        match bytes[at] {
            // Nearly all of it: indents and ends of lines.
            0..=b' ' => at += 1,
            _ => match text[at..].chars().next() {
                Some(c) if parts(c) => at += c.len_utf8(),
                _ => break,
            },
        }
    }
    at
}

/// The words that `text` begins with, as far as no more than one space stands
/// between two of them, and how many such spaces there are.
fn words(text: &str) -> (&str, usize) {
    let bytes = text.as_bytes();
    let (mut at, mut spaces) = (0, 0);
    while at < bytes.len() {
        // Also over the bytes within a letter, which begin nothing.
        if !MAY_PART[bytes[at] as usize] {
            at += 1;
            continue;
        }
        let next = bytes.get(at + 1);
        if bytes[at] == b' ' && next.is_some_and(|&b| !MAY_PART[b as usize]) {
            spaces += 1;
            at += 2;
            continue;
        }
        match text[at..].chars().next() {
            Some(c) if !parts(c) => at += c.len_utf8(),
            _ => break,
        }
    }
    (&text[..at], spaces)
}

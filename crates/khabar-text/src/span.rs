//! Ranges of the original text, and their code-point form for the outside.

use std::fmt;

/// A half-open range of UTF-8 bytes of the original text, on char boundaries.
///
/// ```
/// use khabar_text::Span;
/// assert_eq!(Span::new(0, 4).of("خبر"), "خب");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// `start` and `end` in bytes. An inverted range becomes an empty one at
    /// `start`; texts longer than 4 GiB are refused long before this point.
    #[inline]
    pub fn new(start: usize, end: usize) -> Self {
        let start = start as u32;
        Span {
            start,
            end: (end as u32).max(start),
        }
    }

    #[inline]
    pub fn start(self) -> usize {
        self.start as usize
    }

    #[inline]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[inline]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    #[inline]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The text of the span; empty if the span is no range of `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start()..self.end()).unwrap_or("")
    }

    #[inline]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    #[inline]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span covering both.
    #[inline]
    pub fn to(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// The span without white space and characters of `also` at its ends.
    pub fn trim(self, text: &str, also: &[char]) -> Span {
        let cut = |c: char| c.is_whitespace() || also.contains(&c);
        let s = self.of(text);
        let start = self.start() + (s.len() - s.trim_start_matches(cut).len());
        let end = self.start() + s.trim_end_matches(cut).len();
        Span::new(start, end)
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Turns byte offsets of one text into code-point offsets and back, in
/// logarithmic time, with one stored position every 64 code points.
pub struct CodePoints<'t> {
    text: &'t str,
    every: Vec<usize>,
}

const STEP: usize = 64;

impl<'t> CodePoints<'t> {
    pub fn new(text: &'t str) -> Self {
        let every = text.char_indices().step_by(STEP).map(|(i, _)| i).collect();
        CodePoints { text, every }
    }

    /// Code points before byte `at` (a char boundary, at most the length).
    pub fn of_byte(&self, at: usize) -> usize {
        let k = self.every.partition_point(|&b| b <= at).saturating_sub(1);
        let from = self.every.get(k).copied().unwrap_or(0);
        k * STEP + self.text.get(from..at).map_or(0, |s| s.chars().count())
    }

    /// Byte offset of code point `n`; the text's length if there are fewer.
    pub fn to_byte(&self, n: usize) -> usize {
        let Some(&from) = self.every.get(n / STEP) else {
            return self.text.len();
        };
        self.text[from..]
            .char_indices()
            .nth(n % STEP)
            .map_or(self.text.len(), |(i, _)| from + i)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_round_trip() {
        let text = "قال الأعرجي: \"نعـم\" — ok 🎈 ".repeat(20);
        let cp = CodePoints::new(&text);
        for (n, (b, _)) in text.char_indices().enumerate() {
            assert_eq!(cp.of_byte(b), n);
            assert_eq!(cp.to_byte(n), b);
        }
        assert_eq!(cp.of_byte(text.len()), text.chars().count());
        assert_eq!(cp.to_byte(usize::MAX), text.len());
        assert_eq!(CodePoints::new("").of_byte(0), 0);
    }

    #[test]
    fn trim_takes_only_the_ends() {
        let t = " «خبر، عاجل» ";
        assert_eq!(
            Span::new(0, t.len()).trim(t, &['«', '»']).of(t),
            "خبر، عاجل"
        );
        assert_eq!(Span::new(0, 3).trim(t, &['«']).len(), 0);
    }
}

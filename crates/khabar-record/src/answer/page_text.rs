//! The text of a page, and quotations of it.

use super::types::Quote;
use khabar_text::Span;

/// The text of a page, with code points counted every so many bytes.
pub(crate) struct PageText {
    pub text: String,
    counts: Vec<usize>,
}

const STEP: usize = 256;

fn starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count()
}

impl PageText {
    pub fn new(text: String) -> Self {
        let mut counts = vec![0];
        for chunk in text.as_bytes().chunks(STEP) {
            counts.push(counts.last().unwrap_or(&0) + starts(chunk));
        }
        PageText { text, counts }
    }

    fn code_point(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        let block = byte / STEP;
        self.counts[block] + starts(&self.text.as_bytes()[block * STEP..byte])
    }

    pub fn quote(&self, s: Span) -> Quote {
        Quote {
            start: self.code_point(s.start()),
            end: self.code_point(s.end()),
            exact: s.of(&self.text).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_count_code_points() {
        let text = "قال الوزير: 🙂 x ".repeat(60);
        let p = PageText::new(text.clone());
        let chars: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        for (n, &at) in chars.iter().enumerate() {
            assert_eq!(p.code_point(at), n);
        }
        assert_eq!(
            p.quote(Span::new(0, 6)),
            Quote {
                start: 0,
                end: 3,
                exact: "قال".into()
            }
        );
        assert_eq!(p.code_point(text.len()), chars.len());
    }
}

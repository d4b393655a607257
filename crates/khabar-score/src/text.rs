//! A page's text by code points, and strings folded and shown as the
//! reference scorer does.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::page::Span;

/// A page's text, indexed by code points.
pub(crate) struct PageText {
    chars: Vec<char>,
}

impl PageText {
    pub(crate) fn new(text: &str) -> Self {
        PageText {
            chars: text.chars().collect(),
        }
    }

    /// Number of code points.
    pub(crate) fn len(&self) -> usize {
        self.chars.len()
    }

    /// Length of each line in code points, line feeds left out. What follows
    /// the last line feed is a line only if it is not empty.
    pub(crate) fn line_lengths(&self) -> Vec<usize> {
        let mut lengths: Vec<usize> = self
            .chars
            .split(|&c| c == '\n')
            .map(<[char]>::len)
            .collect();
        lengths.pop_if(|last| *last == 0);
        lengths
    }

    /// The text of `range`, cut to the page.
    pub(crate) fn slice(&self, range: &Range<usize>) -> String {
        self.chars[self.cut(range)].iter().collect()
    }

    /// The first `max` code points from `start` on.
    pub(crate) fn from(&self, start: usize, max: usize) -> String {
        self.slice(&(start..start.saturating_add(max)))
    }

    /// Offsets in `range` that hold anything but white space.
    pub(crate) fn inked(&self, range: &Range<usize>) -> impl Iterator<Item = usize> + use<'_> {
        self.cut(range).filter(|&i| !is_space(self.chars[i]))
    }

    fn cut(&self, range: &Range<usize>) -> Range<usize> {
        let end = range.end.min(self.len());
        range.start.min(end)..end
    }

    /// Where a span lies; none where its text is not in the page. A span
    /// given by offsets is taken as it is.
    pub(crate) fn locate(&self, span: &Span) -> Option<Range<usize>> {
        match (&span.range, &span.exact) {
            (Some(range), _) => Some(range.clone()),
            (None, Some(exact)) => self.nth(exact, span.n.unwrap_or(1)),
            (None, None) => None,
        }
    }

    /// The `n`-th place, from 1, where `exact` starts; places may overlap.
    /// One past the last is none, and counting on from there begins anew.
    pub(crate) fn nth(&self, exact: &str, n: usize) -> Option<Range<usize>> {
        let exact: Vec<char> = exact.chars().collect();
        let starts: Vec<usize> = (0..=self.len())
            .filter(|&i| self.chars[i..].starts_with(&exact))
            .collect();
        let turn = n % (starts.len() + 1);
        let start = starts[turn.checked_sub(1)?];
        Some(start..start + exact.len())
    }
}

/// White space, the four information separators included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// `text` with every run of white space as one space, and none at its ends.
pub(crate) fn fold_space(text: &str) -> String {
    let words: Vec<&str> = text
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// A name without what spellings of it differ in: diacritics, tatweel and
/// marks of direction dropped, forms of alef, yeh and teh marbuta folded,
/// quotes and punctuation as space.
pub(crate) fn bare(name: &str) -> String {
    let folded: String = name
        .chars()
        .filter_map(|c| match c {
            '\u{0640}' | '\u{064b}'..='\u{065f}' | '\u{0670}' => None,
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => None,
            'أ' | 'إ' | 'آ' | 'ٱ' => Some('ا'),
            'ى' => Some('ي'),
            'ة' => Some('ه'),
            '«' | '»' | '"' | '“' | '”' | '\'' | '(' | ')' | '[' | ']' => Some(' '),
            '،' | ',' | '.' | ':' | '؛' => Some(' '),
            c => Some(c),
        })
        .collect();
    fold_space(&folded)
}

/// `text` in quotes on one line: what is not printable is escaped, Arabic and
/// its diacritics are not.
pub(crate) fn quoted(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut out = String::from(quote);
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c == quote || c == '\\' => out.extend(['\\', c]),
            c if is_printable(c) => out.push(c),
            c => out.push_str(&match u32::from(c) {
                code @ ..0x100 => format!("\\x{code:02x}"),
                code @ ..0x10000 => format!("\\u{code:04x}"),
                code => format!("\\U{code:08x}"),
            }),
        }
    }
    out.push(quote);
    out
}

fn is_printable(c: char) -> bool {
    if c.is_ascii() {
        return c == ' ' || c.is_ascii_graphic();
    }
    // Inside a string, Rust's own escaping leaves combining marks alone.
    let pair = String::from_iter(['a', c]);
    pair.escape_debug().nth(1) == Some(c)
}

/// The first of `names` as a list of at most one; of nobody, `['none']`.
pub(crate) fn first_of(names: Option<&BTreeSet<String>>) -> String {
    match names {
        None => "['none']".to_owned(),
        Some(names) => {
            let first = names.first().map(|name| quoted(name)).unwrap_or_default();
            format!("[{first}]")
        }
    }
}

/// A value that may be missing, as an error line shows it.
pub(crate) fn or_none(value: Option<&str>) -> &str {
    value.unwrap_or("None")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nth_occurrence_and_begins_anew_past_the_last() {
        let text = PageText::new("قال ثم قال");
        assert_eq!(text.nth("قال", 1), Some(0..3));
        assert_eq!(text.nth("قال", 2), Some(7..10));
        assert_eq!(text.nth("قال", 3), None);
        assert_eq!(text.nth("قال", 4), Some(0..3));
        assert_eq!(text.nth("قال", 0), None);
        assert_eq!(text.nth("أكد", 1), None);
        assert_eq!(
            PageText::new("ههه").nth("هه", 2),
            Some(1..3),
            "places overlap"
        );
        assert_eq!(PageText::new("هه").nth("", 3), Some(2..2));
        assert_eq!(PageText::new("").nth("ه", 1), None);
    }

    #[test]
    fn offsets_win_over_text() {
        let text = PageText::new("قال ثم قال");
        assert_eq!(
            text.locate(&Span {
                range: Some(4..6),
                ..Span::of("قال")
            }),
            Some(4..6)
        );
        assert_eq!(text.locate(&Span::of("قال").nth(2)), Some(7..10));
        assert_eq!(text.locate(&Span::default()), None);
    }

    #[test]
    fn cuts_what_lies_outside() {
        let text = PageText::new("بغداد");
        assert_eq!(text.slice(&(3..90)), "اد");
        assert_eq!(text.slice(&Range { start: 4, end: 2 }), "");
        assert_eq!(text.slice(&(70..90)), "");
        assert_eq!(text.from(1, usize::MAX), "غداد");
        assert_eq!(text.inked(&(3..90)).count(), 2);
    }

    #[test]
    fn an_empty_last_line_is_none() {
        assert_eq!(PageText::new("أب\n\nت\r\n").line_lengths(), [2, 0, 2]);
        assert_eq!(PageText::new("أب\n\n").line_lengths(), [2, 0]);
        assert_eq!(PageText::new("أب").line_lengths(), [2]);
        assert!(PageText::new("").line_lengths().is_empty());
    }

    #[test]
    fn folds_names() {
        assert_eq!(bare("«الأَعْرَجِيّ»"), "الاعرجي");
        assert_eq!(
            bare("مستشاريـــة  (الأمن)، القومى\u{200f}."),
            "مستشاريه الامن القومي"
        );
        assert_eq!(bare("\u{064b}\u{0640} ؛"), "");
        assert_eq!(fold_space(" أ\u{a0}\u{1c}ب\r\n\tت "), "أ ب ت");
    }

    #[test]
    fn quotes_as_the_reference_does() {
        assert_eq!(quoted("قال"), "'قال'");
        assert_eq!(quoted("قال 'نعم'"), "\"قال 'نعم'\"");
        assert_eq!(quoted("'\""), r#"'\'"'"#);
        assert_eq!(
            quoted("أ\n\t\\\u{a0}\u{200f}\0"),
            r"'أ\n\t\\\xa0\u200f\x00'"
        );
        assert_eq!(quoted("\u{064b}شدّة\u{f0000}"), "'\u{064b}شدّة\\U000f0000'");
    }

    #[test]
    fn shows_the_first_name() {
        assert_eq!(first_of(None), "['none']");
        assert_eq!(first_of(Some(&BTreeSet::new())), "[]");
        let names = BTreeSet::from(["ب".to_owned(), "ا".to_owned()]);
        assert_eq!(first_of(Some(&names)), "['ا']");
    }
}

//! Reading tagged corpora: one word and its label a line, a blank line after
//! each sentence. Words are joined and cut again as khabar cuts text, so that
//! the model sees in training what it sees at work.

use khabar_read::names::lexicon::Lexicon;
use khabar_read::names::page::Page;
use khabar_read::names::tagger::{Tag, Tagged, labels};
use khabar_read::names::words::{Word, Words};
use khabar_text::{Text, TokenKind};
use std::ops::Range;
use std::path::Path;

/// How a corpus marks names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `word LABEL`, labels PERS LOC ORG MISC (CLEANANERCorp, ANERcorp).
    Flat,
    /// `word LABEL LABEL…`, nested labels (Wojood); mapped to the four kinds,
    /// the outermost mapped name kept.
    Nested,
    /// `word<TAB>LABEL` with titles (CAraNER); mapped.
    Titles,
    /// Running text, a sentence a line, names in marks (our own); see [`marked`].
    Marked,
}

/// A sentence: its words joined by spaces, and a label for each token.
pub struct Sentence {
    pub text: String,
    pub labels: Vec<u8>,
}

/// Reads a corpus file.
pub fn read(path: &Path, format: Format) -> std::io::Result<Vec<Sentence>> {
    let file = std::fs::read_to_string(path)?;
    Ok(parse(&file, format))
}

/// Reads the text of a corpus.
pub fn parse(file: &str, format: Format) -> Vec<Sentence> {
    if format == Format::Marked {
        return marked(file);
    }
    let mut out = Vec::new();
    let mut words: Vec<(&str, Label)> = Vec::new();
    for line in file.lines() {
        let mut cells = line.split_whitespace();
        let Some(word) = cells.next() else {
            close(&mut words, &mut out);
            continue;
        };
        if word.chars().all(|c| c == '$' || c == '#') {
            close(&mut words, &mut out);
            continue;
        }
        words.push((word, label(cells, format)));
        // Some corpora run on for pages: a full stop ends a sentence too.
        if word == "." {
            close(&mut words, &mut out);
        }
    }
    close(&mut words, &mut out);
    out
}

/// Reads running text, words set apart by spaces: `{a person}`, `[a place]`,
/// `<an organisation>`, `/another name/`. A word is named whole, with what is
/// written to it (`و[لبنان]`). Lines that begin with `#` are comments.
fn marked(file: &str) -> Vec<Sentence> {
    let mut out = Vec::new();
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        let mut open: Option<u8> = None;
        let mut words: Vec<(String, Label)> = Vec::new();
        for word in line.split_whitespace() {
            let (mut plain, mut label) = (String::new(), open.map(|kind| (kind, false)));
            for c in word.chars() {
                match (c, open) {
                    ('{', None) | ('[', None) | ('<', None) | ('/', None) => {
                        let kind = "{[</".chars().position(|m| m == c).unwrap_or(0) as u8;
                        open = Some(kind);
                        label = Some((kind, true));
                    }
                    ('}' | ']' | '>' | '/', Some(_)) => open = None,
                    _ => plain.push(c),
                }
            }
            words.push((plain, label));
        }
        let mut words = words.iter().map(|(w, l)| (w.as_str(), *l)).collect();
        close(&mut words, &mut out);
    }
    out
}

/// Kind (0 to 3) and whether a name begins here; none outside of names.
type Label = Option<(u8, bool)>;

fn label<'a>(mut cells: impl Iterator<Item = &'a str>, format: Format) -> Label {
    cells.find_map(|c| {
        let (place, kind) = c.split_once(['-', '_'])?;
        let kind = match (kind, format) {
            ("PERS" | "PER", _) => 0,
            ("LOC" | "GPE", _) => 1,
            ("FAC", Format::Nested) => 1,
            ("ORG" | "CORP", _) => 2,
            ("MISC" | "MIS", Format::Flat | Format::Titles) => 3,
            ("NORP" | "EVENT" | "PRODUCT" | "LANGUAGE", Format::Nested) => 3,
            _ => return None,
        };
        Some((kind, place == "B"))
    })
}

fn close(words: &mut Vec<(&str, Label)>, out: &mut Vec<Sentence>) {
    if words.is_empty() {
        return;
    }
    let mut text = String::new();
    let mut ends = Vec::new();
    for (w, _) in words.iter() {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(w);
        ends.push(text.len());
    }
    let cut = Text::new(&text);
    let mut names: Vec<Tagged> = Vec::new();
    let mut open: Option<u8> = None;
    let mut last = usize::MAX;
    for (i, t) in cut.tokens().iter().enumerate() {
        let k = ends.partition_point(|&e| e <= t.span.start());
        let begins = k != last;
        last = k;
        let label = match words[k].1 {
            // A bracket that sticks to a name's first or last word is none of it.
            Some(_) if outer_mark(&cut, i, k, &ends, words) => None,
            l => l,
        };
        let Some((kind, b)) = label else {
            open = None;
            continue;
        };
        match names.last_mut() {
            Some(t) if open == Some(kind) && !(b && begins) => t.to = i + 1,
            _ => names.push(Tagged {
                from: i,
                to: i + 1,
                tag: [Tag::Person, Tag::Place, Tag::Org, Tag::Misc][usize::from(kind)],
            }),
        }
        open = Some(kind);
    }
    words.clear();
    let labels = labels(cut.len(), &names);
    out.push(Sentence { text, labels });
}

fn outer_mark(cut: &Text<'_>, i: usize, k: usize, ends: &[usize], words: &[(&str, Label)]) -> bool {
    let t = cut.tokens()[i];
    if t.kind != TokenKind::Punct || t.span.of(cut.original()) == words[k].0 {
        return false;
    }
    let from = if k == 0 { 0 } else { ends[k - 1] + 1 };
    let first = t.span.start() == from && words[k].1.is_some_and(|l| l.1);
    let follows = words.get(k + 1).and_then(|w| w.1).is_some_and(|l| !l.1);
    first || (t.span.end() == ends[k] && !follows)
}

/// A run of sentences that is read as one page, its words looked up.
pub struct Leaf<'a> {
    pub sentences: &'a [Sentence],
    pub words: Vec<Word>,
    /// Of a corpus with other rules: what is peculiar to it is set apart.
    pub guest: bool,
    /// The words of each sentence.
    pub ranges: Vec<Range<usize>>,
}

impl<'a> Leaf<'a> {
    /// Sentences with the ranges of their words.
    pub fn lines(&self) -> impl Iterator<Item = (&'a Sentence, Range<usize>)> + '_ {
        self.sentences.iter().zip(self.ranges.iter().cloned())
    }
}

/// Sentences that are read as one page. The corpora do not say where their
/// articles end; CLEANANERCorp's have sixteen sentences on average.
const PAGE: usize = 25;

/// Looks words up, runs of [`PAGE`] sentences as pages.
pub fn leaves<'a>(lex: &Lexicon, sentences: &'a [Sentence]) -> Vec<Leaf<'a>> {
    let (mut words, mut page) = (Words::default(), Page::default());
    let read = |run: &'a [Sentence]| {
        let (mut all, mut ranges) = (Vec::new(), Vec::new());
        for s in run {
            let text = Text::new(&s.text);
            words.read(lex, &text, 0..text.len());
            ranges.push(all.len()..all.len() + words.words.len());
            all.extend_from_slice(&words.words);
        }
        page.read(lex, &mut all, &ranges);
        Leaf {
            sentences: run,
            words: all,
            guest: false,
            ranges,
        }
    };
    sentences.chunks(PAGE).map(read).collect()
}

/// Splits sentences into training and held-out ones: in runs of fifty, every
/// tenth run is held out, so that an article rarely stands on both sides.
pub fn split(all: Vec<Sentence>) -> (Vec<Sentence>, Vec<Sentence>) {
    let mut train = Vec::new();
    let mut held = Vec::new();
    for (i, s) in all.into_iter().enumerate() {
        if i / 50 % 10 == 9 {
            held.push(s)
        } else {
            train.push(s)
        }
    }
    (train, held)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_leave_the_name_and_words_keep_their_labels() {
        let s = parse(
            "(د B-ORG\nب I-ORG\nأ) I-ORG\nقال O\nسعد B-PERS\nأحمد B-PERS\n\nنعم O\n",
            Format::Flat,
        );
        assert_eq!(s.len(), 2);
        assert_eq!(s[0].labels, [0, 10, 11, 12, 0, 0, 1, 1]);
    }

    #[test]
    fn marks_name_whole_words_with_what_is_written_to_them() {
        let s = parse(
            "# a comment\nزار {أمين سعد} و[لبنان] ( <رويترز> )\n\nوب/المالية/ .\n",
            Format::Marked,
        );
        assert_eq!(s.len(), 2);
        assert_eq!(s[0].text, "زار أمين سعد ولبنان ( رويترز )");
        assert_eq!(s[0].labels, [0, 2, 4, 5, 0, 9, 0]);
        assert_eq!(s[1].labels, [13, 0]);
    }

    #[test]
    fn the_marks_of_our_own_text_are_in_order() {
        let text = include_str!("../../../models/train/own.txt");
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let mut open = None;
            for c in line.chars() {
                match (c, open) {
                    ('{', None) => open = Some('}'),
                    ('[', None) => open = Some(']'),
                    ('<', None) => open = Some('>'),
                    ('/', None) => open = Some('/'),
                    (c, Some(end)) if c == end => open = None,
                    ('{' | '[' | '<' | '/' | '}' | ']' | '>', _) => panic!("{c} in {line}"),
                    _ => {}
                }
            }
            assert_eq!(open, None, "{line}");
            assert!(
                line.is_empty() || line.split(' ').all(|w| !w.is_empty()),
                "{line}"
            );
        }
        let sentences = parse(text, Format::Marked);
        assert!(sentences.len() > 1000, "{}", sentences.len());
    }

    #[test]
    fn the_outermost_mapped_name_of_nested_ones_is_kept() {
        let s = parse(
            "سكرتير B-OCC\nاللجنة I-OCC B-ORG\nفي I-OCC I-ORG\nنابلس I-OCC B-GPE\n",
            Format::Nested,
        );
        assert_eq!(s[0].labels, [0, 10, 12, 5]);
    }
}

//! What a copy kept, added, dropped and changed, word by word.

use super::shingles::words;
use khabar_text::number::Numbers;
use khabar_text::table::{cell, rows};
use khabar_text::{Span, Text};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeSet;

/// The words that make a change a grave one: numbers and negations.
pub struct Words {
    numbers: Numbers,
    negations: BTreeSet<String>,
}

impl Default for Words {
    fn default() -> Self {
        Self::builtin()
    }
}

impl Words {
    /// From `data/numbers.tsv` and the negations of `data/stopwords.tsv`.
    pub fn builtin() -> Self {
        let stop = rows(include_str!("../../../../data/stopwords.tsv"));
        let negations = stop.filter(|r| cell(r, 1) == "neg");
        Words {
            numbers: Numbers::builtin(),
            negations: negations.map(|r| cell(&r, 0).to_string()).collect(),
        }
    }
}

/// One of the two texts, with the names found in it (bytes of `text`).
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    pub text: &'a str,
    pub names: &'a [Span],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Same,
    /// Only in `b`.
    Added,
    /// Only in `a`.
    Dropped,
    /// Other words in the same place.
    Changed,
}

/// What an edit touches. Always false for [`Change::Same`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// The two sides tell different numbers, in digits or words.
    pub number: bool,
    /// The two sides name differently, by the folded words.
    pub name: bool,
    /// One side negates and the other does not.
    pub negation: bool,
}

/// One run of words: bytes of each text (empty where it has none).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edit {
    pub change: Change,
    pub a: Span,
    pub b: Span,
    pub flags: Flags,
}

/// Edits in the order of the texts; every word is in one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    pub edits: Vec<Edit>,
    /// Words of each text, and how many are aligned.
    pub words: (usize, usize),
    pub same: usize,
}

/// Aligns two texts by their folded words: words that occur once in each are
/// the anchors, and the gaps between them are compared word by word. The order
/// of the texts is kept, so a paragraph that moved is dropped and added.
///
/// Meant for texts known to overlap: two long texts with nothing in common
/// take time in the product of their lengths.
pub fn align(a: Side<'_>, b: Side<'_>, lists: &Words) -> Alignment {
    let (ta, tb) = (Text::new(a.text), Text::new(b.text));
    let (pa, ha): (Vec<usize>, Vec<u64>) = words(&ta).unzip();
    let (pb, hb): (Vec<usize>, Vec<u64>) = words(&tb).unzip();
    let mut out = Alignment {
        words: (pa.len(), pb.len()),
        ..Alignment::default()
    };
    for op in capture_diff_slices(Algorithm::Patience, &ha, &hb) {
        let change = match op {
            DiffOp::Equal { len, .. } => {
                out.same += len;
                Change::Same
            }
            DiffOp::Insert { .. } => Change::Added,
            DiffOp::Delete { .. } => Change::Dropped,
            DiffOp::Replace { .. } => Change::Changed,
        };
        let ra = Run::new(&ta, &pa, op.old_range());
        let rb = Run::new(&tb, &pb, op.new_range());
        let flags = match change {
            Change::Same => Flags::default(),
            _ => Flags {
                number: ra.numbers(lists) != rb.numbers(lists),
                name: ra.names(a.names) != rb.names(b.names),
                negation: ra.negations(lists) % 2 != rb.negations(lists) % 2,
            },
        };
        out.edits.push(Edit {
            change,
            a: ra.span(),
            b: rb.span(),
            flags,
        });
    }
    out
}

/// A run of words of one text.
struct Run<'r, 't> {
    text: &'r Text<'t>,
    /// Tokens, half-open.
    from: usize,
    to: usize,
}

impl<'r, 't> Run<'r, 't> {
    fn new(text: &'r Text<'t>, at: &[usize], words: std::ops::Range<usize>) -> Self {
        let from = at.get(words.start).copied().unwrap_or(text.len());
        let last = words.end.checked_sub(1).and_then(|i| at.get(i));
        let to = match last {
            Some(last) if !words.is_empty() => last + 1,
            _ => from,
        };
        Run { text, from, to }
    }

    fn span(&self) -> Span {
        self.text.span(self.from, self.to)
    }

    fn numbers(&self, lists: &Words) -> Vec<u64> {
        let mut out = Vec::new();
        let mut i = self.from;
        while i < self.to {
            match lists.numbers.at(self.text, i, self.to) {
                Some(n) => {
                    out.push(n.value);
                    i = n.next.max(i + 1);
                }
                None => i += 1,
            }
        }
        out.sort_unstable();
        out
    }

    fn negations(&self, lists: &Words) -> usize {
        let negates = |w: &str| {
            let bare = w.strip_prefix(['و', 'ف']).unwrap_or(w);
            lists.negations.contains(w) || lists.negations.contains(bare)
        };
        let all = self.from..self.to;
        all.filter(|i| negates(self.text.norm(*i))).count()
    }

    /// The folded words of the run that lie in names.
    fn names(&self, names: &[Span]) -> BTreeSet<&str> {
        let in_name = |i: &usize| {
            let span = self.text.tokens()[*i].span;
            names.iter().any(|n| n.overlaps(span))
        };
        let all = (self.from..self.to).filter(in_name);
        all.map(|i| self.text.norm(i)).collect()
    }
}

//! The phrases that show what a line is, from `data/page_lines.tsv`.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use rustc_hash::FxHashMap;

/// What a line with a phrase of the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseClass {
    /// Not the article's: share buttons, navigation.
    Drop,
    /// Not the article's, and the article is over.
    End,
    /// What follows is another article or a list of headlines.
    Related,
    /// The paper's own head.
    Masthead,
    Meta,
    /// Readers' comments follow.
    Comments,
}

/// How a phrase fits a line it is no whole of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Whole,
    /// The line's beginning, with no word behind it.
    Closed,
    Begins,
    /// As `Begins`, also where the next word is run on to it.
    Glued,
    Anywhere,
}

/// The phrases, folded.
pub struct Phrases {
    whole: FxHashMap<String, PhraseClass>,
    rows: Vec<(PhraseClass, String, Fit)>,
    /// Finds the phrases of `rows` in a line, all in one pass.
    finder: AhoCorasick,
    /// The same for those that may stand anywhere, by their place in `rows`.
    inner: (AhoCorasick, Vec<usize>),
    /// Bytes of the longest phrase.
    longest: usize,
}

impl Phrases {
    pub fn builtin() -> Self {
        let class = |s: &str| match s {
            "drop" => Some(PhraseClass::Drop),
            "end" => Some(PhraseClass::End),
            "related" => Some(PhraseClass::Related),
            "masthead" => Some(PhraseClass::Masthead),
            "meta" => Some(PhraseClass::Meta),
            "comments" => Some(PhraseClass::Comments),
            _ => None,
        };
        let fit = |s: &str| match s {
            "y" => Fit::Whole,
            "c" => Fit::Closed,
            "g" => Fit::Glued,
            "in" => Fit::Anywhere,
            _ => Fit::Begins,
        };
        let (mut whole, mut list) = (FxHashMap::default(), Vec::new());
        for row in rows(include_str!("../../../data/page_lines.tsv")) {
            let Some(class) = class(cell(&row, 0)) else {
                continue;
            };
            let fit = fit(cell(&row, 2));
            for phrase in parts(&row, 1) {
                let phrase = fold(phrase).trim_end_matches(':').to_string();
                whole.entry(phrase.clone()).or_insert(class);
                if fit != Fit::Whole {
                    list.push((class, phrase, fit));
                }
            }
        }
        let finder = |rows: &[&String]| {
            let built = AhoCorasick::builder()
                .kind(Some(AhoCorasickKind::DFA))
                .build(rows);
            built.expect("a few hundred short phrases make a small automaton")
        };
        let inner: Vec<usize> = (0..list.len())
            .filter(|&k| list[k].2 == Fit::Anywhere)
            .collect();
        let phrases: Vec<&String> = list.iter().map(|r| &r.1).collect();
        let within: Vec<&String> = inner.iter().map(|&k| phrases[k]).collect();
        Phrases {
            finder: finder(&phrases),
            inner: (finder(&within), inner),
            longest: phrases.iter().map(|p| p.len()).max().unwrap_or(0),
            whole,
            rows: list,
        }
    }

    /// The class of a line, given folded, of so many words. A long line that
    /// ends with a stop is text, whatever it begins with.
    pub fn class(&self, folded: &str, words: usize, stopped: bool) -> Option<PhraseClass> {
        if folded.is_empty() || words > 60 {
            return None;
        }
        let line = folded.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '/' | '|' | '»' | '«' | '-' | '*' | '•' | '#')
        });
        if let Some(&class) = self.whole.get(line) {
            return Some(class);
        }
        let text = stopped && words > 14;
        // At a word's end: نشر is not نشرت.
        let ends = |rest: &str| !rest.starts_with(char::is_alphabetic);
        let fits = |m: &aho_corasick::Match| {
            let (rest, leads) = (&line[m.end()..], m.start() == 0);
            match self.rows[m.pattern().as_usize()].2 {
                Fit::Whole => false,
                Fit::Anywhere => true,
                Fit::Glued => leads,
                Fit::Closed => leads && ends(rest) && ends(rest.trim_start()),
                Fit::Begins => !text && (leads && ends(rest) || m.len() * 3 > line.len()),
            }
        };
        // Far into a line no phrase is looked for but those that may stand anywhere.
        let mut head = line.len();
        if line.len() > 3 * self.longest {
            head = self.longest;
            while !line.is_char_boundary(head) {
                head += 1;
            }
        }
        let found = self.finder.find_overlapping_iter(&line[..head]);
        let found = found.filter(fits).map(|m| m.pattern().as_usize());
        let inner = |_| {
            let (finder, rows) = &self.inner;
            let found = finder.find_overlapping_iter(line);
            found.map(|m| rows[m.pattern().as_usize()]).min()
        };
        let inner = Some(()).filter(|()| head < line.len()).and_then(inner);
        // The first row of the list decides.
        found.chain(inner).min().map(|k| self.rows[k].0)
    }
}

//! The phrases that show what a line is, from `data/page_lines.tsv`.

use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use std::collections::HashMap;

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
    whole: HashMap<String, PhraseClass>,
    rows: Vec<(PhraseClass, String, Fit)>,
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
        let mut out = Phrases {
            whole: HashMap::new(),
            rows: Vec::new(),
        };
        for row in rows(include_str!("../../../data/page_lines.tsv")) {
            let Some(class) = class(cell(&row, 0)) else {
                continue;
            };
            let fit = fit(cell(&row, 2));
            for phrase in parts(&row, 1) {
                let phrase = fold(phrase).trim_end_matches(':').to_string();
                out.whole.entry(phrase.clone()).or_insert(class);
                if fit != Fit::Whole {
                    out.rows.push((class, phrase, fit));
                }
            }
        }
        out
    }

    /// The class of a line, given folded, of so many words. A long line that
    /// ends with a stop is text, whatever it begins with.
    pub fn class(&self, folded: &str, words: usize, stopped: bool) -> Option<PhraseClass> {
        if folded.is_empty() || words > 40 {
            return None;
        }
        let line = folded.trim_matches(|c: char| {
            c.is_whitespace() || matches!(c, ':' | '/' | '|' | '»' | '«' | '-' | '*' | '•' | '#')
        });
        if let Some(&class) = self.whole.get(line) {
            return Some(class);
        }
        let text = stopped && words > 14;
        let fits = |p: &str, fit: Fit| {
            let rest = line.strip_prefix(p).map(str::trim_start);
            // At a word's end: نشر is not نشرت.
            let word_ends = |p: &str| {
                let rest = line.strip_prefix(p);
                rest.is_some_and(|r| !r.starts_with(char::is_alphabetic))
            };
            match fit {
                Fit::Whole => false,
                Fit::Closed => {
                    word_ends(p) && rest.is_some_and(|r| !r.starts_with(char::is_alphabetic))
                }
                Fit::Begins if text => false,
                Fit::Begins => word_ends(p) || p.len() * 3 > line.len() && line.contains(p),
                Fit::Glued => line.starts_with(p),
                Fit::Anywhere => line.contains(p),
            }
        };
        let found = self.rows.iter().find(|(_, p, fit)| fits(p, *fit));
        found.map(|r| r.0)
    }
}

//! What a line looks like: the features its label is decided from.

use crate::outlet::Outlets;
use khabar_model::Span;
use khabar_text::calendar::{Months, PrintedDay};
use khabar_text::fold::fold;
use khabar_text::table::{cell, rows};
use khabar_text::{Text, TokenKind};
use std::ops::Range;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhraseClass {
    Drop,
    Related,
    Masthead,
    Meta,
    Comments,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Whole,
    Begins,
    Anywhere,
}

/// The phrases of `data/page_lines.tsv`, folded.
pub struct Phrases {
    rows: Vec<(PhraseClass, String, Fit)>,
}

impl Phrases {
    pub fn builtin() -> Self {
        let class = |s: &str| match s {
            "drop" => Some(PhraseClass::Drop),
            "related" => Some(PhraseClass::Related),
            "masthead" => Some(PhraseClass::Masthead),
            "meta" => Some(PhraseClass::Meta),
            "comments" => Some(PhraseClass::Comments),
            _ => None,
        };
        let table = rows(include_str!("../../../data/page_lines.tsv"));
        let fit = |s: &str| match s {
            "y" => Fit::Whole,
            "in" => Fit::Anywhere,
            _ => Fit::Begins,
        };
        let row = |r: Vec<&str>| Some((class(cell(&r, 0))?, fold(cell(&r, 1)), fit(cell(&r, 2))));
        Phrases {
            rows: table.filter_map(row).collect(),
        }
    }

    /// The class of a short line, given folded.
    fn class(&self, folded: &str) -> Option<PhraseClass> {
        let line = folded.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '/'));
        let fits = |p: &str, fit: Fit| {
            let p = p.trim_end_matches(':');
            let rest = line.strip_prefix(p);
            match fit {
                Fit::Whole => line == p,
                // At a word's end: نشر is not نشرت.
                Fit::Begins => {
                    rest.is_some_and(|r| !r.starts_with(char::is_alphabetic))
                        || line.contains(p) && p.len() * 3 > line.len()
                }
                Fit::Anywhere => line.contains(p),
            }
        };
        self.rows
            .iter()
            .find(|(_, p, fit)| fits(p, *fit))
            .map(|r| r.0)
    }
}

/// A line and what is seen of it.
pub struct Line {
    pub span: Span,
    pub tokens: Range<usize>,
    pub words: usize,
    /// Letters of the Arabic script among all letters, in [0,1].
    pub arabic: f32,
    /// Ends with a stop.
    pub stopped: bool,
    /// Ends with a closing quotation mark.
    pub closed: bool,
    pub bullet: bool,
    pub phrase: Option<PhraseClass>,
    pub date: Option<PrintedDay>,
    /// Short with a colon, a dash or an agency in it: `جدة - واس`.
    pub byline: bool,
    /// A byline that could as well be a headline (`فلان: قال كذا`): it names no
    /// outlet or agency.
    pub uncredited: bool,
    /// Nothing but an outlet's name.
    pub outlet: bool,
    pub blank: bool,
}

pub fn features(
    text: &Text<'_>,
    phrases: &Phrases,
    months: &Months,
    outlets: &Outlets,
) -> Vec<Line> {
    let original = text.original();
    let mut out = Vec::new();
    let mut at = 0;
    for l in original.strip_suffix('\n').unwrap_or(original).split('\n') {
        let span = Span::new(at, at + l.len());
        at += l.len() + 1;
        out.push(feature(text, span, phrases, months, outlets));
    }
    out
}

fn feature(
    text: &Text<'_>,
    span: Span,
    phrases: &Phrases,
    months: &Months,
    outlets: &Outlets,
) -> Line {
    let raw = span.of(text.original());
    let blank = raw.trim().is_empty();
    let tokens = text.tokens_in(span);
    let toks = &text.tokens()[tokens.clone()];
    let words = toks.iter().filter(|t| t.kind == TokenKind::Word).count();
    let arabic = toks
        .iter()
        .filter(|t| {
            t.kind == TokenKind::Word
                && t.span
                    .of(text.original())
                    .starts_with(|c: char| ('\u{600}'..='\u{6FF}').contains(&c))
        })
        .count();
    let trimmed = raw.trim_end();
    let bare = trimmed.trim_end_matches(['"', '»', '”']);
    // A question makes a good headline, so it needs more words to be a stop.
    let stopped =
        bare.ends_with(['.', '…']) && words > 3 || bare.ends_with(['؟', '!']) && words > 11;
    let first = trimmed.trim_start().chars().next();
    let bullet = matches!(first, Some('•' | '*' | '▪' | '●' | '◄' | '►' | '■'))
        || matches!(first, Some('-' | '–')) && words > 2;
    let short = words <= 14;
    let folded = if words <= 40 {
        fold(raw)
    } else {
        String::new()
    };
    let name = folded
        .trim()
        .trim_matches(['«', '»', '"', '.', ':', '-', ' ']);
    Line {
        span,
        words,
        arabic: if words == 0 {
            0.0
        } else {
            arabic as f32 / words as f32
        },
        stopped,
        closed: trimmed.len() > bare.len(),
        bullet,
        phrase: phrases.class(&folded).filter(|_| words <= 40),
        date: if short {
            months.first_day(text, tokens.clone())
        } else {
            None
        },
        uncredited: words <= 9 && !names_outlet(text, tokens.clone(), outlets),
        byline: words <= 9 && words > 0 && !stopped && is_byline(text, tokens.clone(), outlets),
        outlet: words > 0 && words <= 4 && outlets.by_name(name).is_some(),
        tokens,
        blank,
    }
}

/// `الدمام: ميرزا الخويلدي`، `جدة - واس`، `بغداد/ الأفق`: two or three short
/// parts with a colon, dash or slash between them.
fn is_byline(text: &Text<'_>, r: Range<usize>, outlets: &Outlets) -> bool {
    let parts = text_parts(text, r.clone());
    let separated = r.clone().any(|k| is_separator(text, k));
    if !separated {
        // An agency alone.
        return parts.len() == 1 && outlets.agency(&parts[0]).is_some();
    }
    let agency = names_outlet(text, r.clone(), outlets);
    let speech = r
        .clone()
        .any(|k| matches!(text.raw(k), "\"" | "«" | "“" | "”" | ".") && k + 1 < r.end);
    if speech && !agency {
        return false;
    }
    let ends_open = text.raw(r.end - 1) == ":";
    parts.iter().all(|p| p.split(' ').count() <= 4) && (agency || parts.len() >= 2 || ends_open)
}

fn names_outlet(text: &Text<'_>, r: Range<usize>, outlets: &Outlets) -> bool {
    text_parts(text, r)
        .iter()
        .any(|p| outlets.by_name(p).is_some())
}

pub fn is_separator(text: &Text<'_>, k: usize) -> bool {
    matches!(text.raw(k), ":" | "-" | "–" | "—" | "/" | "|" | "،" | ",")
}

/// The folded texts between separators.
pub fn text_parts(text: &Text<'_>, r: Range<usize>) -> Vec<String> {
    let mut out = vec![String::new()];
    for k in r {
        if is_separator(text, k) {
            if out.last().is_some_and(|p| !p.is_empty()) {
                out.push(String::new());
            }
        } else if text.is_word(k) || text.is_number(k) {
            if let Some(p) = out.last_mut() {
                if !p.is_empty() {
                    p.push(' ');
                }
                p.push_str(text.norm(k));
            }
        }
    }
    out.retain(|p| !p.is_empty());
    out
}

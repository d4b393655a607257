//! What a line looks like: the features its label is decided from.

use crate::PageReader;
use crate::byline::{Part, PartKind};
use crate::outlet::folded_words;
use crate::phrases::PhraseClass;
use khabar_model::Span;
use khabar_text::calendar::PrintedDay;
use khabar_text::{Text, TokenKind};
use std::ops::Range;

/// A line and what is seen of it.
pub struct Line {
    pub span: Span,
    pub tokens: Range<usize>,
    pub words: usize,
    /// Words of the Arabic script among all words, in [0,1].
    pub arabic: f32,
    /// Ends with a stop.
    pub stopped: bool,
    /// Ends with one full stop, as a sentence does.
    pub full_stop: bool,
    /// A sentence ends within the line and another begins.
    pub inner_stop: bool,
    /// Ends with a closing quotation mark.
    pub closed: bool,
    /// Ends with a colon: what follows belongs to it.
    pub opens: bool,
    pub question: bool,
    pub bullet: bool,
    /// Begins with a number or a letter of a list: `1-`, `أ)`.
    pub item: bool,
    pub phrase: Option<PhraseClass>,
    pub date: Option<PrintedDay>,
    pub byline: Byline,
    /// Nothing but an outlet's name.
    pub outlet: bool,
    pub blank: bool,
}

/// How much a line looks like a byline or dateline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub enum Byline {
    No,
    /// A person's name and nothing else.
    Name,
    /// Short parts with a colon or dash between: could be a headline
    /// (`فلان: قال كذا`).
    Shape,
    /// As `Shape`, with an agency or outlet among its parts.
    Credited,
    /// Its parts are agencies, outlets, places, desks and people.
    Sure,
}

/// Lines as of `split('\n')`, without a last empty one.
pub fn features(text: &Text<'_>, reader: &PageReader) -> Vec<Line> {
    let mut lines = shapes(text);
    lines.iter_mut().for_each(|l| tell(text, l, reader));
    lines
}

/// The lines, with what is seen of them without looking words up.
pub fn shapes(text: &Text<'_>) -> Vec<Line> {
    let original = text.original();
    let tokens = text.tokens();
    let (mut at, mut token) = (0, 0);
    let lines = original.strip_suffix('\n').unwrap_or(original).split('\n');
    let line = |l: &str| {
        let span = Span::new(at, at + l.len());
        at += l.len() + 1;
        // No token goes on beyond its line.
        let from = token;
        while tokens
            .get(token)
            .is_some_and(|t| t.span.start() < span.end())
        {
            token += 1;
        }
        shape(text, span, from..token)
    };
    lines.map(line).collect()
}

fn shape(text: &Text<'_>, span: Span, tokens: Range<usize>) -> Line {
    let raw = span.of(text.original());
    let toks = &text.tokens()[tokens.clone()];
    let arabic_letter = |c: char| ('\u{600}'..='\u{6FF}').contains(&c);
    let (mut words, mut arabic) = (0, 0);
    for t in toks.iter().filter(|t| t.kind == TokenKind::Word) {
        words += 1;
        arabic += usize::from(t.span.of(text.original()).starts_with(arabic_letter));
    }
    let trimmed = raw.trim();
    let bare = trimmed.trim_end_matches(['"', '»', '”', '\'', '’']);
    // A question makes a good headline, so it needs more words to be a stop.
    let stopped =
        bare.ends_with(['.', '…']) && words > 3 || bare.ends_with(['؟', '!', '?']) && words > 11;
    let mut chars = trimmed.chars();
    let first = chars.next();
    let marks = [
        '•', '*', '▪', '●', '◄', '►', '■', '▶', '◾', '◼', '·', '○', '»', '›', '✔', '⚫',
    ];
    let bullet = first.is_some_and(|c| marks.contains(&c))
        || matches!(first, Some('-' | '–' | '—')) && words > 2;
    // Most begin with a letter of the Arabic block.
    let item = first.is_some_and(|c| !matches!(c, 'ء'..='ي') && c.is_numeric())
        && trimmed
            .trim_start_matches(char::is_numeric)
            .trim_start()
            .starts_with(['-', '.', ')', '–', 'ـ', '/']);
    Line {
        span,
        words,
        arabic: arabic as f32 / words.max(1) as f32,
        stopped,
        full_stop: bare.ends_with('.') && !bare.ends_with("..") && words > 3,
        inner_stop: inner_stop(text, tokens.clone()),
        closed: trimmed.len() > bare.len(),
        opens: trimmed.ends_with([':', '：']),
        question: bare.ends_with(['؟', '?']),
        bullet,
        item,
        phrase: None,
        date: None,
        byline: Byline::No,
        outlet: false,
        tokens,
        blank: trimmed.is_empty(),
    }
}

/// Looks up what the line's words are: a phrase of the list, a day, a byline,
/// an outlet.
pub fn tell(text: &Text<'_>, l: &mut Line, reader: &PageReader) {
    let folded = text.folded(l.tokens.clone());
    l.phrase = reader.phrases().class(folded, l.words, l.stopped);
    // A whole date has a day and a year, at least, in digits.
    let numbers = l.tokens.clone().filter(|&k| text.is_number(k)).count();
    if l.words <= 14 && numbers >= 2 {
        l.date = reader.months().first_day(text, l.tokens.clone());
    }
    if l.words <= 14 && l.words > 0 && !l.stopped {
        l.byline = byline(text, l.tokens.clone(), reader);
    }
    let name = folded
        .trim()
        .trim_matches(['«', '»', '"', '.', ':', '-', ' ']);
    l.outlet = l.words > 0 && l.words <= 4 && reader.outlets.by_name(name).is_some();
}

/// A single full stop after five words or more, with white space behind it.
fn inner_stop(text: &Text<'_>, r: Range<usize>) -> bool {
    let dot = |k: usize| text.raw(k) == ".";
    r.clone().skip(5).any(|k| {
        let alone = dot(k) && !dot(k - 1) && !dot(k + 1) && text.norm(k - 1).len() > 2;
        alone && k + 3 < r.end && text.tokens()[k + 1].spaced
    })
}

fn byline(text: &Text<'_>, r: Range<usize>, reader: &PageReader) -> Byline {
    let parts = reader.names().parts(text, r.clone(), &reader.outlets);
    let kinds = |want: fn(PartKind) -> bool| parts.iter().filter(|p| want(p.kind)).count();
    if owes(text, &r, reader) {
        return Byline::Sure;
    }
    if let [only] = parts.as_slice() {
        return match only.kind {
            PartKind::Agency => Byline::Sure,
            PartKind::Person => Byline::Name,
            _ if ends_open(text, &r) && short(only) => Byline::Shape,
            _ => Byline::No,
        };
    }
    let unknown = kinds(|k| k == PartKind::Unknown);
    let outlets = kinds(|k| matches!(k, PartKind::Agency | PartKind::Outlet));
    let known = parts.len() - unknown;
    let speech = r
        .clone()
        .any(|k| matches!(text.raw(k), "\"" | "«" | "“" | "”" | ".") && k + 1 < r.end);
    let close = parts.iter().all(short);
    if !close || parts.is_empty() {
        Byline::No
    } else if unknown == 0 {
        Byline::Sure
    } else if outlets > 0 && (!speech || known >= unknown) {
        Byline::Credited
    } else if speech {
        Byline::No
    } else {
        Byline::Shape
    }
}

/// `خدمة «نيويورك تايمز»`, `بالاتفاق مع «بلومبيرغ»`: few words that owe the
/// text to an outlet named in quotation marks.
fn owes(text: &Text<'_>, r: &Range<usize>, reader: &PageReader) -> bool {
    let Some(open) = r.clone().find(|&k| matches!(text.raw(k), "«" | "\"" | "“")) else {
        return false;
    };
    let mut before = (r.start..open).filter(|&k| text.is_word(k));
    let word = before.next().map_or("", |k| text.norm(k));
    let owing = matches!(word, "خدمه" | "بالاتفاق" | "نقلا" | "عن" | "خاص" | "المصدر");
    owing
        && before.count() <= 1
        && reader
            .outlets
            .by_name(&folded_words(text, open, r.end))
            .is_some()
}

fn short(p: &Part) -> bool {
    p.name.split(' ').count() <= 4 || p.kind != PartKind::Unknown
}

fn ends_open(text: &Text<'_>, r: &Range<usize>) -> bool {
    r.end > r.start && text.raw(r.end - 1) == ":"
}

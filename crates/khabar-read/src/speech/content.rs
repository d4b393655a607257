//! What was said: the content of a cue to its end, and its form.

// Content is a list of ranges, mostly of one.
#![allow(clippy::single_range_in_vec_init)]

use super::context::{Context, Quote};
use super::cue::{Cue, CueKind};
use super::frame::{is_name_quote, skip_that};
use super::lexicon::{VerbForm, class};
use khabar_model::{Form, Span};
use std::ops::Range;

/// Content as parts of token positions; the first may begin inside its token.
pub struct Content {
    pub parts: Vec<Range<usize>>,
    pub skip: usize,
    pub form: Form,
}

impl Content {
    pub fn spans(&self, c: &Context<'_>) -> Vec<Span> {
        let cut = |k: usize, r: &Range<usize>| {
            let skip = if k == 0 { self.skip } else { 0 };
            c.text.span_without_prefix(r.start, r.end, skip)
        };
        self.parts
            .iter()
            .enumerate()
            .map(|(k, r)| cut(k, r))
            .filter(|s| !s.is_empty())
            .collect()
    }
}

/// The content of `cues[k]`; `unit_end` ends its paragraph.
pub fn of(c: &Context<'_>, cues: &[Cue], k: usize, unit: &Range<usize>) -> Option<Content> {
    let cue = &cues[k];
    if cue.kind == CueKind::Attribution {
        return around(c, cues, k, unit);
    }
    let mut s = cue.content;
    while s < unit.end && matches!(c.text.raw(s), "،" | "," | ":" | "-" | "–" | "(") {
        s += 1;
    }
    if s >= unit.end {
        return None;
    }
    let quote = c
        .quote_at(s)
        .filter(|q| !is_name_quote(c, q.open, q.close) || closes_clause(c, q));
    if let Some(q) = quote {
        return Some(quoted(c, cues, cue, q, unit));
    }
    let sentence = c.sentence_end[s.min(unit.end - 1)].min(unit.end);
    let mut e = boundary(c, cues, cue, s, sentence);
    // Attribution at the end of the sentence is not content.
    while e > s && !c.text.is_word(e - 1) && !c.text.is_number(e - 1) && !closing_mark(c, e - 1, s)
    {
        e -= 1;
    }
    if e <= s {
        return None;
    }
    let mut parts = vec![s..e];
    // A participle in a quotation goes on with it; a verb reports inside it.
    let participle = matches!(cue.kind, CueKind::Verb { form, .. } if form == VerbForm::Participle);
    let around = c.quoted[cue.at].filter(|_| !participle);
    parts.extend(items(c, e, unit));
    let form = form_of(c, &parts, around);
    Some(Content {
        parts,
        skip: cue.skip,
        form,
    })
}

/// The items of a list on the lines after content that ends in a colon, each
/// without its number.
fn items(c: &Context<'_>, colon: usize, unit: &Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    if c.text.raw(colon) != ":" || colon + 1 >= unit.end {
        return out;
    }
    let tokens = c.text.tokens();
    let mut from = colon + 1;
    while from < unit.end && tokens[from].line != tokens[colon].line {
        let line = tokens[from].line;
        let to = (from..unit.end)
            .find(|&k| tokens[k].line != line)
            .unwrap_or(unit.end);
        let Some(first) = after_bullet(c, from, to) else {
            break;
        };
        out.push(first..strip(c, first, to));
        from = to;
    }
    out
}

/// Past the number or dash that begins the item of a list at `from`.
pub fn after_bullet(c: &Context<'_>, from: usize, to: usize) -> Option<usize> {
    let bullet = |k: usize| matches!(c.text.raw(k), "-" | "–" | "•" | "*" | ")" | "." | "/");
    let numbered = c.text.is_number(from) && bullet(from + 1);
    let first = if numbered {
        from + 2
    } else if bullet(from) {
        from + 1
    } else {
        return None;
    };
    let first = skip_that(c, first);
    (first < to).then_some(first)
}

/// A closing mark whose opening mark lies inside the content stays.
fn closing_mark(c: &Context<'_>, k: usize, from: usize) -> bool {
    (matches!(c.text.raw(k), ")" | "]" | "%"))
        || c.quotes.iter().any(|q| q.close == k && q.open >= from)
}

fn closes_clause(c: &Context<'_>, q: &Quote) -> bool {
    matches!(c.text.raw(q.close + 1), "" | "." | "،" | ",")
}

fn quoted(c: &Context<'_>, cues: &[Cue], cue: &Cue, q: Quote, unit: &Range<usize>) -> Content {
    let from = skip_that(c, q.open + 1);
    let close = q.close.min(unit.end);
    // A report that goes on inside a quotation left open by the page.
    let participle = |o: &&Cue| {
        let form = VerbForm::Participle;
        matches!(o.kind, CueKind::Verb { form: f, .. } if f == form)
    };
    let inner = cues
        .iter()
        .filter(participle)
        .map(|o| o.at)
        .find(|&at| at > from && at < close)
        .map(|at| strip(c, from, at));
    if let Some(end) = inner {
        return Content {
            parts: vec![from..end],
            skip: 0,
            form: Form::Direct,
        };
    }
    let mut parts = vec![from..strip(c, from, close)];
    let mut after = close + 1;
    loop {
        let continues = matches!(c.text.raw(after), "،" | ",") && c.norm(after + 1) == "و";
        let next = if continues { after + 2 } else { after };
        match c.quote_at(next) {
            Some(n) if next < unit.end && (continues || c.norm(after) == "و") => {
                parts.push(n.open + 1..strip(c, n.open + 1, n.close.min(unit.end)));
                after = n.close + 1;
            }
            _ => break,
        }
    }
    let sentence = c.sentence_end[close.min(unit.end - 1)]
        .max(after)
        .min(unit.end);
    let rest_is_content = after < sentence
        && c.text.is_word(after)
        && !c.is(after, class::BREAK | class::ATTRIBUTION)
        && !cues.iter().any(|o| o.at == after || o.at == after + 1);
    if rest_is_content {
        let end = strip(c, after, boundary(c, cues, cue, after, sentence));
        if end > after {
            let parts = vec![q.open..end];
            let form = form_of(c, &parts, None);
            return Content {
                parts,
                skip: 0,
                form,
            };
        }
    }
    Content {
        parts,
        skip: 0,
        form: Form::Direct,
    }
}

fn strip(c: &Context<'_>, from: usize, mut to: usize) -> usize {
    while to > from && c.text.is_punct(to - 1) && !closing_mark(c, to - 1, from) {
        to -= 1;
    }
    to
}

/// Where plain content beginning at `s` ends: at the next report, at a comma
/// before a word that begins something else, or with its sentence.
fn boundary(c: &Context<'_>, cues: &[Cue], cue: &Cue, s: usize, sentence: usize) -> usize {
    let mut end = sentence;
    for other in cues
        .iter()
        .filter(|o| o.at > s && o.at < sentence && o.at != cue.at)
    {
        let ends = match other.kind {
            CueKind::Verb {
                form: VerbForm::Participle,
                ..
            }
            | CueKind::Attribution => true,
            CueKind::Verb { .. } => {
                other.conjunction || leads(c, other.at) || after_comma(c, other.at)
            }
            CueKind::Colon => false,
        };
        // "رفض الاتفاق الذي قال إنه…": that clause is the other cue's.
        let relative = c.is(other.at - 1, class::RELATIVE)
            && other.subject.is_empty()
            && c.quoted[other.at].is_none();
        if ends || relative {
            end = end.min(if relative || leads(c, other.at) {
                other.at - 1
            } else {
                other.at
            });
        }
    }
    for k in s + 1..end {
        let comma = matches!(c.text.raw(k - 1), "،" | "," | "؛" | "-");
        if c.quoted[k].is_none() && c.exactly(k, class::WHEREAS) {
            return k;
        }
        if comma && c.quoted[k].is_none() && c.is(k, class::BREAK) {
            return k - 1;
        }
    }
    end
}

fn after_comma(c: &Context<'_>, at: usize) -> bool {
    at > 0 && matches!(c.text.raw(at - 1), "،" | "," | "؛")
}

/// A particle that leads over to the verb at `at`.
fn leads(c: &Context<'_>, at: usize) -> bool {
    at > 0 && c.exactly(at - 1, class::LEAD_OVER)
}

/// The content of an attribution phrase: what follows it when it leads its
/// sentence, else the sentence around it.
fn around(c: &Context<'_>, cues: &[Cue], k: usize, unit: &Range<usize>) -> Option<Content> {
    let cue = &cues[k];
    let start = c.sentence_start[cue.at].max(unit.start);
    let end = c.sentence_end[cue.at].min(unit.end);
    let leads_sentence = cue.at - start <= 1;
    let mut s = cue.subject.end;
    while s < end && matches!(c.text.raw(s), "،" | "," | ":") {
        s += 1;
    }
    if c.exactly(s, class::RECEIVED) {
        // "بحسب بيان…، تلقته «الجريدة»، …": step over who received it.
        s = (s..end)
            .find(|&j| matches!(c.text.raw(j), "،" | ","))
            .map_or(end, |j| j + 1);
    }
    let tail = |s: usize| {
        let s = s + usize::from(c.exactly(s, class::THEN_THAT));
        let q = c.quote_at(s).filter(|q| !is_name_quote(c, q.open, q.close));
        let (s, e) = match q {
            Some(q) => (q.open + 1, q.close.min(end)),
            None => (s, boundary(c, cues, cue, s, end)),
        };
        s..strip(c, s, e)
    };
    let mut parts = Vec::new();
    if !leads_sentence {
        let from = clause_start(c, start, cue.at);
        let to = strip(c, from, cue.at);
        if to > from {
            parts.push(from..to);
        }
    }
    if s < end && (leads_sentence || c.text.raw(cue.subject.end) != ".") {
        let t = tail(s);
        if t.end > t.start + 1 {
            parts.push(t);
        }
    }
    if parts.is_empty() {
        return None;
    }
    // The particle و before the first word is not part of what was said.
    let first = parts[0].start;
    let skip = if !leads_sentence
        && first == start
        && c.norm(first).starts_with('و')
        && c.norm(first).len() > 6
    {
        2
    } else {
        0
    };
    let form = form_of(c, &parts, None);
    Some(Content { parts, skip, form })
}

fn clause_start(c: &Context<'_>, start: usize, _at: usize) -> usize {
    if c.exactly(start, class::LEAD_OVER) {
        start + 1
    } else {
        start
    }
}

/// Direct if all words stand in quotation marks, indirect if none do; names
/// in quotation marks do not count, nor does the quotation `around` the cue.
fn form_of(c: &Context<'_>, parts: &[Range<usize>], around: Option<u32>) -> Form {
    let (mut words, mut inside) = (0, 0);
    for r in parts {
        for k in r.clone().filter(|&k| c.text.is_word(k)) {
            words += 1;
            let q = c.quoted[k]
                .filter(|_| c.quoted[k] != around)
                .map(|q| c.quotes[q as usize]);
            if q.is_some_and(|q| !is_name_quote(c, q.open, q.close)) {
                inside += 1;
            }
        }
    }
    match inside {
        0 => Form::Indirect,
        n if n == words => Form::Direct,
        _ => Form::Mixed,
    }
}

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
    // A colon that leads over to a list or a quotation on the next line.
    let parts = vec![s..e];
    let form = form_of(c, &parts);
    Some(Content {
        parts,
        skip: cue.skip,
        form,
    })
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
    let inner = cues
        .iter()
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
            let form = form_of(c, &parts);
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
        if ends {
            end = end.min(if leads(c, other.at) {
                other.at - 1
            } else {
                other.at
            });
        }
    }
    for k in s + 1..end {
        let comma = matches!(c.text.raw(k - 1), "،" | "," | "؛" | "-");
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
    at > 0
        && matches!(
            c.norm(at - 1),
            "كما" | "فيما" | "بينما" | "حيث" | "وكما" | "لكنه" | "ولكنه"
        )
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
    if c.norm(s) == "تلقته" || c.norm(s) == "تلقت" {
        // "بحسب بيان…، تلقته «الجريدة»، …": step over who received it.
        s = (s..end)
            .find(|&j| matches!(c.text.raw(j), "،" | ","))
            .map_or(end, |j| j + 1);
    }
    let tail = |s: usize| {
        let s = if matches!(c.norm(s), "فان" | "فانه" | "فانها" | "ان" | "انه" | "انها")
        {
            s + 1
        } else {
            s
        };
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
    let form = form_of(c, &parts);
    Some(Content { parts, skip, form })
}

fn clause_start(c: &Context<'_>, start: usize, _at: usize) -> usize {
    if matches!(c.norm(start), "كما" | "فيما") {
        start + 1
    } else {
        start
    }
}

/// Direct if all words stand in quotation marks, indirect if none do; names
/// in quotation marks do not count.
fn form_of(c: &Context<'_>, parts: &[Range<usize>]) -> Form {
    let (mut words, mut inside) = (0, 0);
    for r in parts {
        for k in r.clone().filter(|&k| c.text.is_word(k)) {
            words += 1;
            let q = c.quoted[k].map(|q| c.quotes[q as usize]);
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

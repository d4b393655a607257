//! The headline of an HTML page: the line that says what the page declares
//! itself to be about, or the heading over its text.

use super::content::linked;
use crate::line::{Byline, Line};
use khabar_model::{Layout, Roles, Span, Tag};
use khabar_text::Text;

/// The line it stands on, and where in it.
#[derive(Clone, Copy, Debug)]
pub struct Found {
    pub line: usize,
    pub span: Span,
}

/// The headline over the text that begins at line `first`. `until` is the last
/// line it may stand on: a heading of a side box can hold a sentence or two
/// before the headline comes.
pub fn find(
    text: &Text<'_>,
    layout: &Layout,
    lines: &[Line],
    out: &[bool],
    first: usize,
    until: usize,
) -> Option<Found> {
    let title = (0..lines.len()).find(|&k| is(layout, k, Tag::Title));
    let targets = targets(text, layout, lines, title);
    let mut best: Option<(f32, usize)> = None;
    for k in 0..lines.len().min(until + 1) {
        let l = &lines[k];
        let wordy = (2..=40).contains(&l.words);
        if !wordy || out[k] || is(layout, k, Tag::Title) {
            continue;
        }
        let roles = roles(layout, k);
        let level = layout.lines[k].heading;
        let named = roles.has(Roles::HEADLINE);
        let marked = level > 0 || named;
        if !marked && k > first {
            continue;
        }
        let words = words(text, l);
        // Of a few words too little can be like a long headline.
        if !marked && targets.iter().all(|t| 3 * words.len() < t.len()) {
            continue;
        }
        let like = targets
            .iter()
            .map(|t| overlap(&words, t))
            .fold(0.0, f32::max);
        if !marked && like < 0.5 {
            continue;
        }
        let when = |yes: bool, score: f32| if yes { score } else { 0.0 };
        let score = like * 8.0 + when(level > 0, 2.0) + when(level == 1, 1.0) + when(named, 4.0)
            - when(linked(layout, lines, k) > 0.8, 2.0)
            - when(roles.has(Roles::MASTHEAD) || l.outlet, 6.0)
            - when(l.phrase.is_some(), 6.0)
            - (first.abs_diff(k) as f32 * 0.05).min(2.0)
            - when(k > first && like < 0.7 && !named, 3.0);
        if best.is_none_or(|(b, _)| score >= b) {
            best = Some((score, k));
        }
    }
    // A side box's heading is not better than what is printed large.
    let apart = set_apart(text, layout, lines, out, first);
    let sure = |score: f32| score >= 4.0 || apart.is_none();
    let line = best.filter(|b| sure(b.0)).map(|b| b.1).or(apart);
    if let Some(line) = line {
        let span = lines[line].span;
        return Some(Found { line, span });
    }
    let line = title?;
    let span = without_site(
        lines[line].span.of(text.original()),
        lines[line].span.start(),
    );
    Some(Found { line, span })
}

/// On pages without headings: the line over the text that is printed large or
/// bold, and whose words the text takes up.
fn set_apart(
    text: &Text<'_>,
    layout: &Layout,
    lines: &[Line],
    out: &[bool],
    first: usize,
) -> Option<usize> {
    let mut best: Option<(usize, usize)> = None;
    let near = (0..first).rev().filter(|&k| !out[k]).take(8);
    for k in near {
        let (l, at) = (&lines[k], &layout.lines[k]);
        let told = l.date.is_some() || l.outlet || l.phrase.is_some() || l.byline >= Byline::Name;
        if !(3..=25).contains(&l.words) || l.full_stop || told || linked(layout, lines, k) > 0.5 {
            continue;
        }
        let most = |bytes: u32| usize::from(bytes as usize * 3 > l.span.len() * 2);
        let again = taken_up(text, lines, k, first);
        let score = 2 * most(at.bold) + 3 * most(at.large) + again.min(4);
        if score >= 2 && best.is_none_or(|(b, _)| score > b) {
            best = Some((score, k));
        }
    }
    best.map(|(_, k)| k)
}

/// How many words of line `head` come again in line `first`.
pub fn taken_up(text: &Text<'_>, lines: &[Line], head: usize, first: usize) -> usize {
    let lead = words(text, &lines[first]);
    let head = words(text, &lines[head]);
    head.iter()
        .filter(|w| w.chars().count() > 3 && lead.contains(w))
        .count()
}

fn is(layout: &Layout, k: usize, tag: Tag) -> bool {
    layout.nodes[layout.lines[k].node as usize].tag == tag
}

fn roles(layout: &Layout, k: usize) -> Roles {
    let mut n = layout.lines[k].node as usize;
    let mut roles = layout.lines[k].roles;
    for _ in 0..3 {
        let (from, to) = layout.nodes[n].lines;
        if to - from > 4 {
            break;
        }
        roles = roles.with(layout.nodes[n].roles);
        n = layout.nodes[n].parent as usize;
    }
    roles
}

/// The words of what the page declares its headline to be.
fn targets(
    text: &Text<'_>,
    layout: &Layout,
    lines: &[Line],
    title: Option<usize>,
) -> Vec<Vec<String>> {
    let of = |s: &str| -> Vec<String> {
        let t = Text::new(s);
        let words = (0..t.len()).filter(|&i| !t.is_punct(i));
        words.map(|i| t.norm(i).to_string()).collect()
    };
    let declared = layout.declared.headline.iter().take(6);
    let mut out: Vec<Vec<String>> = declared.map(|h| of(h)).collect();
    if let Some(k) = title {
        let span = lines[k].span;
        let whole = span.of(text.original());
        out.push(of(without_site(whole, 0).of(whole)));
        out.push(of(whole));
    }
    out.retain(|t| t.len() >= 2);
    out
}

fn words<'t>(text: &'t Text<'_>, l: &Line) -> Vec<&'t str> {
    let words = l.tokens.clone().filter(|&i| !text.is_punct(i));
    words.map(|i| text.norm(i)).collect()
}

/// Twice the words in common over the words of both.
fn overlap(a: &[&str], b: &[String]) -> f32 {
    let common = a.iter().filter(|w| b.iter().any(|x| x == *w)).count();
    2.0 * common as f32 / (a.len() + b.len()).max(1) as f32
}

/// The span of a title without the site's name.
fn without_site(title: &str, at: usize) -> Span {
    let marks = [
        " - ", " | ", " – ", " — ", " :: ", "::", " » ", " « ", "|", " • ",
    ];
    let mut pieces = vec![(0, title.len())];
    for mark in marks {
        let mut cut = Vec::new();
        for (from, to) in pieces {
            let mut start = from;
            for (k, m) in title[from..to].match_indices(mark) {
                cut.push((start, from + k));
                start = from + k + m.len();
            }
            cut.push((start, to));
        }
        pieces = cut;
    }
    let longest = pieces
        .into_iter()
        .max_by_key(|&(from, to)| title[from..to].split_whitespace().count());
    let (from, to) = longest.unwrap_or((0, title.len()));
    Span::new(at + from, at + to)
}

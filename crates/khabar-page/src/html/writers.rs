//! Who wrote an article, by what its lines call themselves and what the page
//! declares.

use crate::PageReader;
use crate::byline::{Part, PartKind};
use crate::line::{Byline, Line};
use crate::outlet::{folded_name, folded_words};
use khabar_model::{Article, BlockKind, Layout, Roles, Span};
use khabar_text::Text;

/// Adds writers that the lines alone did not tell.
pub fn fill(
    reader: &PageReader,
    text: &Text<'_>,
    layout: &Layout,
    lines: &[Line],
    articles: &mut [Article],
) {
    let declared = &layout.declared.authors;
    let declared: Vec<String> = declared.iter().map(|n| folded_name(n)).collect();
    for k in 0..articles.len() {
        let others = articles.iter().enumerate().filter(|(j, _)| *j != k);
        let taken: Vec<Span> = others
            .flat_map(|(_, a)| a.blocks.iter().map(|b| b.span))
            .collect();
        let mut found = named(reader, text, layout, lines, &articles[k]);
        let a = &mut articles[k];
        if k == 0 {
            let free = |l: &&Line| !taken.contains(&l.span) && !is(a, BlockKind::Body, l.span);
            let names = lines.iter().filter(free);
            let names: Vec<Span> = names.flat_map(|l| names_of(text, l, &declared)).collect();
            for span in names {
                let name = folded_name(span.of(text.original()));
                let known = |s: &Span| folded_name(s.of(text.original())) == name;
                if !a.bylines.iter().any(known) {
                    a.bylines.push(span);
                }
            }
        }
        found.retain(|p| matches!(p.kind, PartKind::Person | PartKind::Unknown));
        for p in found {
            let span = p.span(text);
            let taken = a.bylines.iter().any(|s| s.overlaps(span))
                || a.datelines.iter().any(|s| s.overlaps(span))
                || a.credits.iter().any(|c| c.span.overlaps(span));
            let more = p.name.split(' ').count() <= 5 && p.name.chars().any(char::is_alphabetic);
            if !taken && more && !p.name.is_empty() {
                a.bylines.push(span);
            }
        }
    }
}

fn is(a: &Article, kind: BlockKind, span: Span) -> bool {
    a.blocks.iter().any(|b| b.kind == kind && b.span == span)
}

/// The parts of lines that call themselves the author's: of the article's own,
/// and of a name alone between its headline and its text.
fn named(
    reader: &PageReader,
    text: &Text<'_>,
    layout: &Layout,
    lines: &[Line],
    a: &Article,
) -> Vec<Part> {
    let head = a.headline.map_or(u32::MAX as usize, Span::start);
    let body = a.body().next().map_or(0, Span::start);
    let mut found = Vec::new();
    for (l, at) in lines.iter().zip(&layout.lines) {
        let between = (head..body).contains(&l.span.start()) && l.byline == Byline::Name;
        if !between && !is(a, BlockKind::Meta, l.span) {
            continue;
        }
        let node = &layout.nodes[at.node as usize];
        let mut roles = at.roles.with(node.roles);
        let parent = &layout.nodes[node.parent as usize];
        if parent.lines.1 - parent.lines.0 <= 2 {
            roles = roles.with(parent.roles);
        }
        let dated = l.date.is_some() || at.time.is_some();
        if roles.has(Roles::AUTHOR) && !dated && (1..=8).contains(&l.words) {
            found.extend(
                reader
                    .names()
                    .parts_apart(text, l.tokens.clone(), &reader.outlets),
            );
        }
    }
    found
}

/// The names that a line is made of, if they are all declared to be authors'.
fn names_of(text: &Text<'_>, l: &Line, declared: &[String]) -> Vec<Span> {
    let mut names = Vec::new();
    if declared.is_empty() || !(2..=12).contains(&l.words) {
        return names;
    }
    let mut at = l.tokens.start;
    while at < l.tokens.end {
        if text.is_punct(at) || text.norm(at) == "و" {
            at += 1;
            continue;
        }
        // As many words as the name has, each with its title's stop.
        let until = (at + 10).min(l.tokens.end);
        let of_author = |&to: &usize| declared.contains(&folded_words(text, at, to));
        let Some(to) = (at + 1..=until).rev().find(of_author) else {
            return Vec::new();
        };
        names.push(text.span(at, to));
        at = to;
    }
    names
}

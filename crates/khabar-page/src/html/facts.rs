//! What the markup tells of an article beyond its lines: days, outlet, writers.

use crate::PageReader;
use crate::line::Line;
use crate::outlet::folded_name;
use khabar_model::{
    Article, BlockKind, Capture, Claim, Layout, Outlet, Page, Published, PublishedFrom, Roles, Span,
};
use khabar_text::Text;

/// Fills in what the lines of each article did not tell. The first article is
/// the one that the page's declarations speak of.
pub fn fill(
    reader: &PageReader,
    text: &Text<'_>,
    lines: &[Line],
    capture: &Capture,
    layout: &Layout,
    page: &mut Page,
) {
    let d = &layout.declared;
    if let Some(main) = page.articles.first_mut() {
        let timed = timed(layout, lines, main);
        let claims = d.published.iter().chain(&timed.0);
        if let Some(p) = claims
            .filter_map(declared)
            .find(|p| before_fetch(p, capture))
        {
            let printed = main.published.take();
            let evidence = printed.filter(|q| q.day == p.day).and_then(|q| q.evidence);
            main.published = Some(Published { evidence, ..p });
        }
        let day = main.published.as_ref().map(|p| p.day.clone());
        let updates = d.updated.iter().chain(&timed.1).filter_map(declared);
        let later = |p: &Published| Some(&p.day) >= day.as_ref();
        main.updated = updates.filter(later).find(|p| before_fetch(p, capture));
        writers(reader, text, layout, lines, main);
    }
    let site = d.site.as_deref().or(title_site(text, lines, layout, page));
    for a in &mut page.articles {
        let known = a.outlet.as_ref().is_some_and(|o| o.evidence.is_none());
        if let Some(site) = site.filter(|_| !known) {
            let row = reader.outlets.by_name(&folded_name(site));
            a.outlet = Some(Outlet {
                name: row.map_or(site, |o| o.name.as_str()).to_string(),
                evidence: None,
            });
        }
    }
}

/// A time as it is declared (`2025-03-02T10:11:12+03:00`): its day as written.
fn declared(claim: &Claim) -> Option<Published> {
    let v = claim.value.trim();
    let day = iso_day(v)
        .or_else(|| compact_day(v))
        .or_else(|| rfc_day(v))?;
    Some(Published {
        day,
        from: PublishedFrom::Declared,
        evidence: None,
        field: Some(claim.field),
    })
}

fn before_fetch(p: &Published, capture: &Capture) -> bool {
    capture.retrieved_day().is_none_or(|r| p.day.as_str() <= r)
}

fn day(year: &str, month: &str, day: &str) -> Option<String> {
    let (y, m, d): (u16, u8, u8) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let real = (1990..=2100).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
    real.then(|| format!("{y:04}-{m:02}-{d:02}"))
}

/// `2025-03-02…`, `2025/3/2 10:11`.
fn iso_day(v: &str) -> Option<String> {
    let mut parts = v.split(['-', '/', 'T', ' ', '\u{a0}']);
    let (y, m, d) = (parts.next()?, parts.next()?, parts.next()?);
    (y.len() == 4).then(|| day(y, m, d))?
}

/// `20250302`, `20250302T101112Z`.
fn compact_day(v: &str) -> Option<String> {
    let v = v
        .get(..8)
        .filter(|v| v.bytes().all(|b| b.is_ascii_digit()))?;
    day(&v[..4], &v[4..6], &v[6..])
}

/// `Sun, 02 Mar 2025 10:11:12 GMT`, `Mar 2, 2025`, `02/03/2025 - 10:11`.
fn rfc_day(v: &str) -> Option<String> {
    let words: Vec<&str> = v
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let month = |w: &str| {
        let w = w.to_ascii_lowercase();
        months
            .iter()
            .position(|m| w.starts_with(m))
            .map(|k| (k + 1).to_string())
    };
    let at = words.iter().position(|w| month(w).is_some());
    let Some(at) = at else {
        // Day first, as the Arabic press writes.
        let [d, m, y, ..] = words.as_slice() else {
            return None;
        };
        return (y.len() == 4).then(|| day(y, m, d))?;
    };
    let m = month(words[at])?;
    let year = words[at + 1..].iter().find(|w| w.len() == 4)?;
    let number = |w: &&str| w.parse::<u8>().is_ok();
    let d = words[..at]
        .last()
        .filter(|w| number(w))
        .or(words.get(at + 1).filter(|w| number(w)))?;
    day(year, &m, d)
}

/// Days that `time` elements of the article's own lines declare: published,
/// and updated.
fn timed(layout: &Layout, lines: &[Line], a: &Article) -> (Vec<Claim>, Vec<Claim>) {
    let (mut published, mut updated) = (Vec::new(), Vec::new());
    let own = |s: Span| {
        a.blocks
            .iter()
            .any(|b| b.kind != BlockKind::Body && b.span == s)
    };
    for (l, at) in lines.iter().zip(&layout.lines) {
        let Some(time) = at.time.clone().filter(|_| own(l.span)) else {
            continue;
        };
        let node = &layout.nodes[at.node as usize];
        let roles = at.roles.with(node.roles);
        let list = if roles.has(Roles::UPDATED) && !roles.has(Roles::DATE) {
            &mut updated
        } else {
            &mut published
        };
        list.push(Claim {
            field: "time",
            value: time,
        });
    }
    (published, updated)
}

/// Names on lines that call themselves the author's.
fn writers(reader: &PageReader, text: &Text<'_>, layout: &Layout, lines: &[Line], a: &mut Article) {
    let meta = |s: Span| {
        a.blocks
            .iter()
            .any(|b| b.kind == BlockKind::Meta && b.span == s)
    };
    let mut found = Vec::new();
    for (l, at) in lines
        .iter()
        .zip(&layout.lines)
        .filter(|(l, _)| meta(l.span))
    {
        let mut roles = at.roles.with(layout.nodes[at.node as usize].roles);
        let parent = &layout.nodes[layout.nodes[at.node as usize].parent as usize];
        if parent.lines.1 - parent.lines.0 <= 2 {
            roles = roles.with(parent.roles);
        }
        let dated = l.date.is_some() || at.time.is_some();
        if !roles.has(Roles::AUTHOR) || dated || l.words > 8 || l.words == 0 {
            continue;
        }
        for p in reader
            .names()
            .parts(text, l.tokens.clone(), &reader.outlets)
        {
            found.push(p);
        }
    }
    use crate::byline::PartKind;
    for p in found {
        let span = p.span(text);
        let known = |s: &Span| s.overlaps(span);
        let taken = a.bylines.iter().any(known)
            || a.datelines.iter().any(known)
            || a.credits.iter().any(|c| c.span.overlaps(span));
        let named = matches!(p.kind, PartKind::Person | PartKind::Unknown);
        let more = p.name.split(' ').count() <= 5 && p.name.chars().any(char::is_alphabetic);
        if !taken && named && more && !p.name.is_empty() {
            a.bylines.push(span);
        }
    }
}

/// The part of the page's title that is not the headline, where it is short.
fn title_site<'t>(
    text: &Text<'t>,
    lines: &[Line],
    layout: &Layout,
    page: &Page,
) -> Option<&'t str> {
    let is_title = |at: &khabar_model::LineLayout| {
        layout.nodes[at.node as usize].tag == khabar_model::Tag::Title
    };
    let k = layout.lines.iter().position(is_title)?;
    let title = lines[k].span.of(text.original());
    let head = super::articles::without_site(title, 0);
    let rest = [&title[..head.start()], &title[head.end()..]];
    let rest = rest.into_iter().max_by_key(|r| r.len())?;
    let site = rest
        .split(['|', '«', '»'])
        .flat_map(|r| r.split(" - "))
        .map(|r| r.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|r| !r.is_empty())
        .last()?;
    let headline = page
        .articles
        .first()
        .and_then(|a| a.headline)?
        .of(text.original());
    (site.split_whitespace().count() <= 5 && !headline.contains(site)).then_some(site)
}

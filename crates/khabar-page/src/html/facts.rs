//! What the markup tells of an article beyond its lines: days, outlet, writers.

use super::writers;
use crate::line::Line;
use crate::outlet::{folded_name, folded_words};
use crate::{PageReader, credit, dateline, metadata, site};
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
    let site = site(reader, text, lines, layout, capture, page);
    for a in &mut page.articles {
        let known = a.outlet.as_ref().is_some_and(|o| o.evidence.is_none());
        if let Some(site) = site.as_ref().filter(|_| !known) {
            a.outlet = Some(site.clone());
        }
    }
    let Some(main) = page.articles.first_mut() else {
        return;
    };
    let timed = timed(layout, lines, main);
    let claims = d.published.iter().chain(&timed.0);
    if let Some((p, claim)) = first_day(claims, capture) {
        let evidence = main
            .published
            .take()
            .filter(|q| q.day == p.day)
            .and_then(|q| q.evidence);
        // The same time to the second is no update.
        let updates = d
            .updated
            .iter()
            .chain(&timed.1)
            .filter(|c| c.value != claim.value);
        let updated = first_day(updates, capture).map(|u| u.0);
        main.updated = updated.filter(|u| u.day >= p.day).or(main.updated.take());
        main.published = Some(Published { evidence, ..p });
    } else if main
        .published
        .as_ref()
        .is_none_or(|p| p.from == PublishedFrom::Address)
    {
        let printed = printed_near(reader, text, lines, layout, capture, main);
        main.published = main.published.take().or(printed);
    }
    writers::fill(reader, text, layout, lines, &mut page.articles);
    for a in &mut page.articles {
        credit::under_text(reader, text, lines, a);
        own_name(text, a);
        dateline::beside_own_name(reader, text, a);
    }
}

/// The first of the claims that is a day on which the page was not yet fetched.
fn first_day<'c>(
    claims: impl Iterator<Item = &'c Claim>,
    capture: &Capture,
) -> Option<(Published, &'c Claim)> {
    claims
        .filter_map(|c| Some((declared(c)?, c)))
        .find(|(p, _)| before_fetch(p, capture))
}

/// A whole date in a line near the article that belongs to nothing else: over
/// the first post of a forum, or under the signature of a communiqué.
fn printed_near(
    reader: &PageReader,
    text: &Text<'_>,
    lines: &[Line],
    layout: &Layout,
    capture: &Capture,
    a: &Article,
) -> Option<Published> {
    let body: Vec<usize> = (0..lines.len())
        .filter(|&k| a.body().any(|s| s == lines[k].span))
        .collect();
    let (first, last) = (*body.first()?, *body.last()?);
    let behind = (last + 1..(last + 6).min(lines.len())).find_map(|k| {
        let near = lines[k].words <= 8 && layout.lines[k].linked == 0;
        near.then(|| metadata::printed(reader, text, lines[k].span, capture))?
    });
    let thread = layout.nodes.iter().any(|n| n.roles.has(Roles::POST));
    let above = || {
        // A post's own line has the time of day, a masthead has not.
        let clock = |k: usize| {
            let mut r = lines[k].tokens.clone();
            r.any(|i| text.is_number(i) && text.raw(i + 1) == ":" && text.is_number(i + 2))
        };
        (first.saturating_sub(24)..first)
            .rev()
            .filter(|&k| clock(k))
            .find_map(|k| metadata::printed(reader, text, lines[k].span, capture))
    };
    if thread {
        above().or(behind)
    } else {
        behind.or_else(above)
    }
}

/// The site's own name is no writer, nor a place.
fn own_name(text: &Text<'_>, a: &mut Article) {
    let Some(outlet) = &a.outlet else { return };
    let own = folded_name(&outlet.name);
    let own: Vec<&str> = own.split(' ').collect();
    let other = |s: &Span| {
        let name = folded_name(s.of(text.original()));
        !name.split(' ').all(|w| own.contains(&w))
    };
    a.bylines.retain(other);
    a.datelines.retain(other);
}

/// Whose page it is: what it declares; else the name that its title has beside
/// the headline, its head or its rights line; a title that is no headline.
fn site(
    reader: &PageReader,
    text: &Text<'_>,
    lines: &[Line],
    layout: &Layout,
    capture: &Capture,
    page: &Page,
) -> Option<Outlet> {
    let d = &layout.declared;
    let address = d.address.as_deref().filter(|_| capture.url.is_none());
    if let Some(row) = address.and_then(|a| reader.outlets.by_url(a)) {
        return Some(Outlet {
            name: row.name.clone(),
            evidence: None,
        });
    }
    if let Some(site) = &d.site {
        return Some(metadata::named(reader, site, None));
    }
    let span = title_site(text, lines, layout, page)
        .or_else(|| masthead(lines, layout))
        .or_else(|| site::rights_holder(text))?;
    let marks = [':', '-', '|', '«', '»', '.', ' ', '–', '•'];
    let span = span.trim(text.original(), &marks);
    Some(metadata::named(
        reader,
        span.of(text.original()),
        Some(span),
    ))
}

/// The first short line of a block that is named for the site's head.
fn masthead(lines: &[Line], layout: &Layout) -> Option<Span> {
    let head = |n: usize| {
        let parent = &layout.nodes[layout.nodes[n].parent as usize];
        let small = parent.lines.1 - parent.lines.0 <= 3;
        let up = if small {
            parent.roles
        } else {
            Roles::default()
        };
        layout.nodes[n].roles.with(up).has(Roles::MASTHEAD)
    };
    let found = (0..lines.len().min(60))
        .find(|&k| head(layout.lines[k].node as usize) && (1..=5).contains(&lines[k].words));
    found.map(|k| lines[k].span)
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

/// The part of the page's title that is not the headline, where it is short;
/// all of a title that has nothing of the headline.
fn title_site(text: &Text<'_>, lines: &[Line], layout: &Layout, page: &Page) -> Option<Span> {
    let is_title =
        |k: &usize| layout.nodes[layout.lines[*k].node as usize].tag == khabar_model::Tag::Title;
    let k = (0..lines.len()).find(is_title)?;
    let headline = page.articles.first().and_then(|a| a.headline)?;
    let words: Vec<&str> = text.tokens_in(headline).map(|i| text.norm(i)).collect();
    // Pieces between marks; those made of the headline's words are its.
    let mut pieces = Vec::new();
    let r = lines[k].tokens.clone();
    let mut from = r.start;
    for i in r.clone().chain([r.end]) {
        let mark = i == r.end
            || matches!(text.raw(i), "|" | ":" | "»" | "«" | "•" | "–" | "—" | "·")
            || text.raw(i) == "-";
        if mark {
            let said = (from..i).filter(|&j| text.is_word(j)).count();
            let own = (from..i)
                .filter(|&j| text.is_word(j) && words.contains(&text.norm(j)))
                .count();
            if said > 0 && own * 2 < said && said <= 5 {
                pieces.push(text.span(from, i));
            }
            from = i + 1;
        }
    }
    // A name stands at either end: the last piece is the site, unless the title
    // begins with it.
    let title = lines[k].span;
    let leads = pieces
        .first()
        .filter(|p| p.start() <= title.start() + 8)
        .copied();
    let ends = pieces
        .last()
        .filter(|p| p.end() + 8 >= title.end())
        .copied();
    match (leads, ends) {
        // Nothing of the headline is in it: the piece that the page repeats.
        (Some(a), Some(b)) if a != b => {
            let times = |s: Span| {
                let name = folded_name(s.of(text.original()));
                let short = lines.iter().filter(|l| (1..=12).contains(&l.words));
                let words = short.map(|l| folded_words(text, l.tokens.start, l.tokens.end));
                words.filter(|w| w.contains(&name)).count()
            };
            Some(if times(b) > times(a) { b } else { a })
        }
        (a, b) => b.or(a),
    }
}

//! Headline, outlet, printed publication day, datelines and bylines of the
//! articles found.

use crate::byline::{Part, PartKind};
use crate::line::Line;
use crate::outlet::folded_name;
use crate::phrases::PhraseClass;
use crate::{PageReader, credit, dateline, site};
use khabar_model::{
    Article, ArticleKind, BlockKind, Capture, Outlet, Page, Published, PublishedFrom, Span,
};
use khabar_text::Text;
use khabar_text::fold::fold;
use std::ops::Range;

/// Fills in what the lines of each article say about it.
pub fn fill(
    reader: &PageReader,
    text: &Text<'_>,
    lines: &[Line],
    capture: &Capture,
    page: &mut Page,
) {
    let by_url = capture
        .url
        .as_deref()
        .and_then(|u| reader.outlets.by_url(u))
        .map(|o| o.name.clone());
    for article in &mut page.articles {
        let original = text.original();
        if article.headline.is_none() {
            let mut heads = article
                .blocks
                .iter()
                .filter(|b| b.kind == BlockKind::Headline);
            article.headline = heads.next().map(|b| b.span.trim(original, &[]));
        }
        article.published = published(reader, text, article, capture);
        // Of plain text only what is printed counts, as its gold has it.
        let main = article.kind == ArticleKind::Main && capture.page.is_some();
        if article.published.is_none() && main {
            article.published = addressed(capture);
        }
        article.updated = updated(reader, text, article, capture);
        article.outlet = match &by_url {
            Some(name) => Some(Outlet {
                name: name.clone(),
                evidence: None,
            }),
            None => printed_outlet(reader, text, lines, article),
        };
        bylines(reader, text, article);
        credit::in_text(reader, text, article);
        // An outlet does not credit itself.
        if let Some(o) = &article.outlet {
            article.credits.retain(|c| c.name != o.name);
        }
    }
    // Articles on one page come from one site unless they say otherwise.
    let site = page.articles.iter().find_map(|a| a.outlet.clone());
    let site = site.or_else(|| {
        let span = site::rights_holder(text)?;
        Some(named(reader, span.of(text.original()), Some(span)))
    });
    for article in &mut page.articles {
        if article.outlet.is_none() {
            article.outlet = site.clone();
        }
        dateline::beside_own_name(reader, text, article);
    }
}

/// The outlet of a name as printed: under its usual name, if it is known.
pub fn named(reader: &PageReader, name: &str, evidence: Option<Span>) -> Outlet {
    let row = reader.outlets.by_name(&folded_name(name));
    Outlet {
        name: row.map_or(name, |o| o.name.as_str()).to_string(),
        evidence,
    }
}

fn meta(a: &Article) -> impl Iterator<Item = Span> + '_ {
    a.blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Meta)
        .map(|b| b.span)
}

/// A whole date printed among the article's metadata, that of an update last.
/// A day after the page was fetched is not one.
fn published(
    reader: &PageReader,
    text: &Text<'_>,
    a: &Article,
    capture: &Capture,
) -> Option<Published> {
    let mut spans: Vec<Span> = meta(a).collect();
    spans.sort_by_key(|s| is_update(text, *s));
    spans
        .into_iter()
        .find_map(|s| printed(reader, text, s, capture))
}

/// A whole date printed with the word that the article was brought up to date.
fn updated(
    reader: &PageReader,
    text: &Text<'_>,
    a: &Article,
    capture: &Capture,
) -> Option<Published> {
    let day = a.published.as_ref().map(|p| p.day.as_str());
    meta(a)
        .filter(|s| is_update(text, *s))
        .find_map(|s| printed(reader, text, s, capture))
        .filter(|u| day.is_some_and(|day| u.day.as_str() > day))
}

fn is_update(text: &Text<'_>, s: Span) -> bool {
    let updates = |k| {
        matches!(
            text.norm(k),
            "تحديث" | "التحديث" | "حدث" | "updated" | "update"
        )
    };
    text.tokens_in(s).take(4).any(updates)
}

/// The whole date printed in `s`.
pub fn printed(
    reader: &PageReader,
    text: &Text<'_>,
    s: Span,
    capture: &Capture,
) -> Option<Published> {
    let day = reader.months().first_day(text, text.tokens_in(s))?;
    let before = |r: &str| day.iso().as_str() <= r;
    capture
        .retrieved_day()
        .is_none_or(before)
        .then(|| Published {
            day: day.iso(),
            from: PublishedFrom::Explicit,
            evidence: Some(text.span(day.tokens.start, day.tokens.end)),
            field: None,
        })
}

/// The day in the page's address: `/2006/05/17/`, `/20060517/`, `2006-05-17`.
fn addressed(capture: &Capture) -> Option<Published> {
    let url = capture.url.as_deref()?;
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = &path[path.find('/')?..];
    let parts: Vec<&str> = path.split(|c: char| !c.is_ascii_digit()).collect();
    let day = |y: &str, m: &str, d: &str| {
        let (y, m, d): (u16, u8, u8) = (y.parse().ok()?, m.parse().ok()?, d.parse().ok()?);
        let real = (1995..=2100).contains(&y) && (1..=12).contains(&m) && (1..=31).contains(&d);
        real.then(|| format!("{y:04}-{m:02}-{d:02}"))
    };
    let apart = parts.windows(3).find_map(|w| {
        (w[0].len() == 4 && w[1].len() <= 2 && w[2].len() <= 2).then(|| day(w[0], w[1], w[2]))?
    });
    let joined = || {
        let eight = parts.iter().filter(|p| p.len() == 8);
        eight.clone().find_map(|p| day(&p[..4], &p[4..6], &p[6..]))
    };
    let day = apart.or_else(joined)?;
    let before = |r: &str| day.as_str() <= r;
    capture
        .retrieved_day()
        .is_none_or(before)
        .then_some(Published {
            day,
            from: PublishedFrom::Address,
            evidence: None,
            field: None,
        })
}

/// Splits byline lines into dateline places, writers and agencies; where the
/// text itself is led by a dateline, that too.
fn bylines(reader: &PageReader, text: &Text<'_>, a: &mut Article) {
    let other = |s: &Span| {
        a.captions.contains(s)
            || a.keywords.contains(s)
            || a.kicker == Some(*s)
            || a.section == Some(*s)
    };
    let lines: Vec<Span> = meta(a).filter(|s| !other(s)).collect();
    for line in lines {
        let r = text.tokens_in(line);
        match reader.months().first_day(text, r.clone()) {
            None => {
                let parts = reader.names().parts_apart(text, r, &reader.outlets);
                parts_of_byline(reader, text, &parts, a);
            }
            // `حرره: فلان الأربعاء 20 أوت 2025`: only a name is sure there.
            Some(day) => {
                let before =
                    reader
                        .names()
                        .parts_apart(text, r.start..day.tokens.start, &reader.outlets);
                let after =
                    reader
                        .names()
                        .parts_apart(text, day.tokens.end..r.end, &reader.outlets);
                let people = before
                    .iter()
                    .chain(&after)
                    .filter(|p| p.kind == PartKind::Person);
                a.bylines.extend(people.map(|p| p.span(text)));
                // `المكلا: الاثنين 1 سبتمبر 2025`
                let first = before.first().filter(|p| p.kind == PartKind::Place);
                a.datelines.extend(first.map(|p| p.span(text)));
            }
        }
    }
    let original = text.original();
    let mut seen = Vec::new();
    a.datelines.retain(|s| !repeated(&mut seen, s.of(original)));
    a.bylines.retain(|s| !repeated(&mut seen, s.of(original)));
    if a.datelines.is_empty() {
        let lead = a.body().take(2).find_map(|b| {
            let lead = dateline::before_colon(text, b);
            lead.or_else(|| reader.names().leading_place(text, text.tokens_in(b)))
        });
        let parts = lead.map(|r| reader.names().parts_apart(text, r, &reader.outlets));
        if let Some(parts) = parts.filter(|p| p.iter().any(|p| p.kind != PartKind::Unknown)) {
            parts_of_lead(reader, text, &parts, a, true);
        }
    }
    if a.datelines.is_empty() {
        let place = a
            .body()
            .next()
            .and_then(|b| dateline::of_wire(reader, text, b));
        a.datelines.extend(place);
    }
}

/// Whether `name` was among those `seen`; it is now.
fn repeated(seen: &mut Vec<String>, name: &str) -> bool {
    let name = folded_name(name);
    let before = seen.contains(&name);
    seen.push(name);
    before
}

fn parts_of_byline(reader: &PageReader, text: &Text<'_>, parts: &[Part], a: &mut Article) {
    parts_of_lead(reader, text, parts, a, false);
}

/// `leads`: the parts lead the text, so that a place alone is its dateline.
fn parts_of_lead(
    reader: &PageReader,
    text: &Text<'_>,
    parts: &[Part],
    a: &mut Article,
    leads: bool,
) {
    // `انتهى/ ع ح/ ن س`: who wrote and who sent it, for the agency itself.
    if parts
        .iter()
        .any(|p| p.kind == PartKind::Unknown && is_initials(&p.name))
    {
        return;
    }
    let own = a.outlet.as_ref().map(|o| o.name.as_str());
    let is_own = |p: &Part| {
        let row = reader.outlets.by_name(&p.name);
        row.is_some_and(|o| Some(o.name.as_str()) == own)
    };
    let placed = parts.iter().any(|p| p.kind == PartKind::Place);
    let outlet = parts
        .iter()
        .any(|p| p.kind == PartKind::Outlet || p.kind == PartKind::Agency);
    let only = parts.len() == 1;
    let mut seen_own_place = false;
    for (k, p) in parts.iter().enumerate() {
        let span = p.span(text);
        match p.kind {
            PartKind::Agency => {
                let c = credit::of_agency(reader, &p.name, span);
                if a.credits.iter().all(|o| o.name != c.name) {
                    a.credits.push(c);
                }
            }
            PartKind::Place if !only || leads => a.datelines.push(span),
            PartKind::PlaceOrOutlet if only && !leads => {}
            // `دبي - الرياض` is the paper's; `الرياض - فلان` the city.
            PartKind::PlaceOrOutlet if is_own(p) && (placed || k > 0 || seen_own_place) => {}
            PartKind::PlaceOrOutlet => {
                seen_own_place = true;
                a.datelines.push(span);
            }
            PartKind::Person => a.bylines.push(span),
            // An unknown first part beside a name or an outlet is a small place.
            PartKind::Unknown if p.name.contains(char::is_numeric) || is_clause(&p.name) => {}
            PartKind::Unknown
                if !only && !placed && a.datelines.is_empty() && (k == 0 || outlet) =>
            {
                a.datelines.push(span)
            }
            PartKind::Unknown if !only && !p.name.contains(char::is_numeric) => {
                a.bylines.push(span)
            }
            _ => {}
        }
    }
}

/// Words that stand in no name: `باحثة في الاقتصاد`, `بعد وقت إضافي`.
fn is_clause(name: &str) -> bool {
    let inner = |w| {
        matches!(
            w,
            "في" | "من" | "علي" | "عن" | "الي" | "مع" | "بعد" | "قبل" | "تحت"
        )
    };
    name.split(' ').any(inner)
}

/// Single letters, two at least.
fn is_initials(name: &str) -> bool {
    name.contains(' ') && name.split(' ').all(|w| w.chars().count() == 1)
}

/// The outlet as the page prints it: a line of its own, a dateline
/// (`بغداد/ الأفق:`), who received a communiqué (`تلقته "…"`), `المصدر:`.
fn printed_outlet(
    reader: &PageReader,
    text: &Text<'_>,
    lines: &[Line],
    a: &Article,
) -> Option<Outlet> {
    let outlet = |span: Span| {
        let marks = ['"', '«', '»', '“', '”', '.', ':', '-', '/', '(', ')'];
        let span = span.trim(text.original(), &marks);
        let words = span.of(text.original());
        let name = match reader.outlets.by_name(&folded_name(words)) {
            Some(o) => o.name.clone(),
            None => words.to_string(),
        };
        (!name.is_empty()).then_some(Outlet {
            name,
            evidence: Some(span),
        })
    };
    let received = a.body().find_map(|b| received_by(text, b));
    if let Some(o) = received.and_then(outlet) {
        return Some(o);
    }
    // المصدر: X
    let source = lines.iter().find(|l| {
        l.phrase == Some(PhraseClass::Meta)
            && fold(l.span.of(text.original())).starts_with("المصدر")
    });
    let source = source.and_then(|l| text_after_colon(text, l));
    // `المصدر: وكالات` names none.
    let agencies = |s: &Span| folded_name(s.of(text.original())).starts_with("وكالات");
    let source = source.filter(|s| !agencies(s));
    if let Some(o) = source.and_then(outlet) {
        return Some(o);
    }
    // A part of a metadata line, or of the dateline that leads the text.
    // Section names (العالم) are outlets' names too.
    let section = |s: &Span| {
        let class = lines.iter().find(|l| l.span == *s).and_then(|l| l.phrase);
        class == Some(PhraseClass::Meta)
    };
    let lead = a
        .body()
        .next()
        .and_then(|b| dateline::before_colon(text, b));
    let spans = meta(a).filter(|s| !section(s)).map(|s| text.tokens_in(s));
    for r in spans.chain(lead) {
        let parts = reader.names().parts(text, r, &reader.outlets);
        let placed = parts.iter().any(|p| p.kind == PartKind::Place);
        let named = parts.iter().find(|p| match p.kind {
            PartKind::Outlet => true,
            // An agency in a byline is credited; a site's name tells itself.
            PartKind::Unknown => named_like_outlet(&p.name),
            PartKind::PlaceOrOutlet => placed || parts.len() == 1,
            _ => false,
        });
        if let Some(o) = named.and_then(|p| outlet(p.span(text))) {
            return Some(o);
        }
    }
    // A line of the page that is nothing but an outlet's name.
    let alone = lines.iter().find(|l| l.outlet && l.phrase.is_none());
    if let Some(o) = alone.and_then(|l| outlet(l.span)) {
        return Some(o);
    }
    let told = site::of_application(text, lines)
        .or_else(|| lines_with_meta(text, a).find_map(|r| site::beside_place(reader, text, r)));
    told.and_then(outlet)
}

/// The tokens of the article's metadata, and of the dateline that leads its text.
fn lines_with_meta<'t>(
    text: &'t Text<'_>,
    a: &'t Article,
) -> impl Iterator<Item = Range<usize>> + 't {
    let lead = a
        .body()
        .next()
        .and_then(|b| dateline::before_colon(text, b));
    meta(a).map(|s| text.tokens_in(s)).chain(lead)
}

/// The quoted name behind "which … received": `تلقته "الأفق"`.
fn received_by(text: &Text<'_>, body: Span) -> Option<Span> {
    let r = text.tokens_in(body);
    let verb = |k: &usize| {
        matches!(
            text.norm(*k),
            "تلقته"
                | "تلقت"
                | "تلقتها"
                | "تلقاه"
                | "تلقي"
                | "تسلمته"
                | "ورد"
                | "اطلعت"
                | "وصل"
        )
    };
    r.clone().filter(verb).find_map(|k| {
        let skip = usize::from(text.norm(k + 1).len() <= 6 && text.is_word(k + 1));
        let noun = matches!(
            text.norm(k + 1),
            "وكاله" | "صحيفه" | "جريده" | "موقع" | "شبكه" | "قناه"
        );
        let open = k + 1 + usize::from(noun || skip == 1);
        let quoted = matches!(text.raw(open), "\"" | "«" | "“");
        let close =
            (open + 1..(open + 7).min(r.end)).find(|&j| matches!(text.raw(j), "\"" | "»" | "”"))?;
        (quoted && close > open + 1).then(|| text.span(open + 1, close))
    })
}

/// A word that only outlets have in their names.
fn named_like_outlet(folded: &str) -> bool {
    let words: Vec<&str> = folded.split(' ').collect();
    let daily = words.len() == 2 && words[1] == "اليوم";
    let of_outlets = |w: &&str| {
        matches!(
            *w,
            "نيوز"
                | "نت"
                | "اونلاين"
                | "برس"
                | "صحيفه"
                | "جريده"
                | "وكاله"
                | "شبكه"
                | "بوابه"
        )
    };
    words.len() <= 4 && (daily || words.iter().any(of_outlets))
}

fn text_after_colon(text: &Text<'_>, l: &Line) -> Option<Span> {
    let colon = l.tokens.clone().find(|&k| text.raw(k) == ":")?;
    (colon + 1 < l.tokens.end).then(|| text.span(colon + 1, l.tokens.end))
}

//! Headline, outlet, printed publication day, datelines, bylines and credits
//! of the articles found.

use crate::PageReader;
use crate::line::{Line, PhraseClass, is_separator, text_parts};
use crate::outlet::folded_name;
use khabar_model::{
    Article, BlockKind, Capture, Credit, Outlet, Page, Published, PublishedFrom, Span,
};
use khabar_text::Text;
use khabar_text::fold::fold;

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
        article.headline = article
            .blocks
            .iter()
            .find(|b| b.kind == BlockKind::Headline)
            .map(|b| b.span.trim(original, &[]));
        article.published = published(reader, text, article, capture);
        bylines(reader, text, article);
        credits_in_text(reader, text, article);
        article.outlet = match &by_url {
            Some(name) => Some(Outlet {
                name: name.clone(),
                evidence: None,
            }),
            None => printed_outlet(reader, text, lines, article),
        };
        // An outlet does not credit itself.
        if let Some(o) = &article.outlet {
            article.credits.retain(|c| c.name != o.name);
        }
    }
    // Articles on one page come from one site unless they say otherwise.
    let site = page.articles.iter().find_map(|a| a.outlet.clone());
    for article in page.articles.iter_mut().filter(|a| a.outlet.is_none()) {
        article.outlet = site.clone();
    }
}

/// A whole date printed among the article's metadata. A day after the page was
/// fetched is not one.
fn published(
    reader: &PageReader,
    text: &Text<'_>,
    a: &Article,
    capture: &Capture,
) -> Option<Published> {
    let meta = a.blocks.iter().filter(|b| b.kind == BlockKind::Meta);
    meta.filter_map(|b| reader.months().first_day(text, text.tokens_in(b.span)))
        .map(|d| (d.iso(), text.span(d.tokens.start, d.tokens.end)))
        .find(|(day, _)| capture.retrieved_day().is_none_or(|r| day.as_str() <= r))
        .map(|(day, span)| Published {
            day,
            from: PublishedFrom::Explicit,
            evidence: Some(span),
        })
}

/// Splits byline lines into dateline places, writers and agencies.
fn bylines(reader: &PageReader, text: &Text<'_>, a: &mut Article) {
    let meta: Vec<Span> = a
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Meta)
        .map(|b| b.span)
        .collect();
    for line in meta {
        let r = text.tokens_in(line);
        if reader.months().first_day(text, r.clone()).is_some()
            || text_parts(text, r.clone()).len() < 2
        {
            continue;
        }
        let mut from = r.start;
        let mut first = true;
        for k in r.start..=r.end {
            if k < r.end && !is_separator(text, k) {
                continue;
            }
            if k > from {
                let span = text
                    .span(from, k)
                    .trim(text.original(), &['«', '»', '"', '(', ')', '.']);
                let name = folded_name(span.of(text.original()));
                if let Some(o) = reader.outlets.by_name(&name).filter(|o| o.agency) {
                    a.credits.push(Credit {
                        span,
                        name: o.name.clone(),
                    });
                } else if matches!(name.as_str(), "وكالات" | "الوكالات") {
                    a.credits.push(Credit {
                        span,
                        name: "وكالات".to_string(),
                    });
                } else if matches!(
                    name.as_str(),
                    "متابعه" | "متابعات" | "كتب" | "كتبت" | "المصدر"
                ) || reader.outlets.by_name(&name).is_some()
                {
                    // The desk, the verb of a byline, or the outlet itself.
                } else if first {
                    a.datelines.push(span);
                } else {
                    a.bylines.push(span);
                }
                first &= a.datelines.is_empty();
            }
            from = k + 1;
        }
    }
}

/// Agencies credited in the running text: "حسب رويترز"، "نقلته وكالة…".
fn credits_in_text(reader: &PageReader, text: &Text<'_>, a: &mut Article) {
    let credits = |w: &str| matches!(w, "حسب" | "بحسب" | "نقلته" | "عن" | "نقلت" | "وفق");
    let bodies: Vec<Span> = a.body().collect();
    for span in bodies {
        let r = text.tokens_in(span);
        for k in r.clone().filter(|&k| credits(text.norm(k))) {
            let found = (1..=5).rev().find_map(|n| {
                let to = (k + 1 + n).min(r.end);
                let span = text.span(k + 1, to);
                let row = reader
                    .outlets
                    .agency(&folded_name(span.of(text.original())))?;
                Some(Credit {
                    span,
                    name: row.name.clone(),
                })
            });
            if let Some(c) = found.filter(|c| a.credits.iter().all(|o| o.name != c.name)) {
                a.credits.push(c);
            }
        }
    }
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
        let span = span.trim(
            text.original(),
            &['"', '«', '»', '“', '”', '.', ':', '-', '/', '(', ')'],
        );
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
    let known = |span: Span| {
        outlet(span).filter(|o| {
            let name = folded_name(&o.name);
            // An agency in a byline is credited; a site's name tells itself.
            reader
                .outlets
                .by_name(&name)
                .map_or(named_like_outlet(&name), |r| !r.agency)
        })
    };
    let received = a.body().find_map(|b| {
        let r = text.tokens_in(b);
        let k = r
            .clone()
            .find(|&k| matches!(text.norm(k), "تلقته" | "تلقت" | "تلقتها"))?;
        let open = k + 1;
        let quoted = matches!(text.raw(open), "\"" | "«" | "“");
        let close =
            (open + 1..(open + 7).min(r.end)).find(|&j| matches!(text.raw(j), "\"" | "»" | "”"))?;
        quoted.then(|| text.span(open + 1, close))
    });
    if let Some(o) = received.and_then(outlet) {
        return Some(o);
    }
    // المصدر: X
    let source = lines.iter().find(|l| {
        l.phrase == Some(PhraseClass::Meta)
            && fold(l.span.of(text.original())).starts_with("المصدر")
    });
    if let Some(o) = source
        .and_then(|l| text_after_colon(text, l))
        .and_then(outlet)
    {
        return Some(o);
    }
    // A part of a metadata line, or of the dateline that leads the text.
    // Section names (العالم) are outlets' names too.
    let section = |s: Span| {
        lines
            .iter()
            .any(|l| l.span == s && l.phrase == Some(PhraseClass::Meta))
    };
    let meta = a
        .blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Meta)
        .map(|b| b.span)
        .filter(|&s| !section(s));
    let lead = a.body().next().map(|b| {
        let r = text.tokens_in(b);
        let colon = r
            .clone()
            .take(9)
            .find(|&k| text.raw(k) == ":")
            .unwrap_or(r.start);
        text.span(r.start, colon)
    });
    for span in meta.chain(lead) {
        let r = text.tokens_in(span);
        let mut from = r.start;
        for k in r.start..=r.end {
            if k < r.end && !is_separator(text, k) {
                continue;
            }
            if k > from {
                if let Some(o) = known(text.span(from, k)) {
                    return Some(o);
                }
            }
            from = k + 1;
        }
    }
    // A line of the page that is nothing but an outlet's name.
    lines
        .iter()
        .find(|l| l.outlet && l.phrase.is_none())
        .and_then(|l| outlet(l.span))
}

/// A word that only outlets have in their names.
fn named_like_outlet(folded: &str) -> bool {
    let short = folded.split(' ').count() <= 4;
    let daily = folded.split(' ').count() == 2 && folded.ends_with(" اليوم");
    short && daily
        || short
            && folded.split(' ').any(|w| {
                matches!(
                    w,
                    "نيوز" | "نت" | "اونلاين" | "برس" | "صحيفه" | "جريده" | "وكاله"
                )
            })
}

fn text_after_colon(text: &Text<'_>, l: &Line) -> Option<Span> {
    let colon = l.tokens.clone().find(|&k| text.raw(k) == ":")?;
    (colon + 1 < l.tokens.end).then(|| text.span(colon + 1, l.tokens.end))
}

//! The place that leads a text, and the words it stands among: `بغداد/ الأفق:`,
//! `طرابلس 3 كانون الأول (المنارة) -`.

use crate::PageReader;
use crate::byline::{gap_parts, is_separator};
use crate::outlet::{folded_name, folded_words};
use khabar_model::{Article, Span};
use khabar_text::Text;
use std::ops::Range;

/// The tokens of a dateline before the first colon of a text.
pub fn before_colon(text: &Text<'_>, body: Span) -> Option<Range<usize>> {
    let r = text.tokens_in(body);
    let colon = r.clone().take(9).find(|&k| text.raw(k) == ":")?;
    let mark = |k: usize| matches!(text.raw(k), "/" | "-" | "–" | "(" | "،");
    let parted = (r.start..colon).any(|k| mark(k) || k > r.start && gap_parts(text, k));
    (parted || colon - r.start <= 2).then_some(r.start..colon)
}

/// The place before the day of an agency's report: `بغداد 12 آذار (ونا) -`,
/// `مسقط في 12 أكتوبر /وها/`.
pub fn of_wire(reader: &PageReader, text: &Text<'_>, body: Span) -> Option<Span> {
    let r = text.tokens_in(body);
    let day = r.clone().take(5).find(|&k| text.is_number(k))?;
    reader.months().at(text, day + 1)?;
    let end = day - usize::from(day > r.start && text.norm(day - 1) == "في");
    let named = reader.names().is_place(&folded_words(text, r.start, end));
    named.then(|| text.span(r.start, end))
}

/// The place beside the outlet's own name, where the list knows neither:
/// `المهدية – صدى المتوسط: علّق`, `السرو - أهل البلد - لليوم السادس`. A person
/// who stands there is the writer.
pub fn beside_own_name(reader: &PageReader, text: &Text<'_>, a: &mut Article) {
    let Some(outlet) = a.outlet.as_ref().filter(|_| a.datelines.is_empty()) else {
        return;
    };
    let own = folded_name(&outlet.name);
    let own = without_kind(&own);
    if own.is_empty() {
        return;
    }
    let before = |body: Span| {
        let r = text.tokens_in(body);
        let mut marks = r.clone().take(12).filter(|&k| is_separator(text, k));
        let (first, second) = (marks.next()?, marks.next()?);
        let near = (1..=3).contains(&(first - r.start));
        let name = folded_words(text, first + 1, second);
        (near && without_kind(&name) == own).then_some(r.start..first)
    };
    let Some(found) = a.body().take(2).find_map(before) else {
        return;
    };
    let span = text.span(found.start, found.end);
    if !reader
        .names()
        .is_person(&folded_words(text, found.start, found.end))
    {
        a.datelines.push(span);
    } else if a.bylines.is_empty() {
        a.bylines.push(span);
    }
}

/// An outlet's folded name without what kind of outlet it is: `قناة الأفق`.
pub fn without_kind(name: &str) -> &str {
    match name.split_once(' ') {
        Some((
            "وكاله" | "صحيفه" | "قناه" | "شبكه" | "موقع" | "جريده" | "مجله" | "اذاعه" | "بوابه",
            rest,
        )) => rest,
        _ => name,
    }
}

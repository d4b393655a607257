//! Whose site a page is, where neither its address nor its masthead tells: from
//! the line that reserves its rights (`جميع الحقوق محفوظة لصحيفة الأفق`), its
//! application (`تابع أحدث الأخبار عبر تطبيق …`), or a name beside the dateline's
//! place that the page uses again (`بغداد: الأفق`).

use crate::PageReader;
use crate::byline::PartKind;
use crate::line::Line;
use crate::outlet::folded_words;
use khabar_model::Span;
use khabar_text::Text;
use std::ops::Range;

/// Whose application a line invites to.
pub fn of_application(text: &Text<'_>, lines: &[Line]) -> Option<Span> {
    lines.iter().filter(|l| l.words <= 12).find_map(|l| {
        let at = l.tokens.clone().find(|&k| text.norm(k) == "تطبيق")?;
        let name = at + 1..l.tokens.end;
        let arabic = name
            .clone()
            .all(|k| text.norm(k).starts_with(|c: char| !c.is_ascii()));
        ((1..=4).contains(&name.len()) && arabic).then(|| text.span(name.start, name.end))
    })
}

/// The part of a byline beside a place that is neither a person nor anything
/// known, where the page has it in quotation marks too.
pub fn beside_place(reader: &PageReader, text: &Text<'_>, r: Range<usize>) -> Option<Span> {
    let parts = reader.names().parts(text, r, &reader.outlets);
    let [place, name] = parts.as_slice() else {
        return None;
    };
    let placed = matches!(place.kind, PartKind::Place | PartKind::PlaceOrOutlet);
    if !placed || name.kind != PartKind::Unknown || name.tokens.len() > 3 {
        return None;
    }
    let quoted = |k: usize| {
        matches!(text.raw(k), "\"" | "«" | "“")
            && folded_words(text, k + 1, (k + 1 + name.tokens.len()).min(text.len())) == name.name
    };
    (0..text.len()).any(quoted).then(|| name.span(text))
}

/// Whom the last line of the page that reserves rights names.
pub fn rights_holder(text: &Text<'_>) -> Option<Span> {
    let reserved = |k: usize| matches!(text.norm(k), "محفوظه" | "محفوظة");
    let at = (0..text.len()).rev().find(|&k| reserved(k))?;
    let line = text.tokens()[at].line;
    let on_line = |k: usize| k < text.len() && text.tokens()[k].line == line;
    let mut from = at + 1;
    while on_line(from)
        && (!text.is_word(from) || matches!(text.norm(from), "ل" | "لـ" | "لدي" | "م"))
    {
        from += 1;
    }
    let mut to = from;
    while on_line(to) && text.is_word(to) && to < from + 6 {
        to += 1;
    }
    if from == to {
        return None;
    }
    // لصحيفة، للجزيرة, but not ليبيا: a name's own first letter is kept where
    // the rest would be no word with an article or a head noun.
    let first = text.norm(from);
    let bare = first.strip_prefix('ل').unwrap_or(first);
    let head = matches!(
        bare,
        "وكاله"
            | "صحيفه"
            | "جريده"
            | "موقع"
            | "شبكه"
            | "قناه"
            | "مجله"
            | "مؤسسه"
            | "بوابه"
            | "دار"
            | "منتديات"
            | "منتدي"
            | "اذاعه"
            | "مركز"
            | "حزب"
            | "وزاره"
            | "هيئه"
            | "شركه"
            | "مدونه"
    );
    let span = match head && bare.len() < first.len() {
        true => text.span_without_prefix(from, to, 2),
        false => text.span(from, to),
    };
    (span.len() > 4).then_some(span)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_reserves_rights() {
        let holder = |s: &str| rights_holder(&Text::new(s)).map(|h| h.of(s).to_string());
        let of = |s: &str| Some(s.to_string());
        assert_eq!(
            holder("جميع الحقوق محفوظة لصحيفة الأفق © 2025"),
            of("صحيفة الأفق")
        );
        assert_eq!(
            holder("نص\n© 2021 جميع الحقوق محفوظة - شبكة نخيل"),
            of("شبكة نخيل")
        );
        assert_eq!(holder("كل الحقوق محفوظة 2003 - 2025"), None);
        assert_eq!(holder("نص عادي"), None);
    }
}

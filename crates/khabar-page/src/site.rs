//! Whose site a page is, where its address does not tell: from the line that
//! reserves its rights (`جميع الحقوق محفوظة لصحيفة الأفق © 2025`).

use khabar_model::Span;
use khabar_text::Text;

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

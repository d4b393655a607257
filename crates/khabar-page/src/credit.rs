//! Agencies and outlets that an article names as where it has its report from.

use crate::PageReader;
use crate::outlet::folded_name;
use khabar_model::{Article, Credit, Span};
use khabar_text::Text;

/// The credit of a byline's part that names an agency, or "agencies".
pub fn of_agency(reader: &PageReader, name: &str, span: Span) -> Credit {
    let row = reader.outlets.by_name(name);
    let name = row.map_or("وكالات", |o| o.name.as_str()).to_string();
    Credit { span, name }
}

/// Those credited in the running text: "حسب رويترز"، "نقلته وكالة…"،
/// "في مقابلة مع «الأفق»".
pub fn in_text(reader: &PageReader, text: &Text<'_>, a: &mut Article) {
    let bodies: Vec<Span> = a.body().collect();
    for span in bodies {
        let r = text.tokens_in(span);
        for k in r.clone() {
            let Some(at) = named_after(text, k) else {
                continue;
            };
            let found = credited(reader, text, at, r.end);
            if let Some(c) = found.filter(|c| a.credits.iter().all(|o| o.name != c.name)) {
                a.credits.push(c);
            }
        }
    }
}

/// Where a source's name may begin behind the word at `k` that credits it.
fn named_after(text: &Text<'_>, k: usize) -> Option<usize> {
    match text.norm(k) {
        "حسب" | "بحسب" | "وفق" | "وفقا" | "نقلا" => {
            let verb = |i: usize| {
                matches!(
                    text.norm(i),
                    "ذكرت"
                        | "تقول"
                        | "قالت"
                        | "نقلت"
                        | "نقلته"
                        | "اوردت"
                        | "افادت"
                        | "نشرته"
                )
            };
            let mut at = k + 1;
            at += usize::from(matches!(text.norm(at), "ما" | "لما" | "عن"));
            at += usize::from(verb(at));
            Some(at)
        }
        "نقلته" | "نقلت" | "عن" | "اوردته" => Some(k + 1),
        // An interview of another outlet's.
        "مع" if (1..=3).any(|n| k >= n && matches!(text.norm(k - n), "مقابله" | "حوار")) => {
            Some(k + 1)
        }
        _ => None,
    }
}

/// The longest name of an agency at token `at`, or of an outlet that is marked
/// as one: in quotation marks or behind its kind (صحيفة).
fn credited(reader: &PageReader, text: &Text<'_>, at: usize, end: usize) -> Option<Credit> {
    let quote = |k: usize| matches!(text.raw(k), "\"" | "«" | "“");
    let noun = |k: usize| {
        matches!(
            text.norm(k),
            "وكاله" | "صحيفه" | "قناه" | "شبكه" | "موقع" | "جريده" | "مجله"
        )
    };
    let marked = quote(at) || noun(at);
    (1..=6).rev().find_map(|n| {
        let to = (at + n).min(end);
        if to <= at || text.norm(to - 1).is_empty() || matches!(text.raw(to - 1), "." | "،") {
            return None;
        }
        let words = text.span(at, to);
        let name = folded_name(words.of(text.original()));
        let find = |name: &str| {
            let row = reader.outlets.by_name(name)?;
            (row.agency || marked).then_some(row)
        };
        let bare = [
            "وكاله ",
            "صحيفه ",
            "قناه ",
            "شبكه ",
            "موقع ",
            "جريده ",
            "مجله ",
        ]
        .iter()
        .find_map(|p| name.strip_prefix(p));
        let row = find(&name).or_else(|| bare.and_then(find))?;
        // `وكالة «تسنيم» الإيرانية`: the closing mark and the country belong to it.
        let mut to = to;
        if quote(to - 1) && to - 1 > at {
            let shut = (to..(to + 3).min(end)).find(|&k| matches!(text.raw(k), "\"" | "»" | "”"));
            let same = |k: &usize| {
                let name = folded_name(text.span(to, *k).of(text.original()));
                reader
                    .outlets
                    .by_name(&name)
                    .is_some_and(|o| o.name == row.name)
            };
            to = shut.filter(same).map_or(to - 1, |k| k + 1);
        }
        let open = (at..to).filter(|&k| quote(k)).count();
        let shut = (at..to)
            .filter(|&k| matches!(text.raw(k), "»" | "”"))
            .count();
        let plain = (at..to).filter(|&k| text.raw(k) == "\"").count();
        let closes = matches!(text.raw(to), "»" | "”") && open > shut
            || text.raw(to) == "\"" && plain % 2 == 1;
        if to < end && closes {
            to += 1;
        }
        let adjective = text.norm(to).starts_with("ال") && text.norm(to).ends_with("يه");
        if noun(at) && to < end && adjective {
            to += 1;
        }
        let span = text.span(at, to);
        let span = match text.raw(at) {
            q if q == "«" || q == "“" || q == "\"" => {
                span.trim(text.original(), &['«', '»', '“', '”', '"'])
            }
            _ => span,
        };
        Some(Credit {
            span,
            name: row.name.clone(),
        })
    })
}

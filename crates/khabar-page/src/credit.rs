//! Agencies and outlets that an article names as where it has its report from.

use crate::PageReader;
use crate::byline::is_separator;
use crate::dateline::without_kind;
use crate::line::Line;
use crate::outlet::{folded_name, folded_words};
use khabar_model::{Article, Credit, Span};
use khabar_text::Text;

/// The credit of a byline's part that names an agency, or "agencies".
pub fn of_agency(reader: &PageReader, name: &str, span: Span) -> Credit {
    let row = reader.outlets.by_name(name);
    let name = row.map_or("وكالات", |o| o.name.as_str()).to_string();
    Credit { span, name }
}

/// Whom a line of its own under the text credits: `المصدر: رويترز + الأفق`,
/// `منقول عن صحيفة الأفق`, `عن الأفق بتصرف`.
pub fn under_text(reader: &PageReader, text: &Text<'_>, lines: &[Line], a: &mut Article) {
    let Some(last) = a.body().last() else {
        return;
    };
    let behind = lines.iter().filter(|l| l.span.start() > last.end());
    let spans: Vec<Span> = behind.take(6).flat_map(|l| owed(reader, text, l)).collect();
    let own = a.outlet.as_ref().map_or("", |o| o.name.as_str());
    let own = folded_name(own);
    for span in spans {
        let folded = folded_name(span.of(text.original()));
        let name = match reader.outlets.by_name(&folded) {
            Some(row) => row.name.clone(),
            None => span.of(text.original()).to_string(),
        };
        // An outlet does not credit itself, nor is a source a writer.
        let same = |other: &str| without_kind(other) == without_kind(&folded);
        a.bylines
            .retain(|s| !same(&folded_name(s.of(text.original()))));
        let known = |c: &Credit| c.name == name || c.span.overlaps(span);
        if !same(&own) && !a.credits.iter().any(known) {
            a.credits.push(Credit { span, name });
        }
    }
}

/// The names on a line that does nothing but say where the text is from.
fn owed(reader: &PageReader, text: &Text<'_>, l: &Line) -> Vec<Span> {
    let (r, word) = (l.tokens.clone(), |k: usize| text.norm(k));
    let from = match (word(r.start), text.raw(r.start + 1), word(r.start + 1)) {
        ("المصدر", ":", _) | ("منقول" | "نقلا", _, "عن") => r.start + 2,
        ("عن", _, _) => r.start + 1,
        _ => return Vec::new(),
    };
    if l.words > 8 || l.stopped || from >= r.end {
        return Vec::new();
    }
    let ends = |k: &usize| matches!(word(*k), "بتصرف" | "باختصار") || word(*k).starts_with("http");
    let to = (from..r.end).find(ends).unwrap_or(r.end);
    let mut names = Vec::new();
    let mut start = from;
    for k in from..=to {
        if k < to && !is_separator(text, k) {
            continue;
        }
        // Behind the first name only such as are known, or printed as a list.
        let listed = names.is_empty() || text.raw(start - 1) == "+";
        let span = text.span(start, k);
        let known = reader
            .outlets
            .by_name(&folded_words(text, start, k))
            .is_some();
        if (1..=5).contains(&(k.saturating_sub(start))) && (listed || known) {
            names.push(span);
        }
        start = k + 1;
    }
    // `عن` begins sentences too.
    let first = names.first().map(|s| folded_name(s.of(text.original())));
    let outlet = |n: &String| without_kind(n) != n || reader.outlets.by_name(n).is_some();
    let sure = word(r.start) != "عن" || word(to) == "بتصرف" || first.as_ref().is_some_and(outlet);
    if sure { names } else { Vec::new() }
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
        let name = folded_words(text, at, to);
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
                let name = folded_words(text, to, *k);
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

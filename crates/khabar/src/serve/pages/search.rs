//! Articles by their words.

use super::histogram::{HEIGHT, Histogram, dated, within};
use super::{Answer, page as made};
use crate::serve::params::Params;
use crate::serve::ui::{Ui, enc};
use crate::text::clean;
use askama::Template;
use khabar_record::{Count, Facets, Hit, Quote, Record, Search, SearchQuery};

#[derive(Template)]
#[template(path = "serve/search.html")]
struct Found {
    ui: Ui,
    found: Option<Search>,
    /// Where the next page is, if there is one.
    more: Option<String>,
    groups: Vec<Group>,
    histogram: Option<Histogram>,
    /// The words without days, and the days.
    words: String,
    from: Option<String>,
    to: Option<String>,
}

const PAGE: usize = 20;
/// Values shown of each facet.
const VALUES: usize = 8;

/// The values of one facet, most found first, each narrowing the search.
struct Group {
    title: &'static str,
    values: Vec<Value>,
}

struct Value {
    name: String,
    count: usize,
    href: String,
}

impl Found {
    fn marked(&self, hit: &Hit) -> Vec<(String, bool)> {
        marked(&hit.snippet, &hit.marks)
    }
}

pub fn page(record: &Record, mut ui: Ui, p: &Params) -> Answer {
    // Days given beside the words become a part of them.
    if p.asks("from") || p.asks("to") {
        let (from, to) = (p.bound("from")?, p.bound("to")?);
        ui.query = within(&ui.query, from.as_deref(), to.as_deref());
    }
    let asked = Some(ui.query.clone()).filter(|q| !q.trim().is_empty());
    let found = match asked {
        Some(query) => Some(record.search_for(&SearchQuery {
            query,
            limit: PAGE,
            after: p.get("after"),
            facets: true,
        })?),
        None => None,
    };
    let more = found.as_ref().and_then(|f| {
        let next = f.next.as_deref()?;
        let more = format!("{}&after={}", ui.ask("search", "q", &f.query), enc(next));
        Some(more)
    });
    let facets = found.as_ref().and_then(|f| Some((f, f.facets.as_ref()?)));
    let groups = facets.map_or(Vec::new(), |(f, all)| groups(&ui, &f.query, all));
    let (words, from, to) = dated(&ui.query);
    let histogram = facets.and_then(|(_, all)| Histogram::new(&ui, &words, &all.month));
    made(Found {
        ui,
        found,
        more,
        groups,
        histogram,
        words,
        from,
        to,
    })
}

/// The search, narrowed to what has `value` in `field`.
fn narrowed(ui: &Ui, query: &str, field: &str, value: &str) -> String {
    let value = value.replace('"', " ");
    ui.ask("search", "q", &format!("{query} {field}:\"{value}\""))
}

fn groups(ui: &Ui, query: &str, all: &Facets) -> Vec<Group> {
    let group = |title, field: &str, counts: &[Count], label: &dyn Fn(&str) -> String| Group {
        title,
        values: counts
            .iter()
            .take(VALUES)
            .map(|c| Value {
                name: label(&c.name),
                count: c.count,
                href: narrowed(ui, query, field, &c.name),
            })
            .collect(),
    };
    let plain = |s: &str| clean(s);
    let mut out = vec![
        group(ui.t("Outlet", "الوسيلة"), "outlet", &all.outlet, &plain),
        group(ui.t("Speaker", "القائل"), "by", &all.speaker, &plain),
        group(ui.t("Place", "المكان"), "place", &all.place, &plain),
        group(ui.t("Act", "نوع القول"), "act", &all.act, &|a| {
            ui.act(a)
        }),
        group(ui.t("Chain", "السند"), "chain", &all.chain, &|k| {
            ui.link(k)
        }),
    ];
    out.retain(|g| g.values.len() > 1);
    out
}

/// A snippet cut at its marks; true for a marked piece.
fn marked(snippet: &Quote, marks: &[Quote]) -> Vec<(String, bool)> {
    let chars: Vec<char> = snippet.exact.chars().collect();
    let text = |from: usize, to: usize| -> String { chars[from..to].iter().collect() };
    let mut out = Vec::new();
    let mut done = 0;
    for m in marks {
        let from = m
            .start
            .saturating_sub(snippet.start)
            .clamp(done, chars.len());
        let to = m.end.saturating_sub(snippet.start).clamp(from, chars.len());
        out.push((text(done, from), false));
        out.push((text(from, to), true));
        done = to;
    }
    out.push((text(done, chars.len()), false));
    out.retain(|(t, _)| !t.is_empty());
    // Not trimmed: white space between the pieces is part of the line.
    let tidy = |t: String| match t.chars().any(char::is_control) {
        true => format!(" {} ", clean(&t)),
        false => t,
    };
    out.into_iter().map(|(t, m)| (tidy(t), m)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_snippet() {
        let quote = |start, end, exact: &str| Quote {
            start,
            end,
            exact: exact.into(),
        };
        let snippet = quote(5, 21, "بحث الوزير الملف");
        let marks = [quote(9, 15, "الوزير"), quote(0, 2, "خارج")];
        let pieces = marked(&snippet, &marks[..1]);
        let text: String = pieces.iter().map(|p| p.0.as_str()).collect();
        assert_eq!(text, snippet.exact);
        assert_eq!(pieces[1], ("الوزير".to_owned(), true));
        let text: String = marked(&snippet, &marks)
            .iter()
            .map(|p| p.0.as_str())
            .collect();
        assert_eq!(text, snippet.exact);
    }
}

//! Articles by their words.

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
    months: Vec<Bar>,
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

/// A month with what was published in it.
struct Bar {
    x: usize,
    height: usize,
    title: String,
    href: String,
}

/// Height of the picture of months; a month is so wide.
const HEIGHT: usize = 48;
const WIDTH: usize = 22;

impl Found {
    fn marked(&self, hit: &Hit) -> Vec<(String, bool)> {
        marked(&hit.snippet, &hit.marks)
    }

    fn width(&self) -> usize {
        self.months.len() * WIDTH
    }

    fn height(&self) -> usize {
        HEIGHT
    }
}

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let found = match p.get("q") {
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
    let months = facets.map_or(Vec::new(), |(f, all)| months(&ui, &f.query, &all.month));
    made(Found {
        ui,
        found,
        more,
        groups,
        months,
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

fn months(ui: &Ui, query: &str, counts: &[Count]) -> Vec<Bar> {
    let mut counts: Vec<&Count> = counts.iter().collect();
    counts.sort_by(|a, b| a.name.cmp(&b.name));
    let most = counts.iter().map(|c| c.count).max().unwrap_or(1).max(1);
    let bar = |(k, c): (usize, &Count)| Bar {
        x: k * WIDTH,
        height: (c.count * HEIGHT / most).max(3),
        title: format!("{}: {}", ui.day(&c.name), ui.articles(c.count)),
        href: ui.ask("search", "q", &format!("{query} published:{}", c.name)),
    };
    let bars: Vec<Bar> = counts.into_iter().enumerate().map(bar).collect();
    // One month alone is no picture.
    if bars.len() > 1 { bars } else { Vec::new() }
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

//! Articles by their words.

use super::{Answer, page as made};
use crate::serve::params::Params;
use crate::serve::ui::Ui;
use crate::text::clean;
use askama::Template;
use khabar_record::{Hit, Quote, Record, Search};

#[derive(Template)]
#[template(path = "serve/search.html")]
struct Found {
    ui: Ui,
    found: Option<Search>,
    /// Where to show more, if there is more.
    more: Option<String>,
}

const PAGE: usize = 20;
const MOST: usize = 200;

impl Found {
    fn marked(&self, hit: &Hit) -> Vec<(String, bool)> {
        marked(&hit.snippet, &hit.marks)
    }
}

pub fn page(record: &Record, ui: Ui, p: &Params) -> Answer {
    let limit = p.limit(PAGE, MOST)?;
    let found = match p.get("q") {
        Some(q) => Some(record.search(&q, limit)?),
        None => None,
    };
    let left = |f: &Search| f.total > f.hits.len() && limit < MOST;
    let more = found.as_ref().filter(|f| left(f)).map(|f| {
        let next = (limit + PAGE).min(MOST);
        format!("{}&limit={next}", ui.ask("search", "q", &f.query))
    });
    made(Found { ui, found, more })
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

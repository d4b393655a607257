//! The parts of an article, as the store keeps them.

use khabar_text::Span;
use serde::Deserialize;

#[derive(Deserialize, Default)]
struct Parts {
    dateline: Vec<(usize, usize)>,
    byline: Vec<(usize, usize)>,
    credit: Vec<(usize, usize, String)>,
    blocks: Vec<(String, usize, usize)>,
}

/// Dateline, byline and credit spans.
pub(crate) struct Lines {
    pub dateline: Vec<Span>,
    pub byline: Vec<Span>,
    pub credit: Vec<Span>,
}

fn parse(parts: &str) -> Parts {
    serde_json::from_str(parts).unwrap_or_default()
}

/// Kind and span of each block, in page order.
pub(crate) fn blocks(parts: &str) -> Vec<(String, Span)> {
    let blocks = parse(parts).blocks.into_iter();
    blocks.map(|(kind, a, b)| (kind, Span::new(a, b))).collect()
}

pub(crate) fn lines(parts: &str) -> Lines {
    let p = parse(parts);
    let spans = |v: Vec<(usize, usize)>| v.into_iter().map(|(a, b)| Span::new(a, b)).collect();
    Lines {
        dateline: spans(p.dateline),
        byline: spans(p.byline),
        credit: p
            .credit
            .into_iter()
            .map(|(a, b, _)| Span::new(a, b))
            .collect(),
    }
}

//! The figures as a table and as JSON.

use serde_json::{Map, Value};

use crate::measures::{BCubed, Prf, Scores, Share};

/// The names of the figures, in the order of the table.
pub const FIGURES: [&str; 18] = [
    "body",
    "headline",
    "published",
    "outlet",
    "date",
    "date_value",
    "person",
    "org",
    "place",
    "variants",
    "cue",
    "source",
    "content",
    "statement",
    "act",
    "form",
    "chain",
    "event",
];

/// What came of scoring a set of pages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The figures with their parts.
    pub scores: Scores,
    /// What is wrong, page by page, in the order of the gold files.
    pub errors: Vec<PageErrors>,
}

/// What is wrong with one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageErrors {
    /// Name of the gold file.
    pub file: String,
    /// One fault a line; empty where there is none.
    pub lines: Vec<String>,
}

/// One number that a figure is told with.
enum Part {
    /// From 0 to 1, where there is anything to divide by.
    Ratio(Option<f64>),
    Count(usize),
}

/// A figure's value under its name, and what else is told of it.
struct Figure {
    name: &'static str,
    value: Option<f64>,
    rest: Vec<(&'static str, Part)>,
}

impl From<&Prf> for Figure {
    fn from(prf: &Prf) -> Self {
        let rest = vec![
            ("p", Part::Ratio(prf.precision())),
            ("r", Part::Ratio(prf.recall())),
            ("gold", Part::Count(prf.gold)),
            ("machine", Part::Count(prf.machine)),
        ];
        Figure {
            name: "f1",
            value: prf.f1(),
            rest,
        }
    }
}

impl From<&Share> for Figure {
    fn from(share: &Share) -> Self {
        Figure {
            name: "share",
            value: share.share(),
            rest: vec![("n", Part::Count(share.n))],
        }
    }
}

impl From<&BCubed> for Figure {
    fn from(b_cubed: &BCubed) -> Self {
        // A mean of nothing is told as a bare 0.
        let part = |mean: Option<f64>| match mean {
            Some(mean) => Part::Ratio(Some(mean)),
            None => Part::Count(0),
        };
        let rest = vec![
            ("p", part(b_cubed.precision.mean())),
            ("r", part(b_cubed.recall.mean())),
        ];
        Figure {
            name: "f1",
            value: b_cubed.f1(),
            rest,
        }
    }
}

impl Report {
    /// Every figure's value, from 0 to 1, in the order of [`FIGURES`]; none
    /// where neither side has anything of the kind.
    pub fn figures(&self) -> Vec<(&'static str, Option<f64>)> {
        self.rows()
            .into_iter()
            .map(|(name, figure)| (name, figure.value))
            .collect()
    }

    /// The figures as text: first how many pages, then a line each.
    pub fn to_table(&self) -> String {
        let mut table = format!("{} pages\n", self.scores.pages);
        for (name, figure) in self.rows() {
            let value = match figure.value {
                Some(value) => format!("{value:.3}"),
                None => "  n/a".to_owned(),
            };
            let rest = figure.rest.iter().filter_map(|(name, part)| match part {
                Part::Ratio(ratio) => ratio.map(|ratio| format!("{name}={ratio:.3}")),
                Part::Count(count) => Some(format!("{name}={count}")),
            });
            let rest = rest.collect::<Vec<_>>().join(" ");
            table.push_str(&format!("{name:11} {value}   {rest}\n"));
        }
        table
    }

    /// The figures and their parts, by name.
    pub fn to_json(&self) -> Value {
        let rows = self.rows().into_iter().map(|(name, figure)| {
            let mut parts = Map::new();
            parts.insert(figure.name.to_owned(), figure.value.into());
            for (name, part) in figure.rest {
                let value = match part {
                    Part::Ratio(ratio) => ratio.into(),
                    Part::Count(count) => count.into(),
                };
                parts.insert(name.to_owned(), value);
            }
            (name.to_owned(), Value::Object(parts))
        });
        Value::Object(rows.collect())
    }

    /// The first `max` faults of every page that has any, each page under a
    /// line with its file's name.
    pub fn errors_to_text(&self, max: usize) -> String {
        let mut text = String::new();
        if max == 0 {
            return text;
        }
        for page in self.errors.iter().filter(|page| !page.lines.is_empty()) {
            text.push_str(&format!("--- {}\n", page.file));
            for line in page.lines.iter().take(max) {
                text.push_str(line);
                text.push('\n');
            }
        }
        text
    }

    fn rows(&self) -> [(&'static str, Figure); 18] {
        let s = &self.scores;
        let figures = [
            Figure::from(&s.body),
            (&s.headline).into(),
            (&s.published).into(),
            (&s.outlet).into(),
            (&s.date).into(),
            (&s.date_value).into(),
            (&s.person).into(),
            (&s.org).into(),
            (&s.place).into(),
            (&s.variants).into(),
            (&s.cue).into(),
            (&s.source).into(),
            (&s.content).into(),
            (&s.statement).into(),
            (&s.act).into(),
            (&s.form).into(),
            (&s.chain).into(),
            (&s.event).into(),
        ];
        let mut names = FIGURES.into_iter();
        figures.map(|figure| (names.next().unwrap_or_default(), figure))
    }
}

//! The form of an annotated page, gold or machine, as far as it is scored.
//!
//! Lenient: unknown fields are ignored, and a list that is missing or null is
//! an empty one.

use serde::{Deserialize, Deserializer};
use std::ops::Range;

/// One annotated page.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
pub struct Page {
    /// File name of the page's text. Of a machine's page only what follows
    /// the last `/` counts.
    pub page: String,
    /// One label for every line; lines without a label are not running text.
    #[serde(default, deserialize_with = "or_empty")]
    pub lines: Vec<Line>,
    #[serde(default, deserialize_with = "or_empty")]
    pub articles: Vec<Article>,
    #[serde(default, deserialize_with = "or_empty")]
    pub dates: Vec<Date>,
    #[serde(default, deserialize_with = "or_empty")]
    pub entities: Vec<Entity>,
    #[serde(default, deserialize_with = "or_empty")]
    pub statements: Vec<Statement>,
    #[serde(default, deserialize_with = "or_empty")]
    pub events: Vec<Event>,
}

fn or_empty<'de, D: Deserializer<'de>, T: Deserialize<'de>>(input: D) -> Result<Vec<T>, D::Error> {
    Ok(Option::deserialize(input)?.unwrap_or_default())
}

/// A line's label, as far as it is scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Line {
    /// `Bk`: running text of article k.
    Body(i64),
    /// Any other label.
    Other,
}

impl TryFrom<String> for Line {
    type Error = String;

    fn try_from(label: String) -> Result<Self, String> {
        match label.strip_prefix('B') {
            Some(number) => match number.parse() {
                Ok(number) => Ok(Line::Body(number)),
                Err(_) => Err(format!("line label {label:?} names no article")),
            },
            None if label.is_empty() => Err("empty line label".to_owned()),
            None => Ok(Line::Other),
        }
    }
}

/// What an article or entity is referred to by inside its page. `1` and `"1"`
/// are different ids.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(untagged, expecting = "an id is a whole number or a string")]
pub enum Id {
    Number(i64),
    Text(String),
}

/// An article of the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Article {
    pub id: Id,
    pub headline: Option<String>,
    /// The day of publication, ISO 8601.
    pub published: Option<String>,
    pub outlet: Option<String>,
}

/// A stretch of the page, given by its offsets or by its text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "RawSpan")]
pub struct Span {
    /// Half-open, in code points of the page.
    pub range: Option<Range<usize>>,
    /// The text as the page has it.
    pub exact: Option<String>,
    /// Which occurrence of `exact` is meant, from 1.
    pub n: Option<usize>,
}

impl Span {
    /// The span of these code points.
    pub fn at(range: Range<usize>) -> Self {
        Span {
            range: Some(range),
            ..Span::default()
        }
    }

    /// The first occurrence of `exact`.
    pub fn of(exact: &str) -> Self {
        Span {
            exact: Some(exact.to_owned()),
            ..Span::default()
        }
    }

    /// The same text at its `n`-th occurrence.
    pub fn nth(self, n: usize) -> Self {
        Span { n: Some(n), ..self }
    }
}

#[derive(Deserialize)]
struct RawSpan {
    start: Option<usize>,
    end: Option<usize>,
    exact: Option<String>,
    n: Option<usize>,
}

impl TryFrom<RawSpan> for Span {
    type Error = &'static str;

    fn try_from(raw: RawSpan) -> Result<Self, &'static str> {
        let range = match (raw.start, raw.end) {
            (Some(start), Some(end)) => Some(start..end),
            (None, None) => None,
            _ => return Err("a span has both `start` and `end`, or neither"),
        };
        if range.is_none() && raw.exact.is_none() {
            return Err("a span has `start` and `end`, or `exact`");
        }
        Ok(Span {
            range,
            exact: raw.exact,
            n: raw.n,
        })
    }
}

/// A date expression.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Date {
    #[serde(flatten)]
    pub span: Span,
    /// ISO 8601 as in TIMEX3: `2024-08-27`, `2024-08`, `2024`.
    pub value: Option<String>,
}

/// Someone or something named in the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Entity {
    pub id: Id,
    /// `person`, `org` and `place` are scored.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub name: Option<String>,
    /// The spellings of the name in the page.
    #[serde(default, deserialize_with = "or_empty")]
    pub surfaces: Vec<String>,
}

/// Content that the text attributes to a source.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Statement {
    /// The verb or expression that introduces it.
    pub cue: Option<Span>,
    /// Who said it: the id of an entity.
    pub entity: Option<Id>,
    #[serde(default, deserialize_with = "or_empty")]
    pub content: Vec<Span>,
    pub form: Option<String>,
    pub act: Option<String>,
    /// The chain between speaker and outlet, nearest the speaker first.
    #[serde(default, deserialize_with = "or_empty")]
    pub via: Vec<Via>,
}

/// A link of the chain that a statement came through.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Via {
    pub kind: Option<String>,
}

/// What happened or is planned between named actors.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Event {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Ids of entities.
    #[serde(default, deserialize_with = "or_empty")]
    pub participants: Vec<Option<Id>>,
    /// ISO 8601, as exact as the page allows.
    pub date: Option<String>,
    /// The clause that reports it.
    pub exact: Option<String>,
}

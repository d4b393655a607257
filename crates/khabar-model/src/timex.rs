//! Date expressions and their values.

use khabar_text::Span;

/// A TIMEX3 value in ISO 8601: `2024-08-27`, `2024-08`, `2024`, `2015-W33`,
/// `2015-SU`, or a range `2015-05/2015-06`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TimexValue(pub String);

impl TimexValue {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a value rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The expression says it itself.
    Own,
    /// The article's publication day.
    Published,
    /// The day the page was fetched.
    Retrieved,
    /// Another expression of the page, by its index.
    Timex(usize),
    /// Nothing settles it; the value is none.
    Open,
}

/// An expression that names a day, month, year or a span of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    pub article: u16,
    pub span: Span,
    /// None where the page cannot settle it: no value without evidence.
    pub value: Option<TimexValue>,
    pub anchor: Anchor,
    /// The grammar rule that read it.
    pub rule: &'static str,
}

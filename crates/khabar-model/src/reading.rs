//! All that was read from one page.

use crate::{Article, Diagnostic, Entity, Event, Line, Mention, Statement, Timex};

/// Entities are shared by the articles of a page: a pasted-in report often
/// names the same people, and the reader resolves them together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub lines: Vec<Line>,
    pub articles: Vec<Article>,
    pub timexes: Vec<Timex>,
    pub entities: Vec<Entity>,
    /// In text order.
    pub mentions: Vec<Mention>,
    pub statements: Vec<Statement>,
    pub events: Vec<Event>,
    pub diagnostics: Vec<Diagnostic>,
}

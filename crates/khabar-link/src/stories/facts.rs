//! What is known of an article before it is put into a story.

use khabar_model::{EntityKind, EventKind};

/// A name of the article, however often it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<'a> {
    pub name: &'a str,
    pub kind: EntityKind,
}

/// One article. What is not known is left empty: the words alone go far.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ArticleFacts<'a> {
    /// The caller's name for the article, one for each.
    pub id: &'a str,
    /// The day it was published or else retrieved, counted from any fixed day.
    pub day: i32,
    pub headline: &'a str,
    /// The article's text without the headline.
    pub text: &'a str,
    pub names: Vec<Named<'a>>,
    /// ISO dates of what is told (2025-09-14, 2025-10).
    pub dates: Vec<&'a str>,
    pub events: Vec<EventKind>,
}

//! The shapes of answers about one event, and about what one actor did over
//! time. As in [`super::types`], every part names what it rests on.

use super::types::{Actor, Change, Count, Entry, Event, Quote};
use serde::Serialize;

/// An event with the sentence that tells it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Telling {
    pub event: Event,
    /// The sentence around [`Event::words`], of the same page.
    pub sentence: Quote,
}

/// One event, as all tell it who do.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventView {
    #[serde(flatten)]
    pub telling: Telling,
    /// Other articles that tell it, earliest first.
    pub told: Vec<Telling>,
    /// Outlets that tell it, with their articles.
    pub outlets: Vec<Count>,
    /// Of a plan or an invitation: later events that may be what came of it.
    pub followed_by: Vec<Event>,
}

/// Who met whom: meetings, visits, calls, rounds of talks and agreements that
/// happened, counted for each pair that took part.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ties {
    /// Who was asked about comes first, then those with most ties.
    pub actors: Vec<Actor>,
    /// Most events first.
    pub ties: Vec<Tie>,
    /// Ties that are left out of `ties`, for there are too many.
    pub left_out: usize,
}

/// A pair and what brought them together.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Tie {
    /// Places in [`Ties::actors`], the lesser first.
    pub one: usize,
    pub other: usize,
    /// Events, the same one told by several counted once.
    pub count: usize,
    /// By type, most first.
    pub kinds: Vec<Count>,
    /// The events, latest first; at most 12.
    pub events: Vec<Met>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Met {
    pub event: i64,
    pub kind: String,
    /// The event's own day, else that of the report.
    pub day: Option<String>,
}

/// An actor with counts of statements by act.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Topic {
    pub actor: Actor,
    /// Distinct statements.
    pub total: usize,
    /// Most first.
    pub acts: Vec<Count>,
}

/// A day on which something was said or happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Busy {
    pub day: String,
    pub statements: usize,
    pub events: usize,
}

/// Whose activity, and what of the timeline.
#[derive(Clone, Debug, Default)]
pub struct ActivityQuery {
    pub name: String,
    /// First and last day; a month or year includes all of it.
    pub since: Option<String>,
    pub until: Option<String>,
    /// Lines of the timeline; 0 means 40.
    pub limit: usize,
    /// Lines to leave out before: [`Activity::next`].
    pub after: usize,
}

/// What one actor did over time.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Activity {
    /// Who of those that answer to the name: the bearer of the very name, else
    /// the most named.
    pub actor: Actor,
    /// The statements counted and listed are those about the actor, who made
    /// none.
    pub about: bool,
    /// By day; what has no day is not among them.
    pub days: Vec<Busy>,
    /// What they spoke of, most first.
    pub topics: Vec<Topic>,
    /// Who spoke of them, most first.
    pub spoken_of: Vec<Topic>,
    pub ties: Ties,
    /// Statements and events within the days asked for.
    pub total: usize,
    /// Latest first; what has no day stands last.
    pub timeline: Vec<Entry>,
    /// Where the next page begins; none on the last.
    pub next: Option<usize>,
}

/// What one of those asked for said on another, step by step.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Move {
    pub by: Actor,
    /// The name asked for.
    pub about: String,
    /// Oldest first.
    pub steps: Vec<Change>,
}

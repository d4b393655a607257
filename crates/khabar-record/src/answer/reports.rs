//! The shapes of answers drawn from many articles: dossiers, positions over
//! time, outlets. As in [`super::types`], every part names what it rests on.

use super::types::{Actor, Asked, Count, Event, Profile, Quote, Source, Statement};
use super::views::{Move, Ties};
use serde::Serialize;

/// One line of a dossier's timeline.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Entry {
    /// ISO; none stands at the end.
    pub day: Option<String>,
    /// The day is the event's own, not only that of the report.
    pub dated: bool,
    #[serde(flatten)]
    pub item: Item,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum Item {
    Event(Event),
    Statement(Statement),
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Position {
    pub act: String,
    pub statements: Vec<Statement>,
}

/// What one speaker said, grouped by act.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Speaker {
    /// None for statements whose speaker is unnamed or unknown.
    pub actor: Option<Actor>,
    pub total: usize,
    pub positions: Vec<Position>,
}

/// Something invited to or planned, and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Plan {
    #[serde(flatten)]
    pub item: Item,
    pub day: Option<String>,
    /// Later events with the same people and type or place, earliest first.
    pub followed_by: Vec<Event>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "snake_case")]
pub enum QuestionKind {
    /// Planned or invited to, and the record does not tell what came of it.
    NoOutcome,
    /// Rests on unnamed sources.
    UnnamedSources,
    /// The page does not settle who speaks.
    UnknownSpeaker,
    /// Somebody denies something.
    Denied,
}

/// What the record leaves open.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Question {
    pub kind: QuestionKind,
    /// In English, for a reader.
    pub text: String,
    pub words: Quote,
    pub source: Source,
    pub statement: Option<i64>,
    pub event: Option<i64>,
}

/// How much of what a dossier finds it holds; the rest is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    pub statements: usize,
    pub events: usize,
    pub participants: usize,
}

impl Extent {
    /// For a file, and for programs.
    pub const WHOLE: Extent = Extent {
        statements: 300,
        events: 200,
        participants: 30,
    };
    /// As much as is looked through at once.
    pub const PAGE: Extent = Extent {
        statements: 60,
        events: 50,
        participants: 12,
    };
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Dossier {
    pub names: Vec<Asked>,
    /// Articles that name all of them (two of them where more are asked for).
    pub articles: usize,
    /// Statements and events found; the lists below may hold fewer.
    pub found_statements: usize,
    pub found_events: usize,
    pub timeline: Vec<Entry>,
    pub participants: Vec<Profile>,
    pub speakers: Vec<Speaker>,
    /// Who met whom in the events of the timeline.
    pub ties: Ties,
    /// How positions of those asked for on each other moved.
    pub moves: Vec<Move>,
    pub plans: Vec<Plan>,
    pub outlets: Vec<Count>,
    pub questions: Vec<Question>,
    /// All articles drawn on, by day.
    pub sources: Vec<Source>,
}

/// A position over time.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Changes {
    pub by: Option<Asked>,
    pub about: Option<Asked>,
    /// Statements found; the latest are compared.
    pub total: usize,
    /// Oldest first.
    pub steps: Vec<Change>,
}

/// A statement against the one before it that it takes up.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Change {
    /// `new`, `repeated` (the same words), `reworded` or `reversed`.
    pub how: String,
    /// The statement that it takes up.
    pub takes_up: Option<i64>,
    /// In [0,1]: longer words in common, of those of both.
    pub share: f32,
    /// Numbers that changed.
    pub numbers: Vec<Reworded>,
    /// Other places that carry the same words on another day.
    pub repeated: usize,
    /// Nothing later takes it up, though the subject came up again a month or
    /// more after it.
    pub dropped: bool,
    pub statement: Statement,
}

/// Words that took the place of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Reworded {
    pub before: String,
    pub after: String,
}

/// Outlets beside each other.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Compared {
    pub outlets: Vec<OutletView>,
    /// Texts that two or more of them carried, each with those that did, by day;
    /// latest first.
    pub shared: Vec<Vec<Source>>,
}

/// What an outlet carried.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct OutletView {
    pub name: String,
    pub articles: usize,
    pub statements: usize,
    /// Articles that have a copy anywhere in the record.
    pub copies: usize,
    /// Statements whose speaker is not named or not known.
    pub unnamed: usize,
    /// Most quoted first.
    pub speakers: Vec<Count>,
    /// Kinds of links ([`ChainLink::kind`]), most first.
    pub chain: Vec<Count>,
}

/// An article that came in.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Newcomer {
    pub source: Source,
    /// ISO 8601, UTC.
    pub added: Option<String>,
}

/// A story as lists tell it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoryLine {
    /// Its number: that of the least of its articles.
    pub id: i64,
    /// The earliest article.
    pub earliest: Source,
    pub articles: usize,
    pub outlets: usize,
    pub first: Option<String>,
    pub last: Option<String>,
}

/// Which stories to find.
#[derive(Clone, Debug, Default)]
pub struct StoryQuery {
    /// All of these are named in its articles.
    pub with: Vec<String>,
    pub since: Option<String>,
    pub until: Option<String>,
    /// At most this many; 0 for all.
    pub limit: usize,
    /// Go on after this place: `next` of an answer.
    pub after: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct StoryList {
    pub with: Vec<Asked>,
    pub total: usize,
    /// Those of most outlets first.
    pub stories: Vec<StoryLine>,
    /// The place to go on from, where there is more.
    pub next: Option<String>,
}

/// Articles that tell the same, though they may share few words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Story {
    pub id: i64,
    pub first: Option<String>,
    pub last: Option<String>,
    /// By their articles, most first.
    pub outlets: Vec<Count>,
    /// In order of time.
    pub articles: Vec<Told>,
    pub links: Vec<SameLink>,
}

/// An article as a part of its story.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Told {
    pub source: Source,
    /// An earlier article of the story that it is a copy of.
    pub copy_of: Option<i64>,
    pub statements: usize,
    /// Statements that no earlier article of the story has.
    pub added: Vec<Statement>,
    /// Statements whose speaker others of the story name and this one does not.
    pub left_out: Vec<LeftOut>,
    /// How its headline stands to that of the earliest article; none for that,
    /// and where one of them has none.
    pub headline: Option<Claim>,
}

/// A statement told without its speaker.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LeftOut {
    pub statement: i64,
    /// Who said it, by another article.
    pub speaker: Actor,
    /// That article's statement.
    pub elsewhere: i64,
}

/// Whether two headlines say the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Claim {
    /// In [0,1].
    pub score: f32,
    /// One says against the other.
    pub against: bool,
    pub grounds: Vec<Because>,
}

/// What told two rows to be one: articles of one story, events or statements.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SameLink {
    pub one: i64,
    pub other: i64,
    /// In [0,1].
    pub score: f32,
    pub grounds: Vec<Because>,
}

/// What spoke for (above 0) or against.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Because {
    pub what: String,
    pub detail: String,
    pub weight: f32,
}

/// An event and the others that are told to be it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SameEvents {
    /// By day.
    pub events: Vec<Event>,
    pub links: Vec<SameLink>,
}

/// A statement and those with the same content in other words.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SameStatements {
    /// By day.
    pub statements: Vec<Statement>,
    pub links: Vec<SameLink>,
}

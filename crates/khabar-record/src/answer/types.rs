//! The shapes of answers. Offsets are code points of the page's text; every
//! answer names the page and the words it rests on.

pub use super::reports::*;
pub use super::views::*;
pub use crate::decide::Decision;
use serde::Serialize;

/// Words of a page: a half-open range of code points and what stands there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Quote {
    pub start: usize,
    pub end: usize,
    pub exact: String,
}

/// Where an answer comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Source {
    /// Id of the article in this record.
    pub article: i64,
    /// Name of the capture: a file, or `FILE:RECORD`.
    pub page: String,
    /// Content hash of the capture, in hexadecimal.
    pub capture: String,
    pub url: Option<String>,
    pub outlet: Option<String>,
    pub headline: Option<String>,
    /// Publication day; none where the page does not settle it.
    pub published: Option<String>,
    /// `explicit`, `relative` or `none`.
    pub published_from: String,
    /// When the page was fetched, as given.
    pub retrieved: Option<String>,
    /// The day used for ordering and for `since`/`until`: `published`, else
    /// the day the page was fetched.
    pub day: Option<String>,
}

/// A person, organisation, place or product across pages.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Actor {
    /// Id of the actor in this record.
    pub id: i64,
    /// `person`, `org`, `place` or `product`.
    pub kind: String,
    pub name: String,
    /// The post or title the page at hand gives.
    pub role: Option<String>,
}

/// One link of a statement's chain, from the speaker outward. The last link of
/// every chain is the outlet: [`Source::outlet`].
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ChainLink {
    /// `statement`, `post`, `interview`, `press_conference`, `speech`,
    /// `agency`, `outlet` or `sources`.
    pub kind: String,
    pub by: Option<Actor>,
    pub words: Quote,
    /// Set by an earlier sentence of the article.
    pub inherited: bool,
}

/// Another place that carries the same words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Copy {
    pub statement: i64,
    pub source: Source,
    pub speaker: Option<Actor>,
    pub chain: Vec<ChainLink>,
    /// The words as they stand there.
    pub content: Vec<Quote>,
    /// In [0,1]: how much of the shorter content stands in the other, by runs
    /// of four words.
    pub share: f32,
    /// The content is the same but for spelling.
    pub same: bool,
}

/// How sure each decision of a reading is, in [0,1]; none where the page was
/// read by a khabar that did not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Certainty {
    pub cue: Option<f32>,
    pub source: Option<f32>,
    pub content: Option<f32>,
    pub chain: Option<f32>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statement {
    pub id: i64,
    pub source: Source,
    pub cue: Quote,
    /// The words that name the source by the cue.
    pub speaker_words: Option<Quote>,
    /// Who that is.
    pub speaker: Option<Actor>,
    /// Who else says it with them.
    pub with: Vec<Actor>,
    pub to: Vec<Actor>,
    /// Whom and what the content names.
    pub about: Vec<Actor>,
    /// Parts of the content in order.
    pub content: Vec<Quote>,
    /// `direct`, `indirect` or `mixed`.
    pub form: String,
    /// `state`, `urge`, `invite`, …
    pub act: String,
    /// `affirmed`, `denied` or `withheld`: whether the source stands behind it.
    pub polarity: String,
    /// `fact`, `possible`, `required`, `wanted`, `planned` or `asked`.
    pub modality: String,
    /// How sure the reading is of cue, source and content together, in [0,1].
    pub certainty: f32,
    pub sure: Certainty,
    pub chain: Vec<ChainLink>,
    /// What people decided about it; whose it is among that.
    pub decisions: Vec<Decision>,
    /// Other places with the same words, earliest first; in lists
    /// only the earliest stands by itself.
    pub copies: Vec<Copy>,
}

/// How an actor came to answer to a name that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Match {
    pub actor: Actor,
    /// `name`, `spelling` (another surface), `surname`, `words` (part of the
    /// name), `variant` (another transliteration or a fuller form) or
    /// `judgement`.
    pub how: String,
    /// Pages that name it.
    pub pages: usize,
}

/// A name asked for and who in the record answers to it, most named first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Asked {
    pub name: String,
    pub actors: Vec<Match>,
}

impl Asked {
    /// Who is meant where one must be: who bears the very name, else the most
    /// named.
    pub fn bearer(&self) -> Option<&Actor> {
        let own = self.actors.iter().find(|m| m.how == "name");
        own.or_else(|| self.actors.first()).map(|m| &m.actor)
    }
}

/// Which statements to find; what is `None` does not narrow.
#[derive(Clone, Debug, Default)]
pub struct StatementQuery {
    pub by: Option<String>,
    /// Named in the content or in the headline.
    pub about: Option<String>,
    /// Addressed to.
    pub to: Option<String>,
    pub act: Option<khabar_model::Act>,
    /// First day, `YYYY-MM-DD` (also `YYYY-MM`, `YYYY`).
    pub since: Option<String>,
    /// Last day; a month or year includes all of it.
    pub until: Option<String>,
    /// The outlet's name, or a part of it.
    pub outlet: Option<String>,
    /// At most this many, latest first; 0 for all.
    pub limit: usize,
    /// Go on after this place: `next` of an answer.
    pub after: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Statements {
    pub by: Option<Asked>,
    pub about: Option<Asked>,
    pub to: Option<Asked>,
    /// Distinct statements found (copies counted once).
    pub total: usize,
    /// Latest first.
    pub statements: Vec<Statement>,
    /// The place to go on from, where there is more.
    pub next: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Event {
    pub id: i64,
    pub source: Source,
    /// `meeting`, `visit`, …
    pub kind: String,
    /// PLOVER code.
    pub plover: Option<String>,
    /// The clause that tells it.
    pub words: Quote,
    pub participants: Vec<Actor>,
    /// What each of them does, in their order: `host`, `visitor`, `actor`,
    /// `recipient`, …; none where the page was read by an older khabar.
    pub roles: Vec<Option<String>>,
    /// ISO, as exact as the page allows.
    pub date: Option<String>,
    pub place: Option<Quote>,
    /// `happened`, `planned` or `cancelled`.
    pub status: String,
    pub decisions: Vec<Decision>,
    /// Other articles that tell it: same type, day and participants.
    pub also: Vec<Source>,
}

#[derive(Clone, Debug, Default)]
pub struct EventQuery {
    /// All of these take part.
    pub with: Vec<String>,
    pub kind: Option<khabar_model::EventKind>,
    pub status: Option<khabar_model::EventStatus>,
    pub since: Option<String>,
    pub until: Option<String>,
    /// At most this many; 0 for all.
    pub limit: usize,
    /// Go on after this place: `next` of an answer.
    pub after: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Events {
    pub with: Vec<Asked>,
    pub total: usize,
    /// By day, earliest first.
    pub events: Vec<Event>,
    /// The place to go on from, where there is more.
    pub next: Option<String>,
}

/// A spelling and how many pages carry it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Spelling {
    pub text: String,
    pub pages: usize,
}

/// A post or title, with the first place that gives it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Post {
    pub text: String,
    pub pages: usize,
    pub first: Option<String>,
    pub last: Option<String>,
    pub words: Quote,
    pub source: Source,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Count {
    pub name: String,
    pub count: usize,
}

/// What the record holds on one actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Profile {
    pub actor: Actor,
    /// Of a person: the name in Latin letters, as a list of the user's has it,
    /// else made from the Arabic.
    pub latin: Option<String>,
    /// Wikidata id, where a list of the user's gives one.
    pub wikidata: Option<String>,
    /// How it matched the name asked for (see [`Match::how`]).
    pub how: String,
    /// Other actors of the record that are the same by our reckoning.
    pub variants: Vec<Match>,
    pub spellings: Vec<Spelling>,
    pub posts: Vec<Post>,
    pub articles: usize,
    pub statements: usize,
    pub events: usize,
    pub first: Option<String>,
    pub last: Option<String>,
    pub outlets: Vec<Count>,
    pub acts: Vec<Count>,
    /// The latest statements.
    pub latest: Vec<Statement>,
}

/// Where the words of a statement travelled.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Trace {
    /// Who said it first, as far as the record knows; its `copies` are those
    /// who repeated it, by day.
    pub statement: Statement,
    /// Outlets that carry it, with their count.
    pub outlets: Vec<Count>,
    /// Days between the first and the last.
    pub first: Option<String>,
    pub last: Option<String>,
}

/// What to trace.
#[derive(Clone, Debug)]
pub enum TraceOf {
    Statement(i64),
    /// Words of a statement.
    Text(String),
}

/// A hit of full-text search: one article.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hit {
    pub score: f32,
    pub source: Source,
    pub snippet: Quote,
    /// The words of the snippet that match, as code points of the page.
    pub marks: Vec<Quote>,
    /// Statements of the article whose content matches, best first.
    pub statements: Vec<Statement>,
    /// Other articles found that carry the same text; they are not shown by
    /// themselves.
    pub copies: Vec<Source>,
}

#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Search {
    pub query: String,
    /// Articles found, copies of one text counted once.
    pub total: usize,
    /// All of them.
    pub articles: usize,
    pub hits: Vec<Hit>,
    /// Where the next page begins; none on the last. See
    /// [`SearchQuery::after`].
    pub next: Option<String>,
    /// Where they were asked for.
    pub facets: Option<Facets>,
}

/// One paragraph or heading of an article.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Block {
    /// `headline`, `meta` or `body`.
    pub kind: String,
    #[serde(flatten)]
    pub words: Quote,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Mention {
    pub actor: Actor,
    /// `name` or `post`.
    pub form: String,
    #[serde(flatten)]
    pub words: Quote,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Date {
    /// ISO 8601; none where the page does not settle it.
    pub value: Option<String>,
    /// TIMEX3 type: `DATE`, or `SET` for what comes again.
    pub kind: String,
    /// How often in each period of a set.
    pub times: Option<u32>,
    /// `START`, `MID` or `END` of the value.
    pub modifier: Option<String>,
    /// Readings between which nothing decides, likeliest first.
    pub candidates: Vec<String>,
    /// Why there is no value.
    pub unsettled: Option<String>,
    #[serde(flatten)]
    pub words: Quote,
}

/// One article with everything read from it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleView {
    pub source: Source,
    /// `main`, `appended` or `related`.
    pub kind: String,
    pub dateline: Vec<Quote>,
    pub byline: Vec<Quote>,
    pub credit: Vec<Quote>,
    pub blocks: Vec<Block>,
    pub mentions: Vec<Mention>,
    pub dates: Vec<Date>,
    pub statements: Vec<Statement>,
    pub events: Vec<Event>,
    pub decisions: Vec<Decision>,
    /// Articles that carry the same text, earliest first.
    pub copies: Vec<ArticleCopy>,
}

/// An article that is a copy of another.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct ArticleCopy {
    pub source: Source,
    /// In [0,1]: how much of this article stands in the copy, and of the copy in
    /// it, by runs of five words; none where the two are copies only by way of
    /// a third.
    pub in_copy: Option<f32>,
    pub in_this: Option<f32>,
}

/// How much a record holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Counts {
    pub pages: usize,
    pub articles: usize,
    pub people: usize,
    pub organisations: usize,
    pub places: usize,
    pub products: usize,
    pub statements: usize,
    pub events: usize,
    pub set_aside: usize,
}

/// What to search for.
#[derive(Clone, Debug, Default)]
pub struct SearchQuery {
    /// In the language of `docs/query.md`.
    pub query: String,
    /// At most this many; 0 means 20.
    pub limit: usize,
    /// Go on after a page: its [`Search::next`]. Articles added since the
    /// first page do not appear.
    pub after: Option<String>,
    /// Count what was found.
    pub facets: bool,
}

/// Counts of articles among all that were found, at most 50 values each; most
/// first, months latest first. An article with two speakers counts for both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Facets {
    pub outlet: Vec<Count>,
    pub speaker: Vec<Count>,
    pub act: Vec<Count>,
    /// Of publication, `YYYY-MM`.
    pub month: Vec<Count>,
    pub place: Vec<Count>,
    /// Kinds of links ([`ChainLink::kind`]).
    pub chain: Vec<Count>,
}

//! Stories: articles that tell the same event, though they may share few words.
//!
//! What an article is about is a weighted set of features ([`ArticleFacts`] →
//! words, pairs of words, names, places, kinds of event), rare ones heavier, those of
//! headline and lead heavier still. [`Stories`] holds the articles of a record,
//! takes them in a day at a time and groups them as it goes: what is old is not
//! grouped again.

mod cluster;
mod facts;
mod index;
mod parts;
mod score;
mod terms;

pub use cluster::{Stories, StoryId, StoryLink, Thresholds};
pub use facts::{ArticleFacts, Named};
pub use parts::side_by_side;
pub use score::{Evidence, Likeness, Parts};
pub use terms::{Feature, stem};

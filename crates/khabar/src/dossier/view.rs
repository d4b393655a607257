//! A dossier in words: labels in the reader's language, words of pages cleaned.
//! Escaping is left to the form it is drawn in.

use super::strip::Strip;
use crate::compare::Run;
use crate::graph::Graph;
use crate::lang::Lang;

pub struct View {
    pub lang: Lang,
    pub title: String,
    /// How much there is, from when to when.
    pub lead: String,
    pub names: Vec<Name>,
    pub strip: Option<Strip>,
    pub days: Vec<Day>,
    /// What of the timeline is left out, if anything is.
    pub partial: Option<String>,
    /// Where more of it is, if there is more.
    pub whole: Option<String>,
    pub meetings: Vec<Happening>,
    /// Who met whom as a picture.
    pub graph: Option<Graph>,
    /// How positions moved.
    pub moves: Vec<Moved>,
    pub people: Vec<Person>,
    pub speakers: Vec<Speaker>,
    pub plans: Vec<Planned>,
    pub questions: Vec<Open>,
    pub sources: Vec<Place>,
}

/// A name asked for and who answers to it.
pub struct Name {
    pub asked: String,
    /// Name, how it matched, pages.
    pub answers: Vec<(String, String, String)>,
}

pub struct Day {
    pub anchor: String,
    pub iso: Option<String>,
    pub words: String,
    pub moments: Vec<Moment>,
}

/// A line of the timeline.
pub struct Moment {
    pub event: bool,
    pub label: String,
    pub planned: bool,
    /// The day is that of the report only.
    pub reported: bool,
    pub actors: Vec<String>,
    pub place: Option<String>,
    pub text: String,
    /// Where it stands in full.
    pub href: Option<String>,
    pub source: Place,
}

/// Where something stands.
#[derive(Clone)]
pub struct Place {
    /// In the list of sources; 0 where it is not there.
    pub number: usize,
    pub headline: Option<String>,
    pub outlet: String,
    pub iso: Option<String>,
    pub day: Option<String>,
    /// The page gives no day; this is when it was fetched.
    pub fetched: bool,
    /// Fit for a link.
    pub url: Option<String>,
    pub address: String,
}

pub struct Happening {
    pub anchor: String,
    pub label: String,
    pub planned: bool,
    pub iso: Option<String>,
    pub day: Option<String>,
    pub actors: Vec<String>,
    pub place: Option<String>,
    pub text: String,
    pub source: Place,
    /// Other articles that tell it.
    pub also: Option<String>,
}

pub struct Person {
    pub name: String,
    pub kind: String,
    pub spellings: Vec<(String, usize)>,
    pub variants: Vec<String>,
    pub posts: Vec<Post>,
    pub counts: String,
}

pub struct Post {
    pub text: String,
    pub when: String,
    pub source: Place,
}

pub struct Speaker {
    pub anchor: String,
    pub name: String,
    pub role: Option<String>,
    pub total: String,
    pub positions: Vec<Position>,
}

pub struct Position {
    pub label: String,
    pub said: Vec<Said>,
}

pub struct Said {
    pub anchor: String,
    pub speaker: String,
    pub text: String,
    pub form: String,
    pub to: Vec<String>,
    pub links: Vec<Link>,
    pub source: Place,
    /// How many outlets carried copies.
    pub carried: Option<String>,
    pub copies: Vec<Carried>,
}

pub struct Link {
    pub label: String,
    pub by: Option<String>,
    pub inherited: bool,
}

pub struct Carried {
    pub source: Place,
    pub how: String,
    pub links: Vec<Link>,
}

pub struct Planned {
    pub label: String,
    pub day: Option<String>,
    pub iso: Option<String>,
    pub who: Vec<String>,
    pub to: Vec<String>,
    pub text: String,
    pub source: Place,
    pub came: Vec<Happening>,
}

/// A question the record leaves open.
pub struct Open {
    pub label: String,
    pub text: String,
    pub source: Place,
}

/// How what one said on another moved.
pub struct Moved {
    pub by: String,
    pub about: String,
    /// Steps before those shown.
    pub earlier: usize,
    pub steps: Vec<Step>,
}

pub struct Step {
    /// Where it stands in full.
    pub href: Option<String>,
    pub iso: Option<String>,
    pub day: Option<String>,
    /// What it does to the one before it, in words and as a label.
    pub how: String,
    pub kind: String,
    pub act: String,
    pub dropped: bool,
    pub runs: Vec<Run>,
    pub source: Place,
}

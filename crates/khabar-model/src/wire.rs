//! The outside form of a reading (`khabar read`, version 1): spans in code
//! points of the page's text, labels as strings, entities by id.

use crate::{EntityKind, LineLabel, PublishedFrom, Reading};
use khabar_text::{CodePoints, Span};
use serde::Serialize;

/// A half-open range of code points and the words it covers.
#[derive(Clone, Debug, Serialize, PartialEq)]
pub struct At {
    pub start: usize,
    pub end: usize,
    pub exact: String,
}

#[derive(Clone, Debug, Serialize)]
pub struct Page {
    pub page: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    pub lines: Vec<String>,
    pub articles: Vec<Article>,
    pub dates: Vec<Date>,
    pub entities: Vec<Entity>,
    pub statements: Vec<Statement>,
    pub events: Vec<Event>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Article {
    pub id: u16,
    pub kind: &'static str,
    pub outlet: Option<String>,
    pub headline: Option<String>,
    pub published: Option<String>,
    pub published_from: &'static str,
    pub dateline: Option<String>,
    pub byline: Vec<String>,
    pub credit: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Date {
    pub article: u16,
    #[serde(flatten)]
    pub at: At,
    pub value: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Entity {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub name: String,
    pub surfaces: Vec<String>,
    pub roles: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Statement {
    pub id: String,
    pub article: u16,
    pub cue: At,
    pub speaker: Option<At>,
    pub entity: Option<String>,
    /// Who else says it with them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<String>,
    pub content: Vec<At>,
    pub form: &'static str,
    pub act: &'static str,
    /// `affirmed`, `denied` or `withheld`: a denial is not a claim.
    pub polarity: &'static str,
    pub modality: &'static str,
    pub to: Vec<String>,
    /// Entities that the content names.
    pub about: Vec<String>,
    pub via: Vec<Via>,
    /// Cue, source and content together.
    pub certainty: f32,
    pub decisions: Decisions,
}

/// How sure each decision about a statement is.
#[derive(Clone, Debug, Serialize)]
pub struct Decisions {
    pub cue: f32,
    pub source: f32,
    pub content: f32,
    pub chain: f32,
}

#[derive(Clone, Debug, Serialize)]
pub struct Via {
    pub kind: &'static str,
    pub by: Option<String>,
    #[serde(flatten)]
    pub at: At,
    pub inherited: bool,
}

#[derive(Clone, Debug, Serialize)]
pub struct Event {
    pub id: String,
    pub article: u16,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub plover: Option<&'static str>,
    #[serde(flatten)]
    pub at: At,
    pub participants: Vec<String>,
    pub date: Option<String>,
    pub place: Option<String>,
    pub status: &'static str,
}

/// Ids as in the annotation guidelines: `p1` persons, `o1` organisations,
/// `g1` places, `t1` products, numbered in order of appearance.
pub fn entity_ids(kinds: impl Iterator<Item = EntityKind>) -> Vec<String> {
    let mut seen = [0usize; 4];
    kinds
        .map(|k| {
            let letter = match k {
                EntityKind::Person => 'p',
                EntityKind::Org => 'o',
                EntityKind::Place => 'g',
                EntityKind::Product => 't',
            };
            seen[k as usize] += 1;
            format!("{letter}{}", seen[k as usize])
        })
        .collect()
}

pub fn label(l: LineLabel) -> String {
    match l {
        LineLabel::Blank => "-".into(),
        LineLabel::Other => "X".into(),
        LineLabel::Headline(a) => format!("H{a}"),
        LineLabel::Meta(a) => format!("M{a}"),
        LineLabel::Body(a) => format!("B{a}"),
    }
}

/// The wire form of a reading of `text`.
pub fn page(name: &str, url: Option<&str>, text: &str, r: &Reading) -> Page {
    let cp = CodePoints::new(text);
    let at = |s: Span| At {
        start: cp.of_byte(s.start()),
        end: cp.of_byte(s.end()),
        exact: s.of(text).to_string(),
    };
    let words = |s: Span| s.of(text).to_string();
    let ids = entity_ids(r.entities.iter().map(|e| e.kind));
    let id = |k: usize| ids[k].clone();
    Page {
        page: name.to_string(),
        url: url.map(str::to_string),
        lines: r.lines.iter().map(|l| label(l.label)).collect(),
        articles: r
            .articles
            .iter()
            .map(|a| Article {
                id: a.id,
                kind: a.kind.as_str(),
                outlet: a.outlet.as_ref().map(|o| o.name.clone()),
                headline: a.headline.map(words),
                published: a.published.as_ref().map(|p| p.day.clone()),
                published_from: a
                    .published
                    .as_ref()
                    .map_or(PublishedFrom::None, |p| p.from)
                    .as_str(),
                dateline: (!a.datelines.is_empty()).then(|| {
                    a.datelines
                        .iter()
                        .map(|s| s.of(text))
                        .collect::<Vec<_>>()
                        .join("، ")
                }),
                byline: a.bylines.iter().map(|&s| words(s)).collect(),
                credit: a.credits.iter().map(|c| words(c.span)).collect(),
            })
            .collect(),
        dates: r
            .timexes
            .iter()
            .map(|t| Date {
                article: t.article,
                at: at(t.span),
                value: t.value.as_ref().map(|v| v.0.clone()),
            })
            .collect(),
        entities: r
            .entities
            .iter()
            .zip(&ids)
            .map(|(e, id)| Entity {
                id: id.clone(),
                kind: e.kind.as_str(),
                name: e.name.clone(),
                surfaces: e.surfaces.clone(),
                roles: e.roles.iter().map(|r| r.text.clone()).collect(),
            })
            .collect(),
        statements: r
            .statements
            .iter()
            .enumerate()
            .map(|(k, s)| Statement {
                id: format!("s{}", k + 1),
                article: s.article,
                cue: at(s.cue),
                speaker: s.source.map(at),
                entity: s.entity.map(id),
                with: s.with.iter().map(|&k| id(k)).collect(),
                content: s.content.iter().map(|&c| at(c)).collect(),
                form: s.form.as_str(),
                act: s.act.as_str(),
                polarity: s.polarity.as_str(),
                modality: s.modality.as_str(),
                about: s.about.iter().map(|&k| id(k)).collect(),
                decisions: Decisions {
                    cue: s.decisions.cue,
                    source: s.decisions.source,
                    content: s.decisions.content,
                    chain: s.decisions.chain,
                },
                to: s.to.iter().map(|&k| id(k)).collect(),
                via: s
                    .chain
                    .iter()
                    .map(|l| Via {
                        kind: l.kind.as_str(),
                        by: l.by.map(id),
                        at: at(l.span),
                        inherited: l.inherited,
                    })
                    .collect(),
                certainty: s.certainty,
            })
            .collect(),
        events: r
            .events
            .iter()
            .enumerate()
            .map(|(k, e)| Event {
                id: format!("e{}", k + 1),
                article: e.article,
                kind: e.kind.as_str(),
                plover: e.plover.map(|p| p.as_str()),
                at: at(e.span),
                participants: e.participants.iter().map(|&k| id(k)).collect(),
                date: e.date.as_ref().map(|d| d.0.clone()),
                place: e.place.map(words),
                status: e.status.as_str(),
            })
            .collect(),
    }
}

//! The outside form of a reading (`khabar read`, version 1): spans in code
//! points of the page's text, labels as strings, entities by id.

use crate::{Capture, EntityKind, LineLabel, PublishedFrom, Reading};
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
    /// The encoding of an HTML page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub charset: Option<&'static str>,
    /// The text form of an HTML page, a line each for `lines`; plain text is not
    /// given again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    pub lines: Vec<String>,
    pub articles: Vec<Article>,
    pub dates: Vec<Date>,
    /// Periods and references, which name no day: not part of `dates`, where
    /// the form of the gold has no place for them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub times: Vec<Time>,
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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kicker: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    pub published: Option<String>,
    pub published_from: &'static str,
    /// The field of the markup that tells the day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published_field: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updated: Option<String>,
    pub dateline: Option<String>,
    pub byline: Vec<String>,
    pub credit: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub captions: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Date {
    pub article: u16,
    #[serde(flatten)]
    pub at: At,
    pub value: Option<String>,
    /// The readings between which nothing decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
    /// Why there is no value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unsettled: Option<&'static str>,
    /// TIMEX3 `mod`: START, MID or END.
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<&'static str>,
}

#[derive(Clone, Debug, Serialize)]
pub struct Time {
    pub article: u16,
    #[serde(flatten)]
    pub at: At,
    /// TIMEX3 `type`: SET or DATE.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// `P1W`, `PRESENT_REF`.
    pub value: String,
    /// TIMEX3 `freq` of a set: `2X`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<String>,
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
    /// The word that tells it.
    pub trigger: At,
    pub participants: Vec<String>,
    /// What each of `participants` does, in the same order: `host`, `visitor`, …
    pub roles: Vec<&'static str>,
    pub date: Option<String>,
    pub place: Option<String>,
    /// `happened`, `planned` or `cancelled`.
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

/// The wire form of what was read on a page.
pub fn page(capture: &Capture, r: &Reading) -> Page {
    let text = capture.text.as_str();
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
        page: capture.name.clone(),
        url: capture.url.clone(),
        charset: capture.page.as_ref().map(|p| p.layout.charset),
        text: capture.page.as_ref().map(|_| capture.text.clone()),
        lines: r.lines.iter().map(|l| label(l.label)).collect(),
        articles: r
            .articles
            .iter()
            .map(|a| Article {
                id: a.id,
                kind: a.kind.as_str(),
                outlet: a.outlet.as_ref().map(|o| o.name.clone()),
                headline: a.headline.map(words),
                kicker: a.kicker.map(words),
                section: a.section.map(words),
                published: a.published.as_ref().map(|p| p.day.clone()),
                published_from: a
                    .published
                    .as_ref()
                    .map_or(PublishedFrom::None, |p| p.from)
                    .as_str(),
                published_field: a.published.as_ref().and_then(|p| p.field),
                updated: a.updated.as_ref().map(|p| p.day.clone()),
                dateline: (!a.datelines.is_empty()).then(|| {
                    a.datelines
                        .iter()
                        .map(|s| s.of(text))
                        .collect::<Vec<_>>()
                        .join("، ")
                }),
                byline: a.bylines.iter().map(|&s| words(s)).collect(),
                credit: a.credits.iter().map(|c| words(c.span)).collect(),
                captions: a.captions.iter().map(|&s| words(s)).collect(),
                keywords: a.keywords.iter().map(|&s| words(s)).collect(),
            })
            .collect(),
        dates: r
            .timexes
            .iter()
            .filter(|t| t.names_days())
            .map(|t| Date {
                article: t.article,
                at: at(t.span),
                value: t.value.as_ref().map(|v| v.0.clone()),
                candidates: t.candidates.iter().map(|v| v.0.clone()).collect(),
                unsettled: t.unsettled.map(|u| u.as_str()),
                modifier: t.modifier.map(|m| m.as_str()),
            })
            .collect(),
        times: r
            .timexes
            .iter()
            .filter(|t| !t.names_days())
            .filter_map(|t| {
                Some(Time {
                    article: t.article,
                    at: at(t.span),
                    kind: t.kind.as_str(),
                    value: t.value.as_ref()?.0.clone(),
                    freq: t.times.map(|n| format!("{n}X")),
                })
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
                trigger: at(e.trigger),
                participants: e.participants.iter().map(|p| id(p.entity)).collect(),
                roles: e.participants.iter().map(|p| p.role.as_str()).collect(),
                date: e.date.as_ref().map(|d| d.0.clone()),
                place: e.place.map(words),
                status: e.status.as_str(),
            })
            .collect(),
    }
}

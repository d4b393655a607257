//! Chains: through which channel, agency or outlet the words came. A channel
//! is set where the text names it and holds for the statements it covers.

use super::context::Context;
use super::lexicon::class;
use khabar_model::{EntityKind, Link, LinkKind, Span};
use std::ops::Range;

/// A channel named in the text.
#[derive(Clone, Debug)]
pub struct Setter {
    pub kind: LinkKind,
    pub by: Option<usize>,
    pub span: Span,
    /// The channel itself speaks (`وذكر بيان أن`): it covers all that follows.
    pub speaks: bool,
    /// Named with the article: one that was named before.
    pub definite: bool,
    /// Who passed it on (بيان نقلته وكالة…).
    pub relay: Option<Link>,
}

/// Finds a channel phrase in the tokens `range`: a channel word after a
/// preposition, or standing as the source itself if `speaks`.
pub fn find(
    c: &Context<'_>,
    range: Range<usize>,
    speaks: bool,
    speaker: Option<usize>,
) -> Option<Setter> {
    for k in range.clone() {
        if !c.is(k, class::CHANNEL) || c.quoted[k].is_some() {
            continue;
        }
        let placed = k > 0
            && (c.is(k - 1, class::CHANNEL_PREP | class::ATTRIBUTION)
                || c.is(k, class::POST) && c.is(k - 1, class::ALA));
        let clitic = ["لل", "بال", "بب"].iter().any(|p| c.norm(k).starts_with(p));
        if !(speaks || placed || clitic || k == range.start) {
            continue;
        }
        let end = phrase_end(c, k, range.end);
        let relay = relay(c, k + 1..range.end);
        if let Some(link) = relay.as_ref().filter(|_| !speaks && c.is(k, class::REMARK)) {
            // تصريحات نشرتها الوكالة: the agency is all there is of a channel.
            return Some(Setter {
                kind: link.kind,
                by: link.by,
                span: link.span,
                speaks,
                definite: false,
                relay: None,
            });
        }
        let mut kind = kind_of(c, k)?;
        if c.is(k, class::REMARK) && told_to(c, k + 1..range.end).is_some() {
            kind = LinkKind::Interview;
        }
        let inside = (k + 1..end)
            .find_map(|j| c.mention_at(j))
            .filter(|m| c.kind(m.entity) != EntityKind::Place);
        let by = match kind {
            LinkKind::Statement if speaks => inside.map(|m| m.entity),
            LinkKind::Outlet => inside.map(|m| m.entity),
            _ => speaker,
        };
        let definite = c.norm(k).starts_with("ال") || clitic && c.norm(k).starts_with("لل");
        return Some(Setter {
            kind,
            by,
            span: c.text.span(k, end),
            speaks,
            definite,
            relay,
        });
    }
    None
}

/// The channel that an attribution phrase names at once after the content.
pub fn told_after(c: &Context<'_>, range: Range<usize>, speaker: Option<usize>) -> Option<Setter> {
    let k = range
        .clone()
        .take(3)
        .find(|&k| c.is(k, class::ATTRIBUTION))?;
    let end = (k + 1..range.end)
        .find(|&j| matches!(c.text.raw(j), "،" | "," | "."))
        .unwrap_or(range.end);
    find(c, k + 1..end.min(k + 4), false, speaker)
}

/// Who passed a channel's words on: `بيان، نقلته وكالة…`.
pub fn relay(c: &Context<'_>, range: Range<usize>) -> Option<Link> {
    let k = range
        .clone()
        .take(16)
        .find(|&k| c.exactly(k, class::RELAYED))?;
    let end = (k + 1..range.end.min(k + 10))
        .find(|&j| matches!(c.text.raw(j), "،" | "," | ":" | "."))
        .unwrap_or(range.end.min(k + 10));
    carrier(c, k + 1..end)
}

/// The outlet that something is said to, in the tokens `range`: `لوكالة…`،
/// `لـ«الأفق»`. Its position and the kind of link that it makes of words said
/// to it without more.
fn told_to(c: &Context<'_>, range: Range<usize>) -> Option<(usize, LinkKind)> {
    range.clone().find_map(|k| {
        // Not inside a title: الرئيس التنفيذي لـ«شركة» فلان.
        let after = |q: super::context::Quote| {
            let j = q.close + 1;
            !c.text.is_word(j) || c.is(j, class::ADJUNCT) || c.exactly(j, class::THAT)
        };
        let first = k == range.start;
        let quoted = c.exactly(k, class::LI)
            && c.quote_at(k + 1).is_some_and(|q| first || after(q))
            || c.prefixed(k) && c.norm(k).starts_with('ل') && is_media(c, k);
        match c.norm(k) {
            "لوسائل" => Some((k, LinkKind::Outlet)),
            "لوكاله" => Some((k, LinkKind::Agency)),
            _ if c.exactly(k, class::TO_MEDIA) || quoted => Some((k, LinkKind::Interview)),
            _ => None,
        }
    })
}

fn is_media(c: &Context<'_>, k: usize) -> bool {
    c.mention_at(k).is_some_and(|m| {
        let e = &c.names.entities[m.entity];
        e.kind == EntityKind::Org && e.surfaces.iter().any(|s| c.lex.is_agency(s))
    })
}

/// `وقال لـ«الأفق»:` names no channel but whom it was said to.
pub fn said_to(c: &Context<'_>, range: Range<usize>, speaker: Option<usize>) -> Option<Setter> {
    let near = range.start..range.end.min(range.start + 6);
    let (k, kind) = told_to(c, near)?;
    let end = (k + 1..range.end)
        .find(|&j| matches!(c.text.raw(j), "،" | "," | ":") || c.exactly(j, class::THAT))
        .unwrap_or(range.end);
    let named = (k..end).find_map(|j| c.mention_at(j)).map(|m| m.entity);
    let by = if kind == LinkKind::Interview {
        speaker
    } else {
        named
    };
    Some(Setter {
        kind,
        by,
        span: c.text.span(k, end.max(k + 1)),
        speaks: false,
        definite: false,
        relay: None,
    })
}

fn kind_of(c: &Context<'_>, k: usize) -> Option<LinkKind> {
    let bits = c.classes[k];
    let table = [
        (class::PRESS, LinkKind::PressConference),
        (class::POST, LinkKind::Post),
        (class::INTERVIEW, LinkKind::Interview),
        (class::STATEMENT, LinkKind::Statement),
        (class::SPEECH, LinkKind::Speech),
        (class::OUTLET, LinkKind::Outlet),
    ];
    table
        .into_iter()
        .find(|(b, _)| bits & b != 0)
        .map(|(_, kind)| kind)
}

fn phrase_end(c: &Context<'_>, k: usize, end: usize) -> usize {
    for j in k + 1..end.min(k + 16) {
        let stop = matches!(c.text.raw(j), "،" | "," | ":" | "." | "-" | "–" | "؛")
            || c.exactly(j, class::THAT | class::CHANNEL_STOP | class::RELAYED)
            || c.quote_at(j)
                .is_some_and(|q| !super::frame::is_name_quote(c, q.open, q.close));
        if stop {
            return j;
        }
    }
    end.min(k + 16)
}

/// The agency named in `range` as who reports it.
pub fn agency(c: &Context<'_>, range: Range<usize>) -> Option<Link> {
    range.clone().find_map(|k| {
        let m = c.mention_at(k)?;
        let e = &c.names.entities[m.entity];
        let is_agency = e.kind == EntityKind::Org && e.surfaces.iter().any(|s| c.lex.is_agency(s));
        is_agency.then_some(Link {
            kind: LinkKind::Agency,
            by: Some(m.entity),
            span: m.span,
            inherited: false,
        })
    })
}

/// `جاء ذلك في بيان…`: the channel of what the article tells, before and after.
pub fn of_article(c: &Context<'_>, unit: Range<usize>) -> Option<(usize, Link)> {
    let told = |k: usize| c.is(k, class::ARRIVAL) && c.norm(k + 1) == "ذلك";
    let k = unit
        .clone()
        .find(|&k| told(k) && c.exactly(k + 2, class::CHANNEL_PREP))?;
    let setter = find(c, k + 2..c.sentence_end[k], false, None)?;
    Some((k, setter.link(false)))
}

/// Who passes the words on (`نقلت … عن`): an agency, else an outlet or report.
pub fn carrier(c: &Context<'_>, range: Range<usize>) -> Option<Link> {
    agency(c, range.clone()).or_else(|| {
        let named = range
            .clone()
            .find_map(|k| c.mention_at(k))
            .filter(|m| c.kind(m.entity) == EntityKind::Org);
        let word = range
            .clone()
            .find(|&k| c.is(k, class::OUTLET | class::NAMING | class::MEDIA));
        let span = match (named, word) {
            (Some(m), _) => m.span,
            (None, Some(k)) => c.text.span(k, k + 1),
            (None, None) => return None,
        };
        let agency = word.is_some_and(|k| matches!(c.norm(k), "وكاله" | "الوكاله"));
        Some(Link {
            kind: if agency {
                LinkKind::Agency
            } else {
                LinkKind::Outlet
            },
            by: named.map(|m| m.entity),
            span,
            inherited: false,
        })
    })
}

impl Setter {
    pub fn link(&self, inherited: bool) -> Link {
        Link {
            kind: self.kind,
            by: self.by,
            span: self.span,
            inherited,
        }
    }
}

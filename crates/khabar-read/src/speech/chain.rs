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
        let word_before = if k > 0 { c.norm(k - 1) } else { "" };
        let placed = matches!(
            word_before,
            "في" | "عبر"
                | "خلال"
                | "ضمن"
                | "وفي"
                | "وعبر"
                | "وخلال"
                | "ب"
                | "بحسب"
                | "حسب"
                | "وفق"
        ) || (k > 0 && c.is(k - 1, class::ATTRIBUTION));
        let clitic = ["لل", "بال", "بب"].iter().any(|p| c.norm(k).starts_with(p));
        if !(speaks || placed || clitic || k == range.start) {
            continue;
        }
        let kind = kind_of(c, k)?;
        let end = phrase_end(c, k, range.end);
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
        });
    }
    None
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
            || c.lex.classes(c.norm(j)) & class::THAT != 0
            || matches!(c.norm(j), "الي" | "الذي" | "التي" | "تلقته" | "تلقت")
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
    let told = |k: usize| matches!(c.norm(k), "جاء" | "وجاء") && c.norm(k + 1) == "ذلك";
    let k = unit
        .clone()
        .find(|&k| told(k) && matches!(c.norm(k + 2), "في" | "خلال"))?;
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
            .find(|&k| c.is(k, class::OUTLET | class::NAMING));
        let span = match (named, word) {
            (Some(m), _) => m.span,
            (None, Some(k)) => c.text.span(k, k + 1),
            (None, None) => return None,
        };
        Some(Link {
            kind: LinkKind::Outlet,
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

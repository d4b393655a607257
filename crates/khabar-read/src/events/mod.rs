//! Events: meetings, visits, calls, agreements, invitations, attacks, …
//!
//! A trigger word of `data/event_triggers.tsv` with the actors of its clause.
//! One event told twice on a page is one event.

use crate::names::Names;
use khabar_model::{
    BlockKind, EntityKind, Event, EventKind, EventStatus, MentionForm, Page, Plover, Statement,
    Timex, TimexKind, TimexValue,
};
use khabar_text::fold::fold;
use khabar_text::table::{cell, parts, rows};
use khabar_text::{Text, clitic, sentence};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

struct Trigger {
    verb: bool,
    kind: EventKind,
    plover: Option<Plover>,
    with: Vec<String>,
}

pub struct EventReader {
    triggers: FxHashMap<String, Vec<Trigger>>,
    planned: FxHashSet<String>,
}

/// How far from the trigger its actors may stand, in tokens.
const BEFORE: usize = 14;
const AFTER: usize = 26;

impl EventReader {
    pub fn builtin() -> Self {
        let mut triggers: FxHashMap<String, Vec<Trigger>> = FxHashMap::default();
        for row in rows(include_str!("../../../../data/event_triggers.tsv")) {
            let Some(kind) = EventKind::parse(cell(&row, 2)) else {
                continue;
            };
            triggers
                .entry(fold(cell(&row, 0)))
                .or_default()
                .push(Trigger {
                    verb: cell(&row, 1) == "verb",
                    kind,
                    plover: Plover::parse(cell(&row, 3)),
                    with: parts(&row, 4).map(fold).collect(),
                });
        }
        let planned = rows(include_str!("../../../../data/event_words.tsv"))
            .filter(|r| cell(r, 0) == "planned")
            .map(|r| fold(cell(&r, 1)))
            .collect();
        EventReader { triggers, planned }
    }

    pub fn read(
        &self,
        text: &Text<'_>,
        page: &Page,
        names: &Names,
        timexes: &[Timex],
        _statements: &[Statement],
    ) -> Vec<Event> {
        let mut out: Vec<Event> = Vec::new();
        for article in &page.articles {
            for block in article.blocks.iter().filter(|b| b.kind == BlockKind::Body) {
                for s in sentence::sentences(text, text.tokens_in(block.span)) {
                    self.sentence(text, names, timexes, article.id, s, &mut out);
                }
            }
        }
        out
    }

    fn sentence(
        &self,
        text: &Text<'_>,
        names: &Names,
        timexes: &[Timex],
        article: u16,
        s: Range<usize>,
        out: &mut Vec<Event>,
    ) {
        for i in s.clone() {
            let Some(t) = self.trigger_at(text, i, s.end) else {
                continue;
            };
            let from = clause_start(text, i, s.start);
            let to = clause_end(text, i, s.end);
            let clause = text.span(from, to);
            let inside = |span: khabar_model::Span| clause.contains(span);
            let mut participants: Vec<usize> = Vec::new();
            let mut place = None;
            for m in names.mentions.iter().filter(|m| inside(m.span)) {
                let at = text.token_at(m.span.start());
                let kind = names.entities[m.entity].kind;
                if kind == EntityKind::Product {
                    continue;
                }
                if kind == EntityKind::Place && located(text, at, m.span.start()) {
                    place = place.or(Some(m.span));
                    // A city is where it happens; whose country it is may act.
                    if t.kind != EventKind::Visit {
                        continue;
                    }
                }
                // Posts stand for their person, not for the organisation in them.
                let named_post = m.form == MentionForm::Post && kind != EntityKind::Person;
                if !named_post && !participants.contains(&m.entity) && participants.len() < 5 {
                    participants.push(m.entity);
                }
            }
            if participants.len() < 2 {
                continue;
            }
            let date = timexes
                .iter()
                .filter(|x| x.kind == TimexKind::Date && inside(x.span))
                .find_map(|x| x.value.clone());
            // Only words by the trigger: "المقبل" further on speaks of something else.
            let near = i.saturating_sub(4).max(from)..to.min(i + 9);
            let planned = near.into_iter().any(|k| self.is_planned(text.norm(k)));
            let event = Event {
                article,
                kind: t.kind,
                plover: t.plover,
                span: clause,
                participants,
                date,
                place,
                status: if planned {
                    EventStatus::Planned
                } else {
                    EventStatus::Happened
                },
            };
            merge(out, event);
        }
    }

    fn trigger_at(&self, text: &Text<'_>, i: usize, end: usize) -> Option<&Trigger> {
        if !text.is_word(i) {
            return None;
        }
        let word = text.norm(i);
        clitic::cuts(word).find_map(|cut| {
            let stem = &word[cut.bytes..];
            let bare = stem.strip_prefix("ال").unwrap_or(stem);
            let future = stem.strip_prefix('س').unwrap_or(stem);
            let found = [stem, bare, future]
                .into_iter()
                .find_map(|w| self.triggers.get(w))?;
            found.iter().find(|t| {
                let verb_fits = !t.verb || (cut.preposition.is_none() && bare == stem);
                let near =
                    (i + 1..end.min(i + 7)).any(|k| t.with.iter().any(|w| w == text.norm(k)));
                verb_fits && (t.with.is_empty() || near)
            })
        })
    }

    fn is_planned(&self, word: &str) -> bool {
        self.planned.contains(word)
            || word
                .strip_prefix('و')
                .is_some_and(|w| self.planned.contains(w))
            || word.starts_with("سي") && word.len() > 8 && self.triggers.contains_key(&word[2..])
    }
}

fn clause_start(text: &Text<'_>, i: usize, from: usize) -> usize {
    (from.max(i.saturating_sub(BEFORE))..i)
        .rev()
        .find(|&k| matches!(text.raw(k), "؛" | ":" | "." | "\"" | "«" | "“"))
        .map_or(from.max(i.saturating_sub(BEFORE)), |k| k + 1)
}

fn clause_end(text: &Text<'_>, i: usize, end: usize) -> usize {
    let limit = end.min(i + AFTER);
    (i + 1..limit)
        .find(|&k| matches!(text.raw(k), "؛" | "." | "»" | "”"))
        .unwrap_or(limit)
}

/// The place stands after a preposition of place, or its name carries one.
fn located(text: &Text<'_>, at: usize, start: usize) -> bool {
    let clitic = text
        .tokens()
        .get(at)
        .is_some_and(|t| t.span.start() < start);
    let before = if at > 0 { text.norm(at - 1) } else { "" };
    clitic
        || matches!(
            before,
            "في" | "الي"
                | "بمدينه"
                | "بالعاصمه"
                | "العاصمه"
                | "مدينه"
                | "داخل"
                | "شمالي"
                | "جنوبي"
                | "من"
        )
}

/// Adds an event, or completes the one already told with the same actors.
fn merge(out: &mut Vec<Event>, e: Event) {
    let shared = |o: &Event| {
        o.participants
            .iter()
            .filter(|p| e.participants.contains(p))
            .count()
    };
    let compatible = |a: &Option<TimexValue>, b: &Option<TimexValue>| match (a, b) {
        (Some(a), Some(b)) => a.0.starts_with(&b.0) || b.0.starts_with(&a.0),
        _ => true,
    };
    let same = out.iter_mut().find(|o| {
        o.kind == e.kind && o.status == e.status && shared(o) >= 2 && compatible(&o.date, &e.date)
    });
    match same {
        Some(o) => {
            o.date = o.date.take().or(e.date);
            o.place = o.place.or(e.place);
        }
        None => out.push(e),
    }
}

//! What the clause around a trigger adds to what its own words tell: the place
//! that opens it, and whose forces they are.

use super::context::Context;
use super::frame::Slot;
use super::lexicon::{Found, class};
use super::told::Told;
use khabar_model::{EntityKind, EventKind, EventRole, Participant, Span};
use std::ops::Range;

pub fn complete(cx: &Context<'_>, f: &Found<'_>, told: &mut Told, sentence: &Range<usize>) {
    if f.trigger.kind == Some(EventKind::Attack) {
        forces(cx, f, told);
        told.place = told.place.or_else(|| opening(cx, told.head, sentence));
        target(cx, told);
    }
}

/// "نفذ الطيران الحربي غارة": of whoever attacked before.
fn forces(cx: &Context<'_>, f: &Found<'_>, told: &mut Told) {
    let does = |p: &Participant| matches!(p.role, EventRole::Actor | EventRole::Party);
    let near = f.at.max(told.head);
    let named = (told.head + 1..near + 3).any(|k| cx.is(k, class::FORCE) && !cx.named(k + 1));
    let known = |e: usize| told.participants.iter().any(|p| p.entity == e);
    if let Some(entity) = cx.attacker
        && named
        && !told.participants.iter().any(does)
        && !known(entity)
    {
        let role = EventRole::Actor;
        told.participants.push(Participant { entity, role });
    }
}

/// The place before the verb (وفي الزبداني قصف …).
fn opening(cx: &Context<'_>, head: usize, sentence: &Range<usize>) -> Option<Span> {
    let start = cx.clause_start(head, sentence);
    (start..head).rev().find_map(|k| {
        let m = cx.mention_at(k)?;
        let placed = k > start && matches!(cx.lex.intro(cx.text, k - 1), Some((Slot::In, _)));
        let place = cx.kind(m.entity) == EntityKind::Place;
        let glued = cx.text.tokens()[k].span.start() < m.span.start();
        (place && (placed || glued)).then_some(m.span)
    })
}

/// An attack strikes the city where it happens.
fn target(cx: &Context<'_>, told: &mut Told) {
    let hit = |p: &Participant| p.role == EventRole::Target && cx.is_city(p.entity);
    let Some(place) = told.place else { return };
    if told.participants.iter().any(hit) {
        return;
    }
    if let Some(m) = cx.mention_at(cx.text.token_at(place.start()))
        && cx.is_city(m.entity)
        && told.participants.iter().all(|p| p.entity != m.entity)
    {
        let (entity, role) = (m.entity, EventRole::Target);
        told.participants.push(Participant { entity, role });
    }
}

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
    if f.trigger.kind == Some(EventKind::Visit) {
        goal(cx, told, sentence);
        host(cx, told, sentence);
    }
}

fn has(told: &Told, role: EventRole) -> bool {
    told.participants.iter().any(|p| p.role == role)
}

fn takes_part(told: &Told, entity: usize) -> bool {
    told.participants.iter().any(|p| p.entity == entity)
}

/// How far after a visit's words its purpose may name somebody.
const GOAL: usize = 16;

/// Whom a visitor goes to see (يتوجه إلى … كي يرفع تقريرا إلى المجلس).
fn goal(cx: &Context<'_>, told: &mut Told, sentence: &Range<usize>) {
    let range = told.clause.end..sentence.end.min(told.clause.end + GOAL);
    let Some(opens) = range.clone().find(|&k| cx.is(k, class::GOAL)) else {
        return;
    };
    let open = |k: &usize| !cx.is_cue(*k) && !matches!(cx.text.raw(*k), "." | "؛" | "،");
    let mut names = (opens + 1..range.end).take_while(open);
    let seen = names.find_map(|k| {
        let m = cx.mention_at(k)?;
        let place = matches!(cx.kind(m.entity), EntityKind::Place | EntityKind::Product);
        (!place).then_some(m.entity)
    });
    if let Some(entity) = seen.filter(|&e| !takes_part(told, e)) {
        let role = EventRole::Host;
        told.participants.push(Participant { entity, role });
    }
}

/// How far from a visit's words the country visited may stand.
const HOST: usize = 8;

/// A visit whose words name no host: the country named beside it.
fn host(cx: &Context<'_>, told: &mut Told, sentence: &Range<usize>) {
    if has(told, EventRole::Host) {
        return;
    }
    let placed = told
        .place
        .and_then(|p| cx.mention_at(cx.text.token_at(p.start())));
    let after = told.clause.end..sentence.end.min(told.clause.end + HOST);
    let country = |k: usize| {
        let m = cx.mention_at(k)?;
        (cx.places.is_country(cx.names, m.entity) && !takes_part(told, m.entity))
            .then_some(m.entity)
    };
    let beside = || after.clone().find_map(country);
    let entity = placed.map(|m| m.entity).or_else(beside);
    if let Some(entity) = entity.filter(|&e| !takes_part(told, e)) {
        let role = EventRole::Host;
        told.participants.push(Participant { entity, role });
    }
}

/// "نفذ الطيران الحربي غارة": of whoever attacked before.
fn forces(cx: &Context<'_>, f: &Found<'_>, told: &mut Told) {
    let does = |p: &Participant| matches!(p.role, EventRole::Actor | EventRole::Party);
    let near = f.at.max(told.head);
    let named = (told.head + 1..near + 3).any(|k| cx.is(k, class::FORCE) && !cx.named(k + 1));
    if let Some(entity) = cx.attacker
        && named
        && !told.participants.iter().any(does)
        && !takes_part(told, entity)
    {
        let role = EventRole::Actor;
        told.participants.push(Participant { entity, role });
        told.doer = Some(entity);
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
        && !takes_part(told, m.entity)
    {
        let (entity, role) = (m.entity, EventRole::Target);
        told.participants.push(Participant { entity, role });
    }
}

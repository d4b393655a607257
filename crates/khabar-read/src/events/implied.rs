//! Who takes part though the words of an event noun do not say so.

use super::context::Context;
use super::frame::Slot;
use super::lexicon::{Found, class};
use super::status;
use super::told::{Cast, carry};
use khabar_model::{Act, EventKind, EventRole, Statement};
use std::ops::Range;

/// Adds them; `told` is whether a support verb says whose it is, and whether
/// somebody is asked to do it.
pub fn implied(
    cx: &Context<'_>,
    f: &Found<'_>,
    sentence: &Range<usize>,
    cast: &mut Cast,
    (supported, purpose): (bool, bool),
) {
    let frame = &f.trigger.frame;
    let kind = f.trigger.kind;
    if f.pronoun {
        // "استهدافها بلدات": whoever struck before, where what it strikes follows.
        if kind == Some(EventKind::Attack) && cast.list.iter().any(|p| p.role == EventRole::Target)
        {
            if let Some(entity) = cx.attacker {
                cast.add(entity, EventRole::Actor);
            }
            return;
        }
        // "مساعدتهم", "اقتحامها": the pronoun does not say whether they do it.
        if !matches!(kind, Some(EventKind::Attack | EventKind::Aid)) {
            let owner = frame.role(Slot::Of).or(frame.role(Slot::Subject));
            carry(cx, f, cast, owner);
        }
        return;
    }
    let asked = purpose && cx.parties_at >= sentence.start;
    let between = frame.role(Slot::Between);
    if let Some(role) = between
        && cast.named() < 2
        && !cast.paired
        && (asked || row(cx, f))
    {
        // "دعوة … لعقد الجولة الثانية": between who asks and who is asked.
        for &entity in &cx.parties {
            cast.add(entity, role);
        }
    } else if asked
        && kind == Some(EventKind::Visit)
        && let Some(guest) = cx.recipient
    {
        // "دعوة فلان إلى زيارة …": the one who is asked goes.
        let list = cast.list.iter_mut();
        for p in list.filter(|p| p.role == EventRole::Visitor) {
            p.role = EventRole::Host;
        }
        cast.add(guest, EventRole::Visitor);
    } else if frame.carries && !supported && (!f.definite || cast.with) {
        spoken_of(cx, f, sentence, cast);
    }
}

/// The other party of a meeting, or who announces a deed, or whom the clause
/// is about that the noun gives the time of.
fn spoken_of(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>, cast: &mut Cast) {
    let role = f.trigger.frame.role(Slot::Subject);
    if f.trigger.frame.role(Slot::Between).is_some() {
        if cast.named() == 1 && cast.with {
            carry(cx, f, cast, role);
        }
        return;
    }
    if cast.doer.is_some() {
        return;
    }
    // "دفع ببراءته خلال جلسة استماع"
    let during = f.at > 0 && matches!(cx.lex.intro(cx.text, f.at - 1), Some((Slot::Time, _)));
    let person = during.then(|| cx.person_before(f.at, sentence)).flatten();
    let start = cx.text.tokens()[f.at].span.start();
    let announced = |s: &Statement| matches!(s.act, Act::Announce | Act::Commit);
    match (person, role) {
        (Some(person), Some(role)) => cast.add(person, role),
        _ if during || cx.statement_over(start).is_some_and(announced) => {
            carry(cx, f, cast, role);
        }
        _ => {}
    }
}

/// How far before إلى the word stands that asks or aims.
const AIM: usize = 10;

/// The noun at `head` is what somebody is asked or means to do (دعا إلى عقد …).
pub fn before_to(cx: &Context<'_>, head: usize) -> bool {
    let to = head > 0 && matches!(cx.lex.intro(cx.text, head - 1), Some((Slot::To, _)));
    to && (head.saturating_sub(AIM)..head - 1).any(|k| cx.is(k, class::AIM))
}

/// One of a row of talks (الجولة الثانية), whose parties were named before.
pub fn row(cx: &Context<'_>, f: &Found<'_>) -> bool {
    let talks = f.trigger.kind == Some(EventKind::Dialogue);
    talks && cx.parties.len() > 1 && status::ordinal(cx, f).is_some()
}

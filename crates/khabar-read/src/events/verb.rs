//! Events told by a verb.

use super::context::Context;
use super::frame::Slot;
use super::lexicon::{Found, Part, class};
use super::phrase::{self, Arg, Of};
use super::told::{Cast, Told, antecedent, carry, end_of, finish, subject_before};
use khabar_model::{EntityKind, EventKind, EventRole};
use std::ops::Range;

pub fn read(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> Option<Told> {
    let i = f.at;
    let frame = &f.trigger.frame;
    // "يستقبل المؤتمر أكثر من …": an event receives nobody.
    let next = cx.lex.trigger_at(cx.text, i + 1, sentence.end);
    if frame.role(Slot::Object) == Some(EventRole::Visitor)
        && next.is_some_and(|n| n.trigger.part == Part::Noun && n.definite && !cx.named(i + 1))
    {
        return None;
    }
    let mut before = subject_before(cx, f, sentence);
    let object = object_before(cx, f, sentence);
    if object.is_some() {
        before = None;
    }
    let told = before.is_some() || other_subject(cx, f, sentence);
    let direct = match (told || f.first, f.pronoun) {
        (true, _) => [Slot::Object, Slot::Object],
        (_, true) => [Slot::Subject, Slot::Subject],
        _ => [Slot::Subject, Slot::Object],
    };
    let mut after = phrase::scan(cx, i + 1..end_of(f, sentence), direct, Of::Verb);
    after.list.extend(object);
    let object = after.list.iter().any(|a| a.slot == Slot::Object);
    // "والتقى نظيره فلانا": the one who is named is met, who meets him is known.
    let mutual = frame.role(Slot::Object) == Some(EventRole::Party);
    // "أنه سيزور الدوحة": a place goes nowhere.
    let going = |a: &Arg| a.slot == Slot::Subject && cx.kind(a.entity) != EntityKind::Place;
    let placed = f.trigger.kind == Some(EventKind::Visit) && !after.list.iter().any(going);
    // "كما قصفت مدينة …": a city strikes nobody.
    let city = |a: &Arg| a.slot != Slot::Subject || cx.is_city(a.entity);
    let subjects = after.list.iter().any(|a| a.slot == Slot::Subject);
    let struck =
        f.trigger.kind == Some(EventKind::Attack) && subjects && after.list.iter().all(city);
    let dropped = !told
        && (f.conjunction || mutual || placed || struck)
        && frame.carries
        && frame.takes(Slot::Object)
        && !object
        && !f.pronoun;
    if dropped && cx.carried(i).is_some() {
        for a in after.list.iter_mut().filter(|a| a.slot == Slot::Subject) {
            a.slot = Slot::Object;
        }
    }
    let mut cast = Cast::at(i);
    if let Some(before) = &before {
        cast.take(before, |s| frame.role(s));
    }
    let subject = before.is_some() || after.list.iter().any(|a| a.slot == Slot::Subject);
    let open = f.conjunction || i > sentence.start;
    if !subject
        && !told
        && (open || f.first)
        && frame.carries
        && (f.first || frame.takes(Slot::Object) || bare(cx, i, end_of(f, sentence)))
    {
        carry(cx, f, &mut cast, frame.role(Slot::Subject));
    }
    if f.pronoun && frame.takes(Slot::Object) && frame.carries {
        carry(cx, f, &mut cast, frame.role(Slot::Object));
    }
    cast.take(&after, |s| frame.role(s));
    finish(cx, f, cast, i, (f.future, false))
}

/// What a relative clause speaks of, where its verb has another subject
/// (المدينة التي قصفها الجيش، التي قصف الجيش مناطق فيها).
fn object_before(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> Option<Arg> {
    let i = f.at;
    let takes = f.trigger.frame.takes(Slot::Object);
    if i == sentence.start || !takes || !cx.is(i - 1, class::RELATIVE) {
        return None;
    }
    let place = |e: usize| cx.kind(e) == EntityKind::Place;
    let arg = antecedent(cx, i - 1, sentence)?;
    let next = (i + 1..i + 4).find_map(|k| cx.mention_at(k));
    let other = next.is_some_and(|m| place(arg.entity) && !place(m.entity));
    (f.pronoun || other).then_some(Arg {
        slot: Slot::Object,
        ..arg
    })
}

/// A noun that is no name stands before the verb as its subject (أن القصف
/// استهدف …).
fn other_subject(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> bool {
    if f.at > sentence.start && cx.is(f.at - 1, class::RELATIVE) {
        return false;
    }
    let start = cx.clause_start(f.at, sentence);
    let after_that = start > sentence.start && cx.is(start - 1, class::THAT);
    !f.conjunction && after_that && (start..f.at).any(|k| cx.text.is_word(k))
}

/// No noun follows that may be the subject: a preposition or a time does.
fn bare(cx: &Context<'_>, at: usize, end: usize) -> bool {
    let plain = |k: usize| cx.text.is_word(k) && cx.timex_at(k).is_none();
    let next = (at + 1..end).find(|&k| plain(k));
    next.is_none_or(|k| cx.lex.intro(cx.text, k).is_some() || cx.mention_at(k).is_some())
}

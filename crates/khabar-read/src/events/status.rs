//! Whether an event happened, is planned or was called off, and when; and
//! mentions that tell of none.

use super::context::Context;
use super::frame::Slot;
use super::lexicon::{Found, Part, Tense, class};
use super::told::Told;
use khabar_model::{EventStatus, TimexKind, TimexValue};
use std::ops::Range;

/// How far before a trigger words stand that say it has not come about.
const BEFORE: usize = 3;
/// How far after its last participant a word may say that it is to come.
const AHEAD: usize = 6;
/// How far after its last participant an event's time may stand.
const AFTER: usize = 9;

/// The clause tells that it did not happen, or speaks of such things in
/// general, or somebody denies it.
pub fn untold(cx: &Context<'_>, f: &Found<'_>, told: &Told, sentence: &Range<usize>) -> bool {
    let start = cx.text.tokens()[f.at].span.start();
    // "دفع ببراءته خلال الجلسة": what gives the time of a denial is not denied.
    let time = f.at > 0 && matches!(cx.lex.intro(cx.text, f.at - 1), Some((Slot::Time, _)));
    if cx.denied(start) && !time {
        return true;
    }
    let near = |n: usize| told.head.saturating_sub(n).max(sentence.start)..told.head;
    let own = f.at.saturating_sub(2).max(sentence.start)..f.at;
    if near(2)
        .chain(own)
        .any(|k| cx.is(k, class::NEGATION | class::GENERAL))
    {
        return true;
    }
    // "هذه الزيارة": the one told of before.
    if f.at > sentence.start && cx.is(f.at - 1, class::ANAPHOR) {
        return true;
    }
    let clause = cx.clause_start(told.head, sentence);
    (clause.saturating_sub(1).max(sentence.start)..told.head).any(|k| cx.is(k, class::UNREAL))
}

pub fn status(
    cx: &Context<'_>,
    told: &Told,
    sentence: &Range<usize>,
    date: Option<&TimexValue>,
    published: Option<&str>,
) -> EventStatus {
    let before = told.head.saturating_sub(BEFORE).max(sentence.start)..told.head;
    if before
        .clone()
        .chain([told.head])
        .any(|k| cx.is(k, class::CANCELLED))
    {
        return EventStatus::Cancelled;
    }
    if told.future || before.into_iter().any(|k| cx.is(k, class::PLANNED)) {
        return EventStatus::Planned;
    }
    // What the date says goes before adjectives.
    if let (Some((first, _)), Some(day)) = (date.and_then(TimexValue::days), published)
        && let Some((written, _)) = TimexValue(day.to_string()).days()
    {
        if first > written {
            return EventStatus::Planned;
        }
        let whole = date.is_some_and(|d| d.0.len() == day.len());
        if whole {
            return EventStatus::Happened;
        }
    }
    let to = sentence.end.min(told.clause.end + AHEAD);
    let within = |k: &usize| *k < told.clause.end || !cx.text.is_punct(*k);
    let ahead = (told.head..to)
        .take_while(within)
        .any(|k| cx.is(k, class::PURPOSE));
    if told.purpose || ahead {
        EventStatus::Planned
    } else {
        EventStatus::Happened
    }
}

/// The time of the clause: the nearest after the trigger, else before it.
pub fn date(
    cx: &Context<'_>,
    f: &Found<'_>,
    told: &Told,
    sentence: &Range<usize>,
) -> Option<TimexValue> {
    let end = sentence.end.min(told.clause.end.max(f.at + 1) + AFTER);
    let after = f.at + 1..end;
    let other = |k: usize| {
        let found = cx.lex.trigger_at(cx.text, k, sentence.end);
        let other = |o: Found<'_>| match o.trigger.part {
            Part::Support => o.tense == Tense::Noun,
            _ => o.trigger.kind != f.trigger.kind,
        };
        k >= told.clause.end && found.is_some_and(other)
    };
    let start = cx.clause_start(told.head, sentence);
    after
        .take_while(|&k| !cx.is_cue(k) && !cx.is(k, class::BREAK) && !other(k))
        .chain((start..f.at).rev().take_while(|&k| {
            // "في 27 مايو قبل يومين من …": the day of what went before.
            k + 1 == f.at || !matches!(cx.lex.intro(cx.text, k), Some((Slot::Time, _)))
        }))
        .find_map(|k| {
            let t = cx.timex_at(k)?;
            let first = cx.text.token_at(t.span.start());
            let since = first > 0 && cx.is(first - 1, class::SINCE) || cx.is(first, class::SINCE);
            let day = t.kind == TimexKind::Date && !since;
            t.value.clone().filter(|_| day)
        })
}

/// A time that comes again stands by it (كل ثلاثة أشهر).
pub fn recurring(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> bool {
    let near = f.at..sentence.end.min(f.at + 6);
    near.into_iter()
        .any(|k| cx.timex_at(k).is_some_and(|t| t.kind == TimexKind::Set))
}

/// Which of a row of events it is (الجولة الثانية).
pub fn ordinal(cx: &Context<'_>, f: &Found<'_>) -> Option<u8> {
    let from = f.at.saturating_sub(3);
    (from..f.at + 4).find_map(|k| cx.lex.ordinal(cx.text.norm(k)))
}

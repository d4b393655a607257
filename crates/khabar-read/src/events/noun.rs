//! Events told by a noun: its own words, the verb that says whose it is, and
//! the relative clause after it.

use super::context::Context;
use super::frame::Slot;
use super::implied::{before_to, implied, row};
use super::lexicon::{Found, Part, Tense, class};
use super::phrase::{self, Arg, Args, Of};
use super::told::{Cast, Told, carry, end_of, finish, subject_before};
use khabar_model::{EventKind, EventRole, Participant, TimexKind};
use std::ops::Range;

/// How far before an event noun its support verb may stand.
const SUPPORT: usize = 24;

/// How far after a noun its own time or place may begin.
const DATED: usize = 7;

/// How far after a noun what it is in construct with may begin.
const CONSTRUCT: usize = 3;

pub fn read(cx: &Context<'_>, f: &Found<'_>, sentence: &Range<usize>) -> Option<Told> {
    let frame = &f.trigger.frame;
    let mut cast = Cast::at(f.at);
    let after = own_arguments(cx, f, end_of(f, sentence));
    let (mut head, mut future) = (f.at, false);
    let mut purpose = f.preposition == Some('ل') && frame.deed;
    let mut supported = false;
    if let Some(s) = support(cx, f, sentence) {
        if in_general(cx, &s) {
            return None;
        }
        if take_support(cx, f, &s, sentence, &mut cast) {
            (head, future, supported) = (s.at, s.future, true);
            purpose |= s.tense == Tense::Noun && s.preposition == Some('ل');
            let theirs = &s.trigger.frame;
            cast.take(&after, |slot| {
                frame.role(slot).or_else(|| theirs.role(slot))
            });
        }
    }
    cast.take(&after, |slot| frame.role(slot));
    if let Some(at) = after.relative {
        supported |= relative(cx, f, at, end_of(f, sentence), &mut cast);
    }
    let own = after.list.iter().any(|a| frame.role(a.slot).is_some());
    if f.definite && !f.pronoun && !own && !row(cx, f) {
        // With the article and nothing else it points to one told before.
        let there = |p: &Participant| p.role == EventRole::Present;
        let bare = !supported || cast.list.iter().all(there);
        if bare && !(dated(cx, f, &after, sentence) && again(cx, f, &mut cast)) {
            return None;
        }
    }
    purpose |= before_to(cx, head);
    implied(cx, f, sentence, &mut cast, (supported, purpose));
    finish(cx, f, cast, head, (future, purpose))
}

/// A time or a place of its own makes another event of it (المفاوضات في فيينا
/// في يونيو).
fn dated(cx: &Context<'_>, f: &Found<'_>, after: &Args, sentence: &Range<usize>) -> bool {
    let end = sentence.end.min(f.at + DATED);
    let own = |k: &usize| {
        let described = cx.text.norm(*k).starts_with("ال") || cx.named(*k);
        let timed = cx.timex_at(*k).is_some();
        timed || described || matches!(cx.lex.intro(cx.text, *k), Some((Slot::In, _)))
    };
    let to = (f.at + 1..end).take_while(own).last().unwrap_or(f.at);
    let day = |k: usize| cx.timex_at(k).is_some_and(|t| t.kind == TimexKind::Date);
    let held = after.place.map(|p| cx.text.token_at(p.start()));
    (f.at + 1..=to).any(day) || held.is_some_and(|at| at <= to)
}

/// Whose it is where no word says it: of those who talked before, or who is
/// spoken of.
fn again(cx: &Context<'_>, f: &Found<'_>, cast: &mut Cast) -> bool {
    let frame = &f.trigger.frame;
    let talks = f.trigger.kind != Some(EventKind::Agreement) && cx.parties.len() > 1;
    let between = frame.role(Slot::Between).filter(|_| talks);
    if let Some(role) = between {
        for &entity in &cx.parties {
            cast.add(entity, role);
        }
    } else if f.trigger.kind == Some(EventKind::Vote) {
        carry(cx, f, cast, frame.role(Slot::Subject));
    }
    !cast.list.is_empty()
}

/// The arguments that follow the noun.
fn own_arguments(cx: &Context<'_>, f: &Found<'_>, end: usize) -> Args {
    // With the article it is in construct with nothing.
    let (direct, of) = match (f.pronoun, f.definite) {
        (true, _) => ([Slot::Object, Slot::Object], Of::Noun),
        (_, true) => ([Slot::Aside, Slot::Aside], Of::Definite),
        _ => ([Slot::Of, Slot::Object], Of::Noun),
    };
    let mut args = phrase::scan(cx, f.at + 1..end, direct, of);
    let first = args.list.iter().find(|a| a.slot == Slot::Of && !a.side);
    if first.is_some_and(|a| a.np > f.at + CONSTRUCT) {
        let direct = |a: &Arg| matches!(a.slot, Slot::Of | Slot::Object);
        args.list.retain(|a| !direct(a));
    }
    // "حوار بروكسل": a city is where it is held.
    let held = |a: &Arg| a.slot == Slot::Of && cx.is_city(a.entity);
    let kind = f.trigger.kind;
    let talks = [
        EventKind::Dialogue,
        EventKind::Meeting,
        EventKind::Agreement,
    ];
    if talks.iter().any(|t| kind == Some(*t))
        && let Some(k) = args.list.iter().position(held)
    {
        let city = args.list.remove(k);
        args.place = args.place.or(Some(cx.text.span(city.at, city.end)));
    }
    args
}

/// "حرص على تنظيم لقاءات": of such things in general.
fn in_general(cx: &Context<'_>, s: &Found<'_>) -> bool {
    let deed = s.tense == Tense::Noun && !s.pronoun && s.at > 0;
    deed && matches!(cx.lex.intro(cx.text, s.at - 1), Some((Slot::On, _)))
}

/// Takes who stands by the support verb; false if it does not reach the noun.
fn take_support(
    cx: &Context<'_>,
    f: &Found<'_>,
    s: &Found<'_>,
    sentence: &Range<usize>,
    cast: &mut Cast,
) -> bool {
    let (own, noun) = (&s.trigger.frame, &f.trigger.frame);
    let roles = |slot: Slot| own.role(slot).or_else(|| noun.role(slot));
    let before = subject_before(cx, s, sentence);
    let direct = if before.is_some() || s.first || s.pronoun && s.tense != Tense::Noun {
        [Slot::Object, Slot::Object]
    } else {
        [Slot::Subject, Slot::Object]
    };
    let between = phrase::scan(cx, s.at + 1..f.at, direct, Of::Verb);
    if between.end < f.at {
        return false;
    }
    cast.from = s.at;
    let subject = before.is_some() || between.list.iter().any(|a| a.slot == Slot::Subject);
    if let Some(before) = &before {
        cast.take(before, roles);
    }
    cast.take(&between, roles);
    // "أصدر قائد الحرس أمرا": words that may be its subject.
    let plain = |k: &usize| {
        let aside = cx.lex.intro(cx.text, *k).is_some() || cx.timex_at(*k).is_some();
        cx.text.is_word(*k) && !aside && !cx.named(*k)
    };
    let open = (s.at + 1..f.at).filter(plain).count() < 2;
    let verbal = s.tense != Tense::Noun || s.pronoun;
    if !subject && open && verbal && own.carries {
        carry(cx, s, cast, own.role(Slot::Subject));
    }
    true
}

/// The support verb before an event noun in its clause.
fn support<'c>(cx: &Context<'c>, f: &Found<'_>, sentence: &Range<usize>) -> Option<Found<'c>> {
    let from = sentence.start.max(f.at.saturating_sub(SUPPORT));
    for k in (from..f.at).rev() {
        if matches!(cx.text.raw(k), ":" | "؛" | ";" | ".") {
            return None;
        }
        if cx.named(k) {
            continue;
        }
        if let Some(s) = cx.lex.support_at(cx.text, k, sentence.end) {
            return Some(s);
        }
        // What stands in an adjunct of time is no object of the verb before it.
        let time = matches!(cx.lex.intro(cx.text, k), Some((Slot::Time, _)));
        if time && f.at - k <= 3 && f.preposition.is_none() {
            return None;
        }
        if cx.is_cue(k) || cx.lex.trigger_at(cx.text, k, sentence.end).is_some() {
            return None;
        }
        if cx.is(k, class::BREAK | class::THAT | class::RELATIVE) {
            return None;
        }
    }
    None
}

/// The clause that says of an event noun who does it (الدعوة التي وجهها فلان
/// إلى …، اتصال أجراه بـ …); true if there is one.
fn relative(cx: &Context<'_>, f: &Found<'_>, at: usize, end: usize, cast: &mut Cast) -> bool {
    let skip = |k: usize| cx.is(k, class::RELATIVE | class::AUXILIARY | class::DONE);
    let Some(k) = (at..end.min(at + 3)).find(|&k| !skip(k)) else {
        return false;
    };
    // "الجرائم التي تم ارتكابها": a verbal noun after تم is a verb.
    let done = cx.is(k - 1, class::DONE);
    let found = match done {
        true => cx.lex.support_at(cx.text, k, end),
        false => cx.lex.trigger_at(cx.text, k, end),
    };
    let Some(v) = found else {
        return false;
    };
    if v.trigger.part == Part::Noun || v.tense == Tense::Noun && !done {
        return false;
    }
    let args = phrase::scan(cx, k + 1..end, [Slot::Subject, Slot::Object], Of::Verb);
    let roles = |slot: Slot| {
        let (plain, own) = (v.trigger.frame.role(slot), f.trigger.frame.role(slot));
        // "اتصال أجراه فلان": the noun says more of him than the verb.
        own.filter(|_| plain == Some(EventRole::Party))
            .or(plain)
            .or(own)
    };
    let subject = args.list.iter().any(|a| a.slot == Slot::Subject);
    cast.take(&args, roles);
    if !subject && v.pronoun && v.trigger.frame.carries {
        carry(cx, &v, cast, roles(Slot::Subject));
    }
    true
}

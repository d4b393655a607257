//! Who says it: the words that name the source, and the entity behind them.

use super::context::Context;
use super::lexicon::class;
use khabar_model::EntityKind;
use std::ops::Range;

/// What the words by a cue say of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nothing stands there.
    Implicit,
    /// An entity of the page.
    Known { words: Range<usize>, entity: usize },
    /// A communiqué, post or report speaks (`بيان`): who issued it is to be found.
    Channel { words: Range<usize> },
    /// Words that name nobody known: unnamed sources, officials, groups.
    Unnamed { words: Range<usize> },
}

impl Source {
    pub fn words(&self) -> Option<Range<usize>> {
        match self {
            Source::Implicit => None,
            Source::Known { words, .. } | Source::Channel { words } | Source::Unnamed { words } => {
                Some(words.clone())
            }
        }
    }
}

/// Reads the words between a verb and its content.
pub fn in_words(c: &Context<'_>, range: Range<usize>) -> Source {
    let mut range = trim(c, range);
    let light = class::IN_IT | class::ALSO | class::TO_HIM;
    while c.exactly(range.start, light) && range.start < range.end {
        range.start += 1;
    }
    let Some(head) = range.clone().find(|&k| c.text.is_word(k)) else {
        return Source::Implicit;
    };
    // "وقال لـ«الأفق» الدكتور فلان": whom it is said to stands first.
    if let Some(q) = c.quote_at(head).or_else(|| c.quote_at(head + 1))
        && c.exactly(head, class::LI)
        && q.close + 1 < range.end
    {
        return in_words(c, q.close + 1..range.end);
    }
    let stop = adjunct(c, range.clone());
    if stop <= head {
        return Source::Implicit;
    }
    if c.is(head, class::CHANNEL) {
        let words = head..phrase_end(c, head, range.end);
        return Source::Channel { words };
    }
    let person = (head..stop).find(|&k| c.names_person(k));
    // "ويتهم معارضون فلانا": the name is the object of people without one.
    let object = |k: usize| k == head + 1 && c.exactly(head, class::PEOPLE);
    // "الوزير وفلان": the title is another's than the name joined to it.
    if let Some(k) = person.filter(|&k| k > head && c.joined(k) && c.is(head, class::SUBJECT_HEAD))
    {
        return in_words(c, head..k);
    }
    if let Some(k) = person.filter(|&k| object(k)) {
        return Source::Unnamed { words: head..k };
    }
    if let Some(k) = person {
        let entity = c.mention_at(k).map_or(0, |m| m.entity);
        return Source::Known {
            words: head..c.mention_end(k),
            entity,
        };
    }
    // The name may come after a title that holds an adjunct word
    // (مستشار الأمن القومي في العراق فلان).
    if c.is(head, class::SUBJECT_HEAD) && !c.is(head, class::UNNAMED) {
        let late = (stop..range.end.min(head + 16))
            .take_while(|&k| !hard_stop(c, k))
            .find(|&k| c.names_person(k));
        if let Some(k) = late {
            let entity = c.mention_at(k).map_or(0, |m| m.entity);
            return Source::Known {
                words: head..c.mention_end(k),
                entity,
            };
        }
    }
    if let Some((words, entity)) = issuer(c, head..range.end) {
        return Source::Known { words, entity };
    }
    let words = head..stop;
    if c.is(head, class::UNNAMED) {
        return Source::Unnamed { words };
    }
    // The organisation in a post is not who speaks: الأمين العام للحلف.
    let person_post = c.is(head, class::SUBJECT_HEAD) && !c.is(head, class::NAMING);
    let of_post =
        |e: usize| person_post && matches!(c.kind(e), EntityKind::Org | EntityKind::Place);
    if let Some(m) = c.mention_at(head).filter(|m| !of_post(m.entity)) {
        return Source::Known {
            words: head..c.mention_end(head).max(stop.min(c.mention_end(head))),
            entity: m.entity,
        };
    }
    if c.is(head, class::GROUP | class::NAMING) {
        // ممثلو حلف الناتو، وفد مصر، صحيفة «…»
        let inner = (head..stop).find(|&k| c.mention[k].is_some());
        if let Some(m) = inner.and_then(|k| c.mention_at(k)) {
            return Source::Known {
                words,
                entity: m.entity,
            };
        }
    }
    let bare = { words.clone() }.filter(|&k| c.text.is_word(k)).count() == 1;
    if let Some(entity) = bare.then(|| c.short_form(head)).flatten() {
        return Source::Known { words, entity };
    }
    Source::Unnamed { words }
}

/// "تقرير صادر عن المنظمة": who issued the paper that speaks.
fn issuer(c: &Context<'_>, words: Range<usize>) -> Option<(Range<usize>, usize)> {
    // "المنظمة في تقرير أصدرته": the organisation speaks itself.
    let names = |k: &usize| {
        let aside = c.is(*k, class::ADJUNCT) && !c.is(*k, class::RELATIVE);
        c.mention[*k].is_none() && (!aside || c.exactly(*k, class::ISSUED))
    };
    let issued = (words.start..words.end.min(words.start + 5))
        .take_while(names)
        .find(|&k| k > words.start && c.exactly(k, class::ISSUED))?;
    let body = |k: &usize| {
        let m = c.mention_at(*k);
        m.is_some_and(|m| matches!(c.kind(m.entity), EntityKind::Org | EntityKind::Person))
    };
    let k = (issued + 1..words.end.min(issued + 6)).find(body)?;
    let entity = c.mention_at(k)?.entity;
    Some((words.start..c.mention_end(k), entity))
}

/// Looks left of a verb at `at` for a subject that stands before it, back to
/// the beginning of its clause.
pub fn before(c: &Context<'_>, at: usize, from: usize) -> Source {
    // "الجمهوريين، الذين حذروا": the relative pronoun's antecedent.
    if at > from && c.is(at - 1, class::RELATIVE) {
        let near = (from.max(at.saturating_sub(12))..at - 1)
            .rev()
            .find(|&k| c.mention[k].is_some())
            .map(|k| titled_before(c, k, from).unwrap_or(k));
        return match near.and_then(|k| c.mention_at(k).map(|m| (k, m.entity))) {
            Some((k, entity)) => Source::Known {
                words: k..k + 1,
                entity,
            },
            None => Source::Implicit,
        };
    }
    if let Some((k, entity)) = c.short_form_before(at, from) {
        return Source::Known {
            words: k..k + 1,
            entity,
        };
    }
    let mut start = at;
    while start > from && at - start < 24 {
        let k = start - 1;
        let raw = c.text.raw(k);
        if matches!(raw, ":" | "؛")
            || raw.starts_with('.')
            || (matches!(raw, "،" | ",") && at - start > 0 && !apposition(c, k))
        {
            break;
        }
        if c.exactly(k, class::THAT | class::CLAUSE) {
            break;
        }
        start = k;
    }
    while start < at && (c.exactly(start, class::OPENER) || c.text.raw(start) == "،") {
        start += 1;
    }
    if start >= at {
        return Source::Implicit;
    }
    let first = (start..at).find(|&k| {
        let heads = class::SUBJECT_HEAD | class::UNNAMED | class::GROUP | class::MEDIA;
        c.mention[k].is_some() || c.is(k, heads)
    });
    match first {
        // Only a subject that leads its clause counts: not the object of
        // what came before.
        Some(k) if k <= start + 2 => in_words(c, k..at),
        _ => Source::Implicit,
    }
}

/// The person whose title, after the name, the mention at `k` is part of:
/// "فلان نائب رئيس الشركة الذي نفى".
fn titled_before(c: &Context<'_>, k: usize, from: usize) -> Option<usize> {
    if c.names_person(k) {
        return None;
    }
    let title = (from.max(k.saturating_sub(5))..k)
        .rev()
        .take_while(|&j| c.text.is_word(j))
        .find(|&j| c.is(j, class::SUBJECT_HEAD) && j > from && c.names_person(j - 1))?;
    Some(title - 1)
}

fn apposition(c: &Context<'_>, comma: usize) -> bool {
    c.mention.get(comma + 1).copied().flatten().is_some()
        || comma > 0 && c.mention[comma - 1].is_some() && c.is(comma + 1, class::SUBJECT_HEAD)
}

fn trim(c: &Context<'_>, mut r: Range<usize>) -> Range<usize> {
    while r.start < r.end && c.text.is_punct(r.start) && !c.is_quote_mark(r.start) {
        r.start += 1;
    }
    while r.start < r.end && c.text.is_punct(r.end - 1) && !c.is_quote_mark(r.end - 1) {
        r.end -= 1;
    }
    r
}

/// The first token that ends the naming of the source.
fn adjunct(c: &Context<'_>, r: Range<usize>) -> usize {
    for k in r.clone() {
        if c.prefixed(k) {
            return k;
        }
        if c.mention[k].is_some() {
            continue;
        }
        if c.is(k, class::ADJUNCT) || hard_stop(c, k) {
            return k;
        }
        // A preposition with an indefinite or named complement: لـ«الشرق الأوسط».
        if k > r.start && c.exactly(k, class::LI) {
            return k;
        }
        if matches!(c.text.raw(k), "-" | "–" | "(") && k > r.start && c.text.raw(k) != "(" {
            return k;
        }
    }
    r.end
}

fn hard_stop(c: &Context<'_>, k: usize) -> bool {
    c.exactly(k, class::NAME_STOP)
}

/// The end of a channel's phrase (`بيان صدر عن رئاسة الحكومة`): to the comma,
/// the quotation or the content.
fn phrase_end(c: &Context<'_>, head: usize, end: usize) -> usize {
    (head + 1..end.min(head + 14))
        .find(|&k| matches!(c.text.raw(k), "،" | "," | ":" | "." | "-" | "–"))
        .unwrap_or(end.min(head + 14))
}

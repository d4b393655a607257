//! Names the lists know whole, and those that stand where names stand.

use super::{
    Doc, Unit, bears_name, closes_title, extend, is_family, is_name, is_sure, may_be_name,
    names_body, person, starts_name,
};
use crate::names::lexicon::flag;
use crate::names::spot::{Spot, Spots};
use khabar_model::Origin;

/// Whole names of the lists.
pub fn known(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for p in doc
        .phrases_in(unit.range.clone())
        .iter()
        .filter(|p| p.entry.flags & flag::WHOLE != 0)
    {
        let s = person(doc, unit, p.from, p.to, Origin::Rule("people list"));
        spots.put(Spot { skip: p.skip, ..s });
    }
}

/// Names the tagger missed: after a title, or a given name with بن or another
/// known name after it.
pub fn by_rule(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let end = unit.range.end;
    let mut i = unit.range.start;
    while i < end {
        let from = i;
        i += 1;
        let inside = from > unit.range.start && matches!(doc.text.norm(from - 1), "بن" | "بنت")
            || doc.text.norm(from) == "الدين";
        if spots.is_taken(from) || inside || !starts_name(doc, from) || names_body(doc, unit, from)
        {
            continue;
        }
        let titled =
            from > unit.range.start && !doc.has_clitic(from) && closes_title(doc, from - 1);
        // وشقيقها واثق
        let kin = from > unit.range.start
            && doc.is(from - 1, flag::KIN)
            && doc.is(from, flag::GIVEN)
            && !doc.has_clitic(from)
            && !doc.is(from, flag::TITLE | flag::GROUP);
        if kin && !(from + 1 < end && is_name(doc, from + 1)) {
            let more = from + 1 < end
                && doc.is_rare(from + 1)
                && !doc.text.norm(from + 1).starts_with('و');
            let to = from + 1 + usize::from(more);
            spots.put(person(doc, unit, from, to, Origin::Rule("relative")));
            continue;
        }
        let given = doc.is(from, flag::GIVEN)
            && !doc.definite(from)
            && (titled || apposed(doc, unit, from) || !doc.words[from].is(flag::COMMON));
        // سلطان الخالدي: an everyday word, then a rare one with the article.
        let family = doc.is(from, flag::GIVEN)
            && !doc.definite(from)
            && from + 1 < end
            && is_family(doc, from + 1);
        let foreign = titled && doc.is_rare(from) && from + 1 < end && doc.is_rare(from + 1);
        if !given && !foreign && !family {
            continue;
        }
        let mut to = extend(doc, unit, from, from + 1);
        let chained = to > from + 1;
        while to < end
            && to - from < 4
            && !doc.has_clitic(to)
            && (goes_on(doc, to, titled) || (family || titled && doc.is_rare(to)) && to == from + 1)
        {
            to = extend(doc, unit, from, to + 1);
        }
        // المتحدث باسم الهيئة فرحان حق.: everyday words, but only a name stands here.
        let apposed = to == from + 1 && doc.is(from, flag::GIVEN) && apposed(doc, unit, from);
        if apposed {
            to += 1;
        }
        let sure = (from + 1..to).any(|k| is_sure(doc, k)) || chained && is_sure(doc, from);
        let several = to > from + 1;
        let good = foreign
            || family
            || apposed
            || sure && (titled || doc.is(from, flag::GIVEN_TOP) && is_sure(doc, from))
            || titled && is_sure(doc, from);
        if several && good && spots.put(person(doc, unit, from, to, Origin::Rule("given name"))) {
            i = to;
        }
    }
}

/// Word `i` goes on with a person's name.
fn goes_on(doc: &Doc<'_>, i: usize, titled: bool) -> bool {
    let w = &doc.words[i];
    let known = doc.is(i, flag::PERSON) && may_be_name(doc, i);
    let common = w.is(flag::COMMON | flag::PLACE | flag::NISBA) && w.band >= 3;
    known && (titled || !common)
}

/// Word `i` and the next fill the place of a name: a post that its complement
/// has closed stands before them, and the clause ends behind them.
fn apposed(doc: &Doc<'_>, unit: &Unit, i: usize) -> bool {
    let next = i + 1;
    if next >= unit.range.end || i == unit.range.start || doc.has_clitic(i) {
        return false;
    }
    let word = doc.is_word(next)
        && !doc.definite(next)
        && !doc.has_clitic(next)
        && !doc.is_stop(next)
        && !doc.is(
            next,
            flag::TITLE | flag::NISBA | flag::DATE | flag::PLACE | flag::KIN,
        );
    let ends = next + 1 >= unit.range.end
        || matches!(doc.text.raw(next + 1), "." | "،" | ":" | ")")
        || matches!(doc.text.norm(next + 1), "ان");
    word && ends && !doc.is(i, flag::TITLE) && closes_post(doc, unit, i - 1)
}

/// The complement of a post of several words (المتحدث باسم الهيئة العامة) ends
/// at `i`.
fn closes_post(doc: &Doc<'_>, unit: &Unit, i: usize) -> bool {
    let mut k = i;
    while k > unit.range.start && i - k < 6 {
        if doc.is(k, flag::IN_TITLE) {
            return k < i && doc.definite(i);
        }
        if !doc.is_word(k) || doc.has_clitic(k) || !doc.definite(k) && k == i {
            return false;
        }
        k -= 1;
    }
    false
}

/// Well-known people by what they are mostly called.
pub fn short(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for p in doc.phrases_in(unit.range.clone()) {
        if p.entry.flags & flag::SHORT == 0 {
            continue;
        }
        let chosen = p.to > p.from + 1 || p.skip == doc.words[p.from].skip();
        let other = doc.is(p.from, flag::PLAIN)
            || p.from > unit.range.start
                && (bears_name(doc, p.from - 1) || doc.text.is_number(p.from - 1))
            || doc.text.raw(p.from).ends_with('ً');
        if chosen && !other && doc.short_for(p.from, p.to).is_some() {
            let s = person(doc, unit, p.from, p.to, Origin::Rule("well-known name"));
            spots.put(Spot { skip: p.skip, ..s });
        }
    }
}

//! Names the tagger found, put right at their ends.

use super::{
    Doc, Unit, closes_title, extend, hyphenated, is_link, is_name, is_time_of_day, may_be_name,
    names_body, person, starts_name,
};
use crate::names::lexicon::flag;
use crate::names::spot::{MODEL, Spots};
use crate::names::tagger::Tag;
use khabar_text::sentence;

/// Names the tagger found, put right at their ends.
pub fn tagged(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for t in &doc.tagged {
        if t.tag != Tag::Person || !unit.range.contains(&t.from) {
            continue;
        }
        let Some((from, to, whole)) = narrowed(doc, unit, t.from, t.to.min(unit.range.end)) else {
            continue;
        };
        let (from, to) = widened(doc, unit, spots, from, to, whole);
        let little = doc.is(from, flag::STOP | flag::COUNTRY)
            || doc.words[from].letters < 3 && !doc.has_clitic(from);
        if to - from == 1 && little {
            continue;
        }
        if unit.range.contains(&from) && !names_body(doc, unit, from) {
            spots.put(person(doc, unit, from, to, MODEL));
        }
    }
}

/// What is left of the stretch `from..to` without what no name begins or ends
/// with, and whether nothing before it may belong to it.
fn narrowed(
    doc: &Doc<'_>,
    unit: &Unit,
    mut from: usize,
    mut to: usize,
) -> Option<(usize, usize, bool)> {
    while from < to && !starts_name(doc, from) && !ranked(doc, unit, from, to) {
        from += 1;
    }
    // الشريف منذر بن …: a title though it is a surname too.
    while from + 2 < to
        && doc.definite(from)
        && doc.is(from, flag::COMMON)
        && doc.is(from + 1, flag::GIVEN)
        && !doc.definite(from + 1)
        && is_link(doc, from + 2)
    {
        from += 1;
    }
    // نبيه محمد صلى الله عليه وسلم: God's prophet, no Nabih.
    let prophet = to > from + 1 && doc.text.norm(from).ends_with('ه') && doc.text.norm(to) == "صلي";
    if prophet {
        from = to - 1;
    }
    if let Some(time) = (from + 1..to).find(|&i| is_time_of_day(doc, i)) {
        to = time;
    }
    while to > from + 1 && !may_be_name(doc, to - 1) {
        to -= 1;
    }
    if from >= to {
        return None;
    }
    // بين السعدون وكلاوفلد: two.
    let between = from > unit.range.start && doc.text.norm(from - 1) == "بين";
    let other = |i: usize| between && doc.text.norm(i).starts_with('و') && !doc.is(i, flag::PERSON);
    if let Some(stop) = (from + 1..to).find(|&i| cuts_name(doc, from, i) || other(i)) {
        // A point after an initial (جورج و. بوش) is part of the name.
        let initial = doc.text.raw(stop) == "." && sentence::is_initial(doc.text.norm(stop - 1));
        if !initial && !hyphenated(doc, stop) {
            to = stop;
        }
    }
    while to > from + 1 && is_tail(doc, from, to - 1) {
        to -= 1;
    }
    Some((from, to, prophet))
}

/// The stretch with what the tagger left of the name on either side of it.
fn widened(
    doc: &Doc<'_>,
    unit: &Unit,
    spots: &Spots,
    mut from: usize,
    to: usize,
    whole: bool,
) -> (usize, usize) {
    if whole {
        return (from, to);
    }
    let mut to = extend(doc, unit, from, to);
    let start = unit.range.start;
    let free = |i: usize| spots.is_free(i, i + 1);
    while from > start && is_link(doc, from - 1) && free(from - 1) && !is_born(doc, unit, from - 1)
    {
        from -= 1;
    }
    // عبد اللطيف جمال: the tagger may miss the first half.
    let servant = from >= start + 2
        && doc.definite(from - 1)
        && doc.stem(from - 2) == "عبد"
        && spots.is_free(from - 2, from);
    if servant {
        from -= 2;
    }
    if from > start && second_half(doc, from) && free(from - 1) {
        from -= 1;
    }
    // A known name left of or right of what was tagged belongs to it.
    while to < unit.range.end
        && to - from < 2
        && is_name(doc, to)
        && !doc.has_clitic(to)
        && free(to)
    {
        to += 1;
    }
    let next = to < unit.range.end && free(to);
    // المدعي العام عبد الغني باتاي: after a title, a rare word behind a given name.
    let given = to - from == 1 && doc.is(from, flag::GIVEN)
        || to - from == 2 && doc.text.norm(from) == "عبد";
    let titled = from > start && closes_title(doc, from - 1);
    let ends = !doc.is_word(to + 1) || matches!(doc.text.norm(to + 1), "الذي" | "التي" | "ان");
    let post = doc.is(to + 1, flag::TITLE) && doc.definite(to + 1);
    let told = from > start && doc.is(from - 1, flag::CUE);
    let foreign = doc.is(to, flag::RARE_LATIN | flag::RARE_INDEX)
        && doc.words[to].band == 0
        && !doc.words[to].article;
    let rare = next && (doc.is_rare(to) || foreign) && !doc.has_clitic(to) && !doc.is_stop(to);
    if given && rare && (titled && ends || (titled || told) && post) && may_be_name(doc, to) {
        to += 1;
    }
    let next = to < unit.range.end && free(to);
    if to - from == 1 && next && sole(doc, from) && surname_unknown(doc, to) {
        to += 1;
    }
    if to - from == 1
        && from > start
        && doc.is(from - 1, flag::GIVEN_TOP)
        && starts_name(doc, from - 1)
        && !doc.has_clitic(from)
        && free(from - 1)
    {
        from -= 1;
    }
    (from, to)
}

/// ولد عمر …: somebody is born; in names ولد stands after a name.
fn is_born(doc: &Doc<'_>, unit: &Unit, i: usize) -> bool {
    doc.text.norm(i) == "ولد" && !(i > unit.range.start && doc.is(i - 1, flag::GIVEN))
}

/// The name at `i` is the second half of one: `[عيسى] بن ناجي`, `[نور] الدين`.
fn second_half(doc: &Doc<'_>, i: usize) -> bool {
    let before = i - 1;
    let name = || {
        doc.is_word(before)
            && !doc.is_stop(before)
            && !doc.definite(before)
            && (doc.is(before, flag::GIVEN) || doc.is_rare(before))
    };
    match doc.text.norm(i) {
        "بن" | "بنت" => name() || doc.text.norm(before) == "علي",
        "الدين" => doc.is_word(before) && !doc.is(before, flag::STOP) && !doc.definite(before),
        _ => false,
    }
}

/// A word at which a tagged name ends: a particle, a mark, `والـ`.
fn cuts_name(doc: &Doc<'_>, from: usize, i: usize) -> bool {
    let and = doc.text.norm(i).starts_with('و') && !doc.is(i, flag::PERSON);
    // إسماعيل أحمد وباستوس: two names, and another's.
    let third = i > from + 1;
    let the = doc.text.norm(i).starts_with("وال") && doc.words[i].letters > 5;
    // نور وشقيقها: somebody else, no second name.
    let cut = doc.has_clitic(i) && doc.words[i].cut_band >= 2;
    // قضاء عادل وناجز: adjectives, no name.
    let pair = i > 0 && doc.is(i - 1, flag::COMMON) && !doc.definite(i - 1);
    doc.is_stop(i)
        || !doc.is_word(i)
        || doc.is(i, flag::KIN)
        || and && (the || cut || pair || third)
}

/// An everyday word the tagger took for the end of a name.
fn is_tail(doc: &Doc<'_>, from: usize, i: usize) -> bool {
    let w = &doc.words[i];
    if is_link(doc, i) || is_link(doc, i - 1) || doc.definite(i) {
        return false;
    }
    let cut = w.chosen > 0 && w.skip() > 0;
    match w.is(flag::PERSON) {
        true => {
            w.is(flag::COMMON)
                && w.band >= 3
                && i > from + 1
                && doc.definite(i - 1)
                && doc.stem(i - 1) != "الله"
        }
        false => w.band >= 2 || w.cut_band >= 3 || cut,
    }
}

/// A given name and nothing else.
fn sole(doc: &Doc<'_>, i: usize) -> bool {
    doc.is(i, flag::GIVEN_TOP) && !doc.is(i, flag::COMMON) && !doc.definite(i)
}

/// A word with the article that nothing is known of: after a given name, the
/// family's.
fn surname_unknown(doc: &Doc<'_>, i: usize) -> bool {
    let w = &doc.words[i];
    doc.is_word(i) && doc.definite(i) && w.chosen == 0 && w.band == 0 && w.flags == 0
}

/// الفريق أركان الدهان: after a rank, what the tagger calls a name is one,
/// though its first word may head an organisation.
fn ranked(doc: &Doc<'_>, unit: &Unit, from: usize, to: usize) -> bool {
    to > from + 1
        && from > unit.range.start
        && doc.is(from - 1, flag::HONORIFIC)
        && !doc.is_stop(from)
        && !doc.definite(from)
        && !doc.is(from, flag::TITLE | flag::KIN | flag::PLAIN)
        && may_be_name(doc, from + 1)
}

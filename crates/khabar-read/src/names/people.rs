//! Names of people in the text.

use super::doc::{Doc, Unit};
use super::lexicon::flag;
use super::similar::near;
use super::spot::{MODEL, Spot, Spots};
use super::tagger::Tag;
use super::words::Kind;
use khabar_model::{EntityKind, Origin};
use khabar_text::sentence;

const LINKS_TO_NEXT: &[&str] = &[
    "بن", "ابن", "بنت", "ال", "عبد", "ابو", "ابي", "ابا", "دي", "دو", "دا", "دل", "ديل", "فان",
    "فون", "ولد",
];

fn person(doc: &Doc<'_>, unit: &Unit, from: usize, to: usize, origin: Origin) -> Spot {
    Spot {
        from,
        to,
        skip: doc.words[from].skip(),
        kind: EntityKind::Person,
        id: 0,
        origin,
        article: unit.article,
        wide: None,
    }
}

/// A word that may stand inside a person's name.
fn may_be_name(doc: &Doc<'_>, i: usize) -> bool {
    let Some(w) = doc.words.get(i) else {
        return false;
    };
    // التقى is no name, though التقي is one.
    let verb = w.maqsura && doc.definite(i);
    let adjective = w.is(flag::NISBA | flag::DATE) && !w.is(flag::PERSON);
    doc.is_word(i)
        && !doc.is_stop(i)
        && !doc.text.norm(i).starts_with("لل")
        && !verb
        && !adjective
        && !w.is(flag::IN_TITLE | flag::KIN | flag::PLAIN)
        && (!w.is(flag::FUNCTION) || w.is(flag::PERSON))
        && !is_time_of_day(doc, i)
        && (doc.words[i].is(flag::PERSON | flag::LINK)
            || !doc.words[i].is(flag::TITLE | flag::ORG_HEAD))
}

/// A word seen as part of people's names and not mostly something else.
fn is_name(doc: &Doc<'_>, i: usize) -> bool {
    may_be_name(doc, i) && doc.is(i, flag::PERSON | flag::LINK)
}

fn is_link(doc: &Doc<'_>, i: usize) -> bool {
    LINKS_TO_NEXT.contains(&doc.text.norm(i))
}

/// Carries a name on to the right over بن, آل, عبد … and known names.
fn extend(doc: &Doc<'_>, unit: &Unit, from: usize, mut to: usize) -> usize {
    let end = unit.range.end;
    // The tagger may have stopped at an initial.
    if to > from
        && to + 1 < end
        && doc.text.raw(to) == "."
        && sentence::is_initial(doc.text.norm(to - 1))
        && may_be_name(doc, to + 1)
    {
        to += 2;
    }
    while to < end && doc.is_word(to) {
        let last_links = to > from && is_link(doc, to - 1);
        let goes_on = last_links && !doc.is_stop(to);
        // جوزيف بي. كيندي, جورج دبليو بوش
        let stop = usize::from(doc.text.raw(to + 1) == ".");
        let initial = sentence::is_initial(doc.text.norm(to))
            && to + 1 + stop < end
            && (stop == 1 || doc.words[to].letters > 3)
            && may_be_name(doc, to + 1 + stop);
        let chain = is_link(doc, to) && to + 1 < end && doc.is_word(to + 1) && !doc.is_stop(to + 1);
        if goes_on {
            to += 1;
        } else if initial {
            to += 2 + stop;
        } else if chain {
            to += 2;
        } else {
            break;
        }
    }
    to
}

/// A body named after somebody: مركز الملك …, صندوق الأمير ….
fn names_body(doc: &Doc<'_>, unit: &Unit, from: usize) -> bool {
    from >= unit.range.start + 2
        && doc.definite(from - 1)
        && doc.is(from - 1, flag::HONORIFIC)
        && doc.is(from - 2, flag::ORG_HEAD)
        && !doc.definite(from - 2)
}

/// A word at which a tagged name ends: a particle, a mark, `والـ`.
fn cuts_name(doc: &Doc<'_>, i: usize) -> bool {
    let and = doc.text.norm(i).starts_with('و') && !doc.is(i, flag::PERSON);
    let the = doc.text.norm(i).starts_with("وال") && doc.words[i].letters > 5;
    // نور وشقيقها: somebody else, no second name.
    let cut = doc.has_clitic(i) && doc.words[i].cut_band >= 2;
    // قضاء عادل وناجز: adjectives, no name.
    let pair = i > 0 && doc.is(i - 1, flag::COMMON) && !doc.definite(i - 1);
    doc.is_stop(i) || !doc.is_word(i) || doc.is(i, flag::KIN) || and && (the || cut || pair)
}

/// `صباح اليوم`, `مساء الثلاثاء`: a time, though صباح is a name too.
fn is_time_of_day(doc: &Doc<'_>, i: usize) -> bool {
    let part = matches!(
        doc.text.norm(i),
        "صباح" | "مساء" | "ظهر" | "فجر" | "عصر" | "ليله" | "ليل"
    );
    let day = |w: &str| matches!(w, "اليوم" | "امس" | "غد" | "يوم");
    let weekday = |w: &str| {
        matches!(
            w,
            "السبت"
                | "الاحد"
                | "الاثنين"
                | "الثلاثاء"
                | "الاربعاء"
                | "الخميس"
                | "الجمعه"
        )
    };
    part && (day(doc.text.norm(i + 1)) || weekday(doc.text.norm(i + 1)))
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

/// Names the tagger found, put right at their ends.
pub fn tagged(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for t in &doc.tagged {
        if t.tag != Tag::Person || !unit.range.contains(&t.from) {
            continue;
        }
        let (mut from, mut to) = (t.from, t.to.min(unit.range.end));
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
        if to > from + 1 && doc.text.norm(from).ends_with('ه') && doc.text.norm(to) == "صلي" {
            from = to - 1;
        }
        if let Some(time) = (from + 1..to).find(|&i| is_time_of_day(doc, i)) {
            to = time;
        }
        while to > from + 1 && !may_be_name(doc, to - 1) {
            to -= 1;
        }
        if from >= to {
            continue;
        }
        if let Some(stop) = (from + 1..to).find(|&i| cuts_name(doc, i)) {
            // A point after an initial (جورج و. بوش) is part of the name.
            let initial =
                doc.text.raw(stop) == "." && sentence::is_initial(doc.text.norm(stop - 1));
            if !initial {
                to = stop;
            }
        }
        while to > from + 1 && is_tail(doc, from, to - 1) {
            to -= 1;
        }
        to = extend(doc, unit, from, to);
        while from > unit.range.start && is_link(doc, from - 1) && spots.is_free(from - 1, from) {
            from -= 1;
        }
        // عبد اللطيف جمال: the tagger may miss the first half.
        let servant = from >= unit.range.start + 2
            && doc.definite(from - 1)
            && doc.stem(from - 2) == "عبد"
            && spots.is_free(from - 2, from);
        if servant {
            from -= 2;
        }
        // A known name left of or right of what was tagged belongs to it.
        while to < unit.range.end
            && to - from < 2
            && is_name(doc, to)
            && !doc.has_clitic(to)
            && spots.is_free(to, to + 1)
        {
            to += 1;
        }
        if to - from == 1 && to < unit.range.end && surname_unknown(doc, to) && sole(doc, from) {
            to += 1;
        }
        if to - from == 1
            && from > unit.range.start
            && doc.is(from - 1, flag::GIVEN_TOP)
            && may_be_name(doc, from - 1)
            && !doc.has_clitic(from)
            && spots.is_free(from - 1, from)
        {
            from -= 1;
        }
        if to - from == 1
            && (doc.is(from, flag::STOP | flag::COUNTRY) || doc.words[from].letters < 3)
        {
            continue;
        }
        if to > from && unit.range.contains(&from) && !names_body(doc, unit, from) {
            spots.put(person(doc, unit, from, to, MODEL));
        }
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

fn starts_name(doc: &Doc<'_>, i: usize) -> bool {
    // سلطان البازعي: a title's word, but a family's name follows.
    let named = doc.is(i, flag::GIVEN) && doc.words.len() > i + 1 && is_family(doc, i + 1);
    let title = doc.is(i, flag::HONORIFIC | flag::POST) && !doc.is(i, flag::GIVEN_TOP) && !named;
    // كواليس: a word of its own, hardly ك and a name.
    let w = &doc.words[i];
    let like = w.skip() > 0 && w.band > 0 && doc.text.norm(i).starts_with('ك');
    may_be_name(doc, i) && !title && !like
}

/// A name and hardly anything else.
fn is_sure(doc: &Doc<'_>, i: usize) -> bool {
    may_be_name(doc, i)
        && doc.is(i, flag::PERSON)
        && !doc.words[i].is(flag::COMMON | flag::STOP | flag::CUE)
}

/// Names the tagger missed: after a title, or a given name with بن or another
/// known name after it.
pub fn by_rule(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let end = unit.range.end;
    let mut i = unit.range.start;
    while i < end {
        let from = i;
        i += 1;
        if spots.is_taken(from) || !starts_name(doc, from) || names_body(doc, unit, from) {
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
            && (titled || !doc.words[from].is(flag::COMMON));
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
        let sure = (from + 1..to).any(|k| is_sure(doc, k)) || chained && is_sure(doc, from);
        let several = to > from + 1;
        let good = foreign
            || family
            || sure && (titled || doc.is(from, flag::GIVEN_TOP) && is_sure(doc, from))
            || titled && is_sure(doc, from);
        if several && good && spots.put(person(doc, unit, from, to, Origin::Rule("given name"))) {
            i = to;
        }
    }
}

/// Well-known people by what they are mostly called.
pub fn short(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let named_after = |i: usize| {
        matches!(
            doc.stem(i),
            "شركه"
                | "موسسه"
                | "جامعه"
                | "مركز"
                | "مطار"
                | "شارع"
                | "مدينه"
                | "مستشفي"
                | "معهد"
                | "كليه"
                | "جائزه"
                | "ملعب"
                | "جبل"
                | "بحيره"
                | "سد"
                | "حي"
                | "مخيم"
                | "صحيفه"
        )
    };
    for p in doc.phrases_in(unit.range.clone()) {
        if p.entry.flags & flag::SHORT == 0 {
            continue;
        }
        let chosen = p.to > p.from + 1 || p.skip == doc.words[p.from].skip();
        let other = doc.is(p.from, flag::PLAIN)
            || p.from > unit.range.start && named_after(p.from - 1)
            || doc.text.raw(p.from).ends_with('ً');
        if chosen && !other && doc.short_for(p.from, p.to).is_some() {
            let s = person(doc, unit, p.from, p.to, Origin::Rule("well-known name"));
            spots.put(Spot { skip: p.skip, ..s });
        }
    }
}

/// A rare word with the article that looks like a family's name.
fn is_family(doc: &Doc<'_>, i: usize) -> bool {
    let w = &doc.words[i];
    let known = doc.is(i, flag::SURNAME) && !w.is(flag::COMMON | flag::NISBA);
    let looks = doc.text.norm(i).ends_with('ي')
        && w.band == 0
        && !w.is(flag::NISBA | flag::TITLE | flag::AFTER);
    doc.is_word(i)
        && w.chosen == 0
        && doc.definite(i)
        && !doc.text.norm(i).starts_with("لل")
        && !doc.is_stop(i)
        && w.band <= 1
        && (known || looks)
        && !w.maqsura
}

/// Word `i` goes on with a person's name.
fn goes_on(doc: &Doc<'_>, i: usize, titled: bool) -> bool {
    let w = &doc.words[i];
    let known = doc.is(i, flag::PERSON) && may_be_name(doc, i);
    let common = w.is(flag::COMMON | flag::PLACE | flag::NISBA) && w.band >= 3;
    known && (titled || !common)
}

/// A title, or what may close its phrase (وزير الخارجية السعودي), ends at `i`.
fn closes_title(doc: &Doc<'_>, i: usize) -> bool {
    is_title_end(doc, i)
        || doc.words[i].after_title > 0
            && (doc.is(i, flag::NISBA) || doc.definite(i) || doc.is(i, flag::PLACE))
}

/// True if a title's phrase may end at word `i`.
fn is_title_end(doc: &Doc<'_>, i: usize) -> bool {
    doc.is(i, flag::HONORIFIC | flag::POST) && !doc.is(i, flag::PLURAL | flag::GIVEN_TOP)
}

/// People in a byline: the stretches between marks, places, and outlets.
pub fn bylines(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let words = unit.range.clone().filter(|&i| doc.is_word(i)).count();
    if words > 24 {
        return;
    }
    let mut from = unit.range.start;
    for i in unit.range.start..=unit.range.end {
        let place = i < unit.range.end
            && doc.is(i, flag::PLACE | flag::COUNTRY)
            && doc.is_word(i)
            && (i == from || doc.text.raw(i + 1) == ":");
        let and = i > from
            && i < unit.range.end
            && doc.has_clitic(i)
            && doc.text.norm(i).starts_with('و');
        let edge = i == unit.range.end || !doc.is_word(i) || place || and;
        if !edge {
            continue;
        }
        byline(doc, unit, from, i, spots);
        from = if and { i } else { i + 1 };
    }
}

fn byline(doc: &Doc<'_>, unit: &Unit, mut from: usize, to: usize, spots: &mut Spots) {
    while from < to && (doc.is(from, flag::ROLE | flag::STOP) && !doc.is(from, flag::GIVEN_TOP)) {
        from += 1;
    }
    let n = to - from.min(to);
    let known = (from..to)
        .filter(|&i| doc.is(i, flag::PERSON | flag::LINK))
        .count();
    let other = (from..to).any(|i| {
        doc.is_stop(i)
            || doc.is(i, flag::DATE | flag::ORG_HEAD | flag::ORG | flag::NISBA)
            || doc.words[i].kind != Kind::Word
            || (doc.is(i, flag::OUTLET) && !doc.is(i, flag::PERSON))
    });
    let rare = (from..to).all(|i| doc.words[i].band <= 2 || doc.is(i, flag::PERSON | flag::LINK));
    let name = doc.is(from, flag::GIVEN | flag::LINK) && known > 0 || rare && n <= 3;
    if (2..=4).contains(&n) && !other && name {
        spots.put(person(doc, unit, from, to, Origin::Rule("byline")));
    }
}

/// Two words of which one is the surname of somebody else on the page
/// (حياة …, … بعصاه): the surname alone is the name.
fn put_right(doc: &Doc<'_>, spots: &mut Spots) {
    let everyday = |i: usize| doc.is(i, flag::COMMON) || !doc.is(i, flag::PERSON);
    let full: Vec<(bool, String, String, bool)> = spots
        .all
        .iter()
        .filter(|s| s.kind == EntityKind::Person && s.to > s.from + 1)
        .map(|s| {
            let last = doc.text.norm(s.to - 1).to_string();
            let titled = s.from > 0
                && (is_title_end(doc, s.from - 1) || doc.words[s.from - 1].after_title > 0);
            (everyday(s.from), doc.stem(s.from).to_string(), last, titled)
        })
        .collect();
    for k in 0..spots.all.len() {
        let s = spots.all[k];
        if s.kind != EntityKind::Person || s.to != s.from + 2 {
            continue;
        }
        let (first, last) = (doc.stem(s.from), doc.text.norm(s.from + 1));
        let w = &doc.words[s.from];
        let times = |name: &str| {
            full.iter()
                .filter(|(_, f, l, _)| f == name && l == last)
                .count()
        };
        let own = times(first);
        let bare = !full
            .iter()
            .any(|(_, f, l, t)| *t && f == first && l == last);
        let other = full
            .iter()
            .any(|(e, f, l, t)| f != first && l == last && (!e || times(f) > own || *t && bare));
        if everyday(s.from) && w.band >= 2 && other {
            spots.narrow(k, s.from + 1, s.to, doc.words[s.from + 1].skip());
        } else if !doc.is(s.from + 1, flag::PERSON) && full.iter().any(|(_, _, l, _)| l == first) {
            spots.narrow(k, s.from, s.from + 1, s.skip);
        }
    }
}

/// Surnames alone that were not seen as names: those of the full names the
/// page has.
pub fn surnames(doc: &Doc<'_>, spots: &mut Spots) {
    put_right(doc, spots);
    let mut names: Vec<(String, usize)> = Vec::new();
    for s in spots
        .all
        .iter()
        .filter(|s| s.kind == EntityKind::Person && s.to > s.from + 1)
    {
        let name = doc.text.norm(s.to - 1).to_string();
        if !names.iter().any(|n| n.0 == name) {
            names.push((name, s.from));
        }
    }
    for unit in &doc.units {
        for i in unit.range.clone() {
            if !doc.is_word(i) || spots.is_taken(i) || doc.is_stop(i) {
                continue;
            }
            let raw = doc.text.norm(i);
            let skip = khabar_text::clitic::cuts(raw).find_map(|c| {
                let name = &raw[c.bytes..];
                let alike =
                    |n: &str| n == name || name.len() >= 12 && doc.is_rare(i) && near(n, name);
                names.iter().any(|(n, _)| alike(n)).then_some(c.bytes)
            });
            let Some(mut skip) = skip else { continue };
            let word = doc.words[i].is(flag::NISBA)
                || doc.words[i].is(flag::COMMON) && doc.words[i].band >= 3;
            let noun = i > unit.range.start && doc.is_word(i - 1) && doc.definite(i - 1);
            if word && noun && !doc.is_stop(i - 1) && !doc.is(i - 1, flag::TITLE) {
                continue;
            }
            let everyday = doc.words[i].is(flag::COMMON)
                && !raw[skip..].starts_with("ال")
                && doc.words[i].band >= 3;
            if everyday && skip > 0 {
                continue;
            }
            let link = i > unit.range.start
                && matches!(doc.stem(i - 1), "بن" | "دي" | "فان" | "ال")
                && !spots.is_taken(i - 1);
            let from = if link { i - 1 } else { i };
            if link {
                skip = doc.words[from].skip();
            }
            spots.put(Spot {
                skip,
                ..person(doc, unit, from, i + 1, Origin::Rule("surname"))
            });
        }
    }
}

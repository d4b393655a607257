//! Names of people in the text: what a name is made of, and where it may begin.

mod byline;
mod join;
mod rules;
mod surnames;
mod tagged;

pub use byline::bylines;
pub use join::neighbours;
pub use rules::{by_rule, known, short};
pub use surnames::surnames;
pub use tagged::tagged;

use super::doc::{Doc, Unit};
use super::lexicon::flag;
use super::spot::Spot;
use super::words::Kind;
use khabar_model::{EntityKind, Origin};
use khabar_text::sentence;

const LINKS_TO_NEXT: &[&str] = &[
    "بن", "ابن", "بنت", "ال", "عبد", "ابو", "ابي", "ابا", "دي", "دو", "دا", "دل", "ديل", "فان",
    "فون", "ولد",
];

fn person(doc: &Doc<'_>, unit: &Unit, from: usize, to: usize, origin: Origin) -> Spot {
    // المدافع الروماني فلاد …: no فـ between a title and its name.
    let skip = doc.words[from].skip();
    let whole = skip > 0
        && doc.text.norm(from).starts_with('ف')
        && (is_link(doc, from) || from > unit.range.start && closes_title(doc, from - 1));
    let to = (from + 1..to).find(|&i| doc.dash_before(i)).unwrap_or(to);
    Spot {
        from,
        to,
        skip: if whole { 0 } else { skip },
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
    // نجوماً: an accusative, بـ: a preposition before a figure.
    let printed = doc.text.raw(i);
    let inflected = printed.contains('ً') || printed.ends_with('ـ') && w.letters < 3;
    doc.is_word(i)
        && !inflected
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
    // فإن is no فان.
    let then = doc.text.norm(i) == "فان" && doc.text.raw(i) != "فان";
    !then && LINKS_TO_NEXT.contains(&doc.text.norm(i))
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
    while to < end && (doc.is_word(to) || hyphenated(doc, to)) {
        // كيم جي-هون
        if to > from && hyphenated(doc, to) {
            to += 2;
            continue;
        }
        let last_links = to > from && is_link(doc, to - 1);
        let goes_on = last_links && !doc.is_stop(to);
        // جوزيف بي. كيندي, جورج دبليو بوش
        let stop = usize::from(doc.text.raw(to + 1) == ".");
        let initial = sentence::is_initial(doc.text.norm(to))
            && to + 1 + stop < end
            && (stop == 1 || doc.words[to].letters > 3)
            && may_be_name(doc, to + 1 + stop);
        // محيي الدين …
        let faith = to > from && doc.text.norm(to) == "الدين" && !doc.definite(to - 1);
        let chain = is_link(doc, to) && to + 1 < end && doc.is_word(to + 1) && !doc.is_stop(to + 1);
        if goes_on || faith {
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

/// A hyphen between two halves of one foreign name, no space beside it.
fn hyphenated(doc: &Doc<'_>, i: usize) -> bool {
    let name = |i: usize| may_be_name(doc, i) && !doc.definite(i) && !doc.is(i, flag::PLACE);
    let tight =
        |a: usize, b: usize| doc.text.span(a, a + 1).end() == doc.text.span(b, b + 1).start();
    i > 0
        && i + 1 < doc.text.len()
        && matches!(doc.text.raw(i), "-" | "‐" | "‑")
        && tight(i - 1, i)
        && tight(i, i + 1)
        && name(i - 1)
        && name(i + 1)
}

/// A body or a place named after somebody: مركز الملك …, طريق الأمير …; or a
/// team, a firm or a work whose foreign name looks like a person's: فريق ….
fn names_body(doc: &Doc<'_>, unit: &Unit, from: usize) -> bool {
    let honoured = || {
        from >= unit.range.start + 2
            && doc.definite(from - 1)
            && doc.is(from - 1, flag::HONORIFIC)
            && !doc.definite(from - 2)
            && (doc.is(from - 2, flag::ORG_HEAD | flag::PLACE_NOUN) || bears_name(doc, from - 2))
    };
    let quoted = from > unit.range.start && doc.words[from - 1].kind == Kind::Open;
    let before = from.checked_sub(1 + usize::from(quoted));
    let noun = before.filter(|&b| b >= unit.range.start && !doc.definite(b));
    let site = |b: usize| {
        let site = matches!(
            doc.stem(b),
            "شارع"
                | "مطار"
                | "ملعب"
                | "مدرسه"
                | "جامعه"
                | "جسر"
                | "مستشفي"
                | "مخيم"
                | "ستاد"
                | "ميدان"
        );
        site || !doc.is(from, flag::GIVEN) && bears_name(doc, b)
    };
    honoured() || noun.is_some_and(site)
}

/// A noun whose own name follows it: `شركة …`, `ملعب …`.
fn bears_name(doc: &Doc<'_>, i: usize) -> bool {
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
            | "مجله"
            | "فريق"
            | "نادي"
            | "سفينه"
            | "فيلم"
            | "اغنيه"
            | "روايه"
            | "رقصه"
            | "شاطئ"
            | "اعصار"
            | "قاعه"
            | "حديقه"
            | "طريق"
            | "تقاطع"
            | "صاله"
            | "جسر"
            | "ميدان"
            | "كرسي"
    )
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

fn starts_name(doc: &Doc<'_>, i: usize) -> bool {
    // سلطان البازعي: a title's word, but a family's name follows.
    let named = doc.is(i, flag::GIVEN) && doc.words.len() > i + 1 && is_family(doc, i + 1);
    let title = doc.is(i, flag::HONORIFIC | flag::POST) && !doc.is(i, flag::GIVEN_TOP) && !named;
    // كواليس: a word of its own, hardly ك and a name.
    let w = &doc.words[i];
    let like = w.skip() > 0 && w.band > 0 && doc.text.norm(i).starts_with('ك');
    may_be_name(doc, i) && !title && !like && !is_verb(doc, i) && !joined(doc, i)
}

/// أن يتوجه دي …: after a particle that a verb follows, or before a foreign
/// name's particle, a word with a verb's prefix is one; so is سيستقبلهم.
fn is_verb(doc: &Doc<'_>, i: usize) -> bool {
    let word = doc.text.norm(i);
    let prefix = word.starts_with(['ي', 'ت']) || doc.stem(i).starts_with("سي");
    let before = match i.checked_sub(1) {
        Some(b) => doc.text.norm(b).trim_start_matches(['و', 'ف']),
        None => "",
    };
    let sure = matches!(before, "لن" | "لم" | "قد" | "سوف");
    let likely = matches!(before, "ان" | "كي" | "لكي" | "لا" | "الا" | "بان")
        || matches!(
            doc.text.norm(i + 1),
            "دي" | "دا" | "دو" | "فان" | "فون" | "ديل"
        );
    let object = ["هم", "ها", "كم", "ك"].iter().any(|o| word.ends_with(o));
    let person = doc.is(i, flag::PERSON);
    let future = word.starts_with("سي") && object && doc.words[i].letters >= 6;
    prefix && (sure || likely && !person) || future && !person
}

/// والولائم, من وجود, نبيه محمد: و belongs to a noun with the article, after a
/// preposition to the word itself, ه is God's; no name begins there.
fn joined(doc: &Doc<'_>, i: usize) -> bool {
    let s = doc.text.norm(i);
    let and_the = s.starts_with("وال") && doc.words[i].letters > 5 && !doc.is(i, flag::PERSON);
    let after = i > 0
        && matches!(
            doc.text.norm(i - 1),
            "من" | "في" | "الي" | "عن" | "مع" | "بين" | "علي"
        )
        && doc.text.raw(i - 1) != "علي";
    let cut = s.starts_with(['و', 'ف']) && doc.words[i].chosen > 0;
    // نبيه محمد صلى الله عليه وسلم: God's prophet, no Nabih.
    let prophet = s.ends_with('ه') && i + 2 < doc.text.len() && doc.text.norm(i + 2) == "صلي";
    // باسم الإسلام: in the name of, no Basim.
    let in_name = s == "باسم" && doc.definite(i + 1);
    let site = bears_name(doc, i) && !doc.is(i, flag::GIVEN_TOP);
    and_the || after && cut || prophet || in_name || site
}

/// A name and hardly anything else.
fn is_sure(doc: &Doc<'_>, i: usize) -> bool {
    may_be_name(doc, i)
        && doc.is(i, flag::PERSON)
        && !doc.words[i].is(flag::COMMON | flag::STOP | flag::CUE)
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

//! Names of places in the text.

use super::doc::{Doc, Unit};
use super::hash;
use super::lexicon::flag;
use super::spot::{MODEL, Spot, Spots};
use super::tagger::Tag;
use super::words::{Kind, Phrase};
use khabar_model::{EntityKind, Origin};

/// Nouns before a place's name that are no part of it: مدينة درعا.
const CLASSES: &[&str] = &[
    "مدينه",
    "محافظه",
    "ولايه",
    "اقليم",
    "منطقه",
    "بلده",
    "قريه",
    "مديريه",
    "قضاء",
    "ناحيه",
    "دوله",
    "مقاطعه",
    "اماره",
    "حي",
    "ريف",
    "ضاحيه",
    "عاصمه",
    "قطاع",
    "قاره",
];

/// Nouns that are the first word of a place's name: جبل طويق.
const NAMED: &[&str] = &[
    "جبل",
    "جزيره",
    "مخيم",
    "معبر",
    "منفذ",
    "مطار",
    "ميناء",
    "وادي",
    "بحيره",
    "نهر",
    "مضيق",
    "بحر",
    "جسر",
    "سد",
    "ميدان",
];

/// Words that show that a name after them stands for a place.
const INTO: &[&str] = &["في", "الي", "من", "داخل", "عن"];

/// First words of place names of two words: تل شهاب.
const OPENERS: &[&str] = &[
    "تل", "دير", "خان", "بيت", "راس", "عين", "باب", "ام", "ابو", "بئر", "كفر", "بني", "ذي", "خور",
    "طريق", "سان", "سانت",
];

pub fn is_class(doc: &Doc<'_>, i: usize) -> bool {
    CLASSES.contains(&doc.stem(i))
}

fn place(doc: &Doc<'_>, unit: &Unit, from: usize, to: usize, origin: Origin) -> Spot {
    Spot::new(doc, unit, (from, to), EntityKind::Place, origin)
}

fn tags(doc: &Doc<'_>, unit: &Unit) -> Vec<(usize, usize)> {
    doc.tagged
        .iter()
        .filter(|t| t.tag == Tag::Place && unit.range.contains(&t.from))
        .map(|t| (t.from, t.to.min(unit.range.end)))
        .collect()
}

/// Places of the lists, longest first at each word.
pub fn listed(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let tagged = tags(doc, unit);
    let is_place = |f: u64| f & (flag::PLACE | flag::PLACE_WEAK) != 0;
    let mut phrases: Vec<_> = doc
        .phrases_in(unit.range.clone())
        .iter()
        .filter(|p| is_place(p.entry.flags))
        .collect();
    phrases.sort_by_key(|p| (p.from, std::cmp::Reverse(p.to)));
    for p in &phrases {
        // ريف حلب, مدينة جدة: the town is the name, the whole a form of it.
        let inner = phrases
            .iter()
            .any(|q| q.from == p.from + 1 && q.to == p.to && q.skip == 0);
        if p.to > p.from + 1 && inner && is_class(doc, p.from) {
            continue;
        }
        let single = p.to == p.from + 1;
        let chosen = !single || p.skip == doc.words[p.from].skip();
        let is_tagged = tagged.iter().any(|&(f, t)| f <= p.from && p.to <= t);
        let after_noun = p.from > unit.range.start && is_class(doc, p.from - 1) && p.skip == 0;
        let strong = p.entry.flags & flag::PLACE != 0;
        let sure = p.entry.flags & flag::COUNTRY != 0 || !single;
        let entry = doc.words[p.from].entry.flags;
        let word = single && entry & (flag::STOP | flag::CUE | flag::TITLE) != 0;
        let country = p.entry.flags & flag::COUNTRY != 0;
        let titled = !country && (p.from..p.to).any(|i| doc.is(i, flag::IN_TITLE));
        let brief = single && !country && doc.words[p.from].letters <= 3;
        let nisba = single && entry & flag::NISBA != 0;
        let before = match p.from.checked_sub(1) {
            Some(b) if b >= unit.range.start => doc.text.norm(b),
            _ => "",
        };
        let towards = nisba && INTO.contains(&before);
        let weak_named = after_noun && p.entry.flags & flag::PLACE_WEAK != 0;
        let listed = strong && (after_noun || !word && !brief && (sure || chosen));
        let ok = towards || listed || is_tagged || weak_named;
        let not = doc.is(p.from, flag::PLAIN) || single && no_place(doc, unit, p.from, p.skip);
        let ok = ok || single && weak_at_time(doc, unit, p);
        if titled || !ok || not || !(chosen || is_tagged) {
            continue;
        }
        let mut s = place(doc, unit, p.from, p.to, Origin::Rule("place list"));
        s.skip = p.skip;
        s.id = p.entry.id;
        s.wide = after_noun.then(|| (p.from - 1, p.to, doc.words[p.from - 1].skip()));
        spots.put(s);
    }
}

/// A single word that the lists have as a place but that is none here.
fn no_place(doc: &Doc<'_>, unit: &Unit, i: usize, skip: usize) -> bool {
    let raw = doc.text.norm(i);
    // كبيرا, not ك and بيرا; adverbs bear tanwin.
    let adverb = doc.text.raw(i).contains('ً');
    let country = doc.words[i].entry.flags & flag::COUNTRY != 0;
    // كسرت is a verb: ك stands before few names of places.
    let like = skip > 0 && raw[..skip].ends_with('ك') && !country;
    // للحج: ل and الحج, where that is a word.
    let lam = skip > 0 && raw[..skip].ends_with('ل') && raw[skip..].starts_with('ل') && {
        let with = hash::word_with_article(&raw[skip + 2..]);
        doc.lex.band(with) >= 2
    };
    // الإغاثة السعودية: an adjective that looks like the country.
    let before = i.checked_sub(1).filter(|&b| b >= unit.range.start);
    let adjective = skip == 0
        && doc.words[i].entry.flags & flag::NISBA != 0
        && before.is_some_and(|b| {
            doc.is_word(b)
                && doc.definite(b)
                && !doc.is_stop(b)
                && (doc.stem(b).ends_with('ه') || doc.stem(b).ends_with("ات"))
                && !doc.is(b, flag::PERSON | flag::TITLE)
        });
    // جنيف1 is a round of talks.
    let numbered = doc.words.get(i + 1).is_some_and(|w| w.kind == Kind::Number)
        && doc.text.tokens()[i].span.end() == doc.text.tokens()[i + 1].span.start();
    adverb || like || lam || adjective || numbered
}

/// في القائم السبت، إلى القائم.: an everyday word that must be a place, since
/// nothing follows that it could describe.
fn weak_at_time(doc: &Doc<'_>, unit: &Unit, p: &Phrase) -> bool {
    let in_ = p.skip == 0
        && p.from > unit.range.start
        && matches!(doc.text.norm(p.from - 1), "في" | "الي");
    let next = p.to;
    let ends = next >= unit.range.end
        || matches!(doc.text.raw(next), "." | "،" | ":")
        || doc.is(next, flag::DATE)
        || matches!(
            doc.text.norm(next),
            "الشهر"
                | "العام"
                | "نهايه"
                | "مطلع"
                | "منتصف"
                | "يوم"
                | "مساء"
                | "صباح"
                | "امس"
                | "اليوم"
        );
    in_ && ends
        && p.entry.flags & flag::PLACE_WEAK != 0
        && !doc.is(
            p.from,
            flag::COMMON | flag::NISBA | flag::OUTLET | flag::TITLE,
        )
        && doc.words[p.from].band < 4
}

/// Unknown words that stand where a place does: بالقرب من …, between two places
/// joined by و.
pub fn unknown(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let ends = |spots: &Spots, at: usize| {
        let place = |s: &Spot| s.kind == EntityKind::Place && s.to == at;
        spots.all.iter().any(place)
    };
    for i in unit.range.start + 1..unit.range.end {
        let w = &doc.words[i];
        let rare = w.kind == Kind::Word && w.flags == 0 && w.band == 0 && w.cut_band == 0;
        if !rare || w.letters < 5 || spots.is_taken(i) {
            continue;
        }
        let near = match doc.text.norm(i - 1) {
            "قرب" | "شمال" | "جنوب" | "شرق" | "غرب" | "شمالي" | "جنوبي" | "شرقي" | "غربي"
            | "ضواحي" | "مشارف" => true,
            "من" => {
                i > unit.range.start + 1 && matches!(doc.text.norm(i - 2), "بالقرب" | "القريبه")
            }
            _ => false,
        };
        let and = |k: usize| doc.text.norm(k).starts_with('و');
        let next = i + 1 < unit.range.end && and(i + 1) && doc.has_clitic(i + 1);
        let among = and(i) && ends(spots, i) && next && doc.is(i + 1, flag::PLACE);
        if (near && !construct(doc, unit, i + 1) || among) && !doc.text.raw(i).contains('ً') {
            let mut s = place(doc, unit, i, i + 1, Origin::Rule("place beside"));
            s.skip = if among { 2 } else { 0 };
            spots.put(s);
        }
    }
}

/// A definite word at `next`: the one before is its noun (العين الحارة، معسكر
/// التدريب), no place.
fn construct(doc: &Doc<'_>, unit: &Unit, next: usize) -> bool {
    next < unit.range.end && doc.is_word(next) && doc.definite(next) && !doc.has_clitic(next)
}

/// Words that are places too, joined by و to a place: شبوة والمهرة.
pub fn beside(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let weak: Vec<&Phrase> = doc
        .phrases_in(unit.range.clone())
        .iter()
        .filter(|p| p.entry.flags & flag::PLACE_WEAK != 0)
        .filter(|p| !doc.is(p.from, flag::NISBA | flag::PLAIN | flag::TITLE))
        .collect();
    for p in weak {
        let is_place = |s: &&Spot, at: usize| s.kind == EntityKind::Place && s.to == at;
        let and = p.skip == 2 && doc.text.norm(p.from).starts_with('و');
        let after = and && spots.all.iter().any(|s| is_place(&s, p.from));
        if after && !construct(doc, unit, p.to) {
            let mut s = place(doc, unit, p.from, p.to, Origin::Rule("place beside"));
            s.skip = p.skip;
            s.id = p.entry.id;
            spots.put(s);
        }
    }
}

/// Names the lists do not have, after a noun that calls for one.
pub fn after_noun(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for i in unit.range.clone() {
        let (class, named) = (is_class(doc, i), NAMED.contains(&doc.stem(i)));
        let from = i + 1;
        let loose = matches!(
            doc.stem(i),
            "دوله" | "قطاع" | "عاصمه" | "قضاء" | "ريف" | "قاره"
        );
        if !(class && !loose || named) || from >= unit.range.end || spots.is_taken(i) {
            continue;
        }
        let w = &doc.words[from];
        let other = flag::NISBA
            | flag::DATE
            | flag::ORG_HEAD
            | flag::AFTER
            | flag::PLACE_NOUN
            | flag::GROUP
            | flag::TITLE;
        let opener = OPENERS.contains(&doc.text.norm(from));
        let listed = named && doc.is(from, flag::PLACE | flag::PLACE_WEAK);
        let rare = w.band <= 1 || doc.definite(from) && w.band <= 2;
        let name = !w.is(other) && rare && w.cut_band <= 2;
        let cut = doc.has_clitic(from) && !listed;
        if !doc.is_word(from) || doc.is_stop(from) || cut || !(name || opener || listed) {
            continue;
        }
        let to = if opener {
            (from + 2).min(unit.range.end)
        } else {
            from + 1
        };
        let start = if named { i } else { from };
        let mut s = place(doc, unit, start, to, Origin::Rule("place noun"));
        if class {
            s.skip = 0;
            s.wide = Some((i, to, doc.words[i].skip()));
        }
        spots.put(s);
    }
}

/// Places only the tagger knows.
pub fn tagged(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for (mut from, mut to) in tags(doc, unit) {
        while from < to && (!doc.is_word(from) || doc.is_stop(from)) {
            from += 1;
        }
        while to > from && (!doc.is_word(to - 1) || doc.is_stop(to - 1)) {
            to -= 1;
        }
        if from >= to {
            continue;
        }
        let outer = (from, to, doc.words[from].skip());
        let mut wide = None;
        while to > from + 1
            && (is_class(doc, from)
                || doc.is(from, flag::PLACE_NOUN) && doc.is(from + 1, flag::PLACE))
        {
            wide = is_class(doc, from).then_some(outer);
            from += 1;
        }
        let adjective = (from..to).any(|i| doc.is(i, flag::NISBA));
        let noun = flag::PLACE_NOUN | flag::IN_TITLE | flag::ORG_HEAD;
        let skip = doc.words[from].skip();
        let common = doc.is(from, flag::PLAIN)
            || to == from + 1
                && (doc.words[from].band >= 3
                    || doc.is(from, noun)
                    || no_place(doc, unit, from, skip));
        if adjective || common {
            continue;
        }
        let mut s = place(doc, unit, from, to, MODEL);
        if let Some(w) = wide {
            s.skip = 0;
            s.wide = Some(w);
        }
        spots.put(s);
    }
}

/// Everyday words and unknown ones that the page has shown to be places.
pub fn again(doc: &Doc<'_>, spots: &mut Spots) {
    let of = |s: &&Spot| s.kind == EntityKind::Place;
    let ids: Vec<u64> = spots
        .all
        .iter()
        .filter(of)
        .map(|s| s.id)
        .filter(|&i| i != 0)
        .collect();
    let words: Vec<&str> = spots
        .all
        .iter()
        .filter(of)
        .filter(|s| s.id == 0 && s.to == s.from + 1)
        .map(|s| doc.text.norm(s.from))
        .filter(|w| w.len() >= 8)
        .collect();
    for unit in &doc.units {
        for p in doc.phrases_in(unit.range.clone()) {
            let weak = p.entry.flags & flag::PLACE_WEAK != 0 && !doc.is(p.from, flag::PLAIN);
            let chosen = p.skip == doc.words[p.from].skip();
            if weak && chosen && ids.contains(&p.entry.id) && !doc.is(p.from, flag::NISBA) {
                let mut s = place(doc, unit, p.from, p.to, Origin::Rule("place again"));
                s.skip = p.skip;
                s.id = p.entry.id;
                spots.put(s);
            }
        }
        for i in unit.range.clone() {
            if doc.is_word(i) && !doc.is(i, flag::PLAIN) && words.contains(&doc.stem(i)) {
                spots.put(place(doc, unit, i, i + 1, Origin::Rule("place again")));
            }
        }
    }
}

/// عمان is Oman where the page speaks of the sultanate, or prints its ُ.
pub fn settle_oman(doc: &Doc<'_>, spots: &mut [Spot]) {
    let amman = hash::word("عمان");
    let oman = hash::join(hash::word("سلطنه"), amman);
    let sultanate = spots.iter().any(|s| s.id == oman);
    for s in spots.iter_mut().filter(|s| s.id == amman) {
        if sultanate || doc.text.raw(s.from).contains("عُمان") {
            s.id = oman;
        }
    }
}

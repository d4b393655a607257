//! Names of places in the text.

use super::doc::{Doc, Unit};
use super::hash;
use super::lexicon::flag;
use super::spot::{MODEL, Spot, Spots};
use super::tagger::Tag;
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

/// First words of place names of two words: تل شهاب.
const OPENERS: &[&str] = &[
    "تل", "دير", "خان", "بيت", "راس", "عين", "باب", "ام", "ابو", "بئر", "كفر", "بني", "ذي", "خور",
    "طريق", "سان", "سانت",
];

fn class(doc: &Doc<'_>, i: usize) -> bool {
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
        .phrases
        .iter()
        .filter(|p| unit.range.contains(&p.from) && is_place(p.entry.flags))
        .collect();
    phrases.sort_by_key(|p| (p.from, std::cmp::Reverse(p.to)));
    for p in &phrases {
        // ريف حلب, مدينة جدة: the town is the name, the whole a form of it.
        let inner = phrases
            .iter()
            .any(|q| q.from == p.from + 1 && q.to == p.to && q.skip == 0);
        if p.to > p.from + 1 && inner && class(doc, p.from) {
            continue;
        }
        let single = p.to == p.from + 1;
        let chosen = !single || p.skip == doc.words[p.from].skip();
        let is_tagged = tagged.iter().any(|&(f, t)| f <= p.from && p.to <= t);
        let after_noun = p.from > unit.range.start && class(doc, p.from - 1) && p.skip == 0;
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
        let towards = nisba && matches!(before, "في" | "الي" | "من" | "داخل" | "عن");
        let listed = strong && (after_noun || !word && !brief && (sure || chosen));
        let ok = towards || listed || is_tagged;
        if titled || !ok || !(chosen || is_tagged) {
            continue;
        }
        let mut s = place(doc, unit, p.from, p.to, Origin::Rule("place list"));
        s.skip = p.skip;
        s.id = p.entry.id;
        s.wide = after_noun.then(|| (p.from - 1, p.to, doc.words[p.from - 1].skip()));
        spots.put(s);
    }
}

/// Names the lists do not have, after a noun that calls for one.
pub fn after_noun(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for i in unit.range.clone() {
        let (class, named) = (class(doc, i), NAMED.contains(&doc.stem(i)));
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
            && (class(doc, from) || doc.is(from, flag::PLACE_NOUN) && doc.is(from + 1, flag::PLACE))
        {
            wide = class(doc, from).then_some(outer);
            from += 1;
        }
        let adjective = (from..to).any(|i| doc.is(i, flag::NISBA));
        let noun = flag::PLACE_NOUN | flag::IN_TITLE | flag::ORG_HEAD;
        let common = to == from + 1 && (doc.words[from].band >= 3 || doc.is(from, noun));
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
        for p in doc.phrases.iter().filter(|p| unit.range.contains(&p.from)) {
            let weak = p.entry.flags & flag::PLACE_WEAK != 0;
            let chosen = p.skip == doc.words[p.from].skip();
            if weak && chosen && ids.contains(&p.entry.id) && !doc.is(p.from, flag::NISBA) {
                let mut s = place(doc, unit, p.from, p.to, Origin::Rule("place again"));
                s.skip = p.skip;
                s.id = p.entry.id;
                spots.put(s);
            }
        }
        for i in unit.range.clone() {
            if doc.is_word(i) && words.contains(&doc.stem(i)) {
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

//! Names of writers in a byline.

use super::{Doc, Unit, flag, person};
use crate::names::spot::Spots;
use crate::names::words::Kind;
use khabar_model::Origin;

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
        let dash = i > from && i < unit.range.end && doc.dash_before(i);
        let edge = i == unit.range.end || !doc.is_word(i) || place || and || dash;
        if !edge {
            continue;
        }
        byline(doc, unit, from, i, spots);
        from = if and || dash { i } else { i + 1 };
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

//! Halves of one name that were seen as two, and two names seen as one.

use super::{Doc, flag, person};
use crate::names::similar::bare;
use crate::names::spot::{Spot, Spots};
use khabar_model::{EntityKind, Origin};

/// Puts right names that stand side by side.
pub fn neighbours(doc: &Doc<'_>, spots: &mut Spots) {
    split(doc, spots);
    spots.all.sort_by_key(|s| (s.from, s.to));
    and_another(doc, spots);
    let mut k = 0;
    while k + 1 < spots.all.len() {
        let (a, b) = (spots.all[k], spots.all[k + 1]);
        let people = a.kind == EntityKind::Person && b.kind == EntityKind::Person;
        let line = |s: &Spot| doc.units.iter().position(|u| u.range.contains(&s.from));
        let halves = a.to == b.from && are_halves(doc, spots, &a, &b) || bracketed(doc, &a, &b);
        if people && halves && line(&a) == line(&b) {
            spots.all.remove(k + 1);
            spots.narrow(k, a.from, b.to, a.skip);
        } else {
            k += 1;
        }
    }
}

/// بوني وسيرغيو أغويرو: right behind a name و joins another to it.
fn and_another(doc: &Doc<'_>, spots: &mut Spots) {
    for k in 1..spots.all.len() {
        let (a, b) = (spots.all[k - 1], spots.all[k]);
        let people = a.kind == EntityKind::Person && b.kind == EntityKind::Person;
        let and = doc.text.norm(b.from).starts_with('و') && doc.words[b.from].letters > 3;
        if people && and && a.to == b.from && b.skip == 0 && !doc.is(b.from, flag::PERSON) {
            spots.all[k].skip = 'و'.len_utf8();
        }
    }
}

/// سيد الكبير عميري: a name, and what can only be the rest of it.
fn are_halves(doc: &Doc<'_>, spots: &Spots, a: &Spot, b: &Spot) -> bool {
    let long = b.to - a.from;
    let listed = |s: &Spot| doc.short_for(s.from, s.to).is_some();
    let given = doc.is(a.from, flag::GIVEN) && !doc.definite(a.from);
    // شكر كيري لافروف: each is somebody whom the page names elsewhere.
    let own = |s: &Spot| {
        let last = bare(doc.text.norm(s.to - 1));
        spots.all.iter().any(|o| {
            (o.from, o.to) != (s.from, s.to)
                && o.kind == EntityKind::Person
                && bare(doc.text.norm(o.to - 1)) == last
        })
    };
    let clitic = doc.has_clitic(b.from) || b.skip > 0;
    given && long <= 5 && !clitic && !listed(a) && !listed(b) && !own(a) && !own(b)
}

/// `(… فلاديمير) بوتين`: what an editor put in brackets belongs to the name.
fn bracketed(doc: &Doc<'_>, a: &Spot, b: &Spot) -> bool {
    let close = a.to + 1 == b.from && doc.text.raw(a.to) == ")";
    let inside = close
        && (a.from.saturating_sub(5)..a.from)
            .rev()
            .take_while(|&i| doc.text.raw(i) != ")")
            .any(|i| doc.text.raw(i) == "(");
    let one = a.to - a.from == 1 && b.to - b.from == 1 && b.skip == 0;
    inside && one && !doc.definite(a.from)
}

/// شكر كلاوفلد فان هورن: two surnames of people whom the page names in full.
fn split(doc: &Doc<'_>, spots: &mut Spots) {
    let full: Vec<Vec<String>> = spots
        .all
        .iter()
        .filter(|s| s.kind == EntityKind::Person && s.to > s.from + 1)
        .map(|s| {
            (s.from..s.to)
                .map(|i| doc.text.norm(i).to_string())
                .collect()
        })
        .collect();
    for k in 0..spots.all.len() {
        let s = spots.all[k];
        if s.kind != EntityKind::Person || s.to < s.from + 2 || doc.is(s.from, flag::GIVEN_TOP) {
            continue;
        }
        let first = doc.stem(s.from);
        let rest: Vec<&str> = (s.from + 1..s.to).map(|i| doc.text.norm(i)).collect();
        let ends = |f: &[String], tail: &[&str]| {
            f.len() > tail.len() && f[f.len() - tail.len()..].iter().eq(tail.iter())
        };
        let of_first = full.iter().any(|f| ends(f, &[first]));
        let of_rest = full
            .iter()
            .any(|f| ends(f, &rest) && f[f.len() - rest.len() - 1] != first);
        if !of_first || !of_rest {
            continue;
        }
        spots.narrow(k, s.from, s.from + 1, s.skip);
        if let Some(unit) = doc.units.iter().find(|u| u.range.contains(&s.from)) {
            let other = person(doc, unit, s.from + 1, s.to, Origin::Rule("surname"));
            spots.put(other);
        }
    }
}

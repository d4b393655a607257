//! Surnames alone: of those whom the page names in full.

use super::{Doc, flag, is_link, is_title_end, person};
use crate::names::similar::near;
use crate::names::spot::{Spot, Spots};
use khabar_model::{EntityKind, Origin};

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
        if s.kind != EntityKind::Person || s.to != s.from + 2 || is_link(doc, s.from) {
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
        let other = full.iter().any(|(e, f, l, t)| {
            let told = !e && own < 2 && bare;
            f != first && l == last && (told || times(f) > own || *t && bare)
        });
        if everyday(s.from) && w.band >= 2 && other {
            spots.narrow(k, s.from + 1, s.to, doc.words[s.from + 1].skip());
        } else if (!doc.is(s.from + 1, flag::PERSON)
            || doc.is(s.from + 1, flag::COMMON)
                && doc.words[s.from + 1].band >= 3
                && !doc.is(s.from, flag::GIVEN))
            && full.iter().any(|(_, _, l, _)| l == first)
        {
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
        // نصر الله, نور الدين: half of a name; بن سعد: the father's.
        let half = matches!(name.as_str(), "الله" | "الدين");
        let father = doc.is(s.to - 1, flag::GIVEN_TOP)
            && !doc.definite(s.to - 1)
            && matches!(doc.text.norm(s.to - 2), "بن" | "بنت");
        if half || father {
            continue;
        }
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
            let spot = person(doc, unit, from, i + 1, Origin::Rule("surname"));
            if link {
                skip = spot.skip;
            }
            spots.put(Spot { skip, ..spot });
        }
    }
}

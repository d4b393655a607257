//! Names of organisations and products in the text.

use super::doc::{Doc, Part, Unit};
use super::heads;
use super::lexicon::flag;
use super::spot::{MODEL, Spot, Spots, quotations};
use super::tagger::Tag;
use super::words::{Kind, Phrase};
use khabar_model::{EntityKind, Origin};

fn org(doc: &Doc<'_>, unit: &Unit, from: usize, to: usize, origin: Origin) -> Spot {
    Spot::new(doc, unit, (from, to), EntityKind::Org, origin)
}

/// A short name in quotation marks: an outlet, or what a head before it says
/// it is.
pub fn quoted(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for (open, close) in quotations(doc, unit) {
        let (from, to) = (open + 1, close);
        if to <= from || to - from > 4 || !(from..to).all(|i| doc.is_word(i)) {
            continue;
        }
        let listed = doc.phrases.iter().find(|p| {
            p.from == from
                && p.to == to
                && p.skip == 0
                && p.entry.flags & (flag::OUTLET | flag::ORG) != 0
        });
        let before = open.checked_sub(1).filter(|&b| b >= unit.range.start);
        let head = before.filter(|&b| doc.is(b, flag::ORG_HEAD) && heads::is_singular(doc, b));
        if head.is_some_and(|h| heads::of_another(doc, h)) {
            continue;
        }
        let paren = doc.text.raw(open) == "(";
        if listed.is_none() && (head.is_none() || paren) {
            continue;
        }
        let mut s = org(doc, unit, from, to, Origin::Rule("quoted name"));
        s.skip = 0;
        s.id = listed.map_or(0, |p| p.entry.id);
        if let Some(h) = head.filter(|_| !paren) {
            s.wide = Some((h, close + 1, doc.words[h].skip()));
        }
        spots.put(s);
    }
}

/// Organisations and products of the lists.
pub fn known(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let mut found: Vec<&Phrase> = doc
        .phrases
        .iter()
        .filter(|p| unit.range.contains(&p.from))
        .filter(|p| p.entry.flags & (flag::ORG | flag::OUTLET | flag::PRODUCT) != 0)
        .collect();
    found.sort_by_key(|p| (p.from, std::cmp::Reverse(p.to)));
    let mut past = unit.range.start;
    for p in found {
        if p.from < past {
            continue;
        }
        let listed = p.entry.flags & (flag::ORG | flag::PRODUCT) != 0;
        let several = p.to > p.from + 1;
        let chosen = several || p.skip == doc.words[p.from].skip();
        if !chosen || (!listed && !outlet_here(doc, unit, p)) {
            continue;
        }
        let before = p.from.checked_sub(1).filter(|&b| b >= unit.range.start);
        // بعثة الناتو is a body of its own.
        let quote = |b: usize| b > unit.range.start && doc.words[b].kind == Kind::Open;
        let body =
            |b: usize| heads::leads_body(doc, b) || quote(b) && heads::leads_body(doc, b - 1);
        if p.skip == 0 && before.is_some_and(body) {
            past = p.to;
            continue;
        }
        if several && is_longer(doc, unit, p) {
            continue;
        }
        let mut s = org(doc, unit, p.from, p.to, Origin::Rule("organisation list"));
        if p.entry.flags & flag::PRODUCT != 0 {
            s.kind = EntityKind::Product;
        }
        s.skip = p.skip;
        s.id = p.entry.id;
        if let Some(b) = before.filter(|&b| !listed && heads::names_media(doc, b) && p.skip == 0) {
            s.wide = Some((b, p.to, doc.words[b].skip()));
        }
        spots.put(s);
    }
}

/// A name of the lists that goes on in the text (مجلس الأمن القومي) is
/// another one.
fn is_longer(doc: &Doc<'_>, unit: &Unit, p: &Phrase) -> bool {
    let on = p.to;
    let more = on < unit.range.end
        && doc.is(p.from, flag::ORG_HEAD)
        && !doc.has_clitic(on)
        && !doc.is(on, flag::ORG_HEAD | flag::COLLECTIVE | flag::NISBA);
    more && heads::name_end(doc, unit.range.end, p.from).is_some_and(|e| e > on)
}

/// Outlets often bear everyday words: they count in credits, after a media
/// word, or where nothing else bears the name.
fn outlet_here(doc: &Doc<'_>, unit: &Unit, p: &Phrase) -> bool {
    let after_media = p.from > unit.range.start && heads::names_media(doc, p.from - 1);
    let own_head = p.to > p.from + 1 && heads::names_media(doc, p.from);
    let meta = unit.part == Part::Meta && p.entry.flags & (flag::DATE | flag::STOP) == 0;
    let place = p.entry.flags & (flag::PLACE | flag::PLACE_WEAK | flag::PERSON) != 0;
    let tagged = doc
        .tagged
        .iter()
        .any(|t| t.tag == Tag::Org && t.from <= p.from && p.to <= t.to);
    // اليوم - الدمام: an outlet with an everyday name, then where from.
    let dash = matches!(doc.text.raw(p.to), "-" | "–" | ":" | "،" | ",");
    let opens = p.from == unit.range.start && dash && doc.is(p.to + 1, flag::PLACE);
    after_media
        || own_head
        || unit.part == Part::Meta && opens && !place
        || meta && !place
        || p.to > p.from + 1 && tagged
}

/// Names that begin with a head noun (وزارة، مجلس), to the end of the
/// genitive chain and its adjectives.
pub fn headed(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let end = unit.range.end;
    for i in unit.range.clone() {
        let body = doc.words[i].entry.flags & flag::COLLECTIVE != 0 && doc.definite(i);
        let inside = doc.is(i, flag::INSIDE) && !doc.is(i, flag::ORG_ALONE) && !body;
        if !(doc.is(i, flag::ORG_HEAD) || body) || !doc.is_word(i) || spots.is_taken(i) || inside {
            continue;
        }
        let after_post = i > unit.range.start
            && doc.is(i - 1, flag::POST)
            && doc.definite(i)
            && !doc.has_clitic(i);
        if !heads::is_singular(doc, i) || after_post {
            continue;
        }
        let whole = heads::name_end(doc, end, i).unwrap_or(i);
        let mut to = whole;
        while to > i + 1 && !spots.is_free(i, to) {
            to -= 1;
        }
        while to > i + 1 && to < whole && !doc.is_word(to - 1) {
            to -= 1;
        }
        // The tagger may see farther.
        let seen = tag_end(doc, i).filter(|&e| e > i + 1 && e <= end && spots.is_free(i, e));
        if let Some(e) = seen.filter(|&e| e > to) {
            to = e;
        }
        let nation = to > i + 1 && body && doc.is(i + 1, flag::NISBA);
        let strong = heads::is_strong(doc, i)
            && (!doc.definite(i) || heads::is_collective(doc, i) || to > i + 2);
        if to > i + 1 && (nation || strong || seen.is_some()) {
            let mut s = org(doc, unit, i, to, Origin::Rule("organisation head"));
            // جمعية … بجدة: the place is part of the longer name.
            let at = to < end
                && doc.is(to, flag::PLACE)
                && doc.has_clitic(to)
                && doc.text.norm(to).starts_with('ب');
            if at && !doc.definite(i) {
                s.wide = Some((i, to + 1, s.skip));
            }
            spots.put(s);
            continue;
        }
        let alone = doc.is(i, flag::ORG_ALONE) && doc.definite(i);
        if alone && (!doc.is(i, flag::UNSURE) || tag_end(doc, i).is_some()) {
            spots.put(org(doc, unit, i, i + 1, Origin::Rule("organisation head")));
        }
    }
}

/// Where the organisation the tagger saw over word `i` ends.
fn tag_end(doc: &Doc<'_>, i: usize) -> Option<usize> {
    let t = doc
        .tagged
        .iter()
        .find(|t| t.tag == Tag::Org && t.from <= i && i < t.to)?;
    let mut to = t.to;
    while to > i && (!doc.is_word(to - 1) || doc.is_stop(to - 1)) {
        to -= 1;
    }
    Some(to)
}

/// Organisations only the tagger knows.
pub fn tagged(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for t in &doc.tagged {
        if t.tag != Tag::Org || !unit.range.contains(&t.from) {
            continue;
        }
        let (mut from, mut to) = (t.from, t.to.min(unit.range.end));
        while from < to && (!doc.is_word(from) || doc.is_stop(from)) {
            from += 1;
        }
        while to > from && (!doc.is_word(to - 1) || doc.is_stop(to - 1)) {
            to -= 1;
        }
        let single = to == from + 1;
        let common = flag::TITLE | flag::GROUP | flag::ORG_HEAD | flag::NISBA | flag::UNSURE;
        if from >= to || single && (doc.is(from, common) || doc.words[from].band >= 3) {
            continue;
        }
        spots.put(org(doc, unit, from, to, MODEL));
    }
}

//! Names of organisations and products in the text.

use super::doc::{Doc, Part, Unit};
use super::heads;
use super::lexicon::flag;
use super::places;
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
        let listed = doc
            .phrases_in(from..from + 1)
            .iter()
            .find(|p| p.to == to && p.skip == 0 && p.entry.flags & (flag::OUTLET | flag::ORG) != 0);
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
        if head.is_some_and(|h| heads::names_product(doc, h)) {
            s.kind = EntityKind::Product;
        }
        s.skip = 0;
        s.id = listed.map_or(0, |p| p.entry.id);
        if let Some(h) = head.filter(|_| !paren) {
            s.wide = Some((h, close + 1, doc.words[h].skip()));
        }
        spots.put(s);
    }
}

/// The page's own outlet in the lines over the article: `بغداد: …`, `… - بيروت`.
pub fn own_outlet(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let Some((_, name)) = doc.outlets.iter().find(|o| o.0 == unit.article) else {
        return;
    };
    let mark = |i: usize| matches!(doc.text.raw(i), "-" | "–" | "—" | ":" | "/" | "،");
    let (start, end) = (unit.range.start, unit.range.end);
    for i in start..end.saturating_sub(name.len() - 1) {
        let to = i + name.len();
        if !(i..to).all(|k| doc.text.norm(k) == name[k - i]) {
            continue;
        }
        let place = i > start + 1 && mark(i - 1) && doc.is(i - 2, flag::PLACE);
        let opens = i == start && to < end && mark(to);
        let city = name.len() == 1 && doc.is(i, flag::PLACE);
        let more = matches!(doc.text.norm(to), "الالكتروني" | "الالكترونيه" | "اونلاين");
        let to = to + usize::from(more && to < end);
        let here = match unit.part {
            // الرياض is the paper only after another city.
            Part::Meta => place || !city && (opens || to - i == end - start),
            _ => place && i <= start + 3 && to < end && mark(to),
        };
        if here {
            let mut s = org(doc, unit, i, to, Origin::Rule("own outlet"));
            s.skip = 0;
            s.id = doc.lex.outlet(doc.phrase(i, to));
            spots.put(s);
        }
    }
}

/// Organisations and products of the lists.
pub fn known(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    let mut found: Vec<&Phrase> = doc
        .phrases_in(unit.range.clone())
        .iter()
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
        // الهلال الأحمر العراقي is not the Qatari one.
        let on = p.to;
        let nation = p.entry.flags & flag::NATIONAL != 0
            && on < unit.range.end
            && doc.is(on, flag::NISBA)
            && doc.definite(on)
            && !doc.has_clitic(on);
        let to = p.to + usize::from(nation);
        let mut s = org(doc, unit, p.from, to, Origin::Rule("organisation list"));
        if p.entry.flags & flag::PRODUCT != 0 {
            s.kind = EntityKind::Product;
        }
        s.skip = p.skip;
        s.id = if nation {
            0
        } else if listed {
            p.entry.id
        } else {
            doc.lex.outlet(doc.phrase(p.from, p.to))
        };
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
    // حسب رويترز، وقالت فرانس برس
    let credited = p.from > unit.range.start
        && matches!(
            doc.stem(p.from - 1),
            "حسب"
                | "بحسب"
                | "وفق"
                | "عن"
                | "قالت"
                | "ذكرت"
                | "نقلت"
                | "افادت"
                | "اوردت"
                | "ابلغ"
                | "ابلغت"
        )
        && !place
        && !doc.definite(p.from)
        && !doc.is(
            p.from,
            flag::STOP | flag::DATE | flag::CUE | flag::TITLE | flag::ORG_HEAD,
        )
        && doc.words[p.from].band < 4;
    after_media
        || credited
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
        // وكيل وزارة النفط: the title ends with the head, the body goes on.
        let goes_on = doc.is(i, flag::IN_TITLE)
            && !doc.is(i + 1, flag::IN_TITLE)
            && !doc.definite(i)
            && heads::is_strong(doc, i);
        let inside = doc.is(i, flag::INSIDE) && !doc.is(i, flag::ORG_ALONE) && !body && !goes_on;
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
        // قناة السويس is a place of the lists.
        let site = |p: &Phrase| {
            p.to > i + 1 && p.entry.flags & (flag::PLACE | flag::SITE) == flag::PLACE | flag::SITE
        };
        // مديرية لودر: a district, where a place's name follows.
        let district = !doc.definite(i)
            && places::is_class(doc, i)
            && doc.is(i + 1, flag::PLACE)
            && !doc.has_clitic(i + 1);
        if district || doc.phrases_in(i..i + 1).iter().any(site) {
            continue;
        }
        let whole = heads::name_end(doc, end, i).unwrap_or(i);
        let mut to = whole;
        // وكيل وزارة … للشؤون …: what for is said of the post.
        if goes_on && let Some(for_) = (i + 2..to).find(|&k| doc.text.norm(k).starts_with("لل")) {
            to = for_;
        }
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

/// النظام where its forces are spoken of (قوات النظام): a body, else an
/// arrangement of things.
pub fn regime(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for i in unit.range.start + 1..unit.range.end {
        let arms = matches!(
            doc.stem(i - 1),
            "قوات"
                | "جيش"
                | "طيران"
                | "طائرات"
                | "مقاتلات"
                | "مروحيات"
                | "مدفعيه"
                | "عناصر"
                | "جنود"
                | "ميليشيات"
                | "حواجز"
                | "سيطره"
                | "راس"
        );
        let nation = doc.is(i + 1, flag::NISBA) && i + 1 < unit.range.end;
        if arms && doc.text.norm(i) == "النظام" && !nation && !spots.is_taken(i) {
            spots.put(org(doc, unit, i, i + 1, Origin::Rule("regime")));
        }
    }
}

/// Unknown names of outlets: صحيفة كونتيننتال ….
pub fn media(doc: &Doc<'_>, unit: &Unit, spots: &mut Spots) {
    for i in unit.range.clone() {
        if !heads::names_media(doc, i) || doc.definite(i) {
            continue;
        }
        let from = i + 1;
        let end = unit.range.end.min(from + 3);
        let rare = |k: usize| {
            let w = &doc.words[k];
            w.kind == Kind::Latin || doc.is_rare(k) && !doc.has_clitic(k) && w.letters > 3
        };
        let to = (from..end).find(|&k| !rare(k)).unwrap_or(end);
        if to > from + 1 {
            let mut s = org(doc, unit, from, to, Origin::Rule("outlet"));
            s.skip = 0;
            s.wide = Some((i, to, doc.words[i].skip()));
            spots.put(s);
        }
    }
}

/// What stands in brackets after an organisation, as another name of it:
/// (first token of the name, of the other, past its last).
pub fn glosses(doc: &Doc<'_>, spots: &mut Spots) -> Vec<(usize, usize, usize)> {
    let mut out = Vec::new();
    let orgs: Vec<Spot> = spots
        .all
        .iter()
        .filter(|s| s.kind == EntityKind::Org)
        .copied()
        .collect();
    for s in orgs {
        let open = s.to;
        if s.to < s.from + 2 || doc.words.get(open).is_none_or(|w| w.kind != Kind::Open) {
            continue;
        }
        let from = open + 1;
        let Some(to) =
            (from..doc.words.len().min(from + 5)).find(|&k| doc.words[k].kind == Kind::Close)
        else {
            continue;
        };
        let Some(unit) = doc.units.iter().find(|u| u.range.contains(&s.from)) else {
            continue;
        };
        let other =
            flag::PLACE | flag::NISBA | flag::TITLE | flag::DATE | flag::STOP | flag::ORG_HEAD;
        let name = |k: usize| {
            let w = &doc.words[k];
            let letter = w.letters == 1 && to > from + 1;
            doc.is_word(k) && (letter || !w.is(other) && w.band <= 2 && !doc.definite(k))
        };
        let paren = doc.text.raw(open) == "(";
        let short = to > from && unit.range.contains(&to) && (from..to).all(name);
        if !short || !(paren || to == from + 1) {
            continue;
        }
        let known = spots.all.iter().find(|o| o.from == from && o.to == to);
        if known
            .is_some_and(|o| o.kind != EntityKind::Org || o.id != 0 && s.id != 0 && o.id != s.id)
        {
            continue;
        }
        let mut gloss = org(doc, unit, from, to, Origin::Rule("gloss"));
        gloss.skip = 0;
        if known.is_some() || spots.put(gloss) {
            out.push((s.from, from, to));
        }
    }
    out
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

//! Whether two articles tell of one event.

use super::{Verdict, covered, words};
use crate::people::{NameKey, Person, SAME, name_key, same_person};
use khabar_model::{EntityKind, EventKind};

/// From this score on, two events are taken to be one.
pub const SAME_EVENT: f32 = 0.5;

/// Who took part.
#[derive(Clone, Copy, Debug)]
pub struct Party<'a> {
    pub name: &'a str,
    pub kind: EntityKind,
    pub roles: &'a [&'a str],
}

/// An event as one article tells it.
#[derive(Clone, Copy, Debug)]
pub struct EventFacts<'a> {
    pub kind: EventKind,
    pub parties: &'a [Party<'a>],
    /// ISO: a day, a month or a year.
    pub date: Option<&'a str>,
    pub place: Option<&'a str>,
    /// The clause that tells it.
    pub words: &'a str,
}

/// How likely two events are one. Kind and parties must agree, and no date,
/// place or number of a round may stand against it.
pub fn same_event(a: &EventFacts<'_>, b: &EventFacts<'_>) -> Verdict {
    let mut out = Verdict::default();
    if a.kind != b.kind || a.kind == EventKind::Other && a.words != b.words {
        return out;
    }
    out.add("kind", a.kind.as_str(), 0.1);
    let keys = |e: &EventFacts<'_>| -> Vec<NameKey> {
        e.parties.iter().map(|p| name_key(p.name)).collect()
    };
    let (keys_a, keys_b) = (keys(a), keys(b));
    let among = |x: &Party<'_>, kx: &NameKey| {
        let mut all = b.parties.iter().zip(&keys_b);
        all.any(|(y, ky)| same_party(x, kx, y, ky))
    };
    let shared: Vec<&str> = a
        .parties
        .iter()
        .zip(&keys_a)
        .filter(|(x, kx)| among(x, kx))
        .map(|(x, _)| x.name)
        .collect();
    let least = a.parties.len().min(b.parties.len());
    for name in &shared {
        out.add("party", *name, 0.2);
    }
    if shared.len() == least && least > 0 {
        out.add("parties", "all of one side's", 0.05);
    }
    let exact_day = match dates(a.date, b.date) {
        Dates::Same => {
            out.add("date", a.date.unwrap_or_default(), 0.2);
            a.date.is_some_and(|d| d.len() == 10)
        }
        Dates::Near => {
            out.add("near date", a.date.unwrap_or_default(), 0.05);
            false
        }
        Dates::Apart => {
            let both = format!("{} / {}", a.date.unwrap_or(""), b.date.unwrap_or(""));
            out.add("date", both, -1.0);
            false
        }
        Dates::Unknown => false,
    };
    if let (Some(x), Some(y)) = (a.place, b.place) {
        let (kx, ky) = (name_key(x).key(), name_key(y).key());
        let among = |k: &str, keys: &[NameKey]| keys.iter().any(|p| p.key() == k);
        if kx == ky {
            out.add("place", x, 0.2);
        } else if !among(&kx, &keys_b) && !among(&ky, &keys_a) {
            // A town may lie in the country that the other names.
            let weight = if exact_day { -0.1 } else { -0.4 };
            out.add("place", format!("{x} / {y}"), weight);
        }
    }
    let (ra, rb) = (round(a.words), round(b.words));
    match (ra, rb) {
        (Some(x), Some(y)) if x == y => out.add("round", x.to_string(), 0.1),
        (Some(_), Some(_)) => out.add("round", "different", -1.0),
        (Some(2..), None) | (None, Some(2..)) if !exact_day => {
            out.add("round", "of one only", -0.4)
        }
        _ => {}
    }
    let (share, common) = covered(&words(a.words), &words(b.words));
    if common.len() > 1 {
        out.add("words", common.join(" "), 0.35 * share);
    }
    let named = quoted(a.words, b.words).filter(|_| quoted(b.words, a.words).is_some());
    if let Some(name) = named {
        out.add("quoted name", name, 0.4);
    }
    let told = share >= 0.6 || named.is_some();
    // One party in common is little: many meet the same minister.
    if shared.len() < 2 && !exact_day && !told {
        out.add("parties", "too few", -0.3);
    }
    if shared.is_empty() && !told {
        out.add("parties", "none", -1.0);
    }
    out
}

fn same_party(a: &Party<'_>, ka: &NameKey, b: &Party<'_>, kb: &NameKey) -> bool {
    if ka.words.is_empty() || kb.words.is_empty() {
        return false;
    }
    if a.kind == EntityKind::Person && b.kind == EntityKind::Person {
        let score = same_person(
            Person {
                name: a.name,
                roles: a.roles,
            },
            Person {
                name: b.name,
                roles: b.roles,
            },
        );
        return score >= SAME || ka.words == kb.words || surname(&ka.words, &kb.words);
    }
    ka.words == kb.words
}

/// A full name and one of the same family name with the same first name.
fn surname(a: &[String], b: &[String]) -> bool {
    let ends = |w: &[String]| (w.first().cloned(), w.last().cloned());
    a.len() > 1 && b.len() > 1 && ends(a) == ends(b)
}

enum Dates {
    Same,
    Near,
    Apart,
    Unknown,
}

/// A date covers another that begins with it (2025 and 2025-10-12); days may
/// differ by one: an event of two days, a report in the night.
fn dates(a: Option<&str>, b: Option<&str>) -> Dates {
    let (Some(a), Some(b)) = (a, b) else {
        return Dates::Unknown;
    };
    if a == b {
        return Dates::Same;
    }
    if a.starts_with(b) || b.starts_with(a) {
        return Dates::Near;
    }
    let day = khabar_text::civil::Day::parse;
    match (day(a), day(b)) {
        (Some(x), Some(y)) if x.plus(1) == y || y.plus(1) == x => Dates::Near,
        _ => Dates::Apart,
    }
}

/// Which round, session or convoy the words tell of. The second of two months
/// of a name (تشرين الثاني) is none.
fn round(text: &str) -> Option<u8> {
    let text = khabar_text::Text::new(text);
    (0..text.len()).find_map(|i| {
        let before = i.checked_sub(1).map_or("", |b| text.norm(b));
        if matches!(before, "تشرين" | "كانون" | "ربيع" | "جمادي" | "جمادى")
        {
            return None;
        }
        match crate::stories::stem(text.norm(i)).as_str() {
            "اول" | "اولى" | "اولي" => Some(1),
            "ثان" | "ثاني" => Some(2),
            "ثالث" => Some(3),
            "رابع" => Some(4),
            "خامس" => Some(5),
            _ => None,
        }
    })
}

/// A name in quotation marks that both clauses give: that of a programme or plan.
fn quoted<'a>(a: &'a str, b: &str) -> Option<&'a str> {
    let mut parts = a.split(['"', '«', '»', '“', '”']).skip(1).step_by(2);
    parts.find(|q| q.chars().count() > 3 && covered(&words(q), &words(b)).0 >= 1.0)
}

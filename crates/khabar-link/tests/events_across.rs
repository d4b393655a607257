//! The events of several pages, as the gold has them on each page, are merged
//! where the gold merges them and nowhere else.
#![allow(clippy::disallowed_methods)]

use khabar_link::same::{EventFacts, Party, SAME_EVENT, same_event};
use khabar_model::{EntityKind, EventKind};
use serde_json::Value;
use std::path::Path;

struct Told {
    page: String,
    id: String,
    kind: EventKind,
    parties: Vec<(String, EntityKind, Vec<String>)>,
    date: Option<String>,
    place: Option<String>,
    words: String,
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn text(v: &Value) -> String {
    v.as_str().unwrap_or_default().to_string()
}

fn list(v: &Value) -> impl Iterator<Item = &Value> {
    v.as_array().into_iter().flatten()
}

fn events(gold: &Path) -> Vec<Told> {
    let mut files: Vec<_> = std::fs::read_dir(gold)
        .unwrap()
        .flatten()
        .map(|f| f.path())
        .filter(|f| f.extension().is_some_and(|e| e == "json"))
        .filter(|f| !f.ends_with("across.json"))
        .collect();
    files.sort();
    let mut out = Vec::new();
    for f in files {
        let v = json(&f);
        for e in list(&v["events"]) {
            let party = |id: &Value| {
                let named = list(&v["entities"]).find(|n| n["id"] == *id)?;
                let kind = EntityKind::parse(&text(&named["type"]))?;
                let roles = list(&named["roles"]).map(text).collect();
                Some((text(&named["name"]), kind, roles))
            };
            out.push(Told {
                page: f.file_stem().unwrap().to_string_lossy().to_string(),
                id: text(&e["id"]),
                kind: EventKind::parse(&text(&e["type"])).unwrap_or(EventKind::Other),
                parties: list(&e["participants"]).filter_map(party).collect(),
                date: e["date"].as_str().map(str::to_string),
                place: e["place"].as_str().map(str::to_string),
                words: text(&e["exact"]),
            });
        }
    }
    out
}

fn score(a: &Told, b: &Told) -> f32 {
    fn roles(t: &Told) -> Vec<Vec<&str>> {
        t.parties
            .iter()
            .map(|p| p.2.iter().map(String::as_str).collect())
            .collect()
    }
    let (ra, rb) = (roles(a), roles(b));
    let pa = parties(a, &ra);
    let pb = parties(b, &rb);
    same_event(&facts(a, &pa), &facts(b, &pb)).score
}

fn parties<'a>(t: &'a Told, roles: &'a [Vec<&'a str>]) -> Vec<Party<'a>> {
    let all = t.parties.iter().zip(roles);
    all.map(|((name, kind, _), roles)| Party {
        name,
        kind: *kind,
        roles,
    })
    .collect()
}

fn facts<'a>(t: &'a Told, parties: &'a [Party<'a>]) -> EventFacts<'a> {
    EventFacts {
        kind: t.kind,
        parties,
        date: t.date.as_deref(),
        place: t.place.as_deref(),
        words: &t.words,
    }
}

/// Events joined by pairs of different pages, against the groups of the gold:
/// the groups found whole, all groups, wrong pairs.
fn check(gold: &Path) -> (usize, usize, usize) {
    let told = events(gold);
    let across = json(&gold.join("across.json"));
    let groups: Vec<&Value> = list(&across["events"]).collect();
    let group = |t: &Told| {
        let is = |m: &Value| m[0] == t.page.as_str() && m[1] == t.id.as_str();
        groups.iter().position(|g| list(&g["members"]).any(is))
    };
    let mut of: Vec<usize> = (0..told.len()).collect();
    let mut wrong = 0;
    for (i, a) in told.iter().enumerate() {
        for (j, b) in told.iter().enumerate().skip(i + 1) {
            let s = if a.page == b.page { 0.0 } else { score(a, b) };
            let same = group(a).is_some() && group(a) == group(b);
            if s >= SAME_EVENT {
                let (x, y) = (of[i].min(of[j]), of[i].max(of[j]));
                of.iter_mut().filter(|o| **o == y).for_each(|o| *o = x);
                wrong += usize::from(!same);
            }
            if (s >= SAME_EVENT) != same && (same || s > 0.0) {
                println!(
                    "{} {s:.2} {}/{} {} | {}/{} {}",
                    if same { "pair missed" } else { "WRONG" },
                    a.page,
                    a.id,
                    a.words,
                    b.page,
                    b.id,
                    b.words
                );
            }
        }
    }
    let whole = |g: usize| {
        let mut members = told.iter().zip(&of).filter(|(t, _)| group(t) == Some(g));
        let first = members.next().map(|(_, o)| *o);
        members.all(|(_, o)| Some(*o) == first)
    };
    let found = (0..groups.len()).filter(|g| whole(*g)).count();
    (found, groups.len(), wrong)
}

#[test]
fn events_of_the_samples_are_merged_as_the_gold_merges_them() {
    let (found, all, wrong) = check(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/gold"
    )));
    assert!(all > 0, "the gold has events on two pages");
    assert_eq!((found, wrong), (all, 0));
}

/// The shared gold is beside a developer's checkout only.
#[test]
fn events_of_the_shared_gold_are_merged_as_it_merges_them() {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold"));
    if shared.is_dir() {
        let (found, all, wrong) = check(shared);
        assert_eq!((found, wrong), (all, 0));
    }
}

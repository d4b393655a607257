//! The people of several pages, as the gold has them on each page, are merged
//! where the gold merges them and nowhere else.
#![allow(clippy::disallowed_methods)]

use khabar_link::{Person, SAME, same_person};
use serde_json::Value;
use std::path::Path;

struct Named {
    page: String,
    id: String,
    name: String,
    roles: Vec<String>,
}

fn json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

fn text(v: &Value) -> String {
    v.as_str().unwrap_or_default().to_string()
}

/// Everybody whom a page of the folder names in full.
fn people(gold: &Path) -> Vec<Named> {
    let mut out = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir(gold)
        .unwrap()
        .flatten()
        .map(|f| f.path())
        .collect();
    files.sort();
    for f in files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "json"))
    {
        let page = f.file_stem().unwrap().to_string_lossy().to_string();
        if page == "across" {
            continue;
        }
        let v = json(f);
        for e in v["entities"].as_array().into_iter().flatten() {
            if e["type"] == "person" {
                let roles = e["roles"].as_array().into_iter().flatten();
                out.push(Named {
                    page: page.clone(),
                    id: text(&e["id"]),
                    name: text(&e["name"]),
                    roles: roles.map(text).collect(),
                });
            }
        }
    }
    out
}

fn check(gold: &Path) {
    let people = people(gold);
    let across = json(&gold.join("across.json"));
    let same = |a: &Named, b: &Named| {
        across["entities"]
            .as_array()
            .into_iter()
            .flatten()
            .any(|e| {
                let has = |p: &Named| {
                    let members = e["members"].as_array().into_iter().flatten();
                    members
                        .clone()
                        .any(|m| m[0] == p.page.as_str() && m[1] == p.id.as_str())
                };
                has(a) && has(b)
            })
    };
    let mut pairs = 0;
    for (i, a) in people.iter().enumerate() {
        for b in people[i + 1..].iter().filter(|b| b.page != a.page) {
            let roles = |p: &Named| p.roles.clone();
            let (ra, rb) = (roles(a), roles(b));
            let (ra, rb): (Vec<&str>, Vec<&str>) = (
                ra.iter().map(String::as_str).collect(),
                rb.iter().map(String::as_str).collect(),
            );
            let score = same_person(
                Person {
                    name: &a.name,
                    roles: &ra,
                },
                Person {
                    name: &b.name,
                    roles: &rb,
                },
            );
            let want = same(a, b);
            pairs += usize::from(want);
            assert_eq!(score >= SAME, want, "{} / {}: {score}", a.name, b.name);
        }
    }
    assert!(pairs > 0, "the gold has somebody on two pages");
}

#[test]
fn people_of_the_samples_are_merged_as_the_gold_merges_them() {
    check(Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../samples/gold"
    )));
}

/// The shared gold is beside a developer's checkout only.
#[test]
fn people_of_the_shared_gold_are_merged_as_it_merges_them() {
    let shared = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold"));
    if shared.is_dir() {
        check(shared);
    }
}

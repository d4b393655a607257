//! Who is one person on several pages: the record's answer against hand-made
//! gold. `across RECORD GOLD…`, where each GOLD folder has an `across.json`
//! (`entities`: `name` and `members`, pairs of a page and an entity of it) and
//! the pages' own files; RECORD holds those pages.
//!
//! A pair of pages that name one and the same is merged where asking for the
//! name as the one page has it finds the other's in the same profile. Every
//! other two of the gold that one profile holds are wrongly merged.

use khabar_record::{Profile, Record};
use khabar_text::fold::fold;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

type Failure = Box<dyn std::error::Error>;

/// Mentions of the record by page (the stem of its file's name): the actor's
/// number, kind and name, the folded words.
type Named = BTreeMap<String, BTreeSet<(Who, String)>>;
type Who = (i64, String, String);

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [record, golds @ ..] = args.as_slice() else {
        eprintln!("across RECORD GOLD…");
        std::process::exit(2);
    };
    let record = Record::open(record)?;
    let named = named(&record)?;
    let mut wrong = 0;
    for gold in golds {
        wrong += compare(&record, &named, Path::new(gold))?;
    }
    std::process::exit(i32::from(wrong > 0));
}

fn named(record: &Record) -> Result<Named, Failure> {
    let mut out = Named::new();
    for id in 1..=record.counts()?.articles as i64 {
        let article = record.article(id)?;
        let page = Path::new(&article.source.page).file_stem();
        let page = page.unwrap_or_default().to_string_lossy().into_owned();
        let all = out.entry(page).or_default();
        for m in article.mentions {
            let a = m.actor;
            all.insert(((a.id, a.kind, a.name), fold(&m.words.exact)));
        }
    }
    Ok(out)
}

/// An entity of the gold: its kind, and the actors that it is on each page, with
/// their names.
struct Entity {
    name: String,
    kind: String,
    on: Vec<(String, BTreeMap<i64, String>)>,
}

/// The entities of a page's gold by their numbers: kind and folded surfaces.
fn entities(file: &Path) -> Result<BTreeMap<String, (String, BTreeSet<String>)>, Failure> {
    let gold: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let text = |v: &Value| v.as_str().unwrap_or_default().to_owned();
    let entities = gold["entities"].as_array().into_iter().flatten();
    let surfaces = |e: &Value| {
        let all = e["surfaces"].as_array().into_iter().flatten();
        all.map(|s| fold(&text(s))).collect()
    };
    let one = |e: &Value| (text(&e["id"]), (text(&e["type"]), surfaces(e)));
    Ok(entities.map(one).collect())
}

fn read(named: &Named, gold: &Path) -> Result<Vec<Entity>, Failure> {
    let across: Value = serde_json::from_str(&std::fs::read_to_string(gold.join("across.json"))?)?;
    let mut out = Vec::new();
    for e in across["entities"].as_array().into_iter().flatten() {
        let mut entity = Entity {
            name: e["name"].as_str().unwrap_or_default().to_owned(),
            kind: String::new(),
            on: Vec::new(),
        };
        for m in e["members"].as_array().into_iter().flatten() {
            let (page, id) = (m[0].as_str().unwrap_or(""), m[1].as_str().unwrap_or(""));
            let all = entities(&gold.join(format!("{page}.json")))?;
            let Some((kind, surfaces)) = all.get(id) else {
                return Err(format!("{page} has no entity {id}").into());
            };
            entity.kind.clone_from(kind);
            let here = named.get(page).into_iter().flatten();
            let here = here.filter(|(a, words)| a.1 == *kind && surfaces.contains(words));
            let here = here.map(|(a, _)| (a.0, a.2.clone())).collect();
            entity.on.push((page.to_owned(), here));
        }
        out.push(entity);
    }
    Ok(out)
}

/// The numbers of a profile's actors.
fn ids(p: &Profile) -> BTreeSet<i64> {
    let others = p.variants.iter().map(|m| m.actor.id);
    others.chain([p.actor.id]).collect()
}

/// Prints, by kind, how many pairs of pages are merged; gives how many
/// are wrongly.
fn compare(record: &Record, named: &Named, gold: &Path) -> Result<usize, Failure> {
    let all = read(named, gold)?;
    let mut found: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut wrong = BTreeSet::new();
    for e in &all {
        let mut missed = BTreeSet::new();
        for (k, (page, here)) in e.on.iter().enumerate() {
            let mut together: BTreeSet<i64> = here.keys().copied().collect();
            for (actor, name) in here {
                let profiles = record.who(name)?;
                let own = profiles.iter().find(|p| ids(p).contains(actor));
                together.extend(own.map(ids).unwrap_or_default());
            }
            for (other, there) in &e.on[k + 1..] {
                let (merged, pairs) = found.entry(&e.kind).or_default();
                *pairs += 1;
                if there.keys().any(|id| together.contains(id)) {
                    *merged += 1;
                } else {
                    missed.insert(format!("{page} and {other}"));
                }
            }
            for o in all.iter().filter(|o| o.name != e.name && o.kind == e.kind) {
                let mut theirs = o.on.iter().flat_map(|(_, there)| there.keys());
                if theirs.any(|id| together.contains(id)) {
                    let two = [e.name.as_str(), o.name.as_str()];
                    wrong.insert((two[0].min(two[1]), two[0].max(two[1])));
                }
            }
        }
        for m in missed {
            println!("apart: {} on {m}", e.name);
        }
    }
    for (a, b) in &wrong {
        println!("wrongly one: {a} and {b}");
    }
    println!("{}", gold.display());
    for (kind, (merged, pairs)) in found {
        println!("  {kind}: {merged} of {pairs} pairs of pages merged");
    }
    println!("  wrongly merged: {}", wrong.len());
    Ok(wrong.len())
}

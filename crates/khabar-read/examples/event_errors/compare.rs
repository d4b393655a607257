//! Gold events and those read, side by side: the same type, two participants
//! shared (all, if there are fewer), dates that do not exclude each other.

use khabar_text::fold::fold;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

pub struct Told {
    pub kind: String,
    pub plover: Option<String>,
    /// Folded spellings of each participant.
    pub who: Vec<HashSet<String>>,
    /// A name of each participant.
    pub names: Vec<String>,
    pub date: String,
    pub status: String,
    pub clause: String,
}

pub struct Page {
    pub gold: Vec<Told>,
    pub read: Vec<Told>,
    /// Indices into `gold` and `read`.
    pub pairs: Vec<(usize, usize)>,
    /// Every spelling of every entity read on the page.
    known: HashSet<String>,
}

fn text(v: &Value) -> String {
    v.as_str().unwrap_or_default().to_string()
}

fn list(v: &Value) -> impl Iterator<Item = &Value> {
    v.as_array().into_iter().flatten()
}

fn spellings(entity: &Value) -> HashSet<String> {
    let all = list(&entity["surfaces"]).chain([&entity["name"]]);
    all.filter_map(Value::as_str).map(bare).collect()
}

/// Folded, marks left out, one space between words.
fn bare(s: &str) -> String {
    let marks = |c: char| c.is_whitespace() || "«»\"“”'()[]،,.:؛".contains(c);
    let words: Vec<String> = s.split(marks).filter(|w| !w.is_empty()).map(fold).collect();
    words.join(" ")
}

fn events(page: &Value) -> Vec<Told> {
    let entities: HashMap<String, &Value> = list(&page["entities"])
        .map(|e| (text(&e["id"]), e))
        .collect();
    let told = |e: &Value| {
        let who: Vec<&Value> = list(&e["participants"])
            .filter_map(|p| entities.get(p.as_str()?).copied())
            .collect();
        Told {
            kind: text(&e["type"]),
            plover: e["plover"].as_str().map(str::to_string),
            who: who.iter().map(|e| spellings(e)).collect(),
            names: who.iter().map(|e| text(&e["name"])).collect(),
            date: text(&e["date"]),
            status: text(&e["status"]),
            clause: text(&e["exact"]),
        }
    };
    list(&page["events"]).map(told).collect()
}

pub fn shared(a: &Told, b: &Told) -> usize {
    let known = |x: &&HashSet<String>| b.who.iter().any(|y| !x.is_disjoint(y));
    a.who.iter().filter(known).count()
}

pub fn dates_agree(a: &Told, b: &Told) -> bool {
    a.date.starts_with(&b.date) || b.date.starts_with(&a.date)
}

/// How well an event read matches one of the gold; 0 if it does not.
fn score(gold: &Told, read: &Told) -> usize {
    let n = shared(gold, read);
    if gold.kind != read.kind || n < gold.who.len().min(2) || !dates_agree(gold, read) {
        return 0;
    }
    n + usize::from(gold.date == read.date)
}

impl Page {
    pub fn new(gold: &Value, read: &Value) -> Page {
        let known = list(&read["entities"]).flat_map(spellings).collect();
        let (gold, read) = (events(gold), events(read));
        let mut all: Vec<(usize, usize, usize)> = Vec::new();
        for (i, g) in gold.iter().enumerate() {
            for (j, r) in read.iter().enumerate() {
                let score = score(g, r);
                if score > 0 {
                    all.push((score, i, j));
                }
            }
        }
        all.sort_by_key(|&(s, i, j)| (std::cmp::Reverse(s), i, j));
        let mut pairs: Vec<(usize, usize)> = Vec::new();
        for (_, i, j) in all {
            if pairs.iter().all(|&(a, b)| a != i && b != j) {
                pairs.push((i, j));
            }
        }
        Page {
            gold,
            read,
            pairs,
            known,
        }
    }

    /// How many participants of a gold event the page's names hold.
    pub fn found(&self, gold: &Told) -> usize {
        let known = |x: &&HashSet<String>| !x.is_disjoint(&self.known);
        gold.who.iter().filter(known).count()
    }
}

//! Why events were missed or invented, counted.

use super::compare::{Page, Told, dates_agree, shared};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Table {
    /// Found, gold, read; of all, by type and by the page's outlet.
    figures: BTreeMap<String, [usize; 3]>,
    causes: BTreeMap<&'static str, usize>,
    fields: BTreeMap<&'static str, usize>,
}

/// Why a gold event has no counterpart.
fn missed(page: &Page, gold: &Told) -> &'static str {
    let need = gold.who.len().min(2);
    if page.found(gold) < need {
        return "missed: a participant's name was not read";
    }
    let taken = |j: usize| page.pairs.iter().any(|p| p.1 == j);
    let kin = |r: &Told| r.kind == gold.kind && shared(gold, r) > 0;
    if page
        .read
        .iter()
        .any(|r| r.kind == gold.kind && shared(gold, r) >= need && !dates_agree(gold, r))
    {
        return "missed: another date";
    }
    let free = |(j, r): (usize, &Told)| kin(r) && !taken(j);
    if page.read.iter().enumerate().any(free) {
        return "missed: too few participants";
    }
    if page
        .read
        .iter()
        .any(|r| r.kind != gold.kind && shared(gold, r) >= need && near(r, gold))
    {
        return "missed: read as another type";
    }
    if page.read.iter().any(kin) {
        return "missed: merged with another or not told apart";
    }
    if gold.kind == "other" {
        return "missed: no trigger, of no type";
    }
    "missed: no trigger or frame"
}

/// The clauses overlap in words.
fn near(a: &Told, b: &Told) -> bool {
    a.clause.contains(b.clause.as_str()) || b.clause.contains(a.clause.as_str())
}

fn invented(page: &Page, read: &Told) -> &'static str {
    let same = |g: &Told| g.kind == read.kind && shared(g, read) > 0;
    let found = |i: usize| page.pairs.iter().any(|p| p.0 == i);
    if page
        .gold
        .iter()
        .enumerate()
        .any(|(i, g)| same(g) && found(i))
    {
        "invented: told twice, or not one with another"
    } else if page.gold.iter().any(same) {
        "invented: wrong participants or date"
    } else if page.gold.iter().any(|g| near(g, read)) {
        "invented: wrong type"
    } else {
        "invented: the gold has no such event"
    }
}

impl Table {
    pub fn add(&mut self, name: &str, page: &Page, list: bool) {
        if list {
            println!("--- {name}");
        }
        let outlet = name.split('-').next().unwrap_or(name).to_string();
        for (key, side, events) in [("gold", 1, &page.gold), ("read", 2, &page.read)] {
            for (k, e) in events.iter().enumerate() {
                let found = key == "gold" && page.pairs.iter().any(|p| p.0 == k);
                for group in [
                    "all".to_string(),
                    format!("type {}", e.kind),
                    format!("outlet {outlet}"),
                ] {
                    let figures = self.figures.entry(group).or_default();
                    figures[side] += 1;
                    figures[0] += usize::from(found);
                }
            }
        }
        for (i, gold) in page.gold.iter().enumerate() {
            match page.pairs.iter().find(|p| p.0 == i) {
                Some(&(_, j)) => self.compare(gold, &page.read[j], list),
                None => self.count(missed(page, gold), gold, list),
            }
        }
        for (j, read) in page.read.iter().enumerate() {
            if page.pairs.iter().all(|p| p.1 != j) {
                self.count(invented(page, read), read, list);
            }
        }
    }

    fn count(&mut self, cause: &'static str, e: &Told, list: bool) {
        *self.causes.entry(cause).or_default() += 1;
        if list {
            println!(
                "{cause}\n    {} {} {:?} | {}",
                e.kind, e.date, e.names, e.clause
            );
        }
    }

    /// Fields of an event found that differ.
    fn compare(&mut self, gold: &Told, read: &Told, list: bool) {
        let wrong = [
            ("plover", gold.plover != read.plover),
            ("status", gold.status != read.status),
            ("date", gold.date != read.date),
            ("a participant missing", shared(gold, read) < gold.who.len()),
            ("a participant more", read.who.len() > shared(gold, read)),
        ];
        for (field, _) in wrong.iter().filter(|w| w.1) {
            *self.fields.entry(field).or_default() += 1;
            if list {
                println!(
                    "found, but {field}\n    {} {} | {}",
                    read.kind, read.date, read.clause
                );
            }
        }
    }

    pub fn print(&self) {
        for (group, [found, gold, read]) in &self.figures {
            let f1 = 2.0 * *found as f64 / (gold + read).max(1) as f64;
            println!("{group:24} {f1:.3}   found {found} of {gold}, {read} read");
        }
        println!();
        for (cause, n) in &self.causes {
            println!("{n:4}  {cause}");
        }
        println!("of those found:");
        for (field, n) in &self.fields {
            println!("{n:4}  {field}");
        }
    }
}

//! Measures the variant score on name pairs beside Jaro-Winkler and Levenshtein
//! over the same folded text.
//!
//! `name_pairs spellings PAIRS.tsv` reads `latin<TAB>arabic` rows: Arabic
//! spellings of one Latin name are pairs. `name_pairs latin PAIRS.tsv` pairs
//! the Latin side with the Arabic one. Against them stand, for every word, up
//! to twenty others that begin alike and are as long to a letter, evenly from
//! all there are, and whose Latin forms differ in a third of their letters or
//! more: no measure has a hand in choosing them.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use khabar_link::variant::{from_latin, variant};
use khabar_text::fold::fold;
use std::collections::{BTreeMap, BTreeSet};

type Measure<'a> = dyn Fn(&str, &str) -> f64 + 'a;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [mode, path] = args.as_slice() else {
        panic!("usage: name_pairs spellings|latin PAIRS.tsv");
    };
    let file = std::fs::read_to_string(path).expect("the pairs can be read");
    let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in file.lines() {
        let mut cells = line.split('\t');
        let (Some(latin), Some(arabic)) = (cells.next(), cells.next()) else {
            continue;
        };
        let arabic: String = fold(arabic).chars().filter(|c| c.is_alphabetic()).collect();
        if arabic.chars().count() > 2 {
            rows.entry(latin.to_lowercase()).or_default().insert(arabic);
        }
    }
    let mut latin_of: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (latin, words) in &rows {
        for w in words {
            latin_of.entry(w).or_default().push(latin);
        }
    }
    let vocabulary: Vec<&str> = latin_of.keys().copied().collect();
    let across = mode == "latin";
    let mut good: Vec<(String, &str)> = Vec::new();
    for (latin, words) in &rows {
        let words: Vec<&String> = words.iter().collect();
        if across {
            good.extend(words.iter().map(|w| (latin.clone(), w.as_str())));
        } else {
            for (i, a) in words.iter().enumerate() {
                good.extend(words[i + 1..].iter().map(|b| (a.to_string(), b.as_str())));
            }
        }
    }
    let step = (good.len() / 1500).max(1);
    let good: Vec<_> = good.into_iter().step_by(step).collect();
    let shown = |a: &str| if across { from_latin(a) } else { a.to_string() };
    let measures: [(&str, &Measure<'_>); 3] = [
        ("variant", &|a, b| f64::from(variant(a, b))),
        ("jaro-winkler", &|a, b| strsim::jaro_winkler(&shown(a), b)),
        ("levenshtein", &|a, b| {
            strsim::normalized_levenshtein(&shown(a), b)
        }),
    ];
    let mut bad: Vec<(String, &str)> = Vec::new();
    for (a, _) in &good {
        let own: Vec<&str> = match across {
            true => vec![a.as_str()],
            false => latin_of[a.as_str()].clone(),
        };
        let near = shown(a);
        let first = near.chars().next();
        let long = near.chars().count();
        let others: Vec<&str> = vocabulary
            .iter()
            .copied()
            .filter(|w| {
                let differ = |x: &&str, y: &&str| strsim::normalized_levenshtein(x, y) <= 0.66;
                *w != near
                    && w.chars().count().abs_diff(long) <= 1
                    && w.chars().next() == first
                    && latin_of[*w]
                        .iter()
                        .all(|x| own.iter().all(|y| differ(x, y)))
            })
            .collect();
        let step = (others.len() / 20).max(1);
        let some = others.into_iter().step_by(step).take(20);
        bad.extend(some.map(|w| (a.clone(), w)));
    }
    println!("{} pairs of one name, {} of two", good.len(), bad.len());
    for (name, score) in measures {
        let mut scored: Vec<(f64, bool)> = good
            .iter()
            .map(|(a, b)| (score(a, b), true))
            .chain(bad.iter().map(|(a, b)| (score(a, b), false)))
            .collect();
        scored.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        let (mut right, mut area, mut recall) = (0usize, 0.0, 0.0f64);
        for (n, (_, same)) in scored.iter().enumerate() {
            right += usize::from(*same);
            let precision = right as f64 / (n + 1) as f64;
            if *same {
                area += precision / good.len() as f64;
            }
            if precision >= 0.95 {
                recall = right as f64 / good.len() as f64;
            }
        }
        println!("{name:13} area {area:.3}  recall at 95 % precision {recall:.3}");
    }
}

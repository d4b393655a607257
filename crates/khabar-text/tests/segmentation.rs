//! Words taken apart into clitics, scored on the UD Arabic PUD treebank beside
//! leaving every word whole and cutting wherever a letter allows it.
//!
//! The treebank is looked for in the folder that `KHABAR_SHARED` names, or in
//! one called `shared` beside the repository; without it the test is skipped.
#![allow(clippy::disallowed_methods, clippy::disallowed_macros)]

use khabar_text::Segmenter;
use khabar_text::fold::fold;
use std::path::PathBuf;

/// Share of words that must come out whole and right.
const FLOOR: f64 = 0.975;

/// The words of a CoNLL-U file as lists of their parts: tokens that no space
/// parts; marks and what is not in Arabic letters left out.
fn words(file: &str) -> Vec<Vec<String>> {
    let (mut out, mut word) = (Vec::new(), Vec::new());
    for line in file.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [id, form, _, tag, .., misc] = cells.as_slice() else {
            out.push(std::mem::take(&mut word));
            continue;
        };
        if id.contains('-') || *tag == "PUNCT" {
            out.push(std::mem::take(&mut word));
            continue;
        }
        word.push((*form).to_string());
        if !misc.contains("SpaceAfter=No") {
            out.push(std::mem::take(&mut word));
        }
    }
    let arabic = |c: char| matches!(c, '\u{621}'..='\u{652}' | '\u{671}');
    out.push(word);
    out.retain(|w| !w.is_empty() && w.concat().chars().all(arabic));
    out
}

/// Cuts off every letter that may be a clitic.
fn greedy(word: &str) -> Vec<String> {
    let (mut rest, mut parts) = (word.to_string(), Vec::new());
    for set in ["وف", "بلكس"] {
        let first = rest.chars().next();
        if let Some(c) = first.filter(|&c| set.contains(c) && rest.chars().count() > 3) {
            parts.push(c.to_string());
            rest.remove(0);
        }
    }
    parts.push(rest);
    parts
}

#[test]
fn clitics_of_a_treebank_are_found() {
    let shared = std::env::var_os("KHABAR_SHARED").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared"),
        PathBuf::from,
    );
    let path = shared.join("data/segmentation/ar_pud.conllu");
    let Ok(file) = std::fs::read_to_string(&path) else {
        println!("skipped: no treebank at {}", path.display());
        return;
    };
    let words = words(&file);
    let segmenter = Segmenter::builtin();
    let (mut right, mut whole, mut cut, mut split) = (0u32, 0u32, 0u32, 0u32);
    for parts in &words {
        let gold: Vec<String> = parts.iter().map(|p| fold(p)).collect();
        let folded = gold.concat();
        right += u32::from(segmenter.segment(&parts.concat()).parts(&folded) == gold);
        whole += u32::from(gold.len() == 1);
        cut += u32::from(greedy(&folded) == gold);
        split += u32::from(gold.len() > 1);
    }
    let share = |n: u32| f64::from(n) / words.len() as f64;
    println!(
        "{} words, {split} with clitics: segmenter {:.4}, left whole {:.4}, cut everywhere {:.4}",
        words.len(),
        share(right),
        share(whole),
        share(cut)
    );
    assert!(words.len() > 10_000, "{} words read", words.len());
    assert!(share(right) >= FLOOR, "{:.4} below {FLOOR}", share(right));
}

//! Finds the copies among the articles of a JSONL file (one object a line with
//! `text`) and measures: `copies FILE [--sample N] [--dump FILE]`.
//!
//! Over a sample of N articles (default 5,000, evenly spread) the pairs with a
//! 5-gram Jaccard of ½ or more are found exactly by an inverted index, and
//! recall and precision against them are printed; then the whole file is done
//! in one go. `--dump` writes the shingles for other programs: little-endian
//! u64 values, the number of texts, the n + 1 offsets, the hashes.
#![allow(clippy::disallowed_methods)]

use khabar_link::copies::{Shingles, groups, pairs};
use khabar_text::Text;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::time::Instant;

const AT_LEAST: f64 = 0.5;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let file = args
        .next()
        .ok_or("usage: copies FILE [--sample N] [--dump FILE]")?;
    let (mut sample, mut dump) = (5_000_usize, None);
    while let Some(a) = args.next() {
        match a.as_str() {
            "--sample" => sample = args.next().ok_or("--sample N")?.parse()?,
            "--dump" => dump = args.next(),
            _ => return Err(format!("unknown: {a}").into()),
        }
    }
    let begun = Instant::now();
    let mut sets = Vec::new();
    let mut bytes = 0;
    for line in BufReader::new(std::fs::File::open(&file)?).lines() {
        let v: serde_json::Value = serde_json::from_str(&line?)?;
        let text = v["text"].as_str().unwrap_or_default();
        bytes += text.len();
        sets.push(Shingles::of(&Text::new(text)));
    }
    let read = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let found = pairs(&sets, AT_LEAST);
    let linked = begun.elapsed().as_secs_f64();
    let n: usize = sets.iter().map(Shingles::len).sum();
    let in_groups = groups(sets.len(), &found);
    println!("texts {} bytes {bytes} shingles {n}", sets.len());
    println!(
        "read and cut {read:.3} s, linked {linked:.3} s, peak {} MB",
        peak_mb()
    );
    println!("pairs {} groups {}", found.len(), in_groups.len());
    if let Some(path) = dump {
        write_dump(&path, &sets)?;
    }
    let step = (sets.len() / sample.max(1)).max(1);
    let some: Vec<Shingles> = sets.into_iter().step_by(step).take(sample).collect();
    let gold = exact(&some);
    let got: BTreeSet<_> = pairs(&some, AT_LEAST).iter().map(|p| (p.a, p.b)).collect();
    let hit = gold.intersection(&got).count();
    println!(
        "sample {} exact pairs {} found {} recall {:.4} precision {:.4}",
        some.len(),
        gold.len(),
        got.len(),
        hit as f64 / gold.len().max(1) as f64,
        hit as f64 / got.len().max(1) as f64,
    );
    Ok(())
}

/// Every pair that shares a shingle, counted: no bet anywhere.
fn exact(sets: &[Shingles]) -> BTreeSet<(usize, usize)> {
    let mut index: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut out = BTreeSet::new();
    let mut common = vec![0_usize; sets.len()];
    for (b, set) in sets.iter().enumerate() {
        common.fill(0);
        for h in set.hashes() {
            let holders = index.entry(*h).or_default();
            for a in holders.iter() {
                common[*a] += 1;
            }
            holders.push(b);
        }
        for (a, c) in common.iter().enumerate().filter(|(_, c)| **c > 0) {
            let all = sets[a].len() + set.len() - c;
            if *c as f64 >= AT_LEAST * all as f64 {
                out.insert((a, b));
            }
        }
    }
    out
}

fn write_dump(path: &str, sets: &[Shingles]) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::fs::File::create(path)?);
    let mut put = |n: u64| out.write_all(&n.to_le_bytes());
    put(sets.len() as u64)?;
    let mut at = 0;
    put(at)?;
    for s in sets {
        at += s.len() as u64;
        put(at)?;
    }
    for h in sets.iter().flat_map(Shingles::hashes) {
        put(*h)?;
    }
    out.flush()
}

/// The most memory the process held, where the system tells.
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    let kb = line.and_then(|l| l.split_whitespace().next()?.parse::<u64>().ok());
    kb.unwrap_or(0) / 1024
}

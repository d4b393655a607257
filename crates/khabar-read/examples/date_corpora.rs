//! Reads other projects' Arabic date cases and says how many are found and how
//! many get the value that the case gives.
//!
//! `cargo run --release -p khabar-read --example date_corpora -- ../shared/data/dates`
//!
//! - `--list` prints every case that differs, `--cases` the cases as JSON Lines
//!   for other readers, `--peer NAME=FILE` compares such a reader's answers
//!   (`benches/dates/run` makes them).
//! - Differences kept on purpose stand in `date_corpora.kept.tsv` with their
//!   reason and are counted apart. A row there that no longer differs in that
//!   way is an error.
//!
//! Both corpora speak to an assistant, of what is to come, so khabar reads them
//! as announcements; how it fares where it reads them as news (its default,
//! which takes `الاثنين` for the last Monday) is printed above that.
//!
//! An answer is *found* where it and the words asked for share half of the
//! shorter of the two, as in the gold's scorer. Its value
//! is *equal* where it is the same TIMEX, or covers the same days, as the
//! case's value or (where the case gives a past and a coming one) either. A
//! case that says `not resolved` wants no value. A day of the range's end may be
//! counted in or out in Recognizers-Text, whose cases do both.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

#[path = "date_corpora/cases.rs"]
mod cases;

use cases::{Case, Corpus};
use khabar_model::TimexValue;
use khabar_read::dates::DateReader;
use khabar_text::Text;
use std::collections::BTreeMap;
use std::path::Path;

/// What a reader says of a case: bytes of the input, and a value.
type Answer = (usize, usize, Option<TimexValue>);

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let dir = args
        .next()
        .ok_or("usage: date_corpora DIR [--list] [--cases]")?;
    let rest: Vec<String> = args.collect();
    if !Path::new(&dir).is_dir() {
        println!("skipped: no date cases at {dir}");
        return Ok(());
    }
    let cases = cases::load(Path::new(&dir))?;
    if rest.iter().any(|a| a == "--cases") {
        cases.iter().for_each(|c| println!("{}", c.json()));
        return Ok(());
    }
    let reader = DateReader::builtin();
    let news: Vec<Vec<Answer>> = cases.iter().map(|c| answers(&reader, c)).collect();
    let reader = reader.of_announcements();
    let ours: Vec<Vec<Answer>> = cases.iter().map(|c| answers(&reader, c)).collect();
    let list = rest.iter().any(|a| a == "--list");
    println!("corpus       reader            cases  found   equal  first day");
    report("khabar, as news", &cases, &news);
    report("khabar", &cases, &ours);
    for pair in rest.windows(2).filter(|p| p[0] == "--peer") {
        let (name, file) = pair[1].split_once('=').ok_or("--peer NAME=FILE")?;
        report(
            name,
            &cases,
            &peer(&cases, &std::fs::read_to_string(file)?)?,
        );
    }
    kept(&cases, &ours, list)
}

fn answers(reader: &DateReader, case: &Case) -> Vec<Answer> {
    let text = Text::new(&case.input);
    let found = reader.read_text(&text, Some(case.reference)).into_iter();
    found
        .map(|t| (t.span.start(), t.span.end(), t.value))
        .collect()
}

/// The answers of another reader: one JSON object a line, `{"case": 3,
/// "found": [[start, end, value or null], …]}`, offsets in code points.
fn peer(cases: &[Case], lines: &str) -> Result<Vec<Vec<Answer>>, Box<dyn std::error::Error>> {
    let mut out = vec![Vec::new(); cases.len()];
    for line in lines.lines() {
        let v: serde_json::Value = serde_json::from_str(line)?;
        let k = v["case"].as_u64().ok_or("no case number")? as usize;
        let input = &cases.get(k).ok_or("unknown case")?.input;
        let byte = |v: &serde_json::Value| {
            let n = v.as_u64().unwrap_or(0) as usize;
            input.char_indices().nth(n).map_or(input.len(), |(b, _)| b)
        };
        for a in v["found"].as_array().into_iter().flatten() {
            let value = a[2].as_str().map(|s| TimexValue(s.to_string()));
            out[k].push((byte(&a[0]), byte(&a[1]), value));
        }
    }
    Ok(out)
}

/// How an answer stands to what is asked for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
enum Mark {
    Missed,
    Found,
    /// The first day is the right one, the span is not.
    FirstDay,
    Equal,
}

/// The best answer to a case, with its value as it is shown.
fn judge(case: &Case, answers: &[Answer]) -> (Mark, String) {
    let mut best = (Mark::Missed, "not found".to_string());
    for (from, to, value) in answers {
        let (a, b) = case.span;
        let shared = (*to.min(&b)).saturating_sub(*from.max(&a));
        let least = (b - a).min(to - from).max(1);
        if to <= from || shared * 2 < least {
            continue;
        }
        let mark = if case.is(value.as_ref()) {
            Mark::Equal
        } else if case.begins(value.as_ref()) {
            Mark::FirstDay
        } else {
            Mark::Found
        };
        if mark > best.0 {
            best = (mark, value.as_ref().map_or("none".into(), |v| v.0.clone()));
        }
    }
    best
}

fn report(reader: &str, cases: &[Case], answers: &[Vec<Answer>]) {
    for corpus in [Corpus::Duckling, Corpus::Recognizers] {
        let own = cases
            .iter()
            .zip(answers)
            .filter(|(c, _)| c.corpus == corpus);
        let marks: Vec<Mark> = own.map(|(c, a)| judge(c, a).0).collect();
        let share = |least: Mark| {
            let n = marks.iter().filter(|m| **m >= least).count();
            100.0 * n as f64 / marks.len().max(1) as f64
        };
        println!(
            "{:12} {reader:17} {:5} {:5.1}% {:5.1}% {:5.1}%",
            corpus.name(),
            marks.len(),
            share(Mark::Found),
            share(Mark::Equal),
            share(Mark::FirstDay),
        );
    }
}

/// Counts the differences kept on purpose apart, and checks that each is still
/// one.
fn kept(
    cases: &[Case],
    ours: &[Vec<Answer>],
    list: bool,
) -> Result<(), Box<dyn std::error::Error>> {
    let table = include_str!("date_corpora.kept.tsv");
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|l| !l.starts_with('#'))
        .map(|l| l.split('\t').collect())
        .collect();
    if let Some(row) = rows.iter().find(|r| r.len() != 4) {
        return Err(format!("not four cells: {row:?}").into());
    }
    let mut used = vec![false; rows.len()];
    let mut lines = Vec::new();
    println!("\nkhabar, with what is kept on purpose counted as right:");
    for corpus in [Corpus::Duckling, Corpus::Recognizers] {
        let (mut right, mut on_purpose, mut all) = (0, 0, 0);
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for (case, answers) in cases.iter().zip(ours).filter(|(c, _)| c.corpus == corpus) {
            all += 1;
            let (mark, got) = judge(case, answers);
            if mark == Mark::Equal {
                right += 1;
                continue;
            }
            let key = [corpus.name(), &case.input, &got];
            let row = rows.iter().position(|r| r[..3] == key);
            row.iter().for_each(|k| used[*k] = true);
            if let Some(k) = row {
                on_purpose += 1;
                let kind = rows[k][3].split(':').next().unwrap_or("");
                *kinds.entry(kind).or_insert(0) += 1;
            }
            let asked = &case.input[case.span.0..case.span.1];
            lines.push(format!(
                "{}\t{}\t[{asked}]\t{} wanted, {got} given\t{}",
                corpus.name(),
                case.input,
                case.shown,
                row.map_or("DIFFERS", |k| rows[k][3])
            ));
        }
        let of = |n: usize| 100.0 * n as f64 / f64::from(all.max(1));
        println!(
            "{:12} equal {right}/{all} = {:.1}%; kept on purpose {on_purpose}; together {:.1}%",
            corpus.name(),
            of(right),
            of(right + on_purpose),
        );
        for (kind, n) in kinds {
            println!("{:14}{n:2} {kind}", "");
        }
    }
    if list {
        println!();
        lines.iter().for_each(|l| println!("{l}"));
    }
    let stale: Vec<_> = rows.iter().zip(&used).filter(|(_, u)| !**u).collect();
    if !stale.is_empty() {
        return Err(format!("kept rows that no longer differ so: {stale:?}").into());
    }
    Ok(())
}

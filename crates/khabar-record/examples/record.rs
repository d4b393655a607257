//! Builds and asks a record, with timings: `record DIR build INPUT…`,
//! `record DIR statements BY ABOUT`, `record DIR who NAME`, …

use khabar_record::{Builder, EventQuery, Record, Result, StatementQuery, TraceOf};
use std::time::Instant;

fn main() {
    if let Err(e) = run() {
        eprintln!("{e}");
        std::process::exit(if e.is_usage() { 2 } else { 1 });
    }
}

fn run() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [dir, what, rest @ ..] = args.as_slice() else {
        eprintln!("record DIR build|statements|who|search|trace|events|dossier|article …");
        std::process::exit(2);
    };
    if what == "build" {
        let inputs: Vec<std::path::PathBuf> = rest.iter().map(Into::into).collect();
        let s = Builder::new(dir).run(&inputs, |p| {
            eprint!("\r{} pages, {:.0}/s ", p.pages, p.pages_per_second);
        })?;
        eprintln!();
        show(&s);
        return Ok(());
    }
    let opening = Instant::now();
    let r = Record::open(dir)?;
    eprintln!("opened in {:?} {:?}", opening.elapsed(), r.notes());
    let name = |k: usize| rest.get(k).cloned().filter(|n| n != "-");
    let names: Vec<&str> = rest.iter().map(String::as_str).collect();
    for _ in 0..2 {
        let asked = Instant::now();
        match what.as_str() {
            "statements" => {
                let q = StatementQuery {
                    by: name(0),
                    about: name(1),
                    limit: 20,
                    ..Default::default()
                };
                show(&r.statements(&q)?);
            }
            "events" => show(&r.events(&EventQuery {
                with: rest.to_vec(),
                limit: 20,
                ..Default::default()
            })?),
            "who" => show(&r.who(&rest[0])?),
            "search" => show(&r.search(&rest[0], 10)?),
            "trace" => match rest[0].parse() {
                Ok(id) => show(&r.trace(&TraceOf::Statement(id))?),
                Err(_) => show(&r.trace(&TraceOf::Text(rest[0].clone()))?),
            },
            "article" => show(&r.article(rest[0].parse().unwrap_or(0))?),
            "dossier" => show(&r.dossier(&names)?),
            "aside" => show(&r.set_aside()?),
            _ => show(&r.counts()?),
        }
        eprintln!("answered in {:?}", asked.elapsed());
    }
    Ok(())
}

fn show(answer: &impl serde::Serialize) {
    println!(
        "{}",
        serde_json::to_string_pretty(answer).unwrap_or_default()
    );
}

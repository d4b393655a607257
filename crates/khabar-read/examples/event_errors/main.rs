//! Where the reading of events goes wrong, counted by cause.
//!
//! ```text
//! cargo run --release -p khabar-read --example event_errors -- \
//!     samples/gold samples/pages ../shared/gold ../shared/pages \
//!     ../shared/gold-news/gold ../shared/gold-news/pages
//! ```
//!
//! takes pairs of folders, gold and pages, and prints for each pair how many
//! events were found (in all, by type and by outlet) and the table of causes.
//! `--list` prints every event missed, invented or read with a wrong field,
//! with the words of its clause.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

mod causes;
mod compare;

use causes::Table;
use compare::Page;
use khabar_model::{Capture, wire};
use khabar_read::Reader;
use serde_json::Value;
use std::path::Path;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let (flags, dirs): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if dirs.is_empty() || dirs.len() % 2 == 1 {
        return Err("usage: event_errors [--list] GOLD PAGES …".into());
    }
    let list = flags.iter().any(|f| f == "--list");
    let reader = Reader::new()?;
    for pair in dirs.chunks(2) {
        let mut table = Table::default();
        for file in gold_files(&pair[0])? {
            let gold: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
            let page = gold["page"].as_str().ok_or("a gold page's name")?;
            let capture = capture(&Path::new(&pair[1]).join(page))?;
            let read = serde_json::to_value(wire::page(&capture, &reader.read(&capture)))?;
            let name = file.file_stem().unwrap_or_default().to_string_lossy();
            table.add(&name, &Page::new(&gold, &read), list);
        }
        println!("\n== {}", pair[0]);
        table.print();
    }
    Ok(())
}

fn gold_files(dir: &str) -> Result<Vec<std::path::PathBuf>, Failure> {
    let entries = std::fs::read_dir(dir)?;
    let mut files = entries
        .map(|e| Ok(e?.path()))
        .collect::<Result<Vec<_>, std::io::Error>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "json") && !f.ends_with("across.json"));
    files.sort();
    Ok(files)
}

fn capture(file: &Path) -> Result<Capture, Failure> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut capture = Capture::new(name, std::fs::read_to_string(file)?);
    if let Ok(meta) = std::fs::read_to_string(file.with_extension("meta.json")) {
        let meta: Value = serde_json::from_str(&meta)?;
        capture.url = meta["url"].as_str().map(str::to_string);
        capture.retrieved = meta["retrieved"].as_str().map(str::to_string);
    }
    Ok(capture)
}

//! Where the reading of statements goes wrong, counted by cause: what is left
//! to do, and of what kind.
//!
//! ```text
//! cargo run --release -p khabar-read --example speech_errors -- \
//!     samples/gold samples/pages ../shared/gold ../shared/pages \
//!     ../shared/gold-news/gold ../shared/gold-news/pages
//! ```
//!
//! takes pairs of folders, gold and pages, and prints for each pair the figures
//! (for every outlet too, with their mean and least over outlets: leaving an
//! outlet out gives the same row, since nothing that reads statements is fitted
//! on those pages), the table of causes, and how often the reading is right at
//! each certainty, with the expected calibration error. `--list` prints every single error; `--gold-names` reads the
//! statements with the gold's names in place of the program's own, so that
//! what is left is the statement reader's own doing.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

mod align;
mod causes;
mod gold_names;

use align::{Aligned, Texts};
use khabar_model::{Capture, wire};
use khabar_page::PageReader;
use khabar_read::Reader;
use khabar_read::speech::SpeechReader;
use khabar_text::Text;
use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let (flags, dirs): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    if dirs.is_empty() || dirs.len() % 2 == 1 {
        return Err("usage: speech_errors [--list] [--gold-names] GOLD PAGES …".into());
    }
    let has = |f: &str| flags.iter().any(|x| x == f);
    let mut readers = Readers {
        whole: Reader::new()?,
        page: PageReader::new(),
        speech: SpeechReader::builtin(),
    };
    for pair in dirs.chunks(2) {
        let pages = pages(&mut readers, &pair[0], &pair[1], has("--gold-names"))?;
        println!("\n== {} ({} pages)", pair[0], pages.len());
        causes::figures(&pages);
        causes::table(&pages, has("--list"));
        causes::certainty(&pages);
    }
    Ok(())
}

struct Readers {
    whole: Reader,
    page: PageReader,
    speech: SpeechReader,
}

/// Reads every page of `gold` and puts the statements read beside the gold's.
fn pages(
    readers: &mut Readers,
    gold: &str,
    dir: &str,
    with_gold_names: bool,
) -> Result<BTreeMap<String, Aligned>, Failure> {
    let mut out = BTreeMap::new();
    for entry in std::fs::read_dir(gold)? {
        let file = entry?.path();
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        if file.extension().is_none_or(|e| e != "json") || name == "across" {
            continue;
        }
        let annotated: Value = serde_json::from_str(&std::fs::read_to_string(&file)?)?;
        let page = annotated["page"].as_str().ok_or("a gold page's name")?;
        let capture = capture(&Path::new(dir).join(page))?;
        let read = read(readers, &capture, with_gold_names.then_some(&annotated))?;
        let texts = Texts::new(&capture.text);
        out.insert(name.to_string(), Aligned::new(&texts, &annotated, &read));
    }
    Ok(out)
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

/// The page's annotations in their outside form, as the scorer sees them.
fn read(readers: &Readers, capture: &Capture, gold: Option<&Value>) -> Result<Value, Failure> {
    let mut reading = readers.whole.read(capture);
    if let Some(gold) = gold {
        let text = Text::new(&capture.text);
        let page = readers.page.read_text(&text, capture);
        let names = gold_names::of(&capture.text, gold);
        reading.statements = readers.speech.read(&text, &page, &names);
        reading.events.clear();
        reading.entities = names.entities;
        reading.mentions = names.mentions;
    }
    let page = wire::page(capture, &reading);
    Ok(serde_json::to_value(&page)?)
}

//! The articles of HTML pages as JSON Lines, and how long it took: the library
//! in its smallest use, and what `benches/html` measures.
//!
//! `cargo run --release -p khabar-page --example extract -- [--times N] FOLDER`
//!
//! With `NAME.meta.json` beside `NAME.html`: `{"url", "retrieved",
//! "content_type"}`. On standard error: pages a second on one thread, of N
//! rounds over the folder, without reading files.

// The crate is pure; what surrounds it reads files and the clock.
#![allow(clippy::disallowed_methods)]

use khabar_model::{Body, Capture, Fetch, Page};
use khabar_page::PageReader;
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut times = 1;
    if args.first().is_some_and(|a| a == "--times") {
        times = args.get(1).ok_or("--times N")?.parse()?;
        args.drain(..2);
    }
    let folder = args.first().ok_or("usage: extract [--times N] FOLDER")?;
    let mut files: Vec<_> = std::fs::read_dir(folder)?
        .map(|e| Ok(e?.path()))
        .collect::<std::io::Result<_>>()?;
    files.retain(|f| f.extension().is_some_and(|e| e == "html" || e == "htm"));
    files.sort();
    let fetches: Vec<Fetch> = files.iter().map(|f| fetch(f)).collect::<Result<_, _>>()?;
    let reader = PageReader::new();
    let began = Instant::now();
    for _ in 1..times {
        for f in &fetches {
            let capture = reader.open(f.clone())?;
            std::hint::black_box(reader.read(&capture));
        }
    }
    let seconds = began.elapsed().as_secs_f64();
    if times > 1 {
        let pages = (fetches.len() * (times - 1)) as f64;
        eprintln!("{:.0} pages/s", pages / seconds);
    }
    for f in fetches {
        let capture = reader.open(f)?;
        println!("{}", shown(&capture, &reader.read(&capture)));
    }
    Ok(())
}

fn fetch(file: &Path) -> Result<Fetch, Box<dyn std::error::Error>> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let mut fetch = Fetch::html(name, std::fs::read(file)?);
    if let Ok(meta) = std::fs::read_to_string(file.with_extension("meta.json")) {
        let meta: Value = serde_json::from_str(&meta)?;
        fetch.url = meta["url"].as_str().map(str::to_string);
        fetch.retrieved = meta["retrieved"].as_str().map(str::to_string);
        if let Body::Html { content_type, .. } = &mut fetch.body {
            *content_type = meta["content_type"].as_str().map(str::to_string);
        }
    }
    Ok(fetch)
}

fn shown(capture: &Capture, page: &Page) -> Value {
    let words = |s: khabar_model::Span| s.of(&capture.text);
    let articles = page.articles.iter().map(|a| {
        json!({
            "kind": a.kind.as_str(),
            "headline": a.headline.map(words),
            "kicker": a.kicker.map(words),
            "section": a.section.map(words),
            "outlet": a.outlet.as_ref().map(|o| &o.name),
            "published": a.published.as_ref().map(|p| &p.day),
            "updated": a.updated.as_ref().map(|p| &p.day),
            "bylines": a.bylines.iter().map(|&s| words(s)).collect::<Vec<_>>(),
            "datelines": a.datelines.iter().map(|&s| words(s)).collect::<Vec<_>>(),
            "credits": a.credits.iter().map(|c| words(c.span)).collect::<Vec<_>>(),
            "captions": a.captions.iter().map(|&s| words(s)).collect::<Vec<_>>(),
            "keywords": a.keywords.iter().map(|&s| words(s)).collect::<Vec<_>>(),
            "body": a.body().map(words).collect::<Vec<_>>(),
        })
    });
    json!({
        "page": capture.name,
        "charset": capture.page.as_ref().map(|p| p.layout.charset),
        "articles": articles.collect::<Vec<_>>(),
    })
}

//! How fast dates are read, on one core, beside the tokens they are read from.
//!
//! `zstdcat ../shared/news/saudinewsnet.jsonl.zst | head -4000 |
//!  cargo run --release -p khabar-read --example date_speed`
//!
//! Reads JSON Lines with a `text` and a `date` (of retrieval) each; with
//! `--show` prints each expression with its value, rule and sentence instead,
//! for reading by eye.

// The crate is pure; what surrounds it reads files.
#![allow(clippy::disallowed_methods)]

use khabar_read::dates::DateReader;
use khabar_text::Text;
use khabar_text::civil::Day;
use std::io::BufRead;
use std::time::{Duration, Instant};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let show = std::env::args().any(|a| a == "--show");
    let mut texts = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let v: serde_json::Value = serde_json::from_str(&line?)?;
        let day = v["date"].as_str().and_then(Day::parse);
        texts.push((v["text"].as_str().unwrap_or("").to_string(), day));
    }
    let reader = DateReader::builtin();
    let bytes: usize = texts.iter().map(|(t, _)| t.len()).sum();
    let (mut tokens, mut dates, mut found) = (Duration::ZERO, Duration::ZERO, 0);
    for (source, day) in &texts {
        let start = Instant::now();
        let text = Text::new(source);
        tokens += start.elapsed();
        let start = Instant::now();
        let timexes = reader.read_text(&text, *day);
        dates += start.elapsed();
        found += timexes.len();
        for t in timexes.iter().filter(|_| show) {
            let near = |at: usize, by: isize| {
                let at = at.saturating_add_signed(by).min(source.len());
                (0..4)
                    .map(|k| at.saturating_sub(k))
                    .find(|k| source.is_char_boundary(*k))
            };
            let (a, b) = (near(t.span.start(), -60), near(t.span.end(), 60));
            let (a, b) = (a.unwrap_or(0), b.unwrap_or(source.len()));
            let around = format!(
                "{}[[{}]]{}",
                &source[a..t.span.start()],
                t.span.of(source),
                &source[t.span.end()..b]
            );
            let value = t.value.as_ref().map_or("-", |v| v.as_str());
            println!("{}\t{value}\t{}", t.rule, around.replace('\n', " "));
        }
    }
    let rate = |d: Duration| bytes as f64 / 1e6 / d.as_secs_f64().max(1e-9);
    if !show {
        println!(
            "{} texts, {:.1} MB, {found} expressions\ntokens {:.1} MB/s\ndates  {:.1} MB/s\nboth   {:.1} MB/s",
            texts.len(),
            bytes as f64 / 1e6,
            rate(tokens),
            rate(dates),
            rate(tokens + dates),
        );
    }
    Ok(())
}

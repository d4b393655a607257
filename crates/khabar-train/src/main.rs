//! Trains and scores khabar's name tagger, and learns the variant score's costs. Corpora are read from the paths
//! given; nothing here runs when khabar is built or used.
//!
//! ```text
//! khabar-train train OUT.bin CORPUS…     train; scores on the held-out part
//! khabar-train cross CORPUS…             score by thirds within the training part
//! khabar-train misses CORPUS…            the same, with what was missed or invented
//! khabar-train score MODEL.bin CORPUS…   score each corpus whole
//! khabar-train held MODEL.bin CORPUS…    score each corpus's held-out part
//! khabar-train errors MODEL.bin CORPUS   what was missed or invented in the held-out part
//! khabar-train speed MODEL.bin TEXT      words a second
//! khabar-train costs OUT.rs PAIRS.tsv…   learn the edit costs of the variant score
//! ```
//! A corpus is a path, with `nested:` before it for Wojood, `titles:` for CAraNER
//! and `own:` for our own text with marks, of which nothing is held out.
//! The pairs of the shipped costs are written by `name_pairs.py` from the name
//! index (`names.sqlite3`).

mod corpus;
mod costs;
mod crf;
mod fit;
mod score;

use corpus::{Format, Leaf, Sentence};
use khabar_read::names::lexicon::Lexicon;
use khabar_read::names::page::Page;
use khabar_read::names::tagger::{Model, Work};
use khabar_read::names::words::Words;
use khabar_text::Text;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["train", out, corpora @ ..] if !corpora.is_empty() => train(out, corpora),
        ["cross", corpora @ ..] if !corpora.is_empty() => cross(corpora, false),
        ["misses", corpora @ ..] if !corpora.is_empty() => cross(corpora, true),
        ["score", model, corpora @ ..] if !corpora.is_empty() => scores(model, corpora, false),
        ["held", model, corpora @ ..] if !corpora.is_empty() => scores(model, corpora, true),
        ["errors", model, corpus] => errors(model, corpus),
        ["speed", model, text] => speed(model, text),
        ["costs", out, pairs @ ..] if !pairs.is_empty() => edit_costs(out, pairs),
        _ => Err(
            "usage: khabar-train train|cross|misses|score|held|errors|speed|costs MODEL.bin FILE…"
                .into(),
        ),
    }
}

fn load(arg: &str) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let (format, path) = match arg.split_once(':') {
        Some(("nested", p)) => (Format::Nested, p),
        Some(("titles", p)) => (Format::Titles, p),
        Some(("own", p)) => (Format::Marked, p),
        _ => (Format::Flat, arg),
    };
    corpus::read(Path::new(path), format).map_err(|e| format!("{path}: {e}").into())
}

fn load_all(args: &[&str]) -> Result<Vec<Vec<Sentence>>, Box<dyn Error>> {
    args.iter().map(|a| load(a)).collect()
}

fn train(out: &str, corpora: &[&str]) -> Result<(), Box<dyn Error>> {
    let lex = Lexicon::builtin();
    let (mut train, mut held) = (Vec::new(), Vec::new());
    for c in corpora {
        if c.starts_with("own:") {
            train.extend(load(c)?);
            continue;
        }
        let (t, h) = corpus::split(load(c)?);
        train.extend(t);
        held.push((c, h));
    }
    let train = corpus::leaves(&lex, &train);
    let done = fit::fit(&train.iter().collect::<Vec<_>>());
    let bytes = Model::to_bytes(&done.rows, &done.transitions);
    std::fs::write(out, &bytes).map_err(|e| format!("{out}: {e}"))?;
    eprintln!("{} features, {} bytes", done.rows.len(), bytes.len());
    let model = Model::from_bytes(&bytes)?;
    for (c, h) in held {
        println!(
            "{c}: {} sentences held out\n{}",
            h.len(),
            score::show(&score::all(&model, &lex, &h))
        );
    }
    Ok(())
}

/// Trains on two thirds of the first corpus's training part (and all of the
/// others), scores the third; the held-out part is not looked at. Our own text
/// follows the first corpus's rules, others are set apart.
fn cross(corpora: &[&str], show: bool) -> Result<(), Box<dyn Error>> {
    let lex = Lexicon::builtin();
    let (all, _) = corpus::split(load(corpora[0])?);
    let extra = load_all(&corpora[1..])?;
    let mut more = Vec::new();
    for (c, e) in corpora[1..].iter().zip(&extra) {
        let mut leaves = corpus::leaves(&lex, e);
        leaves
            .iter_mut()
            .for_each(|l| l.guest = !c.starts_with("own:"));
        more.extend(leaves);
    }
    let all = corpus::leaves(&lex, &all);
    let fold = |fold: usize| {
        let part = |want: bool| -> Vec<&Leaf<'_>> {
            let of = |(i, s)| ((i / 2 % 3 == fold) == want).then_some(s);
            all.iter().enumerate().filter_map(of).collect()
        };
        let (mut train, test) = (part(false), part(true));
        train.extend(more.iter());
        let done = fit::fit(&train);
        let model = Model::new(&done.rows, done.transitions);
        let errors = if show {
            score::errors(&model, &test)
        } else {
            Vec::new()
        };
        (done.rows.len(), score::score(&model, &test), errors)
    };
    let thirds: Vec<_> = std::thread::scope(|s| {
        let fold = &fold;
        let running: Vec<_> = (0..3).map(|k| s.spawn(move || fold(k))).collect();
        running.into_iter().filter_map(|r| r.join().ok()).collect()
    });
    let mut sums = [score::Count::default(); 4];
    for (_, counts, errors) in &thirds {
        for (s, c) in sums.iter_mut().zip(counts) {
            s.right += c.right;
            s.gold += c.gold;
            s.found += c.found;
        }
        for e in errors {
            println!("{e}");
        }
    }
    let rows: usize = thirds.iter().map(|t| t.0).sum();
    println!("rows {}\n{}", rows / 3, score::show(&sums));
    Ok(())
}

fn scores(model: &str, corpora: &[&str], held: bool) -> Result<(), Box<dyn Error>> {
    let model = Model::from_bytes(&std::fs::read(model).map_err(|e| format!("{model}: {e}"))?)?;
    let lex = Lexicon::builtin();
    for c in corpora {
        let mut s = load(c)?;
        if held {
            s = corpus::split(s).1;
        }
        println!(
            "{c}: {} sentences\n{}",
            s.len(),
            score::show(&score::all(&model, &lex, &s))
        );
    }
    Ok(())
}

/// Prints the names of the held-out part that were missed or invented.
fn errors(model: &str, corpus: &str) -> Result<(), Box<dyn Error>> {
    let model = Model::from_bytes(&std::fs::read(model).map_err(|e| format!("{model}: {e}"))?)?;
    let lex = Lexicon::builtin();
    let held = corpus::split(load(corpus)?).1;
    for line in score::errors(
        &model,
        &corpus::leaves(&lex, &held).iter().collect::<Vec<_>>(),
    ) {
        println!("{line}");
    }
    Ok(())
}

/// Writes `crates/khabar-link/src/costs.rs` anew.
fn edit_costs(out: &str, pairs: &[&str]) -> Result<(), Box<dyn Error>> {
    let read = |p: &&str| std::fs::read_to_string(p).map_err(|e| format!("{p}: {e}"));
    let files = pairs.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    std::fs::write(out, costs::learn(&files)).map_err(|e| format!("{out}: {e}").into())
}

/// Folding, tokens, list look-up and tagging together, on one thread.
fn speed(model: &str, path: &str) -> Result<(), Box<dyn Error>> {
    let model = Model::from_bytes(&std::fs::read(model).map_err(|e| format!("{model}: {e}"))?)?;
    let lex = Lexicon::builtin();
    let file = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let (mut words, mut page, mut work) = (Words::default(), Page::default(), Work::default());
    let (mut tokens, mut names) = (0usize, 0usize);
    let (mut all, mut ranges) = (Vec::new(), Vec::new());
    let lines: Vec<&str> = file.lines().collect();
    let from = Instant::now();
    for run in lines.chunks(20) {
        all.clear();
        ranges.clear();
        for line in run {
            let text = Text::new(line);
            words.read(&lex, &text, 0..text.len());
            ranges.push(all.len()..all.len() + text.len());
            all.extend_from_slice(&words.words);
        }
        page.read(&lex, &mut all, &ranges);
        names += model.tag(&all, &ranges, &mut work).len();
        tokens += all.len();
    }
    let took = from.elapsed().as_secs_f64();
    println!(
        "{tokens} tokens, {names} names, {:.0} tokens/s",
        tokens as f64 / took
    );
    Ok(())
}

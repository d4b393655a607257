//! Trains and scores khabar's name tagger. Corpora are read from the paths
//! given; nothing here runs when khabar is built or used.
//!
//! ```text
//! khabar-train train OUT.bin CORPUS…     train; scores on the held-out part
//! khabar-train score MODEL.bin CORPUS…   score each corpus whole
//! khabar-train held MODEL.bin CORPUS…    score each corpus's held-out part
//! khabar-train errors MODEL.bin CORPUS   what was missed or invented in the held-out part
//! khabar-train speed MODEL.bin TEXT      words a second
//! ```
//! A corpus is a path, with `nested:` before it for Wojood and `titles:` for
//! CAraNER.

mod corpus;
mod perceptron;
mod score;

use corpus::{Format, Sentence};
use khabar_read::names::lexicon::Lexicon;
use khabar_read::names::tagger::{Model, Work};
use khabar_read::names::words::Words;
use khabar_text::Text;
use std::error::Error;
use std::path::Path;
use std::time::Instant;

const EPOCHS: u64 = 20;
/// Runs in other orders; their mean is the model.
const RUNS: u64 = 8;
/// Units of a quantised weight to one perceptron step.
const SCALE: f64 = 8.0;

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["train", out, corpora @ ..] if !corpora.is_empty() => train(out, corpora),
        ["score", model, corpora @ ..] if !corpora.is_empty() => scores(model, corpora, false),
        ["held", model, corpora @ ..] if !corpora.is_empty() => scores(model, corpora, true),
        ["errors", model, corpus] => errors(model, corpus),
        ["speed", model, text] => speed(model, text),
        _ => Err("usage: khabar-train train|score|held|errors|speed MODEL.bin FILE…".into()),
    }
}

fn load(arg: &str) -> Result<Vec<Sentence>, Box<dyn Error>> {
    let (format, path) = match arg.split_once(':') {
        Some(("nested", p)) => (Format::Nested, p),
        Some(("titles", p)) => (Format::Titles, p),
        _ => (Format::Flat, arg),
    };
    corpus::read(Path::new(path), format).map_err(|e| format!("{path}: {e}").into())
}

fn train(out: &str, corpora: &[&str]) -> Result<(), Box<dyn Error>> {
    let lex = Lexicon::builtin();
    let (mut train, mut held) = (Vec::new(), Vec::new());
    for c in corpora {
        let (t, h) = corpus::split(load(c)?);
        train.extend(t);
        held.push((c, h));
    }
    let (mut trainer, examples) = perceptron::Trainer::new(&lex, &train);
    let mut sums = perceptron::Sums::default();
    for run in 0..RUNS {
        let mut wrong = 0;
        for e in 0..EPOCHS {
            wrong = trainer.epoch(&examples, run * EPOCHS + e + 1);
        }
        eprintln!("run {}: {wrong} words wrong in the last pass", run + 1);
        trainer.add_to(&mut sums);
    }
    let done = trainer.finish(&sums, SCALE, 2);
    let bytes = Model::to_bytes(&done.rows, &done.transitions);
    std::fs::write(out, &bytes).map_err(|e| format!("{out}: {e}"))?;
    eprintln!("{} features, {} bytes", done.rows.len(), bytes.len());
    let model = Model::from_bytes(&bytes)?;
    for (c, h) in held {
        println!(
            "{c}: {} sentences held out\n{}",
            h.len(),
            score::show(&score::score(&model, &lex, &h))
        );
    }
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
            score::show(&score::score(&model, &lex, &s))
        );
    }
    Ok(())
}

/// Prints the names of the held-out part that were missed or invented.
fn errors(model: &str, corpus: &str) -> Result<(), Box<dyn Error>> {
    let model = Model::from_bytes(&std::fs::read(model).map_err(|e| format!("{model}: {e}"))?)?;
    let lex = Lexicon::builtin();
    for line in score::errors(&model, &lex, &corpus::split(load(corpus)?).1) {
        println!("{line}");
    }
    Ok(())
}

/// Folding, tokens, list look-up and tagging together, on one thread.
fn speed(model: &str, path: &str) -> Result<(), Box<dyn Error>> {
    let model = Model::from_bytes(&std::fs::read(model).map_err(|e| format!("{model}: {e}"))?)?;
    let lex = Lexicon::builtin();
    let file = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let (mut words, mut work) = (Words::default(), Work::default());
    let (mut tokens, mut names) = (0usize, 0usize);
    let from = Instant::now();
    for line in file.lines() {
        let text = Text::new(line);
        words.read(&lex, &text, 0..text.len());
        names += model.tag(&words, &mut work).len();
        tokens += text.len();
    }
    let took = from.elapsed().as_secs_f64();
    println!(
        "{tokens} tokens, {names} names, {:.0} tokens/s",
        tokens as f64 / took
    );
    Ok(())
}

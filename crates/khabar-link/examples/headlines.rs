//! Measures agreement of headlines: `headlines TRAIN.csv DEV.csv [--fit WEIGHTS.tsv]`.
//!
//! The files are those of ANS (s1, s2, stance: agree, disagree, other; the last
//! is left out). Prints F1 of both stances on DEV beside a bag of words: a
//! logistic regression on the words of either headline, learned on TRAIN with the
//! same care. `--fit` learns the weights of our questions on TRAIN anew and
//! writes them behind the file's header; the figures are then of the old ones.
#![allow(clippy::disallowed_methods)]

mod common;

use common::csv;
use khabar_link::same::{ASKED, Headlines, SAME_CLAIM};
use std::collections::HashMap;

type Res<T> = Result<T, Box<dyn std::error::Error>>;
/// Features that are not 0, and whether the headlines agree.
type Case = (Vec<(usize, f32)>, bool);

struct Pair {
    a: String,
    b: String,
    agree: bool,
}

fn main() -> Res<()> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let (train, dev, fit) = match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        [train, dev] => (train, dev, None),
        [train, dev, "--fit", out] => (train, dev, Some(out)),
        _ => return Err("usage: headlines TRAIN.csv DEV.csv [--fit WEIGHTS.tsv]".into()),
    };
    let (train, dev) = (read(train)?, read(dev)?);
    let ours = Headlines::builtin();
    let said = dev
        .iter()
        .map(|p| ours.same_claim(&p.a, &p.b).score >= SAME_CLAIM);
    report("khabar", &dev, said);
    let mut vocabulary = HashMap::new();
    let cases: Vec<Case> = train
        .iter()
        .map(|p| (bag(p, &mut vocabulary, true), p.agree))
        .collect();
    let (weights, bias) = learn(&cases, vocabulary.len());
    let said = dev.iter().map(|p| {
        let bag = bag(p, &mut vocabulary, false);
        bag.iter().map(|(k, x)| weights[*k] * x).sum::<f32>() + bias > 0.0
    });
    report("bag of words", &dev, said);
    if let Some(out) = fit {
        let asked = |p: &Pair| ours.features(&p.a, &p.b).into_iter().enumerate().collect();
        let cases: Vec<Case> = train.iter().map(|p| (asked(p), p.agree)).collect();
        let (weights, bias) = learn(&cases, ASKED.len());
        let old = std::fs::read_to_string(out)?;
        let mut text: String = old
            .lines()
            .filter(|l| l.starts_with('#'))
            .map(|l| format!("{l}\n"))
            .collect();
        for (name, w) in ASKED.iter().zip(weights) {
            text += &format!("{name}\t{w:.2}\n");
        }
        text += &format!("bias\t{bias:.2}\n");
        std::fs::write(out, text)?;
    }
    Ok(())
}

fn read(path: &str) -> Res<Vec<Pair>> {
    let text = std::fs::read_to_string(path).map_err(|e| format!("{path}: {e}"))?;
    let rows = csv(text.trim_start_matches('\u{feff}')).into_iter().skip(1);
    let pair = |r: Vec<String>| match <[String; 3]>::try_from(r) {
        Ok([a, b, stance]) if stance != "other" => Some(Pair {
            a,
            b,
            agree: stance == "agree",
        }),
        _ => None,
    };
    Ok(rows.filter_map(pair).collect())
}

fn bag(p: &Pair, vocabulary: &mut HashMap<(bool, String), usize>, grow: bool) -> Vec<(usize, f32)> {
    let mut out = Vec::new();
    for (first, text) in [(true, &p.a), (false, &p.b)] {
        let text = khabar_text::Text::new(text);
        for i in (0..text.len()).filter(|i| !text.is_punct(*i)) {
            let (key, next) = ((first, text.norm(i).to_string()), vocabulary.len());
            let at = match grow {
                true => Some(*vocabulary.entry(key).or_insert(next)),
                false => vocabulary.get(&key).copied(),
            };
            out.extend(at.map(|k| (k, 1.0)));
        }
    }
    out.sort_by_key(|x| x.0);
    out.dedup();
    out
}

/// Logistic regression by gradient descent, both stances weighing the same.
fn learn(cases: &[Case], features: usize) -> (Vec<f32>, f32) {
    const ROUNDS: usize = 3000;
    const RATE: f32 = 4.0;
    const DECAY: f32 = 1e-4;
    let yes = cases.iter().filter(|c| c.1).count() as f32;
    let no = cases.len() as f32 - yes;
    let (mut weights, mut bias) = (vec![0.0f32; features], 0.0f32);
    for _ in 0..ROUNDS {
        let (mut step, mut lean) = (vec![0.0f32; features], 0.0);
        for (x, agree) in cases {
            let sum: f32 = x.iter().map(|(k, v)| weights[*k] * v).sum::<f32>() + bias;
            let p = 1.0 / (1.0 + (-sum).exp());
            let (want, share) = if *agree {
                (1.0, 0.5 / yes)
            } else {
                (0.0, 0.5 / no)
            };
            lean += share * (want - p);
            for (k, v) in x {
                step[*k] += share * (want - p) * v;
            }
        }
        bias += RATE * lean;
        for (w, s) in weights.iter_mut().zip(step) {
            *w += RATE * (s - DECAY * *w);
        }
    }
    (weights, bias)
}

fn report(what: &str, dev: &[Pair], said: impl Iterator<Item = bool>) {
    let said: Vec<bool> = said.collect();
    let f1 = |stance: bool| {
        let count = |f: &dyn Fn(bool, bool) -> bool| {
            let all = dev.iter().zip(&said);
            all.filter(|(p, s)| f(p.agree == stance, **s == stance))
                .count() as f64
        };
        let hit = count(&|want, got| want && got);
        2.0 * hit / (count(&|want, _| want) + count(&|_, got| got))
    };
    let (agree, disagree) = (f1(true), f1(false));
    println!(
        "{what}: F1 agree {agree:.3} disagree {disagree:.3} mean {:.3} over {} pairs",
        (agree + disagree) / 2.0,
        dev.len()
    );
}

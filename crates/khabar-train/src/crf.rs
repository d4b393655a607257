//! A linear-chain conditional random field, fitted by AdaGrad on single
//! sentences with features dropped at random, weights averaged over the later
//! passes.

use khabar_read::names::tagger::{LABELS, LANES, may_follow};
use rustc_hash::FxHashMap;

/// A sentence as the rows of its words' features, one after another.
pub struct Example {
    features: Vec<u32>,
    ends: Vec<u32>,
    labels: Vec<u8>,
    given: Vec<[f32; LANES]>,
}

/// A sentence as the keys of its words' features, one word after another,
/// with the labels wanted. Where scores are given, weights are learned that
/// mend them.
#[derive(Default)]
pub struct Line {
    pub keys: Vec<u32>,
    pub ends: Vec<usize>,
    pub labels: Vec<u8>,
    pub given: Vec<[f32; LANES]>,
}

/// How the weights are fitted.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    pub epochs: u64,
    /// Runs in other orders.
    pub runs: u64,
    /// Step of AdaGrad.
    pub rate: f32,
    /// Share of a word's features left out at random, so that no single one
    /// carries the decision.
    pub drop: f32,
    /// What a missed name costs in training, what an invented one does.
    pub missed: f32,
    pub invented: f32,
    /// Features seen less often teach words by heart.
    pub least_seen: u32,
}

/// Weights while training, with the sums averaging needs.
pub struct Trainer {
    settings: Settings,
    keys: Vec<u32>,
    weights: Vec<[f32; LANES]>,
    squares: Vec<[f32; LANES]>,
    sums: Vec<[f32; LANES]>,
    transitions: [[f32; LABELS]; LABELS],
    transition_squares: [[f32; LABELS]; LABELS],
    transition_sums: [[f32; LABELS]; LABELS],
    averaged: f32,
}

/// What training gives: weights by feature key, and transitions.
pub struct Trained {
    pub rows: Vec<(u32, [i8; LANES])>,
    pub transitions: [[i16; LABELS]; LABELS],
}

/// A small generator of numbers that are the same in every run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

impl Trainer {
    /// Numbers the features; all are known before training.
    pub fn new(lines: Vec<Line>, settings: Settings) -> (Self, Vec<Example>) {
        let mut counts: FxHashMap<u32, u32> = FxHashMap::default();
        for key in lines.iter().flat_map(|l| &l.keys) {
            *counts.entry(*key).or_default() += 1;
        }
        let mut kept: Vec<u32> = counts
            .iter()
            .filter(|(_, n)| **n >= settings.least_seen)
            .map(|(k, _)| *k)
            .collect();
        kept.sort_unstable();
        let index: FxHashMap<u32, u32> = kept.iter().zip(0..).map(|(&k, i)| (k, i)).collect();
        let example = |l: Line| {
            let (mut features, mut ends) = (Vec::with_capacity(l.keys.len()), Vec::new());
            let mut from = 0;
            for end in l.ends {
                let row = &l.keys[from..end];
                features.extend(row.iter().filter_map(|k| index.get(k)));
                ends.push(features.len() as u32);
                from = end;
            }
            Example {
                features,
                ends,
                labels: l.labels,
                given: l.given,
            }
        };
        let examples = lines.into_iter().map(example).collect();
        let n = kept.len();
        let trainer = Trainer {
            settings,
            keys: kept,
            weights: vec![[0.0; LANES]; n],
            squares: vec![[0.0; LANES]; n],
            sums: vec![[0.0; LANES]; n],
            transitions: [[0.0; LABELS]; LABELS],
            transition_squares: [[0.0; LABELS]; LABELS],
            transition_sums: [[0.0; LABELS]; LABELS],
            averaged: 0.0,
        };
        (trainer, examples)
    }

    /// Takes these transitions, which scores given go with.
    pub fn set_transitions(&mut self, t: &[[i16; LABELS]; LABELS], scale: f32) {
        self.transitions = t.map(|r| r.map(|w| f32::from(w) / scale));
    }

    /// All passes, in as many orders as the settings say; the mean is kept.
    pub fn fit(&mut self, examples: &[Example], seed: u64) {
        let start = self.transitions;
        for run in 0..self.settings.runs {
            self.weights.fill([0.0; LANES]);
            self.squares.fill([0.0; LANES]);
            self.transitions = start;
            self.transition_squares = [[0.0; LABELS]; LABELS];
            self.run(examples, seed + 100 * run);
        }
    }

    fn run(&mut self, examples: &[Example], seed: u64) {
        for e in 0..self.settings.epochs {
            self.epoch(examples, seed * 1000 + e + 1);
            if 2 * e + 1 >= self.settings.epochs {
                self.average();
            }
        }
    }

    fn epoch(&mut self, examples: &[Example], seed: u64) {
        let mut chance = Chance(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        for i in (1..order.len()).rev() {
            order.swap(i, (chance.next() % (i as u64 + 1)) as usize);
        }
        let mut pass = Pass::default();
        let below = (self.settings.drop * 256.0) as u64;
        let scale = 1.0 / (1.0 - below as f32 / 256.0);
        for k in order {
            let e = &examples[k];
            pass.rows.clear();
            pass.ends.clear();
            pass.scores.clear();
            let mut from = 0;
            for &end in &e.ends {
                let mut sum = [0f32; LANES];
                for &f in &e.features[from..end as usize] {
                    if chance.next() >> 20 & 255 < below {
                        continue;
                    }
                    pass.rows.push(f);
                    for (s, w) in sum.iter_mut().zip(&self.weights[f as usize]) {
                        *s += w;
                    }
                }
                from = end as usize;
                pass.ends.push(pass.rows.len());
                let gold = usize::from(e.labels[pass.ends.len() - 1]);
                let mut sum = sum.map(|s| s * scale);
                if let Some(given) = e.given.get(pass.ends.len() - 1) {
                    for (s, g) in sum.iter_mut().zip(given) {
                        *s += g;
                    }
                }
                let Settings {
                    missed, invented, ..
                } = self.settings;
                for (l, s) in sum.iter_mut().enumerate() {
                    *s += match gold {
                        0 => invented,
                        g if g == l + 1 => -missed,
                        _ => invented - missed,
                    };
                }
                pass.scores.push(sum);
            }
            pass.infer(&self.transitions);
            self.step(&pass, &e.labels, scale, e.given.is_empty());
        }
    }

    fn step(&mut self, pass: &Pass, labels: &[u8], scale: f32, pairs: bool) {
        let rate = self.settings.rate;
        let mut from = 0;
        for (i, &end) in pass.ends.iter().enumerate() {
            let mut slope = [0f32; LANES];
            for (l, s) in slope.iter_mut().enumerate() {
                *s = (pass.marginals[i][l + 1]
                    - f32::from(u8::from(usize::from(labels[i]) == l + 1)))
                    * scale;
            }
            if slope.iter().all(|s| s.abs() < 1e-4) {
                from = end;
                continue;
            }
            let square = slope.map(|s| s * s);
            for &f in &pass.rows[from..end] {
                let w = &mut self.weights[f as usize];
                let q = &mut self.squares[f as usize];
                for l in 0..LANES {
                    q[l] += square[l];
                    w[l] -= rate * slope[l] / (q[l] + 1e-3).sqrt();
                }
            }
            from = end;
        }
        if !pairs {
            return;
        }
        let mut slope = pass.pairs;
        let mut before = 0;
        for &l in labels {
            slope[before][usize::from(l)] -= 1.0;
            before = usize::from(l);
        }
        let squares = self.transition_squares.iter_mut().flatten();
        let weights = self.transitions.iter_mut().flatten();
        for ((s, q), w) in slope.iter().flatten().zip(squares).zip(weights) {
            *q += s * s;
            *w -= rate * s / (*q + 1e-3).sqrt();
        }
    }

    fn average(&mut self) {
        self.averaged += 1.0;
        for (s, w) in self.sums.iter_mut().zip(&self.weights) {
            for (s, w) in s.iter_mut().zip(w) {
                *s += w;
            }
        }
        for (s, w) in self.transition_sums.iter_mut().zip(&self.transitions) {
            for (s, w) in s.iter_mut().zip(w) {
                *s += w;
            }
        }
    }

    /// The averaged weights, `scale` units to one; rows whose weights all lie
    /// below `least` units are dropped.
    pub fn finish(&self, scale: f32, least: u8) -> Trained {
        let unit = scale / self.averaged.max(1.0);
        let mut rows = Vec::new();
        for (&key, sum) in self.keys.iter().zip(&self.sums) {
            let row = sum.map(|w| (w * unit).round().clamp(-127.0, 127.0) as i8);
            if row.iter().any(|w| w.unsigned_abs() >= least) {
                rows.push((key, row));
            }
        }
        rows.sort_unstable();
        let transitions = self
            .transition_sums
            .map(|r| r.map(|w| (w * unit).round().clamp(-32000.0, 32000.0) as i16));
        Trained { rows, transitions }
    }
}

/// One sentence's inference.
#[derive(Default)]
struct Pass {
    rows: Vec<u32>,
    ends: Vec<usize>,
    scores: Vec<[f32; LANES]>,
    emit: Vec<[f32; LABELS]>,
    forward: Vec<[f32; LABELS]>,
    marginals: Vec<[f32; LABELS]>,
    pairs: [[f32; LABELS]; LABELS],
}

impl Pass {
    /// Marginals of labels and of pairs of labels, by forward and backward
    /// sums scaled at every word.
    fn infer(&mut self, transitions: &[[f32; LABELS]; LABELS]) {
        let n = self.scores.len();
        let mut go = [[0f32; LABELS]; LABELS];
        for a in 0..LABELS {
            for b in 0..LABELS {
                if may_follow(a as u8, b as u8) {
                    go[a][b] = transitions[a][b].exp();
                }
            }
        }
        self.emit.clear();
        self.forward.clear();
        self.marginals.clear();
        self.marginals.resize(n, [0.0; LABELS]);
        self.pairs = [[0.0; LABELS]; LABELS];
        let mut before = [0f32; LABELS];
        before[0] = 1.0;
        for s in &self.scores {
            let top = s.iter().copied().fold(0f32, f32::max);
            let mut e = [0f32; LABELS];
            e[0] = (-top).exp();
            for (l, x) in s.iter().enumerate() {
                e[l + 1] = (x - top).exp();
            }
            let mut now = [0f32; LABELS];
            for (a, &p) in before.iter().enumerate() {
                if p > 0.0 {
                    for b in 0..LABELS {
                        now[b] += p * go[a][b];
                    }
                }
            }
            let mut total = 0.0;
            for b in 0..LABELS {
                now[b] *= e[b];
                total += now[b];
            }
            let total = total.max(1e-30);
            now = now.map(|x| x / total);
            e = e.map(|x| x / total);
            self.emit.push(e);
            self.forward.push(now);
            before = now;
        }
        let mut after = [1f32; LABELS];
        for (l, a) in after.iter_mut().enumerate() {
            *a = f32::from(u8::from(may_follow(l as u8, 0)));
        }
        let last: f32 = match self.forward.last() {
            Some(f) => f.iter().zip(&after).map(|(x, y)| x * y).sum(),
            None => return,
        };
        after = after.map(|x| x / last.max(1e-30));
        for i in (0..n).rev() {
            for (l, a) in after.iter().enumerate() {
                self.marginals[i][l] = self.forward[i][l] * a;
            }
            let mut start = [0f32; LABELS];
            start[0] = 1.0;
            let from = if i == 0 { &start } else { &self.forward[i - 1] };
            let mut out = [0f32; LABELS];
            let mut reach = [0f32; LABELS];
            for b in 0..LABELS {
                reach[b] = self.emit[i][b] * after[b];
            }
            for a in 0..LABELS {
                let mut sum = 0.0;
                for b in 0..LABELS {
                    let step = go[a][b] * reach[b];
                    sum += step;
                    self.pairs[a][b] += from[a] * step;
                }
                out[a] = sum;
            }
            after = out;
        }
    }
}

//! The averaged structured perceptron.

use crate::corpus::Sentence;
use khabar_read::names::features;
use khabar_read::names::lexicon::Lexicon;
use khabar_read::names::tagger::{LABELS, LANES, viterbi};
use khabar_read::names::words::Words;
use khabar_text::Text;
use rustc_hash::FxHashMap;

/// A sentence as the rows of its words' features.
pub struct Example {
    rows: Vec<Vec<u32>>,
    labels: Vec<u8>,
}

/// Weights while training: integers, with the sums averaging needs.
pub struct Trainer {
    index: FxHashMap<u32, u32>,
    weights: Vec<[i32; LANES]>,
    sums: Vec<[i64; LANES]>,
    transitions: [[i32; LABELS]; LABELS],
    transition_sums: [[i64; LABELS]; LABELS],
    step: i64,
}

/// Features seen less often teach words by heart.
const LEAST_SEEN: u32 = 2;
/// Share of a word's features left out at random in each pass, in 256ths, so
/// that no single one carries the decision.
const DROPPED: u64 = 64;

fn count(lex: &Lexicon, sentences: &[Sentence]) -> FxHashMap<u32, u32> {
    let mut counts = FxHashMap::default();
    let mut words = Words::default();
    for s in sentences {
        let text = Text::new(&s.text);
        words.read(lex, &text, 0..text.len());
        for i in 0..words.words.len() {
            features::each(&words.words, i, |key| *counts.entry(key).or_default() += 1);
        }
    }
    counts
}

/// What training gives: weights by feature key, and transitions.
pub struct Trained {
    pub rows: Vec<(u32, [i8; LANES])>,
    pub transitions: [[i16; LABELS]; LABELS],
}

impl Trainer {
    /// Cuts sentences into features; all features are known before training.
    pub fn new(lex: &Lexicon, sentences: &[Sentence]) -> (Self, Vec<Example>) {
        let counts = count(lex, sentences);
        let mut index: FxHashMap<u32, u32> = FxHashMap::default();
        let mut words = Words::default();
        let mut examples = Vec::new();
        for s in sentences {
            let text = Text::new(&s.text);
            words.read(lex, &text, 0..text.len());
            let rows = (0..words.words.len())
                .map(|i| {
                    let mut row = Vec::with_capacity(64);
                    features::each(&words.words, i, |key| {
                        if counts[&key] < LEAST_SEEN {
                            return;
                        }
                        let next = index.len() as u32;
                        row.push(*index.entry(key).or_insert(next));
                    });
                    row
                })
                .collect();
            examples.push(Example {
                rows,
                labels: s.labels.clone(),
            });
        }
        let n = index.len();
        let trainer = Trainer {
            index,
            weights: vec![[0; LANES]; n],
            sums: vec![[0; LANES]; n],
            transitions: [[0; LABELS]; LABELS],
            transition_sums: [[0; LABELS]; LABELS],
            step: 0,
        };
        (trainer, examples)
    }

    /// One pass over the examples in an order given by `seed`; the number of
    /// words labelled wrongly.
    pub fn epoch(&mut self, examples: &[Example], seed: u64) -> usize {
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        for i in (1..order.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            order.swap(i, (state % (i as u64 + 1)) as usize);
        }
        let (mut scores, mut back, mut found) = (Vec::new(), Vec::new(), Vec::new());
        let mut wrong = 0;
        for k in order {
            let e = &examples[k];
            self.step += 1;
            scores.clear();
            let mut next = |n: u64| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state % n
            };
            let rows: Vec<Vec<u32>> = e
                .rows
                .iter()
                .map(|r| r.iter().copied().filter(|_| next(256) >= DROPPED).collect())
                .collect();
            for row in &rows {
                let mut sum = [0i32; LANES];
                for &f in row {
                    for (s, w) in sum.iter_mut().zip(&self.weights[f as usize]) {
                        *s += w;
                    }
                }
                scores.push(sum);
            }
            viterbi(&self.transitions, &scores, &mut back, &mut found);
            if found == e.labels {
                continue;
            }
            for i in 0..found.len() {
                let (good, bad) = (e.labels[i], found[i]);
                wrong += usize::from(good != bad);
                if good != bad {
                    for &f in &rows[i] {
                        self.bump(f as usize, good, 1);
                        self.bump(f as usize, bad, -1);
                    }
                }
                let before = |l: &[u8]| if i == 0 { 0 } else { usize::from(l[i - 1]) };
                let (g, b) = (before(&e.labels), before(&found));
                if (g, good) != (b, bad) {
                    self.move_to(g, good, 1);
                    self.move_to(b, bad, -1);
                }
            }
        }
        wrong
    }

    fn bump(&mut self, f: usize, label: u8, by: i32) {
        if label > 0 {
            let l = usize::from(label) - 1;
            self.weights[f][l] += by;
            self.sums[f][l] += i64::from(by) * self.step;
        }
    }

    fn move_to(&mut self, from: usize, to: u8, by: i32) {
        self.transitions[from][usize::from(to)] += by;
        self.transition_sums[from][usize::from(to)] += i64::from(by) * self.step;
    }

    /// The averaged weights of one run, in units of a step, added to `to`;
    /// another run may follow.
    pub fn add_to(&mut self, to: &mut Sums) {
        let t = (self.step + 1) as f64;
        let mean = |w: i32, s: i64| f64::from(w) - s as f64 / t;
        to.rows.resize(self.weights.len(), [0.0; LANES]);
        for (f, row) in to.rows.iter_mut().enumerate() {
            for (l, r) in row.iter_mut().enumerate() {
                *r += mean(self.weights[f][l], self.sums[f][l]);
            }
        }
        for (a, row) in to.transitions.iter_mut().enumerate() {
            for (b, x) in row.iter_mut().enumerate() {
                *x += mean(self.transitions[a][b], self.transition_sums[a][b]);
            }
        }
        to.runs += 1.0;
        let n = self.weights.len();
        self.weights = vec![[0; LANES]; n];
        self.sums = vec![[0; LANES]; n];
        self.transitions = [[0; LABELS]; LABELS];
        self.transition_sums = [[0; LABELS]; LABELS];
        self.step = 0;
    }

    /// The mean of the runs, `scale` units a step; rows whose weights all lie
    /// below `least` are dropped.
    pub fn finish(&self, sums: &Sums, scale: f64, least: u8) -> Trained {
        let unit = scale / sums.runs.max(1.0);
        let mut rows = Vec::new();
        for (&key, &f) in &self.index {
            let row = sums.rows[f as usize].map(|w| (w * unit).round().clamp(-127.0, 127.0) as i8);
            if row.iter().any(|w| w.unsigned_abs() >= least) {
                rows.push((key, row));
            }
        }
        rows.sort_unstable();
        let transitions = sums
            .transitions
            .map(|r| r.map(|w| (w * unit).round().clamp(-32000.0, 32000.0) as i16));
        Trained { rows, transitions }
    }
}

/// Averaged weights summed over runs.
#[derive(Default)]
pub struct Sums {
    rows: Vec<[f64; LANES]>,
    transitions: [[f64; LABELS]; LABELS],
    runs: f64,
}

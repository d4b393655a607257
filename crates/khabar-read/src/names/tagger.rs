//! The sequence tagger: a linear model over hashed features, decoded by
//! Viterbi, that looks at a page twice.

use super::again::{self, Again};
use super::features;
use super::memo::Memo;
use super::viterbi::viterbi;
use super::words::Word;
use std::ops::Range;

pub use super::labels::{LABELS, LANES, OUT, Tag, Tagged, labels, may_follow, spans};
pub use super::model::{Model, ModelError, VERSION};
pub use super::viterbi::Transitions;

impl Model {
    /// Scores and labels the words of a page at first sight, into `work`.
    pub fn first(&self, words: &[Word], sentences: &[Range<usize>], work: &mut Work) {
        work.memo.is_of(self.id);
        work.scores.clear();
        work.labels.clear();
        for s in sentences {
            let from = work.scores.len();
            self.score(&words[s.clone()], work);
            viterbi(
                &self.transitions,
                &work.scores[from..],
                &mut work.back,
                &mut work.line,
            );
            work.labels.extend_from_slice(&work.line);
        }
    }

    /// Adds the scores of a sentence's words: what words and pairs of forms
    /// have wherever they stand is summed once and kept.
    fn score(&self, words: &[Word], work: &mut Work) {
        let Work {
            scores, keys, memo, ..
        } = work;
        let from = scores.len();
        scores.resize(from + words.len(), [0; LANES]);
        let scores = &mut scores[from..];
        for i in 0..words.len() {
            let w = &words[i];
            let forms = memo.word(features::own_id(w), |side| {
                match side {
                    None => features::own(w, &mut |k| keys.push(k)),
                    Some(side) => features::beside(w, side, &mut |k| keys.push(k)),
                }
                self.sum(keys)
            });
            add(&mut scores[i], &forms[0]);
            for (k, step) in [(1, 1), (2, -1), (3, 2), (4, -2)] {
                if let Some(to) = i.checked_add_signed(step).and_then(|j| scores.get_mut(j)) {
                    add(to, &forms[k]);
                }
            }
            features::rest(words, i, &mut |k| keys.push(k));
            add(&mut scores[i], &self.sum(keys));
        }
        // Beyond both ends and from each word to the next.
        let edge = &features::EDGE;
        let n = words.len();
        for i in 0..=n {
            let w = if i == n { edge } else { &words[i] };
            let p = if i == 0 { edge } else { &words[i - 1] };
            let pair = memo.pair(features::form_id(p), features::form_id(w), |second| {
                if second {
                    features::before(p, w, &mut |k| keys.push(k));
                } else {
                    features::after(p, w, &mut |k| keys.push(k));
                }
                self.sum(keys)
            });
            if i > 0 {
                add(&mut scores[i - 1], &pair[0]);
            }
            if i < n {
                add(&mut scores[i], &pair[1]);
            }
        }
        if n == 0 {
            return;
        }
        let forms = memo.word(features::own_id(edge), |side| {
            if let Some(side) = side {
                features::beside(edge, side, &mut |k| keys.push(k));
            }
            self.sum(keys)
        });
        add(&mut scores[0], &forms[1]);
        add(&mut scores[n - 1], &forms[2]);
        for i in 0..n.min(2) {
            add(&mut scores[i], &forms[3]);
            add(&mut scores[n - 1 - i], &forms[4]);
        }
    }

    /// The names of a page: labels at first sight, then again with what they
    /// say of each other. Positions are those of `words`, which the sentences
    /// must cover in order.
    pub fn tag(&self, words: &[Word], sentences: &[Range<usize>], work: &mut Work) -> Vec<Tagged> {
        self.first(words, sentences, work);
        work.again.read(words, sentences, &work.labels);
        let mut out = Vec::new();
        for s in sentences {
            let first = &work.labels[s.clone()];
            let votes = &work.again.votes[s.clone()];
            let plain = first.iter().all(|&l| l == OUT) && !votes.iter().any(|v| v.any());
            if plain {
                continue;
            }
            let line = &words[s.clone()];
            for i in 0..line.len() {
                again::each(line, first, votes, i, |key| work.keys.push(key));
                let more = self.sum(&mut work.keys);
                for (s, m) in work.scores[s.start + i].iter_mut().zip(more) {
                    *s += i32::from(m);
                }
            }
            let scores = &work.scores[s.clone()];
            viterbi(&self.transitions, scores, &mut work.back, &mut work.line);
            out.extend(spans(&work.line).into_iter().map(|t| Tagged {
                from: t.from + s.start,
                to: t.to + s.start,
                tag: t.tag,
            }));
        }
        out
    }
}

fn add(to: &mut [i32; LANES], sum: &super::memo::Sum) {
    for (t, &s) in to.iter_mut().zip(sum) {
        *t += i32::from(s);
    }
}

/// Reused buffers of [`Model::tag`].
#[derive(Default)]
pub struct Work {
    memo: Memo,
    /// The sums of each word's weights.
    pub scores: Vec<[i32; LANES]>,
    keys: Vec<u32>,
    back: Vec<[u8; LABELS]>,
    line: Vec<u8>,
    again: Again,
    /// The label of each word at first sight.
    pub labels: Vec<u8>,
}

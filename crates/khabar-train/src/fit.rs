//! From pages to a model: first look, then the second over first labels that
//! were given by models which had not seen the page.

use crate::corpus::{Leaf, Sentence};
use crate::crf::{Line, Settings, Trained, Trainer};
use khabar_read::names::again::{self, Again};
use khabar_read::names::features;
use khabar_read::names::tagger::{Model, Work};
use std::ops::Range;

/// Units of a quantised weight to one.
pub const SCALE: f32 = 24.0;
/// Rows with no weight of so many units are dropped.
const LEAST: u8 = 4;
/// Marks a feature's double that only another corpus has: it takes up what
/// that corpus labels otherwise, and is thrown away.
const GUEST: u32 = 1 << 31;
/// Parts for the second look.
const PARTS: usize = 4;

/// Chosen by `khabar-train cross`.
const FIRST: Settings = Settings {
    epochs: 10,
    runs: 4,
    rate: 0.1,
    drop: 0.2,
    missed: 5.0,
    invented: 5.0,
    least_seen: 2,
};

const SECOND: Settings = Settings {
    epochs: 10,
    runs: 4,
    rate: 0.05,
    drop: 0.1,
    missed: 6.0,
    invented: 4.0,
    least_seen: 3,
};

fn first_lines(leaf: &Leaf<'_>) -> Vec<Line> {
    let line = |(s, r): (&Sentence, Range<usize>)| {
        let mut l = Line::default();
        let words = &leaf.words[r];
        for i in 0..words.len() {
            features::each(words, i, |k| {
                l.keys.push(k);
                if leaf.guest {
                    l.keys.push(k | GUEST);
                }
            });
            l.ends.push(l.keys.len());
        }
        l.labels = s.labels.clone();
        l
    };
    leaf.lines().map(line).collect()
}

fn second_lines(leaf: &Leaf<'_>, model: &Model) -> Vec<Line> {
    let (mut work, mut look) = (Work::default(), Again::default());
    model.first(&leaf.words, &leaf.ranges, &mut work);
    look.read(&leaf.words, &leaf.ranges, &work.labels);
    let line = |(s, r): (&Sentence, Range<usize>)| {
        let mut l = Line::default();
        let (words, labels, votes) = (
            &leaf.words[r.clone()],
            &work.labels[r.clone()],
            &look.votes[r.clone()],
        );
        for i in 0..words.len() {
            again::each(words, labels, votes, i, |k| l.keys.push(k));
            l.ends.push(l.keys.len());
            l.given
                .push(work.scores[r.start + i].map(|x| x as f32 / SCALE));
        }
        l.labels = s.labels.clone();
        l
    };
    leaf.lines().map(line).collect()
}

fn first(leaves: &[&Leaf<'_>]) -> Trained {
    let lines = leaves.iter().flat_map(|l| first_lines(l)).collect();
    let (mut trainer, examples) = Trainer::new(lines, FIRST);
    trainer.fit(&examples, 1);
    let mut done = trainer.finish(SCALE, LEAST);
    done.rows.retain(|r| r.0 & GUEST == 0);
    done
}

/// Trains on these pages.
pub fn fit(leaves: &[&Leaf<'_>]) -> Trained {
    let part = |part: usize| -> Vec<Line> {
        let of = |want: bool| -> Vec<&Leaf<'_>> {
            leaves
                .iter()
                .enumerate()
                .filter(|(i, _)| (i / 2 % PARTS == part) == want)
                .map(|(_, l)| *l)
                .collect()
        };
        let unseen = first(&of(false));
        let model = Model::new(&unseen.rows, unseen.transitions);
        let own = of(true).into_iter().filter(|l| !l.guest);
        own.flat_map(|l| second_lines(l, &model)).collect()
    };
    let (mut done, lines) = std::thread::scope(|s| {
        let part = &part;
        let running: Vec<_> = (0..PARTS).map(|k| s.spawn(move || part(k))).collect();
        let done = first(leaves);
        let lines = running.into_iter().filter_map(|r| r.join().ok()).flatten();
        (done, lines.collect())
    });
    let (mut trainer, examples) = Trainer::new(lines, SECOND);
    trainer.set_transitions(&done.transitions, SCALE);
    trainer.fit(&examples, 7);
    done.rows.extend(trainer.finish(SCALE, 1).rows);
    done.rows.sort_unstable();
    done
}
